//! Which events of the audit log are on show, as the address says it.

use enrollment::graph::received::audit::ObjectKind;

use crate::backend::graph::audit::AuditQuestion;

/// The kinds of objects as the address names them.
pub const KINDS: [(ObjectKind, &str); 8] = [
    (ObjectKind::Profile, "profiles"),
    (ObjectKind::Order, "order"),
    (ObjectKind::Directory, "directory"),
    (ObjectKind::Organization, "organization"),
    (ObjectKind::Administrator, "administrators"),
    (ObjectKind::Session, "sessions"),
    (ObjectKind::Token, "tokens"),
    (ObjectKind::Invitation, "invitations"),
];

/// What is looked for. Nothing in a part means that the part does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words in the names of who and what.
    pub text: String,
    /// The name of whoever did it.
    pub who: String,
    /// A word of [`KINDS`], or the id of a profile.
    pub about: String,
    /// The first day, in the zone of whoever looks.
    pub from: String,
    /// The last day.
    pub to: String,
}

impl Filter {
    /// Whether every event is shown.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The kind of objects that it is about, if it is about a kind.
    pub fn kind(&self) -> Option<ObjectKind> {
        KINDS.iter().find(|(_, word)| *word == self.about).map(|(kind, _)| *kind)
    }

    /// The query of the address without its question mark, with the event that is opened.
    pub fn query(&self, event: &str, encode: impl Fn(&str) -> String) -> String {
        let parts = [
            ("q", self.text.trim()),
            ("who", self.who.trim()),
            ("about", &self.about),
            ("from", &self.from),
            ("to", &self.to),
            ("event", event),
        ];
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
        let text = |name| value(name).unwrap_or_default();
        Self { text: text("q"), who: text("who"), about: text("about"), from: text("from"), to: text("to") }
    }

    /// What the server is asked. `begin` and `end` say when a day begins and ends where the person is.
    pub fn question(&self, begin: impl Fn(&str) -> String, end: impl Fn(&str) -> String) -> AuditQuestion {
        let kind = self.kind();
        AuditQuestion {
            who: self.who.clone(),
            object: if kind.is_none() { self.about.clone() } else { String::new() },
            kind,
            from: begin(&self.from),
            until: end(&self.to),
            text: self.text.clone(),
            ..AuditQuestion::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter() -> Filter {
        Filter { text: " board ".to_owned(), about: "tokens".to_owned(), to: "2026-11-20".to_owned(), ..Filter::default() }
    }

    #[test]
    fn an_address_leads_back_to_its_filter() {
        let query = filter().query("e1", str::to_owned);
        assert_eq!(query, "q=board&about=tokens&to=2026-11-20&event=e1");
        let value = |name: &str| {
            let mut parts = query.split('&').filter_map(|part| part.split_once('='));
            parts.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
        };
        assert_eq!(Filter::read(value), Filter { text: "board".to_owned(), ..filter() });
        assert_eq!(Filter::default().query("", str::to_owned), "");
        assert!(Filter::read(|_| None).is_empty());
    }

    #[test]
    fn about_is_a_kind_or_else_the_id_of_one_object() {
        let question = |about: &str| {
            let filter = Filter { about: about.to_owned(), ..Filter::default() };
            let question = filter.question(str::to_owned, str::to_owned);
            (question.kind, question.object)
        };
        assert_eq!(question("tokens"), (Some(ObjectKind::Token), String::new()));
        assert_eq!(question("6d95d6cf"), (None, "6d95d6cf".to_owned()));
        assert_eq!(question(""), (None, String::new()));
    }

    #[test]
    fn days_are_asked_for_from_their_beginning_to_their_end() {
        let days = Filter { from: "a".to_owned(), to: "b".to_owned(), ..Filter::default() };
        let question = days.question(|day| format!("{day}0"), |day| format!("{day}24"));
        assert_eq!((question.from.as_str(), question.until.as_str()), ("a0", "b24"));
    }
}
