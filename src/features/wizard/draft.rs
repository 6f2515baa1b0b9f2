//! What has been filled in so far, right or wrong. A new one becomes a profile once, on Create; one of a profile that
//! exists becomes its changes, on Save.

use enrollment::assignment::{Assignment, KnownGroup, Target, check};
use enrollment::enrollment_type::{EnrollmentType, Kind, Ownership};
use enrollment::error::{Code, Errors, FieldError};
use enrollment::group_kind::GroupKind;
use enrollment::guid::Guid;
use enrollment::profile::NewProfile;
use enrollment::text::{Description, ProfileName};
use enrollment::user_choice::{Branch, UserChoice};

/// A profile that is being made or changed. What belongs to an answer that was left again is kept, so that a wrong click loses nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The name as typed.
    pub name: String,
    /// The description as typed.
    pub description: String,
    /// The enrollment type; `None` until one is chosen.
    pub kind: Option<Kind>,
    /// Who owns the device, where device enrollment with Company Portal is the type.
    pub ownership: Ownership,
    /// The branches of user choice.
    pub branches: Vec<Branch>,
    /// The retired type is chosen on purpose.
    pub acknowledged: bool,
    /// Whom the profile reaches; `None` until it is chosen.
    pub audience: Option<Audience>,
    /// The picked groups, each once.
    pub groups: Vec<PickedGroup>,
    /// The picked groups count beside all users too, as they do in the profile that this came from.
    pub groups_beside_all: bool,
    /// What came with a profile and is kept, but not offered.
    pub kept: Vec<Kept>,
    /// Its place in the order.
    pub place: Place,
    /// The last try to create it.
    pub sent: Option<Sent>,
}

/// A try to create the profile, so that another try after a lost answer cannot create it twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The key that it was sent with.
    pub key: String,
    /// What was sent.
    pub body: String,
}

/// Whom a profile reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    AllUsers,
    /// The people of the picked groups.
    Groups,
    /// Nobody until it is assigned.
    NoOne,
}

impl Audience {
    /// The three in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::AllUsers, Self::Groups, Self::NoOne];
}

/// A group that was picked, with what the server said about it then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickedGroup {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: GroupKind,
    /// How many people are in it, where the server says so.
    pub people: Option<u64>,
}

/// An assignment that is kept until it is removed, and not offered for new ones: an excluded group, or one with a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The assignment.
    pub assignment: Assignment,
    /// The group that it names; `None` for all users.
    pub group: Option<PickedGroup>,
}

impl Kept {
    /// Whether it keeps people out.
    pub const fn excludes(&self) -> bool {
        matches!(self.assignment.target, Target::ExcludedGroup(_))
    }
}

/// Where in the order the profile goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Where it is proposed: see [`super::order::proposed`].
    Proposed,
    /// Above all others.
    First,
    /// Directly below the profile with this id.
    After(String),
}

impl Default for Draft {
    /// Nothing chosen; user choice would offer all its branches.
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            kind: None,
            ownership: Ownership::Personal,
            branches: Branch::ALL.to_vec(),
            acknowledged: false,
            audience: None,
            groups: Vec::new(),
            groups_beside_all: false,
            kept: Vec::new(),
            place: Place::Proposed,
            sent: None,
        }
    }
}

impl Draft {
    /// Whether leaving would lose something.
    pub fn is_dirty(&self) -> bool {
        !self.same_content(&Self::default())
    }

    /// Whether both hold the same answers, sent or not.
    pub fn same_content(&self, other: &Self) -> bool {
        let unsent = |draft: &Self| Self { sent: None, ..draft.clone() };
        unsent(self) == unsent(other)
    }

    /// The key to send `body` with: that of the last try when it sent the same, else `new`.
    pub fn key_for(&self, body: &str, new: impl FnOnce() -> String) -> String {
        self.sent.as_ref().filter(|sent| sent.body == body).map_or_else(new, |sent| sent.key.clone())
    }

