//! The change log: who did what, when, and what it was before. Rows are added and never changed; audit, versions and
//! undo are views of it.

use async_trait::async_trait;
use enrollment::guid::Guid;
use serde_json::Value;
use time::OffsetDateTime;

use crate::author::Author;
use crate::error::StoreError;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Something came into being.
    Create,
    /// Something was changed.
    Change,
    /// Something was deleted.
    Delete,
    /// The order was changed.
    Reorder,
    /// An assignment was added, or its filter was changed.
    Assign,
    /// An assignment was removed.
    Unassign,
    /// A directory was loaded.
    Load,
    /// Tables were imported into the directory.
    Import,
    /// Somebody signed in.
    SignIn,
    /// Somebody tried to sign in and failed.
    SignInFailed,
    /// Somebody signed out.
    SignOut,
    /// A credential was ended.
    Revoke,
    /// Somebody chose a new password.
    ChangePassword,
    /// Somebody wanted a new password and did not know the current one.
    ChangePasswordFailed,
}

/// To what it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObjectKind {
    /// An enrollment profile.
    Profile,
    /// The order of the profiles.
    Order,
    /// The organization.
    Organization,
    /// The directory.
    Directory,
    /// A local administrator.
    Administrator,
    /// A session.
    Session,
    /// An API token.
    Token,
    /// An invitation.
    Invitation,
    /// A finding of the lint that is suppressed.
    LintSuppression,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Counts the rows from 1, without gaps.
    pub sequence: u64,
    /// Names the row.
    pub id: Guid,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub author: Author,
    /// What.
    pub action: Action,
    /// To what kind of object.
    pub object_kind: ObjectKind,
    /// To which object; an id or a word, always in lower case.
    pub object_id: String,
    /// Its name at that moment.
    pub object_name: String,
    /// What it was, as Graph writes it, without secrets.
    pub before: Option<Value>,
    /// What it became.
    pub after: Option<Value>,
    /// Its hash in the chain, in hexadecimal.
    pub hash: String,
}

/// A row to add.
#[derive(Debug, Clone, PartialEq)]
pub struct NewChange {
    /// What.
    pub action: Action,
    /// To what kind of object.
    pub object_kind: ObjectKind,
    /// To which object.
    pub object_id: String,
    /// Its name.
    pub object_name: String,
    /// What it was.
    pub before: Option<Value>,
    /// What it became.
    pub after: Option<Value>,
}

/// Which rows to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeFilter {
    /// Only this row.
    pub id: Option<Guid>,
    /// Only of these kinds of objects; empty: of all.
    pub object_kinds: Vec<ObjectKind>,
    /// Only of this object.
    pub object_id: Option<String>,
    /// Only since then.
    pub from: Option<OffsetDateTime>,
    /// Only until then.
    pub until: Option<OffsetDateTime>,
    /// Only older than this sequence: the cursor of the next page.
    pub before: Option<u64>,
    /// Only newer than this sequence.
    pub after: Option<u64>,
    /// The most rows; `None`: 100.
    pub limit: Option<u32>,
}

/// What came of reading the change log from its beginning and computing every hash again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many rows there are.
    pub rows: u64,
    /// The first row that was changed, or that no longer follows the one before it. After it nothing can be told.
    pub first_broken: Option<BrokenRow>,
    /// The hash of the newest row, in hexadecimal; `None` in an empty log and in a broken one.
    pub head: Option<String>,
    /// Whether the hash that the caller knew is still in the unbroken part; true when they knew none.
    pub holds_known: bool,
}

/// A row that does not fit into the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRow {
    /// Its place in the log.
    pub sequence: u64,
    /// Its id; empty when even that cannot be read.
    pub id: String,
    /// When it says that it was written, where that can be read.
    pub at: Option<OffsetDateTime>,
}

/// The change log.
#[async_trait]
pub trait ChangeLog: Send + Sync {
    /// The rows that the filter lets through, newest first.
    async fn changes(&self, filter: &ChangeFilter) -> Result<Vec<Change>, StoreError>;

    /// Adds a row for something that is no write by itself, such as a failed sign-in.
    async fn record(&self, author: &Author, now: OffsetDateTime, change: NewChange) -> Result<(), StoreError>;

    /// Reads the whole log and computes every hash again. `known` is the hash of a row that somebody kept elsewhere.
    async fn verify(&self, known: Option<&str>) -> Result<Verification, StoreError>;
}
