//! A mistake in what somebody sent: a stable code, the JSON pointer of the place, and the parameters of the sentence.
//! The sentence itself is made where a person reads it, from the code and its parameters.

use std::collections::BTreeMap;
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])+ $variant:ident = $text:literal,)+) => {
        /// What went wrong. The text form is part of the wire contract and never changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])+ $variant,)+ }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable text, as it stands in `error.details[].code`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}

codes! {
    /// The name is empty after trimming.
    NameRequired = "name_required",
    /// The name is too long. Parameters: `max`, `actual`, in Unicode scalar values.
    NameTooLong = "name_too_long",
    /// A control character stands where it may not.
    ControlCharacter = "control_character",
    /// Another object has this name, whatever the case. Parameters: `name`, `id` of the one that has it.
    NameTaken = "name_taken",
    /// The description is too long. Parameters: `max`, `actual`.
    DescriptionTooLong = "description_too_long",
    /// The password is too short. Parameters: `min`.
    PasswordTooShort = "password_too_short",
    /// The password is too long. Parameters: `max`.
    PasswordTooLong = "password_too_long",
    /// The password that was given as the current one is not.
    PasswordWrong = "password_wrong",
    /// The number is too small or too great. Parameters: `min`, `max`.
    NumberOutOfRange = "number_out_of_range",
    /// A header cannot be read, or stands twice where it may stand once. Parameters: `name`.
    BadHeader = "bad_header",
    /// The body is not JSON. Parameters: `line`, `column`.
    BrokenJson = "broken_json",
    /// A property that this object does not have. Parameters: `name`.
    UnknownProperty = "unknown_property",
    /// The same property twice, spelled in different case. Parameters: `name`.
    DuplicateProperty = "duplicate_property",
    /// A property that is needed is missing. Parameters: `name`.
    MissingProperty = "missing_property",
    /// The value has another JSON type. Parameters: `expected`.
    WrongType = "wrong_type",
    /// The value is none of those that are known. Parameters: `value`, `allowed`.
    UnknownValue = "unknown_value",
    /// The platform cannot be changed, or is not iOS.
    PlatformNotSupported = "platform_not_supported",
    /// The default type is the type of none of the pairs.
    DefaultTypeNotAvailable = "default_type_not_available",
    /// The same pair of ownership and type stands twice.
    DuplicatePair = "duplicate_pair",
    /// This type does not come with this ownership. Parameters: `ownership`.
    OwnershipNotAvailable = "ownership_not_available",
    /// User choice cannot hold this combination of branches.
    BranchesNotSupported = "branches_not_supported",
    /// User choice needs at least two branches. Parameters: `min`.
    TooFewBranches = "too_few_branches",
    /// Nothing was chosen where a choice is needed.
    ChoiceRequired = "choice_required",
    /// The retired type was chosen without saying so on purpose.
    AcknowledgementRequired = "acknowledgement_required",
    /// The group holds devices, and people are needed. Parameters: `groupId`, `displayName`.
    DeviceGroup = "device_group",
    /// All devices cannot be assigned, because enrollment needs a person.
    AllDevices = "all_devices",
    /// No group has this id or name. Parameters: `groupId`, or those of a mistake in a cell.
    UnknownGroup = "unknown_group",
    /// The same target stands twice.
    DuplicateAssignment = "duplicate_assignment",
    /// The priority is below zero or not a whole number.
    PriorityOutOfRange = "priority_out_of_range",
    /// The complete order lacks profiles. Parameters: `ids`.
    OrderMissing = "order_missing",
    /// The complete order names profiles that do not exist. Parameters: `ids`.
    OrderUnknown = "order_unknown",
    /// The complete order names a profile twice. Parameters: `ids`.
    OrderDuplicate = "order_duplicate",
    /// Not a GUID. Parameters: `value`.
    BadGuid = "bad_guid",
    /// Nobody has this id or user principal name. Parameters: `userId`.
    UnknownPerson = "unknown_person",
    /// No profile has this id. Parameters: `id`.
    UnknownProfile = "unknown_profile",
    /// No finding of the lint is named so. Parameters: `value`.
    UnknownFinding = "unknown_finding",
    /// Not the version of a system. Parameters: `value`.
    OsVersionSyntax = "os_version_syntax",
    /// A membership rule cannot be read. Parameters: `position`, a place counted in characters from 0.
    RuleSyntax = "rule_syntax",
    /// A membership rule is longer than allowed. Parameters: `max`, `actual`.
    RuleTooLong = "rule_too_long",
    /// A file is empty where a row of column names is needed. Parameters: `line`.
    CsvEmpty = "csv_empty",
    /// Text that is not CSV (RFC 4180): a quote that does not close, or stands where none may. Parameters: `line`.
    CsvSyntax = "csv_syntax",
    /// Columns are not separated by commas. Parameters: `line`.
    CsvSeparator = "csv_separator",
    /// A row has fewer or more cells than there are columns. Parameters: `line`, `expected`, `actual`.
    CsvRaggedRow = "csv_ragged_row",
    /// Text that is not UTF-8. Parameters: `line`.
    NotUtf8 = "not_utf8",
    /// A table has more rows than are taken at once. Parameters: `max`.
    TooManyRows = "too_many_rows",
    /// A column that is needed is missing. Parameters: `line`, `column`.
    ColumnMissing = "column_missing",
    /// A column that this table does not have. Parameters: `line`, `column`, `allowed`.
    ColumnUnknown = "column_unknown",
    /// A column stands twice. Parameters: `line`, `column`.
    ColumnDuplicate = "column_duplicate",
    /// A cell is empty where a value is needed. Parameters of this and of every other mistake in a cell: `line`, `column`, `value`.
    ValueRequired = "value_required",
    /// A value is too long. Parameters: `max`, `actual`.
    ValueTooLong = "value_too_long",
    /// A value is neither yes nor no.
    NotABoolean = "not_a_boolean",
    /// A value cannot be the name that somebody signs in with.
    PrincipalNameSyntax = "principal_name_syntax",
    /// A row says what another one said. Parameters: `firstLine`.
    DuplicateRow = "duplicate_row",
    /// Neither a person nor a group has this name.
    UnknownMember = "unknown_member",
    /// Several have this name, and nobody can tell which one is meant.
    NameAmbiguous = "name_ambiguous",
    /// A member is named of a group whose members come from its rule.
    DynamicGroupMember = "dynamic_group_member",
    /// A group is named as a member of a group that holds people only.
    GroupHoldsPeopleOnly = "group_holds_people_only",
    /// A group is named as a member of itself.
    MemberOfItself = "member_of_itself",
    /// There are more mistakes than are told. Parameters: `count`, of all.
    TooManyMistakes = "too_many_mistakes",
    /// A query option that is unknown, malformed or not supported here. Parameters: `option`.
    BadQueryOption = "bad_query_option",
    /// The body is larger than allowed. Parameters: `max`, in bytes.
    BodyTooLarge = "body_too_large",
    /// The body ended, or nothing more of it came, before it was complete.
    BodyIncomplete = "body_incomplete",
    /// The body is not `application/json`.
    UnsupportedMediaType = "unsupported_media_type",
    /// No object has this id, or the path leads nowhere.
    NotFound = "not_found",
    /// The path exists, but not for this method. Parameters: `allowed`.
    MethodNotAllowed = "method_not_allowed",
    /// Somebody changed it since it was read. Parameters: `changedBy`, `changedDateTime`, `currentVersion`.
    StaleVersion = "stale_version",
    /// The version that was read must be sent along.
    VersionRequired = "version_required",
    /// No version of the profiles has this number. Parameters: `version`.
    VersionUnknown = "version_unknown",
    /// The profile was not there at this version. Parameters: `version`.
    NothingToRestore = "nothing_to_restore",
    /// What should be a document of profiles is something else. Parameters: `value`, `expected`.
    NotADocument = "not_a_document",
    /// The document has a format that this version does not know. Parameters: `value`, `max`.
    FormatVersion = "format_version",
    /// A document holds more profiles than are taken at once. Parameters: `max`.
    TooManyProfiles = "too_many_profiles",
    /// A document holds the same profile twice. Parameters: `id`, `first`: the place of the first.
    ProfileTwice = "profile_twice",
    /// A decision is about a profile that the document does not hold. Parameters: `id`.
    NotInDocument = "not_in_document",
    /// Nobody can tell which group is meant. Parameters: `groupId`, `displayName`, `reason` (`missing` or `ambiguous`), `profiles`.
    GroupNotMapped = "group_not_mapped",
    /// The same `Idempotency-Key` came with another body.
    IdempotencyKeyReused = "idempotency_key_reused",
    /// The first request with this `Idempotency-Key` is still running.
    IdempotencyKeyRunning = "idempotency_key_running",
    /// No credential, or one that is expired or revoked.
    NotSignedIn = "not_signed_in",
    /// The name or the password is wrong.
    SignInFailed = "sign_in_failed",
    /// The credential may only read.
    WriteNotAllowed = "write_not_allowed",
    /// Only somebody who is signed in may do this, not a token.
    SessionRequired = "session_required",
    /// Nobody could change anything any more.
    LastAdministrator = "last_administrator",
    /// A cookie was sent from another site.
    CrossOrigin = "cross_origin",
    /// The invitation is unknown, used or expired.
    InvitationInvalid = "invitation_invalid",
    /// Too many requests or failed attempts. Parameters: `seconds` to wait.
    TooManyRequests = "too_many_requests",
    /// A batch is malformed. Parameters: `max`, the largest number of requests.
    BadBatch = "bad_batch",
    /// A request of a batch was not run, because one that it depends on failed.
    DependencyFailed = "dependency_failed",
    /// The database is away or busy. Trying again later can help.
    Unavailable = "unavailable",
    /// The server met something that it did not expect.
    Internal = "internal",
}

impl Code {
    /// The code with this text, as read from a server.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }
}

/// One mistake, tied to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// What went wrong.
    pub code: Code,
    /// A JSON pointer (RFC 6901) into what was sent; `""` is the whole.
    pub pointer: String,
    /// The values that the sentence names.
    pub parameters: BTreeMap<String, String>,
}

