//! "Determine based on user choice": the branches a profile offers, the questions they lead to, and what each answer means.

use crate::enrollment_type::{Method, Ownership, Pair, pair_pointer};
use crate::error::{Code, Errors, FieldError};

/// One way through the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Branch {
    /// "I own this device", work apps and data only.
    OwnWorkData,
    /// "I own this device", secure the entire device.
    OwnEntireDevice,
    /// "(Company) owns this device".
    CompanyOwns,
}

impl Branch {
    /// The three, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::OwnWorkData, Self::OwnEntireDevice, Self::CompanyOwns];
}

/// How the branch "work apps and data only" enrolls. New profiles use account driven; older tenants may hold the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkData {
    /// With a work account in Settings.
    AccountDriven,
    /// By Company Portal: retired.
    CompanyPortal,
}

impl WorkData {
    const fn method(self) -> Method {
        match self {
            Self::AccountDriven => Method::AccountDrivenUser,
            Self::CompanyPortal => Method::User,
        }
    }
}

/// At least two of the three branches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserChoice {
    work_data: Option<WorkData>,
    entire_device: bool,
    company: bool,
    default: Method,
}

impl UserChoice {
    /// The fewest branches: with one there is nothing to choose.
    pub const MIN_BRANCHES: usize = 2;

    /// The choice between these branches as our app writes it. The default method is the best guess of GRAPH.md 2.3:
    /// device enrollment, which two of the three branches lead to and which every choice of two or more offers.
    pub fn new(branches: &[Branch]) -> Result<Self, Errors> {
        let choice = Self {
            work_data: branches.contains(&Branch::OwnWorkData).then_some(WorkData::AccountDriven),
            entire_device: branches.contains(&Branch::OwnEntireDevice),
            company: branches.contains(&Branch::CompanyOwns),
            default: Method::Device,
        };
        choice.checked()
    }

    /// The choice that these pairs say; `pairs` are distinct and hold the default.
    pub(crate) fn from_pairs(default: Method, pairs: &[Pair]) -> Result<Self, Errors> {
        let mut choice = Self { work_data: None, entire_device: false, company: false, default };
        for (index, pair) in pairs.iter().enumerate() {
            match pair {
                (Ownership::Company, Method::Device) => choice.company = true,
                (Ownership::Personal, Method::Device) => choice.entire_device = true,
                (Ownership::Personal, Method::AccountDrivenUser) if choice.work_data.is_none() => {
                    choice.work_data = Some(WorkData::AccountDriven);
                }
                (Ownership::Personal, Method::User) if choice.work_data.is_none() => choice.work_data = Some(WorkData::CompanyPortal),
                _ => return Err(FieldError::new(Code::BranchesNotSupported, pair_pointer(index)).into()),
            }
        }
        choice.checked()
    }

    fn checked(self) -> Result<Self, Errors> {
        if self.branches().len() < Self::MIN_BRANCHES {
            return Err(FieldError::new(Code::TooFewBranches, "/availableEnrollmentTypeOptions").with("min", Self::MIN_BRANCHES).into());
        }
        Ok(self)
    }

    /// The branches that are offered, in the order in which they are shown.
    pub fn branches(&self) -> Vec<Branch> {
        Branch::ALL.into_iter().filter(|branch| self.outcome(*branch).is_some()).collect()
    }

    /// What a branch leads to; `None` when it is not offered.
    pub const fn outcome(&self, branch: Branch) -> Option<Pair> {
        match branch {
            Branch::OwnWorkData => match self.work_data {
                Some(work_data) => Some((Ownership::Personal, work_data.method())),
                None => None,
            },
            Branch::OwnEntireDevice if self.entire_device => Some((Ownership::Personal, Method::Device)),
            Branch::CompanyOwns if self.company => Some((Ownership::Company, Method::Device)),
            _ => None,
        }
    }

    /// The default method on the wire.
    pub const fn default_method(&self) -> Method {
        self.default
    }

    /// The pairs on the wire, in the order of GRAPH.md 2.3.
    pub fn pairs(&self) -> Vec<Pair> {
        [Branch::CompanyOwns, Branch::OwnEntireDevice, Branch::OwnWorkData].into_iter().filter_map(|branch| self.outcome(branch)).collect()
    }

    /// The first thing the device user is asked.
    pub fn first_step(&self) -> Step {
        if self.company && (self.entire_device || self.work_data.is_some()) { Step::Ask(Question::WhoOwns) } else { self.after_own() }
    }

