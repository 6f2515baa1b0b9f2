//! Earlier profiles are told as they were, and become again what they were, all or nothing.

use enrollment::assignment::Assignment;
use enrollment::history::Past;
use enrollment::profile::ProfileChange;
use enrollment::text::Description;
use pomona_store::{
    ChangeFilter, ChangeLog as _, DirectoryRecords, DirectoryStore as _, Guard, HistoryStore as _, ProfileStore as _, Reason, Replaced,
    Replacement, SqliteStore, Wanted, WriteRefused,
};

use crate::fixture::{DEVICES, Fixture, PEOPLE, ada, assigned, author, directory, id, moment, name, open, profile};

/// The profiles as they are now.
fn now(store: &SqliteStore) -> Vec<Past> {
    store.snapshot().profiles.iter().map(|profile| Past::from(profile.as_ref())).collect()
}

async fn newest(store: &SqliteStore) -> u64 {
    let rows = store.changes(&ChangeFilter { limit: Some(1), ..ChangeFilter::default() }).await.expect("read");
    rows[0].sequence
}

async fn at(store: &SqliteStore, version: u64) -> Vec<Past> {
    store.profiles_at(version).await.expect("read").expect("a version")
}

async fn replace(store: &SqliteStore, wanted: Wanted, guard: Guard, version: u64) -> Result<Replaced, WriteRefused> {
    let replacement = Replacement { wanted, guard, reason: Reason::Restore(version) };
    store.replace_profiles(&author("Jonas"), moment(500), replacement).await.expect("answered")
}

/// Restores everything as it was at a version.
async fn restore(store: &SqliteStore, version: u64) -> Replaced {
    let guard = Guard::Order(store.snapshot().order_version);
    // A restore of everything is guarded by the order alone.
    replace(store, Wanted::All(at(store, version).await), guard, version).await.expect("allowed")
}

/// Restores one profile as it was at a version.
async fn restore_one(store: &SqliteStore, number: u32, version: u64) -> Result<Replaced, WriteRefused> {
    let past = at(store, version).await;
    let place = past.iter().position(|past| past.id == id(number)).expect("it was there");
    let guard = match store.snapshot().find(&id(number)) {
        Some((_, profile)) => Guard::Profile(profile.version),
        None => Guard::Order(store.snapshot().order_version),
    };
    replace(store, Wanted::One(past[place].clone(), place), guard, version).await
}

/// Every kind of write, and what the profiles were after each.
async fn eventful() -> (Fixture, Vec<(u64, Vec<Past>)>) {
    let fixture = Fixture::new().await;
    let store = &fixture.store;
    let mut moments = Vec::new();
    for step in 0..12_u32 {
        let second = i64::from(step) + 10;
        let change = async |change| store.change_profile(&ada(), moment(second), &id(21), None, change).await;
        match step {
            0..4 => _ = fixture.create(20 + step, &format!("Profile {step}")).await,
            4 => _ = change(ProfileChange { name: Some(name("Renamed")), priority: Some(3), ..ProfileChange::default() }).await,
            5 => _ = store.add_assignment(&ada(), moment(second), &id(22), None, Assignment::group(id(PEOPLE))).await,
            6 => _ = store.set_priority(&ada(), moment(second), &id(23), 0).await,
            7 => _ = store.delete_profile(&ada(), moment(second), &id(20), None).await,
            8 => _ = store.set_order(&ada(), moment(second), None, vec![id(22), id(21), id(23)]).await,
            9 => _ = store.remove_assignment(&ada(), moment(second), &id(22), None, &id(PEOPLE).to_string()).await,
            10 => _ = store.create_profile(&ada(), moment(second), id(30), assigned("Profile 0", PEOPLE), None).await,
            _ => _ = change(ProfileChange { description: Description::parse("Last").ok(), ..ProfileChange::default() }).await,
        }
        moments.push((newest(store).await, now(store)));
    }
    assert_eq!(fixture.log_length().await, 13, "each left a row behind the directory's");
    (fixture, moments)
}

#[tokio::test]
async fn every_version_is_told_as_it_was() {
    let (fixture, moments) = eventful().await;
    for (version, expected) in &moments {
        assert_eq!(at(&fixture.store, *version).await, *expected, "version {version}");
    }
    for unknown in [0, 1, 14, u64::MAX] {
        assert_eq!(fixture.store.profiles_at(unknown).await.expect("read"), None, "{unknown}");
    }
}

