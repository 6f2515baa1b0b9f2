//! Duplicate: Create profile opens with everything that a profile has, under a name of its own.

use enrollment::graph::received::Profile;
use enrollment::text::{ProfileName, fold_case};

use super::draft::Draft;
use super::state::create_shelf;
use super::step::Step;
use super::stored;
use crate::dom::storage::Shelf;
use crate::features::profiles::audience::GroupNames;
use crate::features::shell::{LeaveQuestion, Leaving, use_leaving};
use crate::i18n::t;
use crate::paths::{Go, Paths, use_go, use_paths};

/// Opens Create profile with a copy. Get it with [`use_duplicate`]; `Copy`, so that every handler can hold it.
#[derive(Clone, Copy)]
pub struct Duplicate {
    paths: Paths,
    go: Go,
    leaving: Leaving,
}

/// Prepares to duplicate profiles from this screen.
pub fn use_duplicate() -> Duplicate {
    Duplicate { paths: use_paths(), go: use_go(), leaving: use_leaving() }
}

impl Duplicate {
    /// Goes to Create profile with a copy of `profile`. First asks, when a draft in this tab would be lost. `groups` are
    /// those that the profile names, and `names` are taken already. Nothing happens for a profile that is not known in
    /// all its parts ([`super::not_known`] says why; do not offer it there).
    pub fn start<'a>(self, profile: &Profile, groups: &GroupNames, names: impl IntoIterator<Item = &'a str>) {
        let Ok(draft) = Draft::of(profile, groups) else { return };
        let taken: Vec<String> = names.into_iter().map(fold_case).collect();
        let draft = Draft { name: copy_name(&draft.name, &taken), acknowledged: false, ..draft };
        let key = create_shelf(self.paths);
        let would_be_lost = Shelf::Session.read(&key).is_some_and(|text| stored::read(&text).is_dirty());
        let go_on = move || {
            Shelf::Session.write(&key, &stored::write(&draft));
            self.go.to(&format!("{}?copy", self.paths.create_profile(Step::Basics)));
        };
        if would_be_lost {
            let question =
                LeaveQuestion { title: t::wizard::replace_title(), text: t::wizard::replace_text(), leave: t::wizard::replace_confirm() };
            self.leaving.ask(question, go_on);
        } else {
            go_on();
        }
    }
}

/// "Copy of `name`", numbered until no profile has that name, and cut where it would be longer than a name may be.
/// `taken` holds folded names.
fn copy_name(name: &str, taken: &[String]) -> String {
    let numbered = |number: u32| {
        let around = |name: &str| if number == 1 { t::wizard::copy_of(name) } else { t::wizard::copy_of_again(name, &number.to_string()) };
        let room = ProfileName::MAX.saturating_sub(around("").chars().count());
        let cut: String = name.trim().chars().take(room).collect();
        around(cut.trim_end())
    };
    // There is one number more than there are names.
    let mut numbers = 1..=u32::try_from(taken.len()).unwrap_or(u32::MAX).saturating_add(1);
    let free = numbers.find_map(|number| Some(numbered(number)).filter(|name| !taken.contains(&fold_case(name))));
    free.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(name: &str, taken: &[&str]) -> String {
        copy_name(name, &taken.iter().map(|name| fold_case(name)).collect::<Vec<_>>())
    }

    #[test]
    fn a_copy_is_called_after_its_profile() {
        assert_eq!(copy(" BYOD ", &["BYOD"]), "Copy of BYOD");
    }

    #[test]
    fn a_name_that_is_taken_whatever_the_case_is_numbered() {
        assert_eq!(copy("BYOD", &["copy of byod"]), "Copy of BYOD (2)");
        assert_eq!(copy("BYOD", &["Copy of BYOD", "COPY OF BYOD (2)"]), "Copy of BYOD (3)");
    }

    #[test]
    fn a_long_name_is_cut_so_that_the_copy_can_be_saved() {
        let long = "é".repeat(ProfileName::MAX);
        let first = copy(&long, &[]);
        let second = copy(&long, &[&first]);
        for name in [&first, &second] {
            assert_eq!(ProfileName::parse(name).map(|name| name.as_str().chars().count()), Ok(ProfileName::MAX));
        }
        assert!(second.ends_with(" (2)"));
    }
}
