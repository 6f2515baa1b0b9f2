//! The five enrollment types an administrator chooses from, and the four ways in which a device then enrolls.

use crate::error::{Code, Errors, FieldError};
use crate::user_choice::UserChoice;

/// Who owns a device: what the record of the device says after enrollment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ownership {
    /// The person who uses it.
    Personal,
    /// The organization.
    Company,
}

/// How one device enrolls: Graph's `appleUserInitiatedEnrollmentType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// The whole device, started in Company Portal.
    Device,
    /// Work apps and data only, started in Company Portal. Retired: existing devices only.
    User,
    /// Work apps and data only, started in Settings with a work account.
    AccountDrivenUser,
    /// The whole device, started in Safari.
    WebDevice,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 4] = [Self::Device, Self::User, Self::AccountDrivenUser, Self::WebDevice];

    /// Whether the organization manages work apps and data only, and not the device.
    pub const fn is_user_enrollment(self) -> bool {
        matches!(self, Self::User | Self::AccountDrivenUser)
    }

    /// The oldest iOS on which a device enrolls this way itself, as (major, minor). `None`: none is stated.
    /// iPadOS begins at 13.1 (seed, "Prerequisites"; account driven and web based: GRAPH.md 2.2 and 2.3).
    pub const fn ios_floor(self) -> Option<(u32, u32)> {
        match self {
            Self::Device => None,
            Self::User => Some((13, 0)),
            Self::AccountDrivenUser | Self::WebDevice => Some((15, 0)),
        }
    }

    /// The oldest iPadOS on which a device enrolls this way itself, as (major, minor).
    pub const fn ipados_floor(self) -> Option<(u32, u32)> {
        match self {
            Self::User => Some((13, 1)),
            other => other.ios_floor(),
        }
    }
}

/// One of the five, without its details: what the radio cards and filters list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Account driven user enrollment: recommended.
    AccountDrivenUser,
    /// Determine based on user choice.
    UserChoice,
    /// Device enrollment with Company Portal.
    DeviceWithCompanyPortal,
    /// Web based device enrollment.
    WebDevice,
    /// User enrollment with Company Portal: retired.
    UserWithCompanyPortal,
}

impl Kind {
    /// The five in the order in which they are offered; the retired one is last.
    pub const ALL: [Self; 5] =
        [Self::AccountDrivenUser, Self::UserChoice, Self::DeviceWithCompanyPortal, Self::WebDevice, Self::UserWithCompanyPortal];

    /// Whether new devices can no longer enroll with it (seed, first note).
    pub const fn is_retired(self) -> bool {
        matches!(self, Self::UserWithCompanyPortal)
    }

    /// Whether it is the one to choose for new enrollments (seed, first note).
    pub const fn is_recommended(self) -> bool {
        matches!(self, Self::AccountDrivenUser)
    }

    /// The method, where the type alone decides it.
    pub const fn method(self) -> Option<Method> {
        match self {
            Self::AccountDrivenUser => Some(Method::AccountDrivenUser),
            Self::UserChoice => None,
            Self::DeviceWithCompanyPortal => Some(Method::Device),
            Self::WebDevice => Some(Method::WebDevice),
            Self::UserWithCompanyPortal => Some(Method::User),
        }
    }
}

/// The enrollment type of a profile, with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrollmentType {
    /// Account driven user enrollment; personal.
    AccountDrivenUser,
    /// The person's answers decide.
    UserChoice(UserChoice),
    /// Device enrollment with Company Portal, personal or company owned.
    DeviceWithCompanyPortal(Ownership),
    /// Web based device enrollment; personal.
    WebDevice,
    /// User enrollment with Company Portal; personal; existing devices only.
    UserWithCompanyPortal,
}

/// A pair on the wire: who owns the device, and how it enrolls.
pub type Pair = (Ownership, Method);

