//! The whole question as the address says it: a link to it asks the same again.

use enrollment::answers::{Answers, Extent};
use enrollment::device::{EnrollingDevice, OsVersion, Platform};
use enrollment::enrollment_type::Ownership;
use enrollment::graph::words::WireWord;

use crate::backend::graph::who_gets_what::WhoQuestion;

/// The system of a phone that somebody buys today, where nothing else is asked for.
const VERSION: &str = "26.1";

/// What is asked. The version is as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The id of the person, or what they sign in with; empty before anybody is chosen.
    pub person: String,
    /// iPhone or iPad.
    pub platform: Platform,
    /// The version of its system.
    pub version: String,
    /// Whether the device enrolled before.
    pub enrolled: bool,
    /// What the device user answers.
    pub answers: Answers,
}

impl Question {
    /// The question that the values of an address mean. What is missing or not known is as in a new question.
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let word = |name| value(name).unwrap_or_default();
        Self {
            person: word("person"),
            platform: Platform::from_wire(&word("platform")).unwrap_or(Platform::Ios),
            version: value("version").unwrap_or_else(|| VERSION.to_owned()),
            enrolled: word("enrolled") == "true",
            answers: Answers { who_owns: Ownership::from_wire(&word("owns")), how_much: Extent::from_wire(&word("scope")) },
        }
    }

    /// The query of the address without its question mark; nothing before anybody is chosen.
    pub fn query(&self, encode: impl Fn(&str) -> String) -> String {
        if self.person.is_empty() {
            return String::new();
        }
        let mut query = format!(
            "person={}&platform={}&version={}&enrolled={}",
            encode(&self.person),
            self.platform.wire(),
            encode(&self.version),
            self.enrolled
        );
        for (name, word) in [("owns", self.answers.who_owns.map(|it| it.wire())), ("scope", self.answers.how_much.map(|it| it.wire()))] {
            if let Some(word) = word {
                query = [&query, "&", name, "=", word].concat();
            }
        }
        query
    }

    /// Whether the version can be read.
    pub fn has_version(&self) -> bool {
        OsVersion::parse(&self.version).is_ok()
    }

    /// What the server is asked; `None` before anybody is chosen, and while the version cannot be read.
    pub fn complete(&self) -> Option<WhoQuestion> {
        let version = OsVersion::parse(&self.version).ok()?;
        let device = EnrollingDevice { platform: self.platform, version, is_new: !self.enrolled };
        (!self.person.is_empty()).then(|| WhoQuestion { person: self.person.clone(), device, answers: self.answers })
    }
}

/// Answers as one word, for a list to choose from: `personal/workData`.
pub fn answers_as_word(answers: Answers) -> String {
    let owns = answers.who_owns.map_or("", |owner| owner.wire());
    match answers.how_much {
        Some(extent) => [owns, "/", extent.wire()].concat(),
        None => owns.to_owned(),
    }
}

/// The answers that [`answers_as_word`] wrote.
pub fn answers_of_word(word: &str) -> Answers {
    let (owns, scope) = word.split_once('/').unwrap_or((word, ""));
    Answers { who_owns: Ownership::from_wire(owns), how_much: Extent::from_wire(scope) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Question {
        Question::read(|name| {
            let mut parts = query.split('&').filter_map(|part| part.split_once('='));
            parts.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
        })
    }

    #[test]
    fn an_address_leads_back_to_its_question() {
        let answers = Answers { who_owns: Some(Ownership::Personal), how_much: Some(Extent::WorkData) };
        let question =
            Question { person: "g1".to_owned(), platform: Platform::IpadOs, version: "17.4".to_owned(), enrolled: true, answers };
        let query = question.query(str::to_owned);
        assert_eq!(query, "person=g1&platform=iPadOS&version=17.4&enrolled=true&owns=personal&scope=workData");
        assert_eq!(of(&query), question);
    }

    #[test]
    fn a_person_alone_is_asked_about_with_a_new_phone_of_today() {
        let question = of("person=g1");
        assert_eq!(question.query(str::to_owned), "person=g1&platform=iOS&version=26.1&enrolled=false");
        let asked = question.complete().expect("a question");
        assert!(asked.device.is_new && asked.answers == Answers::default());
    }

    #[test]
    fn nothing_is_asked_about_nobody_or_about_a_version_that_is_none() {
        assert_eq!(of("platform=iPadOS").complete(), None);
        assert_eq!(of("platform=iPadOS").query(str::to_owned), "");
        let unreadable = of("person=g1&version=26.");
        assert!(unreadable.complete().is_none() && !unreadable.has_version());
        assert_eq!(of("person=g1&platform=watchOS&owns=nobody").query(str::to_owned), of("person=g1").query(str::to_owned));
    }

    #[test]
    fn answers_are_read_back_from_their_word() {
        for who_owns in [None, Some(Ownership::Personal), Some(Ownership::Company)] {
            for how_much in [None, Some(Extent::WorkData), Some(Extent::EntireDevice)] {
                let answers = Answers { who_owns, how_much };
                assert_eq!(answers_of_word(&answers_as_word(answers)), answers);
            }
        }
        assert_eq!(answers_as_word(Answers::default()), "");
    }
}
