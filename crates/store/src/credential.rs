//! Credentials and administrators: one table for sessions, API tokens and invitations; only the hash of a secret is kept.

use std::collections::HashMap;

use async_trait::async_trait;
use enrollment::account::AdministratorName;
pub use enrollment::account::Scope;
use enrollment::guid::Guid;
use time::OffsetDateTime;

use crate::author::Author;
use crate::error::StoreError;

/// The SHA-256 of a secret.
pub type SecretHash = [u8; 32];

/// What a credential is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CredentialKind {
    /// A signed-in administrator's cookie.
    Session,
    /// A bearer token for programs.
    Token,
    /// A link by which somebody becomes an administrator, once.
    Invitation,
}

/// A credential as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Names it without telling the secret.
    pub id: Guid,
    /// What it is for.
    pub kind: CredentialKind,
    /// Who holds it, as shown: the administrator's name, the token's name, or for whom an invitation is.
    pub holder: String,
    /// Whose it is; it ends with the administrator.
    pub administrator: Option<Guid>,
    /// What its holder may do. For a session that was looked up, what the administrator may do now.
    pub scope: Scope,
    /// When it was made.
    pub created: OffsetDateTime,
    /// From when on it counts no more.
    pub expires: OffsetDateTime,
    /// When it was last used, to the minute.
    pub last_used: Option<OffsetDateTime>,
    /// When it was revoked, or an invitation was used.
    pub revoked: Option<OffsetDateTime>,
}

impl Credential {
    /// Whether it still counts.
    pub fn counts(&self, now: OffsetDateTime) -> bool {
        self.revoked.is_none() && now < self.expires
    }
}

/// A credential to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCredential {
    /// Names it without telling the secret.
    pub id: Guid,
    /// The SHA-256 of the secret.
    pub hash: SecretHash,
    /// What it is for.
    pub kind: CredentialKind,
    /// Who holds it, as shown.
    pub holder: String,
    /// Whose it is.
    pub administrator: Option<Guid>,
    /// What its holder may do.
    pub scope: Scope,
    /// From when on it counts no more.
    pub expires: OffsetDateTime,
}

/// A local administrator.
#[derive(Clone, PartialEq, Eq)]
pub struct Administrator {
    /// Given by the server.
    pub id: Guid,
    /// The name to sign in with.
    pub name: String,
    /// What they may do.
    pub scope: Scope,
    /// The hash of the password, as its library writes it.
    pub password_hash: String,
    /// When they were created.
    pub created: OffsetDateTime,
}

impl std::fmt::Debug for Administrator {
    /// Leaves the password's hash out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Administrator").field("id", &self.id).field("name", &self.name).field("scope", &self.scope).finish_non_exhaustive()
    }
}

/// An administrator to create. The scope comes with the invitation, where there is one.
#[derive(Clone)]
pub struct NewAdministrator {
    /// Given by the server.
    pub id: Guid,
    /// The name to sign in with, unique whatever the case.
    pub name: AdministratorName,
    /// The hash of the password, as its library writes it.
    pub password_hash: String,
}

/// Why an invitation could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvitationRefused {
    /// Unknown, used, revoked or expired.
    Invalid,
    /// Another administrator has this name, whatever the case. The invitation can still be used.
    NameTaken,
}

/// Why an administrator could not be removed, or made a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdministratorRefused {
    /// Nobody has this id.
    NotFound,
    /// Nobody else could change anything any more.
    LastAdministrator,
}

/// Credentials and administrators. Writes are in the change log, except for last uses.
#[async_trait]
pub trait CredentialStore: Send + Sync {
    /// The session or token with this secret, if it still counts. Read from the database each time, so that what a
    /// command revokes ends at once; takes in what other processes have written by the way.
    async fn find_credential(&self, hash: &SecretHash, now: OffsetDateTime) -> Result<Option<Credential>, StoreError>;

    /// The invitation with this secret, if it still counts.
    async fn find_invitation(&self, hash: &SecretHash, now: OffsetDateTime) -> Result<Option<Credential>, StoreError>;

    /// Keeps a new credential.
    async fn insert_credential(&self, author: &Author, now: OffsetDateTime, new: NewCredential) -> Result<Credential, StoreError>;

    /// Keeps the session of an administrator who gave the right password. `None`: the administrator is gone, or has another
    /// password by now.
    async fn start_session(
        &self,
        author: &Author,
        now: OffsetDateTime,
        new: NewCredential,
        administrator: &Administrator,
    ) -> Result<Option<Credential>, StoreError>;

    /// Ends a credential. `false`: there is none with this id that still counts.
    async fn revoke_credential(&self, author: &Author, now: OffsetDateTime, id: &Guid) -> Result<bool, StoreError>;

    /// The credentials of a kind, newest first, with those that count no more.
    async fn credentials(&self, kind: CredentialKind) -> Result<Vec<Credential>, StoreError>;

    /// Notes that a credential was used, at most once a minute.
    async fn touch_credential(&self, credential: &Credential, now: OffsetDateTime) -> Result<(), StoreError>;

    /// Makes an administrator out of an invitation, which is used up by that.
    async fn use_invitation(
        &self,
        author: &Author,
        now: OffsetDateTime,
        hash: &SecretHash,
        new: NewAdministrator,
    ) -> Result<Result<Administrator, InvitationRefused>, StoreError>;

    /// Every administrator, by name.
    async fn administrators(&self) -> Result<Vec<Administrator>, StoreError>;

    /// The administrator with this name, given as [`AdministratorName::key`].
    async fn administrator_by_name_key(&self, key: &str) -> Result<Option<Administrator>, StoreError>;

    /// Creates an administrator without an invitation. `None`: the name is taken.
    async fn insert_administrator(
        &self,
        author: &Author,
        now: OffsetDateTime,
        new: NewAdministrator,
        scope: Scope,
    ) -> Result<Option<Administrator>, StoreError>;

    /// Changes what an administrator may do, in the sessions that are running too. The last one who may change things
    /// stays.
    async fn set_scope(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        scope: Scope,
    ) -> Result<Result<Administrator, AdministratorRefused>, StoreError>;

    /// Replaces the password whose hash is `known` and ends every other session than `kept`. `false`: nobody has this id,
    /// or the password is another by now.
    async fn replace_password(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        known: &str,
        new: String,
        kept: &Guid,
    ) -> Result<bool, StoreError>;

    /// When each administrator signed in last, as far as the change log knows.
    async fn last_sign_ins(&self) -> Result<HashMap<Guid, OffsetDateTime>, StoreError>;

    /// Removes an administrator and ends everything they hold. The last one who may change things stays.
    async fn remove_administrator(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
    ) -> Result<Result<Administrator, AdministratorRefused>, StoreError>;
}
