//! The way of one device user from the first question to the step that enrolls the device.

use enrollment::enrollment_type::{EnrollmentType, Pair};
use enrollment::user_choice::{Answer, Question, Step, UserChoice};

/// What stands on the screen of the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// A question.
    Ask(Question),
    /// How to go on: who owns the device from now on, and how it enrolls.
    GoOn(Pair),
}

/// The answers that were given, and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    enrollment_type: EnrollmentType,
    answers: Vec<Answer>,
}

impl Journey {
    /// The beginning, for a profile of this type.
    pub const fn new(enrollment_type: EnrollmentType) -> Self {
        Self { enrollment_type, answers: Vec::new() }
    }

    /// What stands on the screen now.
    pub fn screen(&self) -> Screen {
        match &self.enrollment_type {
            EnrollmentType::UserChoice(choice) => self.screen_of(choice),
            fixed => Screen::GoOn(fixed.pairs()[0]),
        }
    }

    fn screen_of(&self, choice: &UserChoice) -> Screen {
        let step = self.answers.last().and_then(|answer| choice.answer(*answer)).unwrap_or_else(|| choice.first_step());
        match step {
            Step::Ask(question) => Screen::Ask(question),
            Step::Done(branch) => choice.outcome(branch).map_or(Screen::Ask(Question::WhoOwns), Screen::GoOn),
        }
    }

    /// The answers that are offered to `question`, in the order in which they are shown.
    pub fn offered(&self, question: Question) -> Vec<Answer> {
        let EnrollmentType::UserChoice(choice) = &self.enrollment_type else { return Vec::new() };
        let all = match question {
            Question::WhoOwns => [Answer::IOwn, Answer::CompanyOwns],
            Question::HowMuch => [Answer::WorkDataOnly, Answer::EntireDevice],
        };
        all.into_iter().filter(|answer| choice.answer(*answer).is_some()).collect()
    }

    /// Whether another question follows `answer`.
    pub fn asks_on(&self, answer: Answer) -> bool {
        let EnrollmentType::UserChoice(choice) = &self.enrollment_type else { return false };
        matches!(choice.answer(answer), Some(Step::Ask(_)))
    }

    /// The same with one more answer. An answer that is not offered changes nothing.
    #[must_use]
    pub fn answered(mut self, answer: Answer) -> Self {
        if matches!(self.screen(), Screen::Ask(question) if self.offered(question).contains(&answer)) {
            self.answers.push(answer);
        }
        self
    }

    /// The same without the last answer.
    #[must_use]
    pub fn back(mut self) -> Self {
        self.answers.pop();
        self
    }

    /// Whether there is an answer to take back.
    pub const fn can_go_back(&self) -> bool {
        !self.answers.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use enrollment::enrollment_type::{Method, Ownership};
    use enrollment::user_choice::Branch;

    use super::*;

    fn choice(branches: &[Branch]) -> Journey {
        Journey::new(EnrollmentType::UserChoice(UserChoice::new(branches).expect("a choice")))
    }

    #[test]
    fn each_way_through_the_questions_ends_with_its_own_way_to_enroll() {
        for (answers, outcome) in [
            (&[Answer::CompanyOwns][..], (Ownership::Company, Method::Device)),
            (&[Answer::IOwn, Answer::EntireDevice], (Ownership::Personal, Method::Device)),
            (&[Answer::IOwn, Answer::WorkDataOnly], (Ownership::Personal, Method::AccountDrivenUser)),
        ] {
            let end = answers.iter().fold(choice(&Branch::ALL), |journey, answer| journey.answered(*answer));
            assert_eq!(end.screen(), Screen::GoOn(outcome));
        }
    }

    #[test]
    fn a_fixed_type_asks_nothing() {
        let journey = Journey::new(EnrollmentType::WebDevice);
        assert_eq!(journey.screen(), Screen::GoOn((Ownership::Personal, Method::WebDevice)));
        assert!(!journey.can_go_back());
    }

    #[test]
    fn going_back_asks_the_question_before() {
        let start = choice(&Branch::ALL);
        let there = start.clone().answered(Answer::IOwn).answered(Answer::WorkDataOnly);
        assert_eq!(there.clone().back().screen(), Screen::Ask(Question::HowMuch));
        assert_eq!(there.back().back(), start);
    }

    #[test]
    fn only_what_is_offered_can_be_answered() {
        let journey = choice(&[Branch::OwnWorkData, Branch::OwnEntireDevice]);
        assert_eq!(journey.screen(), Screen::Ask(Question::HowMuch));
        assert_eq!(journey.clone().answered(Answer::CompanyOwns), journey);
        assert_eq!(journey.offered(Question::WhoOwns), [Answer::IOwn]);
    }

    #[test]
    fn an_answer_says_whether_another_question_follows() {
        let journey = choice(&Branch::ALL);
        assert!(journey.asks_on(Answer::IOwn) && !journey.asks_on(Answer::CompanyOwns));
        assert!(!choice(&[Branch::OwnEntireDevice, Branch::CompanyOwns]).asks_on(Answer::IOwn));
    }
}
