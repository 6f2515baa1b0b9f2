//! What a device user answered so far, and where that leaves them.

use crate::enrollment_type::Ownership;
use crate::user_choice::{Answer, Branch, Question, Step, UserChoice};

/// How much the device user wants to be secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extent {
    /// Work apps and data only.
    WorkData,
    /// The entire device.
    EntireDevice,
}

/// The answers to both questions; `None` is not answered. An answer to a question that is not asked does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// "Who owns this device?"
    pub who_owns: Option<Ownership>,
    /// "How much should be secured?"
    pub how_much: Option<Extent>,
}

impl Answers {
    fn to(self, question: Question) -> Option<Answer> {
        match question {
            Question::WhoOwns => self.who_owns.map(|owner| match owner {
                Ownership::Personal => Answer::IOwn,
                Ownership::Company => Answer::CompanyOwns,
            }),
            Question::HowMuch => self.how_much.map(|extent| match extent {
                Extent::WorkData => Answer::WorkDataOnly,
                Extent::EntireDevice => Answer::EntireDevice,
            }),
        }
    }

    /// Where the questions of a profile stand after these answers.
    pub fn lead_to(self, choice: &UserChoice) -> Step {
        let mut step = choice.first_step();
        while let Step::Ask(question) = step {
            // Only questions with both answers are asked, so that an answer always leads on.
            match self.to(question).and_then(|answer| choice.answer(answer)) {
                Some(next) => step = next,
                None => break,
            }
        }
        step
    }
}

impl UserChoice {
    /// The branches that are still possible, in the order in which they are shown.
    pub fn open_branches(&self, step: Step) -> Vec<Branch> {
        match step {
            Step::Done(branch) => vec![branch],
            Step::Ask(Question::WhoOwns) => self.branches(),
            Step::Ask(Question::HowMuch) => self.branches().into_iter().filter(|branch| *branch != Branch::CompanyOwns).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const I_OWN: Answers = Answers { who_owns: Some(Ownership::Personal), how_much: None };
    const WORK: Answers = Answers { who_owns: None, how_much: Some(Extent::WorkData) };

    #[test]
    fn answers_lead_through_the_questions_as_far_as_they_go() {
        let all = UserChoice::new(&Branch::ALL).expect("fine");
        assert_eq!(Answers::default().lead_to(&all), Step::Ask(Question::WhoOwns));
        assert_eq!(I_OWN.lead_to(&all), Step::Ask(Question::HowMuch));
        assert_eq!(Answers { how_much: Some(Extent::EntireDevice), ..I_OWN }.lead_to(&all), Step::Done(Branch::OwnEntireDevice));
        assert_eq!(Answers { who_owns: Some(Ownership::Company), ..WORK }.lead_to(&all), Step::Done(Branch::CompanyOwns));
        assert_eq!(WORK.lead_to(&all), Step::Ask(Question::WhoOwns), "the second answer does not stand for the first");
    }

    #[test]
    fn an_answer_to_a_question_that_is_not_asked_does_nothing() {
        let own = UserChoice::new(&[Branch::OwnWorkData, Branch::OwnEntireDevice]).expect("fine");
        assert_eq!(Answers { who_owns: Some(Ownership::Company), ..WORK }.lead_to(&own), Step::Done(Branch::OwnWorkData));
        let owner = UserChoice::new(&[Branch::OwnWorkData, Branch::CompanyOwns]).expect("fine");
        let entire = Answers { how_much: Some(Extent::EntireDevice), ..I_OWN };
        assert_eq!(entire.lead_to(&owner), Step::Done(Branch::OwnWorkData));
    }

    #[test]
    fn what_is_still_possible_is_told_with_the_open_question() {
        let all = UserChoice::new(&Branch::ALL).expect("fine");
        assert_eq!(all.open_branches(Answers::default().lead_to(&all)), Branch::ALL);
        assert_eq!(all.open_branches(I_OWN.lead_to(&all)), [Branch::OwnWorkData, Branch::OwnEntireDevice]);
        assert_eq!(all.open_branches(Step::Done(Branch::CompanyOwns)), [Branch::CompanyOwns]);
    }
}
