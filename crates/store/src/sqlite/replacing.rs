//! Several profiles at once, in one transaction: what restores earlier ones and what imports others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use enrollment::graph::kept::{IMPORTED, RESTORED_VERSION};
use enrollment::guid::Guid;
use enrollment::history::Past;
use enrollment::history::difference::says_the_same;
use enrollment::history::restore::{self, GoneGroup};
use enrollment::profile::Profile;
use serde_json::{Value, json};

use super::profile_rows;
use super::profile_writes::{document, order_document, same_assignments};
use super::values::{count, moment};
use super::work::{Stamp, Work};
use super::{chain, directories};
use crate::change_log::{Action, NewChange, ObjectKind};
use crate::error::{ChangedBy, Outcome, StoreError, WriteRefused};
use crate::history::{Guard, Reason, Replaced, Replacement, Wanted};
use crate::profile::ProfileSet;

impl Work {
    pub(super) async fn replace_profiles(&mut self, stamp: &Stamp, replacement: Replacement) -> Outcome<Replaced> {
        let Replacement { wanted, guard, reason } = replacement;
        let set = Arc::clone(&self.pictures.profiles);
        if let Err(refused) = self.guarded(&set, &wanted, guard).await? {
            return Ok(Err(refused));
        }
        let one = if let Wanted::One(past, _) = &wanted { Some(past.id.clone()) } else { None };
        let wanted = all(&set, wanted);
        if let Some(holder) = restore::holder_of_name(&wanted, one.as_ref()) {
            return Ok(Err(WriteRefused::NameTaken { id: holder.id.clone(), name: holder.name.as_str().to_owned() }));
        }
        let gone = match self.returning_groups(&set, &wanted, reason) {
            Ok(gone) => gone,
            Err(refused) => return Ok(Err(refused)),
        };
        let version = self.become_these(stamp, &set, wanted, reason).await?;
        Ok(Ok(Replaced { set: Arc::clone(&self.pictures.profiles), version, gone }))
    }

    /// Whether everything that the caller read is still so.
    async fn guarded(&mut self, set: &ProfileSet, wanted: &Wanted, guard: Guard) -> Outcome<()> {
        let held = if let Wanted::One(past, _) = wanted { set.find(&past.id) } else { None };
        let (is_fresh, held) = match (guard, held) {
            (Guard::Profile(version), Some((_, profile))) => (profile.version == version, Some(profile)),
            (Guard::Profile(_), None) => (false, None),
            (Guard::Order(_), Some((_, profile))) => (false, Some(profile)),
            (Guard::Order(version), None) => (set.order_version == version, None),
            (Guard::Everything(versions), _) => {
                if count(self.pictures.versions.directory)? != versions.directory {
                    return Ok(Err(WriteRefused::Stale(directories::directory_changed(&mut self.connection).await?)));
                }
                (count(self.pictures.versions.profiles)? == versions.profiles, None)
            }
        };
        if is_fresh {
            return Ok(Ok(()));
        }
        if let (None, Guard::Everything(_)) = (held, guard) {
            return Ok(Err(WriteRefused::Stale(profile_rows::profiles_changed(&mut self.connection).await?)));
        }
        let Some(profile) = held else {
            let changed = ChangedBy { who: set.order_changed_by.clone(), at: set.order_changed, current_version: set.order_version };
            return Ok(Err(WriteRefused::Stale(changed)));
        };
        let modified = profile_rows::modified_by(&mut self.connection, &profile.id).await?;
        let (who, at, version) = modified.ok_or_else(|| StoreError::Corrupt(format!("profile {} has no row", profile.id)))?;
        Ok(Err(WriteRefused::Stale(ChangedBy { who, at: moment(at)?, current_version: count(version)? })))
    }

    fn returning_groups(&self, set: &ProfileSet, wanted: &[Past], reason: Reason) -> Result<Vec<GoneGroup>, WriteRefused> {
        if reason == Reason::Import {
            return Ok(Vec::new());
        }
        let directory = &self.pictures.directory.directory;
        let now: BTreeMap<&Guid, &Profile> = set.profiles.iter().map(|profile| (&profile.id, profile.as_ref())).collect();
        let mut gone = Vec::new();
        for past in wanted {
            let held = now.get(&past.id).map_or(&[][..], |profile| &profile.assignments);
            gone.extend(restore::returning(held, past, |group| directory.known_group(group)).map_err(WriteRefused::Invalid)?);
        }
        Ok(gone)
    }

