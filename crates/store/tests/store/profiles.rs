//! Creating, changing, assigning and deleting profiles.

use enrollment::assignment::{AllUsers, Assignment, Filter, FilterMode, Target};
use enrollment::enrollment_type::EnrollmentType;
use enrollment::error::{Code, Errors};
use enrollment::profile::{NewProfile, ProfileChange};
use enrollment::text::Description;
use pomona_store::{ProfileStore as _, WriteRefused};

use crate::fixture::{DEVICES, Fixture, PEOPLE, ada, assigned, author, id, moment, name, open, profile};

fn renamed(text: &str) -> ProfileChange {
    ProfileChange { name: Some(name(text)), ..ProfileChange::default() }
}

fn mistakes(refused: WriteRefused) -> Vec<(Code, String)> {
    let WriteRefused::Invalid(Errors(errors)) = refused else { panic!("{refused:?}") };
    errors.into_iter().map(|error| (error.code, error.pointer)).collect()
}

#[tokio::test]
async fn a_profile_is_the_same_after_a_restart() {
    let fixture = Fixture::new().await;
    let filter = Filter { id: "f-1".to_owned(), mode: FilterMode::Exclude };
    let new = NewProfile {
        description: Description::parse("one\ntwo").expect("fine"),
        assignments: vec![
            Assignment { target: Target::ExcludedGroup(id(PEOPLE)), filter: Some(filter) },
            Assignment { target: Target::AllUsers(AllUsers::VirtualGroup), filter: None },
            Assignment::group(id(PEOPLE)),
        ],
        ..profile("Straße")
    };
    let odd_moment = moment(5) + time::Duration::nanoseconds(1_234);
    fixture.store.create_profile(&ada(), odd_moment, id(20), new, None).await.expect("written").expect("allowed");
    fixture.create(21, "Second").await;
    let again = open(fixture.folder.path()).await;
    assert_eq!(again.snapshot(), fixture.store.snapshot());
    let echoed = &again.snapshot().profiles[0].assignments[1].target;
    assert!(matches!(echoed, Target::AllUsers(AllUsers::VirtualGroup)), "echoed as it was written");
}

#[tokio::test]
async fn names_are_unique_whatever_the_case() {
    let fixture = Fixture::new().await;
    let first = fixture.create(20, "Straße").await;
    let second = fixture.create(21, "Other").await;
    let taken = WriteRefused::NameTaken { id: first.clone(), name: "Straße".to_owned() };
    let created = fixture.store.create_profile(&ada(), moment(2), id(22), profile("STRASSE"), None).await.expect("answered");
    assert_eq!(created.expect_err("refused"), taken);
    let changed = fixture.store.change_profile(&ada(), moment(2), &second, None, renamed("strasse")).await.expect("answered");
    assert_eq!(changed.expect_err("refused"), taken);
    let own = fixture.store.change_profile(&ada(), moment(2), &first, None, renamed("STRASSE")).await.expect("answered");
    assert_eq!(own.expect("one's own name is free").profile.name.as_str(), "STRASSE");
    assert_eq!(fixture.names(), ["STRASSE", "Other"]);
}

#[tokio::test]
async fn a_device_group_is_refused_where_it_stands_and_nothing_is_written() {
    let fixture = Fixture::new().await;
    let before = (fixture.store.snapshot(), fixture.log_length().await);
    let created = fixture.store.create_profile(&ada(), moment(2), id(20), assigned("Field", DEVICES), None).await.expect("answered");
    let expected = vec![(Code::DeviceGroup, "/assignments/0/target/groupId".to_owned())];
    assert_eq!(mistakes(created.expect_err("refused")), expected);
    assert_eq!((fixture.store.snapshot(), fixture.log_length().await), before);

    let profile = fixture.create(20, "Field").await;
    let change = ProfileChange { assignments: Some(vec![Assignment::group(id(DEVICES))]), ..renamed("New name") };
    let changed = fixture.store.change_profile(&ada(), moment(2), &profile, None, change).await.expect("answered");
    assert_eq!(mistakes(changed.expect_err("refused")), expected);
    let added = fixture.store.add_assignment(&ada(), moment(2), &profile, None, Assignment::group(id(DEVICES))).await.expect("answered");
    assert_eq!(mistakes(added.expect_err("refused")), [(Code::DeviceGroup, "/target/groupId".to_owned())]);
    let unknown = fixture.store.add_assignment(&ada(), moment(2), &profile, None, Assignment::group(id(99))).await.expect("answered");
    assert_eq!(mistakes(unknown.expect_err("refused")), [(Code::UnknownGroup, "/target/groupId".to_owned())]);
    assert_eq!(fixture.names(), ["Field"]);
}

