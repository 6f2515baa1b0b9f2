//! The four steps: what is wrong in each, which of them are open, and which step a mistake belongs to.

use enrollment::enrollment_type::Kind;
use enrollment::error::{Errors, FieldError};

use super::draft::{Audience, Draft};

pub use crate::paths::WizardStep as Step;

/// The step after `step`.
pub fn after(step: Step) -> Option<Step> {
    Step::ALL.into_iter().find(|other| *other > step)
}

/// The step before `step`.
pub fn before(step: Step) -> Option<Step> {
    Step::ALL.into_iter().rev().find(|other| *other < step)
}

/// A question of the form, in the order of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The name.
    Name,
    /// The description.
    Description,
    /// The enrollment type.
    Kind,
    /// The branches of user choice.
    Branches,
    /// That the retired type is meant.
    Acknowledgement,
    /// Whom the profile reaches.
    Audience,
    /// The groups.
    Groups,
    /// The place in the order.
    Place,
}

impl Field {
    /// The questions in the order of the screens.
    pub const ALL: [Self; 8] =
        [Self::Name, Self::Description, Self::Kind, Self::Branches, Self::Acknowledgement, Self::Audience, Self::Groups, Self::Place];

    /// The step that asks it.
    pub const fn step(self) -> Step {
        match self {
            Self::Name | Self::Description => Step::Basics,
            Self::Kind | Self::Branches | Self::Acknowledgement => Step::Settings,
            Self::Audience | Self::Groups => Step::Assignments,
            Self::Place => Step::Review,
        }
    }

    /// The question whose answer a JSON pointer into the profile means; `None` when it means the whole.
    pub fn of_pointer(pointer: &str, draft: &Draft) -> Option<Self> {
        let property = pointer.split('/').nth(1)?;
        Some(match property {
            "displayName" => Self::Name,
            "description" => Self::Description,
            "availableEnrollmentTypeOptions" if draft.kind == Some(Kind::UserChoice) => Self::Branches,
            "defaultEnrollmentType" | "availableEnrollmentTypeOptions" => Self::Kind,
            "acknowledgement" => Self::Acknowledgement,
            "assignments" if draft.audience == Some(Audience::Groups) => Self::Groups,
            "audience" | "assignments" => Self::Audience,
            "priority" => Self::Place,
            _ => return None,
        })
    }
}

/// A mistake and the question it belongs to; `None` when it belongs to no single one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The question.
    pub field: Option<Field>,
    /// The mistake.
    pub error: FieldError,
}

impl Problem {
    /// The mistake at its place in the form.
    pub fn new(error: FieldError, draft: &Draft) -> Self {
        Self { field: Field::of_pointer(&error.pointer, draft), error }
    }
}

/// A mistake that the server found, and the draft in which it found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The mistake.
    pub problem: Problem,
    /// What the server looked at.
    pub draft: Draft,
}

impl Finding {
    /// Whether it still says something about `now`: the answer it is about was not changed since.
    pub fn holds(&self, now: &Draft) -> bool {
        let then = &self.draft;
        match self.problem.field {
            Some(Field::Name) => then.name.trim() == now.name.trim(),
            Some(Field::Description) => then.description == now.description,
            Some(Field::Kind | Field::Branches | Field::Acknowledgement) => then.enrollment_type() == now.enrollment_type(),
            Some(Field::Audience | Field::Groups) => then.assignments() == now.assignments(),
            Some(Field::Place) => then.place == now.place,
            None => then.same_content(now),
        }
    }
}

/// Everything that is wrong with the draft, in the order of the fields.
pub fn all_problems(draft: &Draft) -> Vec<Problem> {
    problems_of(draft.to_profile(None).err().unwrap_or_default(), draft)
}

/// What is wrong with those answers of the draft that changed since `before`, in the order of the fields.
pub fn change_problems(draft: &Draft, before: &Draft) -> Vec<Problem> {
    problems_of(draft.change_from(before).err().unwrap_or_default(), draft)
}

fn problems_of(errors: Errors, draft: &Draft) -> Vec<Problem> {
    errors.0.into_iter().map(|error| Problem::new(error, draft)).collect()
}

