//! Between columns and domain values: moments in microseconds, ids as text, counts, assignments, enrollment types.

use enrollment::assignment::{AllUsers, Assignment, Filter, FilterMode, Target};
use enrollment::enrollment_type::{EnrollmentType, Method, Ownership, Pair};
use enrollment::graph::words::WireWord;
use enrollment::guid::Guid;
use serde_json::json;
use sqlx::FromRow;
use time::{OffsetDateTime, UtcOffset};

use crate::error::StoreError;

pub(super) fn corrupt(what: &str, value: impl std::fmt::Debug) -> StoreError {
    StoreError::Corrupt(format!("{value:?} is no {what}"))
}

/// A moment as it is stored: microseconds since 1970.
pub(super) fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX)
}

/// A stored moment.
pub(super) fn moment(micros: i64) -> Result<OffsetDateTime, StoreError> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).map_err(|_| corrupt("moment", micros))
}

/// The moment as it will be read back, so that what is in memory equals what is stored.
pub(super) fn storable(at: OffsetDateTime) -> OffsetDateTime {
    moment(micros(at)).unwrap_or(at).to_offset(UtcOffset::UTC)
}

pub(super) fn guid(text: &str) -> Result<Guid, StoreError> {
    Guid::parse(text).map_err(|_| corrupt("id", text))
}

pub(super) fn optional_guid(text: Option<&str>) -> Result<Option<Guid>, StoreError> {
    text.map(guid).transpose()
}

/// A count that is never negative.
pub(super) fn count(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| corrupt("count", value))
}

/// A count or position for a column.
pub(super) fn column(value: impl TryInto<i64>) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}

/// One row of `assignments` or `restriction_assignments`; `owner` is the profile or restriction.
#[derive(FromRow)]
pub(super) struct AssignmentRow {
    pub owner: String,
    target_type: String,
    group_id: Option<String>,
    filter_id: Option<String>,
    filter_mode: Option<String>,
}

const ALL_USERS: &str = "allUsers";
const ALL_USERS_GROUP: &str = "allUsersGroup";
const GROUP: &str = "group";
const EXCLUDED_GROUP: &str = "excludedGroup";

/// The word for a kind of target; "all users" has two, because each is echoed as it was written.
pub(super) fn target_type(target: &Target) -> &'static str {
    match target {
        Target::AllUsers(AllUsers::Licensed) => ALL_USERS,
        Target::AllUsers(AllUsers::VirtualGroup) => ALL_USERS_GROUP,
        Target::Group(_) => GROUP,
        Target::ExcludedGroup(_) => EXCLUDED_GROUP,
    }
}

impl AssignmentRow {
    pub(super) fn read(&self) -> Result<Assignment, StoreError> {
        let target = match (self.target_type.as_str(), optional_guid(self.group_id.as_deref())?) {
            (ALL_USERS, None) => Target::AllUsers(AllUsers::Licensed),
            (ALL_USERS_GROUP, None) => Target::AllUsers(AllUsers::VirtualGroup),
            (GROUP, Some(group)) => Target::Group(group),
            (EXCLUDED_GROUP, Some(group)) => Target::ExcludedGroup(group),
            (other, _) => return Err(corrupt("target", other)),
        };
        let filter = match (&self.filter_id, &self.filter_mode) {
            (Some(id), Some(mode)) => {
                let mode = FilterMode::from_wire(mode).ok_or_else(|| corrupt("filter mode", mode))?;
                Some(Filter { id: id.clone(), mode })
            }
            _ => None,
        };
        Ok(Assignment { target, filter })
    }
}

/// An enrollment type as text.
pub(super) fn write_type(enrollment_type: &EnrollmentType) -> String {
    let pairs: Vec<_> = enrollment_type.pairs().iter().map(|(ownership, method)| [ownership.wire(), method.wire()]).collect();
    json!({"default": enrollment_type.default_method().wire(), "pairs": pairs}).to_string()
}

/// A stored enrollment type.
pub(super) fn read_type(text: &str) -> Result<EnrollmentType, StoreError> {
    parse_type(text).ok_or_else(|| corrupt("enrollment type", text))
}

fn parse_type(text: &str) -> Option<EnrollmentType> {
    let object: serde_json::Value = serde_json::from_str(text).ok()?;
    let default = Method::from_wire(object.get("default")?.as_str()?)?;
    let pair = |pair: &serde_json::Value| -> Option<Pair> {
        Some((Ownership::from_wire(pair.get(0)?.as_str()?)?, Method::from_wire(pair.get(1)?.as_str()?)?))
    };
    let pairs = object.get("pairs")?.as_array()?.iter().map(pair).collect::<Option<Vec<_>>>()?;
    EnrollmentType::from_pairs(default, &pairs).ok()
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
