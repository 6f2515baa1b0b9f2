//! Random tables against a directory that is nothing but maps of names, changed step by step.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::text::fold_case;

/// A directory by names: the department of each person, kind and rule of each group, members by group and name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Naive {
    people: BTreeMap<String, (String, Option<String>)>,
    groups: BTreeMap<String, (String, bool, Option<String>)>,
    members: BTreeSet<(String, String)>,
}

/// Rows as they are generated: numbers that become names.
#[derive(Debug, Clone)]
struct Rows {
    people: Option<BTreeMap<u8, (bool, u8)>>,
    groups: Option<BTreeMap<u8, (bool, bool, bool)>>,
    members: Option<BTreeSet<(u8, u8)>>,
    remove_missing: bool,
}

fn person_name(number: u8, capital: bool) -> String {
    let name = format!("pérson{number}@x");
    if capital { name.to_uppercase() } else { name }
}

fn group_name(number: u8, capital: bool) -> String {
    if capital { format!("GROUP {number}") } else { format!("Group {number}") }
}

fn department(number: u8) -> Option<String> {
    (number > 0).then(|| format!("Department {number}"))
}

const RULE: &str = "user.department -eq \"Department 1\"";

/// A member by its number: the first six are people, the others groups.
fn member_name(number: u8) -> String {
    if number < 6 { person_name(number, number.is_multiple_of(2)) } else { group_name(number - 6, true) }
}

impl Rows {
    fn tables(&self) -> Tables {
        let people = self.people.as_ref().map(|people| {
            let row = |(number, (capital, at)): (&u8, &(bool, u8))| {
                format!("{},{},Person {number}", department(*at).unwrap_or_default(), person_name(*number, *capital))
            };
            lines("department,userPrincipalName,displayName", people.iter().map(row))
        });
        let groups = self.groups.as_ref().map(|groups| {
            let row = |(number, (capital, is_microsoft_365, has_rule)): (&u8, &(bool, bool, bool))| {
                let kind = if *is_microsoft_365 { "microsoft365" } else { "security" };
                format!("{},{kind},{}", group_name(*number, *capital), if *has_rule { RULE } else { "" })
            };
            lines("displayName,kind,membershipRule", groups.iter().map(row))
        });
        let members = self.members.as_ref().map(|members| {
            let row = |(group, member): &(u8, u8)| format!("{},{}", group_name(*group, false), member_name(*member));
            lines("group,member", members.iter().map(row))
        });
        Tables { people, groups, members, remove_missing: self.remove_missing }
    }

    /// What becomes of a directory; `None` when the rows have a mistake.
    fn applied(&self, before: &Naive) -> Option<Naive> {
        let mut after = before.clone();
        if let Some(people) = &self.people {
            let named: Vec<String> = people.keys().map(|number| fold_case(&person_name(*number, false))).collect();
            after.people.retain(|key, _| !self.remove_missing || named.contains(key));
            for (number, (capital, at)) in people {
                let name = person_name(*number, *capital);
                after.people.insert(fold_case(&name), (name, department(*at)));
            }
        }
        if let Some(groups) = &self.groups {
            let named: Vec<String> = groups.keys().map(|number| fold_case(&group_name(*number, false))).collect();
            after.groups.retain(|key, _| !self.remove_missing || named.contains(key));
            for (number, (capital, is_microsoft_365, has_rule)) in groups {
                let name = group_name(*number, *capital);
                after.groups.insert(fold_case(&name), (name, *is_microsoft_365, has_rule.then(|| RULE.to_owned())));
            }
        }
        let is_possible = |after: &Naive, group: &String, member: &String| {
            after.groups.get(group).is_some_and(|group| group.2.is_none())
                && (after.people.contains_key(member) || after.groups.contains_key(member))
        };
        if let Some(members) = &self.members {
            let named: BTreeSet<(String, String)> =
                members.iter().map(|(group, member)| (fold_case(&group_name(*group, false)), fold_case(&member_name(*member)))).collect();
            for (group, member) in &named {
                let is_group = !after.people.contains_key(member);
                let is_new = !before.members.contains(&(group.clone(), member.clone()));
                let is_refused = is_new && is_group && (group == member || after.groups.get(group).is_some_and(|group| group.1));
                if !is_possible(&after, group, member) || is_refused {
                    return None;
                }
            }
            after.members.retain(|pair| !self.remove_missing || named.contains(pair));
            after.members.extend(named);
        }
        let kept = after.members.iter().filter(|(group, member)| is_possible(&after, group, member)).cloned().collect();
        Some(Naive { members: kept, ..after })
    }
}

