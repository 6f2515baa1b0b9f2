//! A create that is sent again happens once.

use pomona_store::{Answer, IdempotencyKey, IdempotencyStore as _, Once, ProfileStore as _, Repeat, Reservation, SqliteStore};
use time::Duration;

use crate::fixture::{Fixture, ada, id, moment, open, profile};

fn key() -> IdempotencyKey {
    IdempotencyKey { caller: "token 1".to_owned(), key: "abc".to_owned() }
}

const BODY: [u8; 32] = [1; 32];
const OTHER_BODY: [u8; 32] = [2; 32];

async fn ask(store: &SqliteStore, body: [u8; 32], seconds: i64) -> Repeat {
    store.idempotent(key(), body, moment(seconds)).await.expect("answered")
}

fn once(reservation: Reservation) -> Once {
    let answer = |saved: &pomona_store::Saved| Answer { status: 201, body: saved.profile.name.as_str().to_owned() };
    Once { reservation, answer: Box::new(answer) }
}

#[tokio::test]
async fn the_first_answer_is_given_again_even_after_a_restart() {
    let fixture = Fixture::new().await;
    let Repeat::Fresh(reservation) = ask(&fixture.store, BODY, 0).await else { panic!("fresh") };
    let created = fixture.store.create_profile(&ada(), moment(0), id(20), profile("First"), Some(once(reservation))).await;
    created.expect("written").expect("allowed");
    let store = open(fixture.folder.path()).await;
    for store in [&fixture.store, &store] {
        let Repeat::Done(answer) = ask(store, BODY, 60).await else { panic!("done") };
        assert_eq!(answer, Answer { status: 201, body: "First".to_owned() });
        assert!(matches!(ask(store, OTHER_BODY, 60).await, Repeat::Reused));
    }
    let other_caller = IdempotencyKey { caller: "token 2".to_owned(), ..key() };
    assert!(matches!(store.idempotent(other_caller, OTHER_BODY, moment(60)).await, Ok(Repeat::Fresh(_))));
}

#[tokio::test]
async fn while_the_first_runs_the_others_are_told() {
    let fixture = Fixture::new().await;
    let first = ask(&fixture.store, BODY, 0).await;
    assert!(matches!(ask(&fixture.store, BODY, 0).await, Repeat::Running));
    assert!(matches!(ask(&fixture.store, OTHER_BODY, 0).await, Repeat::Reused));
    drop(first);
    assert!(matches!(ask(&fixture.store, OTHER_BODY, 0).await, Repeat::Fresh(_)), "given back without an answer");
}

#[tokio::test]
async fn a_refused_create_keeps_no_answer() {
    let fixture = Fixture::new().await;
    fixture.create(20, "First").await;
    let Repeat::Fresh(reservation) = ask(&fixture.store, BODY, 0).await else { panic!("fresh") };
    let refused = fixture.store.create_profile(&ada(), moment(0), id(21), profile("first"), Some(once(reservation))).await;
    refused.expect("answered").expect_err("the name is taken");
    assert!(matches!(ask(&fixture.store, BODY, 0).await, Repeat::Fresh(_)));
}

#[tokio::test]
async fn after_a_day_the_key_is_free() {
    let fixture = Fixture::new().await;
    let Repeat::Fresh(reservation) = ask(&fixture.store, BODY, 0).await else { panic!("fresh") };
    let created = fixture.store.create_profile(&ada(), moment(0), id(20), profile("First"), Some(once(reservation))).await;
    created.expect("written").expect("allowed");
    let day = Duration::hours(24).whole_seconds();
    assert!(matches!(ask(&fixture.store, BODY, day - 1).await, Repeat::Done(_)));
    let Repeat::Fresh(reservation) = ask(&fixture.store, OTHER_BODY, day).await else { panic!("fresh") };
    let created = fixture.store.create_profile(&ada(), moment(day), id(21), profile("Second"), Some(once(reservation))).await;
    created.expect("the old answer makes room").expect("allowed");
}
