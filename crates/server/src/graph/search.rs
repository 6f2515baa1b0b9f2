//! `$search`: clauses in quotes with AND, OR and parentheses. In the directory (GRAPH.md 8.1) a clause is `"property:words"`:
//! names and descriptions are split into words that may come in any order; any other property must begin with what is
//! searched. In a collection that is searched as a whole, a clause is `"words"`.

use enrollment::text::fold_case;

use crate::graph::scalar::{Filterable, Scalar, find_name};

/// The properties that are split into words.
const SPLIT: [&str; 2] = ["displayName", "description"];
const DEEPEST: usize = 16;

/// A search whose property names are known.
#[derive(Debug, Clone, PartialEq)]
pub enum Search {
    /// Every word is the beginning of one of the property's words.
    Words(&'static str, Vec<String>),
    /// Every word is the beginning of a word of any of these properties.
    Anywhere(&'static [&'static str], Vec<String>),
    /// The property begins so.
    Beginning(&'static str, String),
    /// Both.
    And(Box<Search>, Box<Search>),
    /// At least one.
    Or(Box<Search>, Box<Search>),
}

impl Search {
    /// Reads a search. `None`: malformed, or it names a property that is not there. `whole`: the properties of a
    /// collection that is searched as a whole.
    pub fn parse(text: &str, names: &[&'static str], whole: &'static [&'static str]) -> Option<Self> {
        let mut parser = Parser { rest: text.trim_start(), names, whole };
        let search = parser.any_of(0)?;
        parser.rest.is_empty().then_some(search)
    }

    /// Whether an item is found.
    pub fn finds(&self, item: &impl Filterable) -> bool {
        match self {
            Self::Words(name, wanted) => finds_all(&words_of(item, name), wanted),
            Self::Anywhere(names, wanted) => {
                let words: Vec<String> = names.iter().flat_map(|name| words_of(item, name)).collect();
                finds_all(&words, wanted)
            }
            Self::Beginning(name, wanted) => {
                matches!(item.property(name), Scalar::Text(text) if fold_case(&text).starts_with(wanted.as_str()))
            }
            Self::And(one, other) => one.finds(item) && other.finds(item),
            Self::Or(one, other) => one.finds(item) || other.finds(item),
        }
    }
}

fn words_of(item: &impl Filterable, name: &str) -> Vec<String> {
    if let Scalar::Text(text) = item.property(name) { words(&text) } else { Vec::new() }
}

fn finds_all(words: &[String], wanted: &[String]) -> bool {
    wanted.iter().all(|wanted| words.iter().any(|word| word.starts_with(wanted.as_str())))
}

/// The words of a text: it is split at spaces, signs, digits, and where a capital follows a small letter.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let begins = (before.is_lowercase() && c.is_uppercase()) || before.is_numeric() != c.is_numeric();
        if begins || !c.is_alphanumeric() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.push(c);
        }
        before = c;
    }
    words.push(word);
    words.into_iter().filter(|word| !word.is_empty()).map(|word| fold_case(&word)).collect()
}

struct Parser<'a> {
    rest: &'a str,
    names: &'a [&'static str],
    whole: &'static [&'static str],
}

impl Parser<'_> {
    fn any_of(&mut self, depth: usize) -> Option<Search> {
        let mut search = self.all_of(depth)?;
        while self.take("OR") {
            search = Search::Or(search.into(), self.all_of(depth)?.into());
        }
        Some(search)
    }

    fn all_of(&mut self, depth: usize) -> Option<Search> {
        let mut search = self.one(depth)?;
        while self.take("AND") {
            search = Search::And(search.into(), self.one(depth)?.into());
        }
        Some(search)
    }

    fn one(&mut self, depth: usize) -> Option<Search> {
        if depth > DEEPEST {
            return None;
        }
        if self.take("(") {
            let inside = self.any_of(depth + 1)?;
            return self.take(")").then_some(inside);
        }
        if !self.take("\"") {
            return None;
        }
        let clause = self.quoted()?;
        if !self.whole.is_empty() {
            return Some(Search::Anywhere(self.whole, words(&clause)));
        }
        let (name, wanted) = clause.split_once(':')?;
        let name = find_name(self.names, name.trim())?;
        if !SPLIT.contains(&name) {
            return Some(Search::Beginning(name, fold_case(wanted.trim())));
        }
        Some(Search::Words(name, words(wanted)))
    }

    /// The rest of a clause up to its quote; a backslash takes the next character as it is.
    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut characters = self.rest.char_indices();
        while let Some((at, c)) = characters.next() {
            match c {
                '"' => {
                    self.rest = self.rest[at + 1..].trim_start();
                    return Some(text);
                }
                '\\' => text.push(characters.next()?.1),
                other => text.push(other),
            }
        }
        None
    }

    fn take(&mut self, word: &str) -> bool {
        let after = self.rest.strip_prefix(word);
        if let Some(after) = after {
            self.rest = if word == "\"" { after } else { after.trim_start() };
        }
        after.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Person;

    impl Filterable for Person {
        fn property(&self, name: &str) -> Scalar<'_> {
            match name {
                "displayName" => Scalar::text("Ada Lovelace-King (BYOD2pilot OneDrive)"),
                "mail" => Scalar::text("ada@contoso.com"),
                _ => Scalar::Null,
            }
        }
    }

    fn finds(text: &str) -> Option<bool> {
        Search::parse(text, &["displayName", "description", "mail"], &[]).map(|search| search.finds(&Person))
    }

    #[test]
    fn words_are_found_in_any_order_and_case_by_their_beginning() {
        for text in [
            r#""displayName:ada""#,
            r#""displayname:KING ada""#,
            r#""displayName:love""#,
            r#""displayName:drive""#,
            r#""displayName:pilot byod""#,
            r#""mail:ADA@""#,
            r#""displayName:nobody" OR "mail:ada""#,
            r#"("displayName:ada" AND "mail:ada") OR "displayName:nobody""#,
        ] {
            assert_eq!(finds(text), Some(true), "{text}");
        }
    }

    #[test]
    fn the_middle_of_a_word_is_not_found() {
        for text in [r#""displayName:velace""#, r#""mail:contoso""#, r#""description:ada""#, r#""displayName:ada" AND "mail:bob""#] {
            assert_eq!(finds(text), Some(false), "{text}");
        }
    }

    #[test]
    fn a_malformed_search_is_refused() {
        for text in ["ada", r#""ada""#, r#""displayName:ada"#, r#""nothing:ada""#, r#""mail:a" or "mail:b""#, r#"("mail:a""#, ""] {
            assert_eq!(finds(text), None, "{text}");
        }
    }

    #[test]
    fn a_collection_that_is_searched_as_a_whole_is_searched_without_names_of_properties() {
        let finds = |text: &str| Search::parse(text, &[], &["displayName", "mail", "nothing"]).map(|search| search.finds(&Person));
        for text in [r#""ada""#, r#""contoso lovelace""#, r#""nobody" OR "CONTOSO""#, r#""ada:king""#, r#""""#] {
            assert_eq!(finds(text), Some(true), "{text}");
        }
        assert_eq!(finds(r#""ada nobody""#), Some(false));
        assert_eq!(finds("ada"), None);
    }

    #[test]
    fn a_backslash_takes_the_next_character_as_it_is() {
        assert_eq!(Search::parse(r#""mail:a\"b\\c""#, &["mail"], &[]), Some(Search::Beginning("mail", "a\"b\\c".to_owned())));
    }
}
