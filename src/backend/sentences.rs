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
        Code::StaleVersion if !parameter("changedBy").is_empty() => t::errors::stale_by(parameter("changedBy")),
        Code::TooManyRequests => match parameter("seconds").parse() {
            Ok(seconds) => t::errors::later_seconds(seconds),
            Err(_) => t::errors::later().to_owned(),
        },
        code => plain(code).to_owned(),
    }
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
        Code::RuleSyntax => t::errors::rule_syntax(),
        Code::BodyTooLarge => t::errors::body_too_large(),
        Code::NotFound => t::errors::not_found(),
        Code::StaleVersion => t::errors::stale(),
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
