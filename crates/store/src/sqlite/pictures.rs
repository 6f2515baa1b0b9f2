//! What is held in memory: the last committed state, replaced whole. A picture never becomes older than it was.

use std::sync::{Arc, PoisonError, RwLock};

use enrollment::directory::Directory;
use enrollment::restriction::Restriction;
use sqlx::{FromRow, SqliteConnection};

use super::{directory_rows, profile_rows};
use crate::directory::Organization;
use crate::error::StoreError;
use crate::profile::ProfileSet;

/// Counts the changes to each part, by whichever process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub(super) struct Versions {
    /// Profiles, assignments and their order.
    pub profiles: i64,
    /// Organization, directory and restrictions.
    pub directory: i64,
}

/// The directory with what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct DirectoryPicture {
    pub directory: Arc<Directory>,
    pub organization: Option<Arc<Organization>>,
    pub restrictions: Arc<Vec<Restriction>>,
}

/// Everything, as of one commit.
#[derive(Debug, Clone)]
pub(super) struct Pictures {
    pub versions: Versions,
    pub profiles: Arc<ProfileSet>,
    pub directory: DirectoryPicture,
}

impl Versions {
    pub(super) async fn read(connection: &mut SqliteConnection) -> Result<Self, StoreError> {
        Ok(sqlx::query_as(
            "SELECT (SELECT value FROM versions WHERE name = 'profiles') AS profiles, \
             (SELECT value FROM versions WHERE name = 'directory') AS directory",
        )
        .fetch_one(connection)
        .await?)
    }
}

impl Pictures {
    /// Reads what is newer or older than `known`, and takes the rest from there. The connection is in a transaction.
    pub(super) async fn read(connection: &mut SqliteConnection, known: Option<&Self>) -> Result<Self, StoreError> {
        let versions = Versions::read(connection).await?;
        let profiles = match known {
            Some(known) if known.versions.profiles == versions.profiles => Arc::clone(&known.profiles),
            _ => Arc::new(profile_rows::read(connection).await?),
        };
        let directory = match known {
            Some(known) if known.versions.directory == versions.directory => known.directory.clone(),
            _ => directory_rows::read(connection).await?,
        };
        Ok(Self { versions, profiles, directory })
    }
}

/// The pictures that everybody reads.
#[derive(Debug)]
pub(super) struct Published(RwLock<Arc<Pictures>>);

impl Published {
    pub(super) fn new(pictures: Pictures) -> Self {
        Self(RwLock::new(Arc::new(pictures)))
    }

    pub(super) fn get(&self) -> Arc<Pictures> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces the parts that `pictures` holds newer. Versions only grow with commits, and only committed pictures come here.
    pub(super) fn publish(&self, pictures: &Pictures) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = Pictures::clone(&held);
        if pictures.versions.profiles > next.versions.profiles {
            next.versions.profiles = pictures.versions.profiles;
            next.profiles = Arc::clone(&pictures.profiles);
        }
        if pictures.versions.directory > next.versions.directory {
            next.versions.directory = pictures.versions.directory;
            next.directory = pictures.directory.clone();
        }
        *held = Arc::new(next);
    }
}
