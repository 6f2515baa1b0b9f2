//! The four steps: their URLs, what is wrong in each, and which step a mistake belongs to.

use enrollment::enrollment_type::Kind;
use enrollment::error::{Code, FieldError};

use super::draft::{Audience, Draft};

/// A step of the wizard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Name and description.
    Basics,
    /// The enrollment type.
    Settings,
    /// Whom the profile reaches.
    Assignments,
    /// Everything once more, and Create.
    Review,
}

impl Step {
    /// The steps in order.
    pub const ALL: [Self; 4] = [Self::Basics, Self::Settings, Self::Assignments, Self::Review];

    /// The last part of the step's URL.
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Basics => "basics",
            Self::Settings => "settings",
            Self::Assignments => "assignments",
            Self::Review => "review",
        }
    }

    /// The step with this segment.
    pub fn of_segment(segment: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.segment() == segment)
    }

    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    /// The step before this one.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }
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
            "defaultEnrollmentType" => Self::Kind,
            "availableEnrollmentTypeOptions" if draft.kind == Some(Kind::UserChoice) => Self::Branches,
            "availableEnrollmentTypeOptions" => Self::Kind,
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

    /// Whether the server has to be asked again to know if it still holds.
    pub fn is_the_servers(&self) -> bool {
        matches!(self.error.code, Code::NameTaken | Code::UnknownGroup)
    }
}

/// Everything that is wrong with the draft, in the order of the fields.
pub fn all_problems(draft: &Draft) -> Vec<Problem> {
    let errors = draft.to_profile(None).err().unwrap_or_default();
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
    fn each_step_has_its_own_url_and_neighbors() {
        for step in Step::ALL {
            assert_eq!(Step::of_segment(step.segment()), Some(step));
        }
        assert_eq!(Step::of_segment("finish"), None);
        assert_eq!((Step::Basics.previous(), Step::Basics.next()), (None, Some(Step::Settings)));
        assert_eq!((Step::Review.previous(), Step::Review.next()), (Some(Step::Assignments), None));
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
        let all = [
            Field::Name,
            Field::Description,
            Field::Kind,
            Field::Branches,
            Field::Acknowledgement,
            Field::Audience,
            Field::Groups,
            Field::Place,
        ];
        assert!(all.is_sorted() && all.map(Field::step).is_sorted());
    }
}