#[tokio::test]
async fn every_version_can_be_restored_from_every_other_and_history_goes_on() {
    let (fixture, mut moments) = eventful().await;
    let without_moments = |list: &[Past]| list.iter().map(|past| Past { modified: moment(0), ..past.clone() }).collect::<Vec<_>>();
    for target in [0, 11, 5, 3, 7, 10, 4, 8, 6, 1, 9, 2] {
        let (version, expected) = moments[target].clone();
        let replaced = restore(&fixture.store, version).await;
        assert_eq!(without_moments(&now(&fixture.store)), without_moments(&expected), "version {version}");
        assert_eq!((replaced.version, replaced.gone.len()), (Some(newest(&fixture.store).await), 0));
        moments.push((newest(&fixture.store).await, now(&fixture.store)));
    }
    for (version, expected) in &moments {
        assert_eq!(at(&fixture.store, *version).await, *expected, "version {version}");
    }
    assert_eq!(fixture.store.verify(None).await.expect("read").first_broken, None);
    let on_disk = open(fixture.folder.path()).await;
    assert_eq!(on_disk.snapshot(), fixture.store.snapshot());
}

#[tokio::test]
async fn what_is_so_already_is_no_new_version() {
    let (fixture, moments) = eventful().await;
    let before = (fixture.log_length().await, fixture.store.snapshot());
    let replaced = restore(&fixture.store, moments[11].0).await;
    assert_eq!((replaced.version, fixture.log_length().await, fixture.store.snapshot()), (None, before.0, before.1));
}

#[tokio::test]
async fn a_deleted_profile_comes_back_to_its_place_with_a_version_that_it_never_had() {
    let (fixture, moments) = eventful().await;
    fixture.store.delete_profile(&ada(), moment(40), &id(30), None).await.expect("written").expect("allowed");
    let replaced = restore_one(&fixture.store, 20, moments[3].0).await.expect("allowed");
    let (place, profile) = replaced.set.find(&id(20)).expect("it is back");
    assert_eq!((place, profile.name.as_str(), profile.created), (0, "Profile 0", moment(1)));
    let seen = profile.version;
    fixture.store.delete_profile(&ada(), moment(41), &id(20), Some(seen)).await.expect("written").expect("allowed");
    let replaced = restore_one(&fixture.store, 20, moments[3].0).await.expect("allowed");
    assert!(replaced.set.find(&id(20)).expect("it is back").1.version > seen);
}

#[tokio::test]
async fn a_restored_profile_stays_where_it_is_and_the_row_says_which_version() {
    let (fixture, moments) = eventful().await;
    let replaced = restore_one(&fixture.store, 21, moments[3].0).await.expect("allowed");
    let (place, profile) = replaced.set.find(&id(21)).expect("it is there");
    assert_eq!((place, profile.name.as_str(), profile.description.as_str()), (1, "Profile 1", ""));
    let row = fixture.store.changes(&ChangeFilter { limit: Some(1), ..ChangeFilter::default() }).await.expect("read").remove(0);
    assert_eq!((replaced.version, row.author.name.as_str()), (Some(row.sequence), "Jonas"));
    assert_eq!(row.after.expect("a document")["restoredVersion"], moments[3].0);
}

#[tokio::test]
async fn names_that_two_have_exchanged_go_back_at_once() {
    let fixture = Fixture::new().await;
    fixture.create(20, "One").await;
    fixture.create(21, "Two").await;
    let version = newest(&fixture.store).await;
    for (number, text) in [(20, "Other"), (21, "One"), (20, "Two")] {
        let change = ProfileChange { name: Some(name(text)), ..ProfileChange::default() };
        fixture.store.change_profile(&ada(), moment(3), &id(number), None, change).await.expect("written").expect("allowed");
    }
    restore(&fixture.store, version).await;
    assert_eq!(fixture.names(), ["One", "Two"]);
}

#[tokio::test]
async fn a_name_that_is_taken_by_now_is_refused_with_who_has_it() {
    let (fixture, moments) = eventful().await;
    let refused = restore_one(&fixture.store, 20, moments[3].0).await.expect_err("the name is taken");
    assert_eq!(refused, WriteRefused::NameTaken { id: id(30), name: "Profile 0".to_owned() });
    assert_eq!(fixture.store.snapshot().place(&id(20)), None);
}

