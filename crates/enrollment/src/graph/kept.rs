//! What the change log keeps of profiles, read back: documents as [`super::written`] made them, with what the store adds.

use serde_json::{Map, Value};

use super::date_time::read_date_time;
use super::sent;
use crate::guid::Guid;
use crate::history::{Past, Placed, Step};

/// What a document holds beside the properties of a profile.
const ADDED: &[&str] = &["profileOrder", RESTORED_VERSION, IMPORTED];
/// The property that says which version was restored.
pub const RESTORED_VERSION: &str = "restoredVersion";
/// The property that says that the profile came from a document.
pub const IMPORTED: &str = "imported";

/// What a row about a profile did; `None`: it cannot be read.
pub fn profile_step(id: &str, before: Option<&Value>, after: Option<&Value>) -> Option<Step> {
    let is_whole = |document: &&Value| document.get("displayName").is_some();
    Some(match (before.filter(is_whole), after.filter(is_whole)) {
        (None, Some(after)) => Step::Created(placed(after)?),
        (Some(before), None) => Step::Deleted(placed(before)?),
        (Some(before), Some(after)) => Step::Changed { before: placed(before)?, after: placed(after)? },
        (None, None) => Step::Moved { id: Guid::parse(id).ok()?, from: place(before?)?, to: place(after?)? },
    })
}

/// What a row about the order did; `None`: it cannot be read.
pub fn order_step(before: Option<&Value>, after: Option<&Value>) -> Option<Step> {
    let ids = |document: &Value| -> Option<Vec<Guid>> {
        document["profileIds"].as_array()?.iter().map(|id| Guid::parse(id.as_str()?).ok()).collect()
    };
    Some(Step::Reordered { before: ids(before?)?, after: ids(after?)? })
}

/// The version that a row restored, where it did.
pub fn restored_version(after: Option<&Value>) -> Option<u64> {
    after?.get(RESTORED_VERSION)?.as_u64()
}

/// Whether a row came of an import.
pub fn is_imported(after: Option<&Value>) -> bool {
    after.and_then(|document| document.get(IMPORTED)).and_then(Value::as_bool).unwrap_or_default()
}

fn placed(document: &Value) -> Option<Placed> {
    let properties: Map<String, Value> = document
        .as_object()?
        .iter()
        .filter(|(name, _)| !ADDED.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let moment = |name: &str| read_date_time(document[name].as_str()?);
    let (created, modified) = (moment("createdDateTime")?, moment("lastModifiedDateTime")?);
    let new = sent::new_profile(&Value::Object(properties)).ok()?;
    let past = Past {
        id: Guid::parse(document["id"].as_str()?).ok()?,
        name: new.name,
        description: new.description,
        enrollment_type: new.enrollment_type,
        assignments: new.assignments,
        created,
        modified,
    };
    Some(Placed { past, place: place(document)? })
}

fn place(document: &Value) -> Option<usize> {
    usize::try_from(document["priority"].as_u64()?).ok()
}
