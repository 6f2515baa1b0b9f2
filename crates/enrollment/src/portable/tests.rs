//! What is exported comes back whole, here and elsewhere, and whatever cannot be taken is told where it stands.

use std::cell::Cell;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::assignment::{AllUsers, Filter, FilterMode, Target};
use crate::directory::{Directory, Group};
use crate::enrollment_type::{EnrollmentType, Ownership};
use crate::graph::portable::{Document, import_request, whole_import};
use crate::text::Description;
use crate::user_choice::{Branch, UserChoice};

const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

fn id(kind: u8, number: u8) -> Guid {
    let mut bytes = [kind; 16];
    bytes[15] = number;
    Guid::from_bytes(bytes)
}

/// Groups by name; the ids of one directory differ from those of another.
fn directory(kind: u8, names: &[&str]) -> Directory {
    let group = |(number, name): (u8, &&str)| Group {
        id: id(kind, number),
        display_name: (*name).to_owned(),
        description: None,
        mail: None,
        mail_nickname: String::new(),
        is_microsoft_365: false,
        mail_enabled: false,
        security_enabled: true,
        // Whether it holds people or devices is told by its rule.
        membership_rule: name.starts_with("iPads").then(|| "device.displayName -eq \"x\"".to_owned()),
        created: NOW,
    };
    Directory::new(Vec::new(), (0..).zip(names).map(group).collect(), Vec::new(), &[])
}

const NAMES: [&str; 4] = ["Sales", "Engineering", "Ärzte", "佐藤"];

fn past(number: u8, name: &str, groups: &[Guid]) -> Past {
    Past {
        id: id(9, number),
        name: ProfileName::parse(name).expect("a fine name"),
        description: Description::default(),
        enrollment_type: EnrollmentType::WebDevice,
        assignments: groups.iter().cloned().map(Assignment::group).collect(),
        created: NOW,
        modified: NOW,
    }
}

fn enrollment_type() -> impl Strategy<Value = EnrollmentType> {
    prop_oneof![
        Just(EnrollmentType::AccountDrivenUser),
        Just(EnrollmentType::UserWithCompanyPortal),
        Just(EnrollmentType::DeviceWithCompanyPortal(Ownership::Company)),
        prop::sample::subsequence(Branch::ALL.to_vec(), 2..=3)
            .prop_map(|branches| EnrollmentType::UserChoice(UserChoice::new(&branches).expect("two or three"))),
    ]
}

fn assignments() -> impl Strategy<Value = Vec<Assignment>> {
    let target = prop_oneof![
        Just(Target::AllUsers(AllUsers::Licensed)),
        Just(Target::AllUsers(AllUsers::VirtualGroup)),
        (0_u8..4).prop_map(|number| Target::Group(id(1, number))),
        (0_u8..4).prop_map(|number| Target::ExcludedGroup(id(1, number))),
    ];
    let filter = prop::option::of(Just(Filter { id: "a filter".to_owned(), mode: FilterMode::Exclude }));
    prop::collection::vec((target, filter).prop_map(|(target, filter)| Assignment { target, filter }), 0..5).prop_map(|list| {
        let mut distinct: Vec<Assignment> = Vec::new();
        for one in list {
            if !distinct.iter().any(|other| other.target == one.target) {
                distinct.push(one);
            }
        }
        distinct
    })
}

fn profiles() -> impl Strategy<Value = Vec<Past>> {
    let content = ("\\PC{0,8}", "\\PC{0,30}", enrollment_type(), assignments());
    prop::collection::vec(content, 0..6).prop_map(|list| {
        let made = (0..).zip(list).map(|(number, (name, description, enrollment_type, assignments)): (u8, _)| Past {
            name: ProfileName::parse(&format!("{number} {name}")).expect("one line"),
            description: Description::parse(&description).expect("one line"),
            enrollment_type,
            assignments,
            ..past(number, "x", &[])
        });
        made.collect()
    })
}

fn run(import: &Import, current: &[Past], directory: &Directory) -> Result<Plan, Errors> {
    let next = Cell::new(0);
    plan(import, current, directory, NOW, || {
        next.set(next.get() + 1);
        id(7, next.get())
    })
}

fn document(profiles: &[Past], directory: &Directory) -> Value {
    Document::of(profiles, directory, Some((&id(5, 5), "Contoso")))
}

fn import(profiles: &[Past], directory: &Directory) -> Import {
    whole_import(&document(profiles, directory)).expect("our own document")
}

fn actions(plan: &Plan) -> Vec<Action> {
    plan.items.iter().map(|item| item.action).collect()
}

