//! What a version changed, as the audit log has it, so that both are told in the same words.

use enrollment::graph::received::audit::Modified;
use serde_json::{Value, json};

/// The fields as the audit log has them: the assignments, of which each came by itself, are one.
pub fn modified(changes: &Value) -> Vec<Modified> {
    let mut all = Vec::new();
    let mut assignments = [Vec::new(), Vec::new()];
    for change in changes.as_array().into_iter().flatten() {
        let sides = [&change["before"], &change["after"]];
        match change["field"].as_str().unwrap_or_default() {
            "displayName" => all.extend(one("DisplayName", sides)),
            "description" => all.extend(one("Description", sides)),
            "priority" => all.extend(one("Priority", sides)),
            "enrollmentType" => {
                let property = |name: &str| sides.map(|side| &side[name]);
                all.extend(one("DefaultEnrollmentType", property("defaultEnrollmentType")));
                all.extend(one("AvailableEnrollmentTypeOptions", property("availableEnrollmentTypeOptions")));
            }
            "assignments" => {
                for (list, side) in assignments.iter_mut().zip(sides).filter(|(_, side)| !side.is_null()) {
                    list.push(json!({ "target": side }));
                }
            }
            other => all.extend(one(other, sides)),
        }
    }
    let [before, after] = assignments.map(|list| if list.is_empty() { Value::Null } else { Value::Array(list) });
    all.extend(one("Assignments", [&before, &after]));
    all
}

/// The order before and after, by names and by ids.
pub fn orders(order: &Value) -> Vec<Modified> {
    let list = |side: &str, property: &str| -> Value {
        order[side].as_array().map_or(Value::Null, |all| all.iter().map(|one| one[property].clone()).collect())
    };
    let both = |property: &str| [list("before", property), list("after", property)];
    let (names, ids) = (both("displayName"), both("id"));
    one("ProfileOrder", names.each_ref()).into_iter().chain(one("ProfileIds", ids.each_ref())).collect()
}

/// A property, unless it is the same on both sides.
fn one(name: &str, [before, after]: [&Value; 2]) -> Option<Modified> {
    let text = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        other => Some(other.to_string()),
    };
    let (before, after) = (text(before), text(after));
    (before != after).then(|| Modified { name: name.to_owned(), before, after })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(name: &str, before: Option<&str>, after: Option<&str>) -> Modified {
        Modified { name: name.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
    }

    #[test]
    fn a_type_is_two_properties_of_which_only_those_that_differ_are_told() {
        let side = |default: &str| json!({"defaultEnrollmentType": default, "availableEnrollmentTypeOptions": []});
        let changes = json!([{"field": "enrollmentType", "before": side("user"), "after": side("device")}]);
        assert_eq!(modified(&changes), [change("DefaultEnrollmentType", Some("user"), Some("device"))]);
    }

    #[test]
    fn an_order_is_told_by_names_and_ids() {
        let list = |ids: [&str; 2]| ids.map(|id| json!({"id": id, "displayName": id.to_uppercase()}));
        let told = orders(&json!({"before": list(["a", "b"]), "after": list(["b", "a"])}));
        let names = change("ProfileOrder", Some(r#"["A","B"]"#), Some(r#"["B","A"]"#));
        assert_eq!(told, [names, change("ProfileIds", Some(r#"["a","b"]"#), Some(r#"["b","a"]"#))]);
        assert_eq!(orders(&Value::Null), []);
    }
}
