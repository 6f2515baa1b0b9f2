//! The question what creating the draft would do to people. Drafts with the same question have the same effect.

use enrollment::assignment::Assignment;
use enrollment::enrollment_type::EnrollmentType;

use super::draft::Draft;
use crate::backend::graph::ReachQuestion;

/// Everything in a draft that its effect depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    assignments: Vec<Assignment>,
    priority: Option<u32>,
    enrollment_type: Option<EnrollmentType>,
    profile_id: Option<String>,
}

impl Question {
    /// The question for a draft that takes this place, 0 first; `None` is the end. `profile_id` is the profile that it
    /// changes, if any.
    pub fn of(draft: &Draft, priority: Option<u32>, profile_id: Option<String>) -> Self {
        let assignments = draft.assignments().unwrap_or_default();
        Self { assignments, priority, enrollment_type: draft.chosen_type(), profile_id }
    }

    /// The question as the server is asked.
    pub fn ask(&self) -> ReachQuestion<'_> {
        ReachQuestion {
            assignments: &self.assignments,
            priority: self.priority,
            enrollment_type: self.enrollment_type.as_ref(),
            profile_id: self.profile_id.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use enrollment::enrollment_type::Kind;

    use super::*;
    use crate::features::wizard::draft::Audience;

    #[test]
    fn the_question_names_the_assignments_the_place_and_the_type_even_unacknowledged() {
        let draft = Draft { kind: Some(Kind::UserWithCompanyPortal), audience: Some(Audience::AllUsers), ..Draft::default() };
        let question = Question::of(&draft, Some(3), None);
        let asked = question.ask();
        assert_eq!((asked.assignments, asked.priority), (&[Assignment::all_users()][..], Some(3)));
        assert_eq!(asked.enrollment_type, Some(&EnrollmentType::UserWithCompanyPortal));
    }

    #[test]
    fn a_new_name_does_not_ask_again() {
        let named = Draft { name: "BYOD".to_owned(), ..Draft::default() };
        assert_eq!(Question::of(&named, None, None), Question::of(&Draft::default(), None, None));
    }

    #[test]
    fn another_place_or_audience_asks_again() {
        let first = Question::of(&Draft::default(), Some(0), None);
        assert_ne!(first, Question::of(&Draft::default(), Some(1), None));
        assert_ne!(first, Question::of(&Draft { audience: Some(Audience::AllUsers), ..Draft::default() }, Some(0), None));
    }
}
