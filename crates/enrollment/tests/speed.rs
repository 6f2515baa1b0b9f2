//! The budgets: reach and effect over 100,000 people and 1,000 profiles within a second, one person within 100 microseconds.

use std::time::{Duration, Instant};

use enrollment::answers::Answers;
use enrollment::assignment::{Assignment, Target};
use enrollment::coverage::coverage;
use enrollment::device::{EnrollingDevice, OsVersion, Platform};
use enrollment::directory::{Directory, Group, Member, MemberKind, Person};
use enrollment::effect::{Change, Ranked, effect};
use enrollment::enrollment_type::EnrollmentType;
use enrollment::explain::{Candidate, Circumstances, explain};
use enrollment::guid::Guid;
use enrollment::moves::moves;
use time::OffsetDateTime;

const PEOPLE: u32 = 100_000;
const GROUPS: u32 = 4_000;
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
    Person {
        id: id(1, number),
        display_name: String::new(),
        user_principal_name: String::new(),
        mail: None,
        given_name: None,
        surname: None,
        department: None,
        job_title: None,
        company_name: None,
        city: None,
        country: None,
        employee_id: None,
        user_type: String::new(),
        account_enabled: true,
    }
}

fn group(number: u32) -> Group {
    Group {
        id: id(2, number),
        display_name: String::new(),
        description: None,
        mail: None,
        mail_nickname: String::new(),
        is_microsoft_365: false,
        mail_enabled: false,
        security_enabled: true,
        membership_rule: None,
        created: OffsetDateTime::UNIX_EPOCH,
    }
}

/// People in groups at random, and groups nested four deep: hardly two people are alike.
fn directory() -> Directory {
    let direct = (0..PEOPLE * GROUPS_EACH).map(|at| Member {
        group: id(2, scattered(at, GROUPS)),
        kind: MemberKind::Person,
        id: id(1, at / GROUPS_EACH),
    });
    let nested = (0..GROUPS).filter(|number| number % 4 != 3).map(|number| Member {
        group: id(2, number + 1),
        kind: MemberKind::Group,
        id: id(2, number),
    });
    let members: Vec<Member> = direct.chain(nested).collect();
    Directory::new((0..PEOPLE).map(person).collect(), (0..GROUPS).map(group).collect(), vec![], &members)
}

/// Each for two groups and without a third.
fn profiles() -> Vec<Vec<Assignment>> {
    let assigned = |number: u32, at: u32| id(2, scattered(number * 3 + at + 7_000_000, GROUPS));
    (0..PROFILES)
        .map(|number| {
            let excluded = Assignment { target: Target::ExcludedGroup(assigned(number, 2)), filter: None };
            vec![Assignment::group(assigned(number, 0)), Assignment::group(assigned(number, 1)), excluded]
        })
        .collect()
}

#[track_caller]
fn within_a_second<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let answer = run();
    println!("{what}: {} ms", begin.elapsed().as_millis());
    assert!(begin.elapsed() < Duration::from_secs(1), "{what}");
    answer
}

#[test]
#[ignore = "measures this machine: run by hand with --release"]
fn everybody_is_counted_within_a_second() {
    let directory = directory();
    let profiles = profiles();
    let profiles: Vec<&[Assignment]> = profiles.iter().map(Vec::as_slice).collect();
    let reversed: Vec<usize> = (0..profiles.len()).rev().collect();
    let moved = within_a_second("moves", || moves(&directory, &profiles, &reversed));
    assert!(moved.changed > 0);
    let covered = within_a_second("coverage", || coverage(&directory, &profiles));
    assert_eq!(covered.people, PEOPLE as usize);
    let ids: Vec<Guid> = (0..PROFILES).map(|number| id(9, number)).collect();
    let before: Vec<Ranked<'_>> = ids.iter().zip(&profiles).map(|(id, assignments)| Ranked { id, assignments }).collect();
    let everybody = [Assignment::all_users()];
    let mut after = before.clone();
    after[0].assignments = &everybody;
    let change = Change { before: &before, after: &after, subject: &ids[0], enrollment_type: None, restrictions: &[] };
    assert_eq!(within_a_second("effect", || effect(&directory, &change)).applies, PEOPLE as usize);
}

#[test]
#[ignore = "measures this machine: run by hand with --release"]
fn one_person_is_explained_within_a_hundred_microseconds() {
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
    println!("one person against 1,000 profiles and 100 groups: {} microseconds", each.as_micros());
    assert!(each < Duration::from_micros(100));
}
