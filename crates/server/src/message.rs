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
        Code::UnknownGroup => format!("No group has the id '{}'.", of("groupId")),
        Code::DuplicateAssignment => "The same target stands twice.".to_owned(),
        Code::PriorityOutOfRange => "The priority must be a whole number, 0 or greater.".to_owned(),
        Code::OrderMissing => format!("The order lacks: {}.", of("ids")),
        Code::OrderUnknown => format!("The order names what does not exist: {}.", of("ids")),
        Code::OrderDuplicate => format!("The order names twice: {}.", of("ids")),
        Code::BadGuid => format!("'{}' is not a GUID.", of("value")),
        Code::RuleSyntax => format!("The membership rule cannot be read at character {}.", of("position")),
        Code::RuleTooLong => format!("The membership rule has {} characters; {} are allowed.", of("actual"), of("max")),
        Code::BadQueryOption => format!("The query option '{}' is unknown, malformed or not supported here.", of("option")),
        Code::BodyTooLarge => format!("The body is larger than {} bytes.", of("max")),
        Code::UnsupportedMediaType => "The body must be 'application/json'.".to_owned(),
        Code::NotFound => "There is nothing at this address.".to_owned(),
        Code::MethodNotAllowed => format!("This address answers only: {}.", of("allowed")),
        Code::StaleVersion => {
            format!("{} changed it at {}. The current version is {}.", of("changedBy"), of("changedDateTime"), of("currentVersion"))
        }
        Code::VersionRequired => "Send the version that you read in the header 'If-Match'.".to_owned(),
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
