//! The chain of hashes: every row is in it, and whatever is done to the log behind the program's back is found.

use std::path::Path;
use std::sync::Arc;

use enrollment::profile::ProfileChange;
use pomona_store::{ChangeFilter, ChangeLog as _, ProfileStore as _, SqliteStore, Store as _, Verification};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};

use crate::fixture::{Fixture, ada, id, moment, name, open, profile};

const BEGINNING: &str = include_str!("../../migrations/0001_beginning.sql");

async fn connect(folder: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(folder.join("pomona.sqlite")).create_if_missing(true).connect().await.expect("connects")
}

/// Somebody who has the file and knows how to get rid of triggers.
async fn tamper(folder: &Path, sql: &'static str) {
    let mut connection = connect(folder).await;
    let without_guard = "DROP TRIGGER change_log_is_not_changed; DROP TRIGGER change_log_is_not_shortened;";
    sqlx::raw_sql(without_guard).execute(&mut connection).await.expect("dropped");
    sqlx::raw_sql(sql).execute(&mut connection).await.expect("tampered with");
}

async fn verified(store: &SqliteStore) -> Verification {
    store.verify(None).await.expect("read")
}

/// Ten rows: the directory's, then nine profiles.
async fn ten_rows() -> Fixture {
    let fixture = Fixture::new().await;
    for number in 0..9 {
        fixture.create(20 + number, &format!("Profile {number}")).await;
    }
    assert_eq!(fixture.log_length().await, 10);
    fixture
}

