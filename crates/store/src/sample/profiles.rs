//! The sample's six profiles, which show all five types, and its enrollment restrictions.

use enrollment::assignment::Assignment;
use enrollment::enrollment_type::{EnrollmentType, Ownership};
use enrollment::error::Errors;
use enrollment::guid::Guid;
use enrollment::profile::NewProfile;
use enrollment::restriction::Restriction;
use enrollment::text::{Description, ProfileName};
use enrollment::user_choice::{Branch, UserChoice};

use super::groups::group_id;
use super::ids::{Kind, id};

/// Every profile, the highest first.
pub(super) fn all() -> Result<Vec<(Guid, NewProfile)>, Errors> {
    let choice = UserChoice::new(&Branch::ALL)?;
    let sketches = [
        (
            "Field engineers",
            "Own phones, work apps only",
            EnrollmentType::AccountDrivenUser,
            groups(&["Field engineering", "Contractors EU"]),
        ),
        ("Ask on first run", "Sales pick for themselves", EnrollmentType::UserChoice(choice), groups(&["Sales"])),
        ("Executives", "Company iPads", EnrollmentType::DeviceWithCompanyPortal(Ownership::Company), groups(&["Executive staff"])),
        ("BYOD 2023", "Kept for devices already enrolled", EnrollmentType::UserWithCompanyPortal, groups(&["Legacy BYOD"])),
        ("Pilot 2022", "The first trial, to be deleted", EnrollmentType::UserWithCompanyPortal, groups(&["Pilot ring"])),
        ("Everyone else", "Catches whoever is left", EnrollmentType::WebDevice, vec![Assignment::all_users()]),
    ];
    (0..)
        .zip(sketches)
        .map(|(number, (name, description, enrollment_type, assignments))| {
            let profile = NewProfile {
                name: ProfileName::parse(name)?,
                description: Description::parse(description)?,
                enrollment_type,
                assignments,
                priority: None,
            };
            Ok((id(Kind::Profile, number), profile))
        })
        .collect()
}

/// The default restriction, and two that stop somebody.
pub(super) fn restrictions() -> Vec<Restriction> {
    let restriction = |priority: u32, name: &str, description: &str, assignments: Vec<Assignment>| Restriction {
        id: id(Kind::Restriction, priority),
        display_name: name.to_owned(),
        description: description.to_owned(),
        priority,
        platform_blocked: false,
        personal_blocked: false,
        os_minimum: None,
        os_maximum: None,
        assignments,
    };
    vec![
        restriction(0, "All users and all devices", "Applies to everybody whom no other restriction reaches.", Vec::new()),
        Restriction {
            personal_blocked: true,
            ..restriction(1, "Block personal iOS", "Sales work on phones of the organization.", groups(&["Sales"]))
        },
        Restriction {
            os_minimum: Some("17.0".to_owned()),
            ..restriction(2, "iOS 17 or later", "Older systems get no security updates.", vec![Assignment::all_users()])
        },
    ]
}

fn groups(names: &[&str]) -> Vec<Assignment> {
    names.iter().filter_map(|name| group_id(name)).map(Assignment::group).collect()
}
