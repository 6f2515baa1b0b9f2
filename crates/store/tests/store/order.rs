//! The order stays dense whatever happens: random operations against a plain list.

use enrollment::error::Code;
use enrollment::guid::Guid;
use enrollment::profile::{NewProfile, ProfileChange};
use enrollment::text::Description;
use pomona_store::{ProfileStore as _, WriteRefused};
use proptest::prelude::*;

use crate::fixture::{Fixture, ada, author, id, moment, name, open, profile};

#[derive(Debug, Clone)]
enum Step {
    Create { at: Option<u32> },
    Delete { which: usize },
    Change { which: usize, description: u8, to: Option<u32> },
    SetPriority { which: usize, to: u32 },
    SetOrder { shuffle: Vec<u8>, is_stale: bool },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop::option::of(0_u32..8).prop_map(|at| Step::Create { at }),
        2 => any::<usize>().prop_map(|which| Step::Delete { which }),
        2 => (any::<usize>(), 0_u8..2, prop::option::of(0_u32..8))
            .prop_map(|(which, description, to)| Step::Change { which, description, to }),
        2 => (any::<usize>(), 0_u32..8).prop_map(|(which, to)| Step::SetPriority { which, to }),
        2 => (prop::collection::vec(any::<u8>(), 12), prop::bool::weighted(0.2))
            .prop_map(|(shuffle, is_stale)| Step::SetOrder { shuffle, is_stale }),
    ]
}

/// What is expected: ids in order with version and description, and the version of the order.
#[derive(Debug, Clone, PartialEq)]
struct Model {
    list: Vec<(Guid, u64, u8)>,
    order_version: u64,
    next: u32,
}

impl Model {
    fn move_to(&mut self, from: usize, to: u32) {
        let item = self.list.remove(from);
        let to = (to as usize).min(self.list.len());
        self.list.insert(to, item);
        if to != from {
            self.order_version += 1;
        }
    }
}

fn described(number: u8) -> Description {
    Description::parse(&format!("Text {number}")).expect("fine")
}

async fn apply(fixture: &Fixture, model: &mut Model, step: Step) {
    let (store, now) = (&fixture.store, moment(i64::from(model.next)));
    let pick = |which: usize| (!model.list.is_empty()).then(|| which % model.list.len());
    match step {
        Step::Create { at } => {
            let number = 100 + model.next;
            let new = NewProfile { priority: at, description: described(0), ..profile(&format!("Profile {number}")) };
            let saved = store.create_profile(&ada(), now, id(number), new, None).await.expect("written").expect("allowed");
            let place = at.map_or(model.list.len(), |at| (at as usize).min(model.list.len()));
            assert_eq!(saved.place as usize, place);
            model.list.insert(place, (id(number), 1, 0));
            model.order_version += 1;
        }
        Step::Delete { which } => {
            let Some(at) = pick(which) else { return };
            let (id, version, _) = model.list[at].clone();
            let stale = store.delete_profile(&ada(), now, &id, Some(version + 1)).await.expect("answered");
            assert!(matches!(stale, Err(WriteRefused::Stale(_))));
            store.delete_profile(&ada(), now, &id, Some(version)).await.expect("written").expect("allowed");
            model.list.remove(at);
            model.order_version += 1;
        }
        Step::Change { which, description, to } => {
            let Some(at) = pick(which) else { return };
            let (id, version, _) = model.list[at].clone();
            let change = ProfileChange { description: Some(described(description)), priority: to, ..ProfileChange::default() };
            store.change_profile(&ada(), now, &id, Some(version), change).await.expect("written").expect("allowed");
            if model.list[at].2 != description {
                model.list[at].1 += 1;
                model.list[at].2 = description;
            }
            if let Some(to) = to {
                model.move_to(at, to);
            }
        }
        Step::SetPriority { which, to } => {
            let Some(at) = pick(which) else { return };
            let saved = store.set_priority(&ada(), now, &model.list[at].0, to).await.expect("written").expect("allowed");
            model.move_to(at, to);
            assert_eq!(saved.set.order_version, model.order_version);
        }
        Step::SetOrder { shuffle, is_stale } => {
            let mut list = model.list.clone();
            list.sort_by_key(|(id, ..)| shuffle[usize::from(id.as_bytes()[15]) % shuffle.len()]);
            let ids = list.iter().map(|(id, ..)| id.clone()).collect();
            let expected = if is_stale { model.order_version + 1 } else { model.order_version };
            let answer = store.set_order(&ada(), now, Some(expected), ids).await.expect("answered");
            if is_stale {
                assert!(matches!(answer, Err(WriteRefused::Stale(_))));
            } else {
                answer.expect("allowed");
                model.order_version += u64::from(list != model.list);
                model.list = list;
            }
        }
    }
    model.next += 1;
}

fn seen(store: &pomona_store::SqliteStore, next: u32) -> Model {
    let set = store.snapshot();
    let number = |text: &str| u8::from(text == "Text 1");
    let list = set.profiles.iter().map(|profile| (profile.id.clone(), profile.version, number(profile.description.as_str()))).collect();
    Model { list, order_version: set.order_version, next }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_is_that_of_a_plain_list(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let fixture = Fixture::new().await;
            let mut model = seen(&fixture.store, 0);
            for step in steps {
                apply(&fixture, &mut model, step.clone()).await;
                assert_eq!(seen(&fixture.store, model.next), model, "after {step:?}");
            }
            // Reading demands places without a gap.
            let on_disk = open(fixture.folder.path()).await;
            assert_eq!(on_disk.snapshot(), fixture.store.snapshot());
        });
    }
}

#[tokio::test]
async fn an_order_must_be_complete_and_fresh() {
    let fixture = Fixture::new().await;
    let (one, two) = (fixture.create(20, "One").await, fixture.create(21, "Two").await);
    let version = fixture.store.snapshot().order_version;
    let incomplete = fixture.store.set_order(&ada(), moment(2), Some(version), vec![two.clone(), id(99)]).await.expect("answered");
    let Err(WriteRefused::Invalid(errors)) = incomplete else { panic!("{incomplete:?}") };
    assert_eq!(errors.0.iter().map(|error| error.code).collect::<Vec<_>>(), [Code::OrderMissing, Code::OrderUnknown]);
    let jonas = author("Jonas Weber");
    let set = fixture.store.set_order(&jonas, moment(3), Some(version), vec![two.clone(), one.clone()]).await;
    assert_eq!(set.expect("written").expect("allowed").ids(), [two.clone(), one.clone()]);
    let stale = fixture.store.set_order(&ada(), moment(4), Some(version), vec![one, two]).await.expect("answered");
    let Err(WriteRefused::Stale(by)) = stale else { panic!("{stale:?}") };
    assert_eq!((by.who.as_str(), by.at, by.current_version), ("Jonas Weber", moment(3), version + 1));
}

#[tokio::test]
async fn a_long_order_is_written_in_pieces() {
    let fixture = Fixture::new().await;
    for number in 0..450_u32 {
        let new = NewProfile { priority: Some(0), name: name(&format!("Profile {number}")), ..profile("x") };
        fixture.store.create_profile(&ada(), moment(1), id(1_000 + number), new, None).await.expect("written").expect("allowed");
    }
    let mut ids = fixture.store.snapshot().ids();
    ids.reverse();
    fixture.store.set_order(&ada(), moment(2), None, ids.clone()).await.expect("written").expect("allowed");
    assert_eq!(open(fixture.folder.path()).await.snapshot().ids(), ids);
}