    /// The enrollment type as far as it is chosen, acknowledged or not: what the previews show.
    pub fn chosen_type(&self) -> Option<EnrollmentType> {
        Self { acknowledged: true, ..self.clone() }.enrollment_type().ok()
    }

    /// The enrollment type. Pointers are those of Graph's profile.
    pub fn enrollment_type(&self) -> Result<EnrollmentType, Errors> {
        match self.kind {
            None => Err(FieldError::new(Code::ChoiceRequired, "/defaultEnrollmentType").into()),
            Some(Kind::AccountDrivenUser) => Ok(EnrollmentType::AccountDrivenUser),
            Some(Kind::UserChoice) => UserChoice::new(&self.branches).map(EnrollmentType::UserChoice),
            Some(Kind::DeviceWithCompanyPortal) => Ok(EnrollmentType::DeviceWithCompanyPortal(self.ownership)),
            Some(Kind::WebDevice) => Ok(EnrollmentType::WebDevice),
            Some(Kind::UserWithCompanyPortal) if !self.acknowledged => {
                Err(FieldError::new(Code::AcknowledgementRequired, "/acknowledgement").into())
            }
            Some(Kind::UserWithCompanyPortal) => Ok(EnrollmentType::UserWithCompanyPortal),
        }
    }

    /// The assignments. Pointers are those of Graph's profile.
    pub fn assignments(&self) -> Result<Vec<Assignment>, Errors> {
        match self.audience {
            None => Err(FieldError::new(Code::ChoiceRequired, "/audience").into()),
            Some(Audience::Groups) if self.groups.is_empty() && self.kept_now().all(Kept::excludes) => {
                Err(FieldError::new(Code::ChoiceRequired, "/assignments").into())
            }
            Some(_) => self.checked_assignments(),
        }
    }

    /// What is kept, as far as it goes together with the chosen audience.
    pub fn kept_now(&self) -> impl Iterator<Item = &Kept> {
        self.kept.iter().filter(|kept| match self.audience {
            Some(Audience::NoOne) => kept.excludes(),
            // Everybody is everybody: a filter on all users would be the same target once more.
            Some(Audience::AllUsers) => kept.group.is_some(),
            _ => true,
        })
    }

    /// The picked groups, as far as they count with the chosen audience.
    pub fn groups_now(&self) -> &[PickedGroup] {
        match self.audience {
            Some(Audience::Groups) => &self.groups,
            Some(Audience::AllUsers) if self.groups_beside_all => &self.groups,
            _ => &[],
        }
    }

    fn checked_assignments(&self) -> Result<Vec<Assignment>, Errors> {
        let mut errors = Errors::default();
        let mut assignments = Vec::new();
        for (index, group) in self.groups_now().iter().enumerate() {
            let id = errors.take(Guid::parse(&group.id).map_err(|errors| errors.under(&format!("/assignments/{index}/target/groupId"))));
            assignments.extend(id.map(Assignment::group));
        }
        let mut assignments = errors.or(assignments)?;
        assignments.extend(self.kept_now().map(|kept| kept.assignment.clone()));
        if self.audience == Some(Audience::AllUsers) {
            assignments.push(Assignment::all_users());
        }
        check(&assignments, |id| {
            let kept = self.kept.iter().filter_map(|kept| kept.group.as_ref());
            let group = self.groups.iter().chain(kept).find(|group| Guid::parse(&group.id).as_ref() == Ok(id))?;
            Some(KnownGroup { display_name: group.name.clone(), kind: group.kind })
        })
        .map_err(|errors| errors.under("/assignments"))?;
        Ok(assignments)
    }

    /// The groups whose assignment deserves a warning, when groups are what is assigned.
    pub fn doubtful_groups(&self) -> Vec<&PickedGroup> {
        self.groups_now().iter().filter(|group| group.kind.is_doubtful()).collect()
    }

