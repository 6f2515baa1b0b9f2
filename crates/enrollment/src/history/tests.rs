//! Every earlier moment is reached again by taking steps back, and a difference says all that differs and nothing else.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::difference::{Fate, Field, of_profile, of_sets, says_the_same};
use super::restore::{holder_of_name, returning};
use super::*;
use crate::assignment::{AllUsers, Filter, FilterMode, KnownGroup, Target};
use crate::error::Code;
use crate::group_kind::GroupKind;
use crate::order::moved;

fn id(number: u8) -> Guid {
    Guid::from_bytes([number; 16])
}

fn past(number: u8, name: &str, groups: &[u8]) -> Past {
    Past {
        id: id(number),
        name: ProfileName::parse(name).expect("a fine name"),
        description: Description::default(),
        enrollment_type: EnrollmentType::WebDevice,
        assignments: groups.iter().map(|group| Assignment::group(id(*group))).collect(),
        created: OffsetDateTime::UNIX_EPOCH,
        modified: OffsetDateTime::UNIX_EPOCH,
    }
}

fn placed(past: Past, place: usize) -> Placed {
    Placed { past, place }
}

/// What somebody may do; places and choices are taken modulo what is there.
#[derive(Debug, Clone)]
enum Deed {
    Create(usize),
    Delete(usize),
    Change { at: usize, name: String, to: Option<usize> },
    Move(usize, usize),
    Reorder(Vec<usize>),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (0_usize..9).prop_map(Deed::Create),
        1 => (0_usize..9).prop_map(Deed::Delete),
        2 => (0_usize..9, "[a-z]{1,4}", prop::option::of(0_usize..9)).prop_map(|(at, name, to)| Deed::Change { at, name, to }),
        2 => (0_usize..9, 0_usize..9).prop_map(|(from, to)| Deed::Move(from, to)),
        1 => prop::collection::vec(0_usize..100, 9).prop_map(Deed::Reorder),
    ]
}

/// Does it to a plain list, and says what the change log would.
fn act(list: &[Past], deed: &Deed, number: u8) -> (Vec<Past>, Option<Step>) {
    let mut next = list.to_vec();
    let at = |place: &usize| place % list.len().max(1);
    let step = match deed {
        Deed::Create(place) => {
            let (profile, place) = (past(number, &format!("new {number}"), &[number]), place % (list.len() + 1));
            next.insert(place, profile.clone());
            Step::Created(placed(profile, place))
        }
        _ if list.is_empty() => return (next, None),
        Deed::Delete(place) => Step::Deleted(placed(next.remove(at(place)), at(place))),
        Deed::Change { at: place, name, to } => {
            let (place, to) = (at(place), to.as_ref().map_or(at(place), at));
            let after = Past { name: ProfileName::parse(name).expect("a fine name"), ..list[place].clone() };
            next[place] = after.clone();
            next = moved(&next, place, to);
            Step::Changed { before: placed(list[place].clone(), place), after: placed(after, to) }
        }
        Deed::Move(from, to) => {
            next = moved(&next, at(from), at(to));
            Step::Moved { id: list[at(from)].id.clone(), from: at(from), to: at(to) }
        }
        Deed::Reorder(weights) => {
            let mut keyed: Vec<(usize, Past)> = next.into_iter().enumerate().map(|(place, one)| (weights[place % 9], one)).collect();
            keyed.sort_by_key(|(weight, _)| *weight);
            next = keyed.into_iter().map(|(_, one)| one).collect();
            let ids = |list: &[Past]| list.iter().map(|one| one.id.clone()).collect();
            Step::Reordered { before: ids(list), after: ids(&next) }
        }
    };
    (next, Some(step))
}

proptest! {
    #[test]
    fn every_earlier_moment_is_reached_by_taking_steps_back(deeds in prop::collection::vec(deed(), 0..40)) {
        let (mut moments, mut steps) = (vec![Vec::new()], Vec::new());
        for (number, deed) in (1..).zip(&deeds) {
            let (next, step) = act(moments.last().expect("one at least"), deed, number);
            if let Some(step) = step {
                moments.push(next);
                steps.push(step);
            }
        }
        let mut now = moments.pop().expect("one at least");
        while let Some(step) = steps.pop() {
            step.undo(&mut now);
            prop_assert_eq!(&now, &moments.pop().expect("as many moments as steps"));
        }
    }

    #[test]
    fn what_a_difference_says_leads_from_one_set_to_the_other(deeds in prop::collection::vec(deed(), 0..30), cut in 0_usize..30) {
        let (mut list, mut before) = (Vec::new(), Vec::new());
        for (number, deed) in (1..).zip(&deeds) {
            list = act(&list, deed, number).0;
            if usize::from(number) <= cut {
                before.clone_from(&list);
            }
        }
        let difference = of_sets(&before, &list);
        prop_assert_eq!(difference.is_empty(), before == list);
        let of = |fate: Fate| difference.profiles.iter().filter(move |one| one.fate == fate);
        let mut rebuilt: Vec<Past> = before.iter().filter(|old| !of(Fate::Removed).any(|one| one.profile.id == old.id)).cloned().collect();
        for change in of(Fate::Changed) {
            let at = rebuilt.iter().position(|one| one.id == change.profile.id).expect("it was there");
            for field in &change.fields {
                if let Some(Field::Name(name)) = field.after {
                    rebuilt[at].name = ProfileName::parse(name).expect("a name");
                }
            }
        }
        let places: Vec<&Guid> = list.iter().map(|one| &one.id).filter(|id| rebuilt.iter().any(|one| one.id == **id)).collect();
        let in_order: Vec<Guid> = rebuilt.iter().map(|one| one.id.clone()).filter(|id| !difference.moves.iter().any(|one| one.profile.id == *id)).collect();
        let expected: Vec<Guid> = places.iter().map(|id| (*id).clone()).filter(|id| in_order.contains(id)).collect();
        prop_assert_eq!(&in_order, &expected, "what is not moved stands in order");
        for one in &difference.moves {
            prop_assert_eq!((&before[one.from].id, &list[one.to].id), (&one.profile.id, &one.profile.id));
        }
        for one in of(Fate::Added) {
            rebuilt.push(one.profile.clone());
        }
        let names = |list: &[Past]| list.iter().map(|one| (one.id.clone(), one.name.as_str().to_owned())).collect::<BTreeSet<_>>();
        prop_assert_eq!(names(&rebuilt), names(&list));
    }
}

