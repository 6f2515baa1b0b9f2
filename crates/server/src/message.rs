//! The English sentence of each mistake, for developers who read answers by eye. Programs branch on the code.

use enrollment::error::{Code, FieldError};

/// What an error says, in English.
pub fn message(error: &FieldError) -> String {
    let of = |name: &str| error.parameter(name);
    match error.code {
        Code::NameRequired => "A name is needed.".to_owned(),
        Code::NameTooLong => format!("The name has {} characters; {} are allowed.", of("actual"), of("max")),
        Code::ControlCharacter => "A control character stands where it may not.".to_owned(),
        Code::NameTaken => format!("The name '{}' is taken, whatever the case.", of("name")),
        Code::DescriptionTooLong => format!("The description has {} characters; {} are allowed.", of("actual"), of("max")),
        Code::PasswordTooShort => format!("The password needs at least {} characters.", of("min")),
        Code::PasswordTooLong => format!("The password may have at most {} bytes.", of("max")),
        Code::PasswordWrong => "This is not the current password.".to_owned(),
        Code::NumberOutOfRange => format!("The number must be from {} to {}.", of("min"), of("max")),
        Code::BadHeader => format!("The header '{}' must stand once, and hold only visible ASCII characters.", of("name")),
        Code::BrokenJson if of("empty") == "true" => "The body is empty. JSON is needed.".to_owned(),
        Code::BrokenJson => format!("The body is not JSON: line {}, column {}.", of("line"), of("column")),
        Code::UnknownProperty => format!("The property '{}' does not exist here.", of("name")),
        Code::DuplicateProperty => format!("The property '{}' stands twice.", of("name")),
        Code::MissingProperty => format!("The property '{}' is missing.", of("name")),
        Code::WrongType => format!("The value must be of type {}.", of("expected")),
        Code::UnknownValue => format!("The value '{}' is none of: {}.", of("value"), of("allowed")),
        Code::PlatformNotSupported => "The platform must be 'iOS' and cannot be changed.".to_owned(),
        Code::DefaultTypeNotAvailable => "The default type is the type of none of the available options.".to_owned(),
        Code::DuplicatePair => "The same pair of ownership and type stands twice.".to_owned(),
        Code::OwnershipNotAvailable => format!("This type does not come with the ownership '{}'.", of("ownership")),
        Code::BranchesNotSupported => "User choice cannot hold this combination of ownership and type.".to_owned(),
        Code::TooFewBranches => format!("User choice needs at least {} branches.", of("min")),
        Code::ChoiceRequired => "A choice is needed.".to_owned(),
        Code::AcknowledgementRequired => "The retired type must be acknowledged.".to_owned(),
        Code::DeviceGroup => {
            format!("The group '{}' holds devices. A profile can be assigned to groups of people only.", of("displayName"))
        }
        Code::AllDevices => "A profile cannot be assigned to all devices, because enrollment needs a person.".to_owned(),
        Code::UnknownGroup if of("groupId").is_empty() => format!("No group is called '{}'.", of("value")),
        Code::UnknownGroup => format!("No group has the id '{}'.", of("groupId")),
        Code::DuplicateAssignment => "The same target stands twice.".to_owned(),
        Code::PriorityOutOfRange => "The priority must be a whole number, 0 or greater.".to_owned(),
        Code::OrderMissing => format!("The order lacks: {}.", of("ids")),
        Code::OrderUnknown => format!("The order names what does not exist: {}.", of("ids")),
        Code::OrderDuplicate => format!("The order names twice: {}.", of("ids")),
        Code::BadGuid => format!("'{}' is not a GUID.", of("value")),
        Code::UnknownPerson => format!("Nobody has the id or user principal name '{}'.", of("userId")),
        Code::UnknownProfile => format!("No profile has the id '{}'.", of("id")),
        Code::UnknownFinding => format!("No finding is named '{}'.", of("value")),
        Code::OsVersionSyntax => format!("'{}' is not a version such as 18.1.", of("value")),
        Code::RuleSyntax => format!("The membership rule cannot be read at character {}.", of("position")),
        Code::RuleTooLong => format!("The membership rule has {} characters; {} are allowed.", of("actual"), of("max")),
        Code::CsvEmpty => "The file is empty. Its first row must name the columns.".to_owned(),
        Code::CsvSyntax => "A quotation mark opens here and does not close, or stands where it must be doubled.".to_owned(),
        Code::CsvSeparator => "The columns must be separated by commas.".to_owned(),
        Code::CsvRaggedRow => format!("The row has not as many cells as the header: {} instead of {}.", of("actual"), of("expected")),
        Code::NotUtf8 => "The text is not UTF-8. Save the file as CSV UTF-8.".to_owned(),
        Code::TooManyRows => format!("The table has more than {} rows.", of("max")),
        Code::ColumnMissing => format!("The column '{}' is missing.", of("column")),
        Code::ColumnUnknown => format!("The column '{}' is none of: {}.", of("column"), of("allowed")),
        Code::ColumnDuplicate => format!("The column '{}' stands twice.", of("column")),
        Code::ValueRequired => "A value is needed.".to_owned(),
        Code::ValueTooLong => format!("The value has {} characters; {} are allowed.", of("actual"), of("max")),
        Code::NotABoolean => format!("'{}' is neither true nor false.", of("value")),
        Code::PrincipalNameSyntax => format!("'{}' is not like name@example.com.", of("value")),
        Code::DuplicateRow => format!("'{}' stands on line {} already.", of("value"), of("firstLine")),
        Code::UnknownMember => format!("'{}' is neither the userPrincipalName of a person nor the name of a group.", of("value")),
        Code::NameAmbiguous => format!("Several are called '{}'.", of("value")),
        Code::DynamicGroupMember => format!("The members of '{}' come from its rule, so none can be named.", of("value")),
        Code::GroupHoldsPeopleOnly => format!("The group '{}' cannot be in a Microsoft 365 group, which holds people only.", of("value")),
        Code::MemberOfItself => format!("The group '{}' cannot be a member of itself.", of("value")),
        Code::TooManyMistakes => format!("There are {} mistakes; the first ones are told.", of("count")),
        Code::BadQueryOption => format!("The query option '{}' is unknown, malformed or not supported here.", of("option")),
        Code::BodyTooLarge => format!("The body is larger than {} bytes.", of("max")),
        Code::BodyIncomplete => "The body ended before it was complete.".to_owned(),
        Code::UnsupportedMediaType => "The body must be 'application/json'.".to_owned(),
        Code::NotFound => "There is nothing at this address.".to_owned(),
        Code::MethodNotAllowed => format!("This address answers only: {}.", of("allowed")),
        Code::StaleVersion => {
            format!("{} changed it at {}. The current version is {}.", of("changedBy"), of("changedDateTime"), of("currentVersion"))
        }
        Code::VersionRequired => "Send the version that you read in the header 'If-Match'.".to_owned(),
        Code::VersionUnknown => format!("No version of the profiles has the number {}.", of("version")),
        Code::NotADocument
        | Code::FormatVersion
        | Code::TooManyProfiles
        | Code::ProfileTwice
        | Code::NotInDocument
        | Code::GroupNotMapped => about_a_document(error),
        Code::NothingToRestore => format!("The profile was not there at version {}.", of("version")),
        Code::IdempotencyKeyReused => "This Idempotency-Key was used with another request.".to_owned(),
        Code::IdempotencyKeyRunning => "The first request with this Idempotency-Key is still running.".to_owned(),
        Code::NotSignedIn => "Sign in, or send a token that is neither expired nor revoked.".to_owned(),
        Code::SignInFailed => "The name or the password is wrong.".to_owned(),
        Code::WriteNotAllowed => "This credential may read, but not change anything.".to_owned(),
        Code::SessionRequired => "Only somebody who is signed in may do this; a token may not.".to_owned(),
        Code::LastAdministrator => "This is the last administrator: nobody could change anything any more.".to_owned(),
        Code::CrossOrigin => "A request with a cookie must come from the portal's own pages.".to_owned(),
        Code::InvitationInvalid => "The invitation is unknown, used or expired.".to_owned(),
        Code::TooManyRequests => format!("Too many requests. Try again in {} s.", of("seconds")),
        Code::BadBatch => format!("A batch holds 1 to {} requests, each with an id of its own, a method and a url.", of("max")),
        Code::DependencyFailed => "A request that this one depends on failed.".to_owned(),
        Code::Unavailable => "The database is away or busy. Try again later.".to_owned(),
        Code::Internal => "The server met something that it did not expect.".to_owned(),
    }
}

/// What an error about a document of profiles says.
fn about_a_document(error: &FieldError) -> String {
    let of = |name: &str| error.parameter(name);
    match error.code {
        Code::NotADocument => {
            format!("This is no document of enrollment profiles: its format is '{}', not '{}'.", of("value"), of("expected"))
        }
        Code::FormatVersion if of("value").is_empty() => "The document does not say which version its format has.".to_owned(),
        Code::FormatVersion => {
            format!("The document has version {} of its format; this version of Pomona reads up to {}.", of("value"), of("max"))
        }
        Code::TooManyProfiles => format!("The document holds more than {} profiles.", of("max")),
        Code::ProfileTwice => format!("The document holds the profile '{}' twice.", of("id")),
        Code::NotInDocument => format!("The document holds no profile '{}'.", of("id")),
        Code::GroupNotMapped if of("reason") == "ambiguous" => {
            format!("Several groups are called '{}': say which one is meant.", of("displayName"))
        }
        Code::GroupNotMapped if of("displayName").is_empty() => {
            format!("No group has the id '{}', and the document does not name it: say which one is meant.", of("groupId"))
        }
        _ => format!("No group is called '{}': say which one is meant.", of("displayName")),
    }
}
