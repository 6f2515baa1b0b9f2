//! What enrolling does: the table "Who gets what" of the contract. A type and an ownership, on one device, of one person
//! whom restrictions bind; enrolling itself asks here.

use crate::device::{EnrollingDevice, OsVersion};
use crate::enrollment_type::{Method, Ownership, Pair};
use crate::restriction::{Binding, Restriction, Rule, Stop, overrides};

/// What is managed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Managed {
    /// Work apps and data, on a volume of their own.
    WorkData,
    /// The whole device.
    WholeDevice,
}

/// What the organization sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sees {
    /// Work apps and work data; neither personal apps nor the serial number.
    WorkData,
    /// The serial number, all installed apps, the settings; no messages or photos.
    PersonalDevice,
    /// The device as a whole, which is its own.
    CompanyDevice,
}

/// What is erased when management is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Erased {
    /// The volume with all work data, and its keys.
    WorkVolume,
    /// What the organization installed: profiles, accounts and managed apps.
    Installed,
}

/// A method that stands in for another on an older system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fallback {
    /// What the profile says.
    pub from: Method,
    /// The oldest version on which a device enrolls that way.
    pub floor: OsVersion,
}

/// Why a device does not enroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal<'a> {
    /// Its system is older than this.
    BelowFloor(OsVersion),
    /// It is new, and the type is only for devices that enrolled with it before.
    Retired,
    /// A rule of a restriction stops it.
    Restricted(&'a Restriction, Rule),
}

/// Whether a device enrolls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Enrolls {
    /// It does.
    Yes,
    /// It does not; see the refusals.
    No,
    /// It cannot be told, because it depends on a restriction of which it cannot be told whether it stops the device.
    Unknown,
}

/// What a restriction means for the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// User enrollment passes over it.
    Overridden,
    /// It lets the device through.
    Allows,
    /// It stops the device.
    Refuses,
    /// It has a bound that cannot be read, which may stop the device.
    Unknown,
}

/// A restriction that would have applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restricted<'a> {
    /// Which, and whether it binds the person for certain.
    pub binding: Binding<'a>,
    /// What it means.
    pub verdict: Verdict,
    /// The rules by which it stops the device, or would if it were not overridden.
    pub stops: Vec<Stop>,
}

/// What enrolling does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// Who owns the device, and how it really enrolls.
    pub pair: Pair,
    /// What this stands in for.
    pub fallback: Option<Fallback>,
    /// The oldest version on which a device enrolls this way.
    pub floor: Option<OsVersion>,
    /// Whether it does.
    pub enrolls: Enrolls,
    /// Why not: every reason that holds.
    pub refusals: Vec<Refusal<'a>>,
    /// The restrictions between which it is decided; one where it is certain which of them binds.
    pub restrictions: Vec<Restricted<'a>>,
}

impl Outcome<'_> {
    /// What is managed.
    pub const fn managed(&self) -> Managed {
        if self.pair.1.is_user_enrollment() { Managed::WorkData } else { Managed::WholeDevice }
    }

    /// What the organization sees.
    pub const fn sees(&self) -> Sees {
        match self.pair {
            (_, method) if method.is_user_enrollment() => Sees::WorkData,
            (Ownership::Personal, _) => Sees::PersonalDevice,
            (Ownership::Company, _) => Sees::CompanyDevice,
        }
    }

    /// What is erased when management is removed.
    pub const fn erased(&self) -> Erased {
        if self.pair.1.is_user_enrollment() { Erased::WorkVolume } else { Erased::Installed }
    }
}

/// What enrolling as this pair does on a device of somebody whom these restrictions may bind.
pub fn outcome<'a>((ownership, asked): Pair, device: &EnrollingDevice, bindings: &[Binding<'a>]) -> Outcome<'a> {
    let below = device.below_floor(asked);
    let fallback = below.and_then(|floor| Some((stand_in(asked)?, Fallback { from: asked, floor })));
    let method = fallback.map_or(asked, |(method, _)| method);
    let pair = (ownership, method);
    let restrictions: Vec<_> = bindings.iter().map(|binding| restricted(*binding, pair, device.version)).collect();
    let mut refusals = Vec::new();
    refusals.extend(device.below_floor(method).map(Refusal::BelowFloor));
    refusals.extend((device.is_new && method == Method::User).then_some(Refusal::Retired));
    let enrolls = if refusals.is_empty() { let_through(&restrictions) } else { Enrolls::No };
    if refusals.is_empty() && enrolls == Enrolls::No {
        for Restricted { binding, stops, .. } in &restrictions {
            let certain = stops.iter().filter(|stop| stop.is_certain);
            refusals.extend(certain.map(|stop| Refusal::Restricted(binding.restriction, stop.rule)));
        }
    }
    Outcome { pair, fallback: fallback.map(|(_, fallback)| fallback), floor: device.floor(method), enrolls, refusals, restrictions }
}

/// How a device enrolls whose system is too old for the method of its profile; `None`: not at all.
const fn stand_in(method: Method) -> Option<Method> {
    match method {
        Method::AccountDrivenUser => Some(Method::User),
        Method::WebDevice => Some(Method::Device),
        Method::User | Method::Device => None,
    }
}

fn restricted(binding: Binding<'_>, pair: Pair, version: OsVersion) -> Restricted<'_> {
    let stops = binding.restriction.stops(pair, version);
    let verdict = if overrides(pair.1) && binding.restriction.concerns(pair) {
        Verdict::Overridden
    } else if stops.iter().any(|stop| stop.is_certain) {
        Verdict::Refuses
    } else if stops.is_empty() {
        Verdict::Allows
    } else {
        Verdict::Unknown
    };
    Restricted { binding, verdict, stops }
}

/// Whichever of the restrictions binds: certain only where all of them agree.
fn let_through(restrictions: &[Restricted<'_>]) -> Enrolls {
    let mut verdicts = restrictions.iter().map(|one| match one.verdict {
        Verdict::Overridden | Verdict::Allows => Enrolls::Yes,
        Verdict::Refuses => Enrolls::No,
        Verdict::Unknown => Enrolls::Unknown,
    });
    let first = verdicts.next().unwrap_or(Enrolls::Yes);
    if verdicts.all(|other| other == first) { first } else { Enrolls::Unknown }
}
