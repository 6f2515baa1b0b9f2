//! Nesting, cycles, dynamic groups and kinds, against a naive oracle where order or depth could matter.

use std::collections::BTreeSet;

use proptest::prelude::*;
use time::OffsetDateTime;

use super::*;
use crate::membership_rule::Property;

fn guid(kind: u8, number: u8) -> Guid {
    let mut bytes = [kind; 16];
    bytes[15] = number;
    Guid::from_bytes(bytes)
}

fn person(number: u8, department: &str) -> Person {
    Person {
        id: guid(1, number),
        display_name: format!("Person {number}"),
        user_principal_name: format!("p{number}@contoso.com"),
        mail: None,
        given_name: None,
        surname: None,
        department: Some(department.to_owned()),
        job_title: None,
        company_name: None,
        city: None,
        country: None,
        employee_id: None,
        user_type: "Member".to_owned(),
        account_enabled: true,
    }
}

fn group(number: u8, rule: Option<&str>) -> Group {
    Group {
        id: guid(2, number),
        display_name: format!("Group {number}"),
        description: None,
        mail: None,
        mail_nickname: format!("group-{number}"),
        is_microsoft_365: false,
        mail_enabled: false,
        security_enabled: true,
        membership_rule: rule.map(str::to_owned),
        created: OffsetDateTime::UNIX_EPOCH,
    }
}

fn device(number: u8) -> Device {
    Device {
        id: guid(3, number),
        display_name: format!("Device {number}"),
        operating_system: "iOS".to_owned(),
        operating_system_version: "18.1".to_owned(),
        device_ownership: "Personal".to_owned(),
        enrollment_profile_name: Some("BYOD".to_owned()),
        model: None,
        owner: None,
        is_managed: true,
    }
}

fn member(group: u8, kind: MemberKind, number: u8) -> Member {
    let id = match kind {
        MemberKind::Person => guid(1, number),
        MemberKind::Group => guid(2, number),
        MemberKind::Device => guid(3, number),
    };
    Member { group: guid(2, group), kind, id }
}

#[test]
fn a_cycle_of_groups_ends() {
    let directory = Directory::new(
        vec![person(0, "Sales")],
        vec![group(0, None), group(1, None)],
        vec![],
        &[member(0, MemberKind::Group, 1), member(1, MemberKind::Group, 0), member(1, MemberKind::Person, 0)],
    );
    assert_eq!(directory.counts(0), Counts { people: 1, devices: 0, groups: 1 });
    assert_eq!(directory.person(0).membership(&guid(2, 0)), Membership::Member);
}

#[test]
fn a_dynamic_group_holds_whom_its_rule_names_and_ignores_stored_members() {
    let directory = Directory::new(
        vec![person(0, "Sales"), person(1, "Field")],
        vec![group(0, Some("user.department -eq \"sales\"")), group(1, None)],
        vec![],
        &[member(0, MemberKind::Person, 1), member(1, MemberKind::Group, 0)],
    );
    assert_eq!(directory.transitive_members(1).people, [0]);
    assert_eq!(directory.kind(0), GroupKind::People);
}

#[test]
fn a_rule_about_what_is_not_held_makes_membership_unknown_upwards() {
    let directory = Directory::new(
        vec![person(0, "Sales")],
        vec![group(0, Some("user.extensionAttribute1 -eq \"x\"")), group(1, None), group(2, Some("not a rule"))],
        vec![],
        &[member(1, MemberKind::Group, 0)],
    );
    for number in 0..3 {
        assert_eq!(directory.person(0).membership(&guid(2, number)), Membership::Unknown, "group {number}");
    }
    assert_eq!(directory.kind(1), GroupKind::Unknown);
}

#[test]
fn kinds_come_from_rules_and_members() {
    let directory = Directory::new(
        vec![person(0, "Sales")],
        vec![group(0, None), group(1, None), group(2, None), group(3, Some("device.enrollmentProfileName -eq \"x\"")), group(4, None)],
        vec![device(0)],
        &[
            member(0, MemberKind::Device, 0),
            member(1, MemberKind::Device, 0),
            member(1, MemberKind::Person, 0),
            member(4, MemberKind::Group, 3),
        ],
    );
    let kinds: Vec<_> = (0..5).map(|at| directory.kind(at)).collect();
    assert_eq!(kinds, [GroupKind::Devices, GroupKind::Mixed, GroupKind::Empty, GroupKind::Devices, GroupKind::Devices]);
}

#[test]
fn the_way_to_a_person_is_a_shortest_one_and_names_the_groups_between() {
    let directory = Directory::new(
        vec![person(0, "Sales"), person(1, "Sales")],
        (0..4).map(|number| group(number, None)).collect(),
        vec![device(0)],
        &[
            member(0, MemberKind::Group, 1),
            member(1, MemberKind::Group, 2),
            member(2, MemberKind::Group, 0),
            member(0, MemberKind::Group, 3),
            member(2, MemberKind::Person, 0),
            member(3, MemberKind::Person, 0),
            member(0, MemberKind::Person, 1),
            member(2, MemberKind::Device, 0),
        ],
    );
    let down = directory.ways_down(0);
    assert_eq!((down.to_person(0), down.to_person(1)), (vec![3], vec![]));
    assert_eq!((down.to_device(0), down.to_group(2), down.to_group(1)), (vec![1, 2], vec![1], vec![]));
    let up = directory.ways_up(directory.groups_of_person(0));
    assert_eq!((up.from_group(0), up.from_group(1), up.from_group(2)), (vec![3], vec![2], vec![]));
}

