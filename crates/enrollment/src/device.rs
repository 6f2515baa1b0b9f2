//! The device in a question about enrolling: its platform, the version of its system, and whether it is new.

use std::fmt;

use crate::enrollment_type::Method;
use crate::error::{Code, Errors, FieldError};

/// The system of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Platform {
    /// An iPhone.
    Ios,
    /// An iPad.
    IpadOs,
}

impl Platform {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ios, Self::IpadOs];
}

/// The version of a system, such as 18.1 or 17.0.3. What is not written is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OsVersion([u16; 3]);

impl OsVersion {
    /// The version with these first two numbers.
    pub const fn new(major: u16, minor: u16) -> Self {
        Self([major, minor, 0])
    }

    /// Reads one to three numbers with dots between them.
    pub fn parse(raw: &str) -> Result<Self, Errors> {
        Self::read(raw.trim()).ok_or_else(|| FieldError::new(Code::OsVersionSyntax, "").with("value", raw).into())
    }

    fn read(text: &str) -> Option<Self> {
        let mut numbers = [0; 3];
        for (at, part) in text.split('.').enumerate() {
            let is_number = !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
            *numbers.get_mut(at)? = part.parse().ok().filter(|_| is_number)?;
        }
        Some(Self(numbers))
    }
}

impl fmt::Display for OsVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([major, minor, patch]) = self;
        write!(f, "{major}.{minor}")?;
        if *patch > 0 { write!(f, ".{patch}") } else { Ok(()) }
    }
}

/// A device that would enroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnrollingDevice {
    /// Which system it runs.
    pub platform: Platform,
    /// Which version of it.
    pub version: OsVersion,
    /// Whether it enrolls for the first time. The retired type is only for devices that enrolled with it before.
    pub is_new: bool,
}

impl EnrollingDevice {
    /// The oldest version of its system on which a device enrolls this way itself; `None`: none is stated.
    pub fn floor(&self, method: Method) -> Option<OsVersion> {
        let floor = match self.platform {
            Platform::Ios => method.ios_floor(),
            Platform::IpadOs => method.ipados_floor(),
        };
        floor.and_then(|(major, minor)| Some(OsVersion::new(u16::try_from(major).ok()?, u16::try_from(minor).ok()?)))
    }

    /// The floor of this method, when the device is below it.
    pub fn below_floor(&self, method: Method) -> Option<OsVersion> {
        self.floor(method).filter(|floor| self.version < *floor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_one_to_three_numbers() {
        for (raw, written) in [("18", "18.0"), ("18.1", "18.1"), ("17.0.3", "17.0.3"), (" 13.1.0 ", "13.1"), ("9.3.5", "9.3.5")] {
            assert_eq!(OsVersion::parse(raw).expect("fine").to_string(), written);
        }
        for raw in ["", "18.", ".1", "18.1.2.3", "iOS 18", "18,1", "-1", "+1", "18.x", "99999", "١٨"] {
            assert_eq!(OsVersion::parse(raw).expect_err("refused").0[0].code, Code::OsVersionSyntax, "{raw}");
        }
    }

    #[test]
    fn versions_are_compared_number_by_number() {
        let version = |raw| OsVersion::parse(raw).expect("fine");
        assert!(version("9.3") < version("13"));
        assert!(version("13.0.1") < version("13.1"));
        assert_eq!(version("13"), version("13.0.0"));
    }

    #[test]
    fn an_ipad_has_a_floor_of_its_own() {
        let device = |platform| EnrollingDevice { platform, version: OsVersion::new(13, 0), is_new: false };
        assert_eq!(device(Platform::Ios).below_floor(Method::User), None);
        assert_eq!(device(Platform::IpadOs).below_floor(Method::User), Some(OsVersion::new(13, 1)));
        assert_eq!(device(Platform::IpadOs).below_floor(Method::Device), None);
    }
}