#[test]
fn each_field_that_differs_is_told_and_no_other() {
    let before = placed(past(1, "Sales", &[2, 3]), 4);
    let mut after = before.clone();
    after.past.modified += time::Duration::days(1);
    assert!(of_profile(Some(&before), Some(&after)).is_empty(), "when it was changed is no field");
    after.past.description = Description::parse("For sales").expect("fine");
    after.past.assignments = vec![Assignment::group(id(3)), Assignment::all_users()];
    after.place = 0;
    let told = of_profile(Some(&before), Some(&after));
    let told: Vec<_> = told.iter().map(|field| (field.before.clone(), field.after.clone())).collect();
    let (gone, new) = (Assignment::group(id(2)), Assignment::all_users());
    assert_eq!(
        told,
        [
            (Some(Field::Description("")), Some(Field::Description("For sales"))),
            (Some(Field::Assignment(&gone)), None),
            (None, Some(Field::Assignment(&new))),
            (Some(Field::Place(4)), Some(Field::Place(0))),
        ]
    );
}

#[test]
fn a_profile_that_came_or_went_is_told_with_all_its_fields() {
    let one = placed(past(1, "Sales", &[2]), 0);
    let fields = |before, after| of_profile(before, after).len();
    assert_eq!((fields(None, Some(&one)), fields(Some(&one), None), fields(None, None)), (5, 5, 0));
}

#[test]
fn a_filter_and_the_spelling_of_all_users_count_as_differences() {
    let plain = past(1, "Sales", &[2]);
    let mut filtered = plain.clone();
    filtered.assignments[0].filter = Some(Filter { id: "f".to_owned(), mode: FilterMode::Include });
    let with = |all: AllUsers| Past { assignments: vec![Assignment { target: Target::AllUsers(all), filter: None }], ..plain.clone() };
    for (one, other) in [(plain.clone(), filtered), (with(AllUsers::Licensed), with(AllUsers::VirtualGroup))] {
        assert!(!says_the_same(&one, &other));
        let difference = of_sets(std::slice::from_ref(&one), std::slice::from_ref(&other));
        assert_eq!((difference.profiles.len(), difference.profiles[0].fields.len()), (1, 1));
    }
    assert!(says_the_same(&plain, &Past { modified: OffsetDateTime::UNIX_EPOCH + time::Duration::HOUR, ..plain.clone() }));
}

#[test]
fn a_step_is_followed_by_the_one_profile_that_it_is_about() {
    let (first, second) = (placed(past(1, "A", &[]), 0), placed(past(1, "B", &[]), 3));
    assert_eq!(Step::Created(first.clone()).follow(None), Some(first.clone()));
    assert_eq!(Step::Changed { before: first.clone(), after: second.clone() }.follow(Some(first.clone())), Some(second));
    let step = Step::Moved { id: id(1), from: 0, to: 7 };
    assert_eq!(step.follow(Some(first.clone())).map(|placed| placed.place), Some(7));
    assert_eq!(step.follow(None), None);
    assert_eq!(Step::Deleted(first.clone()).follow(Some(first)), None);
}

#[test]
fn a_group_that_is_gone_comes_back_with_a_warning_and_one_of_devices_does_not() {
    let look_up = |group: &Guid| {
        let known = [(id(2), "Sales", GroupKind::People), (id(3), "iPads", GroupKind::Devices)];
        let found = known.into_iter().find(|(known, ..)| known == group);
        found.map(|(_, name, kind)| KnownGroup { display_name: name.to_owned(), kind })
    };
    let gone = returning(&[], &past(1, "Sales", &[2, 9]), look_up).expect("allowed");
    assert_eq!(gone.iter().map(|one| &one.group).collect::<Vec<_>>(), [&id(9)]);
    let refused = returning(&[], &past(1, "Sales", &[3, 9]), look_up).expect_err("refused");
    let told = &refused.0[0];
    assert_eq!((told.code, told.pointer.as_str(), told.parameter("profile")), (Code::DeviceGroup, "/version", "Sales"));
    let held = [Assignment::group(id(3)), Assignment::group(id(9))];
    assert_eq!(returning(&held, &past(1, "Sales", &[3, 9]), look_up), Ok(Vec::new()), "what it has already stays");
}

#[test]
fn names_that_are_the_same_whatever_the_case_are_found() {
    let three = [past(1, "A", &[]), past(2, "Straße", &[]), past(3, "STRASSE", &[])];
    let holder = |restored: Option<u8>| holder_of_name(&three, restored.map(id).as_ref()).map(|holder| holder.id.clone());
    assert_eq!([holder(None), holder(Some(3)), holder(Some(2))], [Some(id(2)), Some(id(2)), Some(id(3))]);
    assert_eq!(holder_of_name(&three[..2], None), None);
}