/// A real directory by names.
fn naive(directory: &Directory) -> Naive {
    let mut naive = Naive::default();
    for person in directory.people() {
        let name = person.user_principal_name.clone();
        naive.people.insert(fold_case(&name), (name, person.department.clone()));
    }
    for group in directory.groups() {
        let name = group.display_name.clone();
        naive.groups.insert(fold_case(&name), (name, group.is_microsoft_365, group.membership_rule.clone()));
    }
    for member in members_of(directory) {
        let group = &directory.groups()[directory.group_index(&member.group).expect("there") as usize].display_name;
        let name = match member.kind {
            MemberKind::Person => &directory.people()[directory.person_index(&member.id).expect("there") as usize].user_principal_name,
            _ => &directory.groups()[directory.group_index(&member.id).expect("there") as usize].display_name,
        };
        naive.members.insert((fold_case(group), fold_case(name)));
    }
    naive
}

/// The directory as tables that say everything.
fn exported(directory: &Directory) -> Tables {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let person = |person: &Person| format!("{},{},{}", person.user_principal_name, person.display_name, text(&person.department));
    let kind = |group: &Group| if group.is_microsoft_365 { "microsoft365" } else { "security" };
    let group = |group: &Group| format!("{},{},{}", group.display_name, kind(group), text(&group.membership_rule));
    let members = naive(directory).members;
    Tables {
        people: Some(lines("userPrincipalName,displayName,department", directory.people().iter().map(person))),
        groups: Some(lines("displayName,kind,membershipRule", directory.groups().iter().map(group))),
        members: Some(lines("group,member", members.iter().map(|(group, member)| format!("{group},{member}")))),
        remove_missing: true,
    }
}

fn lines(header: &str, rows: impl Iterator<Item = String>) -> Table {
    table(&std::iter::once(header.to_owned()).chain(rows).collect::<Vec<_>>().join("\n"))
}

fn rows() -> impl Strategy<Value = Rows> {
    let people = prop::option::of(prop::collection::btree_map(0_u8..6, (any::<bool>(), 0_u8..3), 0..6));
    let groups = prop::option::of(prop::collection::btree_map(0_u8..4, (any::<bool>(), any::<bool>(), prop::bool::weighted(0.2)), 0..4));
    let members = prop::option::of(prop::collection::btree_set((0_u8..4, 0_u8..10), 0..5));
    (people, groups, members, any::<bool>()).prop_map(|(people, groups, members, remove_missing)| Rows {
        people,
        groups,
        members,
        remove_missing,
    })
}

/// A directory with many memberships: those of a random table that are possible.
fn directories() -> impl Strategy<Value = Directory> {
    let people = prop::collection::btree_map(0_u8..6, (any::<bool>(), 0_u8..3), 4..=6);
    let groups = prop::collection::btree_map(0_u8..4, (any::<bool>(), any::<bool>(), prop::bool::weighted(0.2)), 3..=4);
    let members = prop::collection::btree_set((0_u8..4, 0_u8..10), 5..30);
    (people, groups, members).prop_map(|(people, groups, members)| {
        let nothing = Naive::default();
        let mut rows = Rows { people: Some(people), groups: Some(groups), members: None, remove_missing: false };
        let is_possible = |pair: &(u8, u8)| {
            let one = Rows { members: Some(BTreeSet::from([*pair])), ..rows.clone() };
            one.applied(&nothing).is_some()
        };
        rows.members = Some(members.into_iter().filter(is_possible).collect());
        let empty = Directory::default();
        let plan = planned(&empty, &rows.tables()).expect("only what is possible is there");
        applied(&empty, &plan)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn a_plan_makes_the_directory_that_the_tables_describe(before in directories(), rows in rows()) {
        let expected = rows.applied(&naive(&before));
        let plan = planned(&before, &rows.tables());
        prop_assert_eq!(plan.is_ok(), expected.is_some(), "{:?}", plan);
        let (Ok(plan), Some(expected)) = (plan, expected) else { return Ok(()) };
        let after = applied(&before, &plan);
        prop_assert_eq!(naive(&after), expected);
        for person in before.people() {
            let name = fold_case(&person.user_principal_name);
            let same_name = after.people().iter().find(|other| fold_case(&other.user_principal_name) == name);
            prop_assert!(same_name.is_none_or(|other| other.id == person.id), "ids stay");
        }
        prop_assert_eq!(plan.people.unchanged + plan.people.changed.len() + plan.people.removed.len(), before.people().len());
        prop_assert_eq!(plan.members.unchanged + plan.members.removed.len(), members_of(&before).len());
        let again = planned(&after, &rows.tables()).expect("no mistakes the second time either");
        prop_assert!(again.is_empty(), "{:?}", again);
    }

    #[test]
    fn a_directory_that_is_exported_and_imported_stays_as_it_is(directory in directories()) {
        let plan = planned(&directory, &exported(&directory)).expect("no mistakes");
        prop_assert!(plan.is_empty(), "{:?}", plan);
    }
}
