//! Enrollment restrictions: platform rules that a user enrollment profile overrides, and that bind every other type.

use crate::assignment::Assignment;
use crate::enrollment_type::{EnrollmentType, Method, Ownership, Pair};
use crate::evaluate::{Groups, Reach, reach};
use crate::guid::Guid;

/// A platform rule for iOS and iPadOS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Given by the server.
    pub id: Guid,
    /// Its name.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// 0 is the default, which applies last; among the others the lowest applies.
    pub priority: u32,
    /// No device of the platform enrolls.
    pub platform_blocked: bool,
    /// No personally owned device enrolls.
    pub personal_blocked: bool,
    /// The oldest version that enrolls, as written; `None`: any.
    pub os_minimum: Option<String>,
    /// The newest version that enrolls, as written; `None`: any.
    pub os_maximum: Option<String>,
    /// To whom it applies; the default applies to everybody.
    pub assignments: Vec<Assignment>,
}

impl Restriction {
    /// Whether this is the tenant's default.
    pub const fn is_default(&self) -> bool {
        self.priority == 0
    }

    /// Whether it says anything that could stop a device.
    pub const fn restricts(&self) -> bool {
        self.platform_blocked || self.personal_blocked || self.os_minimum.is_some() || self.os_maximum.is_some()
    }

    /// Whether it would stop or bound a device that enrolls as this pair, were it not overridden.
    pub fn concerns(&self, (ownership, _): Pair) -> bool {
        self.platform_blocked
            || (self.personal_blocked && ownership == Ownership::Personal)
            || self.os_minimum.is_some()
            || self.os_maximum.is_some()
    }
}

/// Whether devices that enroll this way pass over restrictions (seed: a user enrollment profile overrides them).
pub const fn overrides(method: Method) -> bool {
    method.is_user_enrollment()
}

/// Whether a profile of this type passes over `restriction` in at least one of its branches.
pub fn is_overridden(restriction: &Restriction, enrollment_type: &EnrollmentType) -> bool {
    enrollment_type.pairs().into_iter().any(|pair| overrides(pair.1) && restriction.concerns(pair))
}

/// The restriction that binds a person: the lowest priority above 0 that reaches them, else the default.
pub fn effective<'a>(restrictions: &'a [Restriction], groups: &impl Groups) -> Option<&'a Restriction> {
    restrictions
        .iter()
        .filter(|restriction| !restriction.is_default() && matches!(reach(&restriction.assignments, groups), Reach::Reached(_)))
        .min_by_key(|restriction| restriction.priority)
        .or_else(|| restrictions.iter().find(|restriction| restriction.is_default()))
}