proptest! {
    #[test]
    fn membership_is_reachability(edges in prop::collection::vec((0_u8..8, 0_u8..8), 0..20), people in prop::collection::vec((0_u8..8, 0_u8..5), 0..12)) {
        let members: Vec<Member> = edges.iter().map(|(above, below)| member(*above, MemberKind::Group, *below))
            .chain(people.iter().map(|(above, who)| member(*above, MemberKind::Person, *who)))
            .collect();
        let directory = Directory::new((0..5).map(|n| person(n, "Any")).collect(), (0..8).map(|n| group(n, None)).collect(), vec![], &members);
        for who in 0..5_u8 {
            let mut reached: BTreeSet<u8> = people.iter().filter(|(_, member)| *member == who).map(|(group, _)| *group).collect();
            for _ in 0..8 {
                let above: Vec<u8> = edges.iter().filter(|(_, below)| reached.contains(below)).map(|(above, _)| *above).collect();
                reached.extend(above);
            }
            let found = directory.person(u32::from(who));
            for group in 0..8_u8 {
                let expected = if reached.contains(&group) { Membership::Member } else { Membership::NotMember };
                prop_assert_eq!(found.membership(&guid(2, group)), expected);
                let below = directory.transitive_members(u32::from(group)).people.contains(&u32::from(who));
                prop_assert_eq!(below, reached.contains(&group));
            }
        }
    }

    #[test]
    fn a_way_leads_through_members_of_members_and_none_is_shorter(
        edges in prop::collection::vec((0_u8..8, 0_u8..8), 0..20), people in prop::collection::vec((0_u8..8, 0_u8..5), 0..12)
    ) {
        let members: Vec<Member> = edges.iter().map(|(above, below)| member(*above, MemberKind::Group, *below))
            .chain(people.iter().map(|(above, who)| member(*above, MemberKind::Person, *who)))
            .collect();
        let directory = Directory::new((0..5).map(|n| person(n, "Any")).collect(), (0..8).map(|n| group(n, None)).collect(), vec![], &members);
        for who in 0..5_u8 {
            // How many groups are between: one more in each round.
            let mut between: Vec<Option<usize>> = (0..8).map(|group| people.contains(&(group, who)).then_some(0)).collect();
            for round in 1..8 {
                for above in 0..8_u8 {
                    let is_next = edges.iter().any(|(one, other)| *one == above && between[usize::from(*other)] == Some(round - 1));
                    if between[usize::from(above)].is_none() && is_next {
                        between[usize::from(above)] = Some(round);
                    }
                }
            }
            let up = directory.ways_up(directory.groups_of_person(u32::from(who)));
            for (group, between) in (0_u8..).zip(between) {
                let Some(between) = between else { continue };
                for way in [directory.ways_down(u32::from(group)).to_person(u32::from(who)), up.from_group(u32::from(group))] {
                    prop_assert_eq!(way.len(), between);
                    let whole: Vec<u8> = std::iter::once(group).chain(way.iter().map(|at| u8::try_from(*at).expect("small"))).collect();
                    prop_assert!(whole.windows(2).all(|pair| edges.contains(&(pair[0], pair[1]))));
                    prop_assert!(people.contains(&(*whole.last().expect("at least the group"), who)));
                }
            }
        }
    }
}

#[test]
fn what_a_rule_asks_for_beyond_the_directory_is_named_once() {
    let beyond = |rule: &str| {
        let rule = Rule::parse(rule).expect("a rule");
        not_held(&rule).into_iter().map(|name| name.map(str::to_owned)).collect::<Vec<_>>()
    };
    assert!(beyond(r#"user.department -eq "Sales" and user.accountEnabled -eq true"#).is_empty());
    assert!(beyond(r#"device.enrollmentProfileName -eq "Executives""#).is_empty());
    assert_eq!(
        beyond(r#"user.extensionAttribute1 -eq "1" or (user.city -eq "Lyon" and -not (user.extensionAttribute1 -eq "2"))"#),
        [Some("extensionAttribute1".to_owned())]
    );
    assert_eq!(beyond(r#"Direct Reports for "62e19b97""#), [None]);
    // What a person has, a device has not.
    assert_eq!(beyond(r#"device.department -eq "Sales""#), [Some("department".to_owned())]);
}

#[test]
fn the_properties_that_rules_can_ask_for_are_those_that_have_a_value() {
    let person = person(1, "Sales");
    let device = device(1);
    assert!(Person::PROPERTIES.iter().all(|name| person.property(name) != Property::NotHeld));
    assert!(Device::PROPERTIES.iter().all(|name| device.property(name) != Property::NotHeld));
    assert_eq!(person.property("extensionAttribute1"), Property::NotHeld);
}
