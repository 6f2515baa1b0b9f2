//! The life of credentials and administrators.

use std::collections::HashMap;

use async_trait::async_trait;
use enrollment::graph::words::WireWord as _;
use enrollment::guid::Guid;
use futures::FutureExt as _;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::SqliteStore;
use super::credential_rows::{self as rows, CredentialRow};
use super::values::{micros, storable};
use super::work::{Stamp, Work};
use crate::author::Author;
use crate::change_log::{Action, NewChange, ObjectKind};
use crate::credential::{
    Administrator, AdministratorRefused, Credential, CredentialKind, CredentialStore, InvitationRefused, NewAdministrator, NewCredential,
    Scope, SecretHash,
};
use crate::error::StoreError;

/// How exactly a last use is known; more often would write at every request.
const LAST_USE: Duration = Duration::minutes(1);
/// How long an ended session is kept before its row goes; the change log keeps the sign-in.
const ENDED_SESSIONS: Duration = Duration::days(30);

#[async_trait]
impl CredentialStore for SqliteStore {
    async fn find_credential(&self, hash: &SecretHash, now: OffsetDateTime) -> Result<Option<Credential>, StoreError> {
        let found = rows::find(&mut *self.readers.acquire().await?, hash, micros(now)).await?;
        let Some(found) = found else { return Ok(None) };
        self.take_in(found.versions).await?;
        found.credential.read().map(Some)
    }

    async fn find_invitation(&self, hash: &SecretHash, now: OffsetDateTime) -> Result<Option<Credential>, StoreError> {
        rows::find_invitation(&mut *self.readers.acquire().await?, hash, micros(now)).await
    }

    async fn insert_credential(&self, author: &Author, now: OffsetDateTime, new: NewCredential) -> Result<Credential, StoreError> {
        let stamp = Stamp::new(author, now);
        self.write(move |work| async move { work.insert_credential(&stamp, new).await }.boxed()).await
    }

    async fn start_session(
        &self,
        author: &Author,
        now: OffsetDateTime,
        new: NewCredential,
        administrator: &Administrator,
    ) -> Result<Option<Credential>, StoreError> {
        let (stamp, administrator) = (Stamp::new(author, now), administrator.clone());
        self.write(move |work| async move { work.start_session(&stamp, new, &administrator).await }.boxed()).await
    }

    async fn revoke_credential(&self, author: &Author, now: OffsetDateTime, id: &Guid) -> Result<bool, StoreError> {
        let (stamp, id) = (Stamp::new(author, now), id.clone());
        self.write(move |work| async move { work.revoke_credential(&stamp, &id).await }.boxed()).await
    }

    async fn credentials(&self, kind: CredentialKind) -> Result<Vec<Credential>, StoreError> {
        let found: Vec<CredentialRow> = sqlx::query_as(
            "SELECT id, kind, holder, administrator_id, scope, created_at, expires_at, last_used_at, revoked_at FROM credentials \
             WHERE kind = $1 ORDER BY created_at DESC, id",
        )
        .bind(kind.as_str())
        .fetch_all(&self.readers)
        .await?;
        found.into_iter().map(CredentialRow::read).collect()
    }

    async fn touch_credential(&self, credential: &Credential, now: OffsetDateTime) -> Result<(), StoreError> {
        if credential.last_used.is_some_and(|last| now - last < LAST_USE) {
            return Ok(());
        }
        let (id, now) = (credential.id.to_string(), micros(now));
        let minute_ago = now - micros(OffsetDateTime::UNIX_EPOCH + LAST_USE);
        self.write(move |work| {
            async move {
                sqlx::query("UPDATE credentials SET last_used_at = $1 WHERE id = $2 AND (last_used_at IS NULL OR last_used_at <= $3)")
                    .bind(now)
                    .bind(id)
                    .bind(minute_ago)
                    .execute(&mut work.connection)
                    .await?;
                Ok(())
            }
            .boxed()
        })
        .await
    }

    async fn use_invitation(
        &self,
        author: &Author,
        now: OffsetDateTime,
        hash: &SecretHash,
        new: NewAdministrator,
    ) -> Result<Result<Administrator, InvitationRefused>, StoreError> {
        let (stamp, hash) = (Stamp::new(author, now), *hash);
        self.queue.write(move |work| async move { work.use_invitation(&stamp, &hash, &new).await }.boxed()).await
    }

    async fn administrators(&self) -> Result<Vec<Administrator>, StoreError> {
        rows::administrators(&mut *self.readers.acquire().await?).await
    }

    async fn administrator_by_name_key(&self, key: &str) -> Result<Option<Administrator>, StoreError> {
        rows::administrator_by_name_key(&mut *self.readers.acquire().await?, key).await
    }

    async fn insert_administrator(
        &self,
        author: &Author,
        now: OffsetDateTime,
        new: NewAdministrator,
        scope: Scope,
    ) -> Result<Option<Administrator>, StoreError> {
        let stamp = Stamp::new(author, now);
        self.write(move |work| async move { work.insert_administrator(&stamp, &new, scope).await }.boxed()).await
    }

