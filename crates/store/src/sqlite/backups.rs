//! The whole database as one file, made while others write, and such a file put in place of a database that is not there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use thiserror::Error;

use super::{SqliteStore, chain, dialect, migrate};
use crate::change_log::{BrokenRow, Verification};
use crate::error::{OpenError, StoreError};

/// The file by which a running server and a restore see each other.
const LOCK: &str = "pomona.lock";
/// How every database of this kind begins.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Why a database could not be backed up or restored. What there was is as it was.
#[derive(Debug, Error)]
pub enum BackupError {
    /// A file is already where one should be written.
    #[error("{0} is there already: nothing is overwritten, so name another file or move it away")]
    Exists(PathBuf),
    /// The folder holds a database, or what is left of one.
    #[error("{0} is there: a database is restored only into a folder that has none, so name another folder or move it away")]
    Occupied(PathBuf),
    /// A server works on the folder.
    #[error("a server runs on {0}: stop it first")]
    Running(PathBuf),
    /// Beside the file is what only a database in use has.
    #[error("{0} is part of a database in use and not a whole one: `pomona backup` makes a file that is")]
    InUse(PathBuf),
    /// It is something else.
    #[error("{0} is no backup of Pomona")]
    NotABackup(PathBuf),
    /// It is a backup that lost or changed something.
    #[error("{0} is damaged: {1}")]
    Damaged(PathBuf, String),
    /// Its audit log was changed.
    #[error("the audit log in {file} was tampered with: the first row that does not fit is number {row} with the id '{id}'")]
    Tampered {
        /// The file.
        file: PathBuf,
        /// The place of the row in the log.
        row: u64,
        /// Its id.
        id: String,
    },
    /// A file cannot be read or written.
    #[error("cannot use {0}: {1}")]
    File(PathBuf, io::Error),
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Open(error.into())
    }
}

/// Says that a server works on a folder, for as long as this is held.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "the lock ends when the file is closed")] File);

/// Says that a server begins to work on a folder, which is made when it is missing. Several may.
pub fn hold(folder: &Path) -> Result<Held, OpenError> {
    let failed = |error: io::Error| OpenError::Folder { folder: folder.display().to_string(), reason: error.to_string() };
    fs::create_dir_all(folder).map_err(failed)?;
    let file = lock_file(folder).map_err(failed)?;
    match file.try_lock_shared() {
        Ok(()) => Ok(Held(file)),
        Err(fs::TryLockError::WouldBlock) => Err(failed(io::Error::other("a database is being restored into it"))),
        Err(fs::TryLockError::Error(error)) => {
            // Not every file system knows such locks, and a server works without: only a restore could not see it.
            tracing::warn!(%error, "a restore could not see that a server runs on this folder");
            Ok(Held(file))
        }
    }
}

fn lock_file(folder: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK))
}

/// Writes everything that is committed into a new file that only its owner can read, because it holds the hashes of passwords.
/// Others can go on writing meanwhile. Answers what came of checking the new file.
pub async fn back_up(folder: &Path, output: &Path) -> Result<Verification, BackupError> {
    create_private(output)?;
    let written = write_and_check(folder, output).await;
    if written.is_err() {
        // It was made above, so it is nobody else's.
        fs::remove_file(output).ok();
    }
    written
}

async fn write_and_check(folder: &Path, output: &Path) -> Result<Verification, BackupError> {
    let mut connection = dialect::other(&folder.join(dialect::FILE)).connect().await.map_err(StoreError::from)?;
    dialect::copy_into(&mut connection, output).await?;
    close(connection).await?;
    File::open(output).and_then(|file| file.sync_all()).map_err(|error| BackupError::File(output.to_owned(), error))?;
    check(output, output).await
}

