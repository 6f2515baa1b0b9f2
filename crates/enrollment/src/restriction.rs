//! Enrollment restrictions: platform rules that a user enrollment profile overrides, and that bind every other type.

use crate::assignment::Assignment;
use crate::device::OsVersion;
use crate::enrollment_type::{EnrollmentType, Method, Ownership, Pair};
use crate::evaluate::{Groups, deciding};
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

    /// The rules by which it stops a device that enrolls as this pair, were it not overridden.
    pub fn stops(&self, (ownership, _): Pair, version: OsVersion) -> Vec<Stop> {
        let bound = |bound: &Option<String>, is_outside: &dyn Fn(OsVersion) -> bool| {
            // A bound that cannot be read may lie anywhere.
            let bound = bound.as_deref().map(OsVersion::parse)?;
            bound.map_or(Some(false), |bound| is_outside(bound).then_some(true))
        };
        let found = [
            (Rule::PlatformBlocked, self.platform_blocked.then_some(true)),
            (Rule::PersonalBlocked, (self.personal_blocked && ownership == Ownership::Personal).then_some(true)),
            (Rule::OsMinimum, bound(&self.os_minimum, &|bound| version < bound)),
            (Rule::OsMaximum, bound(&self.os_maximum, &|bound| version > bound)),
        ];
        found.into_iter().filter_map(|(rule, is_certain)| Some(Stop { rule, is_certain: is_certain? })).collect()
    }
}

/// One rule of a restriction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// No device of the platform.
    PlatformBlocked,
    /// No personally owned device.
    PersonalBlocked,
    /// No older version.
    OsMinimum,
    /// No newer version.
    OsMaximum,
}

impl Rule {
    /// All four.
    pub const ALL: [Self; 4] = [Self::PlatformBlocked, Self::PersonalBlocked, Self::OsMinimum, Self::OsMaximum];
}

/// A rule that stops a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Which.
    pub rule: Rule,
    /// Whether that is certain: a bound that cannot be read only may stop it.
    pub is_certain: bool,
}

/// Whether devices that enroll this way pass over restrictions (seed: a user enrollment profile overrides them).
pub const fn overrides(method: Method) -> bool {
    method.is_user_enrollment()
}

/// Whether a profile of this type passes over `restriction` in at least one of its branches.
pub fn is_overridden(restriction: &Restriction, enrollment_type: &EnrollmentType) -> bool {
    enrollment_type.pairs().into_iter().any(|pair| overrides(pair.1) && restriction.concerns(pair))
}

/// A restriction that may bind a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding<'a> {
    /// Which.
    pub restriction: &'a Restriction,
    /// Whether it reaches the person for certain.
    pub is_certain: bool,
}

/// The restrictions between which it is decided what binds a person, in order: those that may, and as the last the first
/// that certainly does, which is the default where no other is certain.
pub fn binding<'a>(restrictions: &'a [Restriction], groups: &impl Groups) -> Vec<Binding<'a>> {
    let mut others: Vec<&Restriction> = restrictions.iter().filter(|restriction| !restriction.is_default()).collect();
    others.sort_by_key(|restriction| restriction.priority);
    let decided = deciding(others.iter().map(|restriction| restriction.assignments.as_slice()), groups);
    let mut found: Vec<Binding<'a>> = decided.map(|(at, is_certain)| Binding { restriction: others[at], is_certain }).collect();
    if !found.last().is_some_and(|last| last.is_certain) {
        let default = restrictions.iter().find(|restriction| restriction.is_default());
        found.extend(default.map(|restriction| Binding { restriction, is_certain: true }));
    }
    found
}

/// The restriction that binds a person: the lowest priority above 0 that certainly reaches them, else the default.
pub fn effective<'a>(restrictions: &'a [Restriction], groups: &impl Groups) -> Option<&'a Restriction> {
    binding(restrictions, groups).last().filter(|last| last.is_certain).map(|last| last.restriction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::sketch::{self, Holds, group};

    fn restriction(priority: u32, assignments: &[Assignment]) -> Restriction {
        Restriction {
            id: group(u8::try_from(100 + priority).expect("small")),
            display_name: String::new(),
            description: String::new(),
            priority,
            platform_blocked: false,
            personal_blocked: false,
            os_minimum: None,
            os_maximum: None,
            assignments: assignments.to_vec(),
        }
    }

    #[test]
    fn the_lowest_priority_that_reaches_somebody_binds_them_and_the_default_all_others() {
        let directory = sketch::directory(3, &[Holds::people(&[0]), Holds::maybe(&[1])]);
        let restrictions =
            [restriction(0, &[]), restriction(2, &[Assignment::group(group(0))]), restriction(1, &[Assignment::group(group(1))])];
        let found = |person: u32| -> Vec<(u32, bool)> {
            let found = binding(&restrictions, &directory.person(person));
            found.iter().map(|one| (one.restriction.priority, one.is_certain)).collect()
        };
        assert_eq!(found(0), [(2, true)]);
        assert_eq!(found(1), [(1, false), (0, true)], "where it cannot be told, both may bind");
        assert_eq!(found(2), [(0, true)]);
        assert_eq!(effective(&restrictions, &directory.person(1)).map(|one| one.priority), Some(0));
    }

    #[test]
    fn a_bound_that_cannot_be_read_may_stop_anybody() {
        let bounds = Restriction { os_minimum: Some("17".to_owned()), os_maximum: Some("newest".to_owned()), ..restriction(1, &[]) };
        let stops = |major| bounds.stops((Ownership::Personal, Method::WebDevice), OsVersion::new(major, 0));
        let maximum = Stop { rule: Rule::OsMaximum, is_certain: false };
        assert_eq!(stops(16), [Stop { rule: Rule::OsMinimum, is_certain: true }, maximum]);
        assert_eq!(stops(17), [maximum]);
    }

    #[test]
    fn personal_devices_are_stopped_and_company_devices_are_not() {
        let personal = Restriction { personal_blocked: true, ..restriction(1, &[]) };
        let stops = |ownership| personal.stops((ownership, Method::Device), OsVersion::new(18, 0)).len();
        assert_eq!((stops(Ownership::Personal), stops(Ownership::Company)), (1, 0));
    }
}
