//! Taking people, groups and memberships in from CSV: what it would do to the directory, and doing it.

use std::time::Duration;

use enrollment::directory_import::{Action, TableKind};
use serde_json::{Value, json};

use super::error::ApiError;
use super::graph::{Graph, text};
use super::transport::{Method, Request};

/// The most bytes that the server takes at once.
pub const LARGEST: u64 = 64 * 1024 * 1024;
/// Half a million people take a while, on the way and on the server.
const PATIENCE: Duration = Duration::from_mins(5);

/// What would be done, or was done, to the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The version of the directory that it was compared with.
    pub version: String,
    /// The numbers of each table, in the order of [`TableKind::ALL`].
    pub counts: [Counts; 3],
    /// The first changes.
    pub changes: Vec<Change>,
    /// How many there are beside those.
    pub more_changes: u64,
    /// Groups that vanish although profiles are assigned to them.
    pub warnings: Vec<Warning>,
}

/// What is done to one part of the directory, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New ones.
    pub added: u64,
    /// Those that become different.
    pub changed: u64,
    /// Those that go.
    pub removed: u64,
    /// Those that stay as they are.
    pub unchanged: u64,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is done.
    pub action: Action,
    /// The name of the person, group or member.
    pub name: String,
    /// What tells it from others of that name.
    pub key: String,
    /// The group that it is about being a member of.
    pub group: Option<String>,
    /// What becomes different.
    pub fields: Vec<Field>,
}

/// A value that becomes another one; `None` is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as the columns are called.
    pub name: String,
    /// What it is.
    pub before: Option<String>,
    /// What it becomes.
    pub after: Option<String>,
}

/// A group that vanishes although profiles are assigned to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The group.
    pub group: String,
    /// The profiles.
    pub profiles: Vec<String>,
}

impl Difference {
    fn read(answer: &Value) -> Option<Self> {
        let counts = TableKind::ALL.map(|table| Counts::read(&answer[table.as_str()]));
        let all = |name: &str| answer[name].as_array().into_iter().flatten();
        Some(Self {
            version: text(&answer["version"])?,
            counts,
            changes: all("changes").filter_map(Change::read).collect(),
            more_changes: answer["moreChanges"].as_u64().unwrap_or_default(),
            warnings: all("warnings").filter_map(Warning::read).collect(),
        })
    }

    /// Whether the directory is already as the tables say.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().all(|counts| counts.added + counts.changed + counts.removed == 0)
    }
}

impl Counts {
    fn read(answer: &Value) -> Self {
        let count = |name: &str| answer[name].as_u64().unwrap_or_default();
        Self { added: count("added"), changed: count("changed"), removed: count("removed"), unchanged: count("unchanged") }
    }
}

impl Change {
    fn read(answer: &Value) -> Option<Self> {
        let field =
            |field: &Value| Some(Field { name: text(&field["name"])?, before: text(&field["before"]), after: text(&field["after"]) });
        Some(Self {
            action: match answer["action"].as_str()? {
                "added" => Action::Added,
                "removed" => Action::Removed,
                _ => Action::Changed,
            },
            name: text(&answer["name"])?,
            key: text(&answer["key"]).unwrap_or_default(),
            group: text(&answer["group"]),
            fields: answer["fields"].as_array().into_iter().flatten().filter_map(field).collect(),
        })
    }
}

impl Warning {
    fn read(answer: &Value) -> Option<Self> {
        let profiles = answer["profiles"].as_array()?.iter().filter_map(text).collect();
        Some(Self { group: text(&answer["group"])?, profiles })
    }
}

/// What is sent: the tables that are given, in the order of [`TableKind::ALL`], and whether they are complete.
pub fn body(tables: [Option<String>; 3], remove_missing: bool) -> Value {
    let mut body = json!({ "removeMissing": remove_missing });
    for (kind, table) in TableKind::ALL.into_iter().zip(tables) {
        body[kind.as_str()] = table.map_or(Value::Null, Value::String);
    }
    body
}

impl Graph {
    /// What the tables would do. Nothing is changed. Only where the server offers `directoryImport`.
    pub async fn plan_import(&self, body: Value) -> Result<Difference, ApiError> {
        self.difference(Request::new(Method::Post, self.url("/pomona/directory/plan")).json(body)).await
    }

    /// Does it, if the directory is still the one of `version`.
    pub async fn import(&self, body: Value, version: &str) -> Result<Difference, ApiError> {
        let request = Request::new(Method::Post, self.url("/pomona/directory/import")).header("If-Match", version);
        self.difference(request.json(body)).await
    }

    async fn difference(&self, request: Request) -> Result<Difference, ApiError> {
        Difference::read(&self.answer(request.patient(PATIENCE)).await?).ok_or(ApiError::Unreadable)
    }
}