/// What is wrong in one step. On [`Step::Review`] it is everything, because there it is created.
pub fn problems(step: Step, draft: &Draft) -> Vec<Problem> {
    let belongs = |problem: &Problem| step == Step::Review || problem.field.is_some_and(|field| field.step() == step);
    all_problems(draft).into_iter().filter(belongs).collect()
}

/// The first step before `wanted` that is not done, when `wanted` was opened too early.
pub fn too_early(wanted: Step, draft: &Draft) -> Option<Step> {
    let first = all_problems(draft).into_iter().find_map(|problem| Some(problem.field?.step()))?;
    (first < wanted).then_some(first)
}

#[cfg(test)]
mod tests {
    use enrollment::error::Code;

    use super::*;

    fn up_to(step: Step) -> Draft {
        let mut draft = Draft::default();
        if step > Step::Basics {
            draft.name = "BYOD".to_owned();
        }
        if step > Step::Settings {
            draft.kind = Some(Kind::WebDevice);
        }
        if step > Step::Assignments {
            draft.audience = Some(Audience::NoOne);
        }
        draft
    }

    #[test]
    fn each_step_knows_its_neighbors() {
        assert_eq!((before(Step::Basics), after(Step::Basics)), (None, Some(Step::Settings)));
        assert_eq!((before(Step::Review), after(Step::Review)), (Some(Step::Assignments), None));
    }

    #[test]
    fn what_the_server_found_holds_until_its_answer_changes() {
        let draft = Draft { audience: Some(Audience::AllUsers), ..up_to(Step::Assignments) };
        let taken = Finding { problem: Problem::new(FieldError::new(Code::NameTaken, "/displayName"), &draft), draft: draft.clone() };
        assert!(taken.holds(&Draft { description: "new".to_owned(), name: "BYOD ".to_owned(), ..draft.clone() }));
        assert!(!taken.holds(&Draft { name: "BYOD 2".to_owned(), ..draft.clone() }));
        let whole = Finding { problem: Problem::new(FieldError::new(Code::BadBatch, ""), &draft), draft: draft.clone() };
        assert!(whole.holds(&draft));
        assert!(!whole.holds(&Draft { description: "new".to_owned(), ..draft }));
    }

    #[test]
    fn a_step_opened_too_early_leads_to_the_first_that_is_not_done() {
        for done in Step::ALL {
            for wanted in Step::ALL {
                let expected = (done < wanted).then_some(done);
                assert_eq!(too_early(wanted, &up_to(done)), expected, "{wanted:?} when {done:?} is next");
            }
        }
    }

    #[test]
    fn a_step_shows_its_own_mistakes_and_review_shows_all() {
        let fields = |step| problems(step, &Draft::default()).into_iter().filter_map(|problem| problem.field).collect::<Vec<_>>();
        assert_eq!(fields(Step::Basics), [Field::Name]);
        assert_eq!(fields(Step::Settings), [Field::Kind]);
        assert_eq!(fields(Step::Assignments), [Field::Audience]);
        assert_eq!(fields(Step::Review), [Field::Name, Field::Kind, Field::Audience]);
    }

    #[test]
    fn a_mistake_that_the_server_finds_lands_on_its_field() {
        let choice = Draft { kind: Some(Kind::UserChoice), audience: Some(Audience::Groups), ..Draft::default() };
        for (pointer, field) in [
            ("/displayName", Some(Field::Name)),
            ("/description", Some(Field::Description)),
            ("/defaultEnrollmentType", Some(Field::Kind)),
            ("/availableEnrollmentTypeOptions/1/ownerType", Some(Field::Branches)),
            ("/assignments/0/target/groupId", Some(Field::Groups)),
            ("/priority", Some(Field::Place)),
            ("/color", None),
            ("", None),
        ] {
            assert_eq!(Field::of_pointer(pointer, &choice), field, "{pointer}");
        }
        assert_eq!(Field::of_pointer("/availableEnrollmentTypeOptions", &Draft::default()), Some(Field::Kind));
        assert_eq!(Field::of_pointer("/assignments/0", &Draft::default()), Some(Field::Audience));
    }

    #[test]
    fn fields_come_in_the_order_of_their_steps() {
        let all = Field::ALL;
        assert!(all.is_sorted() && all.map(Field::step).is_sorted());
    }
}
