//! Earlier profiles and what differs between moments, as data.

use serde_json::{Value, json};

use super::{add_type, assignment, pairs, target};
use crate::graph::date_time::write_date_time;
use crate::graph::words::{PLATFORM, WireWord as _};
use crate::history::difference::{Fate, Field, FieldDifference, SetDifference};
use crate::history::restore::GoneGroup;
use crate::history::{Past, Placed};

/// A profile as it was, with its assignments.
pub fn past(past: &Past, place: usize) -> Value {
    let assignments: Vec<Value> = past.assignments.iter().map(|one| assignment(&past.id, one)).collect();
    json!({
        "id": past.id.to_string(),
        "displayName": past.name.as_str(),
        "description": past.description.as_str(),
        "priority": place,
        "platform": PLATFORM,
        "defaultEnrollmentType": past.enrollment_type.default_method().wire(),
        "availableEnrollmentTypeOptions": pairs(&past.enrollment_type.pairs()),
        "createdDateTime": write_date_time(past.created),
        "lastModifiedDateTime": write_date_time(past.modified),
        "assignments": assignments,
    })
}

/// A profile where it stood.
pub fn placed(placed: &Placed) -> Value {
    past(&placed.past, placed.place)
}

/// Fields before and after.
pub fn field_differences(fields: &[FieldDifference<'_>]) -> Value {
    let one = |field: &FieldDifference<'_>| {
        json!({
            "field": field.after.as_ref().or(field.before.as_ref()).map(name),
            "before": field.before.as_ref().map(value),
            "after": field.after.as_ref().map(value),
        })
    };
    fields.iter().map(one).collect()
}

const fn name(field: &Field<'_>) -> &'static str {
    match field {
        Field::Name(_) => "displayName",
        Field::Description(_) => "description",
        Field::Type(_) => "enrollmentType",
        Field::Place(_) => "priority",
        Field::Assignment(_) => "assignments",
    }
}

fn value(field: &Field<'_>) -> Value {
    match field {
        Field::Name(text) | Field::Description(text) => json!(text),
        Field::Type(enrollment_type) => {
            let mut object = json!({});
            add_type(&mut object, enrollment_type);
            object
        }
        Field::Place(place) => json!(place),
        Field::Assignment(assignment) => target(assignment),
    }
}

/// What differs between two orders.
pub fn set_difference(difference: &SetDifference<'_>) -> Value {
    let profiles = difference.profiles.iter().map(|one| {
        let mut object = named(one.profile);
        object["change"] = json!(match one.fate {
            Fate::Added => "added",
            Fate::Removed => "removed",
            Fate::Changed => "changed",
        });
        object["changes"] = field_differences(&one.fields);
        object
    });
    let moves = difference.moves.iter().map(|one| {
        let mut object = named(one.profile);
        object["from"] = json!(one.from);
        object["to"] = json!(one.to);
        object
    });
    json!({"profiles": profiles.collect::<Vec<_>>(), "moves": moves.collect::<Vec<_>>()})
}

/// The groups that assignments come back to although they are gone.
pub fn gone_groups(gone: &[GoneGroup]) -> Value {
    let one = |one: &GoneGroup| {
        json!({
            "code": "group_missing",
            "groupId": one.group.to_string(),
            "profile": {"id": one.profile.to_string(), "displayName": one.profile_name},
        })
    };
    gone.iter().map(one).collect()
}

/// A profile by id and name.
fn named(past: &Past) -> Value {
    json!({"id": past.id.to_string(), "displayName": past.name.as_str()})
}
