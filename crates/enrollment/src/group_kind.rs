//! Whether a group holds people or devices: Graph has no property that says so, and only people can be assigned.

use crate::membership_rule::{Rule, Subject};

/// What a group holds, through nested groups too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// People only, or a dynamic rule about people.
    People,
    /// Devices and no person, or a dynamic rule about devices: cannot be assigned.
    Devices,
    /// People and devices: the people are reached, the devices are not.
    Mixed,
    /// Nobody and nothing yet.
    Empty,
    /// The members could not be read.
    Unknown,
}

impl GroupKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::People, Self::Devices, Self::Mixed, Self::Empty, Self::Unknown];

    /// The kind of a dynamic group, from its rule alone. A rule that cannot be read says nothing.
    pub fn of_rule(rule: &str) -> Self {
        match Rule::parse(rule).ok().and_then(|rule| rule.subject()) {
            Some(Subject::Device) => Self::Devices,
            Some(Subject::User) => Self::People,
            None => Self::Unknown,
        }
    }

    /// The kind of an assigned group, from how many people and devices are in it, through nested groups too.
    pub const fn of_members(users: usize, devices: usize) -> Self {
        match (users, devices) {
            (0, 0) => Self::Empty,
            (_, 0) => Self::People,
            (0, _) => Self::Devices,
            _ => Self::Mixed,
        }
    }

    /// Whether a profile may be assigned to it (seed, step 9: device groups are not supported).
    pub const fn can_be_assigned(self) -> bool {
        !matches!(self, Self::Devices)
    }

    /// Whether assigning it deserves a warning.
    pub const fn is_doubtful(self) -> bool {
        matches!(self, Self::Mixed | Self::Empty | Self::Unknown)
    }

    /// The text of the annotation `@pomona.kind`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Devices => "devices",
            Self::Mixed => "mixed",
            Self::Empty => "empty",
            Self::Unknown => "unknown",
        }
    }
}