impl EnrollmentType {
    /// Which of the five this is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::AccountDrivenUser => Kind::AccountDrivenUser,
            Self::UserChoice(_) => Kind::UserChoice,
            Self::DeviceWithCompanyPortal(_) => Kind::DeviceWithCompanyPortal,
            Self::WebDevice => Kind::WebDevice,
            Self::UserWithCompanyPortal => Kind::UserWithCompanyPortal,
        }
    }

    /// The type that a default method and a list of pairs say (GRAPH.md 2.3). Pointers are those of Graph's profile.
    pub fn from_pairs(default: Method, pairs: &[Pair]) -> Result<Self, Errors> {
        for (index, pair) in pairs.iter().enumerate() {
            if pairs[..index].contains(pair) {
                return Err(FieldError::new(Code::DuplicatePair, pair_pointer(index)).into());
            }
        }
        if !pairs.is_empty() && !pairs.iter().any(|(_, method)| *method == default) {
            return Err(FieldError::new(Code::DefaultTypeNotAvailable, "/defaultEnrollmentType").into());
        }
        match pairs {
            [] => Self::fixed(Ownership::Personal, default, 0),
            [(ownership, method)] => Self::fixed(*ownership, *method, 0),
            _ => UserChoice::from_pairs(default, pairs).map(Self::UserChoice),
        }
    }

    /// The default method as it stands on the wire.
    pub const fn default_method(&self) -> Method {
        match self {
            Self::AccountDrivenUser => Method::AccountDrivenUser,
            Self::UserChoice(choice) => choice.default_method(),
            Self::DeviceWithCompanyPortal(_) => Method::Device,
            Self::WebDevice => Method::WebDevice,
            Self::UserWithCompanyPortal => Method::User,
        }
    }

    /// The pairs as they stand on the wire.
    pub fn pairs(&self) -> Vec<Pair> {
        match self {
            Self::UserChoice(choice) => choice.pairs(),
            Self::DeviceWithCompanyPortal(ownership) => vec![(*ownership, Method::Device)],
            fixed => vec![(Ownership::Personal, fixed.default_method())],
        }
    }

    fn fixed(ownership: Ownership, method: Method, index: usize) -> Result<Self, Errors> {
        match (method, ownership) {
            (Method::Device, ownership) => Ok(Self::DeviceWithCompanyPortal(ownership)),
            (Method::User, Ownership::Personal) => Ok(Self::UserWithCompanyPortal),
            (Method::AccountDrivenUser, Ownership::Personal) => Ok(Self::AccountDrivenUser),
            (Method::WebDevice, Ownership::Personal) => Ok(Self::WebDevice),
            (_, Ownership::Company) => Err(FieldError::new(Code::OwnershipNotAvailable, format!("{}/ownerType", pair_pointer(index)))
                .with("ownership", "company")
                .into()),
        }
    }
}

pub(crate) fn pair_pointer(index: usize) -> String {
    format!("/availableEnrollmentTypeOptions/{index}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fixed_type_is_read_back_from_its_pairs() {
        for fixed in [
            EnrollmentType::AccountDrivenUser,
            EnrollmentType::WebDevice,
            EnrollmentType::UserWithCompanyPortal,
            EnrollmentType::DeviceWithCompanyPortal(Ownership::Personal),
            EnrollmentType::DeviceWithCompanyPortal(Ownership::Company),
        ] {
            assert_eq!(EnrollmentType::from_pairs(fixed.default_method(), &fixed.pairs()), Ok(fixed));
        }
    }

    #[test]
    fn without_pairs_the_default_type_is_personal() {
        assert_eq!(EnrollmentType::from_pairs(Method::Device, &[]), Ok(EnrollmentType::DeviceWithCompanyPortal(Ownership::Personal)));
    }

    #[test]
    fn a_default_outside_its_pairs_is_refused_where_it_stands() {
        let errors = EnrollmentType::from_pairs(Method::Device, &[(Ownership::Personal, Method::WebDevice)]).expect_err("refused");
        assert_eq!((errors.0[0].code, errors.0[0].pointer.as_str()), (Code::DefaultTypeNotAvailable, "/defaultEnrollmentType"));
    }

    #[test]
    fn only_device_enrollment_can_be_company_owned() {
        let errors = EnrollmentType::from_pairs(Method::WebDevice, &[(Ownership::Company, Method::WebDevice)]).expect_err("refused");
        assert_eq!(errors.0[0].code, Code::OwnershipNotAvailable);
    }

    #[test]
    fn the_same_pair_twice_is_refused_at_the_second() {
        let pair = (Ownership::Personal, Method::Device);
        let errors = EnrollmentType::from_pairs(Method::Device, &[pair, pair]).expect_err("refused");
        assert_eq!(errors.0[0].pointer, "/availableEnrollmentTypeOptions/1");
    }
}