    async fn set_scope(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        scope: Scope,
    ) -> Result<Result<Administrator, AdministratorRefused>, StoreError> {
        let (stamp, id) = (Stamp::new(author, now), id.clone());
        self.queue.write(move |work| async move { work.set_scope(&stamp, &id, scope).await }.boxed()).await
    }

    async fn replace_password(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        known: &str,
        new: String,
        kept: &Guid,
    ) -> Result<bool, StoreError> {
        let (stamp, id, known, kept) = (Stamp::new(author, now), id.clone(), known.to_owned(), kept.clone());
        self.write(move |work| async move { work.replace_password(&stamp, &id, &known, &new, &kept).await }.boxed()).await
    }

    async fn last_sign_ins(&self) -> Result<HashMap<Guid, OffsetDateTime>, StoreError> {
        rows::last_sign_ins(&mut *self.readers.acquire().await?).await
    }

    async fn remove_administrator(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
    ) -> Result<Result<Administrator, AdministratorRefused>, StoreError> {
        let (stamp, id) = (Stamp::new(author, now), id.clone());
        self.queue.write(move |work| async move { work.remove_administrator(&stamp, &id).await }.boxed()).await
    }
}

impl SqliteStore {
    /// Runs a job that nothing but the database can refuse.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        job: impl for<'a> FnOnce(&'a mut Work) -> futures::future::BoxFuture<'a, Result<T, StoreError>> + Send + 'static,
    ) -> Result<T, StoreError> {
        let done: Result<T, std::convert::Infallible> =
            self.queue.write(move |work| async move { job(work).await.map(Ok) }.boxed()).await?;
        let Ok(value) = done;
        Ok(value)
    }
}

impl Work {
    async fn start_session(
        &mut self,
        stamp: &Stamp,
        new: NewCredential,
        administrator: &Administrator,
    ) -> Result<Option<Credential>, StoreError> {
        let kept: Option<String> = sqlx::query_scalar("SELECT password_hash FROM administrators WHERE id = $1")
            .bind(administrator.id.to_string())
            .fetch_optional(&mut self.connection)
            .await?;
        if kept.as_ref() != Some(&administrator.password_hash) {
            return Ok(None);
        }
        self.insert_credential(stamp, new).await.map(Some)
    }

    async fn insert_credential(&mut self, stamp: &Stamp, new: NewCredential) -> Result<Credential, StoreError> {
        sqlx::query("DELETE FROM credentials WHERE kind = 'session' AND expires_at < $1")
            .bind(micros(stamp.now - ENDED_SESSIONS))
            .execute(&mut self.connection)
            .await?;
        rows::insert(&mut self.connection, &new, micros(stamp.now)).await?;
        let credential = Credential {
            id: new.id,
            kind: new.kind,
            holder: new.holder,
            administrator: new.administrator,
            scope: new.scope,
            created: stamp.now,
            expires: storable(new.expires),
            last_used: None,
            revoked: None,
        };
        let action = if credential.kind == CredentialKind::Session { Action::SignIn } else { Action::Create };
        self.log_credential(stamp, action, &credential).await?;
        Ok(credential)
    }

    async fn revoke_credential(&mut self, stamp: &Stamp, id: &Guid) -> Result<bool, StoreError> {
        let Some(credential) = rows::by_id(&mut self.connection, id).await? else { return Ok(false) };
        if !rows::revoke(&mut self.connection, id, micros(stamp.now)).await? {
            return Ok(false);
        }
        let action = if credential.kind == CredentialKind::Session { Action::SignOut } else { Action::Revoke };
        self.log_credential(stamp, action, &credential).await?;
        Ok(true)
    }

    async fn use_invitation(
        &mut self,
        stamp: &Stamp,
        hash: &SecretHash,
        new: &NewAdministrator,
    ) -> Result<Result<Administrator, InvitationRefused>, StoreError> {
        let Some(invitation) = rows::find_invitation(&mut self.connection, hash, micros(stamp.now)).await? else {
            return Ok(Err(InvitationRefused::Invalid));
        };
        rows::revoke(&mut self.connection, &invitation.id, micros(stamp.now)).await?;
        let administrator = self.insert_administrator(stamp, new, invitation.scope).await?;
        Ok(administrator.ok_or(InvitationRefused::NameTaken))
    }

