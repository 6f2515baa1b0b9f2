//! What creating the draft would do to people: the question to the server, and its answer.

use enrollment::graph::written;
use serde_json::{Value, json};

use super::draft::Draft;

/// What the server counted. Every number counts people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effect {
    /// Assigned to it.
    pub reached: u64,
    /// It would be their profile.
    pub applies: u64,
    /// Where those come from, most first.
    pub moves: Vec<Move>,
    /// Assigned to it, but a higher profile applies.
    pub stay_with_higher: u64,
    /// It cannot be told.
    pub unknown: u64,
    /// The names of the enrollment restrictions that would not apply.
    pub overridden_restrictions: Vec<String>,
}

/// People who come from one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The name of the profile; `None`: no profile reaches them until now.
    pub from: Option<String>,
    /// How many.
    pub count: u64,
}

/// The question, for a profile at this place (0 first). Two drafts with the same question have the same effect.
pub fn question(draft: &Draft, priority: usize) -> Value {
    let assignments = draft.assignments().unwrap_or_default();
    let targets: Vec<Value> = assignments.iter().map(|assignment| json!({"target": written::target(assignment)})).collect();
    let mut question = json!({"assignments": targets, "priority": priority});
    if let Some(enrollment_type) = draft.chosen_type() {
        written::add_type(&mut question, &enrollment_type);
    }
    question
}

impl Effect {
    /// Reads the answer; what is missing counts as nothing.
    pub fn read(answer: &Value) -> Self {
        let count = |value: &Value| value.as_u64().unwrap_or_default();
        let list = |name: &str| answer[name].as_array().into_iter().flatten();
        let name = |value: &Value| value["displayName"].as_str().map(str::to_owned);
        Self {
            reached: count(&answer["reached"]),
            applies: count(&answer["applies"]),
            moves: list("moves").map(|from| Move { from: name(from), count: count(&from["count"]) }).collect(),
            stay_with_higher: count(&answer["staysWithHigher"]),
            unknown: count(&answer["unknown"]),
            overridden_restrictions: list("overriddenRestrictions").filter_map(name).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use enrollment::enrollment_type::Kind;

    use super::*;
    use crate::features::wizard::draft::Audience;

    #[test]
    fn the_question_names_the_assignments_the_type_and_the_place() {
        let draft = Draft { kind: Some(Kind::UserWithCompanyPortal), audience: Some(Audience::AllUsers), ..Draft::default() };
        let question = question(&draft, 3);
        assert_eq!(question["priority"], 3);
        assert_eq!(question["assignments"][0]["target"]["@odata.type"], "#microsoft.graph.allLicensedUsersAssignmentTarget");
        assert_eq!(question["defaultEnrollmentType"], "user");
    }

    #[test]
    fn a_draft_without_a_choice_asks_about_no_one() {
        assert_eq!(question(&Draft::default(), 0), json!({"assignments": [], "priority": 0}));
    }

    #[test]
    fn a_new_name_does_not_ask_again() {
        let named = Draft { name: "BYOD".to_owned(), ..Draft::default() };
        assert_eq!(question(&named, 0), question(&Draft::default(), 0));
    }

    #[test]
    fn the_answer_is_read_with_people_who_had_no_profile() {
        let effect = Effect::read(&json!({
            "reached": 248, "applies": 213, "staysWithHigher": 35, "unknown": 0,
            "moves": [{"profileId": "a", "displayName": "Everyone else", "count": 201}, {"profileId": null, "displayName": null, "count": 12}],
            "overriddenRestrictions": [{"id": "r", "displayName": "Block personal iOS"}],
        }));
        assert_eq!((effect.reached, effect.applies, effect.stay_with_higher), (248, 213, 35));
        assert_eq!(effect.moves[0], Move { from: Some("Everyone else".to_owned()), count: 201 });
        assert_eq!(effect.moves[1], Move { from: None, count: 12 });
        assert_eq!(effect.overridden_restrictions, ["Block personal iOS"]);
    }

    #[test]
    fn an_answer_without_numbers_is_no_effect() {
        assert_eq!(Effect::read(&json!({})), Effect::default());
    }
}
