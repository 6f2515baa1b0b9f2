//! What clients send, parsed strictly into the domain. Every mistake is found at once, each with its JSON pointer.

mod administration;
mod unsaved;

pub use administration::{NewToken, new_token, organization_change, role};
pub use unsaved::{
    EffectNumber, EffectPeople, End, WhoGetsWhat, WhoGetsWhatTable, effect_people, effect_question, lint_question, suppression,
    who_gets_what, who_gets_what_table,
};

use serde_json::Value;

use super::fields::{Fields, unknown_value, wrong_type};
use super::words::{PLATFORM, TargetType, WireWord, allowed};
use crate::assignment::{ALL_DEVICES_GROUP, ALL_USERS_GROUP, AllUsers, Assignment, Filter, FilterMode, Target};
use crate::enrollment_type::{EnrollmentType, Method, Pair};
use crate::error::{Code, Errors, FieldError};
use crate::guid::Guid;
use crate::profile::{NewProfile, Profile, ProfileChange};
use crate::text::{Description, ProfileName};

const READ_ONLY: &[&str] = &["id", "createdDateTime", "lastModifiedDateTime"];

/// The body of `POST .../appleUserInitiatedEnrollmentProfiles`.
pub fn new_profile(body: &Value) -> Result<NewProfile, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("displayName");
    fields.require("defaultEnrollmentType");
    let shared = Shared::read(&mut fields);
    let enrollment_type = match (shared.default, shared.pairs_are_fine) {
        (Some(default), true) => fields.errors.take(EnrollmentType::from_pairs(default, shared.pairs.as_deref().unwrap_or_default())),
        _ => None,
    };
    let errors = fields.finish(READ_ONLY);
    match (shared.name, enrollment_type) {
        (Some(name), Some(enrollment_type)) => errors.or(NewProfile {
            name,
            description: shared.description.unwrap_or_default(),
            enrollment_type,
            assignments: shared.assignments.unwrap_or_default(),
            priority: shared.priority,
        }),
        _ => Err(errors),
    }
}

/// The body of `PATCH .../appleUserInitiatedEnrollmentProfiles/{id}`: absent stays, collections are replaced whole.
pub fn profile_change(body: &Value, current: &Profile) -> Result<ProfileChange, Errors> {
    let mut fields = Fields::of(body)?;
    let shared = Shared::read(&mut fields);
    let mut enrollment_type = None;
    if shared.pairs_are_fine && (shared.default.is_some() || shared.pairs.is_some()) {
        let default = shared.default.unwrap_or_else(|| current.enrollment_type.default_method());
        let pairs = shared.pairs.unwrap_or_else(|| current.enrollment_type.pairs());
        enrollment_type = fields.errors.take(EnrollmentType::from_pairs(default, &pairs));
    }
    fields.finish(READ_ONLY).or(ProfileChange {
        name: shared.name,
        description: shared.description,
        enrollment_type,
        assignments: shared.assignments,
        priority: shared.priority,
    })
}

/// What `POST /pomona/reach` asks: what a profile that is not saved yet would mean for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachQuestion {
    /// Whom it would be assigned to.
    pub assignments: Vec<Assignment>,
    /// The place that it would take, 0 first; `None`: where it stands, or the end.
    pub priority: Option<u32>,
    /// The profile that it would replace.
    pub profile_id: Option<Guid>,
    /// Its type, where the restrictions that it overrides are asked for.
    pub enrollment_type: Option<EnrollmentType>,
}

/// The body of `POST /pomona/reach`: the properties of a profile, all optional, and `profileId`.
pub fn reach_question(body: &Value) -> Result<ReachQuestion, Errors> {
    let mut fields = Fields::of(body)?;
    let profile_id = fields.text("profileId", true);
    let profile_id = fields.parse("profileId", profile_id, Guid::parse);
    let shared = Shared::read(&mut fields);
    let enrollment_type = match shared.default {
        Some(default) if shared.pairs_are_fine => {
            fields.errors.take(EnrollmentType::from_pairs(default, shared.pairs.as_deref().unwrap_or_default()))
        }
        _ => None,
    };
    fields.finish(READ_ONLY).or(ReachQuestion {
        assignments: shared.assignments.unwrap_or_default(),
        priority: shared.priority,
        profile_id,
        enrollment_type,
    })
}

