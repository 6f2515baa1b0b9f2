//! The writes to profiles, each inside the writer's transaction: check, rows, versions, change log, picture.

use std::sync::Arc;

use enrollment::assignment::{self, Assignment, Filter};
use enrollment::graph::written;
use enrollment::guid::Guid;
use enrollment::order;
use enrollment::profile::{NewProfile, Profile, ProfileChange};
use serde_json::{Value, json};

use super::profile_rows;
use super::values::{count, micros, moment};
use super::work::{Stamp, Work};
use crate::change_log::{Action, NewChange, ObjectKind};
use crate::error::{ChangedBy, Outcome, StoreError, WriteRefused};
use crate::idempotency::Once;
use crate::profile::{Place, ProfileSet, Saved};

/// Leaves a write early with the reason, as `?` does with an error.
macro_rules! allowed {
    ($check:expr) => {
        match $check {
            Ok(value) => value,
            Err(refused) => return Ok(Err(refused)),
        }
    };
}

impl Work {
    pub(super) async fn create_profile(&mut self, stamp: &Stamp, id: Guid, new: NewProfile, once: Option<Once>) -> Outcome<Saved> {
        allowed!(self.name_is_free(&new.name, &id).await?);
        allowed!(self.can_be_assigned(&new.assignments));
        let profile = Arc::new(Profile {
            id: id.clone(),
            name: new.name,
            description: new.description,
            enrollment_type: new.enrollment_type,
            assignments: new.assignments,
            created: stamp.now,
            modified: stamp.now,
            version: 1,
        });
        profile_rows::insert(&mut self.connection, &profile, &stamp.author.name).await?;
        let mut profiles = self.pictures.profiles.profiles.clone();
        let place = new.priority.map_or(profiles.len(), |place| (place as usize).min(profiles.len()));
        profiles.insert(place, Arc::clone(&profile));
        self.reorder(stamp, profiles).await?;
        let saved = self.saved(&id)?;
        self.log_profile(stamp, Action::Create, &profile, None, Some(document(&profile, saved.place))).await?;
        if let Some(once) = once {
            let answer = (once.answer)(&saved);
            self.keep_answer(stamp, &once.reservation, &answer).await?;
            self.reservations.push(once.reservation);
        }
        Ok(Ok(saved))
    }

    pub(super) async fn change_profile(
        &mut self,
        stamp: &Stamp,
        id: &Guid,
        expected: Option<u64>,
        change: ProfileChange,
    ) -> Outcome<Saved> {
        let (place, before) = allowed!(self.current(id, expected).await?);
        let mut after = Profile::clone(&before);
        if let Some(name) = change.name {
            allowed!(self.name_is_free(&name, id).await?);
            after.name = name;
        }
        if let Some(assignments) = change.assignments {
            allowed!(self.can_be_assigned(&assignments));
            after.assignments = assignments;
        }
        after.description = change.description.unwrap_or(after.description);
        after.enrollment_type = change.enrollment_type.unwrap_or(after.enrollment_type);
        let to = change.priority.map_or(place, |to| self.last_place().min(to));
        let changed = !same(&before, &after);
        if !changed && to == place {
            return self.saved(id).map(Ok);
        }
        let set = Arc::clone(&self.pictures.profiles);
        if changed {
            after = self.replace_profile(stamp, place, after).await?;
        }
        let (mut old, mut new) = (document(&before, place), document(&after, to));
        if to != place {
            self.move_profile(stamp, place, to).await?;
            old["profileOrder"] = names(&set.profiles);
            new["profileOrder"] = names(&self.pictures.profiles.profiles);
        }
        let action = if changed { Action::Change } else { Action::Reorder };
        self.log_profile(stamp, action, &after, Some(old), Some(new)).await?;
        self.saved(id).map(Ok)
    }

    pub(super) async fn delete_profile(&mut self, stamp: &Stamp, id: &Guid, expected: Option<u64>) -> Outcome<Arc<Profile>> {
        let (place, profile) = allowed!(self.current(id, expected).await?);
        let mut profiles = self.pictures.profiles.profiles.clone();
        profiles.remove(place as usize);
        self.reorder(stamp, profiles).await?;
        profile_rows::delete(&mut self.connection, id).await?;
        self.log_profile(stamp, Action::Delete, &profile, Some(document(&profile, place)), None).await?;
        Ok(Ok(profile))
    }

    pub(super) async fn set_order(&mut self, stamp: &Stamp, expected: Option<u64>, ids: Vec<Guid>) -> Outcome<Arc<ProfileSet>> {
        let set = Arc::clone(&self.pictures.profiles);
        if expected.is_some_and(|expected| expected != set.order_version) {
            return Ok(Err(WriteRefused::Stale(ChangedBy {
                who: set.order_changed_by.clone(),
                at: set.order_changed,
                current_version: set.order_version,
            })));
        }
        let current = set.ids();
        allowed!(order::check_complete(&current, &ids).map_err(WriteRefused::Invalid));
        if ids == current {
            return Ok(Ok(set));
        }
        let profiles = ids.iter().filter_map(|id| set.find(id)).map(|(_, profile)| Arc::clone(profile)).collect();
        self.reorder(stamp, profiles).await?;
        let change = NewChange {
            action: Action::Reorder,
            object_kind: ObjectKind::Order,
            object_id: "order".to_owned(),
            object_name: String::new(),
            before: Some(order_document(&set.profiles)),
            after: Some(order_document(&self.pictures.profiles.profiles)),
        };
        self.log(stamp, change).await?;
        Ok(Ok(Arc::clone(&self.pictures.profiles)))
    }

