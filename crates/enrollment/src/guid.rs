//! Ids: GUIDs in the one spelling that we write, lower case with hyphens.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};

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

/// What is known about each of many ids. Found faster than with the usual hash, which is made to withstand keys chosen by
/// an adversary: these come from the organization's own directory.
pub type GuidMap<T> = HashMap<Guid, T, BuildHasherDefault<GuidHasher>>;

/// Mixes the bits of an id; see [`GuidMap`].
#[derive(Debug, Default)]
pub struct GuidHasher(u64);

impl Hasher for GuidHasher {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            // Both halves of the product, so that every bit of the id counts in every bit of the hash.
            let product = u128::from(self.0 ^ u64::from_le_bytes(word)) * 0x9e37_79b9_7f4a_7c15;
            let [low, high] = [product, product >> 64].map(|half| half & u128::from(u64::MAX));
            self.0 = u64::try_from(low ^ high).unwrap_or_default();
        }
    }

    fn finish(&self) -> u64 {
        self.0
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
    fn ids_that_differ_in_any_one_byte_are_spread_over_a_small_table() {
        for at in 0..16 {
            let slots = (0..=255_u8).map(|value| {
                let mut bytes = [7; 16];
                bytes[at] = value;
                let mut hasher = GuidHasher::default();
                std::hash::Hash::hash(&Guid::from_bytes(bytes), &mut hasher);
                hasher.finish() % 256
            });
            let slots: std::collections::BTreeSet<u64> = slots.collect();
            assert!(slots.len() > 120, "byte {at} leads to {} slots of 256", slots.len());
        }
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
