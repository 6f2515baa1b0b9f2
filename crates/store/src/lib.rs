//! Where Pomona keeps everything: the traits that the server is written against, and their `SQLite` implementation.
//! "Not found" and conflicts are data; errors are only what the caller cannot help.

mod author;
mod change_log;
mod credential;
mod directory;
mod error;
mod history;
mod idempotency;
mod profile;
pub mod sample;
mod sqlite;
mod suppression;
mod words;

use async_trait::async_trait;

pub use author::{Author, AuthorKind};
pub use change_log::{Action, BrokenRow, Change, ChangeFilter, ChangeLog, NewChange, ObjectKind, Verification};
pub use credential::{
    Administrator, AdministratorRefused, Credential, CredentialKind, CredentialStore, InvitationRefused, NewAdministrator, NewCredential,
    Scope, SecretHash,
};
pub use directory::{DirectoryRecords, DirectoryStore, Organization};
pub use error::{ChangedBy, OpenError, Outcome, StoreError, WriteRefused};
pub use history::{Everything, EverythingVersions, Guard, HistoryStore, Reason, Replaced, Replacement, Wanted};
pub use idempotency::{Answer, IdempotencyKey, IdempotencyStore, Once, Repeat, Reservation};
pub use profile::{Place, ProfileSet, ProfileStore, Saved};
pub use sqlite::SqliteStore;
pub use sqlite::backups::BackupError;
pub use suppression::{Suppression, SuppressionStore};

/// The whole database as one file, and back.
pub mod backup {
    pub use crate::sqlite::backups::{Held, back_up, hold, put_back};
}

/// Everything that is kept, behind one object.
#[async_trait]
pub trait Store: ProfileStore + HistoryStore + DirectoryStore + CredentialStore + ChangeLog + IdempotencyStore + SuppressionStore {
    /// Whether the database answers.
    async fn ping(&self) -> Result<(), StoreError>;

    /// Takes in what another process has written, so that the pictures in memory are not older than this call.
    /// [`CredentialStore::find_credential`] does the same by the way.
    async fn refresh(&self) -> Result<(), StoreError>;

    /// Finishes what was begun, then answers [`StoreError::Unavailable`] to everything.
    async fn close(&self);
}
