//! What a plan says, against a naive oracle, and how mistakes are told.

mod oracle;

use super::*;
use crate::directory::{Device, MemberKind};
use crate::error::Code;

/// A table of lines with commas and without quotes, as it is read from a file.
fn table(lines: &str) -> Table {
    let mut table = Table::default();
    for (line, cells) in (1..).zip(lines.lines()) {
        table.push(line, cells.split(','));
    }
    table
}

fn tables(people: &str, groups: &str, members: &str) -> Tables {
    let given = |lines: &str| (!lines.is_empty()).then(|| table(lines));
    Tables { people: given(people), groups: given(groups), members: given(members), remove_missing: false }
}

/// Ids that are counted.
fn ids(first: u32) -> impl FnMut() -> Guid {
    let mut next = first;
    move || {
        next += 1;
        let mut bytes = [0; 16];
        bytes[12..].copy_from_slice(&next.to_be_bytes());
        Guid::from_bytes(bytes)
    }
}

fn planned(directory: &Directory, tables: &Tables) -> Result<Plan, Errors> {
    plan(
        directory,
        tables,
        OffsetDateTime::UNIX_EPOCH,
        ids(u32::try_from(directory.people().len() + directory.groups().len()).expect("few")),
    )
}

/// The directory that a plan makes, with the devices that are there.
fn applied(directory: &Directory, plan: &Plan) -> Directory {
    fn part<T: Clone + PartialEq>(present: &[T], difference: &Difference<T>) -> Vec<T> {
        let after = |one: &T| difference.changed.iter().find(|(before, _)| before == one).map_or(one, |(_, after)| after).clone();
        present.iter().filter(|one| !difference.removed.contains(one)).map(after).chain(difference.added.iter().cloned()).collect()
    }
    let members = part(&members_of(directory), &plan.members);
    let (people, groups) = (part(directory.people(), &plan.people), part(directory.groups(), &plan.groups));
    Directory::new(people, groups, directory.devices().to_vec(), &members)
}

/// Every stored membership.
fn members_of(directory: &Directory) -> Vec<Member> {
    let mut members = Vec::new();
    for (at, group) in (0_u32..).zip(directory.groups()).filter(|(_, group)| group.membership_rule.is_none()) {
        let (people, devices, groups) = directory.direct_members(at);
        let mut add = |kind, id: &Guid| members.push(Member { group: group.id.clone(), kind, id: id.clone() });
        for at in people {
            add(MemberKind::Person, &directory.people()[*at as usize].id);
        }
        for at in groups {
            add(MemberKind::Group, &directory.groups()[*at as usize].id);
        }
        for at in devices {
            add(MemberKind::Device, &directory.devices()[*at as usize].id);
        }
    }
    members
}

/// A directory of what these tables say.
fn directory(people: &str, groups: &str, members: &str) -> Directory {
    let empty = Directory::default();
    let plan = planned(&empty, &tables(people, groups, members)).expect("no mistakes");
    applied(&empty, &plan)
}

/// The only mistake: its code, pointer and line.
#[track_caller]
fn mistake(directory: &Directory, tables: &Tables) -> (Code, String, String) {
    let errors = planned(directory, tables).expect_err("refused").0;
    assert_eq!(errors.len(), 1, "{errors:?}");
    (errors[0].code, errors[0].pointer.clone(), errors[0].parameter("line").to_owned())
}

const PEOPLE: &str = "userPrincipalName,displayName,department\nada@contoso.com,Ada Lovelace,R&D\ngrace@contoso.com,Grace Hopper,Sales";
const GROUPS: &str = "displayName,membershipRule\nSales,\nField,\nEverybody in sales,user.department -eq \"Sales\"";
const MEMBERS: &str = "group,member\nSales,grace@contoso.com\nField,Sales";

#[test]
fn an_empty_directory_gets_what_the_tables_say() {
    let directory = directory(PEOPLE, GROUPS, MEMBERS);
    assert_eq!(directory.people()[1].display_name, "Grace Hopper");
    assert_eq!((directory.people()[0].user_type.as_str(), directory.people()[0].account_enabled), ("Member", true));
    let everybody = &directory.groups()[2];
    assert_eq!((everybody.mail_nickname.as_str(), everybody.security_enabled), ("everybody-in-sales", true));
    assert_eq!(directory.transitive_members(1).people, [1]);
    assert_eq!(directory.transitive_members(2).people, [1]);
}

