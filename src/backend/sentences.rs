//! The one place where an error becomes a sentence. Nothing that a server wrote for developers is ever shown.

use enrollment::error::{Code, FieldError};

use super::error::ApiError;
use crate::i18n::t;

/// What happened and what to do, for the person in front of the screen.
pub fn sentence(error: &ApiError) -> String {
    if let Some(detail) = error.details().first() {
        return detail_sentence(detail);
    }
    match error {
        ApiError::Offline => t::errors::offline(),
        ApiError::Timeout | ApiError::Cancelled => t::errors::timeout(),
        ApiError::SignedOut => t::errors::not_signed_in(),
        ApiError::Forbidden(_) => t::errors::forbidden(),
        ApiError::NotFound(_) => t::errors::not_found(),
        ApiError::Conflict(_) => t::errors::in_progress(),
        ApiError::Stale(_) => t::errors::stale(),
        ApiError::Invalid(_) => t::errors::invalid(),
        ApiError::Later(_, Some(wait)) => return t::errors::later_seconds(wait.as_secs()),
        ApiError::Later(_, None) => t::errors::later(),
        ApiError::Failed(_) => t::errors::failed(),
        ApiError::Unreadable => t::errors::unreadable(),
    }
    .to_owned()
}

/// What is wrong with one field, and what to do about it. The same for what the browser finds and the server says.
pub fn detail_sentence(detail: &FieldError) -> String {
    let parameter = |name| detail.parameter(name);
    match detail.code {
        Code::NameTooLong => t::errors::name_too_long(parameter("max"), parameter("actual")),
        Code::NameTaken if !parameter("name").is_empty() => t::errors::name_taken(parameter("name")),
        Code::DescriptionTooLong => t::errors::description_too_long(parameter("max"), parameter("actual")),
        Code::PasswordTooShort => t::errors::password_too_short(parameter("min")),
        Code::PasswordTooLong => t::errors::password_too_long(parameter("max")),
        Code::NumberOutOfRange => t::errors::number_out_of_range(parameter("min"), parameter("max")),
        Code::TooFewBranches => t::errors::too_few_branches(parameter("min")),
        Code::DeviceGroup if !parameter("displayName").is_empty() => t::errors::device_group(parameter("displayName")),
        Code::RuleTooLong => t::errors::rule_too_long(parameter("max"), parameter("actual")),
        Code::UnknownValue if !parameter("value").is_empty() => t::errors::value_not_known(parameter("value"), parameter("allowed")),
        Code::StaleVersion if !parameter("changedBy").is_empty() => t::errors::stale_by(parameter("changedBy")),
        Code::TooManyRequests => match parameter("seconds").parse() {
            Ok(seconds) => t::errors::later_seconds(seconds),
            Err(_) => t::errors::later().to_owned(),
        },
        code => in_a_table(code, parameter).unwrap_or_else(|| plain(code).to_owned()),
    }
}

/// The sentences about a table that was to be imported.
fn in_a_table<'a>(code: Code, parameter: impl Fn(&'static str) -> &'a str) -> Option<String> {
    let value = parameter("value");
    Some(match code {
        Code::ControlCharacter if !parameter("line").is_empty() => t::errors::cell_control_character().to_owned(),
        Code::CsvRaggedRow => t::errors::csv_ragged_row(parameter("actual"), parameter("expected")),
        Code::ColumnMissing => t::errors::column_missing(parameter("column")),
        Code::ColumnUnknown => t::errors::column_unknown(parameter("column")),
        Code::ColumnDuplicate => t::errors::column_duplicate(parameter("column")),
        Code::ValueTooLong => t::errors::cell_too_long(parameter("max"), parameter("actual")),
        Code::NotABoolean => t::errors::not_a_boolean(value),
        Code::PrincipalNameSyntax => t::errors::principal_name_syntax(value),
        Code::DuplicateRow => t::errors::duplicate_row(value, parameter("firstLine")),
        Code::UnknownGroup if !value.is_empty() => t::errors::unknown_group_named(value),
        Code::UnknownMember => t::errors::unknown_member(value),
        Code::NameAmbiguous => t::errors::name_ambiguous(value),
        Code::DynamicGroupMember => t::errors::dynamic_group_member(value),
        Code::GroupHoldsPeopleOnly => t::errors::group_holds_people_only(value),
        Code::MemberOfItself => t::errors::member_of_itself(value),
        Code::TooManyRows => t::errors::too_many_rows(parameter("max").parse().ok()?),
        Code::TooManyMistakes => t::errors::too_many_mistakes(parameter("count").parse().ok()?),
        _ => return None,
    })
}

/// The sentences that name no value.
fn plain(code: Code) -> &'static str {
    match code {
        Code::NameRequired => t::errors::name_required(),
        Code::ControlCharacter => t::errors::control_character(),
        Code::NameTaken => t::errors::name_taken_unnamed(),
        Code::PlatformNotSupported => t::errors::platform_not_supported(),
        Code::DefaultTypeNotAvailable => t::errors::default_type_not_available(),
        Code::DuplicatePair | Code::DuplicateAssignment => t::errors::duplicate(),
        Code::OwnershipNotAvailable => t::errors::ownership_not_available(),
        Code::BranchesNotSupported => t::errors::branches_not_supported(),
        Code::ChoiceRequired => t::errors::choice_required(),
        Code::AcknowledgementRequired => t::errors::acknowledgement_required(),
        Code::DeviceGroup => t::errors::device_group_unnamed(),
        Code::AllDevices => t::errors::all_devices(),
        Code::UnknownGroup => t::errors::unknown_group(),
        Code::PriorityOutOfRange => t::errors::priority_out_of_range(),
        Code::OrderMissing | Code::OrderUnknown | Code::OrderDuplicate => t::errors::order_changed(),
        Code::OsVersionSyntax => t::errors::os_version_syntax(),
        Code::RuleSyntax => t::errors::rule_syntax(),
        Code::CsvEmpty => t::errors::csv_empty(),
        Code::CsvSyntax => t::errors::csv_quotes(),
        Code::CsvSeparator => t::errors::csv_separator(),
        Code::NotUtf8 => t::errors::not_utf8(),
        Code::ValueRequired => t::errors::cell_required(),
        Code::BodyTooLarge => t::errors::body_too_large(),
        Code::NotFound => t::errors::not_found(),
        Code::StaleVersion => t::errors::stale(),
        Code::VersionUnknown => t::errors::version_unknown(),
        Code::NothingToRestore => t::errors::nothing_to_restore(),
        Code::IdempotencyKeyRunning => t::errors::in_progress(),
        Code::NotSignedIn => t::errors::not_signed_in(),
        Code::SignInFailed => t::errors::sign_in_failed(),
        Code::WriteNotAllowed => t::errors::forbidden(),
        Code::SessionRequired => t::errors::session_required(),
        Code::LastAdministrator => t::errors::last_administrator(),
        Code::PasswordWrong => t::errors::password_wrong(),
        Code::InvitationInvalid => t::errors::invitation_invalid(),
        Code::Unavailable => t::errors::unavailable(),
        Code::Internal => t::errors::failed(),
        // The rest tells developers what their request lacks; a person can only try again.
        _ => t::errors::bad_request(),
    }
}