    /// `None`: the name is taken.
    async fn insert_administrator(
        &mut self,
        stamp: &Stamp,
        new: &NewAdministrator,
        scope: Scope,
    ) -> Result<Option<Administrator>, StoreError> {
        if rows::administrator_by_name_key(&mut self.connection, &new.name.key()).await?.is_some() {
            return Ok(None);
        }
        sqlx::query("INSERT INTO administrators (id, name, name_key, scope, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(new.id.to_string())
            .bind(new.name.as_str())
            .bind(new.name.key())
            .bind(scope.wire())
            .bind(&new.password_hash)
            .bind(micros(stamp.now))
            .execute(&mut self.connection)
            .await?;
        let administrator = Administrator {
            id: new.id.clone(),
            name: new.name.as_str().to_owned(),
            scope,
            password_hash: new.password_hash.clone(),
            created: stamp.now,
        };
        self.log_administrator(stamp, Action::Create, &administrator).await?;
        Ok(Some(administrator))
    }

    async fn set_scope(
        &mut self,
        stamp: &Stamp,
        id: &Guid,
        scope: Scope,
    ) -> Result<Result<Administrator, AdministratorRefused>, StoreError> {
        let before = match self.replaceable(id, scope == Scope::Write).await? {
            Ok(administrator) if administrator.scope == scope => return Ok(Ok(administrator)),
            Ok(administrator) => administrator,
            Err(refused) => return Ok(Err(refused)),
        };
        sqlx::query("UPDATE administrators SET scope = $1 WHERE id = $2")
            .bind(scope.wire())
            .bind(id.to_string())
            .execute(&mut self.connection)
            .await?;
        let after = Administrator { scope, ..before.clone() };
        let change = NewChange { before: Some(document(&before)), after: Some(document(&after)), ..change(Action::Change, &after) };
        self.log(stamp, change).await?;
        Ok(Ok(after))
    }

    async fn replace_password(&mut self, stamp: &Stamp, id: &Guid, known: &str, new: &str, kept: &Guid) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE administrators SET password_hash = $1 WHERE id = $2 AND password_hash = $3")
            .bind(new)
            .bind(id.to_string())
            .bind(known)
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(
            "UPDATE credentials SET revoked_at = $1 WHERE administrator_id = $2 AND kind = 'session' AND id <> $3 AND revoked_at IS NULL",
        )
        .bind(micros(stamp.now))
        .bind(id.to_string())
        .bind(kept.to_string())
        .execute(&mut self.connection)
        .await?;
        let all = rows::administrators(&mut self.connection).await?;
        if let Some(administrator) = all.iter().find(|one| one.id == *id) {
            self.log(stamp, change(Action::ChangePassword, administrator)).await?;
        }
        Ok(true)
    }

    async fn remove_administrator(&mut self, stamp: &Stamp, id: &Guid) -> Result<Result<Administrator, AdministratorRefused>, StoreError> {
        let administrator = match self.replaceable(id, false).await? {
            Ok(administrator) => administrator,
            Err(refused) => return Ok(Err(refused)),
        };
        sqlx::query("UPDATE credentials SET revoked_at = $1 WHERE administrator_id = $2 AND revoked_at IS NULL")
            .bind(micros(stamp.now))
            .bind(id.to_string())
            .execute(&mut self.connection)
            .await?;
        sqlx::query("DELETE FROM administrators WHERE id = $1").bind(id.to_string()).execute(&mut self.connection).await?;
        self.log_administrator(stamp, Action::Delete, &administrator).await?;
        Ok(Ok(administrator))
    }

    /// An administrator, when somebody could still change things afterwards; `will_write`: they themselves could.
    async fn replaceable(&mut self, id: &Guid, will_write: bool) -> Result<Result<Administrator, AdministratorRefused>, StoreError> {
        let all = rows::administrators(&mut self.connection).await?;
        let Some(administrator) = all.iter().find(|one| one.id == *id) else { return Ok(Err(AdministratorRefused::NotFound)) };
        let others_write = all.iter().any(|one| one.id != *id && one.scope == Scope::Write);
        if administrator.scope == Scope::Write && !will_write && !others_write {
            return Ok(Err(AdministratorRefused::LastAdministrator));
        }
        Ok(Ok(administrator.clone()))
    }

    async fn log_credential(&mut self, stamp: &Stamp, action: Action, credential: &Credential) -> Result<(), StoreError> {
        let document = json!({
            "id": credential.id.to_string(),
            "holder": credential.holder,
            "scope": credential.scope.wire(),
            "expiresDateTime": enrollment::graph::write_date_time(credential.expires),
        });
        let change = NewChange {
            action,
            object_kind: credential.kind.object_kind(),
            object_id: credential.id.to_string(),
            object_name: credential.holder.clone(),
            before: None,
            after: None,
        };
        self.log(stamp, with_document(change, document)).await
    }

    async fn log_administrator(&mut self, stamp: &Stamp, action: Action, administrator: &Administrator) -> Result<(), StoreError> {
        self.log(stamp, with_document(change(action, administrator), document(administrator))).await
    }
}

/// A row about an administrator, as yet without what they were and became.
fn change(action: Action, administrator: &Administrator) -> NewChange {
    NewChange {
        action,
        object_kind: ObjectKind::Administrator,
        object_id: administrator.id.to_string(),
        object_name: administrator.name.clone(),
        before: None,
        after: None,
    }
}

/// An administrator as the change log keeps them: without anything of the password.
fn document(administrator: &Administrator) -> Value {
    json!({
        "id": administrator.id.to_string(),
        "displayName": administrator.name,
        "scope": administrator.scope.wire(),
    })
}

/// Puts the document where it belongs: what begins has it after, what ends had it before.
fn with_document(change: NewChange, document: Value) -> NewChange {
    match change.action {
        Action::Create | Action::SignIn => NewChange { after: Some(document), ..change },
        _ => NewChange { before: Some(document), ..change },
    }
}
