//! What changed in an event, field by field, as people read it. What this version does not know is shown as it came.

use enrollment::enrollment_type::Method;
use enrollment::graph::received::audit::Modified;
use enrollment::graph::received::{Assignment, AuditEvent, OwnerType};
use enrollment::graph::words::WireWord;
use serde_json::Value;

use crate::features::profiles::audience::{GroupNames, ids_of_groups, named};
use crate::features::profiles::{type_words, words};
use crate::i18n::{intl, t};

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// The other side does not have it.
    pub only_here: bool,
}

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// There was none.
    Nothing,
    /// A text.
    Text(String),
    /// Several things.
    Lines(Vec<Line>),
    /// Several things in an order that matters.
    Order(Vec<String>),
    /// Something else, as JSON.
    Json(String),
}

/// How a field changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It had no value before.
    Added,
    /// It has none anymore.
    Removed,
    /// It has another.
    Changed,
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is called.
    pub name: String,
    /// How it changed.
    pub mark: Mark,
    /// What it was.
    pub before: Shown,
    /// What it became.
    pub after: Shown,
}

/// What changed, field by field. `groups` names the groups that it speaks of.
pub fn fields(changes: &[Modified], groups: &GroupNames) -> Vec<Field> {
    // The names of the order say what the ids say.
    let says_names = changes.iter().any(|change| change.name == "ProfileOrder");
    let changes = changes.iter().filter(|change| !(says_names && change.name == "ProfileIds"));
    changes.map(|change| field(change, groups)).collect()
}

/// The names of the fields that somebody changed, without those that follow from it.
pub fn changed_names(event: &AuditEvent) -> Vec<String> {
    event.changes.iter().filter(|change| change.name != "LastModifiedDateTime").map(|change| name(&change.name)).collect()
}

/// The ids of the groups that changes speak of.
pub fn group_ids(changes: &[Modified]) -> Vec<String> {
    let Some(change) = changes.iter().find(|change| change.name == "Assignments") else { return Vec::new() };
    let both = [&change.before, &change.after].map(|side| side.as_deref().and_then(assignments).unwrap_or_default());
    ids_of_groups(both.iter().flatten()).into_iter().collect()
}

fn field(change: &Modified, groups: &GroupNames) -> Field {
    let value = |side: &Option<String>| side.as_deref().map_or(Shown::Nothing, |text| shown(&change.name, text, groups));
    let (mut before, mut after) = (value(&change.before), value(&change.after));
    mark_lines(&mut before, &mut after);
    let mark = match (&change.before, &change.after) {
        (None, Some(_)) => Mark::Added,
        (Some(_), None) => Mark::Removed,
        _ => Mark::Changed,
    };
    Field { name: name(&change.name), mark, before, after }
}

fn mark_lines(before: &mut Shown, after: &mut Shown) {
    let (Shown::Lines(before), Shown::Lines(after)) = (before, after) else { return };
    for line in before.iter_mut() {
        line.only_here = !after.iter().any(|other| other.text == line.text);
    }
    for line in after.iter_mut() {
        line.only_here = !before.iter().any(|other| other.text == line.text);
    }
}

/// What a property is called: in the product's words, or else its own name with spaces.
fn name(property: &str) -> String {
    match property {
        "DisplayName" => t::audit::field_name().to_owned(),
        "DefaultEnrollmentType" => t::audit::field_default_type().to_owned(),
        "AvailableEnrollmentTypeOptions" => t::audit::field_types().to_owned(),
        "Assignments" => t::profiles::assigned_to().to_owned(),
        "Priority" | "ProfileOrder" => t::profiles::order().to_owned(),
        "CreatedDateTime" => t::profiles::created().to_owned(),
        "LastModifiedDateTime" => t::profiles::changed().to_owned(),
        "ExpiresDateTime" => t::audit::field_expires().to_owned(),
        "Scope" => t::audit::field_scope().to_owned(),
        other => spaced(other),
    }
}

/// `MoreChanges` as "More changes".
fn spaced(property: &str) -> String {
    let mut spaced = String::with_capacity(property.len() + 4);
    let mut before = ' ';
    for letter in property.chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_lowercase() {
            spaced.push(' ');
            spaced.push(letter.to_ascii_lowercase());
        } else {
            spaced.push(letter);
        }
        before = letter;
    }
    spaced
}

fn shown(property: &str, text: &str, groups: &GroupNames) -> Shown {
    let known = match property {
        "Assignments" => assignments(text).map(|all| lines(named(&all, groups).iter().map(words::recipient))),
        "AvailableEnrollmentTypeOptions" => pairs(text),
        "DefaultEnrollmentType" => Method::from_wire(text).map(|method| Shown::Text(type_words::method(method).to_owned())),
        "ProfileOrder" => serde_json::from_str(text).ok().map(Shown::Order),
        // The first place is 0 on the wire.
        "Priority" => text.parse::<u32>().ok().map(|place| Shown::Text((place + 1).to_string())),
        "Scope" if text == "read" => Some(Shown::Text(t::audit::scope_read().to_owned())),
        "Scope" if text == "write" => Some(Shown::Text(t::audit::scope_write().to_owned())),
        _ if property.ends_with("DateTime") => intl::full(text).map(Shown::Text),
        _ => None,
    };
    known.unwrap_or_else(|| as_it_came(text))
}

