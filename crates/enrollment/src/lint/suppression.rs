//! A finding that somebody decided to live with: what names it, and why.

use super::Rule;
use crate::error::{Code, Errors, FieldError};
use crate::guid::Guid;
use crate::text::bounded_line;

/// What names a finding: its rule, then the ids of the profile and of what else it is about, with colons between.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// The most ids in a key: a profile, and a group or a restriction.
    const IDS: usize = 2;

    pub(super) fn new<'a>(rule: Rule, ids: impl Iterator<Item = &'a Guid>) -> Self {
        Self(std::iter::once(rule.as_str().to_owned()).chain(ids.map(Guid::to_string)).collect::<Vec<_>>().join(":"))
    }

    /// Reads a key, whether there is such a finding or not.
    pub fn parse(text: &str) -> Result<Self, Errors> {
        let refused = || Errors::from(FieldError::new(Code::UnknownFinding, "").with("value", text));
        let (rule, ids) = text.split_once(':').map_or((text, None), |(rule, ids)| (rule, Some(ids)));
        let rule = Rule::parse(rule).ok_or_else(refused)?;
        let ids: Result<Vec<Guid>, Errors> = ids.into_iter().flat_map(|ids| ids.split(':')).map(Guid::parse).collect();
        let ids = ids.ok().filter(|ids| ids.len() <= Self::IDS).ok_or_else(refused)?;
        Ok(Self::new(rule, ids.iter()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a finding is suppressed: 1 to 500 characters of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressionReason(String);

impl SuppressionReason {
    /// The most Unicode scalar values.
    pub const MAX: usize = 500;

    /// Trims and normalizes `raw`; the mistakes point to the whole value.
    pub fn parse(raw: &str) -> Result<Self, Errors> {
        bounded_line(raw, Self::MAX).map(Self).map_err(|mut errors| {
            for error in &mut errors.0 {
                error.code = match error.code {
                    Code::NameRequired => Code::ValueRequired,
                    Code::NameTooLong => Code::ValueTooLong,
                    other => other,
                };
            }
            errors
        })
    }

    /// The text as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_rule_with_ids_behind_it() {
        let id = "acacacac-9df4-4c7d-9d50-4ef0226f57a9";
        for text in ["people_without_profile".to_owned(), format!("retired_type:{id}"), format!("group_empty:{id}:{id}")] {
            assert_eq!(Key::parse(&text).expect("fine").as_str(), text);
        }
        assert_eq!(Key::parse(&format!("retired_type:{}", id.to_uppercase())).expect("fine").as_str(), format!("retired_type:{id}"));
        for text in ["", "something_else", "retired_type:", "retired_type:new", &format!("retired_type:{id}:{id}:{id}")] {
            assert_eq!(Key::parse(text).expect_err("refused").0[0].code, Code::UnknownFinding, "{text}");
        }
    }

    #[test]
    fn a_reason_is_one_line_that_says_something() {
        assert_eq!(SuppressionReason::parse(" until May ").expect("fine").as_str(), "until May");
        for (raw, code) in [(" ", Code::ValueRequired), (&*"x".repeat(501), Code::ValueTooLong), ("a\nb", Code::ControlCharacter)] {
            assert_eq!(SuppressionReason::parse(raw).expect_err("refused").0[0].code, code);
        }
    }
}
