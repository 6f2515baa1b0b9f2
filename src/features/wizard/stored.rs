//! A draft as session storage keeps it: JSON that is read field by field, so that an older or garbled one loses only
//! what cannot be understood.

use enrollment::enrollment_type::{Kind, Ownership};
use enrollment::graph::words::WireWord;
use enrollment::graph::{sent, written};
use enrollment::group_kind::GroupKind;
use enrollment::user_choice::Branch;
use serde_json::{Value, json};

use super::draft::{Audience, Draft, Kept, PickedGroup, Place, Sent};

const KINDS: [(Kind, &str); 5] = [
    (Kind::AccountDrivenUser, "accountDrivenUser"),
    (Kind::UserChoice, "userChoice"),
    (Kind::DeviceWithCompanyPortal, "deviceWithCompanyPortal"),
    (Kind::WebDevice, "webDevice"),
    (Kind::UserWithCompanyPortal, "userWithCompanyPortal"),
];
const BRANCHES: [(Branch, &str); 3] =
    [(Branch::OwnWorkData, "ownWorkData"), (Branch::OwnEntireDevice, "ownEntireDevice"), (Branch::CompanyOwns, "companyOwns")];
const AUDIENCES: [(Audience, &str); 3] = [(Audience::AllUsers, "allUsers"), (Audience::Groups, "groups"), (Audience::NoOne, "noOne")];

/// The draft as text.
pub fn write(draft: &Draft) -> String {
    to_json(draft).to_string()
}

/// The draft that `text` holds; what is missing or not understood is as in a new one.
pub fn read(text: &str) -> Draft {
    of_json(&serde_json::from_str(text).unwrap_or_default())
}

/// A draft that changes a profile, with the version of that profile and what the profile was then.
pub fn write_change(version: Option<&str>, before: &Draft, draft: &Draft) -> String {
    json!({"version": version, "before": to_json(before), "draft": to_json(draft)}).to_string()
}

/// The version, what the profile was then, and the draft that `text` holds.
pub fn read_change(text: &str) -> Option<(Option<String>, Draft, Draft)> {
    let value: Value = serde_json::from_str(text).ok()?;
    let (before, draft) = (&value["before"], &value["draft"]);
    (before.is_object() && draft.is_object()).then(|| (value["version"].as_str().map(str::to_owned), of_json(before), of_json(draft)))
}

fn to_json(draft: &Draft) -> Value {
    let groups: Vec<Value> = draft.groups.iter().map(write_group).collect();
    json!({
        "name": draft.name,
        "description": draft.description,
        "kind": draft.kind.map(|kind| word(&KINDS, &kind)),
        "ownership": draft.ownership.wire(),
        "branches": draft.branches.iter().map(|branch| word(&BRANCHES, branch)).collect::<Vec<_>>(),
        "acknowledged": draft.acknowledged,
        "audience": draft.audience.map(|audience| word(&AUDIENCES, &audience)),
        "groups": groups,
        "groupsBesideAll": draft.groups_beside_all,
        "kept": draft.kept.iter().map(write_kept).collect::<Vec<_>>(),
        "place": match &draft.place {
            Place::Proposed => Value::Null,
            Place::First => json!({"first": true}),
            Place::After(id) => json!({"after": id}),
        },
        "sent": draft.sent.as_ref().map(|sent| json!({"key": sent.key, "body": sent.body})),
    })
}

fn of_json(value: &Value) -> Draft {
    let new = Draft::default();
    let read_branches = |list: &Vec<Value>| {
        let said: Vec<Branch> = list.iter().filter_map(|value| known(&BRANCHES, value)).collect();
        Branch::ALL.into_iter().filter(|branch| said.contains(branch)).collect()
    };
    Draft {
        name: text_of(&value["name"]),
        description: text_of(&value["description"]),
        kind: known(&KINDS, &value["kind"]),
        ownership: value["ownership"].as_str().and_then(Ownership::from_wire).unwrap_or(new.ownership),
        branches: value["branches"].as_array().map_or(new.branches, read_branches),
        acknowledged: value["acknowledged"] == true,
        audience: known(&AUDIENCES, &value["audience"]),
        groups: read_groups(&value["groups"]),
        groups_beside_all: value["groupsBesideAll"] == true,
        kept: value["kept"].as_array().into_iter().flatten().filter_map(read_kept).collect(),
        place: match (&value["place"]["first"], value["place"]["after"].as_str()) {
            (Value::Bool(true), _) => Place::First,
            (_, Some(id)) => Place::After(id.to_owned()),
            _ => Place::Proposed,
        },
        sent: read_sent(&value["sent"]),
    }
}

fn read_sent(value: &Value) -> Option<Sent> {
    Some(Sent { key: value["key"].as_str()?.to_owned(), body: value["body"].as_str()?.to_owned() })
}

