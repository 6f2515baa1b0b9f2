//! An order that is not saved yet: the profiles as they would stand if a new order, a changed profile, or both were saved.

use crate::assignment::Assignment;
use crate::enrollment_type::{EnrollmentType, Method, Pair};
use crate::error::{Code, Errors, FieldError};
use crate::guid::Guid;
use crate::order;
use crate::profile::Profile;
use crate::text::ProfileName;

/// What is not saved yet. Nothing in it: the order as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The order as it would be; a profile that is left out would be deleted.
    pub profile_ids: Option<Vec<Guid>>,
    /// One new or changed profile.
    pub profile: Option<DraftProfile>,
}

/// A profile that is not saved yet: what is `None` stays as it is, or is not decided yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftProfile {
    /// The profile that it changes; `None`: a new one.
    pub id: Option<Guid>,
    /// Its name.
    pub name: Option<ProfileName>,
    /// Its default method on the wire.
    pub default_method: Option<Method>,
    /// Its pairs on the wire.
    pub pairs: Option<Vec<Pair>>,
    /// Whom it would be assigned to.
    pub assignments: Option<Vec<Assignment>>,
    /// The place that it would take, 0 first; `None`: where it stands, or the end.
    pub priority: Option<u32>,
}

/// A profile of an order that may not be saved yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// `None`: it does not exist yet.
    pub id: Option<Guid>,
    /// `None`: it has no name yet.
    pub name: Option<ProfileName>,
    /// How devices enroll with it.
    pub enrollment_type: EnrollmentType,
    /// Whom it is assigned to.
    pub assignments: Vec<Assignment>,
}

impl Standing {
    /// A profile as it is saved.
    pub fn saved(profile: &Profile) -> Self {
        Self {
            id: Some(profile.id.clone()),
            name: Some(profile.name.clone()),
            enrollment_type: profile.enrollment_type.clone(),
            assignments: profile.assignments.clone(),
        }
    }
}

impl Draft {
    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The order as it would be, the highest first. Mistakes point to `/profileIds` and `/profile`. With an order of its
    /// own, that tells where a changed profile stands, and a new one is put in at its priority.
    pub fn applied_to(&self, live: &[Standing]) -> Result<Vec<Standing>, Errors> {
        let mut order = match &self.profile_ids {
            None => live.to_vec(),
            Some(ids) => {
                let current: Vec<Guid> = live.iter().filter_map(|profile| profile.id.clone()).collect();
                order::places(&current, ids)?.into_iter().map(|place| live[place].clone()).collect()
            }
        };
        if let Some(profile) = &self.profile {
            self.put_in(profile, &mut order).map_err(|errors| errors.under("/profile"))?;
        }
        Ok(order)
    }

    fn put_in(&self, draft: &DraftProfile, order: &mut Vec<Standing>) -> Result<(), Errors> {
        let Some(id) = &draft.id else {
            let place = draft.priority.map_or(order.len(), |place| place as usize).min(order.len());
            order.insert(place, draft.replacing(None)?);
            return Ok(());
        };
        let Some(place) = order.iter().position(|profile| profile.id.as_ref() == Some(id)) else {
            return Err(FieldError::new(Code::UnknownProfile, "/id").with("id", id).into());
        };
        order[place] = draft.replacing(Some(&order[place]))?;
        if let (Some(priority), None) = (draft.priority, &self.profile_ids) {
            *order = order::moved(order, place, priority as usize);
        }
        Ok(())
    }
}