fn told(errors: Errors) -> Vec<(Code, String)> {
    errors.0.into_iter().map(|error| (error.code, error.pointer)).collect()
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z@.]{1,9}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_exported_comes_back_whole(profiles in profiles()) {
        let directory = directory(1, &NAMES);
        let exported = document(&profiles, &directory);
        let text = exported.to_string();
        let import = whole_import(&serde_json::from_str(&text).expect("JSON")).expect("our own document");
        let plan = run(&import, &[], &directory).expect("no mistakes");
        prop_assert!(plan.unmapped.is_empty() && actions(&plan).iter().all(|action| *action == Action::Create));
        prop_assert_eq!(&plan.wanted, &profiles);
        prop_assert_eq!(document(&plan.wanted, &directory), exported, "the spelling of all users too");
        let again = run(&import, &plan.wanted, &directory).expect("no mistakes");
        prop_assert!(actions(&again).iter().all(|action| *action == Action::Unchanged));
        prop_assert_eq!(again.wanted, profiles);
    }

    #[test]
    fn an_import_where_it_comes_from_changes_nothing_even_when_groups_are_gone(profiles in profiles()) {
        let import = import(&profiles, &directory(1, &NAMES));
        let plan = run(&import, &profiles, &directory(1, &NAMES[..1])).expect("no mistakes");
        prop_assert!(plan.unmapped.is_empty());
        prop_assert_eq!(plan.wanted, profiles);
    }

    #[test]
    fn where_groups_have_other_ids_they_are_found_by_name(profiles in profiles()) {
        let upper = NAMES.map(str::to_uppercase);
        let elsewhere = directory(2, &upper.each_ref().map(String::as_str));
        let plan = run(&import(&profiles, &directory(1, &NAMES)), &[], &elsewhere).expect("no mistakes");
        prop_assert!(plan.unmapped.is_empty());
        let mapped = plan.wanted.iter().flat_map(|past| &past.assignments).filter_map(|one| one.target.group());
        prop_assert!(mapped.clone().all(|group| elsewhere.group_index(group).is_some()));
        let back = import(&plan.wanted, &elsewhere);
        prop_assert_eq!(run(&back, &[], &directory(1, &NAMES)).expect("no mistakes").wanted, profiles);
    }

    #[test]
    fn words_that_nobody_knows_yet_are_kept_in_a_document(
        profiles in prop::collection::vec(prop::collection::btree_map("[a-zA-Z@.]{1,9}", any_value(), 0..5), 0..4),
        beside in prop::collection::btree_map("[a-z]{1,5}", any_value(), 0..3),
        method in "[a-z]{1,9}",
    ) {
        let mut document = json!(beside);
        let items = profiles.into_iter().map(|profile| {
            let mut item = json!(profile);
            item["id"] = json!("1");
            item["defaultEnrollmentType"] = json!(method);
            item["availableEnrollmentTypeOptions"] = json!([{"ownerType": "nobody", "enrollmentType": method, "more": 1}]);
            item["assignments"] = json!([{"target": {"@odata.type": "#microsoft.graph.newAssignmentTarget", "more": [1]}}]);
            item
        });
        document["profiles"] = items.collect();
        document["format"] = json!("pomona.enrollmentProfiles");
        document["formatVersion"] = json!(1);
        prop_assert_eq!(Document::read(&document).expect("a document").write(), document);
    }

    #[test]
    fn no_request_is_too_strange_to_be_read_or_refused(document in any_value(), decisions in any_value(), groups in any_value()) {
        let body = json!({"document": document, "decisions": decisions, "groups": groups});
        prop_assert!(import_request(&body).is_err() && import_request(&document).is_err());
    }
}

#[test]
fn ours_is_known_by_its_id_before_its_name_and_taken_once() {
    let directory = directory(1, &NAMES);
    let ours = [past(0, "Old", &[]), past(1, "Other", &[])];
    let mut theirs = vec![past(0, "New", &[]), past(8, "old", &[]), past(9, "OTHER", &[])];
    theirs[2].description = Description::parse("changed").expect("fine");
    let plan = run(&import(&theirs, &directory), &ours, &directory).expect("no mistakes");
    let matched: Vec<_> = plan.items.iter().map(|item| item.matched).collect();
    assert_eq!(matched, [Some((0, MatchedBy::Id)), None, Some((1, MatchedBy::Name))]);
    assert_eq!(actions(&plan), [Action::Overwrite, Action::Create, Action::Overwrite]);
    let told: Vec<_> = plan.wanted.iter().map(|past| (past.id.clone(), past.name.as_str())).collect();
    assert_eq!(told, [(id(9, 0), "New"), (id(9, 8), "old"), (id(9, 1), "OTHER")]);
}