/// What POST and PATCH have in common.
struct Shared {
    name: Option<ProfileName>,
    description: Option<Description>,
    default: Option<Method>,
    pairs: Option<Vec<Pair>>,
    pairs_are_fine: bool,
    assignments: Option<Vec<Assignment>>,
    priority: Option<u32>,
}

impl Shared {
    fn read(fields: &mut Fields<'_>) -> Self {
        let name = fields.text("displayName", false);
        let name = fields.parse("displayName", name, ProfileName::parse);
        let description = fields.get("description").and_then(|value| match value {
            Value::Null => Some(""),
            Value::String(text) => Some(text.as_str()),
            _ => {
                fields.errors.push(wrong_type("/description", "string"));
                None
            }
        });
        let description = fields.parse("description", description, Description::parse);
        if let Some(platform) = fields.text("platform", false)
            && platform != PLATFORM
        {
            fields.errors.push(FieldError::new(Code::PlatformNotSupported, "/platform").with("value", platform));
        }
        let found_before = fields.errors.0.len();
        let default = fields.word::<Method>("defaultEnrollmentType");
        let pairs = fields.array("availableEnrollmentTypeOptions");
        let pairs = fields.parse("availableEnrollmentTypeOptions", pairs, parse_pairs);
        let pairs_are_fine = fields.errors.0.len() == found_before;
        let assignments = fields.array("assignments");
        let assignments = fields.parse("assignments", assignments, parse_assignments);
        let priority = priority_of(fields);
        Self { name, description, default, pairs, pairs_are_fine, assignments, priority }
    }
}

fn priority_of(fields: &mut Fields<'_>) -> Option<u32> {
    let value = fields.get("priority")?;
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok()).filter(|number| i32::try_from(*number).is_ok());
    if number.is_none() {
        let error =
            if value.is_number() { FieldError::new(Code::PriorityOutOfRange, "/priority") } else { wrong_type("/priority", "integer") };
        fields.errors.push(error);
    }
    number
}

fn parse_pairs(items: &[Value]) -> Result<Vec<Pair>, Errors> {
    each(items, |item| {
        let mut fields = Fields::of(item)?;
        fields.require("ownerType");
        fields.require("enrollmentType");
        let pair = fields.word("ownerType").zip(fields.word("enrollmentType"));
        let errors = fields.finish(&[]);
        match pair {
            Some(pair) => errors.or(pair),
            None => Err(errors),
        }
    })
}

fn each<T>(items: &[Value], parse: impl Fn(&Value) -> Result<T, Errors>) -> Result<Vec<T>, Errors> {
    let mut errors = Errors::default();
    let parsed: Vec<T> = items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| errors.take(parse(item).map_err(|errors| errors.under(&format!("/{index}")))))
        .collect();
    errors.or(parsed)
}

/// A list of assignments; pointers begin with the index. Whether the groups exist is not looked at here.
pub fn parse_assignments(items: &[Value]) -> Result<Vec<Assignment>, Errors> {
    each(items, assignment)
}

/// The body of `POST .../assignments`: `{"target": {...}}`.
pub fn assignment(body: &Value) -> Result<Assignment, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("target");
    let target = fields.get("target");
    let parsed = fields.parse("target", target, parse_target);
    let errors = fields.finish(&["id"]);
    match parsed {
        Some(assignment) => errors.or(assignment),
        None => Err(errors),
    }
}

