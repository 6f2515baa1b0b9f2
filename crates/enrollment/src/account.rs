//! Local administrators: the name they sign in with, and what a password must be.

use crate::error::{Code, Errors, FieldError};
use crate::text::{bounded_line, fold_case};

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
    fn a_password_has_a_least_and_a_greatest_length() {
        assert!(check_password("correct horse").is_ok());
        assert_eq!(check_password("short").expect_err("refused").0[0].code, Code::PasswordTooShort);
        assert_eq!(check_password(&"x".repeat(1_025)).expect_err("refused").0[0].code, Code::PasswordTooLong);
    }
}
