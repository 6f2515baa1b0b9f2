//! What servers send, read tolerantly. A value of a form that we know becomes a field; everything else stays in `rest`
//! and is written back as it came, so that nothing is ever lost.

pub mod audit;
mod directory;

use serde_json::{Map, Value, json};

pub use audit::AuditEvent;
pub use directory::{Group, Organization, Restriction, User};

use super::sent;
use super::words::{TargetType, Word};
use crate::assignment::Assignment as KnownAssignment;
use crate::enrollment_type::{EnrollmentType, Method, Ownership, Pair};
use crate::guid::Guid;

/// A profile as a server sent it.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Its id; opaque to the app.
    pub id: String,
    /// Its name.
    pub display_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Its place, 0 first.
    pub priority: Option<i64>,
    /// The default type.
    pub default_type: Option<Word<Method>>,
    /// The pairs of ownership and type.
    pub options: Option<Vec<OwnerType>>,
    /// Whom it is assigned to; `None` when the answer does not say.
    pub assignments: Option<Vec<Assignment>>,
    /// When it was created, as written.
    pub created: Option<String>,
    /// When it was last changed, as written.
    pub modified: Option<String>,
    /// The version, to send back in `If-Match`.
    pub etag: Option<String>,
    rest: Map<String, Value>,
}

/// A pair of ownership and type as a server sent it.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnerType {
    /// Who owns the device.
    pub owner: Option<Word<Ownership>>,
    /// How it enrolls.
    pub method: Option<Word<Method>>,
    rest: Map<String, Value>,
}

/// An assignment as a server sent it.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// Its id; opaque to the app.
    pub id: Option<String>,
    /// The target as it came.
    pub target: Value,
    rest: Map<String, Value>,
}

/// The answer was not an object with an `id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnEntity;

impl Profile {
    /// Reads one profile.
    pub fn read(value: &Value) -> Result<Self, NotAnEntity> {
        let mut rest = value.as_object().cloned().ok_or(NotAnEntity)?;
        Ok(Self {
            id: take_text(&mut rest, "id").ok_or(NotAnEntity)?,
            display_name: take_text(&mut rest, "displayName"),
            description: take_text(&mut rest, "description"),
            priority: take(&mut rest, "priority", Value::as_i64),
            default_type: take_text(&mut rest, "defaultEnrollmentType").map(|text| Word::read(&text)),
            options: take(&mut rest, "availableEnrollmentTypeOptions", |value| value.as_array()?.iter().map(OwnerType::read).collect()),
            assignments: take(&mut rest, "assignments", |value| value.as_array()?.iter().map(Assignment::read).collect()),
            created: take_text(&mut rest, "createdDateTime"),
            modified: take_text(&mut rest, "lastModifiedDateTime"),
            etag: take_text(&mut rest, "@odata.etag"),
            rest,
        })
    }

    /// The same JSON as was read.
    pub fn write(&self) -> Value {
        let mut object = self.rest.clone();
        put(&mut object, "id", Some(self.id.as_str()));
        put(&mut object, "displayName", self.display_name.as_deref());
        put(&mut object, "description", self.description.as_deref());
        put(&mut object, "priority", self.priority);
        put(&mut object, "defaultEnrollmentType", self.default_type.as_ref().map(Word::as_str));
        put(
            &mut object,
            "availableEnrollmentTypeOptions",
            self.options.as_ref().map(|all| all.iter().map(OwnerType::write).collect::<Vec<_>>()),
        );
        put(&mut object, "assignments", self.assignments.as_ref().map(|all| all.iter().map(Assignment::write).collect::<Vec<_>>()));
        put(&mut object, "createdDateTime", self.created.as_deref());
        put(&mut object, "lastModifiedDateTime", self.modified.as_deref());
        put(&mut object, "@odata.etag", self.etag.as_deref());
        Value::Object(object)
    }

    /// The enrollment type, where every part of it is known and fits together; else it can only be shown as it came.
    pub fn known_type(&self) -> Option<EnrollmentType> {
        let default = self.default_type.as_ref()?.known()?;
        let pairs: Option<Vec<Pair>> = self.options.iter().flatten().map(OwnerType::known).collect();
        EnrollmentType::from_pairs(default, &pairs?).ok()
    }
}

impl OwnerType {
    /// Reads one pair; `None` when it is none.
    pub fn read(value: &Value) -> Option<Self> {
        let mut rest = value.as_object()?.clone();
        Some(Self {
            owner: take_text(&mut rest, "ownerType").map(|text| Word::read(&text)),
            method: take_text(&mut rest, "enrollmentType").map(|text| Word::read(&text)),
            rest,
        })
    }

    fn write(&self) -> Value {
        let mut object = self.rest.clone();
        put(&mut object, "ownerType", self.owner.as_ref().map(Word::as_str));
        put(&mut object, "enrollmentType", self.method.as_ref().map(Word::as_str));
        Value::Object(object)
    }

    /// The pair, where both of its words are known.
    pub fn known(&self) -> Option<Pair> {
        Some((self.owner.as_ref()?.known()?, self.method.as_ref()?.known()?))
    }
}

impl Assignment {
    /// Reads one assignment; `None` when it is none.
    pub fn read(value: &Value) -> Option<Self> {
        let mut rest = value.as_object()?.clone();
        Some(Self { id: take_text(&mut rest, "id"), target: rest.remove("target")?, rest })
    }

    fn write(&self) -> Value {
        let mut object = self.rest.clone();
        put(&mut object, "id", self.id.as_deref());
        object.insert("target".to_owned(), self.target.clone());
        Value::Object(object)
    }

    /// The assignment, where it is of a kind that we know; else it can only be shown as it came.
    pub fn known(&self) -> Option<KnownAssignment> {
        sent::assignment(&json!({"target": self.target})).ok()
    }

    /// The group that it names, known kind or not.
    pub fn group_id(&self) -> Option<Guid> {
        Guid::parse(self.target["groupId"].as_str()?).ok()
    }

    /// What kind of target it is, where we know it.
    pub fn target_type(&self) -> Option<TargetType> {
        TargetType::read(self.target["@odata.type"].as_str()?)
    }
}

/// Takes a property out when it has the form that is looked for; else it stays where it is.
fn take<T>(rest: &mut Map<String, Value>, name: &str, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
    let value = read(rest.get(name)?)?;
    rest.remove(name);
    Some(value)
}

fn take_text(rest: &mut Map<String, Value>, name: &str) -> Option<String> {
    take(rest, name, |value| value.as_str().map(str::to_owned))
}

fn put(object: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value> + Clone>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value.into());
    }
}
