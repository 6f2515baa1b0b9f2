//! What a draft changes about the profile that it came from, and what becomes of it when somebody else changed that
//! profile meanwhile.

use enrollment::assignment::Assignment;
use enrollment::error::Errors;
use enrollment::profile::ProfileChange;
use enrollment::text::{Description, ProfileName};

use super::draft::{Draft, Kept, PickedGroup};

/// A part of a profile that is changed as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The name.
    Name,
    /// The description.
    Description,
    /// The enrollment type with its details.
    Type,
    /// Whom it is assigned to.
    Assignments,
}

impl Part {
    /// The parts in the order of the page.
    pub const ALL: [Self; 4] = [Self::Name, Self::Description, Self::Type, Self::Assignments];
}

impl Draft {
    /// Whether both answer this part in the same way.
    pub fn same_part(&self, other: &Self, part: Part) -> bool {
        match part {
            Part::Name => self.name.trim() == other.name.trim(),
            Part::Description => self.description.trim() == other.description.trim(),
            Part::Type => self.kind == other.kind && self.chosen_type() == other.chosen_type(),
            Part::Assignments => match (self.assignments(), other.assignments()) {
                (Ok(one), Ok(other)) => same_set(&one, &other),
                _ => self.audience == other.audience && self.groups_now() == other.groups_now() && self.kept == other.kept,
            },
        }
    }

    /// Whether this part is answered differently than in `before`.
    pub fn changes_part(&self, before: &Self, part: Part) -> bool {
        !self.same_part(before, part)
    }

    /// Whether anything is.
    pub fn changes_anything(&self, before: &Self) -> bool {
        Part::ALL.into_iter().any(|part| self.changes_part(before, part))
    }

    /// The change that leads from `before` to this, or everything that is wrong with it. What stays is not looked at.
    pub fn change_from(&self, before: &Self) -> Result<ProfileChange, Errors> {
        let mut errors = Errors::default();
        let mut change = ProfileChange::default();
        if self.changes_part(before, Part::Name) {
            change.name = errors.take(ProfileName::parse(&self.name).map_err(|errors| errors.under("/displayName")));
        }
        if self.changes_part(before, Part::Description) {
            change.description = errors.take(Description::parse(&self.description).map_err(|errors| errors.under("/description")));
        }
        if self.changes_part(before, Part::Type) {
            change.enrollment_type = errors.take(self.enrollment_type());
        }
        if self.changes_part(before, Part::Assignments) {
            change.assignments = errors.take(self.assignments());
        }
        errors.or(change)
    }

    /// This draft with the part as `other` answers it.
    fn with_part(mut self, other: &Self, part: Part) -> Self {
        let other = other.clone();
        match part {
            Part::Name => self.name = other.name,
            Part::Description => self.description = other.description,
            Part::Type => {
                let Self { kind, ownership, branches, acknowledged, .. } = other;
                self = Self { kind, ownership, branches, acknowledged, ..self };
            }
            Part::Assignments => {
                let Self { audience, groups, groups_beside_all, kept, .. } = other;
                self = Self { audience, groups, groups_beside_all, kept, ..self };
            }
        }
        self
    }

    /// `self`, which came from `before`, made anew on `theirs`, which also came from it. Parts that this draft changed stay
    /// as they are here; where both only added or took out groups, both count.
    #[must_use]
    pub fn rebased(&self, before: &Self, theirs: &Self) -> Self {
        let mut rebased = theirs.clone();
        for part in Part::ALL.into_iter().filter(|part| self.changes_part(before, *part)) {
            rebased = rebased.with_part(self, part);
        }
        let both = self.changes_part(before, Part::Assignments) && theirs.changes_part(before, Part::Assignments);
        if both && self.audience == before.audience && theirs.audience == before.audience {
            rebased.groups = merged(&before.groups, &theirs.groups, &self.groups, |group: &PickedGroup| group.id.clone());
            rebased.kept = merged(&before.kept, &theirs.kept, &self.kept, |kept: &Kept| kept.assignment.target.key());
        }
        rebased
    }
}

/// `theirs` with what `mine` added to `before` and without what it took out.
fn merged<T: Clone>(before: &[T], theirs: &[T], mine: &[T], key: impl Fn(&T) -> String) -> Vec<T> {
    let has = |list: &[T], item: &T| list.iter().any(|other| key(other) == key(item));
    let stays = |item: &&T| has(mine, item) || !has(before, item);
    let comes = |item: &&T| !has(before, item) && !has(theirs, item);
    theirs.iter().filter(stays).chain(mine.iter().filter(comes)).cloned().collect()
}

fn same_set(one: &[Assignment], other: &[Assignment]) -> bool {
    one.len() == other.len() && one.iter().all(|assignment| other.contains(assignment))
}