#[test]
fn each_profile_is_skipped_overwritten_or_copied_as_it_was_decided() {
    let directory = directory(1, &NAMES);
    let ours = [past(0, "A", &[]), past(1, "B", &[]), past(2, "C", &[])];
    let mut import = import(&[past(0, "A", &[id(1, 0)]), past(1, "B", &[id(1, 1)]), past(2, "C", &[id(1, 2)])], &directory);
    import.decisions = [(0, Decision::Skip), (1, Decision::Copy), (2, Decision::Overwrite)].map(|(n, d)| (id(9, n).to_string(), d)).into();
    let plan = run(&import, &ours, &directory).expect("no mistakes");
    assert_eq!(actions(&plan), [Action::Skip, Action::Copy, Action::Overwrite]);
    let told: Vec<_> = plan.wanted.iter().map(|past| (past.id.clone(), past.name.as_str(), past.assignments.len())).collect();
    assert_eq!(told, [(id(9, 0), "A", 0), (id(9, 1), "B", 0), (id(7, 1), "B (2)", 1), (id(9, 2), "C", 1)]);
}

#[test]
fn a_copy_gets_a_name_that_nobody_has_and_that_is_not_too_long() {
    let directory = directory(1, &NAMES);
    let long = "界".repeat(200);
    let ours = [past(0, "A", &[]), past(1, "a (2)", &[]), past(2, &long, &[])];
    let mut import = import(&[past(0, "A", &[]), past(2, &long, &[]), past(5, "A (3)", &[])], &directory);
    import.decisions = [0, 2].map(|number| (id(9, number).to_string(), Decision::Copy)).into();
    let plan = run(&import, &ours, &directory).expect("no mistakes");
    let name =
        |place: usize| plan.wanted.iter().find(|past| Some(&past.id) == plan.items[place].result.as_ref()).expect("there").name.as_str();
    assert_eq!((name(0), name(1).chars().count(), name(1).ends_with(" (2)")), ("A (4)", 200, true));
}

#[test]
fn a_group_that_cannot_be_found_is_told_with_its_profiles_until_somebody_chooses() {
    let (here, there) = (directory(2, &["Sales", "sales", "iPads"]), directory(1, &["Sales", "Gone", "iPads"]));
    let theirs = [past(0, "A", &[id(1, 0), id(1, 1)]), past(1, "B", &[id(1, 1), id(1, 3)])];
    let mut import = import(&theirs, &there);
    let plan = run(&import, &[], &here).expect("no mistakes");
    let told: Vec<_> = plan.unmapped.iter().map(|one| (one.name.as_deref(), one.why, one.profiles.join(" "))).collect();
    let (ambiguous, missing) = (WhyUnmapped::Ambiguous, WhyUnmapped::Missing);
    assert_eq!(
        told,
        [(Some("Sales"), ambiguous, "A".to_owned()), (Some("Gone"), missing, "A B".to_owned()), (None, missing, "B".to_owned())]
    );
    assert_eq!(
        (plan.unmapped[0].mistake().code, plan.unmapped[0].mistake().pointer),
        (Code::GroupNotMapped, format!("/groups/{}", id(1, 0)))
    );
    import.choices = [(id(1, 0), Some(id(2, 1))), (id(1, 1), Some(id(2, 1))), (id(1, 3), None)].into();
    let plan = run(&import, &[], &here).expect("no mistakes");
    assert!(plan.unmapped.is_empty());
    assert_eq!(
        plan.mappings.iter().map(|mapping| (mapping.to.clone(), mapping.chosen)).collect::<Vec<_>>(),
        [(Some(id(2, 1)), true), (Some(id(2, 1)), true), (None, true)]
    );
    assert_eq!(plan.wanted.iter().map(|past| past.assignments.len()).collect::<Vec<_>>(), [1, 1], "two groups in one are one assignment");
    import.choices.insert(id(1, 0), Some(id(2, 2)));
    import.choices.insert(id(1, 3), Some(id(2, 77)));
    let refused = told_of(&import, &here);
    assert_eq!(refused, [(Code::DeviceGroup, format!("/groups/{}", id(1, 0))), (Code::UnknownGroup, format!("/groups/{}", id(1, 3)))]);
}

fn told_of(import: &Import, directory: &Directory) -> Vec<(Code, String)> {
    told(run(import, &[], directory).expect_err("refused"))
}

