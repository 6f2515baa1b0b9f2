//! The golden cases of who gets what: two tables that read like the contract, in `who_gets_what/`.

use enrollment::answers::{Answers, Extent};
use enrollment::assignment::{Assignment, Filter, FilterMode, Target};
use enrollment::device::{EnrollingDevice, OsVersion, Platform};
use enrollment::directory::{Directory, Group, Member, MemberKind, Person};
use enrollment::enrollment_type::{EnrollmentType, Method, Ownership};
use enrollment::explain::{Candidate, Circumstances, Doubt, Ending, Reason, Standing, ending, explain};
use enrollment::guid::Guid;
use enrollment::outcome::{Enrolls, Managed, Outcome, Refusal, Verdict};
use enrollment::restriction::{Binding, Restriction, Rule};
use enrollment::user_choice::{Branch, Question, UserChoice};
use time::OffsetDateTime;

/// The rows of a table: each with its line, and its cells.
fn rows(table: &str) -> Vec<(usize, Vec<&str>)> {
    let lines = (1..).zip(table.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(number, line)| (number, line.split('|').map(str::trim).collect())).collect()
}

#[track_caller]
fn check(table: &str, name: &str, answer: impl Fn(&[&str]) -> String) {
    let rows = rows(table);
    assert!(rows.len() > 15, "{name} is read");
    let wrong: Vec<String> = rows
        .into_iter()
        .filter_map(|(line, cells)| {
            let (expected, asked) = cells.split_last().expect("a row has cells");
            let found = answer(asked);
            (found != *expected).then(|| format!("{name}:{line}: {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_outcome_is_as_the_table_says() {
    check(include_str!("who_gets_what/outcomes.txt"), "outcomes.txt", |cells| {
        let [kind, answers, device, rules] = cells else { panic!("{cells:?}") };
        let restriction = restriction(rules);
        let binding = Binding { restriction: &restriction, is_certain: true };
        let circumstances = Circumstances { device: enrolling(device), answers: answered(answers), restrictions: &[] };
        said(&ending(&enrollment_type(kind), &circumstances, &[binding]))
    });
}

fn enrollment_type(text: &str) -> EnrollmentType {
    match text {
        "account" => EnrollmentType::AccountDrivenUser,
        "web" => EnrollmentType::WebDevice,
        "user" => EnrollmentType::UserWithCompanyPortal,
        "device" => EnrollmentType::DeviceWithCompanyPortal(Ownership::Personal),
        "company device" => EnrollmentType::DeviceWithCompanyPortal(Ownership::Company),
        "choice" => EnrollmentType::UserChoice(UserChoice::new(&Branch::ALL).expect("three branches")),
        other => panic!("{other} is no type"),
    }
}

fn answered(text: &str) -> Answers {
    let (owner, extent) = text.split_once(',').unwrap_or((text, "-"));
    let who_owns = match owner.trim() {
        "personal" => Some(Ownership::Personal),
        "company" => Some(Ownership::Company),
        _ => None,
    };
    let how_much = match extent.trim() {
        "work" => Some(Extent::WorkData),
        "entire" => Some(Extent::EntireDevice),
        _ => None,
    };
    Answers { who_owns, how_much }
}

fn enrolling(text: &str) -> EnrollingDevice {
    let [platform, version, when] = text.split(' ').collect::<Vec<_>>()[..] else { panic!("{text} is no device") };
    let platform = if platform == "iOS" { Platform::Ios } else { Platform::IpadOs };
    EnrollingDevice { platform, version: OsVersion::parse(version).expect("a version"), is_new: when == "new" }
}

fn restriction(rules: &str) -> Restriction {
    let bound = |word: &str| rules.split(", ").find_map(|rule| rule.strip_prefix(word)).map(str::to_owned);
    Restriction {
        id: id(0),
        display_name: String::new(),
        description: String::new(),
        priority: 1,
        platform_blocked: rules.contains("no platform"),
        personal_blocked: rules.contains("no personal"),
        os_minimum: bound("from "),
        os_maximum: bound("to "),
        assignments: Vec::new(),
    }
}

fn said(ending: &Ending<'_>) -> String {
    let outcomes: Vec<String> = ending
        .outcomes
        .iter()
        .map(|(branch, outcome)| match (ending.open, branch) {
            (Some(_), Some(Branch::OwnWorkData)) => format!("own work: {}", outcome_said(outcome)),
            (Some(_), Some(Branch::OwnEntireDevice)) => format!("own entire: {}", outcome_said(outcome)),
            (Some(_), Some(Branch::CompanyOwns)) => format!("company: {}", outcome_said(outcome)),
            _ => outcome_said(outcome),
        })
        .collect();
    let question = match ending.open {
        Some(Question::WhoOwns) => "who owns? ",
        Some(Question::HowMuch) => "how much? ",
        None => "",
    };
    format!("{question}{}", outcomes.join(" / "))
}

fn method(method: Method) -> &'static str {
    match method {
        Method::AccountDrivenUser => "account",
        Method::WebDevice => "web",
        Method::User => "user",
        Method::Device => "device",
    }
}

fn rule(restriction: &Restriction, rule: Rule) -> String {
    match rule {
        Rule::PlatformBlocked => "no platform".to_owned(),
        Rule::PersonalBlocked => "no personal".to_owned(),
        Rule::OsMinimum => format!("from {}", restriction.os_minimum.as_deref().unwrap_or_default()),
        Rule::OsMaximum => format!("to {}", restriction.os_maximum.as_deref().unwrap_or_default()),
    }
}

fn outcome_said(outcome: &Outcome<'_>) -> String {
    let kind = method(outcome.pair.1);
    let kind = match outcome.fallback {
        Some(fallback) => format!("{kind} instead of {} ({})", method(fallback.from), fallback.floor),
        None => kind.to_owned(),
    };
    if outcome.enrolls == Enrolls::No {
        let reasons = outcome.refusals.iter().map(|refusal| match refusal {
            Refusal::BelowFloor(floor) => format!("below {floor}"),
            Refusal::Retired => "retired".to_owned(),
            Refusal::Restricted(restriction, one) => rule(restriction, *one),
        });
        let reasons = reasons.collect::<Vec<_>>().join(", ");
        return if outcome.fallback.is_some() { format!("no: {reasons}; {kind}") } else { format!("no: {reasons}") };
    }
    assert!(outcome.refusals.is_empty(), "{outcome:?}");
    let owner = if outcome.pair.0 == Ownership::Personal { "personal" } else { "company" };
    let managed = if outcome.managed() == Managed::WorkData { "work data" } else { "whole device" };
    let [restricted] = outcome.restrictions.as_slice() else { panic!("{outcome:?}") };
    let overridden = match (restricted.verdict, restricted.stops.as_slice()) {
        (Verdict::Overridden, []) => "; overrides what does not stop it".to_owned(),
        (Verdict::Overridden, stops) => {
            let rules: Vec<String> = stops.iter().map(|stop| rule(restricted.binding.restriction, stop.rule)).collect();
            format!("; overrides {}", rules.join(", "))
        }
        _ => String::new(),
    };
    let told = if outcome.enrolls == Enrolls::Unknown { "cannot be told; " } else { "" };
    format!("{told}{kind}, {owner}, {managed}{overridden}")
}

#[test]
fn every_reason_is_as_the_table_says() {
    check(include_str!("who_gets_what/reasons.txt"), "reasons.txt", |cells| {
        let [groups, order] = cells else { panic!("{cells:?}") };
        let directory = directory(groups);
        let profiles: Vec<Vec<Assignment>> = order.split(';').map(assignments).collect();
        let candidates: Vec<Candidate<'_>> =
            profiles.iter().map(|assignments| Candidate { assignments, enrollment_type: &EnrollmentType::WebDevice }).collect();
        let circumstances = Circumstances { device: enrolling("iOS 18.1 new"), answers: Answers::default(), restrictions: &[] };
        let explanation = explain(&candidates, &directory.person_ways(0), &circumstances);
        let mut said: Vec<String> = explanation.reasons.iter().map(reason).collect();
        match explanation.possible.as_slice() {
            [one] if one.place.is_none() => said.push("built-in".to_owned()),
            [.., last] if last.place.is_none() => said.push("perhaps built-in".to_owned()),
            _ => {}
        }
        said.join("; ")
    });
}

/// The groups of the table; what is not among them is in no directory.
const GROUPS: [&str; 7] = ["Sales", "EMEA", "DACH", "Field", "Executives", "Cost", "Region"];

fn id(number: u8) -> Guid {
    Guid::from_bytes([number; 16])
}

fn group_id(name: &str) -> Guid {
    let at = GROUPS.iter().position(|group| *group == name);
    id(at.and_then(|at| u8::try_from(at).ok()).map_or(200, |at| at + 10))
}

/// Grace alone, in groups such as `Sales < EMEA, EMEA < Grace, Cost ? Grace`.
fn directory(text: &str) -> Directory {
    let edges = || text.split(", ").filter_map(|edge| edge.split_once(" < "));
    let members = edges().map(|(group, member)| {
        let (kind, member) = if member == "Grace" { (MemberKind::Person, id(1)) } else { (MemberKind::Group, group_id(member)) };
        Member { group: group_id(group), kind, id: member }
    });
    let uncertain: Vec<&str> = text.split(", ").filter_map(|edge| edge.strip_suffix(" ? Grace")).collect();
    let groups = GROUPS.iter().map(|name| Group {
        membership_rule: uncertain.contains(name).then(|| "user.extensionAttribute1 -eq \"4711\"".to_owned()),
        ..Group::security(group_id(name), *name, OffsetDateTime::UNIX_EPOCH)
    });
    let grace = Person::member(id(1), "Grace", "");
    Directory::new(vec![grace], groups.collect(), vec![], &members.collect::<Vec<_>>())
}

fn assignments(text: &str) -> Vec<Assignment> {
    let named = text.split(',').map(str::trim).filter(|text| *text != "none");
    named
        .map(|text| {
            let (is_excluded, text) = text.strip_prefix("not ").map_or((false, text), |rest| (true, rest));
            let (has_filter, text) = text.strip_prefix("filtered ").map_or((false, text), |rest| (true, rest));
            let target = match text {
                "all" => Assignment::all_users().target,
                group if is_excluded => Target::ExcludedGroup(group_id(group)),
                group => Target::Group(group_id(group)),
            };
            Assignment { target, filter: has_filter.then(|| Filter { id: "f".to_owned(), mode: FilterMode::Include }) }
        })
        .collect()
}

fn reason(reason: &Reason) -> String {
    let because = reason.because.as_ref();
    let name = |group: &Guid| GROUPS.iter().find(|name| group_id(name) == *group).copied().unwrap_or("?");
    let way: Vec<&str> = because.map(|because| because.through.iter().map(name).collect()).unwrap_or_default();
    let way = if way.is_empty() { String::new() } else { format!(" through {}", way.join(" > ")) };
    match &reason.standing {
        Standing::Applies => format!("applies{way}"),
        Standing::AppliesUnless(above) => {
            let above: Vec<String> = above.iter().map(|place| (place + 1).to_string()).collect();
            format!("applies unless {}", above.join(", "))
        }
        Standing::Unknown => match because.and_then(|because| because.doubt) {
            Some(Doubt::Filter) => format!("unknown by filter{way}"),
            Some(Doubt::Membership) => format!("unknown by membership{way}"),
            None => "unknown".to_owned(),
        },
        Standing::Outranked(by) => format!("outranked by {}", by + 1),
        Standing::Excluded => format!("excluded{way}"),
        Standing::NotAssigned => "not assigned".to_owned(),
    }
}
