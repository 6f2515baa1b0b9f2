//! To which of our groups the groups of an import belong: by choice, by id, by name, or to none.

use std::collections::BTreeMap;

use super::Import;
use crate::assignment::{Assignment, Target, check_group};
use crate::directory::Directory;
use crate::error::{Code, Errors, FieldError};
use crate::guid::Guid;
use crate::profile::NewProfile;
use crate::text::fold_case;

/// A group that was taken for one of ours, or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// Its id where it comes from.
    pub id: Guid,
    /// Its name there, where the document tells it.
    pub name: Option<String>,
    /// Ours; `None`: its assignments are left out.
    pub to: Option<Guid>,
    /// Whether somebody chose it; else it has the same name.
    pub chosen: bool,
}

/// Why nobody can tell what to take a group for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyUnmapped {
    /// None of ours has its id or its name.
    Missing,
    /// Several of ours have its name.
    Ambiguous,
}

/// A group that nobody can tell what to take for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmapped {
    /// Its id where it comes from.
    pub id: Guid,
    /// Its name there, where the document tells it.
    pub name: Option<String>,
    /// Why.
    pub why: WhyUnmapped,
    /// The names of the profiles that are assigned to it.
    pub profiles: Vec<String>,
}

/// Maps groups, and remembers what it did.
pub(super) struct Mapper<'a> {
    import: &'a Import,
    directory: &'a Directory,
    by_name: Option<BTreeMap<String, Vec<Guid>>>,
    mappings: BTreeMap<Guid, Mapping>,
    unmapped: BTreeMap<Guid, Unmapped>,
}

enum Found {
    Ours(Guid),
    LeftOut,
    Unknown(WhyUnmapped),
}

impl<'a> Mapper<'a> {
    pub(super) const fn new(import: &'a Import, directory: &'a Directory) -> Self {
        Self { import, directory, by_name: None, mappings: BTreeMap::new(), unmapped: BTreeMap::new() }
    }

    /// The assignments of a profile with our groups. What ours of it has already (`held`) is kept without being looked at. Of
    /// two groups that are taken for the same one, the first assignment stays.
    pub(super) fn assignments(
        &mut self,
        new: &NewProfile,
        held: &[Assignment],
        name: &str,
        pointer: &str,
        errors: &mut Errors,
    ) -> Vec<Assignment> {
        let mut mapped: Vec<Assignment> = Vec::new();
        for (index, assignment) in new.assignments.iter().enumerate() {
            let Some(group) = assignment.target.group() else {
                add(&mut mapped, assignment.clone());
                continue;
            };
            let is_held = |target: &Target| held.iter().any(|one| one.target == *target);
            match self.find(group) {
                Found::LeftOut => {}
                Found::Ours(ours) => {
                    let target = with_group(&assignment.target, ours.clone());
                    if !is_held(&target)
                        && let Err(error) = check_group(&ours, self.directory.known_group(&ours).as_ref())
                    {
                        let at = match self.import.choices.get(group) {
                            Some(_) => format!("/groups/{group}"),
                            None => format!("{pointer}/assignments/{index}/target/groupId"),
                        };
                        errors.push(error.under(&at));
                    }
                    add(&mut mapped, Assignment { target, filter: assignment.filter.clone() });
                }
                Found::Unknown(_) if is_held(&assignment.target) => add(&mut mapped, assignment.clone()),
                Found::Unknown(why) => self.miss(group, why, name),
            }
        }
        mapped
    }

    fn find(&mut self, group: &Guid) -> Found {
        let name = self.import.group_names.get(group).cloned();
        if let Some(choice) = self.import.choices.get(group) {
            self.note(group, name, choice.clone(), true);
            return choice.clone().map_or(Found::LeftOut, Found::Ours);
        }
        if self.directory.group_index(group).is_some() {
            return Found::Ours(group.clone());
        }
        let Some(wanted) = &name else { return Found::Unknown(WhyUnmapped::Missing) };
        let directory = self.directory;
        let by_name = self.by_name.get_or_insert_with(|| {
            let mut by_name: BTreeMap<String, Vec<Guid>> = BTreeMap::new();
            for group in directory.groups() {
                by_name.entry(fold_case(group.display_name.trim())).or_default().push(group.id.clone());
            }
            by_name
        });
        match by_name.get(&fold_case(wanted.trim())).map(Vec::as_slice) {
            Some([ours]) => {
                let ours = ours.clone();
                self.note(group, name, Some(ours.clone()), false);
                Found::Ours(ours)
            }
            Some(_) => Found::Unknown(WhyUnmapped::Ambiguous),
            None => Found::Unknown(WhyUnmapped::Missing),
        }
    }

    fn note(&mut self, group: &Guid, name: Option<String>, to: Option<Guid>, chosen: bool) {
        self.mappings.entry(group.clone()).or_insert_with(|| Mapping { id: group.clone(), name, to, chosen });
    }

    fn miss(&mut self, group: &Guid, why: WhyUnmapped, profile: &str) {
        let name = self.import.group_names.get(group).cloned();
        let unmapped =
            self.unmapped.entry(group.clone()).or_insert_with(|| Unmapped { id: group.clone(), name, why, profiles: Vec::new() });
        unmapped.profiles.push(profile.to_owned());
    }

    /// What was mapped and what could not be.
    pub(super) fn told(self) -> (Vec<Mapping>, Vec<Unmapped>) {
        (self.mappings.into_values().collect(), self.unmapped.into_values().collect())
    }
}

impl Unmapped {
    /// The mistake of importing all the same.
    pub fn mistake(&self) -> FieldError {
        let reason = match self.why {
            WhyUnmapped::Missing => "missing",
            WhyUnmapped::Ambiguous => "ambiguous",
        };
        let error = FieldError::new(Code::GroupNotMapped, format!("/groups/{}", self.id)).with("groupId", &self.id);
        error
            .with("displayName", self.name.as_deref().unwrap_or_default())
            .with("reason", reason)
            .with("profiles", self.profiles.join(", "))
    }
}

fn add(mapped: &mut Vec<Assignment>, assignment: Assignment) {
    if !mapped.iter().any(|earlier| earlier.target == assignment.target) {
        mapped.push(assignment);
    }
}

fn with_group(target: &Target, group: Guid) -> Target {
    match target {
        Target::AllUsers(spelling) => Target::AllUsers(*spelling),
        Target::Group(_) => Target::Group(group),
        Target::ExcludedGroup(_) => Target::ExcludedGroup(group),
    }
}
