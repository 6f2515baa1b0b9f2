//! The sample's devices, enrolled as its profiles say.

use enrollment::directory::{Device, Person};

use super::ids::{Kind, id};
use super::people::CONTRACTOR;

const IPHONES: &[&str] = &["iPhone 13", "iPhone 15", "iPhone 16 Pro", "iPhone SE (3rd generation)", "iPhone 17"];
const IPADS: &[&str] = &["iPad (10th generation)", "iPad Air 11-inch", "iPad mini"];
const VERSIONS: &[&str] = &["26.1", "26.0.1", "18.6.2", "17.7.2", "18.7"];

/// Everybody whose number is a multiple of this has a phone that is enrolled.
const EVERY: usize = 5;

/// Every device: phones that people brought, iPads of the executives, shared iPads.
pub(super) fn all(people: &[Person]) -> Vec<Device> {
    let mut devices: Vec<Device> = Vec::new();
    for person in people.iter().step_by(EVERY).filter(|person| person.account_enabled) {
        let (profile, ownership) = enrolled_with(person);
        let number = devices.len();
        let name = format!("{}’s iPhone", person.given_name.as_deref().unwrap_or(&person.display_name));
        devices.push(Device {
            device_ownership: ownership.to_owned(),
            enrollment_profile_name: Some(profile.to_owned()),
            owner: Some(person.id.clone()),
            ..device(number, name, "iOS", IPHONES[number % IPHONES.len()])
        });
    }
    for person in people.iter().filter(|person| person.department.as_deref() == Some("Executive office")) {
        let number = devices.len();
        let name = format!("{}’s iPad", person.given_name.as_deref().unwrap_or(&person.display_name));
        devices.push(Device {
            enrollment_profile_name: Some("Executives".to_owned()),
            owner: Some(person.id.clone()),
            ..device(number, name, "iPadOS", IPADS[number % IPADS.len()])
        });
    }
    for (name, count) in [("Field iPad", 6), ("Room iPad", 3)] {
        for unit in 1..=count {
            let number = devices.len();
            devices.push(device(number, format!("{name} {unit}"), "iPadOS", IPADS[number % IPADS.len()]));
        }
    }
    devices
}

/// The profile that reached somebody when they enrolled, and who owns the phone.
fn enrolled_with(person: &Person) -> (&'static str, &'static str) {
    match person.department.as_deref() {
        Some("Field engineering") if person.company_name.as_deref().is_none_or(|company| company == CONTRACTOR) => {
            ("Field engineers", "Personal")
        }
        Some("Sales") if person.display_name.chars().count().is_multiple_of(3) => ("Ask on first run", "Company"),
        Some("Sales") => ("Ask on first run", "Personal"),
        Some("Executive office") => ("Executives", "Company"),
        Some("Support") => ("BYOD 2023", "Personal"),
        _ => ("Everyone else", "Personal"),
    }
}

/// A device of the organization that nobody has to himself.
fn device(number: usize, display_name: String, operating_system: &str, model: &str) -> Device {
    Device {
        id: id(Kind::Device, u32::try_from(number).unwrap_or(u32::MAX)),
        display_name,
        operating_system: operating_system.to_owned(),
        operating_system_version: VERSIONS[number % VERSIONS.len()].to_owned(),
        device_ownership: "Company".to_owned(),
        enrollment_profile_name: None,
        model: Some(model.to_owned()),
        owner: None,
        is_managed: number % 17 != 16,
    }
}