fn parse_target(value: &Value) -> Result<Assignment, Errors> {
    let mut fields = Fields::of(value)?;
    fields.require("@odata.type");
    let written = fields.text("@odata.type", false);
    let kind = written.and_then(TargetType::read);
    if let (Some(written), None) = (written, kind) {
        fields.errors.push(unknown_value("/@odata.type", written, allowed::<TargetType>()));
    }
    let filter = filter_of(&mut fields);
    let names_group = matches!(kind, Some(TargetType::Group | TargetType::ExcludedGroup));
    if names_group {
        fields.require("groupId");
    }
    let group = if names_group { fields.text("groupId", false) } else { None };
    let group = fields.parse("groupId", group, Guid::parse);
    let target = match (kind, group) {
        (Some(TargetType::AllUsers), _) => Some(Target::AllUsers(AllUsers::Licensed)),
        (Some(TargetType::AllDevices), _) => {
            fields.errors.push(FieldError::new(Code::AllDevices, "/@odata.type"));
            None
        }
        (Some(_), Some(group)) if group == ALL_DEVICES_GROUP => {
            fields.errors.push(FieldError::new(Code::AllDevices, "/groupId"));
            None
        }
        (Some(TargetType::Group), Some(group)) if group == ALL_USERS_GROUP => Some(Target::AllUsers(AllUsers::VirtualGroup)),
        (Some(TargetType::Group), Some(group)) => Some(Target::Group(group)),
        (Some(TargetType::ExcludedGroup), Some(group)) => Some(Target::ExcludedGroup(group)),
        _ => None,
    };
    // A type that we don't know may have properties of its own; one mistake is enough then.
    let errors = if kind.is_some() { fields.finish(&[]) } else { fields.errors };
    match target {
        Some(target) => errors.or(Assignment { target, filter }),
        None => Err(errors),
    }
}

fn filter_of(fields: &mut Fields<'_>) -> Option<Filter> {
    const NO_FILTER: &str = "00000000-0000-0000-0000-000000000000";
    let id = fields.text("deviceAndAppManagementAssignmentFilterId", true).filter(|id| !id.is_empty() && *id != NO_FILTER);
    let name = "deviceAndAppManagementAssignmentFilterType";
    let written = fields.text(name, true).filter(|mode| *mode != "none")?;
    let Some(mode) = FilterMode::from_wire(written) else {
        fields.errors.push(unknown_value(&format!("/{name}"), written, format!("none, {}", allowed::<FilterMode>())));
        return None;
    };
    Some(Filter { id: id?.to_owned(), mode })
}

/// The body of `POST .../setPriority`: `{"priority": n}`.
pub fn set_priority(body: &Value) -> Result<u32, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("priority");
    let priority = priority_of(&mut fields);
    let errors = fields.finish(&[]);
    match priority {
        Some(priority) => errors.or(priority),
        None => Err(errors),
    }
}

/// The body of `POST .../setOrder`: `{"profileIds": [...]}`. Which ids there must be is
/// checked by [`crate::order`].
pub fn profile_ids(body: &Value) -> Result<Vec<Guid>, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("profileIds");
    let ids = ids_of(&mut fields);
    let errors = fields.finish(&[]);
    match ids {
        Some(ids) => errors.or(ids),
        None => Err(errors),
    }
}

fn ids_of(fields: &mut Fields<'_>) -> Option<Vec<Guid>> {
    let ids = fields.array("profileIds");
    fields.parse("profileIds", ids, |items| {
        each(items, |item| item.as_str().ok_or_else(|| Errors::from(wrong_type("", "string"))).and_then(Guid::parse))
    })
}

/// The body of a restore: `{"version": n}`.
pub fn restored_version(body: &Value) -> Result<u64, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("version");
    let version = fields.get("version").and_then(|value| {
        let number = value.as_u64();
        if number.is_none() {
            fields.errors.push(wrong_type("/version", "integer"));
        }
        number
    });
    let errors = fields.finish(&[]);
    match version {
        Some(version) => errors.or(version),
        None => Err(errors),
    }
}

/// What `POST /pomona/directory/plan` and `POST /pomona/directory/import` take: tables as CSV, each optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectoryImport<'a> {
    /// The table of people.
    pub people: Option<&'a str>,
    /// The table of groups.
    pub groups: Option<&'a str>,
    /// The table of memberships.
    pub members: Option<&'a str>,
    /// Whether what a given table does not name is removed.
    pub remove_missing: bool,
}

/// The body of an import. The tables themselves are read by [`crate::directory_import`].
pub fn directory_import(body: &Value) -> Result<DirectoryImport<'_>, Errors> {
    let mut fields = Fields::of(body)?;
    let import = DirectoryImport {
        people: fields.text("people", true),
        groups: fields.text("groups", true),
        members: fields.text("members", true),
        remove_missing: fields.truth("removeMissing").unwrap_or_default(),
    };
    fields.finish(&[]).or(import)
}