impl FieldError {
    /// A mistake without parameters.
    pub fn new(code: Code, pointer: impl Into<String>) -> Self {
        Self { code, pointer: pointer.into(), parameters: BTreeMap::new() }
    }

    /// The same mistake with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.parameters.insert(name.to_owned(), value.to_string());
        self
    }

    /// The same mistake, seen from further out: `prefix` is put before the pointer.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        self.pointer.insert_str(0, prefix);
        self
    }

    /// The value of a parameter, or nothing.
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at \"{}\"", self.code.as_str(), self.pointer)
    }
}

/// Every mistake that was found, never empty when it is an error.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Errors(pub Vec<FieldError>);

impl Errors {
    /// Keeps the value of `result`, or its mistakes and nothing.
    pub fn take<T>(&mut self, result: Result<T, Self>) -> Option<T> {
        result.map_err(|errors| self.0.extend(errors.0)).ok()
    }

    /// Adds one mistake.
    pub fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// `Ok(value)` when nothing was found, else the mistakes.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The same mistakes with `prefix` before each pointer.
    #[must_use]
    pub fn under(self, prefix: &str) -> Self {
        Self(self.0.into_iter().map(|error| error.under(prefix)).collect())
    }
}

impl From<FieldError> for Errors {
    fn from(error: FieldError) -> Self {
        Self(vec![error])
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Errors {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back_from_its_text() {
        for code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(*code));
        }
        assert_eq!(Code::parse("something_else"), None);
    }

    #[test]
    fn a_prefix_moves_the_pointer_outwards() {
        let error = FieldError::new(Code::WrongType, "/target").under("/assignments/0");
        assert_eq!(error.pointer, "/assignments/0/target");
    }
}
