//! The sample's 250 people: the known ones, then each department filled up from all countries.

use enrollment::directory::Person;

use super::ids::{Kind, id};
use super::names::{KNOWN, REGIONS};

/// The domain of everybody's address.
pub(super) const DOMAIN: &str = "contoso.example";
/// Where the contractors come from.
pub(super) const CONTRACTOR: &str = "Fabrikam Services";

/// A department: how many people it has besides the known ones, and what they do there.
struct Department {
    name: &'static str,
    people: usize,
    titles: &'static [&'static str],
}

const DEPARTMENTS: &[Department] = &[
    Department { name: "Sales", people: 68, titles: &["Account executive", "Sales engineer", "Account manager", "Inside sales"] },
    Department {
        name: "Field engineering",
        people: 59,
        titles: &["Field engineer", "Service technician", "Site planner", "Field manager"],
    },
    Department { name: "Support", people: 28, titles: &["Support engineer", "Help desk agent"] },
    Department { name: "Engineering", people: 24, titles: &["Software engineer", "Test engineer", "Designer"] },
    Department { name: "Operations", people: 16, titles: &["Buyer", "Logistics planner", "Office manager"] },
    Department { name: "Finance", people: 11, titles: &["Accountant", "Payroll specialist"] },
    Department { name: "Human resources", people: 7, titles: &["Recruiter", "People partner"] },
    Department { name: "Legal", people: 3, titles: &["Counsel", "Paralegal"] },
    Department { name: "Executive office", people: 5, titles: &["Chief officer", "Chief of staff"] },
];

/// How many contractors there are besides; they are guests of the field engineering department.
const CONTRACTORS: usize = 16;

/// Everybody.
pub(super) fn all() -> Vec<Person> {
    let mut people: Vec<Person> = KNOWN
        .iter()
        .zip(0..)
        .map(|(known, number)| Person {
            display_name: known.display_name.to_owned(),
            city: Some(known.city.to_owned()),
            country: Some(known.country.to_owned()),
            ..person(number, [known.given, known.surname], known.alias, known.department, known.job_title)
        })
        .collect();
    let mut turns = vec![0; REGIONS.len()];
    for department in DEPARTMENTS {
        for seat in 0..department.people {
            let title = department.titles[seat % department.titles.len()];
            let next = newcomer(&mut turns, people.len(), department.name, title);
            people.push(next);
        }
    }
    for _ in 0..CONTRACTORS {
        let next = newcomer(&mut turns, people.len(), "Field engineering", "Contractor");
        people.push(Person { company_name: Some(CONTRACTOR.to_owned()), user_type: "Guest".to_owned(), employee_id: None, ..next });
    }
    // Two who left: their accounts remain, switched off.
    for leaver in [40, 170] {
        people[leaver].account_enabled = false;
    }
    people
}

/// The next person of the country whose turn it is.
fn newcomer(turns: &mut [usize], number: usize, department: &str, title: &str) -> Person {
    let region = number % REGIONS.len();
    let turn = turns[region];
    turns[region] += 1;
    let region = &REGIONS[region];
    let given = region.given[turn % region.given.len()];
    let surname = region.surnames[turn % region.surnames.len()];
    let alias = format!("{}.{}", latin(given), latin(surname));
    Person {
        city: Some(region.cities[turn % region.cities.len()].to_owned()),
        country: Some(region.country.to_owned()),
        ..person(number, [given, surname], &alias, department, title)
    }
}

fn person(number: usize, [given, surname]: [&str; 2], alias: &str, department: &str, title: &str) -> Person {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    let address = format!("{alias}@{DOMAIN}");
    Person {
        id: id(Kind::Person, number),
        display_name: format!("{given} {surname}"),
        mail: Some(address.clone()),
        user_principal_name: address,
        given_name: Some(given.to_owned()),
        surname: Some(surname.to_owned()),
        department: Some(department.to_owned()),
        job_title: Some(title.to_owned()),
        company_name: None,
        city: None,
        country: None,
        employee_id: Some(format!("E{}", 10_000 + number)),
        user_type: "Member".to_owned(),
        account_enabled: true,
    }
}

/// A name in the letters of an address.
fn latin(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .flat_map(|c| {
            match c {
                'ä' | 'á' | 'ã' | 'ą' | 'å' => "a".chars(),
                'ç' | 'ć' => "c".chars(),
                'é' | 'è' | 'ë' | 'ę' => "e".chars(),
                'í' => "i".chars(),
                'ł' => "l".chars(),
                'ñ' | 'ń' => "n".chars(),
                'ö' | 'ó' => "o".chars(),
                'ß' => "ss".chars(),
                'ü' | 'ú' => "u".chars(),
                _ => "".chars(),
            }
            .chain((c.is_ascii_alphanumeric()).then_some(c))
        })
        .collect()
}