    /// Writes what differs. Answers the newest row of the change log, when there is a new one.
    async fn become_these(
        &mut self,
        stamp: &Stamp,
        set: &Arc<ProfileSet>,
        wanted: Vec<Past>,
        reason: Reason,
    ) -> Result<Option<u64>, StoreError> {
        let now: BTreeMap<Guid, Arc<Profile>> = set.profiles.iter().map(|profile| (profile.id.clone(), Arc::clone(profile))).collect();
        let staying: BTreeSet<&Guid> = wanted.iter().map(|past| &past.id).collect();
        let removed: Vec<&Arc<Profile>> = set.profiles.iter().filter(|profile| !staying.contains(&profile.id)).collect();
        let renamed = wanted.iter().filter(|past| now.get(&past.id).is_some_and(|profile| profile.name != past.name));
        let leaving: Vec<Guid> = removed.iter().map(|profile| profile.id.clone()).chain(renamed.map(|past| past.id.clone())).collect();
        // Two may change names with each other, so all old names go before the first new one comes.
        profile_rows::give_up_names(&mut self.connection, &leaving).await?;

        let mut profiles = Vec::with_capacity(wanted.len());
        let mut changed = BTreeMap::new();
        for past in wanted {
            let held = now.get(&past.id);
            let profile = match held {
                Some(held) if says_the_same(&Past::from(held.as_ref()), &past) => Arc::clone(held),
                Some(held) => {
                    let profile = Arc::new(Profile { created: held.created, ..made(past, stamp, held.version + 1) });
                    profile_rows::update(&mut self.connection, &profile, &stamp.author.name).await?;
                    if !same_assignments(&held.assignments, &profile.assignments) {
                        profile_rows::replace_assignments(&mut self.connection, &profile).await?;
                    }
                    changed.insert(profile.id.clone(), Arc::clone(held));
                    profile
                }
                None => {
                    let version = profile_rows::next_version(&mut self.connection, &past.id).await?;
                    let profile = Arc::new(made(past, stamp, version));
                    profile_rows::insert(&mut self.connection, &profile, &stamp.author.name).await?;
                    profile
                }
            };
            profiles.push(profile);
        }
        let is_reordered = !set.profiles.iter().map(|profile| &profile.id).eq(profiles.iter().map(|profile| &profile.id));
        if is_reordered {
            self.reorder(stamp, profiles.clone()).await?;
        } else if !changed.is_empty() {
            self.pictures.profiles = Arc::new(ProfileSet { profiles: profiles.clone(), ..ProfileSet::clone(set) });
            self.count_change("profiles", stamp).await?;
        } else {
            return Ok(None);
        }
        for profile in &removed {
            profile_rows::delete(&mut self.connection, &profile.id).await?;
        }
        self.log_replacement(stamp, set, &changed, reason).await?;
        let (newest, _) = chain::head(&mut self.connection).await?;
        count(newest).map(Some)
    }

    /// One row for each profile and one for the order, as if it had been done step by step: whoever takes the rows back one by
    /// one comes to where it began.
    async fn log_replacement(
        &mut self,
        stamp: &Stamp,
        before: &ProfileSet,
        changed: &BTreeMap<Guid, Arc<Profile>>,
        reason: Reason,
    ) -> Result<(), StoreError> {
        let after = Arc::clone(&self.pictures.profiles);
        let staying: BTreeSet<&Guid> = after.profiles.iter().map(|profile| &profile.id).collect();
        let existing: BTreeSet<&Guid> = before.profiles.iter().map(|profile| &profile.id).collect();
        let mut sketch = before.profiles.clone();
        for place in (0..sketch.len()).rev().filter(|place| !staying.contains(&before.profiles[*place].id)) {
            let profile = sketch.remove(place);
            let after = Some(noted(json!({}), reason));
            self.log_profile(stamp, Action::Delete, &profile, Some(document(&profile, small(place))), after).await?;
        }
        let becoming: BTreeMap<&Guid, &Arc<Profile>> = after.profiles.iter().map(|profile| (&profile.id, profile)).collect();
        for (place, standing) in sketch.iter_mut().enumerate() {
            let Some(held) = changed.get(&standing.id) else { continue };
            let Some(profile) = becoming.get(&held.id) else { continue };
            let (old, new) = (document(held, small(place)), noted(document(profile, small(place)), reason));
            self.log_profile(stamp, Action::Change, profile, Some(old), Some(new)).await?;
            *standing = Arc::clone(profile);
        }
        for (place, profile) in after.profiles.iter().enumerate().filter(|(_, profile)| !existing.contains(&profile.id)) {
            let place = place.min(sketch.len());
            let new = noted(document(profile, small(place)), reason);
            self.log_profile(stamp, Action::Create, profile, None, Some(new)).await?;
            sketch.insert(place, Arc::clone(profile));
        }
        if sketch.iter().map(|profile| &profile.id).eq(after.profiles.iter().map(|profile| &profile.id)) {
            return Ok(());
        }
        let change = NewChange {
            action: Action::Reorder,
            object_kind: ObjectKind::Order,
            object_id: "order".to_owned(),
            object_name: String::new(),
            before: Some(order_document(&sketch)),
            after: Some(noted(order_document(&after.profiles), reason)),
        };
        self.log(stamp, change).await
    }
}

/// Every profile that is wanted, in order.
fn all(set: &ProfileSet, wanted: Wanted) -> Vec<Past> {
    let (past, place) = match wanted {
        Wanted::All(list) => return list,
        Wanted::One(past, place) => (past, place),
    };
    let mut list: Vec<Past> = set.profiles.iter().map(|profile| Past::from(profile.as_ref())).collect();
    match list.iter().position(|other| other.id == past.id) {
        Some(at) => list[at] = past,
        None => list.insert(place.min(list.len()), past),
    }
    list
}

fn made(past: Past, stamp: &Stamp, version: u64) -> Profile {
    Profile {
        id: past.id,
        name: past.name,
        description: past.description,
        enrollment_type: past.enrollment_type,
        assignments: past.assignments,
        created: super::values::storable(past.created),
        modified: stamp.now,
        version,
    }
}

/// A document of the change log with the reason.
fn noted(mut document: Value, reason: Reason) -> Value {
    match reason {
        Reason::Restore(version) => document[RESTORED_VERSION] = json!(version),
        Reason::Import => document[IMPORTED] = json!(true),
    }
    document
}

/// A place for a document. There are never so many profiles that it does not fit.
fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
