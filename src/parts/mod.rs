//! The parts of the portal. Each is a wasm file of its own with everything that is around the screens, so that the download
//! for the first screen stays within its budget however many screens there are. `public/embed.js` shows one at a time and
//! fetches the others while the person reads; `crate::luggage` is what goes along.

use leptos::prelude::*;

use crate::features::audit::AuditLog;
use crate::features::directory::DirectoryPage;
use crate::features::history::HistoryPage;
use crate::features::overview::Overview;
use crate::features::profiles::{ProfileList, ProfilePage};
use crate::features::restrictions::Restrictions;
use crate::features::settings::SettingsPage;
use crate::features::who_gets_what::WhoGetsWhat;
use crate::features::wizard::CreateProfile;
use crate::markup::view;
use crate::paths::Address;

/// A screen that belongs to a part. Another step or another profile is the same screen, which then only changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// What needs attention.
    Overview,
    /// The enrollment profiles in their order.
    List,
    /// Create profile.
    Wizard,
    /// One profile.
    Profile,
    /// The enrollment restrictions.
    Restrictions,
    /// Which profile applies to a person, and why.
    WhoGetsWhat,
    /// The versions of one profile, or of all and their order.
    History,
    /// Who changed what.
    AuditLog,
    /// People and groups.
    Directory,
    /// The settings.
    Settings,
}

impl Screen {
    /// The screen at an address; `None` where there is none.
    pub const fn of(address: &Address) -> Option<Self> {
        Some(match address {
            Address::Overview => Self::Overview,
            Address::EnrollmentTypes => Self::List,
            Address::CreateProfile(_) => Self::Wizard,
            Address::Profile(_) | Address::EditProfile(..) => Self::Profile,
            Address::Restrictions => Self::Restrictions,
            Address::WhoGetsWhat => Self::WhoGetsWhat,
            Address::History(_) => Self::History,
            Address::AuditLog => Self::AuditLog,
            Address::Directory(_) => Self::Directory,
            Address::Settings(_) => Self::Settings,
            Address::Start | Address::Invitation | Address::Nowhere => return None,
        })
    }

    /// The part that has it, as `public/embed.js` calls it.
    pub const fn part(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Wizard | Self::Profile => "profile",
            Self::WhoGetsWhat | Self::History | Self::AuditLog => "insight",
            Self::Overview | Self::Restrictions | Self::Directory | Self::Settings => "management",
        }
    }
}

/// The screens of a part: the view of one, or `None` for a screen of another part. Named by the program of the part alone,
/// so that the linker leaves the other screens out.
pub type Screens = fn(Screen) -> Option<AnyView>;

/// The enrollment profiles in their order.
pub fn list(screen: Screen) -> Option<AnyView> {
    (screen == Screen::List).then(|| view! { <ProfileList/> }.into_any())
}

/// One profile: to create, to read, to change.
pub fn profile(screen: Screen) -> Option<AnyView> {
    Some(match screen {
        Screen::Wizard => view! { <CreateProfile/> }.into_any(),
        Screen::Profile => view! { <ProfilePage/> }.into_any(),
        _ => return None,
    })
}

/// Why something is as it is.
pub fn insight(screen: Screen) -> Option<AnyView> {
    Some(match screen {
        Screen::WhoGetsWhat => view! { <WhoGetsWhat/> }.into_any(),
        Screen::History => view! { <HistoryPage/> }.into_any(),
        Screen::AuditLog => view! { <AuditLog/> }.into_any(),
        _ => return None,
    })
}

/// The rest of the portal.
pub fn management(screen: Screen) -> Option<AnyView> {
    Some(match screen {
        Screen::Overview => view! { <Overview/> }.into_any(),
        Screen::Restrictions => view! { <Restrictions/> }.into_any(),
        Screen::Directory => view! { <DirectoryPage/> }.into_any(),
        Screen::Settings => view! { <SettingsPage/> }.into_any(),
        _ => return None,
    })
}

/// Every screen in one program.
pub fn all(screen: Screen) -> Option<AnyView> {
    list(screen).or_else(|| profile(screen)).or_else(|| insight(screen)).or_else(|| management(screen))
}
