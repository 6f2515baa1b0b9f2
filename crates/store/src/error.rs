//! What can go wrong outside the caller's hands, and why a write was refused.

use enrollment::error::Errors;
use enrollment::guid::Guid;
use thiserror::Error;
use time::OffsetDateTime;

/// The database could not do it. Nothing was changed, unless the error came while it was committing.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Away, busy, full, locked or closed: trying again later can help.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// It holds something that no version of Pomona wrote.
    #[error("the database holds something that cannot be read: {0}")]
    Corrupt(String),
}

/// A database could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder cannot be created or read.
    #[error("cannot use the data folder {folder}: {reason}")]
    Folder {
        /// Which folder.
        folder: String,
        /// What the operating system says.
        reason: String,
    },
    /// It was written by a later version.
    #[error(
        "the database in {folder} was written by a newer version of Pomona (schema {found}, this one knows {known}): \
         start that version or a later one, or restore a backup made before the upgrade"
    )]
    Newer {
        /// Which folder.
        folder: String,
        /// The schema that was found.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// A migration could not be applied; the database is as it was before.
    #[error("the database could not be brought to schema {to}, and is left as it was: {reason}")]
    Migration {
        /// The migration that failed.
        to: i64,
        /// What the database says.
        reason: String,
    },
    /// Anything else.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The answer to a write: done, refused for a reason that the caller can tell, or impossible now.
pub type Outcome<T> = Result<Result<T, WriteRefused>, StoreError>;

/// Why a write was refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteRefused {
    /// No such profile or assignment.
    NotFound,
    /// Somebody changed it since it was read.
    Stale(ChangedBy),
    /// Another profile has this name, whatever the case.
    NameTaken {
        /// Which one.
        id: Guid,
        /// As it is written there.
        name: String,
    },
    /// It breaks a rule that only the stored data can tell. Pointers are those of Graph's body.
    Invalid(Errors),
}

/// The change that made an expected version stale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedBy {
    /// Who changed it last, as shown.
    pub who: String,
    /// When.
    pub at: OffsetDateTime,
    /// The version that would have been right.
    pub current_version: u64,
}
