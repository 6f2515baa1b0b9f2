//! What an import of the directory would do or did: for whoever asks, and for the change log.

use serde_json::{Value, json};

use crate::directory::Directory;
use crate::directory_import::{Change, Difference, Plan};
use crate::graph::item_etag;
use crate::profile::Profile;

/// The most changes that are told one by one.
const TOLD: usize = 200;
/// The most changes that the log keeps one by one, and the most bytes of them.
const KEPT: usize = 100;
const KEPT_BYTES: usize = 32 * 1_024;

/// A plan, with the version of the directory that it begins with.
pub fn directory_plan(plan: &Plan, directory: &Directory, version: u64, profiles: &[&Profile]) -> Value {
    let (changes, more) = plan.changes(directory, TOLD);
    let warnings = plan
        .removed_assigned_groups(profiles)
        .into_iter()
        .map(|warning| json!({"code": "assigned_group_removed", "group": warning.group, "profiles": warning.profiles}));
    let mut object = counts_of_all(plan);
    object["version"] = json!(item_etag(version));
    object["changes"] = changes.iter().map(change).collect();
    object["moreChanges"] = json!(more);
    object["warnings"] = warnings.collect();
    object
}

/// What the change log keeps of an import, however large it was.
pub fn imported(plan: &Plan, directory: &Directory) -> Value {
    let (changes, mut more) = plan.changes(directory, KEPT);
    let mut kept = Vec::new();
    let mut bytes = 0;
    for one in &changes {
        let one = change(one);
        bytes += one.to_string().len();
        if bytes > KEPT_BYTES {
            break;
        }
        kept.push(one);
    }
    more += changes.len() - kept.len();
    let mut object = counts_of_all(plan);
    object["changes"] = kept.into();
    object["moreChanges"] = json!(more);
    object
}

fn counts_of_all(plan: &Plan) -> Value {
    json!({"people": counts(&plan.people), "groups": counts(&plan.groups), "members": counts(&plan.members)})
}

fn counts<T>(difference: &Difference<T>) -> Value {
    json!({
        "added": difference.added.len(),
        "changed": difference.changed.len(),
        "removed": difference.removed.len(),
        "unchanged": difference.unchanged,
    })
}

fn change(change: &Change<'_>) -> Value {
    let fields = change.fields.iter().map(|field| json!({"name": field.name, "before": field.before, "after": field.after}));
    let mut object = json!({
        "table": change.table.as_str(),
        "action": change.action.as_str(),
        "name": change.name,
        "key": change.key,
        "fields": fields.collect::<Vec<_>>(),
    });
    if let Some(group) = change.group {
        object["group"] = json!(group);
    }
    object
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::directory_import::{Table, Tables, plan};
    use crate::guid::Guid;

    #[test]
    fn what_the_log_keeps_is_bounded() {
        let mut table = Table::default();
        table.push(1, ["userPrincipalName", "displayName"].into_iter());
        for number in 0..1_000_usize {
            table.push(number + 2, [format!("{number}@contoso.com"), "界".repeat(256)].iter().map(String::as_str));
        }
        let directory = Directory::default();
        let tables = Tables { people: Some(table), ..Tables::default() };
        let plan = plan(&directory, &tables, OffsetDateTime::UNIX_EPOCH, || Guid::from_bytes([1; 16])).expect("no mistakes");
        let log = imported(&plan, &directory);
        let kept = log["changes"].as_array().expect("a list").len();
        assert!((10..=100).contains(&kept) && log.to_string().len() < 34 * 1_024, "{kept}");
        assert_eq!((log["moreChanges"].as_u64(), log["people"]["added"].as_u64()), (Some(1_000 - kept as u64), Some(1_000)));
        let told = directory_plan(&plan, &directory, 7, &[]);
        assert_eq!((told["changes"].as_array().map(Vec::len), &told["version"]), (Some(200), &json!("\"7\"")));
    }
}
