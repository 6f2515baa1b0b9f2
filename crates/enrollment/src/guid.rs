//! Ids: GUIDs in the one spelling that we write, lower case with hyphens.

use std::fmt;

use crate::error::{Code, Errors, FieldError};

/// The id of a profile, person, group or device.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid([u8; 16]);

impl Guid {
    /// Reads the 8-4-4-4-12 form in either case, with or without braces around it.
    pub fn parse(raw: &str) -> Result<Self, Errors> {
        Self::read(raw).ok_or_else(|| FieldError::new(Code::BadGuid, "").with("value", raw).into())
    }

    /// The id made of these 16 bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    fn read(raw: &str) -> Option<Self> {
        let raw = raw.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(raw);
        let mut bytes = [0; 16];
        let mut digits = 0;
        for (at, c) in raw.chars().enumerate() {
            if matches!(at, 8 | 13 | 18 | 23) {
                if c != '-' {
                    return None;
                }
                continue;
            }
            let value = u8::try_from(c.to_digit(16)?).ok()?;
            let byte = bytes.get_mut(digits / 2)?;
            *byte = *byte << 4 | value;
            digits += 1;
        }
        (digits == 32).then_some(Self(bytes))
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_read_in_any_case_and_written_in_one() {
        let text = "acacacac-9df4-4c7d-9d50-4ef0226f57a9";
        assert_eq!(Guid::parse(&text.to_uppercase()).expect("fine").to_string(), text);
        assert_eq!(Guid::parse(&format!("{{{text}}}")).expect("fine").to_string(), text);
    }

    #[test]
    fn what_is_not_a_guid_is_refused() {
        for raw in [
            "",
            "acacacac",
            "acacacac-9df4-4c7d-9d50-4ef0226f57a",
            "acacacac-9df4-4c7d-9d50-4ef0226f57a90",
            "acacacac_9df4_4c7d_9d50_4ef0226f57a9",
        ] {
            assert_eq!(Guid::parse(raw).expect_err("refused").0[0].code, Code::BadGuid, "{raw}");
        }
    }
}
