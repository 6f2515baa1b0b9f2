//! Profiles as a file: Graph's own JSON, with whom they are assigned to and their places.

use enrollment::graph::received::Profile;
use serde_json::{Value, json};

/// The text of the file. Each profile comes with its place, 0 first, because a row knows it no longer.
pub fn text<'a>(profiles: impl Iterator<Item = (usize, &'a Profile)>) -> String {
    let placed = profiles.map(|(place, profile)| {
        let mut value = profile.write();
        value["priority"] = json!(place);
        value
    });
    let all: Value = json!({"value": placed.collect::<Vec<_>>()});
    format!("{all:#}\n")
}

/// The name of the file, with the day in RFC 3339.
pub fn file_name(moment: &str) -> String {
    format!("pomona-profiles-{}.json", moment.get(..10).unwrap_or(moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_what_was_read_and_where_it_stands() {
        let sent = json!({"id": "1", "displayName": "Field", "assignments": [{"id": "a", "target": {"@odata.type": "#x"}}], "more": 7});
        let profile = Profile::read(&sent).expect("a profile");
        let mut expected = sent;
        expected["priority"] = json!(3);
        let read: Value = serde_json::from_str(&text([(3, &profile)].into_iter())).expect("JSON");
        assert_eq!(read, json!({"value": [expected]}));
    }

    #[test]
    fn a_file_is_named_after_the_day() {
        assert_eq!(file_name("2026-11-24T09:12:00.000Z"), "pomona-profiles-2026-11-24.json");
    }
}
