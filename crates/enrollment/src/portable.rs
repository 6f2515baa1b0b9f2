//! Profiles that come from elsewhere: which of ours each of them is, what becomes of it, to which of our groups its groups belong,
//! and where it stands in the order. Nothing is written here; the plan says what the profiles would be.

mod groups;
mod merge;

use std::collections::{BTreeMap, BTreeSet};

use time::OffsetDateTime;

use crate::assignment::Assignment;
use crate::directory::Directory;
use crate::error::{Code, Errors, FieldError};
use crate::guid::Guid;
use crate::history::Past;
use crate::history::difference::says_the_same;
use crate::profile::NewProfile;
use crate::text::{ProfileName, fold_case};

use groups::Mapper;
pub use groups::{Mapping, Unmapped, WhyUnmapped};

/// The most profiles that are taken at once.
pub const MOST_PROFILES: usize = 2_000;
/// The most mistakes that are told one by one.
const MOST_MISTAKES: usize = 100;

/// What is to be done with a profile that is here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Leave ours as it is.
    Skip,
    /// Make ours like it.
    Overwrite,
    /// Leave ours, and add it under another name.
    Copy,
}

/// A profile that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its id where it comes from.
    pub id: String,
    /// Its name as written, for people.
    pub name: String,
    /// The profile, or why it cannot be one of ours.
    pub profile: Result<NewProfile, Errors>,
}

/// What somebody wants to import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Import {
    /// The profiles, the highest first.
    pub profiles: Vec<Offered>,
    /// The names of the groups where the profiles come from.
    pub group_names: BTreeMap<Guid, String>,
    /// What to do with each, by its id. Without one, ours is made like it.
    pub decisions: BTreeMap<String, Decision>,
    /// To which group of ours a group belongs; `None`: its assignments are left out.
    pub choices: BTreeMap<Guid, Option<Guid>>,
}

/// What becomes of an offered profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is added.
    Create,
    /// Ours becomes like it.
    Overwrite,
    /// It is added under another name.
    Copy,
    /// Nothing, because somebody said so.
    Skip,
    /// Nothing, because ours is like it already.
    Unchanged,
}

/// How one of ours was recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchedBy {
    /// It has the same id.
    Id,
    /// It has the same name, whatever the case.
    Name,
}

/// An offered profile and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id where it comes from.
    pub id: String,
    /// Its name there.
    pub name: String,
    /// Which of ours it is, as a place in the order, and how that was recognized.
    pub matched: Option<(usize, MatchedBy)>,
    /// What becomes of it.
    pub action: Action,
    /// The id that it has here; `None` when it is skipped and not here.
    pub result: Option<Guid>,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// One for each offered profile, in their order.
    pub items: Vec<Item>,
    /// Groups that are called otherwise here, and what they were taken for.
    pub mappings: Vec<Mapping>,
    /// Groups that nobody could tell what to take for. While there is one, nothing can be imported.
    pub unmapped: Vec<Unmapped>,
    /// All profiles in order, as they would be.
    pub wanted: Vec<Past>,
}

/// What an import into the profiles `current`, which stand in order, would do. Mistakes point into the request:
/// `/document/profiles/3/displayName`.
pub fn plan(
    import: &Import,
    current: &[Past],
    directory: &Directory,
    now: OffsetDateTime,
    mut new_id: impl FnMut() -> Guid,
) -> Result<Plan, Errors> {
    if import.profiles.len() > MOST_PROFILES {
        return Err(FieldError::new(Code::TooManyProfiles, "/document/profiles").with("max", MOST_PROFILES).into());
    }
    check_request(import)?;
    let mut errors = Errors::default();
    let recognized = recognize(import, current);
    let mut mapper = Mapper::new(import, directory);
    let mut taken: BTreeSet<String> = current.iter().map(|past| past.name.key()).collect();
    taken.extend(import.profiles.iter().map(|offered| fold_case(offered.name.trim())));
    let mut used: BTreeSet<Guid> = current.iter().map(|past| past.id.clone()).collect();
    let mut items = Vec::with_capacity(import.profiles.len());
    let mut becoming: BTreeMap<Guid, (usize, Past)> = BTreeMap::new();
    let mut placed = Vec::new();
    for (index, offered) in import.profiles.iter().enumerate() {
        let matched = recognized[index];
        let ours = matched.map(|(place, _)| &current[place]);
        let decision = import.decisions.get(&offered.id).copied();
        let mut item = Item {
            id: offered.id.clone(),
            name: offered.name.clone(),
            matched,
            action: Action::Skip,
            result: ours.map(|past| past.id.clone()),
        };
        if decision == Some(Decision::Skip) {
            items.push(item);
            continue;
        }
        let pointer = format!("/document/profiles/{index}");
        let Some(new) = errors.take(offered.profile.clone().map_err(|errors| errors.under(&pointer))) else { continue };
        let kept = ours.filter(|_| decision != Some(Decision::Copy));
        let held = kept.map_or(&[][..], |past| &past.assignments);
        let assignments = mapper.assignments(&new, held, &offered.name, &pointer, &mut errors);
        let past = if let Some(ours) = kept {
            becomes(&new, assignments, ours.id.clone(), ours.created, ours.modified)
        } else {
            let wanted = Guid::parse(&offered.id).ok().filter(|id| matched.is_none() && !used.contains(id));
            let id = wanted.unwrap_or_else(&mut new_id);
            let name = if matched.is_some() { free_name(&new.name, &mut taken) } else { new.name.clone() };
            Past { name, ..becomes(&new, assignments, id, now, now) }
        };
        item.action = match kept {
            Some(ours) if says_the_same(ours, &past) => Action::Unchanged,
            Some(_) => Action::Overwrite,
            None if matched.is_some() => Action::Copy,
            None => Action::Create,
        };
        item.result = Some(past.id.clone());
        used.insert(past.id.clone());
        placed.push(past.id.clone());
        becoming.insert(past.id.clone(), (index, past));
        items.push(item);
    }
    let ids: Vec<Guid> = current.iter().map(|past| past.id.clone()).collect();
    let by_id: BTreeMap<&Guid, &Past> = current.iter().map(|past| (&past.id, past)).collect();
    let becomes = |id: &Guid| becoming.get(id).map(|(_, past)| past).or_else(|| by_id.get(id).copied()).cloned();
    let wanted: Vec<Past> = merge::merged(&ids, &placed).iter().filter_map(becomes).collect();
    check_names(&wanted, &becoming, &mut errors);
    let (mappings, unmapped) = mapper.told();
    bounded(errors).or(Plan { items, mappings, unmapped, wanted })
}

