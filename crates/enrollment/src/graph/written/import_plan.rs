//! What an import of profiles would do or did, for whoever asks.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::versions::{field_differences, set_difference};
use crate::directory::Directory;
use crate::guid::Guid;
use crate::history::Past;
use crate::history::difference::{ProfileDifference, of_sets};
use crate::portable::{Action, Item, Mapping, MatchedBy, Plan, Unmapped, WhyUnmapped};

/// A plan for the profiles `current`.
pub fn import_plan(plan: &Plan, current: &[Past], directory: &Directory) -> Value {
    let difference = of_sets(current, &plan.wanted);
    let changes: BTreeMap<&Guid, &ProfileDifference<'_>> = difference.profiles.iter().map(|one| (&one.profile.id, one)).collect();
    let wanted: BTreeMap<&Guid, &Past> = plan.wanted.iter().map(|past| (&past.id, past)).collect();
    let items = plan.items.iter().map(|item| {
        let result = item.result.as_ref();
        let fields = result.and_then(|id| changes.get(id)).map(|one| field_differences(&one.fields));
        json!({
            "id": item.id,
            "displayName": item.name,
            "action": action(item.action),
            "match": matched(item, current),
            "result": result.and_then(|id| wanted.get(id)).map(|past| named(past)),
            "changes": fields.unwrap_or_else(|| json!([])),
        })
    });
    json!({
        "changes": !difference.is_empty(),
        "items": items.collect::<Vec<_>>(),
        "moves": set_difference(&difference)["moves"],
        "groups": plan.mappings.iter().map(|mapping| group(mapping, directory)).collect::<Vec<_>>(),
        "unmappedGroups": plan.unmapped.iter().map(unmapped).collect::<Vec<_>>(),
    })
}

/// What becomes of a profile, in a word.
pub const fn action(action: Action) -> &'static str {
    match action {
        Action::Create => "create",
        Action::Overwrite => "overwrite",
        Action::Copy => "copy",
        Action::Skip => "skip",
        Action::Unchanged => "unchanged",
    }
}

fn matched(item: &Item, current: &[Past]) -> Value {
    let Some((place, by)) = item.matched else { return Value::Null };
    let mut object = named(&current[place]);
    object["by"] = json!(match by {
        MatchedBy::Id => "id",
        MatchedBy::Name => "name",
    });
    object
}

fn named(past: &Past) -> Value {
    json!({"id": past.id.to_string(), "displayName": past.name.as_str()})
}

fn group(mapping: &Mapping, directory: &Directory) -> Value {
    let ours = |id: &Guid| json!({"id": id.to_string(), "displayName": directory.known_group(id).map(|group| group.display_name)});
    json!({
        "id": mapping.id.to_string(),
        "displayName": mapping.name,
        "to": mapping.to.as_ref().map(ours),
        "by": if mapping.chosen { "choice" } else { "name" },
    })
}

fn unmapped(unmapped: &Unmapped) -> Value {
    json!({
        "id": unmapped.id.to_string(),
        "displayName": unmapped.name,
        "reason": match unmapped.why {
            WhyUnmapped::Missing => "missing",
            WhyUnmapped::Ambiguous => "ambiguous",
        },
        "profiles": unmapped.profiles,
    })
}
