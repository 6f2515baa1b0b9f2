//! Names and descriptions: trimmed, in Unicode normal form C, bounded, and compared whatever the case.

use tables::{composed, folded};

use crate::error::{Code, Errors, FieldError};

/// The name of an enrollment profile: 1 to 200 Unicode scalar values, no control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileName(String);

impl ProfileName {
    /// The most Unicode scalar values that a name may have.
    pub const MAX: usize = 200;

    /// Trims and normalizes `raw`; the mistakes point to the whole value.
    pub fn parse(raw: &str) -> Result<Self, Errors> {
        bounded_line(raw, Self::MAX).map(Self)
    }

    /// The text as it is shown and sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two names are compared.
    pub fn key(&self) -> String {
        fold_case(&self.0)
    }
}

/// The name of the organization, as device users read it: 1 to 256 Unicode scalar values, no control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationName(String);

impl OrganizationName {
    /// The most Unicode scalar values that a name may have.
    pub const MAX: usize = 256;

    /// Trims and normalizes `raw`; the mistakes point to the whole value.
    pub fn parse(raw: &str) -> Result<Self, Errors> {
        bounded_line(raw, Self::MAX).map(Self)
    }

    /// The text as it is shown and sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The description of an enrollment profile: 0 to 1,000 Unicode scalar values; line breaks are allowed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description(String);

impl Description {
    /// The most Unicode scalar values that a description may have.
    pub const MAX: usize = 1_000;

    /// Trims and normalizes `raw`; the mistakes point to the whole value.
    pub fn parse(raw: &str) -> Result<Self, Errors> {
        let text = clean(raw);
        let mut errors = Errors::default();
        let actual = text.chars().count();
        if actual > Self::MAX {
            errors.push(FieldError::new(Code::DescriptionTooLong, "").with("max", Self::MAX).with("actual", actual));
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            errors.push(FieldError::new(Code::ControlCharacter, ""));
        }
        errors.or(Self(text))
    }

    /// The text as it is shown and sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A name of one line: trimmed, NFC, 1 to `max` scalar values, no control characters.
pub(crate) fn bounded_line(raw: &str, max: usize) -> Result<String, Errors> {
    let text = clean(raw);
    let mut errors = Errors::default();
    let actual = text.chars().count();
    if actual == 0 {
        errors.push(FieldError::new(Code::NameRequired, ""));
    }
    if actual > max {
        errors.push(FieldError::new(Code::NameTooLong, "").with("max", max).with("actual", actual));
    }
    if text.chars().any(char::is_control) {
        errors.push(FieldError::new(Code::ControlCharacter, ""));
    }
    errors.or(text)
}

/// Trimmed and in Unicode normal form C.
pub(crate) fn clean(raw: &str) -> String {
    let text = raw.trim();
    // ASCII is always composed, and most texts are.
    if text.is_ascii() { text.to_owned() } else { composed(text) }
}

/// The form in which text is compared whatever the case: each character by way of its upper case to lower case, then
/// NFC again. That is Unicode's full case folding, but for the Turkish dotless i, which here equals i as its capital does.
pub fn fold_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    composed(&folded(&composed(text)))
}

/// Unicode's tables as they come with Rust.
#[cfg(not(target_arch = "wasm32"))]
mod tables {
    use unicode_normalization::UnicodeNormalization;

    pub(super) fn composed(text: &str) -> String {
        text.nfc().collect()
    }

    pub(super) fn folded(text: &str) -> String {
        text.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
    }
}

/// Unicode's tables as the browser has them: ours would be a sixth of what it downloads, and for assigned characters
/// Unicode promises that all tables agree.
#[cfg(target_arch = "wasm32")]
mod tables {
    use js_sys::JsString;

    pub(super) fn composed(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    pub(super) fn folded(text: &str) -> String {
        each(&each(text, JsString::to_upper_case), JsString::to_lower_case)
    }

    /// One character at a time, because in a word the browser would spell a final sigma otherwise.
    fn each(text: &str, change: fn(&JsString) -> JsString) -> String {
        let changed = |c: char| String::from(change(&JsString::from(c)));
        text.chars().map(changed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(raw: &str) -> Code {
        ProfileName::parse(raw).expect_err("refused").0[0].code
    }

    #[test]
    fn a_name_is_trimmed_and_composed() {
        assert_eq!(ProfileName::parse("  Cafe\u{301} staff ").expect("fine").as_str(), "Café staff");
    }

    #[test]
    fn an_empty_long_or_controlling_name_is_refused() {
        assert_eq!(code(" \t "), Code::NameRequired);
        assert_eq!(code(&"x".repeat(201)), Code::NameTooLong);
        assert_eq!(code("a\u{7}b"), Code::ControlCharacter);
        assert!(ProfileName::parse(&"🍏".repeat(200)).is_ok());
    }

    #[test]
    fn the_name_of_an_organization_is_one_line_of_at_most_256_characters() {
        assert_eq!(OrganizationName::parse(" Contoso ").expect("fine").as_str(), "Contoso");
        assert!(OrganizationName::parse(&"x".repeat(256)).is_ok());
        for (raw, code) in [("", Code::NameRequired), (&*"x".repeat(257), Code::NameTooLong), ("a\nb", Code::ControlCharacter)] {
            assert_eq!(OrganizationName::parse(raw).expect_err("refused").0[0].code, code);
        }
    }

    #[test]
    fn names_are_equal_whatever_the_case() {
        for (one, other) in [("Straße", "STRASSE"), ("Σίσυφος", "ΣΊΣΥΦΟΣ"), ("byod", "BYOD"), ("É", "e\u{301}")] {
            assert_eq!(fold_case(one), fold_case(other), "{one} and {other}");
        }
        assert_ne!(fold_case("a"), fold_case("b"));
    }

    #[test]
    fn ascii_is_folded_as_everything_else() {
        let all: String = (0_u8..128).map(char::from).collect();
        assert_eq!(fold_case(&all), composed(&folded(&composed(&all))));
    }

    #[test]
    fn a_description_may_have_lines_but_an_end() {
        assert_eq!(Description::parse("one\ntwo ").expect("fine").as_str(), "one\ntwo");
        assert_eq!(Description::parse(&"x".repeat(1_001)).expect_err("refused").0[0].code, Code::DescriptionTooLong);
        assert_eq!(Description::parse("a\u{0}").expect_err("refused").0[0].code, Code::ControlCharacter);
    }
}
