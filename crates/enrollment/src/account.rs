//! Who may use the portal: local administrators with their names, roles and passwords, and the tokens of programs.

use std::fmt;

use crate::error::{Code, Errors, FieldError};
use crate::text::{bounded_line, fold_case};

/// What the holder of a credential may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Read only.
    Read,
    /// Read and change.
    Write,
}

/// What somebody who signs in may do: the same as a scope, in the words that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Role(pub Scope);

/// The name of an administrator: 1 to 100 Unicode scalar values, unique whatever the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministratorName(String);

impl AdministratorName {
    /// The most Unicode scalar values that a name may have.
    pub const MAX: usize = 100;

    /// Trims and normalizes `raw`; the mistakes point to the whole value.
    pub fn parse(raw: &str) -> Result<Self, Errors> {
        bounded_line(raw, Self::MAX).map(Self)
    }

    /// The text as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two names are compared.
    pub fn key(&self) -> String {
        fold_case(&self.0)
    }
}

/// The name of an API token, which says what it is for: 1 to 100 Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenName(String);

impl TokenName {
    /// The most Unicode scalar values that a name may have.
    pub const MAX: usize = 100;

    /// Trims and normalizes `raw`; the mistakes point to the whole value.
    pub fn parse(raw: &str) -> Result<Self, Errors> {
        bounded_line(raw, Self::MAX).map(Self)
    }

    /// The text as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How many days an API token works: 1 to 3,650, which is about ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenDays(u16);

impl TokenDays {
    /// The fewest.
    pub const MIN: u16 = 1;
    /// The most.
    pub const MAX: u16 = 3_650;
    /// Where nobody says how many.
    pub const DEFAULT: Self = Self(90);

    /// Checks the number; the mistake points to the whole value.
    pub fn new(days: u64) -> Result<Self, Errors> {
        let allowed = u16::try_from(days).ok().filter(|days| (Self::MIN..=Self::MAX).contains(days));
        allowed.map(Self).ok_or_else(|| FieldError::new(Code::NumberOutOfRange, "").with("min", Self::MIN).with("max", Self::MAX).into())
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TokenDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The fewest characters of a password (OWASP ASVS 5.0, 6.2.1 asks for at least 8 and advises 15).
pub const PASSWORD_MIN: usize = 12;
/// The most bytes of a password, so that hashing one cannot be used to keep the server busy.
pub const PASSWORD_MAX: usize = 1_024;

/// Tells what is wrong with a password. It is taken as typed: no trimming, no rules about kinds of characters.
pub fn check_password(raw: &str) -> Result<(), Errors> {
    if raw.chars().count() < PASSWORD_MIN {
        return Err(FieldError::new(Code::PasswordTooShort, "").with("min", PASSWORD_MIN).into());
    }
    if raw.len() > PASSWORD_MAX {
        return Err(FieldError::new(Code::PasswordTooLong, "").with("max", PASSWORD_MAX).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_works_for_a_day_at_least_and_ten_years_at_most() {
        assert_eq!([1, 3_650].map(|days| TokenDays::new(days).map(TokenDays::get)), [Ok(1), Ok(3_650)]);
        for days in [0, 3_651, u64::MAX] {
            let error = &TokenDays::new(days).expect_err("refused").0[0];
            assert_eq!((error.code, error.parameter("min"), error.parameter("max")), (Code::NumberOutOfRange, "1", "3650"));
        }
    }

    #[test]
    fn a_password_has_a_least_and_a_greatest_length() {
        assert!(check_password("correct horse").is_ok());
        assert_eq!(check_password("short").expect_err("refused").0[0].code, Code::PasswordTooShort);
        assert_eq!(check_password(&"x".repeat(1_025)).expect_err("refused").0[0].code, Code::PasswordTooLong);
    }
}
