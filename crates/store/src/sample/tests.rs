//! The sample holds what it promises.

use std::collections::{BTreeMap, BTreeSet};

use enrollment::directory::Directory;
use enrollment::evaluate::{Winner, evaluate};
use enrollment::group_kind::GroupKind;

use super::*;

fn directory(records: &DirectoryRecords) -> Directory {
    Directory::new(records.people.clone(), records.groups.clone(), records.devices.clone(), &records.members)
}

fn at(directory: &Directory, name: &str) -> u32 {
    let group = directory.groups().iter().find(|group| group.display_name == name).expect("it is in the sample");
    directory.group_index(&group.id).expect("it is in the directory")
}

#[test]
fn there_are_250_people_and_about_60_devices() {
    let records = records().expect("no rule is broken");
    assert_eq!(records.people.len(), 250);
    assert!((55..=75).contains(&records.devices.len()), "{}", records.devices.len());
    assert_eq!(records.profiles.len(), 6);
}

#[test]
fn ids_and_addresses_are_unique() {
    let records = records().expect("no rule is broken");
    let addresses: BTreeSet<_> = records.people.iter().map(|person| &person.user_principal_name).collect();
    assert_eq!(addresses.len(), records.people.len());
    assert!(addresses.iter().all(|address| address.is_ascii()), "an address has letters of an address");
    let mut ids: Vec<_> = records.people.iter().map(|person| person.id.clone()).collect();
    ids.extend(records.groups.iter().map(|group| group.id.clone()));
    ids.extend(records.devices.iter().map(|device| device.id.clone()));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
}

#[test]
fn every_kind_of_group_is_there() {
    let records = records().expect("no rule is broken");
    let directory = directory(&records);
    for (name, kind) in [
        ("Field engineering", GroupKind::People),
        ("Guests", GroupKind::People),
        ("Field managers", GroupKind::People),
        ("Field iPads", GroupKind::Devices),
        ("Sales iPhones", GroupKind::Devices),
        ("Pilot ring", GroupKind::Mixed),
        ("New hires 2027", GroupKind::Empty),
    ] {
        assert_eq!(directory.kind(at(&directory, name)), kind, "{name}");
    }
    assert_eq!(directory.counts(at(&directory, "Field engineering")).groups, 3);
    assert!(directory.counts(at(&directory, "Sales")).people > 60);
    for name in ["Field managers", "Legacy BYOD", "Executive staff", "Contractors EU", "Sales Zurich", "Works council"] {
        assert!(directory.counts(at(&directory, name)).people >= 3, "{name}");
    }
    assert!(directory.counts(at(&directory, "Sales iPhones")).devices > 5);
}

#[test]
fn sales_is_four_levels_deep() {
    let records = records().expect("no rule is broken");
    let directory = directory(&records);
    let chain = ["Sales", "Sales EMEA", "Sales DACH", "Sales Zurich"].map(|name| at(&directory, name));
    for pair in chain.windows(2) {
        assert!(directory.direct_members(pair[0]).2.contains(&pair[1]));
    }
}

#[test]
fn each_profile_applies_to_somebody_and_grace_is_asked() {
    let records = records().expect("no rule is broken");
    let directory = directory(&records);
    let mut applies: BTreeMap<usize, usize> = BTreeMap::new();
    for person in 0..u32::try_from(records.people.len()).expect("few") {
        let winner = evaluate(records.profiles.iter().map(|(_, profile)| profile.assignments.as_slice()), &directory.person(person));
        let Winner::Profile(place) = winner else { panic!("{winner:?}") };
        *applies.entry(place).or_default() += 1;
        if records.people[person as usize].user_principal_name.starts_with("grace@") {
            assert_eq!(records.profiles[place].1.name.as_str(), "Ask on first run");
        }
    }
    assert_eq!(applies.keys().copied().collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5], "{applies:?}");
}

#[test]
fn devices_enrolled_with_profiles_that_exist() {
    let records = records().expect("no rule is broken");
    let names: BTreeSet<_> = records.profiles.iter().map(|(_, profile)| profile.name.as_str()).collect();
    for device in &records.devices {
        assert!(device.enrollment_profile_name.as_deref().is_none_or(|name| names.contains(name)), "{device:?}");
    }
}