#[test]
fn ids_stay_whatever_the_case_of_the_name() {
    let before = directory(PEOPLE, GROUPS, MEMBERS);
    let people = "USERPRINCIPALNAME,DisplayName,department\nADA@contoso.com,Ada King,";
    let plan = planned(&before, &tables(people, "displayName,Kind\nSALES,Microsoft365", "")).expect("no mistakes");
    let (old, new) = &plan.people.changed[0];
    assert_eq!((&old.id, old.department.as_deref()), (&new.id, Some("R&D")));
    assert_eq!((new.user_principal_name.as_str(), new.display_name.as_str(), &new.department), ("ADA@contoso.com", "Ada King", &None));
    let (old, new) = &plan.groups.changed[0];
    assert_eq!((&old.id, new.display_name.as_str(), new.mail_enabled, new.security_enabled), (&new.id, "SALES", true, false));
    assert_eq!((plan.people.unchanged, plan.groups.unchanged, plan.members.unchanged), (1, 2, 2));
    assert!(plan.members.is_empty());
}

#[test]
fn what_no_column_says_stays_and_an_empty_cell_clears_only_what_may_be_empty() {
    let before = directory("userPrincipalName,displayName,city,userType,accountEnabled\na@b,A,Bern,guest,No", "", "");
    let plan = planned(&before, &tables("userPrincipalName,displayName,userType,accountEnabled\na@b,A,,", "", "")).expect("no mistakes");
    assert!(plan.is_empty());
    let plan = planned(&before, &tables("userPrincipalName,displayName,city,accountEnabled\na@b,A,,TRUE", "", "")).expect("no mistakes");
    assert_eq!((&plan.people.changed[0].1.city, plan.people.changed[0].1.account_enabled), (&None, true));
}

#[test]
fn only_tables_that_are_given_remove_what_they_do_not_name() {
    let before = directory(PEOPLE, GROUPS, MEMBERS);
    let mut people = tables("userPrincipalName,displayName\nada@contoso.com,Ada Lovelace", "", "");
    people.remove_missing = true;
    let plan = planned(&before, &people).expect("no mistakes");
    assert_eq!((plan.people.removed.len(), plan.groups.removed.len()), (1, 0));
    assert_eq!((plan.members.removed.len(), plan.members.unchanged), (1, 1), "hers ends with her");
    let after = applied(&before, &plan);
    assert_eq!((after.people().len(), after.direct_members(0).0.len()), (1, 0));
}

#[test]
fn a_group_that_becomes_dynamic_loses_the_members_that_were_named() {
    let before = directory(PEOPLE, GROUPS, MEMBERS);
    let rule = tables("", "displayName,membershipRule\nSales,user.city -eq \"Bern\"", "");
    let plan = planned(&before, &rule).expect("no mistakes");
    assert_eq!(plan.members.removed.len(), 1);
    let back = planned(&applied(&before, &plan), &tables("", "displayName,membershipRule\nSales,", "")).expect("no mistakes");
    assert_eq!((back.groups.changed.len(), back.members.is_empty()), (1, true));
}

#[test]
fn memberships_of_devices_are_never_touched() {
    let before = directory(PEOPLE, GROUPS, MEMBERS);
    let device = Device {
        id: Guid::from_bytes([9; 16]),
        display_name: "iPad".to_owned(),
        operating_system: "iPadOS".to_owned(),
        operating_system_version: "18.1".to_owned(),
        device_ownership: "Company".to_owned(),
        enrollment_profile_name: None,
        model: None,
        owner: None,
        is_managed: true,
    };
    let mut members = members_of(&before);
    members.push(Member { group: before.groups()[0].id.clone(), kind: MemberKind::Device, id: device.id.clone() });
    let before = Directory::new(before.people().to_vec(), before.groups().to_vec(), vec![device], &members);
    let mut nobody = tables("", "", "group,member");
    nobody.remove_missing = true;
    let plan = planned(&before, &nobody).expect("no mistakes");
    assert_eq!((plan.members.removed.len(), plan.members.unchanged), (2, 0));
    assert_eq!(applied(&before, &plan).direct_members(0).1.len(), 1);
}

