//! The sample's groups: nested up to four levels, assigned and dynamic, of people, of devices, of both and of nobody.

use enrollment::directory::{Device, Group, Member, MemberKind, Person};
use enrollment::guid::Guid;
use time::{Date, Month, OffsetDateTime, Time};

use super::ids::{Kind, id};
use super::names::REGIONS;
use super::people::CONTRACTOR;

/// Whether a person is in a group.
type PersonTest = fn(&Person) -> bool;
/// Whether a device is in a group.
type DeviceTest = fn(&Device) -> bool;

/// What is in a group.
enum Holds {
    /// The people for whom this holds.
    People(PersonTest),
    /// The devices for which this holds.
    Devices(DeviceTest),
    /// Both.
    Mixed(PersonTest, DeviceTest),
    /// Whom the rule names.
    Rule(&'static str),
    /// Nobody yet.
    Nobody,
}

/// A group, with the names of the groups inside.
struct Sketch {
    name: &'static str,
    description: &'static str,
    inside: &'static [&'static str],
    holds: Holds,
    is_microsoft_365: bool,
}

const fn group(name: &'static str, description: &'static str, inside: &'static [&'static str], holds: Holds) -> Sketch {
    Sketch { name, description, inside, holds, is_microsoft_365: false }
}

const fn team(name: &'static str, description: &'static str, holds: PersonTest) -> Sketch {
    Sketch { name, description, inside: &[], holds: Holds::People(holds), is_microsoft_365: true }
}

use Holds::{Devices, Mixed, Nobody, People, Rule};

const SKETCHES: &[Sketch] = &[
    group("Sales", "Everybody who sells", &["Sales EMEA", "Sales Americas", "Sales Asia Pacific"], Nobody),
    group(
        "Sales EMEA",
        "Europe, the Middle East and Africa",
        &["Sales DACH", "Sales France", "Sales Iberia", "Sales UK and Ireland", "Sales Nordics and East"],
        People(|one| sells(one) && (is(one, "grace") || is(one, "leila.haddad"))),
    ),
    group("Sales DACH", "Germany, Austria, Switzerland", &["Sales Zurich"], People(|one| sells_in(one, "Sales DACH"))),
    group("Sales Zurich", "The Zurich office", &[], People(|one| sells_in(one, "Sales Zurich"))),
    group("Sales France", "", &[], People(|one| sells_in(one, "Sales France"))),
    group("Sales Iberia", "", &[], People(|one| sells_in(one, "Sales Iberia"))),
    group("Sales UK and Ireland", "", &[], People(|one| sells_in(one, "Sales UK and Ireland"))),
    group("Sales Nordics and East", "", &[], People(|one| sells_in(one, "Sales Nordics and East"))),
    group("Sales Americas", "", &[], People(|one| sells_in(one, "Sales Americas"))),
    group("Sales Asia Pacific", "", &[], People(|one| sells_in(one, "Sales Asia Pacific"))),
    group(
        "Field engineering",
        "Own staff who work at customers",
        &["Field engineering North", "Field engineering South", "Field night shift"],
        People(|one| is_field(one) && one.job_title.as_deref() == Some("Field manager")),
    ),
    group(
        "Field engineering North",
        "",
        &[],
        People(|one| is_field(one) && is_in(one, &["Germany", "Sweden", "Poland", "United Kingdom", "Switzerland"])),
    ),
    group(
        "Field engineering South",
        "",
        &[],
        People(|one| is_field(one) && !is_in(one, &["Germany", "Sweden", "Poland", "United Kingdom", "Switzerland"])),
    ),
    group(
        "Field night shift",
        "Works from ten to six",
        &[],
        People(|one| is_field(one) && one.job_title.as_deref() == Some("Service technician")),
    ),
    group("Contractors EU", "People of Fabrikam Services", &[], People(|one| one.company_name.as_deref() == Some(CONTRACTOR))),
    group(
        "Executive staff",
        "The executive office and those who travel with it",
        &[],
        People(|one| one.department.as_deref() == Some("Executive office") || is(one, "grace")),
    ),
    group(
        "Legacy BYOD",
        "Enrolled before 2024, nobody is added",
        &[],
        People(|one| {
            one.department.as_deref() == Some("Support") || (one.department.as_deref() == Some("Finance") && is_in(one, &["Germany"]))
        }),
    ),
    team("Field managers", "Plan the work of the field engineers", |one| {
        is_field(one) && one.job_title.as_deref() == Some("Field manager")
    }),
    team("Works council", "Represents the staff in Germany and Switzerland", |one| {
        is_in(one, &["Germany", "Switzerland"]) && one.department.as_deref() == Some("Operations")
    }),
    team("Project Aurora", "The new warehouse", |one| one.department.as_deref() == Some("Engineering") || is(one, "ada")),
    group("Help desk", "May read enrollment", &[], People(|one| one.department.as_deref() == Some("Support") || is(one, "jonas"))),
    group("New hires 2027", "Filled by human resources from January", &[], Nobody),
    group(
        "Pilot ring",
        "Testers and the devices that they share",
        &[],
        Mixed(
            |one| one.job_title.as_deref() == Some("Test engineer"),
            |device| device.device_ownership == "Company" && device.operating_system == "iPadOS" && device.owner.is_none(),
        ),
    ),
    group("Finance department", "", &[], Rule("user.department -eq \"Finance\"")),
    group("People in Germany", "", &[], Rule("user.country -eq \"Germany\" and user.accountEnabled -eq true")),
    group("Guests", "", &[], Rule("user.userType -eq \"Guest\"")),
    group("Cost center 4711", "Its members are known to the personnel system only", &[], Rule("user.extensionAttribute1 -eq \"4711\"")),
    group("Field iPads", "Shared at customers", &[], Devices(|device| device.display_name.starts_with("Field iPad"))),
    group("Meeting room iPads", "", &[], Devices(|device| device.display_name.starts_with("Room iPad"))),
    group("Sales iPhones", "Phones of people who were asked", &[], Rule("(device.enrollmentProfileName -eq \"Ask on first run\")")),
    group("Personal devices", "", &[], Rule("device.deviceOwnership -eq \"Personal\"")),
    group("Devices on iOS 17", "", &[], Rule("device.operatingSystemVersion -startsWith \"17.\"")),
];

