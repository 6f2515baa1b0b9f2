//! Which profiles of the list are shown: by words, by enrollment type and by whom they are assigned to, as the address says.

use enrollment::enrollment_type::Kind;
use enrollment::text::fold_case;

use super::audience::{Recipient, Who};
use super::shown_type::ShownType;

/// The types as the address names them.
pub const TYPES: [(Kind, &str); 5] = [
    (Kind::AccountDrivenUser, "account-driven"),
    (Kind::UserChoice, "user-choice"),
    (Kind::DeviceWithCompanyPortal, "device"),
    (Kind::WebDevice, "web-device"),
    (Kind::UserWithCompanyPortal, "user"),
];
/// A type that this version does not know.
pub const OTHER_TYPE: &str = "other";
/// Assigned to everybody.
pub const ALL_USERS: &str = "all";
/// Assigned to nobody.
pub const NO_ONE: &str = "none";

/// What is looked for. Nothing in a part means that the part does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of the name or the description.
    pub text: String,
    /// Words of [`TYPES`] or [`OTHER_TYPE`]: one of them.
    pub types: Vec<String>,
    /// [`ALL_USERS`], [`NO_ONE`] or ids of groups in lower case: one of them.
    pub assigned: Vec<String>,
}

impl Filter {
    /// Whether every profile is shown.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.types.is_empty() && self.assigned.is_empty()
    }

    /// Whether both mean the same: spaces around the words do not count.
    pub fn is_same(&self, other: &Self) -> bool {
        self.text.trim() == other.text.trim() && self.types == other.types && self.assigned == other.assigned
    }

    /// The filter with its words folded, to compare many profiles with.
    #[must_use]
    pub fn folded(&self) -> Self {
        Self { text: fold_case(&self.text), ..self.clone() }
    }

    /// Whether a profile is shown. `sought` is its name and description, folded as the filter is.
    pub fn shows(&self, sought: &str, kind: &str, recipients: Option<&[Recipient]>) -> bool {
        self.text.split_whitespace().all(|word| sought.contains(word))
            && (self.types.is_empty() || self.types.iter().any(|other| other == kind))
            && (self.assigned.is_empty() || recipients.is_some_and(|recipients| self.assigned.iter().any(|who| names(recipients, who))))
    }

    /// The query of the address, without its question mark; empty when every profile is shown.
    pub fn query(&self, encode: impl Fn(&str) -> String) -> String {
        let parts = [("q", self.text.trim()), ("type", &self.types.join(",")), ("assigned", &self.assigned.join(","))];
        let mut query = String::new();
        for (name, value) in parts {
            if !value.is_empty() {
                let and = if query.is_empty() { "" } else { "&" };
                query = [&query, and, name, "=", &encode(value)].concat();
            }
        }
        query
    }

    /// The filter that the values of an address mean.
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let several = |name| {
            let text = value(name).unwrap_or_default();
            text.split(',').filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect()
        };
        Self { text: value("q").unwrap_or_default(), types: several("type"), assigned: several("assigned") }
    }
}

/// The word of a type in the address.
pub fn type_word(shown: &ShownType) -> &'static str {
    match shown {
        ShownType::Known(known) => TYPES.iter().find(|(kind, _)| *kind == known.kind()).map_or(OTHER_TYPE, |(_, word)| word),
        ShownType::Foreign { .. } => OTHER_TYPE,
    }
}

fn names(recipients: &[Recipient], who: &str) -> bool {
    let mut kept_in = recipients.iter().filter(|recipient| !recipient.excluded);
    match who {
        NO_ONE => recipients.is_empty(),
        ALL_USERS => kept_in.any(|recipient| recipient.who == Who::AllUsers),
        id => kept_in.any(|recipient| match &recipient.who {
            Who::Group(group) => group.id.eq_ignore_ascii_case(id),
            Who::UnknownGroup(group) => group.eq_ignore_ascii_case(id),
            Who::AllUsers | Who::Foreign(_) => false,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALES: &str = "11111111-2222-3333-4444-aaaaaaaaaaaa";

    fn group(id: &str, excluded: bool) -> Recipient {
        Recipient { who: Who::UnknownGroup(id.to_owned()), excluded, filter: None }
    }

    fn everybody() -> Recipient {
        Recipient { who: Who::AllUsers, excluded: false, filter: None }
    }

    fn filter(text: &str, types: &[&str], assigned: &[&str]) -> Filter {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Filter { text: text.to_owned(), types: words(types), assigned: words(assigned) }
    }

    #[test]
    fn every_word_has_to_be_found_whatever_the_case() {
        let sought = fold_case("Field engineers\nOwn phones, work apps only");
        for (text, shown) in [("ENGINE", true), ("phones field", true), ("  ", true), ("field tablets", false)] {
            assert_eq!(filter(text, &[], &[]).folded().shows(&sought, "device", None), shown, "{text}");
        }
    }

    #[test]
    fn one_of_the_types_is_enough() {
        assert!(filter("", &["user", "device"], &[]).shows("", "device", None));
        assert!(!filter("", &["user", "device"], &[]).shows("", "web-device", None));
    }

    #[test]
    fn one_of_the_recipients_is_enough_and_who_is_kept_out_does_not_count() {
        let shows = |assigned: &[&str], recipients: &[Recipient]| filter("", &[], assigned).shows("", "", Some(recipients));
        assert!(shows(&[ALL_USERS, SALES], &[group(&SALES.to_uppercase(), false)]));
        assert!(shows(&[ALL_USERS], &[everybody(), group(SALES, true)]));
        assert!(!shows(&[SALES], &[everybody(), group(SALES, true)]));
        assert!(shows(&[NO_ONE], &[]));
        assert!(!shows(&[NO_ONE], &[group(SALES, true)]));
        assert!(!filter("", &[], &[NO_ONE]).shows("", "", None), "not said is not nobody");
    }

    #[test]
    fn the_address_says_it_all() {
        let all = filter("50% off & more", &["user", "device"], &["all", SALES]);
        let encode = |text: &str| text.replace('%', "%25").replace(' ', "+").replace('&', "%26");
        assert_eq!(all.query(encode), format!("q=50%25+off+%26+more&type=user,device&assigned=all,{SALES}"));
        assert_eq!(Filter::default().query(encode), "");
        let read = Filter::read(|name| {
            let values = [("q", "50% off & more"), ("type", "user,device"), ("assigned", &format!("all,{}", SALES.to_uppercase()))];
            values.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
        });
        assert_eq!(read, all);
        assert!(Filter::read(|_| None).is_empty());
    }
}