    pub(super) async fn set_priority(&mut self, stamp: &Stamp, id: &Guid, to: Place) -> Outcome<Saved> {
        let (place, profile) = allowed!(self.current(id, None).await?);
        let to = self.last_place().min(to);
        if to != place {
            let before = json!({"priority": place, "profileOrder": names(&self.pictures.profiles.profiles)});
            self.move_profile(stamp, place, to).await?;
            let after = json!({"priority": to, "profileOrder": names(&self.pictures.profiles.profiles)});
            self.log_profile(stamp, Action::Reorder, &profile, Some(before), Some(after)).await?;
        }
        self.saved(id).map(Ok)
    }

    pub(super) async fn add_assignment(
        &mut self,
        stamp: &Stamp,
        id: &Guid,
        expected: Option<u64>,
        assignment: Assignment,
    ) -> Outcome<Assignment> {
        let (place, before) = allowed!(self.current(id, expected).await?);
        if let Some(existing) = before.assignments.iter().find(|existing| existing.target == assignment.target) {
            return Ok(Ok(existing.clone()));
        }
        if let Some(group) = assignment.target.group() {
            let known = self.pictures.directory.directory.known_group(group);
            let checked = assignment::check_group(group, known.as_ref());
            allowed!(checked.map_err(|error| WriteRefused::Invalid(error.under("/target/groupId").into())));
        }
        let mut after = Profile::clone(&before);
        after.assignments.push(assignment.clone());
        self.change_assignments(stamp, Action::Assign, place, &before, after).await?;
        Ok(Ok(assignment))
    }

    pub(super) async fn change_assignment(
        &mut self,
        stamp: &Stamp,
        id: &Guid,
        expected: Option<u64>,
        target_key: &str,
        filter: Option<Filter>,
    ) -> Outcome<Assignment> {
        let (place, before) = allowed!(self.current(id, expected).await?);
        let at = allowed!(position(&before, target_key));
        let mut after = Profile::clone(&before);
        after.assignments[at].filter = filter;
        let assignment = after.assignments[at].clone();
        if assignment != before.assignments[at] {
            self.change_assignments(stamp, Action::Assign, place, &before, after).await?;
        }
        Ok(Ok(assignment))
    }

    pub(super) async fn remove_assignment(
        &mut self,
        stamp: &Stamp,
        id: &Guid,
        expected: Option<u64>,
        target_key: &str,
    ) -> Outcome<Assignment> {
        let (place, before) = allowed!(self.current(id, expected).await?);
        let at = allowed!(position(&before, target_key));
        let mut after = Profile::clone(&before);
        let assignment = after.assignments.remove(at);
        self.change_assignments(stamp, Action::Unassign, place, &before, after).await?;
        Ok(Ok(assignment))
    }

    async fn change_assignments(
        &mut self,
        stamp: &Stamp,
        action: Action,
        place: Place,
        before: &Profile,
        after: Profile,
    ) -> Result<(), StoreError> {
        let after = self.replace_profile(stamp, place, after).await?;
        self.log_profile(stamp, action, &after, Some(document(before, place)), Some(document(&after, place))).await
    }

    /// The profile and its place, when it is there and is what the caller read.
    async fn current(&mut self, id: &Guid, expected: Option<u64>) -> Outcome<(Place, Arc<Profile>)> {
        let Some((place, profile)) = self.pictures.profiles.find(id).map(|(place, profile)| (place, Arc::clone(profile))) else {
            return Ok(Err(WriteRefused::NotFound));
        };
        if expected.is_none_or(|expected| expected == profile.version) {
            return Ok(Ok((place, profile)));
        }
        let Some((who, at, version)) = profile_rows::modified_by(&mut self.connection, id).await? else {
            return Ok(Err(WriteRefused::NotFound));
        };
        Ok(Err(WriteRefused::Stale(ChangedBy { who, at: moment(at)?, current_version: count(version)? })))
    }

    async fn name_is_free(&mut self, name: &enrollment::text::ProfileName, id: &Guid) -> Outcome<()> {
        let holder = profile_rows::holder_of_name(&mut self.connection, name, id).await?;
        Ok(holder.map_or(Ok(()), |(id, name)| Err(WriteRefused::NameTaken { id, name })))
    }

    fn can_be_assigned(&self, assignments: &[Assignment]) -> Result<(), WriteRefused> {
        let directory = &self.pictures.directory.directory;
        assignment::check(assignments, |group| directory.known_group(group))
            .map_err(|errors| WriteRefused::Invalid(errors.under("/assignments")))
    }