#[tokio::test]
async fn a_stale_version_is_refused_with_who_and_when() {
    let fixture = Fixture::new().await;
    let profile = fixture.create(20, "First").await;
    let jonas = author("Jonas Weber");
    let saved = fixture.store.change_profile(&jonas, moment(7), &profile, Some(1), renamed("Second")).await;
    assert_eq!(saved.expect("written").expect("allowed").profile.version, 2);
    let stale = fixture.store.change_profile(&ada(), moment(9), &profile, Some(1), renamed("Third")).await.expect("answered");
    let WriteRefused::Stale(by) = stale.expect_err("refused") else { panic!("stale") };
    assert_eq!((by.who.as_str(), by.at, by.current_version), ("Jonas Weber", moment(7), 2));
    let deleted = fixture.store.delete_profile(&ada(), moment(9), &profile, Some(1)).await.expect("answered");
    assert!(matches!(deleted, Err(WriteRefused::Stale(_))));
    let last = fixture.store.last_changed(&profile).await.expect("read").expect("it is there");
    assert_eq!((last.who.as_str(), last.current_version), ("Jonas Weber", 2));
    fixture.store.delete_profile(&ada(), moment(9), &profile, Some(2)).await.expect("written").expect("allowed");
    let gone = fixture.store.delete_profile(&ada(), moment(9), &profile, None).await.expect("answered");
    assert_eq!(gone.expect_err("refused"), WriteRefused::NotFound);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_writers_who_read_the_same_version_one_wins() {
    let fixture = Fixture::new().await;
    let profile = fixture.create(20, "First").await;
    let by = ada();
    let change = |number: u32| {
        let change = renamed(&format!("Writer {number}"));
        fixture.store.change_profile(&by, moment(2), &profile, Some(1), change)
    };
    let answers = futures::future::join_all((0..8).map(change)).await;
    let won: Vec<_> = answers.into_iter().filter_map(|answer| answer.expect("answered").ok()).collect();
    assert_eq!(won.len(), 1);
    let (_, kept) = fixture.store.snapshot().find(&profile).map(|(place, kept)| (place, kept.clone())).expect("it is there");
    assert_eq!((kept.version, &kept.name), (2, &won[0].profile.name));
}

#[tokio::test]
async fn the_version_counts_everything_but_the_place() {
    let fixture = Fixture::new().await;
    let profile = fixture.create(20, "First").await;
    fixture.create(21, "Second").await;
    let version = || fixture.store.snapshot().find(&profile).expect("it is there").1.version;
    let order = || fixture.store.snapshot().order_version;

    let before = order();
    fixture.store.set_priority(&ada(), moment(2), &profile, 1).await.expect("written").expect("allowed");
    assert_eq!((version(), order()), (1, before + 1));
    fixture.store.set_priority(&ada(), moment(2), &profile, 9).await.expect("written").expect("allowed");
    assert_eq!((version(), order()), (1, before + 1), "it is last already");

    let change = ProfileChange { enrollment_type: Some(EnrollmentType::WebDevice), ..ProfileChange::default() };
    fixture.store.change_profile(&ada(), moment(3), &profile, None, change.clone()).await.expect("written").expect("allowed");
    assert_eq!((version(), order()), (2, before + 1));
    let rows = fixture.log_length().await;
    fixture.store.change_profile(&ada(), moment(4), &profile, None, change).await.expect("written").expect("allowed");
    assert_eq!((version(), fixture.log_length().await), (2, rows), "nothing changed");

    fixture.store.add_assignment(&ada(), moment(5), &profile, Some(2), Assignment::all_users()).await.expect("written").expect("allowed");
    assert_eq!(version(), 3);
    fixture.store.delete_profile(&ada(), moment(6), &id(21), None).await.expect("written").expect("allowed");
    assert_eq!((version(), order()), (3, before + 2));
}

#[tokio::test]
async fn assignments_are_added_once_changed_and_removed_by_their_target() {
    let fixture = Fixture::new().await;
    let profile = fixture.create(20, "First").await;
    let sales = Assignment::group(id(PEOPLE));
    for _ in 0..2 {
        let added = fixture.store.add_assignment(&ada(), moment(2), &profile, None, sales.clone()).await;
        assert_eq!(added.expect("answered").expect("allowed"), sales);
    }
    let version = fixture.store.snapshot().profiles[0].version;
    assert_eq!(version, 2, "the second time changed nothing");
    let filter = Some(Filter { id: "f-1".to_owned(), mode: FilterMode::Include });
    let key = sales.target.key();
    let changed = fixture.store.change_assignment(&ada(), moment(3), &profile, None, &key, filter.clone()).await;
    assert_eq!(changed.expect("answered").expect("allowed").filter, filter);
    let removed = fixture.store.remove_assignment(&ada(), moment(4), &profile, None, &key).await;
    assert_eq!(removed.expect("answered").expect("allowed").filter, filter);
    let again = fixture.store.remove_assignment(&ada(), moment(4), &profile, None, &key).await;
    assert_eq!(again.expect("answered").expect_err("refused"), WriteRefused::NotFound);
    assert_eq!(open(fixture.folder.path()).await.snapshot(), fixture.store.snapshot());
}
