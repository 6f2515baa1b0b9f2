//! The directory: reading from memory, replacing it whole, and importing into it.

use std::sync::Arc;

use async_trait::async_trait;
use enrollment::directory::Directory;
use enrollment::directory_import::Plan;
use enrollment::graph::written;
use enrollment::restriction::Restriction;
use futures::FutureExt as _;
use serde_json::{Value, json};
use sqlx::SqliteConnection;
use time::OffsetDateTime;

use super::SqliteStore;
use super::values::{count, moment};
use super::work::{Stamp, Work};
use super::{directory_rows, import_rows};
use crate::author::Author;
use crate::change_log::{Action, NewChange, ObjectKind};
use crate::directory::{DirectoryRecords, DirectoryStore, Organization};
use crate::error::{ChangedBy, Outcome, StoreError, WriteRefused};

#[async_trait]
impl DirectoryStore for SqliteStore {
    fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.published.get().directory.directory)
    }

    fn versioned_directory(&self) -> (Arc<Directory>, u64) {
        let pictures = self.published.get();
        (Arc::clone(&pictures.directory.directory), pictures.versions.directory.unsigned_abs())
    }

    fn organization(&self) -> Option<Arc<Organization>> {
        self.published.get().directory.organization.clone()
    }

    fn restrictions(&self) -> Arc<Vec<Restriction>> {
        Arc::clone(&self.published.get().directory.restrictions)
    }

    fn is_empty(&self) -> bool {
        let pictures = self.published.get();
        let directory = &pictures.directory.directory;
        directory.people().is_empty()
            && directory.groups().is_empty()
            && directory.devices().is_empty()
            && pictures.profiles.profiles.is_empty()
    }

    async fn set_organization(&self, author: &Author, now: OffsetDateTime, organization: Organization) -> Result<(), StoreError> {
        let stamp = Stamp::new(author, now);
        let done: Result<(), std::convert::Infallible> =
            self.queue.write(move |work| async move { work.set_organization(&stamp, &organization).await.map(Ok) }.boxed()).await?;
        let Ok(()) = done;
        Ok(())
    }

    async fn load_directory(&self, author: &Author, now: OffsetDateTime, records: DirectoryRecords) -> Outcome<()> {
        let stamp = Stamp::new(author, now);
        self.queue.write(move |work| async move { work.load_directory(&stamp, records).await }.boxed()).await
    }

    async fn import_directory(&self, author: &Author, now: OffsetDateTime, expected: u64, plan: Plan) -> Outcome<u64> {
        let stamp = Stamp::new(author, now);
        self.queue.write(move |work| async move { work.import_directory(&stamp, expected, &plan).await }.boxed()).await
    }

    async fn directory_changed(&self) -> Result<ChangedBy, StoreError> {
        directory_changed(&mut *self.readers.acquire().await?).await
    }
}

impl Work {
    async fn set_organization(&mut self, stamp: &Stamp, organization: &Organization) -> Result<(), StoreError> {
        let before = self.pictures.directory.organization.clone();
        if before.as_deref() == Some(organization) {
            return Ok(());
        }
        directory_rows::replace_organization(&mut self.connection, organization).await?;
        self.pictures.directory.organization = Some(Arc::new(organization.clone()));
        self.count_change("directory", stamp).await?;
        let change = NewChange {
            action: if before.is_some() { Action::Change } else { Action::Create },
            object_kind: ObjectKind::Organization,
            object_id: organization.id.to_string(),
            object_name: organization.display_name.clone(),
            before: before.as_deref().map(document),
            after: Some(document(organization)),
        };
        self.log(stamp, change).await
    }

    async fn load_directory(&mut self, stamp: &Stamp, records: DirectoryRecords) -> Outcome<()> {
        if let Some(organization) = &records.organization {
            self.set_organization(stamp, organization).await?;
        }
        directory_rows::replace(&mut self.connection, &records).await?;
        self.count_change("directory", stamp).await?;
        let change = NewChange {
            action: Action::Load,
            object_kind: ObjectKind::Directory,
            object_id: "directory".to_owned(),
            object_name: String::new(),
            before: None,
            after: Some(json!({
                "people": records.people.len(),
                "groups": records.groups.len(),
                "devices": records.devices.len(),
                "restrictions": records.restrictions.len(),
            })),
        };
        self.log(stamp, change).await?;
        // Read back rather than built from the records, so that memory and disk cannot differ.
        self.pictures.directory = directory_rows::read(&mut self.connection).await?;
        for (id, profile) in records.profiles {
            if let Err(refused) = self.create_profile(stamp, id, profile, None).await? {
                return Ok(Err(refused));
            }
        }
        Ok(Ok(()))
    }

    async fn import_directory(&mut self, stamp: &Stamp, expected: u64, plan: &Plan) -> Outcome<u64> {
        let version = count(self.pictures.versions.directory)?;
        if version != expected {
            return Ok(Err(WriteRefused::Stale(directory_changed(&mut self.connection).await?)));
        }
        if plan.is_empty() {
            return Ok(Ok(version));
        }
        import_rows::write(&mut self.connection, plan).await?;
        self.count_change("directory", stamp).await?;
        let change = NewChange {
            action: Action::Import,
            object_kind: ObjectKind::Directory,
            object_id: "directory".to_owned(),
            object_name: String::new(),
            before: None,
            after: Some(written::imported(plan, &self.pictures.directory.directory)),
        };
        self.log(stamp, change).await?;
        // Read back, as after loading.
        self.pictures.directory = directory_rows::read(&mut self.connection).await?;
        Ok(Ok(version + 1))
    }
}

/// Who changed the directory last, as the database knows it.
pub(super) async fn directory_changed(connection: &mut SqliteConnection) -> Result<ChangedBy, StoreError> {
    let (who, at, version): (String, i64, i64) =
        sqlx::query_as("SELECT changed_by, changed_at, value FROM versions WHERE name = 'directory'").fetch_one(connection).await?;
    Ok(ChangedBy { who, at: moment(at)?, current_version: count(version)? })
}

fn document(organization: &Organization) -> Value {
    json!({
        "id": organization.id.to_string(),
        "displayName": organization.display_name,
        "verifiedDomains": organization.verified_domains,
        "mobileDeviceManagementAuthority": organization.mdm_authority,
    })
}