#[cfg(test)]
mod tests {
    use enrollment::enrollment_type::{EnrollmentType, Kind};
    use enrollment::error::Code;
    use enrollment::group_kind::GroupKind;
    use enrollment::guid::Guid;
    use enrollment::user_choice::Branch;

    use super::super::draft::Audience;
    use super::*;

    fn group(number: u8) -> PickedGroup {
        PickedGroup {
            id: Guid::from_bytes([number; 16]).to_string(),
            name: format!("Group {number}"),
            kind: GroupKind::People,
            people: None,
        }
    }

    fn before() -> Draft {
        Draft {
            name: "BYOD".to_owned(),
            description: "Ours".to_owned(),
            kind: Some(Kind::WebDevice),
            audience: Some(Audience::Groups),
            groups: vec![group(1), group(2)],
            ..Draft::default()
        }
    }

    fn groups(draft: &Draft) -> Vec<String> {
        draft.groups.iter().map(|group| group.name.clone()).collect()
    }

    #[test]
    fn a_draft_that_was_not_touched_changes_nothing() {
        assert!(!before().changes_anything(&before()));
        assert_eq!(before().change_from(&before()), Ok(ProfileChange::default()));
        let same = Draft { name: " BYOD ".to_owned(), groups: vec![group(2), group(1)], ..before() };
        assert!(!same.changes_anything(&before()), "spaces around a name and the order of groups say nothing");
    }

    #[test]
    fn only_what_changed_is_sent() {
        let change = Draft { description: "Theirs".to_owned(), ..before() }.change_from(&before()).expect("fine");
        assert_eq!(change, ProfileChange { description: change.description.clone(), ..ProfileChange::default() });
        let change = Draft { kind: Some(Kind::AccountDrivenUser), ..before() }.change_from(&before()).expect("fine");
        assert_eq!(change.enrollment_type, Some(EnrollmentType::AccountDrivenUser));
        assert_eq!((change.name, change.description, change.assignments), (None, None, None));
        let change = Draft { audience: Some(Audience::NoOne), ..before() }.change_from(&before()).expect("fine");
        assert_eq!(change.assignments, Some(vec![]));
    }

    #[test]
    fn an_answer_that_belongs_to_another_type_is_no_change() {
        let touched = Draft { branches: vec![Branch::CompanyOwns], acknowledged: true, ..before() };
        assert!(!touched.changes_anything(&before()));
    }

    #[test]
    fn what_is_wrong_is_told_only_where_it_was_changed() {
        let broken = Draft { description: "x".repeat(2_000), ..before() };
        assert_eq!(Draft { name: "New".to_owned(), ..broken.clone() }.change_from(&broken).map(|change| change.description), Ok(None));
        let errors = Draft { name: " ".to_owned(), ..before() }.change_from(&before()).expect_err("no name");
        assert_eq!((errors.0[0].code, errors.0[0].pointer.as_str()), (Code::NameRequired, "/displayName"));
    }

    #[test]
    fn mine_is_applied_again_to_what_they_made_of_the_rest() {
        let mine = Draft { name: "Mine".to_owned(), ..before() };
        let theirs = Draft { name: "Theirs".to_owned(), description: "New".to_owned(), kind: Some(Kind::AccountDrivenUser), ..before() };
        let both = mine.rebased(&before(), &theirs);
        assert_eq!((both.name.as_str(), both.description.as_str(), both.kind), ("Mine", "New", Some(Kind::AccountDrivenUser)));
        assert_eq!(before().rebased(&before(), &theirs), theirs);
    }

    #[test]
    fn groups_that_both_added_or_took_out_count_together() {
        let mine = Draft { groups: vec![group(2), group(3)], ..before() };
        let theirs = Draft { groups: vec![group(1), group(2), group(4)], ..before() };
        assert_eq!(groups(&mine.rebased(&before(), &theirs)), ["Group 2", "Group 4", "Group 3"]);
        let same = Draft { groups: vec![group(1), group(2), group(3)], ..before() };
        assert_eq!(groups(&same.rebased(&before(), &same)), ["Group 1", "Group 2", "Group 3"]);
    }

    #[test]
    fn another_audience_is_a_decision_of_its_own() {
        let mine = Draft { audience: Some(Audience::AllUsers), ..before() };
        let theirs = Draft { groups: vec![group(4)], ..before() };
        let both = mine.rebased(&before(), &theirs);
        assert_eq!(both.audience, Some(Audience::AllUsers));
        assert_eq!(groups(&both), ["Group 1", "Group 2"]);
        assert_eq!(theirs.rebased(&before(), &mine).audience, Some(Audience::Groups));
    }
}