fn write_group(group: &PickedGroup) -> Value {
    json!({"id": group.id, "name": group.name, "kind": group.kind.as_str(), "people": group.people})
}

fn read_groups(value: &Value) -> Vec<PickedGroup> {
    let mut groups: Vec<PickedGroup> = Vec::new();
    for group in value.as_array().into_iter().flatten().filter_map(read_group) {
        if groups.iter().all(|other| other.id != group.id) {
            groups.push(group);
        }
    }
    groups
}

fn read_group(value: &Value) -> Option<PickedGroup> {
    Some(PickedGroup {
        id: value["id"].as_str()?.to_owned(),
        name: value["name"].as_str()?.to_owned(),
        kind: GroupKind::ALL.into_iter().find(|kind| value["kind"] == kind.as_str()).unwrap_or(GroupKind::Unknown),
        people: value["people"].as_u64(),
    })
}

fn write_kept(kept: &Kept) -> Value {
    json!({"target": written::target(&kept.assignment), "group": kept.group.as_ref().map(write_group)})
}

fn read_kept(value: &Value) -> Option<Kept> {
    let assignment = sent::assignment(&json!({"target": value["target"]})).ok()?;
    Some(Kept { assignment, group: read_group(&value["group"]) })
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn word<T: PartialEq>(words: &[(T, &'static str)], value: &T) -> Option<&'static str> {
    words.iter().find(|(known, _)| known == value).map(|(_, word)| *word)
}

fn known<T: Copy>(words: &[(T, &'static str)], value: &Value) -> Option<T> {
    words.iter().find(|(_, word)| value == word).map(|(known, _)| *known)
}

#[cfg(test)]
mod tests {
    use enrollment::assignment::{AllUsers, Assignment, Filter, FilterMode, Target};
    use enrollment::guid::Guid;

    use super::*;

    fn filled(kind: Kind, audience: Audience, place: Place) -> Draft {
        let target = |target| Assignment { target, filter: Some(Filter { id: "f1".to_owned(), mode: FilterMode::Exclude }) };
        let group = |id: &str, kind| PickedGroup { id: id.to_owned(), name: format!("Group \"{id}\""), kind, people: Some(7) };
        Draft {
            name: " Grüße\n".to_owned(),
            description: "Two\nlines".to_owned(),
            kind: Some(kind),
            ownership: Ownership::Company,
            branches: vec![Branch::OwnWorkData, Branch::CompanyOwns],
            acknowledged: true,
            audience: Some(audience),
            groups: vec![group("a", GroupKind::Mixed), PickedGroup { people: None, ..group("b", GroupKind::Unknown) }],
            groups_beside_all: true,
            kept: vec![
                Kept { assignment: target(Target::ExcludedGroup(Guid::from_bytes([7; 16]))), group: Some(group("c", GroupKind::People)) },
                Kept { assignment: target(Target::AllUsers(AllUsers::Licensed)), group: None },
            ],
            place,
            sent: Some(Sent { key: "5f0c".to_owned(), body: "{\"a\":1}".to_owned() }),
        }
    }

    #[test]
    fn every_draft_is_read_back_as_it_was() {
        assert_eq!(read(&write(&Draft::default())), Draft::default());
        for kind in Kind::ALL {
            for audience in Audience::ALL {
                for place in [Place::Proposed, Place::First, Place::After("x".to_owned())] {
                    let draft = filled(kind, audience, place);
                    assert_eq!(read(&write(&draft)), draft);
                }
            }
        }
    }

    #[test]
    fn a_change_is_read_back_with_what_it_came_from() {
        let before = filled(Kind::WebDevice, Audience::Groups, Place::Proposed);
        let draft = Draft { name: "New".to_owned(), ..before.clone() };
        let read = read_change(&write_change(Some("\"7\""), &before, &draft));
        assert_eq!(read, Some((Some("\"7\"".to_owned()), before, draft)));
        assert_eq!(read_change("{\"draft\":{}}"), None);
        assert_eq!(read_change("{"), None);
    }

    #[test]
    fn what_is_no_draft_reads_as_a_new_one() {
        for garbled in ["", "null", "[]", "7", "{\"name\":", "{\"name\":7,\"branches\":\"all\",\"groups\":{},\"place\":[]}"] {
            assert_eq!(read(garbled), Draft::default(), "{garbled}");
        }
    }

    #[test]
    fn what_is_not_understood_costs_only_itself() {
        let draft = read(
            r#"{"name":"BYOD","kind":"holographic","branches":["telepathy","companyOwns"],"groups":[7,{"id":"a","name":"A","kind":"cats"},{"id":"a","name":"again"}]}"#,
        );
        assert_eq!((draft.name.as_str(), draft.kind), ("BYOD", None));
        assert_eq!(draft.branches, [Branch::CompanyOwns]);
        assert_eq!(draft.groups, [PickedGroup { id: "a".into(), name: "A".into(), kind: GroupKind::Unknown, people: None }]);
    }
}
