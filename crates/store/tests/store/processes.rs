//! The file from outside: empty, of a newer version, shared with another process.

use std::sync::Arc;

use pomona_store::{
    CredentialKind, CredentialStore as _, DirectoryStore as _, NewCredential, OpenError, ProfileStore as _, Scope, SqliteStore, Store as _,
};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::fixture::{Fixture, ada, id, moment, open, profile};

async fn execute(folder: &std::path::Path, sql: &'static str) {
    let mut connection = SqliteConnectOptions::new().filename(folder.join("pomona.sqlite")).connect().await.expect("connects");
    sqlx::query(sql).execute(&mut connection).await.expect("runs");
}

#[tokio::test]
async fn a_missing_folder_is_made_and_migrated_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let deeper = folder.path().join("a").join("b");
    for _ in 0..2 {
        let store = open(&deeper).await;
        assert!(store.is_empty());
        assert_eq!(store.organization(), None);
        assert_eq!(store.snapshot().order_version, 1);
        store.ping().await.expect("answers");
        store.close().await;
    }
}

#[tokio::test]
async fn a_newer_database_is_refused_in_a_sentence_that_helps() {
    let folder = tempfile::tempdir().expect("a folder");
    open(folder.path()).await.close().await;
    execute(folder.path(), "INSERT INTO schema_versions (version) VALUES (900)").await;
    let refused = SqliteStore::open(folder.path()).await.expect_err("refused");
    assert!(matches!(refused, OpenError::Newer { found: 900, .. }));
    let sentence = refused.to_string();
    assert!(sentence.contains("newer version of Pomona") && sentence.contains("start that version"), "{sentence}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("written");
    let refused = SqliteStore::open(&file.join("below")).await.expect_err("refused");
    assert!(matches!(&refused, OpenError::Folder { folder, .. } if folder.contains("below")), "{refused}");
}

#[tokio::test]
async fn what_another_process_writes_is_seen_after_refresh_and_with_every_credential() {
    let fixture = Fixture::new().await;
    let server = fixture.other_process().await;
    fixture.create(20, "First").await;
    assert!(server.snapshot().profiles.is_empty(), "memory does not know yet");
    server.refresh().await.expect("read");
    assert_eq!(server.snapshot(), fixture.store.snapshot());

    let token = NewCredential {
        id: id(30),
        hash: [9; 32],
        kind: CredentialKind::Token,
        holder: "Script".to_owned(),
        administrator: None,
        scope: Scope::Read,
        expires: moment(3_600),
    };
    fixture.store.insert_credential(&ada(), moment(0), token).await.expect("written");
    fixture.create(21, "Second").await;
    server.find_credential(&[9; 32], moment(1)).await.expect("read").expect("it counts");
    assert_eq!(server.snapshot(), fixture.store.snapshot());
}

#[tokio::test]
async fn a_write_builds_on_what_another_process_wrote() {
    let fixture = Fixture::new().await;
    let other = fixture.other_process().await;
    fixture.create(20, "First").await;
    let taken = other.create_profile(&ada(), moment(2), id(21), profile("FIRST"), None).await.expect("answered");
    taken.expect_err("the name is taken over there");
    let saved = other.create_profile(&ada(), moment(2), id(22), profile("Second"), None).await.expect("written").expect("allowed");
    assert_eq!((saved.place, saved.set.profiles.len()), (1, 2));
    fixture.create(23, "Third").await;
    assert_eq!(fixture.names(), ["First", "Second", "Third"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_that_write_at_once_lose_nothing() {
    let fixture = Fixture::new().await;
    let stores = [Arc::new(fixture.other_process().await), Arc::new(fixture.other_process().await)];
    let mut writers = Vec::new();
    for number in 0..40_u32 {
        let store = Arc::clone(&stores[number as usize % 2]);
        writers.push(tokio::spawn(async move {
            let new = profile(&format!("Profile {number}"));
            store.create_profile(&ada(), moment(2), id(100 + number), new, None).await.expect("written").expect("allowed");
        }));
    }
    for writer in writers {
        writer.await.expect("no panic");
    }
    for store in &stores {
        store.refresh().await.expect("read");
    }
    assert_eq!(stores[0].snapshot().profiles.len(), 40);
    assert_eq!(stores[0].snapshot(), stores[1].snapshot());
}
