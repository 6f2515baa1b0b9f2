//! Loading the sample organization.

use pomona_store::{ChangeFilter, ChangeLog as _, DirectoryStore as _, ProfileStore as _, sample};

use crate::fixture::{ada, id, moment, open, profile};

#[tokio::test]
async fn loading_the_sample_twice_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    assert_eq!(sample::contoso(&store, &ada(), moment(0)).await.expect("written"), Ok(true));
    let first = (store.snapshot(), store.changes(&ChangeFilter::default()).await.expect("read"));
    assert_eq!(sample::contoso(&store, &ada(), moment(1)).await.expect("answered"), Ok(false));
    assert_eq!((store.snapshot(), store.changes(&ChangeFilter::default()).await.expect("read")), first);

    assert_eq!(store.organization().expect("loaded").display_name, "Contoso");
    assert_eq!((store.directory().people().len(), store.restrictions().len()), (250, 3));
    let names: Vec<_> = store.snapshot().profiles.iter().map(|profile| profile.name.as_str().to_owned()).collect();
    assert_eq!(names, ["Field engineers", "Ask on first run", "Executives", "BYOD 2023", "Pilot 2022", "Everyone else"]);
}

#[tokio::test]
async fn the_sample_comes_back_from_disk_as_it_was_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    sample::contoso(&store, &ada(), moment(0)).await.expect("written").expect("allowed");
    let made = sample::records().expect("no rule is broken");
    let again = open(folder.path()).await;
    let directory = again.directory();
    assert_eq!(directory.people(), made.people);
    assert_eq!(directory.groups(), made.groups);
    assert_eq!(directory.devices(), made.devices);
    assert_eq!(*again.restrictions(), made.restrictions);
    assert_eq!(again.organization().as_deref(), made.organization.as_ref());
}

#[tokio::test]
async fn the_sample_is_not_mixed_with_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    store.create_profile(&ada(), moment(0), id(1), profile("Mine"), None).await.expect("written").expect("allowed");
    assert_eq!(sample::contoso(&store, &ada(), moment(1)).await.expect("answered"), Ok(false));
    assert!(store.directory().people().is_empty());
}
