//! The store in one `SQLite` file: pictures in memory for reading, readers for what is not in memory, one writer.

pub mod backups;
mod chain;
mod change_rows;
mod credential_rows;
mod credentials;
mod dialect;
mod directories;
mod directory_rows;
mod histories;
mod import_rows;
mod migrate;
mod pictures;
mod profile_rows;
mod profile_writes;
mod profiles;
mod replacing;
mod suppressions;
mod values;
mod work;
mod writer;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{ConnectOptions as _, SqlitePool};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::Store;
use crate::error::{OpenError, StoreError};
use crate::idempotency::Reservations;
use pictures::{Pictures, Published, Versions};
use work::Work;
use writer::{Queue, Writer};

/// How many connections read beside the writer.
const READERS: u32 = 4;

/// The store in one `SQLite` file.
#[derive(Debug)]
pub struct SqliteStore {
    readers: SqlitePool,
    queue: Queue,
    published: Arc<Published>,
    reservations: Reservations,
    /// Only one reads the pictures again; those who find them old at the same time wait for it.
    refreshing: tokio::sync::Mutex<()>,
    writer: Mutex<Option<(oneshot::Sender<()>, JoinHandle<()>)>>,
}

impl SqliteStore {
    /// Opens `pomona.sqlite` in a folder, creating both where they are missing, and brings it to this program's schema.
    pub async fn open(folder: &Path) -> Result<Self, OpenError> {
        std::fs::create_dir_all(folder)
            .map_err(|error| OpenError::Folder { folder: folder.display().to_string(), reason: error.to_string() })?;
        let mut connection = dialect::writer(folder).connect().await.map_err(StoreError::from)?;
        migrate::run(&mut connection, folder).await?;
        let pictures = Pictures::read(&mut connection, None).await?;
        let readers = SqlitePoolOptions::new().max_connections(READERS).connect_lazy_with(dialect::reader(folder));
        let published = Arc::new(Published::new(pictures.clone()));
        let work = Work { connection, pictures, reservations: Vec::new() };
        let (writer, queue) = Writer::new(folder.to_owned(), Arc::clone(&published), work);
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(writer.run(stopped));
        Ok(Self {
            readers,
            queue,
            published,
            reservations: Reservations::default(),
            refreshing: tokio::sync::Mutex::default(),
            writer: Mutex::new(Some((stop, task))),
        })
    }

    /// Reads again what another process changed, given the versions that the database has now.
    async fn take_in(&self, versions: Versions) -> Result<(), StoreError> {
        let is_behind = |held: Versions| held.profiles < versions.profiles || held.directory < versions.directory;
        if !is_behind(self.published.get().versions) {
            return Ok(());
        }
        let _one_at_a_time = self.refreshing.lock().await;
        let known = self.published.get();
        if is_behind(known.versions) {
            // A transaction, so that all statements see the same commit.
            let mut transaction = self.readers.begin().await?;
            let pictures = Pictures::read(&mut transaction, Some(&known)).await?;
            self.published.publish(&pictures);
        }
        Ok(())
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn ping(&self) -> Result<(), StoreError> {
        Versions::read(&mut *self.readers.acquire().await?).await.map(|_| ())
    }

    async fn refresh(&self) -> Result<(), StoreError> {
        let versions = Versions::read(&mut *self.readers.acquire().await?).await?;
        self.take_in(versions).await
    }

    async fn close(&self) {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((stop, task)) = writer {
            // The writer may have gone by itself; then there is nobody to tell and nothing to wait for.
            let _ = stop.send(());
            if let Err(error) = task.await {
                tracing::error!(%error, "the writer ended badly");
            }
        }
        self.readers.close().await;
    }
}
