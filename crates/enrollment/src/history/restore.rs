//! What has to be asked before profiles become again what they were: the directory and the other profiles went on meanwhile.

use std::collections::BTreeMap;

use super::Past;
use crate::assignment::{Assignment, KnownGroup, check_group};
use crate::error::{Code, Errors};
use crate::guid::Guid;

/// An assignment that comes back although its group is gone from the directory. It reaches nobody until the group is there again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneGroup {
    /// The profile that it comes back to.
    pub profile: Guid,
    /// Its name.
    pub profile_name: String,
    /// The group.
    pub group: Guid,
}

/// Checks the assignments of a profile that come back. A group that is gone is no reason to refuse, because what was once there
/// and reached nobody since must be restorable; a group that holds devices by now is, as everywhere. What the profile has
/// already (`now`) is not looked at. Mistakes name the profile.
pub fn returning(now: &[Assignment], past: &Past, look_up: impl Fn(&Guid) -> Option<KnownGroup>) -> Result<Vec<GoneGroup>, Errors> {
    let mut errors = Errors::default();
    let mut gone = Vec::new();
    let returning = past.assignments.iter().filter(|assignment| !now.iter().any(|held| held.target == assignment.target));
    for group in returning.filter_map(|assignment| assignment.target.group()) {
        match check_group(group, look_up(group).as_ref()) {
            Ok(()) => {}
            Err(error) if error.code == Code::UnknownGroup => {
                gone.push(GoneGroup { profile: past.id.clone(), profile_name: past.name.as_str().to_owned(), group: group.clone() });
            }
            Err(error) => errors.push(error.under("/version").with("profile", past.name.as_str())),
        }
    }
    errors.or(gone)
}

/// The profile whose name another one is to get too, whatever the case. Of two, it is the one that is not `restored`.
pub fn holder_of_name<'a>(profiles: &'a [Past], restored: Option<&Guid>) -> Option<&'a Past> {
    let mut seen = BTreeMap::new();
    let (earlier, later) =
        profiles.iter().find_map(|profile| seen.insert(profile.name.key(), profile).map(|earlier| (earlier, profile)))?;
    Some(if restored == Some(&earlier.id) { later } else { earlier })
}