/// The first mistakes, and how many there are when there are more.
fn bounded(mut errors: Errors) -> Errors {
    let count = errors.0.len();
    if count > MOST_MISTAKES {
        errors.0.truncate(MOST_MISTAKES);
        errors.push(FieldError::new(Code::TooManyMistakes, "").with("count", count));
    }
    errors
}

/// What can be told of a request without looking at what is here.
fn check_request(import: &Import) -> Result<(), Errors> {
    let mut errors = Errors::default();
    let mut seen = BTreeMap::new();
    for (index, offered) in import.profiles.iter().enumerate() {
        if let Some(first) = seen.insert(offered.id.to_ascii_lowercase(), index) {
            let error = FieldError::new(Code::ProfileTwice, format!("/document/profiles/{index}/id"));
            errors.push(error.with("id", &offered.id).with("first", first));
        }
    }
    for id in import.decisions.keys().filter(|id| !import.profiles.iter().any(|offered| offered.id == **id)) {
        errors.push(FieldError::new(Code::NotInDocument, format!("/decisions/{id}")).with("id", id));
    }
    bounded(errors).or(())
}

/// Which of ours each is: by id first, then by name among those of ours that no id recognized.
fn recognize(import: &Import, current: &[Past]) -> Vec<Option<(usize, MatchedBy)>> {
    let by_id: BTreeMap<&Guid, usize> = current.iter().enumerate().map(|(place, past)| (&past.id, place)).collect();
    let mut matches: Vec<Option<(usize, MatchedBy)>> = import
        .profiles
        .iter()
        .map(|offered| Guid::parse(&offered.id).ok().and_then(|id| by_id.get(&id).map(|place| (*place, MatchedBy::Id))))
        .collect();
    let mut free: BTreeMap<String, usize> = current.iter().enumerate().map(|(place, past)| (past.name.key(), place)).collect();
    free.retain(|_, place| !matches.iter().flatten().any(|(taken, _)| taken == place));
    for (offered, found) in import.profiles.iter().zip(&mut matches).filter(|(_, found)| found.is_none()) {
        let key = offered.profile.as_ref().map_or_else(|_| fold_case(offered.name.trim()), |profile| profile.name.key());
        *found = free.remove(&key).map(|place| (place, MatchedBy::Name));
    }
    matches
}

fn becomes(new: &NewProfile, assignments: Vec<Assignment>, id: Guid, created: OffsetDateTime, modified: OffsetDateTime) -> Past {
    Past {
        id,
        name: new.name.clone(),
        description: new.description.clone(),
        enrollment_type: new.enrollment_type.clone(),
        assignments,
        created,
        modified,
    }
}

/// The name with the first number behind it that nobody has, cut where it would be too long.
fn free_name(name: &ProfileName, taken: &mut BTreeSet<String>) -> ProfileName {
    let numbered = (2..).find_map(|number: u32| {
        let end = format!(" ({number})");
        let begin: String = name.as_str().chars().take(ProfileName::MAX - end.len()).collect();
        let name = ProfileName::parse(&format!("{begin}{end}")).ok()?;
        taken.insert(name.key()).then_some(name)
    });
    // There are more numbers than names.
    numbered.unwrap_or_else(|| name.clone())
}

/// No two may have the same name. The mistake is told at the imported one.
fn check_names(wanted: &[Past], becoming: &BTreeMap<Guid, (usize, Past)>, errors: &mut Errors) {
    let mut seen: BTreeMap<String, &Past> = BTreeMap::new();
    for past in wanted {
        let Some(earlier) = seen.insert(past.name.key(), past) else { continue };
        let (imported, holder) = if becoming.contains_key(&past.id) { (past, earlier) } else { (earlier, past) };
        let Some((index, _)) = becoming.get(&imported.id) else { continue };
        let error = FieldError::new(Code::NameTaken, format!("/document/profiles/{index}/displayName"));
        errors.push(error.with("name", holder.name.as_str()).with("id", &holder.id));
    }
}

#[cfg(test)]
mod tests;