    /// The profile to create at `priority`, or everything that is wrong with it, in the order of the fields.
    pub fn to_profile(&self, priority: Option<u32>) -> Result<NewProfile, Errors> {
        let mut errors = Errors::default();
        let name = errors.take(ProfileName::parse(&self.name).map_err(|errors| errors.under("/displayName")));
        let description = errors.take(Description::parse(&self.description).map_err(|errors| errors.under("/description")));
        let enrollment_type = errors.take(self.enrollment_type());
        let assignments = errors.take(self.assignments());
        match (name, description, enrollment_type, assignments) {
            (Some(name), Some(description), Some(enrollment_type), Some(assignments)) => {
                Ok(NewProfile { name, description, enrollment_type, assignments, priority })
            }
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use enrollment::assignment::{AllUsers, Filter, FilterMode};

    use super::*;

    fn group(number: u8, kind: GroupKind) -> PickedGroup {
        PickedGroup { id: Guid::from_bytes([number; 16]).to_string(), name: format!("Group {number}"), kind, people: Some(3) }
    }

    fn complete() -> Draft {
        Draft { name: "  BYOD  ".to_owned(), kind: Some(Kind::AccountDrivenUser), audience: Some(Audience::AllUsers), ..Draft::default() }
    }

    fn codes(draft: &Draft) -> Vec<(Code, String)> {
        let errors = draft.to_profile(None).err().unwrap_or_default();
        errors.0.into_iter().map(|error| (error.code, error.pointer)).collect()
    }

    #[test]
    fn a_complete_draft_becomes_a_profile_with_a_trimmed_name() {
        let profile = complete().to_profile(Some(2)).expect("complete");
        assert_eq!((profile.name.as_str(), profile.priority), ("BYOD", Some(2)));
        assert_eq!(profile.assignments, [Assignment::all_users()]);
    }

    #[test]
    fn an_empty_draft_lacks_a_name_a_type_and_an_audience() {
        let expected = [
            (Code::NameRequired, "/displayName".to_owned()),
            (Code::ChoiceRequired, "/defaultEnrollmentType".to_owned()),
            (Code::ChoiceRequired, "/audience".to_owned()),
        ];
        assert_eq!(codes(&Draft::default()), expected);
    }

    #[test]
    fn the_retired_type_needs_its_acknowledgement() {
        let mut draft = Draft { kind: Some(Kind::UserWithCompanyPortal), ..complete() };
        assert_eq!(codes(&draft), [(Code::AcknowledgementRequired, "/acknowledgement".to_owned())]);
        assert_eq!(draft.chosen_type(), Some(EnrollmentType::UserWithCompanyPortal));
        draft.acknowledged = true;
        assert_eq!(codes(&draft), []);
    }

    #[test]
    fn an_acknowledgement_that_was_given_does_not_make_another_type_retired() {
        let draft = Draft { acknowledged: true, ..complete() };
        assert_eq!(draft.enrollment_type(), Ok(EnrollmentType::AccountDrivenUser));
    }

    #[test]
    fn user_choice_with_one_branch_is_no_choice() {
        let draft = Draft { kind: Some(Kind::UserChoice), branches: vec![Branch::CompanyOwns], ..complete() };
        assert_eq!(codes(&draft), [(Code::TooFewBranches, "/availableEnrollmentTypeOptions".to_owned())]);
    }

    #[test]
    fn selected_groups_without_a_group_ask_for_one() {
        let draft = Draft { audience: Some(Audience::Groups), ..complete() };
        assert_eq!(codes(&draft), [(Code::ChoiceRequired, "/assignments".to_owned())]);
    }

    #[test]
    fn a_device_group_is_refused_where_it_stands() {
        let groups = vec![group(1, GroupKind::People), group(2, GroupKind::Devices)];
        let draft = Draft { audience: Some(Audience::Groups), groups, ..complete() };
        assert_eq!(codes(&draft), [(Code::DeviceGroup, "/assignments/1/target/groupId".to_owned())]);
    }

    #[test]
    fn picked_groups_count_only_while_groups_are_the_audience() {
        let groups = vec![group(1, GroupKind::Empty), group(2, GroupKind::People)];
        let mut draft = Draft { audience: Some(Audience::Groups), groups, ..complete() };
        assert_eq!(draft.assignments().expect("fine").len(), 2);
        assert_eq!(draft.doubtful_groups().len(), 1);
        draft.audience = Some(Audience::NoOne);
        assert_eq!(draft.assignments(), Ok(vec![]));
        assert!(draft.doubtful_groups().is_empty());
    }

    fn kept(number: u8, target: fn(Guid) -> Target) -> Kept {
        let filter = Some(Filter { id: "f1".to_owned(), mode: FilterMode::Include });
        let id = Guid::from_bytes([number; 16]);
        let target = target(id);
        let filter = filter.filter(|_| !matches!(target, Target::ExcludedGroup(_)));
        let group = target.group().map(|_| group(number, GroupKind::People));
        Kept { assignment: Assignment { target, filter }, group }
    }

    #[test]
    fn what_came_with_a_profile_is_kept_as_far_as_it_goes_together_with_the_audience() {
        let kept = vec![kept(1, Target::ExcludedGroup), kept(2, Target::Group), kept(3, |_| Target::AllUsers(AllUsers::VirtualGroup))];
        let draft = |audience| Draft { audience: Some(audience), kept: kept.clone(), ..complete() };
        let targets = |audience| draft(audience).assignments().map(|all| all.into_iter().map(|one| one.target).collect::<Vec<_>>());
        let all: Vec<Target> = kept.iter().map(|kept| kept.assignment.target.clone()).collect();
        assert_eq!(targets(Audience::NoOne), Ok(vec![all[0].clone()]));
        assert_eq!(targets(Audience::AllUsers), Ok(all.clone()));
        assert_eq!(targets(Audience::Groups), Ok(all));
        let only_excluded = Draft { audience: Some(Audience::Groups), kept: kept[..1].to_vec(), ..complete() };
        assert_eq!(codes(&only_excluded), [(Code::ChoiceRequired, "/assignments".to_owned())]);
    }

    #[test]
    fn groups_count_beside_all_users_only_where_they_did_before() {
        let groups = vec![group(1, GroupKind::People)];
        let mut draft = Draft { groups, groups_beside_all: true, ..complete() };
        assert_eq!(draft.assignments().expect("fine").len(), 2);
        draft.groups_beside_all = false;
        assert_eq!(draft.assignments(), Ok(vec![Assignment::all_users()]));
    }

    #[test]
    fn a_group_that_is_picked_and_kept_with_a_filter_is_one_too_many() {
        let draft = Draft {
            audience: Some(Audience::Groups),
            groups: vec![group(2, GroupKind::People)],
            kept: vec![kept(2, Target::Group)],
            ..complete()
        };
        assert_eq!(codes(&draft), [(Code::DuplicateAssignment, "/assignments/1/target".to_owned())]);
    }

    #[test]
    fn a_try_alone_is_nothing_to_lose() {
        let sent = Some(Sent { key: "k".to_owned(), body: "{}".to_owned() });
        assert!(!Draft { sent, ..Draft::default() }.is_dirty());
        assert!(Draft { description: "x".to_owned(), ..Draft::default() }.is_dirty());
    }

    #[test]
    fn the_same_content_is_sent_with_the_same_key() {
        let sent = Some(Sent { key: "k".to_owned(), body: "{}".to_owned() });
        let draft = Draft { sent, ..Draft::default() };
        assert_eq!(draft.key_for("{}", || "new".to_owned()), "k");
        assert_eq!(draft.key_for("{\"a\":1}", || "new".to_owned()), "new");
        assert_eq!(Draft::default().key_for("{}", || "new".to_owned()), "new");
    }
}
