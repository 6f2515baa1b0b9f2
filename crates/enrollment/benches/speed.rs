//! What the rules cost on a generated organization. Figures beside their budgets, with no pass or fail:
//! `cargo bench --package enrollment`, which is part of `cargo xtask bench`.

use std::time::{Duration, Instant};

use enrollment::answers::Answers;
use enrollment::assignment::{Assignment, Target};
use enrollment::coverage::coverage;
use enrollment::device::{EnrollingDevice, OsVersion, Platform};
use enrollment::directory::{Directory, Group, Member, MemberKind, Person};
use enrollment::draft::Standing;
use enrollment::effect::{Change, Ranked, effect};
use enrollment::enrollment_type::EnrollmentType;
use enrollment::explain::{Candidate, Circumstances, explain};
use enrollment::guid::Guid;
use enrollment::lint::{Fact, GroupFacts, whole_order};
use enrollment::moves::{Change as Means, moves, people};
use time::OffsetDateTime;

const PEOPLE: u32 = 100_000;
const GROUPS: u32 = 10_000;
/// How many groups are in each other, one in the next.
const DEPTH: u32 = 10;
const PROFILES: u32 = 1_000;
/// How many groups each person is directly in.
const GROUPS_EACH: u32 = 8;

fn id(kind: u8, number: u32) -> Guid {
    let mut bytes = [kind; 16];
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    Guid::from_bytes(bytes)
}

/// A number below `below` that looks like chance, and is the same each time.
fn scattered(seed: u32, below: u32) -> u32 {
    let mixed = u64::from(seed).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u32::try_from((mixed ^ mixed >> 29) >> 16 & 0xffff_ffff).unwrap_or_default() % below
}

fn person(number: u32) -> Person {
    Person::member(id(1, number), "", "")
}

fn group(number: u32) -> Group {
    Group::security(id(2, number), "", OffsetDateTime::UNIX_EPOCH)
}

/// People in groups at random, and groups nested deep: hardly two people are alike.
fn directory() -> Directory {
    let direct = (0..PEOPLE * GROUPS_EACH).map(|at| Member {
        group: id(2, scattered(at, GROUPS)),
        kind: MemberKind::Person,
        id: id(1, at / GROUPS_EACH),
    });
    let nested = (0..GROUPS).filter(|number| number % DEPTH != DEPTH - 1).map(|number| Member {
        group: id(2, number + 1),
        kind: MemberKind::Group,
        id: id(2, number),
    });
    let members: Vec<Member> = direct.chain(nested).collect();
    Directory::new((0..PEOPLE).map(person).collect(), (0..GROUPS).map(group).collect(), vec![], &members)
}

/// Each for two groups and without a third.
fn profiles() -> Vec<Standing> {
    let assigned = |number: u32, at: u32| id(2, scattered(number * 3 + at + 7_000_000, GROUPS));
    (0..PROFILES)
        .map(|number| {
            let excluded = Assignment { target: Target::ExcludedGroup(assigned(number, 2)), filter: None };
            Standing {
                id: Some(id(9, number)),
                name: None,
                enrollment_type: EnrollmentType::WebDevice,
                assignments: vec![Assignment::group(assigned(number, 0)), Assignment::group(assigned(number, 1)), excluded],
            }
        })
        .collect()
}

fn main() {
    everybody();
    one_person();
}

fn told<T>(what: &str, budget: Duration, run: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let answer = run();
    println!("{what:<72}{:>8} ms of {:>6}", begin.elapsed().as_millis(), budget.as_millis());
    answer
}

fn everybody() {
    const SECOND: Duration = Duration::from_secs(1);
    println!("\n{PEOPLE} people, {GROUPS} groups {DEPTH} deep, {PROFILES} profiles");
    let directory = directory();
    let live = profiles();
    let reversed: Vec<Standing> = live.iter().rev().cloned().collect();
    let moved =
        told("Effect of a new order, everybody evaluated before and after", SECOND, || moves(&directory, &live, &reversed, &mut |_| true));
    let first = moved.and_then(|moved| moved.moves.first().copied()).expect("a reversed order moves somebody");
    let names = told("The names behind one number of it", SECOND, || {
        people(&directory, &live, &reversed, |change| change == Means::Moves(first.from, first.to))
    });
    assert_eq!(names.len(), first.people, "the names are those that were counted");
    let assignments: Vec<&[Assignment]> = live.iter().map(|profile| profile.assignments.as_slice()).collect();
    told("What each profile has of everybody", SECOND, || coverage(&directory, &assignments));
    told("What is probably not meant in the order", SECOND, || whole_order(&directory, &live, &[], &Known(&directory)));
    let ids: Vec<Guid> = (0..PROFILES).map(|number| id(9, number)).collect();
    let before: Vec<Ranked<'_>> = ids.iter().zip(&assignments).map(|(id, assignments)| Ranked { id, assignments }).collect();
    let all_users = [Assignment::all_users()];
    let mut after = before.clone();
    after[0].assignments = &all_users;
    let change = Change { before: &before, after: &after, subject: &ids[0], enrollment_type: None, restrictions: &[] };
    told("Reach of one profile that is assigned to all users", SECOND, || effect(&directory, &change));
}

/// What the directory knows about groups, as the server looks it up the first time.
struct Known<'a>(&'a Directory);

impl GroupFacts for Known<'_> {
    fn fact(&self, group: &Guid) -> Fact {
        self.0.group_index(group).map_or(Fact::Missing, |at| Fact::Holds(self.0.kind(at)))
    }

    fn is_inside(&self, inner: &Guid, outer: &Guid) -> bool {
        self.0.is_inside(inner, outer)
    }
}

fn one_person() {
    const QUESTIONS: u32 = 1_000;
    let everywhere: Vec<Member> = (0..100).map(|group| Member { group: id(2, group), kind: MemberKind::Person, id: id(1, 0) }).collect();
    let directory = Directory::new(vec![person(0)], (0..100).map(group).collect(), vec![], &everywhere);
    let profiles: Vec<Vec<Assignment>> = (0..PROFILES).map(|number| vec![Assignment::group(id(2, scattered(number, 100)))]).collect();
    let candidates: Vec<Candidate<'_>> =
        profiles.iter().map(|assignments| Candidate { assignments, enrollment_type: &EnrollmentType::WebDevice }).collect();
    let device = EnrollingDevice { platform: Platform::Ios, version: OsVersion::new(18, 1), is_new: true };
    let circumstances = Circumstances { device, answers: Answers::default(), restrictions: &[] };
    let begin = Instant::now();
    for _ in 0..QUESTIONS {
        assert_eq!(explain(&candidates, &directory.person_ways(0), &circumstances).reasons.len(), candidates.len());
    }
    let each = begin.elapsed() / QUESTIONS;
    println!("{:<72}{:>8} us of {:>6}", "One person against 1,000 profiles and 100 groups", each.as_micros(), 100);
}
