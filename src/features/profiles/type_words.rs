//! What enrollment types, their outcomes and their tags are called.

use enrollment::enrollment_type::{EnrollmentType, Kind, Method, Ownership, Pair};
use enrollment::user_choice::Branch;

use super::shown_type::{ShownType, TypeTag};
use crate::i18n::{intl, t};
use crate::ui::Tone;

/// The name of one of the five types.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::AccountDrivenUser => t::enrollment_type::account_driven_user(),
        Kind::UserChoice => t::enrollment_type::user_choice(),
        Kind::DeviceWithCompanyPortal => t::enrollment_type::device(),
        Kind::WebDevice => t::enrollment_type::web_device(),
        Kind::UserWithCompanyPortal => t::enrollment_type::user(),
    }
}

/// The name of a way to enroll.
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Device => t::enrollment_type::device(),
        Method::User => t::enrollment_type::user(),
        Method::AccountDrivenUser => t::enrollment_type::account_driven_user(),
        Method::WebDevice => t::enrollment_type::web_device(),
    }
}

/// The word for who owns a device.
pub fn ownership(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Personal => t::enrollment_type::personal(),
        Ownership::Company => t::enrollment_type::company(),
    }
}

/// What a device user answers on this branch, with the organization's name.
pub fn branch(branch: Branch, organization: &str) -> String {
    match branch {
        Branch::OwnWorkData => t::enrollment_type::branch_own_work_data().to_owned(),
        Branch::OwnEntireDevice => t::enrollment_type::branch_own_entire_device().to_owned(),
        Branch::CompanyOwns => t::enrollment_type::branch_company_owns(organization),
    }
}

/// How a device enrolls and who owns it then: "Web based device enrollment · Personal".
pub fn outcome((owner, how): Pair) -> String {
    t::enrollment_type::outcome(method(how), ownership(owner))
}

/// A type with what belongs to it, in a line.
pub fn whole(chosen: &EnrollmentType, organization: &str) -> String {
    let name = kind(chosen.kind());
    match chosen {
        EnrollmentType::UserChoice(choice) => {
            let answers: Vec<String> = choice.branches().into_iter().map(|each| branch(each, organization)).collect();
            t::profiles::type_with_answers(name, &intl::list(&answers))
        }
        EnrollmentType::DeviceWithCompanyPortal(owner) => t::enrollment_type::outcome(name, ownership(*owner)),
        _ => name.to_owned(),
    }
}

/// The name of the type of a profile; words that we do not know as they came.
pub fn shown(shown: &ShownType) -> String {
    match shown {
        ShownType::Known(known) => kind(known.kind()).to_owned(),
        ShownType::Foreign { default: Some(word), .. } => word.clone(),
        ShownType::Foreign { default: None, .. } => t::profiles::type_not_said().to_owned(),
    }
}

/// The words and the color of a tag.
pub fn tag(tag: TypeTag) -> (Tone, &'static str) {
    match tag {
        TypeTag::Personal => (Tone::Brand, t::enrollment_type::personal()),
        TypeTag::Company => (Tone::Neutral, t::enrollment_type::company()),
        TypeTag::PersonalOrCompany => (Tone::Info, t::enrollment_type::tag_personal_or_company()),
        TypeTag::ExistingDevicesOnly => (Tone::Warn, t::enrollment_type::tag_existing_devices_only()),
        TypeTag::NotKnown => (Tone::Neutral, t::enrollment_type::tag_not_known()),
    }
}