/// Puts a backup into a folder without a database, after everything in it was checked. It is brought to this program's schema.
pub async fn put_back(folder: &Path, input: &Path) -> Result<Verification, BackupError> {
    let failed = |error| BackupError::File(folder.to_owned(), error);
    is_whole(input)?;
    fs::create_dir_all(folder).map_err(failed)?;
    let lock = lock_file(folder).map_err(failed)?;
    lock.try_lock().map_err(|error| match error {
        fs::TryLockError::WouldBlock => BackupError::Running(folder.to_owned()),
        fs::TryLockError::Error(error) => failed(error),
    })?;
    for name in parts() {
        let path = folder.join(name);
        if path.exists() {
            return Err(BackupError::Occupied(path));
        }
    }
    let staging = Staging::make(folder).map_err(failed)?;
    let copy = staging.0.join(dialect::FILE);
    create_private(&copy)?;
    fs::copy(input, &copy).map_err(|error| BackupError::File(input.to_owned(), error))?;
    check(&copy, input).await?;
    // Opening brings it to this schema and reads all that a server would, so a server will start on it.
    let store = SqliteStore::open(&staging.0).await?;
    let found = store.verify_chain(None).await?;
    crate::Store::close(&store).await;
    let found = untouched(found, input)?;
    fs::File::open(&copy).and_then(|file| file.sync_all()).map_err(failed)?;
    fs::rename(&copy, folder.join(dialect::FILE)).map_err(failed)?;
    // So that the new name survives a power cut; where folders cannot be opened, there is nothing to do.
    File::open(folder).and_then(|folder| folder.sync_all()).ok();
    Ok(found)
}

/// A folder for a copy that is not trusted yet, removed with all that is in it.
struct Staging(PathBuf);

impl Staging {
    fn make(folder: &Path) -> io::Result<Self> {
        let path = folder.join(format!(".restoring-{}", std::process::id()));
        fs::create_dir(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// The files of a database.
fn parts() -> [String; 3] {
    ["", "-wal", "-shm"].map(|end| format!("{}{end}", dialect::FILE))
}

/// Refuses what is no database, and what is only a part of one that is in use.
fn is_whole(input: &Path) -> Result<(), BackupError> {
    let mut begin = Vec::new();
    File::open(input)
        .and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut begin))
        .map_err(|error| BackupError::File(input.to_owned(), error))?;
    if begin != MAGIC {
        return Err(BackupError::NotABackup(input.to_owned()));
    }
    let mut log = input.as_os_str().to_owned();
    log.push("-wal");
    if fs::metadata(log).is_ok_and(|log| log.len() > 0) { Err(BackupError::InUse(input.to_owned())) } else { Ok(()) }
}

fn create_private(path: &Path) -> Result<(), BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(BackupError::Exists(path.to_owned())),
        Err(error) => Err(BackupError::File(path.to_owned(), error)),
    }
}

/// Checks a database that nobody writes: its structure, its schema, and the chain of its audit log. `named` is what it is called
/// to people.
async fn check(file: &Path, named: &Path) -> Result<Verification, BackupError> {
    let damaged = |reason: String| BackupError::Damaged(named.to_owned(), reason);
    let mut connection = dialect::other(file).connect().await.map_err(|error| damaged(error.to_string()))?;
    let found = check_connected(&mut connection, named).await;
    close(connection).await?;
    found
}

async fn check_connected(connection: &mut SqliteConnection, named: &Path) -> Result<Verification, BackupError> {
    let damaged = |reason: String| BackupError::Damaged(named.to_owned(), reason);
    if let Some(reason) = dialect::damage(connection).await.map_err(|error| damaged(error.to_string()))? {
        return Err(damaged(reason));
    }
    let found: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM schema_versions")
        .fetch_one(&mut *connection)
        .await
        .map_err(|_| BackupError::NotABackup(named.to_owned()))?;
    if found > migrate::known() {
        return Err(OpenError::Newer { folder: named.display().to_string(), found, known: migrate::known() }.into());
    }
    if found < migrate::HASH_CHAIN {
        return Ok(Verification { rows: 0, first_broken: None, head: None, holds_known: true });
    }
    untouched(chain::verify(connection, None).await?, named)
}

fn untouched(found: Verification, named: &Path) -> Result<Verification, BackupError> {
    match found.first_broken {
        Some(BrokenRow { sequence, id, .. }) => {
            Err(BackupError::Tampered { file: named.to_owned(), row: sequence, id: id.replace(char::is_control, " ") })
        }
        None => Ok(found),
    }
}

async fn close(connection: SqliteConnection) -> Result<(), BackupError> {
    connection.close().await.map_err(|error| StoreError::from(error).into())
}
