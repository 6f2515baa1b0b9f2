//! What happens when the database cannot: full, locked, closed, and jobs that break in the middle.

use enrollment::enrollment_type::EnrollmentType;
use enrollment::guid::Guid;
use enrollment::profile::NewProfile;
use enrollment::text::{Description, ProfileName};
use futures::FutureExt as _;
use sqlx::Connection as _;
use time::OffsetDateTime;

use super::*;
use crate::author::Author;
use crate::change_log::{ChangeFilter, ChangeLog as _};
use crate::error::Outcome;
use crate::profile::{ProfileStore as _, Saved};

fn id(number: u32) -> Guid {
    let mut bytes = [7; 16];
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    Guid::from_bytes(bytes)
}

fn profile(number: u32, description: &str) -> NewProfile {
    NewProfile {
        name: ProfileName::parse(&format!("Profile {number}")).expect("a fine name"),
        description: Description::parse(description).expect("a fine description"),
        enrollment_type: EnrollmentType::WebDevice,
        assignments: Vec::new(),
        priority: None,
    }
}

async fn create(store: &SqliteStore, number: u32) -> Outcome<Saved> {
    store.create_profile(&Author::system(), OffsetDateTime::UNIX_EPOCH, id(number), profile(number, &"x".repeat(900)), None).await
}

/// Runs a PRAGMA on the writer's connection.
async fn tell_writer(store: &SqliteStore, pragma: &'static str) {
    let done: Result<Result<(), ()>, StoreError> = store
        .queue
        .write(move |work| {
            async move {
                sqlx::query(pragma).execute(&mut work.connection).await?;
                Ok(Ok(()))
            }
            .boxed()
        })
        .await;
    done.expect("the writer answers").expect("nothing refuses");
}

#[tokio::test]
async fn a_full_disk_is_unavailable_and_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(folder.path()).await.expect("opens");
    create(&store, 0).await.expect("written").expect("allowed");
    tell_writer(&store, "PRAGMA max_page_count = 60").await;
    let mut acknowledged = 1;
    let error = loop {
        match create(&store, acknowledged).await {
            Ok(saved) => _ = saved.expect("allowed"),
            Err(error) => break error,
        }
        acknowledged += 1;
    };
    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    assert_eq!(store.snapshot().profiles.len(), acknowledged as usize, "memory holds what was acknowledged");
    // A new connection has no such limit: there is room again.
    create(&store, 1_000).await.expect("written").expect("allowed");
    store.close().await;
    let store = SqliteStore::open(folder.path()).await.expect("opens");
    assert_eq!(store.snapshot().profiles.len(), acknowledged as usize + 1);
}

#[tokio::test]
async fn a_locked_database_is_unavailable_until_it_is_free() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(folder.path()).await.expect("opens");
    tell_writer(&store, "PRAGMA busy_timeout = 50").await;
    let mut other = dialect::writer(folder.path()).connect().await.expect("connects");
    let lock = other.begin_with(dialect::BEGIN_WRITE).await.expect("locks");
    let refused = create(&store, 0).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert!(store.ping().await.is_ok(), "reading goes on");
    lock.rollback().await.expect("unlocks");
    create(&store, 0).await.expect("written").expect("allowed");
}

#[tokio::test]
async fn a_closed_store_is_unavailable_and_finishes_what_was_begun() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Arc::new(SqliteStore::open(folder.path()).await.expect("opens"));
    let waiting: Vec<_> = (0..20)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { create(&store, number).await })
        })
        .collect();
    tokio::task::yield_now().await;
    store.close().await;
    let mut acknowledged = 0;
    for answer in waiting {
        match answer.await.expect("no panic") {
            Ok(saved) => {
                saved.expect("allowed");
                acknowledged += 1;
            }
            Err(error) => assert!(matches!(error, StoreError::Unavailable(_)), "{error}"),
        }
    }
    assert!(matches!(create(&store, 100).await, Err(StoreError::Unavailable(_))));
    assert!(matches!(store.ping().await, Err(StoreError::Unavailable(_))));
    assert!(matches!(store.changes(&ChangeFilter::default()).await, Err(StoreError::Unavailable(_))));
    let store = SqliteStore::open(folder.path()).await.expect("opens");
    assert_eq!(store.snapshot().profiles.len(), acknowledged);
}

#[tokio::test]
async fn a_job_that_breaks_in_the_middle_is_undone_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Arc::new(SqliteStore::open(folder.path()).await.expect("opens"));
    let broken = store.queue.write(|work| {
        async move {
            let stamp = work::Stamp::new(&Author::system(), OffsetDateTime::UNIX_EPOCH);
            let saved = work.create_profile(&stamp, id(50), profile(50, ""), None).await?.expect("allowed");
            assert!(saved.place > 1_000, "a mistake in the middle of a job");
            Ok(Ok::<(), ()>(()))
        }
        .boxed()
    });
    let failed = store.queue.write(|work| {
        async move {
            let stamp = work::Stamp::new(&Author::system(), OffsetDateTime::UNIX_EPOCH);
            work.create_profile(&stamp, id(51), profile(51, ""), None).await?.expect("allowed");
            Err::<Result<(), ()>, _>(StoreError::Unavailable("as if".to_owned()))
        }
        .boxed()
    });
    let (broken, failed, fine) = tokio::join!(broken, failed, create(&store, 1));
    assert!(broken.is_err() && failed.is_err());
    fine.expect("written").expect("allowed");
    assert_eq!(store.snapshot().ids(), [id(1)]);
    let on_disk = SqliteStore::open(folder.path()).await.expect("opens");
    assert_eq!(on_disk.snapshot(), store.snapshot());
}

#[tokio::test]
async fn the_change_log_refuses_to_be_rewritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(folder.path()).await.expect("opens");
    create(&store, 0).await.expect("written").expect("allowed");
    let mut other = dialect::writer(folder.path()).connect().await.expect("connects");
    for sql in ["UPDATE change_log SET author_name = 'nobody'", "DELETE FROM change_log"] {
        let error = sqlx::query(sql).execute(&mut other).await.expect_err("refused").to_string();
        assert!(error.contains("append-only"), "{error}");
    }
}

#[tokio::test]
async fn places_without_a_gap_are_demanded_when_reading() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(folder.path()).await.expect("opens");
    create(&store, 0).await.expect("written").expect("allowed");
    store.close().await;
    let mut other = dialect::writer(folder.path()).connect().await.expect("connects");
    sqlx::query("UPDATE profile_order SET place = 4").execute(&mut other).await.expect("changed by hand");
    let refused = SqliteStore::open(folder.path()).await;
    assert!(matches!(refused, Err(OpenError::Store(StoreError::Corrupt(_)))), "{refused:?}");
}