    /// What follows an answer.
    pub fn answer(&self, answer: Answer) -> Option<Step> {
        match answer {
            Answer::IOwn if self.entire_device || self.work_data.is_some() => Some(self.after_own()),
            Answer::CompanyOwns => self.outcome(Branch::CompanyOwns).map(|_| Step::Done(Branch::CompanyOwns)),
            Answer::WorkDataOnly => self.outcome(Branch::OwnWorkData).map(|_| Step::Done(Branch::OwnWorkData)),
            Answer::EntireDevice => self.outcome(Branch::OwnEntireDevice).map(|_| Step::Done(Branch::OwnEntireDevice)),
            Answer::IOwn => None,
        }
    }

    fn after_own(&self) -> Step {
        match (self.entire_device, self.work_data) {
            (true, Some(_)) => Step::Ask(Question::HowMuch),
            (true, None) => Step::Done(Branch::OwnEntireDevice),
            (false, _) => Step::Done(Branch::OwnWorkData),
        }
    }
}

/// What a device user is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// "Who owns this device?"
    WhoOwns,
    /// "How much should be secured?"
    HowMuch,
}

/// What a device user answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// "I own this device".
    IOwn,
    /// "(Company) owns this device".
    CompanyOwns,
    /// "Secure work apps and data only".
    WorkDataOnly,
    /// "Secure the entire device".
    EntireDevice,
}

/// Where the questions stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One more question.
    Ask(Question),
    /// Answered: this branch it is.
    Done(Branch),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_branches_ask_both_questions() {
        let choice = UserChoice::new(&Branch::ALL).expect("fine");
        assert_eq!(choice.first_step(), Step::Ask(Question::WhoOwns));
        assert_eq!(choice.answer(Answer::IOwn), Some(Step::Ask(Question::HowMuch)));
        assert_eq!(choice.answer(Answer::WorkDataOnly), Some(Step::Done(Branch::OwnWorkData)));
        assert_eq!(choice.answer(Answer::CompanyOwns), Some(Step::Done(Branch::CompanyOwns)));
        assert_eq!(choice.outcome(Branch::OwnWorkData), Some((Ownership::Personal, Method::AccountDrivenUser)));
    }

    #[test]
    fn a_question_with_one_answer_is_not_asked() {
        let choice = UserChoice::new(&[Branch::OwnEntireDevice, Branch::CompanyOwns]).expect("fine");
        assert_eq!(choice.answer(Answer::IOwn), Some(Step::Done(Branch::OwnEntireDevice)));
        let choice = UserChoice::new(&[Branch::OwnWorkData, Branch::OwnEntireDevice]).expect("fine");
        assert_eq!(choice.first_step(), Step::Ask(Question::HowMuch));
        assert_eq!(choice.answer(Answer::CompanyOwns), None);
    }

    #[test]
    fn one_branch_is_no_choice() {
        for branches in [&[][..], &[Branch::CompanyOwns]] {
            assert_eq!(UserChoice::new(branches).expect_err("refused").0[0].code, Code::TooFewBranches);
        }
    }

    #[test]
    fn every_choice_is_read_back_from_its_pairs() {
        for skip in [None, Some(0), Some(1), Some(2)] {
            let branches: Vec<_> =
                Branch::ALL.into_iter().enumerate().filter(|(index, _)| Some(*index) != skip).map(|(_, branch)| branch).collect();
            let choice = UserChoice::new(&branches).expect("fine");
            assert_eq!(UserChoice::from_pairs(choice.default_method(), &choice.pairs()), Ok(choice));
        }
    }

    #[test]
    fn an_older_tenants_work_branch_is_kept() {
        let pairs = [(Ownership::Company, Method::Device), (Ownership::Personal, Method::User)];
        let choice = UserChoice::from_pairs(Method::User, &pairs).expect("fine");
        assert_eq!((choice.pairs(), choice.default_method()), (pairs.to_vec(), Method::User));
    }

    #[test]
    fn a_branch_that_no_question_leads_to_is_refused() {
        let pairs = [(Ownership::Company, Method::Device), (Ownership::Personal, Method::WebDevice)];
        let errors = UserChoice::from_pairs(Method::Device, &pairs).expect_err("refused");
        assert_eq!((errors.0[0].code, errors.0[0].pointer.as_str()), (Code::BranchesNotSupported, "/availableEnrollmentTypeOptions/1"));
    }
}