    fn last_place(&self) -> Place {
        Place::try_from(self.pictures.profiles.profiles.len().saturating_sub(1)).unwrap_or(Place::MAX)
    }

    fn saved(&self, id: &Guid) -> Result<Saved, StoreError> {
        let set = Arc::clone(&self.pictures.profiles);
        let (place, profile) = set.find(id).ok_or_else(|| StoreError::Corrupt(format!("profile {id} is not in the order")))?;
        Ok(Saved { profile: Arc::clone(profile), place, set: Arc::clone(&set) })
    }

    /// Writes a profile as a new version, at the place where it stands.
    async fn replace_profile(&mut self, stamp: &Stamp, place: Place, mut after: Profile) -> Result<Profile, StoreError> {
        after.version += 1;
        after.modified = stamp.now;
        profile_rows::update(&mut self.connection, &after, &stamp.author.name).await?;
        let before = &self.pictures.profiles.profiles[place as usize];
        if !same_assignments(&before.assignments, &after.assignments) {
            profile_rows::replace_assignments(&mut self.connection, &after).await?;
        }
        let mut set = ProfileSet::clone(&self.pictures.profiles);
        set.profiles[place as usize] = Arc::new(after.clone());
        self.pictures.profiles = Arc::new(set);
        self.count_change("profiles", stamp).await?;
        Ok(after)
    }

    async fn move_profile(&mut self, stamp: &Stamp, from: Place, to: Place) -> Result<(), StoreError> {
        let profiles = order::moved(&self.pictures.profiles.profiles, from as usize, to as usize);
        self.reorder(stamp, profiles).await
    }

    /// Writes a new list of profiles as a new version of the order.
    pub(super) async fn reorder(&mut self, stamp: &Stamp, profiles: Vec<Arc<Profile>>) -> Result<(), StoreError> {
        let old = self.pictures.profiles.ids();
        let set = ProfileSet {
            profiles,
            order_version: self.pictures.profiles.order_version + 1,
            order_changed_by: stamp.author.name.clone(),
            order_changed: stamp.now,
        };
        profile_rows::replace_order(&mut self.connection, &old, &set.ids()).await?;
        self.pictures.profiles = Arc::new(set);
        self.count_change("order", stamp).await?;
        self.count_change("profiles", stamp).await
    }

    pub(super) async fn log_profile(
        &mut self,
        stamp: &Stamp,
        action: Action,
        profile: &Profile,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), StoreError> {
        let change = NewChange {
            action,
            object_kind: ObjectKind::Profile,
            object_id: profile.id.to_string(),
            object_name: profile.name.as_str().to_owned(),
            before,
            after,
        };
        self.log(stamp, change).await
    }

    /// Keeps the answer of a repeatable create, and forgets those that are too old.
    async fn keep_answer(
        &mut self,
        stamp: &Stamp,
        reservation: &crate::idempotency::Reservation,
        answer: &crate::idempotency::Answer,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM idempotency_keys WHERE created_at <= $1")
            .bind(micros(stamp.now - crate::idempotency::KEPT))
            .execute(&mut self.connection)
            .await?;
        sqlx::query(
            "INSERT INTO idempotency_keys (caller, idempotency_key, body_hash, status, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&reservation.key.caller)
        .bind(&reservation.key.key)
        .bind(super::values::hex(&reservation.body))
        .bind(i64::from(answer.status))
        .bind(&answer.body)
        .bind(micros(stamp.now))
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }
}

/// A profile with its assignments, as Graph writes it.
pub(super) fn document(profile: &Profile, place: Place) -> Value {
    let mut object = written::profile(profile, place as usize);
    object["assignments"] =
        profile.assignments.iter().map(|assignment| written::assignment(&profile.id, assignment)).collect::<Vec<_>>().into();
    object
}

/// The whole order: ids for programs, names for people who read the change log.
pub(super) fn order_document(profiles: &[Arc<Profile>]) -> Value {
    let ids: Vec<String> = profiles.iter().map(|profile| profile.id.to_string()).collect();
    json!({"profileIds": ids, "profileOrder": names(profiles)})
}

fn names(profiles: &[Arc<Profile>]) -> Value {
    profiles.iter().map(|profile| profile.name.as_str()).collect::<Vec<_>>().into()
}

/// Whether nothing changed that a client could see: the spelling of "all users" counts here, because it is echoed.
fn same(one: &Profile, other: &Profile) -> bool {
    one == other && same_assignments(&one.assignments, &other.assignments)
}

pub(super) fn same_assignments(one: &[Assignment], other: &[Assignment]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one == other && super::values::target_type(&one.target) == super::values::target_type(&other.target))
}

fn position(profile: &Profile, target_key: &str) -> Result<usize, WriteRefused> {
    profile.assignments.iter().position(|assignment| assignment.target.key() == target_key).ok_or(WriteRefused::NotFound)
}