#[tokio::test]
async fn what_was_changed_meanwhile_is_not_overwritten() {
    let (fixture, moments) = eventful().await;
    let store = &fixture.store;
    let (version, past) = moments[3].clone();
    let before = (fixture.log_length().await, store.snapshot());
    let versions = store.everything().versions;
    fixture.create(50, "Meanwhile").await;
    let deleted = Wanted::One(past[0].clone(), 0);
    let held = Wanted::One(past[1].clone(), 1);
    let old = before.1.find(&id(21)).expect("it is there").1.version - 1;
    for (wanted, guard, who) in [
        (Wanted::All(past.clone()), Guard::Order(before.1.order_version), "Ada Lopez"),
        (Wanted::All(past.clone()), Guard::Everything(versions), "Ada Lopez"),
        (deleted.clone(), Guard::Order(before.1.order_version), "Ada Lopez"),
        (deleted, Guard::Profile(1), "Ada Lopez"),
        (held.clone(), Guard::Profile(old), "Ada Lopez"),
        (held, Guard::Order(store.snapshot().order_version), "Ada Lopez"),
    ] {
        let refused = replace(store, wanted.clone(), guard, version).await.expect_err("stale");
        assert!(matches!(&refused, WriteRefused::Stale(changed) if changed.who == who), "{guard:?}: {refused:?}");
    }
    assert_eq!(fixture.log_length().await, before.0 + 1);
}

#[tokio::test]
async fn a_group_that_is_gone_comes_back_with_a_warning_and_one_of_devices_is_refused() {
    let fixture = Fixture::new().await;
    let store = &fixture.store;
    store.create_profile(&ada(), moment(1), id(20), assigned("Sales", PEOPLE), None).await.expect("written").expect("allowed");
    let version = newest(store).await;
    store.delete_profile(&ada(), moment(2), &id(20), None).await.expect("written").expect("allowed");
    let without = DirectoryRecords { groups: Vec::new(), members: Vec::new(), ..directory() };
    store.load_directory(&ada(), moment(3), without).await.expect("written").expect("allowed");
    let replaced = restore_one(store, 20, version).await.expect("allowed");
    assert_eq!(replaced.gone.iter().map(|gone| &gone.group).collect::<Vec<_>>(), [&id(PEOPLE)]);
    assert_eq!(replaced.set.profiles[0].assignments, [Assignment::group(id(PEOPLE))]);

    store.delete_profile(&ada(), moment(4), &id(20), None).await.expect("written").expect("allowed");
    let mut devices = directory();
    for member in &mut devices.members {
        member.group = id(if member.group == id(PEOPLE) { DEVICES } else { PEOPLE });
    }
    store.load_directory(&ada(), moment(5), devices).await.expect("written").expect("allowed");
    let refused = restore_one(store, 20, version).await.expect_err("it holds devices now");
    assert!(matches!(&refused, WriteRefused::Invalid(errors) if errors.0[0].code.as_str() == "device_group"), "{refused:?}");
    assert!(store.snapshot().profiles.is_empty());
}

#[tokio::test]
async fn a_thousand_profiles_are_restored_in_one_write() {
    let fixture = Fixture::new().await;
    let versions = fixture.store.everything().versions;
    let many: Vec<Past> = (0..1_000)
        .map(|number| Past {
            id: id(1_000 + number),
            name: name(&format!("Profile {number}")),
            description: Description::default(),
            enrollment_type: profile("x").enrollment_type,
            assignments: vec![Assignment::group(id(PEOPLE))],
            created: moment(2),
            modified: moment(2),
        })
        .collect();
    let replacement = Replacement { wanted: Wanted::All(many.clone()), guard: Guard::Everything(versions), reason: Reason::Import };
    let replaced = fixture.store.replace_profiles(&ada(), moment(2), replacement).await.expect("answered").expect("allowed");
    let version = replaced.version.expect("it is new");
    assert_eq!(now(&fixture.store), many);
    let (few, order) = (vec![many[999].clone()], fixture.store.snapshot().order_version);
    replace(&fixture.store, Wanted::All(few), Guard::Order(order), version).await.expect("allowed");
    assert_eq!(fixture.names(), ["Profile 999"]);
    restore(&fixture.store, version).await;
    assert_eq!(at(&fixture.store, version).await, many);
    assert_eq!(fixture.names().len(), 1_000);
}