impl DraftProfile {
    /// The profile as it would be, in place of one that is saved or as a new one, which needs a type.
    fn replacing(&self, current: Option<&Standing>) -> Result<Standing, Errors> {
        let enrollment_type = match (current, self.default_method, &self.pairs) {
            (Some(current), None, None) => current.enrollment_type.clone(),
            (Some(Standing { enrollment_type, .. }), default, pairs) => {
                let default = default.unwrap_or_else(|| enrollment_type.default_method());
                EnrollmentType::from_pairs(default, &pairs.clone().unwrap_or_else(|| enrollment_type.pairs()))?
            }
            (None, Some(default), pairs) => EnrollmentType::from_pairs(default, pairs.as_deref().unwrap_or_default())?,
            (None, None, _) => {
                let name = "defaultEnrollmentType";
                return Err(FieldError::new(Code::MissingProperty, format!("/{name}")).with("name", name).into());
            }
        };
        let name = self.name.clone().or_else(|| current?.name.clone());
        let assignments = self.assignments.clone().or_else(|| Some(current?.assignments.clone())).unwrap_or_default();
        Ok(Standing { id: self.id.clone(), name, enrollment_type, assignments })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::sketch::group;

    fn live() -> Vec<Standing> {
        let standing = |number, enrollment_type| Standing {
            id: Some(group(number)),
            name: Some(ProfileName::parse(&format!("Profile {number}")).expect("fine")),
            enrollment_type,
            assignments: vec![Assignment::group(group(number))],
        };
        vec![standing(0, EnrollmentType::WebDevice), standing(1, EnrollmentType::AccountDrivenUser), standing(2, EnrollmentType::WebDevice)]
    }

    fn ids(order: &[Standing]) -> Vec<Option<u8>> {
        order.iter().map(|profile| profile.id.as_ref().map(|id| id.as_bytes()[1])).collect()
    }

    fn mistake(draft: &Draft) -> (Code, String) {
        let errors = draft.applied_to(&live()).expect_err("refused");
        (errors.0[0].code, errors.0[0].pointer.clone())
    }

    fn with(profile: DraftProfile) -> Draft {
        Draft { profile_ids: None, profile: Some(profile) }
    }

    #[test]
    fn an_empty_draft_is_the_order_as_it_is() {
        assert!(Draft::default().is_empty());
        assert_eq!(Draft::default().applied_to(&live()), Ok(live()));
    }

    #[test]
    fn a_new_order_may_leave_profiles_out() {
        let draft = Draft { profile_ids: Some(vec![group(2), group(0)]), profile: None };
        assert_eq!(ids(&draft.applied_to(&live()).expect("fine")), [Some(2), Some(0)]);
        assert_eq!(mistake(&Draft { profile_ids: Some(vec![group(9)]), profile: None }), (Code::OrderUnknown, "/profileIds/0".to_owned()));
    }

    #[test]
    fn a_new_profile_stands_at_its_place_or_at_the_end() {
        let new = DraftProfile { default_method: Some(Method::WebDevice), ..DraftProfile::default() };
        let order = with(DraftProfile { priority: Some(1), ..new.clone() }).applied_to(&live()).expect("fine");
        assert_eq!(ids(&order), [Some(0), None, Some(1), Some(2)]);
        assert_eq!(ids(&with(new).applied_to(&live()).expect("fine")), [Some(0), Some(1), Some(2), None]);
        assert_eq!(mistake(&with(DraftProfile::default())), (Code::MissingProperty, "/profile/defaultEnrollmentType".to_owned()));
    }

    #[test]
    fn a_change_keeps_what_it_does_not_name_and_moves_only_where_it_says_so() {
        let change = DraftProfile { id: Some(group(2)), assignments: Some(vec![]), ..DraftProfile::default() };
        let order = with(change.clone()).applied_to(&live()).expect("fine");
        assert_eq!(order[2], Standing { assignments: vec![], ..live()[2].clone() });
        let order = with(DraftProfile { priority: Some(0), ..change.clone() }).applied_to(&live()).expect("fine");
        assert_eq!(ids(&order), [Some(2), Some(0), Some(1)]);
        let moved = DraftProfile { priority: Some(0), ..change.clone() };
        let both = Draft { profile_ids: Some(vec![group(1), group(2), group(0)]), profile: Some(moved) };
        assert_eq!(ids(&both.applied_to(&live()).expect("fine")), [Some(1), Some(2), Some(0)], "the order tells the place");
    }

    #[test]
    fn a_profile_that_is_not_there_or_is_left_out_cannot_be_changed() {
        let change = |number| DraftProfile { id: Some(group(number)), ..DraftProfile::default() };
        assert_eq!(mistake(&with(change(9))), (Code::UnknownProfile, "/profile/id".to_owned()));
        let left_out = Draft { profile_ids: Some(vec![group(0)]), profile: Some(change(1)) };
        assert_eq!(mistake(&left_out), (Code::UnknownProfile, "/profile/id".to_owned()));
    }

    #[test]
    fn a_type_that_cannot_be_is_refused_where_it_stands() {
        let change = DraftProfile { id: Some(group(0)), default_method: Some(Method::Device), ..DraftProfile::default() };
        assert_eq!(mistake(&with(change)), (Code::DefaultTypeNotAvailable, "/profile/defaultEnrollmentType".to_owned()));
    }
}