/// Lists of texts line by line, other JSON set out, and everything else as it is.
fn as_it_came(text: &str) -> Shown {
    if !text.starts_with(['[', '{']) {
        return Shown::Text(text.to_owned());
    }
    if let Ok(list) = serde_json::from_str::<Vec<String>>(text) {
        return lines(list.into_iter());
    }
    let json = serde_json::from_str::<Value>(text).ok().and_then(|value| serde_json::to_string_pretty(&value).ok());
    json.map_or_else(|| Shown::Text(text.to_owned()), Shown::Json)
}

fn lines(texts: impl Iterator<Item = String>) -> Shown {
    Shown::Lines(texts.map(|text| Line { text, only_here: false }).collect())
}

fn assignments(text: &str) -> Option<Vec<Assignment>> {
    serde_json::from_str::<Value>(text).ok()?.as_array()?.iter().map(Assignment::read).collect()
}

fn pairs(text: &str) -> Option<Shown> {
    let value = serde_json::from_str::<Value>(text).ok()?;
    let pairs: Option<Vec<String>> =
        value.as_array()?.iter().map(|pair| Some(type_words::outcome(OwnerType::read(pair)?.known()?))).collect();
    Some(lines(pairs?.into_iter()))
}

#[cfg(test)]
mod tests {
    use enrollment::graph::received::Group;
    use serde_json::json;

    use super::*;

    const SALES: &str = "11111111-2222-3333-4444-555555555555";

    fn event(changes: &Value) -> AuditEvent {
        AuditEvent::read(&json!({"id": "1", "resources": [{"modifiedProperties": changes}]})).expect("an event")
    }

    fn one(property: &str, before: &Value, after: &Value) -> Field {
        let groups = GroupNames::new([Group::read(&json!({"id": SALES, "displayName": "Sales"})).expect("a group")]);
        let change = json!([{"displayName": property, "oldValue": before, "newValue": after}]);
        fields(&event(&change).changes, &groups).remove(0)
    }

    fn line(text: &str, only_here: bool) -> Line {
        Line { text: text.to_owned(), only_here }
    }

    #[test]
    fn assignments_are_told_by_name_and_what_differs_is_marked() {
        let group = json!({"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": SALES}});
        let all = json!({"target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}});
        let (before, after) = (json!([group]).to_string(), json!([group, all]).to_string());
        let field = one("Assignments", &json!(before), &json!(after));
        assert_eq!((field.name.as_str(), field.mark), ("Assigned to", Mark::Changed));
        assert_eq!(field.before, Shown::Lines(vec![line("Sales", false)]));
        assert_eq!(field.after, Shown::Lines(vec![line("Sales", false), line("All users", true)]));
        let event = event(&json!([{"displayName": "Assignments", "oldValue": before, "newValue": after}]));
        assert_eq!(group_ids(&event.changes), [SALES]);
    }

    #[test]
    fn what_had_no_value_was_added_and_what_has_none_was_removed() {
        let added = one("Description", &Value::Null, &json!("For the board"));
        assert_eq!((added.mark, added.before, added.after), (Mark::Added, Shown::Nothing, Shown::Text("For the board".to_owned())));
        assert_eq!(one("Description", &json!("x"), &Value::Null).mark, Mark::Removed);
    }

    #[test]
    fn the_wire_is_told_in_the_words_of_the_product() {
        let after = |property: &str, value: Value| one(property, &Value::Null, &value).after;
        assert_eq!(after("DefaultEnrollmentType", json!("webDeviceEnrollment")), Shown::Text("Web based device enrollment".to_owned()));
        let pairs = json!([{"ownerType": "company", "enrollmentType": "device"}]).to_string();
        let outcome = line("Device enrollment with Company Portal · Company", false);
        assert_eq!(after("AvailableEnrollmentTypeOptions", json!(pairs)), Shown::Lines(vec![outcome]));
        assert_eq!(after("Priority", json!("0")), Shown::Text("1".to_owned()), "the first place is 0 on the wire");
        assert_eq!(after("ProfileOrder", json!("[\"A\",\"B\"]")), Shown::Order(vec!["A".to_owned(), "B".to_owned()]));
        assert_eq!(after("Scope", json!("read")), Shown::Text("Read".to_owned()));
    }

    #[test]
    fn what_is_not_known_is_shown_as_it_came() {
        let field = one("MoreChanges", &Value::Null, &json!("{\"added\":3}"));
        assert_eq!((field.name.as_str(), field.after), ("More changes", Shown::Json("{\n  \"added\": 3\n}".to_owned())));
        assert_eq!(one("DefaultEnrollmentType", &Value::Null, &json!("vision")).after, Shown::Text("vision".to_owned()));
        assert_eq!(one("Assignments", &Value::Null, &json!("[broken")).after, Shown::Text("[broken".to_owned()));
        assert_eq!(one("VerifiedDomains", &Value::Null, &json!("[\"a.example\"]")).after, Shown::Lines(vec![line("a.example", false)]));
    }

    #[test]
    fn ids_are_left_out_where_names_say_the_same() {
        let both = json!([
            {"displayName": "ProfileIds", "oldValue": "[\"1\"]", "newValue": "[\"2\"]"},
            {"displayName": "ProfileOrder", "oldValue": "[\"A\"]", "newValue": "[\"B\"]"},
        ]);
        assert_eq!(fields(&event(&both).changes, &GroupNames::default()).len(), 1);
    }

    #[test]
    fn what_follows_from_a_change_is_not_what_somebody_changed() {
        let changes = json!([
            {"displayName": "Description", "oldValue": "a", "newValue": "b"},
            {"displayName": "LastModifiedDateTime", "oldValue": "x", "newValue": "y"},
        ]);
        assert_eq!(changed_names(&event(&changes)), ["Description"]);
    }
}