#[test]
fn a_group_of_devices_and_what_is_no_profile_are_refused_where_they_stand_and_can_be_skipped() {
    let directory = directory(1, &["Sales", "iPads"]);
    let mut body = document(&[past(0, "A", &[id(1, 0), id(1, 1)]), past(1, "B", &[]), past(2, "C", &[])], &directory);
    body["profiles"][1]["defaultEnrollmentType"] = json!("telepathy");
    body["profiles"][2]["displayName"] = json!("a");
    let mut import = whole_import(&body).expect("a document");
    let at = |place: u8, rest: &str| format!("/document/profiles/{place}{rest}");
    assert_eq!(
        told_of(&import, &directory),
        [
            (Code::DeviceGroup, at(0, "/assignments/1/target/groupId")),
            (Code::UnknownValue, at(1, "/defaultEnrollmentType")),
            (Code::NameTaken, at(2, "/displayName")),
        ]
    );
    import.decisions = [0, 1].map(|number| (id(9, number).to_string(), Decision::Skip)).into();
    assert_eq!(actions(&run(&import, &[], &directory).expect("no mistakes")), [Action::Skip, Action::Skip, Action::Create]);
}

#[test]
fn a_name_that_one_of_ours_keeps_is_refused() {
    let directory = directory(1, &NAMES);
    let ours = [past(0, "A", &[]), past(1, "B", &[])];
    let refused = run(&import(&[past(0, "b", &[])], &directory), &ours, &directory).expect_err("refused");
    assert_eq!(
        (refused.0[0].parameter("name"), told(refused.clone())),
        ("B", vec![(Code::NameTaken, "/document/profiles/0/displayName".to_owned())])
    );
}

#[test]
fn what_is_no_document_is_refused_with_what_it_is() {
    let refused = |value: Value| told(whole_import(&value).expect_err("refused"));
    let fine = document(&[past(0, "A", &[])], &directory(1, &NAMES));
    let with = |name: &str, value: Value| {
        let mut document = fine.clone();
        document[name] = value;
        document
    };
    for (document, code, pointer) in [
        (json!([]), Code::WrongType, "/document"),
        (json!({"value": []}), Code::NotADocument, "/document/format"),
        (with("format", json!("other")), Code::NotADocument, "/document/format"),
        (with("formatVersion", json!(2)), Code::FormatVersion, "/document/formatVersion"),
        (with("formatVersion", json!("1")), Code::FormatVersion, "/document/formatVersion"),
        (with("profiles", json!({})), Code::WrongType, "/document/profiles"),
        (with("profiles", json!([{}])), Code::MissingProperty, "/document/profiles/0/id"),
        (with("groups", json!("x")), Code::WrongType, "/document/groups"),
        (with("groups", json!([{"id": "x", "displayName": "y"}])), Code::BadGuid, "/document/groups/0/id"),
    ] {
        assert_eq!(refused(document), [(code, pointer.to_owned())]);
    }
}

#[test]
fn decisions_and_choices_are_read_strictly() {
    let document = document(&[past(0, "A", &[])], &directory(1, &NAMES));
    let refused = |decisions: Value, groups: Value| {
        let read = import_request(&json!({"document": document, "decisions": decisions, "groups": groups}));
        told(read.and_then(|import| run(&import, &[], &directory(1, &NAMES))).expect_err("refused"))
    };
    assert_eq!(refused(json!({"x": "merge"}), json!(null)), [(Code::UnknownValue, "/decisions/x".to_owned())]);
    assert_eq!(refused(json!({"x": "skip"}), json!(null)), [(Code::NotInDocument, "/decisions/x".to_owned())]);
    assert_eq!(
        refused(json!([]), json!({"x": null})),
        [(Code::WrongType, "/decisions".to_owned()), (Code::BadGuid, "/groups/x".to_owned())]
    );
    assert_eq!(told(import_request(&json!({"more": 1})).expect_err("refused")).len(), 2);
}

#[test]
fn the_same_profile_twice_and_too_many_are_refused() {
    let directory = directory(1, &NAMES);
    let one = past(0, "A", &[]);
    let twice = import(&[one.clone(), Past { name: ProfileName::parse("B").expect("fine"), ..one.clone() }], &directory);
    assert_eq!(told_of(&twice, &directory), [(Code::ProfileTwice, "/document/profiles/1/id".to_owned())]);
    let offered = |number: usize| Offered {
        id: number.to_string(),
        name: number.to_string(),
        profile: Err(FieldError::new(Code::NameRequired, "").into()),
    };
    let many = Import { profiles: (0..=MOST_PROFILES).map(offered).collect(), ..Import::default() };
    let refused = told_of(&many, &directory);
    assert_eq!(refused, [(Code::TooManyProfiles, "/document/profiles".to_owned())], "one sentence, not thousands");
    let mistaken = Import { profiles: (0..MOST_PROFILES).map(offered).collect(), ..Import::default() };
    let refused = told_of(&mistaken, &directory);
    assert_eq!((refused.len(), refused[100].0), (101, Code::TooManyMistakes));
}