#[test]
fn a_person_wins_over_a_group_of_the_same_name() {
    let directory = directory("userPrincipalName,displayName\na@b,A", "displayName\na@b\nAll", "group,member\nAll,A@B");
    assert_eq!((directory.direct_members(1).0.len(), directory.direct_members(1).2.len()), (1, 0));
}

#[test]
fn each_mistake_says_where_it_stands() {
    let before = directory(PEOPLE, GROUPS, MEMBERS);
    let long = "x".repeat(257);
    let people =
        |row: &str| tables(&format!("userPrincipalName,displayName,userType,accountEnabled\nada@contoso.com,Ada,,\n{row}"), "", "");
    let groups = |row: &str| tables("", &format!("displayName,kind,membershipRule,description\n{row}"), "");
    let members = |row: &str| tables("", "", &format!("group,member\nField,grace@contoso.com\n{row}"));
    let ambiguous = Directory::new(vec![], [&before.groups()[..1], &before.groups()[..1]].concat(), vec![], &[]);
    for (directory, tables, code, pointer, line) in [
        (&before, people(",Bob,,"), Code::ValueRequired, "/people/1/userPrincipalName", "3"),
        (&before, people("\n\nbob@x,,,"), Code::ValueRequired, "/people/1/displayName", "5"),
        (&before, people("bob,Bob,,"), Code::PrincipalNameSyntax, "/people/1/userPrincipalName", "3"),
        (&before, people("bob smith@x,Bob,,"), Code::PrincipalNameSyntax, "/people/1/userPrincipalName", "3"),
        (&before, people(&format!("bob@x,{long},,")), Code::ValueTooLong, "/people/1/displayName", "3"),
        (&before, people("bob@x,B\u{7}b,,"), Code::ControlCharacter, "/people/1/displayName", "3"),
        (&before, people("bob@x,Bob,Boss,"), Code::UnknownValue, "/people/1/userType", "3"),
        (&before, people("bob@x,Bob,,perhaps"), Code::NotABoolean, "/people/1/accountEnabled", "3"),
        (&before, people("ADA@contoso.com,Ada,,"), Code::DuplicateRow, "/people/1/userPrincipalName", "3"),
        (&before, people("bob@x,Bob,"), Code::CsvRaggedRow, "/people/1", "3"),
        (&before, people("bob@x,Bob,,,more"), Code::CsvRaggedRow, "/people/1", "3"),
        (&before, groups("A,team,,"), Code::UnknownValue, "/groups/0/kind", "2"),
        (&before, groups("A,,user.city -eq,"), Code::RuleSyntax, "/groups/0/membershipRule", "2"),
        (&before, groups(&format!("A,,{},", "x".repeat(3_073))), Code::RuleTooLong, "/groups/0/membershipRule", "2"),
        (&ambiguous, groups("SALES,,,"), Code::NameAmbiguous, "/groups/0/displayName", "2"),
        (&before, members("Nobody,grace@contoso.com"), Code::UnknownGroup, "/members/1/group", "3"),
        (&before, members("Field,nobody@contoso.com"), Code::UnknownMember, "/members/1/member", "3"),
        (&before, members("Field,"), Code::ValueRequired, "/members/1/member", "3"),
        (&before, members("Field"), Code::CsvRaggedRow, "/members/1", "3"),
        (&before, members("field,GRACE@contoso.com"), Code::DuplicateRow, "/members/1/member", "3"),
        (&before, members("Everybody in sales,ada@contoso.com"), Code::DynamicGroupMember, "/members/1/group", "3"),
        (&before, members("Field,field"), Code::MemberOfItself, "/members/1/member", "3"),
        (
            &before,
            tables("", "displayName,kind\nField,microsoft365", "group,member\nField,Sales\nSales,Field\nField,Everybody in sales"),
            Code::GroupHoldsPeopleOnly,
            "/members/2/member",
            "4",
        ),
        (&before, tables("name,displayName,userPrincipalName", "", ""), Code::ColumnUnknown, "/people", "1"),
        (&before, tables("displayName", "", ""), Code::ColumnMissing, "/people", "1"),
        (&before, tables("", "displayName,displayName", ""), Code::ColumnDuplicate, "/groups", "1"),
        (&before, tables("\n", "", ""), Code::CsvEmpty, "/people", "1"),
    ] {
        assert_eq!(mistake(directory, &tables), (code, pointer.to_owned(), line.to_owned()));
    }
}

