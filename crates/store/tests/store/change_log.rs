//! Every write leaves one row that says who, what, before and after; what was refused leaves none.

use enrollment::assignment::Assignment;
use enrollment::profile::ProfileChange;
use pomona_store::{Action, Change, ChangeFilter, ChangeLog as _, NewChange, ObjectKind, ProfileStore as _};
use serde_json::json;

use crate::fixture::{Fixture, PEOPLE, ada, author, id, moment, name, profile};

async fn rows(fixture: &Fixture, filter: ChangeFilter) -> Vec<Change> {
    fixture.store.changes(&filter).await.expect("read")
}

#[tokio::test]
async fn each_write_leaves_one_row() {
    let fixture = Fixture::new().await;
    let (store, now) = (&fixture.store, moment(5));
    let begin = fixture.log_length().await;
    let profile = fixture.create(20, "First").await;
    fixture.create(21, "Second").await;
    let change = ProfileChange { name: Some(name("Renamed")), priority: Some(1), ..ProfileChange::default() };
    store.change_profile(&ada(), now, &profile, None, change).await.expect("written").expect("allowed");
    store.add_assignment(&ada(), now, &profile, None, Assignment::group(id(PEOPLE))).await.expect("written").expect("allowed");
    store.remove_assignment(&ada(), now, &profile, None, &id(PEOPLE).to_string()).await.expect("written").expect("allowed");
    store.set_priority(&ada(), now, &profile, 0).await.expect("written").expect("allowed");
    store.set_order(&ada(), now, None, vec![id(21), id(20)]).await.expect("written").expect("allowed");
    store.delete_profile(&ada(), now, &profile, None).await.expect("written").expect("allowed");

    let mut rows = rows(&fixture, ChangeFilter { after: Some(begin), ..ChangeFilter::default() }).await;
    rows.reverse();
    let actions: Vec<_> = rows.iter().map(|row| (row.action, row.object_kind)).collect();
    let of_profile = |action| (action, ObjectKind::Profile);
    assert_eq!(
        actions,
        [
            of_profile(Action::Create),
            of_profile(Action::Create),
            of_profile(Action::Change),
            of_profile(Action::Assign),
            of_profile(Action::Unassign),
            of_profile(Action::Reorder),
            (Action::Reorder, ObjectKind::Order),
            of_profile(Action::Delete),
        ]
    );
    let sequences: Vec<_> = rows.iter().map(|row| row.sequence).collect();
    assert_eq!(sequences, (begin + 1..=begin + 8).collect::<Vec<_>>(), "without gaps");
    let ids: std::collections::BTreeSet<_> = rows.iter().map(|row| row.id.clone()).collect();
    assert_eq!(ids.len(), rows.len());
}

#[tokio::test]
async fn a_row_says_who_and_what_it_was_before() {
    let fixture = Fixture::new().await;
    let profile = fixture.create(20, "First").await;
    let jonas = author("Jonas Weber");
    let change = ProfileChange { name: Some(name("Second")), ..ProfileChange::default() };
    fixture.store.change_profile(&jonas, moment(9), &profile, None, change).await.expect("written").expect("allowed");
    let row = rows(&fixture, ChangeFilter { limit: Some(1), ..ChangeFilter::default() }).await.remove(0);
    assert_eq!((row.author, row.at), (jonas, moment(9)));
    assert_eq!((row.object_id.as_str(), row.object_name.as_str()), (profile.to_string().as_str(), "Second"));
    let (before, after) = (row.before.expect("there was one"), row.after.expect("there is one"));
    assert_eq!((&before["displayName"], &after["displayName"]), (&json!("First"), &json!("Second")));
    assert_eq!((&before["priority"], &before["assignments"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn what_was_refused_leaves_no_row() {
    let fixture = Fixture::new().await;
    fixture.create(20, "First").await;
    let begin = fixture.log_length().await;
    let taken = fixture.store.create_profile(&ada(), moment(2), id(21), profile("FIRST"), None).await.expect("answered");
    taken.expect_err("refused");
    fixture.store.delete_profile(&ada(), moment(2), &id(77), None).await.expect("answered").expect_err("refused");
    assert_eq!(fixture.log_length().await, begin);
}

#[tokio::test]
async fn rows_are_read_in_pages_and_by_object() {
    let fixture = Fixture::new().await;
    for number in 0..5 {
        fixture.create(20 + number, &format!("Profile {number}")).await;
    }
    let all = rows(&fixture, ChangeFilter::default()).await;
    let first = rows(&fixture, ChangeFilter { limit: Some(2), ..ChangeFilter::default() }).await;
    let next = rows(&fixture, ChangeFilter { limit: Some(2), before: Some(first[1].sequence), ..ChangeFilter::default() }).await;
    assert_eq!([first, next].concat(), all[..4]);
    for object_kinds in [vec![ObjectKind::Profile], vec![ObjectKind::Order, ObjectKind::Profile], vec![]] {
        let one = ChangeFilter { object_kinds, object_id: Some(id(22).to_string()), ..ChangeFilter::default() };
        let one = rows(&fixture, one).await;
        assert_eq!(one.iter().map(|row| row.object_name.as_str()).collect::<Vec<_>>(), ["Profile 2"]);
    }
    let by_id = ChangeFilter { id: Some(all[1].id.clone()), ..ChangeFilter::default() };
    assert_eq!(rows(&fixture, by_id).await, all[1..2]);
}

#[tokio::test]
async fn rows_are_read_by_time_with_both_ends() {
    let fixture = Fixture::new().await;
    let profile = fixture.create(20, "First").await;
    for second in 2..6 {
        fixture.store.change_profile(&ada(), moment(second), &profile, None, rename(second)).await.expect("written").expect("allowed");
    }
    let span = ChangeFilter { from: Some(moment(3)), until: Some(moment(4)), ..ChangeFilter::default() };
    let found = rows(&fixture, span).await;
    assert_eq!(found.iter().map(|row| row.object_name.as_str()).collect::<Vec<_>>(), ["Name 4", "Name 3"]);
}

fn rename(second: i64) -> ProfileChange {
    ProfileChange { name: Some(name(&format!("Name {second}"))), ..ProfileChange::default() }
}

#[tokio::test]
async fn what_is_no_write_can_be_recorded() {
    let fixture = Fixture::new().await;
    let change = NewChange {
        action: Action::SignInFailed,
        object_kind: ObjectKind::Session,
        object_id: String::new(),
        object_name: "ada".to_owned(),
        before: None,
        after: None,
    };
    fixture.store.record(&ada(), moment(3), change).await.expect("written");
    let row = rows(&fixture, ChangeFilter::default()).await.remove(0);
    assert_eq!((row.action, row.object_name.as_str()), (Action::SignInFailed, "ada"));
}