#[tokio::test]
async fn every_row_is_chained_and_the_head_is_that_of_the_newest() {
    let empty = tempfile::tempdir().expect("a folder");
    let nothing = verified(&open(empty.path()).await).await;
    assert_eq!(nothing, Verification { rows: 0, first_broken: None, head: None, holds_known: true });
    let fixture = ten_rows().await;
    let newest = fixture.store.changes(&ChangeFilter { limit: Some(1), ..ChangeFilter::default() }).await.expect("read");
    let found = verified(&fixture.store).await;
    assert_eq!((found.rows, found.first_broken, found.head.as_deref()), (10, None, Some(newest[0].hash.as_str())));
    assert_eq!(newest[0].hash.len(), 64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_that_share_a_commit_or_are_refused_leave_neither_gaps_nor_forks() {
    let fixture = Fixture::new().await;
    let stores = [Arc::new(fixture.other_process().await), Arc::new(fixture.other_process().await)];
    let mut writers = Vec::new();
    for number in 0..120_u32 {
        let store = Arc::clone(&stores[number as usize % 2]);
        writers.push(tokio::spawn(async move {
            // Every third has a name that is taken soon.
            let text = if number % 3 == 0 { "Same".to_owned() } else { format!("Profile {number}") };
            store.create_profile(&ada(), moment(2), id(100 + number), profile(&text), None).await.expect("answered").is_ok()
        }));
    }
    let mut created = 0;
    for writer in writers {
        created += u64::from(writer.await.expect("no panic"));
    }
    let found = verified(&fixture.store).await;
    assert_eq!((created, found.rows, found.first_broken), (81, 82, None));
}

#[tokio::test]
async fn the_first_row_that_does_not_fit_is_named_with_its_moment() {
    let cases = [
        ("UPDATE change_log SET author_name = 'Somebody else' WHERE sequence = 4", 4),
        ("UPDATE change_log SET after_json = REPLACE(after_json, 'Profile', 'profile') WHERE sequence = 5", 5),
        ("UPDATE change_log SET at = at + 1 WHERE sequence = 6", 6),
        ("UPDATE change_log SET hash = UPPER(hash) WHERE sequence = 10", 10),
        ("DELETE FROM change_log WHERE sequence = 1", 2),
        ("DELETE FROM change_log WHERE sequence = 7", 8),
        ("DELETE FROM change_log WHERE sequence = 7; UPDATE change_log SET sequence = sequence - 1 WHERE sequence > 7", 7),
        (
            "UPDATE change_log SET sequence = 1000 WHERE sequence = 3; UPDATE change_log SET sequence = 3 WHERE sequence = 4; \
             UPDATE change_log SET sequence = 4 WHERE sequence = 1000",
            3,
        ),
        (
            "INSERT INTO change_log SELECT 11, 'forged', at, author_id, author_name, author_kind, client, request_id, action, object_kind, \
          object_id, object_name, before_json, after_json, hash FROM change_log WHERE sequence = 10",
            11,
        ),
        ("UPDATE change_log SET object_name = x'ff' WHERE sequence = 9", 9),
    ];
    for (sql, expected) in cases {
        let fixture = ten_rows().await;
        let row = fixture.store.changes(&ChangeFilter::default()).await.expect("read").into_iter().find(|row| row.sequence == expected);
        tamper(fixture.folder.path(), sql).await;
        let found = verified(&fixture.store).await;
        let broken = found.first_broken.unwrap_or_else(|| panic!("not found: {sql}"));
        assert_eq!((broken.sequence, found.head), (expected, None), "{sql}");
        assert!(broken.at.is_some(), "{sql}");
        if let Some(row) = row.filter(|_| !sql.contains("sequence = sequence") && !sql.contains("1000")) {
            assert_eq!(broken.id, row.id.to_string(), "{sql}");
        }
    }
}

#[tokio::test]
async fn a_moment_that_cannot_be_read_makes_a_row_not_fit() {
    let fixture = ten_rows().await;
    tamper(fixture.folder.path(), "UPDATE change_log SET at = 'yesterday' WHERE sequence = 2").await;
    let broken = verified(&fixture.store).await.first_broken.expect("found");
    assert_eq!((broken.sequence, broken.at), (2, None));
}

#[tokio::test]
async fn rows_that_are_cut_off_at_the_end_are_missed_only_by_who_kept_the_head() {
    let fixture = ten_rows().await;
    let head = verified(&fixture.store).await.head.expect("a head");
    fixture.create(40, "Later").await;
    let kept = fixture.store.verify(Some(&head)).await.expect("read");
    assert!(kept.holds_known, "later rows do not matter");
    tamper(fixture.folder.path(), "DELETE FROM change_log WHERE sequence > 9").await;
    let found = fixture.store.verify(Some(&head)).await.expect("read");
    assert_eq!((found.rows, &found.first_broken, found.holds_known), (9, &None, false));
    assert!(fixture.store.verify(None).await.expect("read").holds_known);
}

#[tokio::test]
async fn a_log_from_before_the_chain_is_chained_once_and_keeps_its_rows() {
    let fixture = ten_rows().await;
    let rows = fixture.store.changes(&ChangeFilter::default()).await.expect("read");
    let folder = tempfile::tempdir().expect("a folder");
    let mut old = connect(folder.path()).await;
    sqlx::raw_sql(BEGINNING).execute(&mut old).await.expect("made");
    sqlx::raw_sql("CREATE TABLE schema_versions (version BIGINT PRIMARY KEY); INSERT INTO schema_versions VALUES (1);")
        .execute(&mut old)
        .await
        .expect("made");
    let before = format!("ATTACH DATABASE '{}' AS new", fixture.folder.path().join("pomona.sqlite").display());
    sqlx::raw_sql(sqlx::AssertSqlSafe(before)).execute(&mut old).await.expect("attached");
    let copy = "INSERT INTO main.change_log SELECT sequence, id, at, author_id, author_name, author_kind, client, request_id, action, \
                object_kind, object_id, object_name, before_json, after_json FROM new.change_log";
    sqlx::raw_sql(copy).execute(&mut old).await.expect("copied");
    for _ in 0..2 {
        let store = open(folder.path()).await;
        assert_eq!(store.changes(&ChangeFilter::default()).await.expect("read"), rows, "hashes too: the content is the same");
        assert_eq!(verified(&store).await.first_broken, None);
        store.close().await;
    }
    let store = open(folder.path()).await;
    store.create_profile(&ada(), moment(9), id(90), profile("New"), None).await.expect("written").expect("allowed");
    assert_eq!((verified(&store).await.rows, verified(&store).await.first_broken), (11, None));
}

#[tokio::test]
async fn a_program_from_before_the_chain_cannot_write_beside_it() {
    let fixture = ten_rows().await;
    let refused = sqlx::raw_sql(
        "INSERT INTO change_log (sequence, id, at, author_id, author_name, author_kind, client, request_id, action, object_kind, object_id, \
         object_name) VALUES (11, 'x', 0, '', '', 'cli', '', '', 'create', 'profile', '', '')",
    )
    .execute(&mut connect(fixture.folder.path()).await)
    .await;
    assert!(refused.expect_err("refused").to_string().contains("hash"));
}

#[tokio::test]
async fn verifying_is_fine_while_somebody_writes() {
    let fixture = ten_rows().await;
    let writing = async {
        for second in 0..60 {
            let change = ProfileChange { name: Some(name(&format!("Name {second}"))), ..ProfileChange::default() };
            fixture.store.change_profile(&ada(), moment(second), &id(20), None, change).await.expect("written").expect("allowed");
        }
    };
    let verifying = async {
        let mut seen = 0;
        while seen < 70 {
            let found = verified(&fixture.store).await;
            assert!(found.first_broken.is_none() && found.rows >= seen);
            seen = found.rows;
        }
    };
    tokio::join!(writing, verifying);
}