#[test]
fn a_mistaken_row_is_told_once_and_not_again_where_it_is_named() {
    let members = "group,member\nField,bob@x\nNew,ada@contoso.com";
    let both = tables("userPrincipalName,displayName\nbob@x,", "displayName,kind\nNew,team", members);
    let errors = planned(&directory(PEOPLE, GROUPS, MEMBERS), &both).expect_err("refused").0;
    assert_eq!(errors.iter().map(|error| error.code).collect::<Vec<_>>(), [Code::ValueRequired, Code::UnknownValue]);
}

#[test]
fn a_hundred_mistakes_are_told_and_all_are_counted() {
    let rows: Vec<String> = (0..150).map(|number| format!("{number}@x,")).collect();
    let people = format!("userPrincipalName,displayName\n{}", rows.join("\n"));
    let errors = planned(&Directory::default(), &tables(&people, "", "")).expect_err("refused").0;
    assert_eq!((errors.len(), errors[100].code, errors[100].parameter("count")), (101, Code::TooManyMistakes, "150"));
}

#[test]
fn a_long_wrong_value_is_shown_by_its_beginning() {
    let people = format!("userPrincipalName,displayName\n{},A", "ü".repeat(5_000));
    let errors = planned(&Directory::default(), &tables(&people, "", "")).expect_err("refused").0;
    assert!(errors.iter().all(|error| error.parameter("value").chars().count() == 101), "{errors:?}");
}

#[test]
fn empty_cells_and_columns_at_the_end_are_no_columns() {
    let directory = directory("userPrincipalName,displayName,,\na@b,A,,\nb@b,B,,,,\n,,,", "", "");
    assert_eq!(directory.people().len(), 2);
}

#[test]
fn every_part_gets_its_share_of_what_is_told() {
    let rows = |count: usize, row: fn(usize) -> String| (0..count).map(row).collect::<Vec<_>>().join("\n");
    let people = format!("userPrincipalName,displayName\n{}", rows(50, |number| format!("{number}@x,P{number}")));
    let groups = format!("displayName\n{}", rows(3, |number| format!("G{number}")));
    let empty = Directory::default();
    let plan = planned(&empty, &tables(&people, &groups, "group,member\nG0,7@x\nG0,G1")).expect("no mistakes");
    let (changes, more) = plan.changes(&empty, 12);
    let count = |kind| changes.iter().filter(|change| change.table == kind).count();
    assert_eq!((count(TableKind::People), count(TableKind::Groups), count(TableKind::Members), more), (7, 3, 2, 43));
    let last: Vec<_> = changes[10..].iter().map(|change| (change.name, change.key, change.group)).collect();
    assert_eq!(last, [("P7", "7@x", Some("G0")), ("G1", "G1", Some("G0"))]);
}

#[test]
fn what_is_told_of_a_change_is_what_differs() {
    let before = directory(PEOPLE, GROUPS, MEMBERS);
    let people = "userPrincipalName,displayName,department,accountEnabled\nada@contoso.com,Ada Lovelace,,false";
    let plan = planned(&before, &tables(people, "", "")).expect("no mistakes");
    let (changes, more) = plan.changes(&before, 200);
    let fields: Vec<_> = changes[0].fields.iter().map(|field| (field.name, field.before, field.after)).collect();
    assert_eq!(fields, [("department", Some("R&D"), None), ("accountEnabled", Some("true"), Some("false"))]);
    assert_eq!((changes.len(), more), (1, 0));
}