/// The id of a group by its name. Only names of this file have one.
pub(super) fn group_id(name: &str) -> Option<Guid> {
    SKETCHES.iter().zip(0..).find(|(sketch, _)| sketch.name == name).map(|(_, number)| id(Kind::Group, number))
}

/// Every group, and who is directly in it.
pub(super) fn all(people: &[Person], devices: &[Device]) -> (Vec<Group>, Vec<Member>) {
    let mut groups = Vec::with_capacity(SKETCHES.len());
    let mut members = Vec::new();
    for (sketch, number) in SKETCHES.iter().zip(0..) {
        let group = id(Kind::Group, number);
        let member = |kind, id: &Guid| Member { group: group.clone(), kind, id: id.clone() };
        members.extend(sketch.inside.iter().filter_map(|name| group_id(name)).map(|inside| member(MemberKind::Group, &inside)));
        let (is_person_in, is_device_in): (PersonTest, DeviceTest) = match sketch.holds {
            People(people) => (people, |_| false),
            Devices(devices) => (|_| false, devices),
            Mixed(people, devices) => (people, devices),
            Rule(_) | Nobody => (|_| false, |_| false),
        };
        members.extend(people.iter().filter(|person| is_person_in(person)).map(|person| member(MemberKind::Person, &person.id)));
        members.extend(devices.iter().filter(|device| is_device_in(device)).map(|device| member(MemberKind::Device, &device.id)));
        groups.push(record(sketch, group, number));
    }
    (groups, members)
}

fn record(sketch: &Sketch, id: Guid, number: u32) -> Group {
    let nickname = sketch.name.to_lowercase().replace(' ', "-");
    let rule = if let Rule(rule) = sketch.holds { Some(rule.to_owned()) } else { None };
    Group {
        id,
        display_name: sketch.name.to_owned(),
        description: (!sketch.description.is_empty()).then(|| sketch.description.to_owned()),
        mail: sketch.is_microsoft_365.then(|| format!("{nickname}@{}", super::people::DOMAIN)),
        mail_nickname: nickname,
        is_microsoft_365: sketch.is_microsoft_365,
        mail_enabled: sketch.is_microsoft_365,
        security_enabled: !sketch.is_microsoft_365,
        membership_rule: rule,
        created: created(number),
    }
}

/// A morning in 2022 or 2023.
fn created(number: u32) -> OffsetDateTime {
    let days = i64::from(number) * 19;
    Date::from_calendar_date(2022, Month::February, 1)
        .map_or(OffsetDateTime::UNIX_EPOCH, |date| date.with_time(Time::MIDNIGHT).assume_utc() + time::Duration::hours(9))
        + time::Duration::days(days)
}

fn is(person: &Person, alias: &str) -> bool {
    person.user_principal_name.split('@').next() == Some(alias)
}

fn is_in(person: &Person, countries: &[&str]) -> bool {
    person.country.as_deref().is_some_and(|country| countries.contains(&country))
}

fn sells(person: &Person) -> bool {
    person.department.as_deref() == Some("Sales")
}

fn sells_in(person: &Person, team: &str) -> bool {
    sells(person)
        && !is(person, "grace")
        && REGIONS.iter().any(|region| region.sales == team && person.country.as_deref() == Some(region.country))
}

fn is_field(person: &Person) -> bool {
    person.department.as_deref() == Some("Field engineering") && person.company_name.is_none()
}
