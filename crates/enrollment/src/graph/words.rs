//! The enum strings of the wire, and a word that may be none of those that we know.

use crate::account::{Role, Scope};
use crate::answers::Extent;
use crate::assignment::FilterMode;
use crate::device::Platform;
use crate::enrollment_type::{Method, Ownership};
use crate::explain::Doubt;
use crate::lint::Severity;
use crate::outcome::{Enrolls, Erased, Managed, Sees, Verdict};
use crate::restriction::Rule;
use crate::user_choice::{Branch, Question};

/// The platform of every profile here.
pub const PLATFORM: &str = "iOS";

/// An enum string: known, or kept as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word<T> {
    /// One of those that we know.
    Known(T),
    /// Something newer than this code.
    Unknown(String),
}

impl<T: WireWord> Word<T> {
    /// Reads any text.
    pub fn read(text: &str) -> Self {
        T::from_wire(text).map_or_else(|| Self::Unknown(text.to_owned()), Self::Known)
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(word) => word.wire(),
            Self::Unknown(text) => text,
        }
    }

    /// The value, when it is known.
    pub const fn known(&self) -> Option<T> {
        match self {
            Self::Known(word) => Some(*word),
            Self::Unknown(_) => None,
        }
    }
}

/// A value with one spelling on the wire.
pub trait WireWord: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];
    /// The spelling.
    fn wire(&self) -> &'static str;
    /// The value with this spelling.
    fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.wire() == text)
    }
}

impl WireWord for Method {
    const ALL: &'static [Self] = &Method::ALL;
    fn wire(&self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::User => "user",
            Self::AccountDrivenUser => "accountDrivenUserEnrollment",
            Self::WebDevice => "webDeviceEnrollment",
        }
    }
}

impl WireWord for Ownership {
    const ALL: &'static [Self] = &[Self::Personal, Self::Company];
    fn wire(&self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Company => "company",
        }
    }
}

impl WireWord for FilterMode {
    const ALL: &'static [Self] = &[Self::Include, Self::Exclude];
    fn wire(&self) -> &'static str {
        match self {
            Self::Include => "include",
            Self::Exclude => "exclude",
        }
    }
}

impl WireWord for Scope {
    const ALL: &'static [Self] = &[Self::Read, Self::Write];
    fn wire(&self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

impl WireWord for Role {
    const ALL: &'static [Self] = &[Self(Scope::Write), Self(Scope::Read)];
    fn wire(&self) -> &'static str {
        match self {
            Self(Scope::Write) => "administrator",
            Self(Scope::Read) => "reader",
        }
    }
}

/// The words of our own additions, each with its spelling.
macro_rules! words {
    ($($type:ident { $($variant:ident = $text:literal,)+ })+) => {$(
        impl WireWord for $type {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            fn wire(&self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    )+};
}

words! {
    Platform { Ios = "iOS", IpadOs = "iPadOS", }
    Extent { WorkData = "workData", EntireDevice = "entireDevice", }
    Question { WhoOwns = "whoOwns", HowMuch = "howMuch", }
    Branch { OwnWorkData = "ownWorkData", OwnEntireDevice = "ownEntireDevice", CompanyOwns = "companyOwns", }
    Doubt { Filter = "filter", Membership = "membership", }
    Managed { WorkData = "workData", WholeDevice = "wholeDevice", }
    Sees { WorkData = "workData", PersonalDevice = "personalDevice", CompanyDevice = "companyDevice", }
    Erased { WorkVolume = "workVolume", Installed = "installed", }
    Enrolls { Yes = "yes", No = "no", Unknown = "unknown", }
    Verdict { Overridden = "overridden", Allows = "allows", Refuses = "refuses", Unknown = "unknown", }
    Severity { Error = "error", Warning = "warning", Hint = "hint", }
    Rule { PlatformBlocked = "platformBlocked", PersonalBlocked = "personalBlocked", OsMinimum = "osMinimum", OsMaximum = "osMaximum", }
}

/// Which target an assignment has, by its `@odata.type` without `#microsoft.graph.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetType {
    /// Everybody.
    AllUsers,
    /// A group.
    Group,
    /// Not a group.
    ExcludedGroup,
    /// All devices: never valid here.
    AllDevices,
}

impl WireWord for TargetType {
    const ALL: &'static [Self] = &[Self::AllUsers, Self::Group, Self::ExcludedGroup, Self::AllDevices];
    fn wire(&self) -> &'static str {
        match self {
            Self::AllUsers => "allLicensedUsersAssignmentTarget",
            Self::Group => "groupAssignmentTarget",
            Self::ExcludedGroup => "exclusionGroupAssignmentTarget",
            Self::AllDevices => "allDevicesAssignmentTarget",
        }
    }
}

impl TargetType {
    /// Reads `#microsoft.graph.x`, `microsoft.graph.x` or `x` (GRAPH.md 0.5).
    pub fn read(text: &str) -> Option<Self> {
        let bare = text.strip_prefix('#').unwrap_or(text);
        Self::from_wire(bare.strip_prefix("microsoft.graph.").unwrap_or(bare))
    }

    /// The full spelling, with `#`, without which SDKs lose the group (GRAPH.md 0.5).
    pub fn odata_type(self) -> String {
        format!("#microsoft.graph.{}", self.wire())
    }
}

/// The spellings of all values, for the sentence of a refusal.
pub(super) fn allowed<T: WireWord>() -> String {
    T::ALL.iter().map(WireWord::wire).collect::<Vec<_>>().join(", ")
}
