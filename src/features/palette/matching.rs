//! How well something fits what is typed, and what is offered of everything that fits.

use enrollment::text::fold_case;

use crate::ui::Choice;

/// How many choices stand under one heading at most.
const MOST: usize = 7;
/// One more than the worst rank.
const RANKS: usize = 4;

/// The choices that stand under one heading, in their own order.
pub struct Section {
    /// The choices.
    pub choices: Vec<Choice>,
    /// The server found them for what is typed, perhaps by what is not shown: all of them fit.
    pub found: bool,
}

/// What is offered for `typed`: the heading with the best choice first, and the best choices of each heading.
pub fn offered(typed: &str, sections: Vec<Section>) -> Vec<Choice> {
    let typed = fold_case(typed.trim());
    let mut ranked: Vec<(usize, Vec<Choice>)> = sections.into_iter().map(|section| best(&typed, section)).collect();
    let mut offered = Vec::new();
    for rank in 0..RANKS {
        for (best, choices) in &mut ranked {
            if *best == rank {
                offered.append(choices);
            }
        }
    }
    offered
}

/// The best choices of a section, and how well the first of them fits.
fn best(typed: &str, section: Section) -> (usize, Vec<Choice>) {
    let mut by_rank: [Vec<Choice>; RANKS] = Default::default();
    for choice in section.choices {
        let by_name = rank(typed, &choice.label);
        let by_detail = || rank(typed, &choice.detail).map(|_| RANKS - 1);
        if let Some(rank) = by_name.or_else(by_detail).or(section.found.then_some(RANKS - 1)) {
            by_rank[rank].push(choice);
        }
    }
    let best = by_rank.iter().position(|choices| !choices.is_empty()).unwrap_or(RANKS);
    let mut choices: Vec<Choice> = by_rank.into_iter().flatten().collect();
    choices.truncate(MOST);
    (best, choices)
}

/// 0: the name begins as is typed; 1: each word that is typed begins a word of it; 2: each is somewhere in it.
/// `typed` is folded.
fn rank(typed: &str, name: &str) -> Option<usize> {
    let name = fold_case(name);
    let begins = |word: &str| name.split(|letter: char| !letter.is_alphanumeric()).any(|other| other.starts_with(word));
    if name.starts_with(typed) {
        Some(0)
    } else if typed.split_whitespace().all(begins) {
        Some(1)
    } else {
        typed.split_whitespace().all(|word| name.contains(word)).then_some(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Icon;

    fn section(names: &[&str], found: bool) -> Section {
        let choice = |name: &&str| Choice {
            key: (*name).to_owned(),
            label: (*name).to_owned(),
            detail: String::new(),
            icon: Icon::List,
            refused: false,
        };
        Section { choices: names.iter().map(choice).collect(), found }
    }

    fn told(typed: &str, sections: &[&[&str]]) -> Vec<String> {
        let sections = sections.iter().map(|names| section(names, false)).collect();
        offered(typed, sections).into_iter().map(|choice| choice.label).collect()
    }

    #[test]
    fn a_name_fits_from_its_beginning_down_to_its_middle() {
        assert_eq!(rank("enr", "Enrollment types"), Some(0));
        assert_eq!(rank("typ", "Enrollment types"), Some(1));
        assert_eq!(rank("typ enr", "Enrollment types"), Some(1), "in any order");
        assert_eq!(rank("roll", "Enrollment types"), Some(2));
        assert_eq!(rank("types roll", "Enrollment types"), Some(2));
        assert_eq!(rank("types of", "Enrollment types"), None);
    }

    #[test]
    fn the_best_of_each_heading_comes_first() {
        assert_eq!(told("aud", &[&["Fraud team", "The audit log", "Audit log"]]), ["Audit log", "The audit log", "Fraud team"]);
    }

    #[test]
    fn the_heading_with_the_best_choice_comes_first_and_stays_in_one_piece() {
        let found = told("sales", &[&["All sales"], &["Wholesales", "Sales phones"]]);
        assert_eq!(found, ["Sales phones", "Wholesales", "All sales"]);
    }

    #[test]
    fn nothing_typed_offers_everything_in_its_order() {
        assert_eq!(told("  ", &[&["Overview", "Audit log"], &["Sign out"]]), ["Overview", "Audit log", "Sign out"]);
    }

    #[test]
    fn what_the_server_found_fits_although_its_name_does_not() {
        let found = offered("ada@", vec![section(&["Grace Hopper"], true), section(&["Overview"], false)]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn no_heading_takes_all_the_room() {
        let many: Vec<String> = (0..20).map(|number| format!("Profile {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(told("profile", &[&many]).len(), MOST);
    }

    #[test]
    fn what_is_looked_for_may_be_in_the_detail() {
        let mut sections = vec![section(&["Dark"], false)];
        sections[0].choices[0].detail = "Theme".to_owned();
        assert_eq!(offered("theme", sections).len(), 1);
    }
}
