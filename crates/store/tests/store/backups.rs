//! A backup is made while others write, and comes back whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pomona_store::{BackupError, ChangeLog as _, ProfileStore as _, SqliteStore, backup};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;
use tempfile::TempDir;

use crate::fixture::{Fixture, ada, id, moment, open, profile};

/// A backup of two profiles, the store that it is of, and a folder for more.
async fn backed_up() -> (Fixture, TempDir, PathBuf) {
    let fixture = Fixture::new().await;
    fixture.create(20, "First").await;
    fixture.create(21, "Second").await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("backup");
    backup::back_up(fixture.folder.path(), &file).await.expect("backed up");
    (fixture, folder, file)
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

async fn execute(file: &Path, sql: &'static str) {
    let mut connection = SqliteConnectOptions::new().filename(file).connect().await.expect("connects");
    sqlx::raw_sql(sql).execute(&mut connection).await.expect("runs");
}

#[tokio::test]
async fn a_backup_comes_back_as_it_was_and_verifies() {
    let (fixture, folder, file) = backed_up().await;
    fixture.create(22, "Later").await;
    let target = folder.path().join("new").join("data");
    let found = backup::put_back(&target, &file).await.expect("restored");
    assert_eq!((found.rows, files(&target)), (3, vec!["pomona.lock".to_owned(), "pomona.sqlite".to_owned()]));
    let restored = open(&target).await;
    let names: Vec<_> = restored.snapshot().profiles.iter().map(|profile| profile.name.as_str().to_owned()).collect();
    assert_eq!(names, ["First", "Second"]);
    assert_eq!(restored.verify(None).await.expect("read"), found);
    restored.create_profile(&ada(), moment(9), id(30), profile("New"), None).await.expect("written").expect("allowed");
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_read_a_backup_and_what_was_restored() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_fixture, folder, file) = backed_up().await;
    let target = folder.path().join("data");
    backup::put_back(&target, &file).await.expect("restored");
    for path in [file, target.join("pomona.sqlite")] {
        assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_holds_one_moment_while_others_write() {
    let fixture = Fixture::new().await;
    let store = Arc::new(fixture.other_process().await);
    let writing = Arc::clone(&store);
    let writer = tokio::spawn(async move {
        for number in 0..150 {
            writing
                .create_profile(&ada(), moment(1), id(100 + number), profile(&format!("Profile {number}")), None)
                .await
                .expect("written")
                .expect("allowed");
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    for round in 0..4 {
        let file = folder.path().join(format!("backup {round}"));
        let found = backup::back_up(fixture.folder.path(), &file).await.expect("backed up");
        let target = folder.path().join(format!("data {round}"));
        backup::put_back(&target, &file).await.expect("restored");
        let restored = open(&target).await;
        assert_eq!(restored.snapshot().profiles.len() as u64 + 1, found.rows, "profiles and log are of the same moment");
    }
    writer.await.expect("no panic");
    assert_eq!(store.verify(None).await.expect("read").rows, 151);
}

#[tokio::test]
async fn nothing_is_overwritten() {
    let (fixture, folder, file) = backed_up().await;
    let before = fs::read(&file).expect("a file");
    let refused = backup::back_up(fixture.folder.path(), &file).await.expect_err("refused");
    assert!(
        matches!(&refused, BackupError::Exists(path) if *path == file) && refused.to_string().contains("nothing is overwritten"),
        "{refused}"
    );
    assert_eq!(fs::read(&file).expect("a file"), before);
    for name in ["pomona.sqlite", "pomona.sqlite-wal", "pomona.sqlite-shm"] {
        let target = folder.path().join(name.replace('.', " "));
        fs::create_dir(&target).expect("a folder");
        fs::write(target.join(name), "precious").expect("a file");
        let refused = backup::put_back(&target, &file).await.expect_err("refused");
        assert!(matches!(&refused, BackupError::Occupied(path) if path.ends_with(name)), "{refused}");
        assert_eq!(fs::read(target.join(name)).expect("a file"), b"precious");
    }
}

#[tokio::test]
async fn a_folder_that_a_server_works_on_is_refused_and_a_server_waits_for_no_restore() {
    let (_fixture, folder, file) = backed_up().await;
    let target = folder.path().join("data");
    let held = backup::hold(&target).expect("held");
    let another = backup::hold(&target).expect("several may");
    let refused = backup::put_back(&target, &file).await.expect_err("refused");
    assert!(matches!(refused, BackupError::Running(_)), "{refused}");
    drop((held, another));
    backup::put_back(&target, &file).await.expect("restored");
    backup::hold(&target).expect("free again");
}

#[tokio::test]
async fn what_is_no_whole_backup_is_refused_and_leaves_nothing() {
    let (fixture, folder, file) = backed_up().await;
    let good = fs::read(&file).expect("a file");
    let bad = folder.path().join("bad");
    let mut flipped = good.clone();
    // The middle of the file: pages of the tables and their indexes.
    for byte in &mut flipped[good.len() / 3..good.len() * 2 / 3] {
        *byte = !*byte;
    }
    let cases: [(&str, Vec<u8>); 5] = [
        ("is no backup of Pomona", Vec::new()),
        ("is no backup of Pomona", b"{\"format\": \"pomona\"".to_vec()),
        ("is damaged", good[..good.len() / 2].to_vec()),
        ("is damaged", flipped),
        ("is damaged", [&good[..100], &[0; 5_000]].concat()),
    ];
    let target = folder.path().join("data");
    fs::create_dir(&target).expect("a folder");
    for (part, content) in cases {
        fs::write(&bad, content).expect("a file");
        let refused = backup::put_back(&target, &bad).await.expect_err("refused").to_string();
        assert!(refused.contains(part) && refused.contains("bad"), "{refused}");
        assert_eq!(files(&target).into_iter().filter(|name| name != "pomona.lock").count(), 0, "{refused}");
    }
    let tampered = "DROP TRIGGER change_log_is_not_changed; UPDATE change_log SET author_name = 'nobody' WHERE sequence = 2";
    for (sql, part) in [
        (tampered, "the first row that does not fit is number 2"),
        ("INSERT INTO schema_versions (version) VALUES (900)", "newer version of Pomona"),
        ("DROP TABLE schema_versions", "is no backup of Pomona"),
    ] {
        fs::write(&bad, &good).expect("a file");
        execute(&bad, sql).await;
        let refused = backup::put_back(&target, &bad).await.expect_err("refused").to_string();
        assert!(refused.contains(part), "{refused}");
    }
    let missing = backup::put_back(&target, Path::new("/nowhere")).await.expect_err("refused").to_string();
    assert!(missing.contains("cannot use /nowhere"), "{missing}");
    let live = fixture.folder.path().join("pomona.sqlite");
    let refused = backup::put_back(&target, &live).await.expect_err("refused");
    assert!(matches!(refused, BackupError::InUse(_)), "{refused}");
    assert_eq!(files(&target), ["pomona.lock"]);
}

#[tokio::test]
async fn a_backup_that_fails_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("backup");
    backup::back_up(&folder.path().join("nothing"), &output).await.expect_err("there is no database");
    let deeper = backup::back_up(folder.path(), &folder.path().join("no folder").join("backup")).await.expect_err("refused");
    assert!(deeper.to_string().contains("cannot use"), "{deeper}");
    assert_eq!(files(folder.path()).len(), 0);
}

#[tokio::test]
async fn a_backup_from_before_the_chain_is_brought_to_this_schema() {
    const BEGINNING: &str = include_str!("../../migrations/0001_beginning.sql");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("old");
    let mut old = SqliteConnectOptions::new().filename(&file).create_if_missing(true).connect().await.expect("connects");
    sqlx::raw_sql(BEGINNING).execute(&mut old).await.expect("made");
    let version = "CREATE TABLE schema_versions (version BIGINT PRIMARY KEY); INSERT INTO schema_versions VALUES (1);";
    sqlx::raw_sql(version).execute(&mut old).await.expect("made");
    drop(old);
    let target = folder.path().join("data");
    backup::put_back(&target, &file).await.expect("restored");
    let store: SqliteStore = open(&target).await;
    assert_eq!(store.verify(None).await.expect("read").rows, 0);
}
