//! Every URL of the app is a function here, with the base path of this portal in front; [`Address`] is the way back.
//!
//! One enum instead of the router's own route definitions: it is tested natively, a screen gets its parameter as a
//! value of its type, and the wasm file is 30 kB smaller after brotli.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// The steps of the wizard, as its URLs name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WizardStep {
    /// Name and description.
    Basics,
    /// The enrollment type.
    Settings,
    /// Whom it reaches.
    Assignments,
    /// Everything once more, and create.
    Review,
}

impl WizardStep {
    /// The steps in order.
    pub const ALL: [Self; 4] = [Self::Basics, Self::Settings, Self::Assignments, Self::Review];

    /// The last segment of the step's URL.
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Basics => "basics",
            Self::Settings => "settings",
            Self::Assignments => "assignments",
            Self::Review => "review",
        }
    }

    /// The step that this segment names.
    pub fn parse(segment: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.segment() == segment)
    }
}

/// A place in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryPlace {
    /// Everybody.
    People,
    /// Every group.
    Groups,
    /// The person with this id.
    Person(String),
    /// The group with this id.
    Group(String),
    /// Where people and groups are taken in from CSV.
    Import,
}

/// A part of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsPart {
    /// The organization's name.
    Organization,
    /// Who may use the portal, and invitations.
    Administrators,
    /// Tokens for programs.
    Tokens,
    /// One's own password.
    Account,
}

impl SettingsPart {
    /// The parts in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Organization, Self::Administrators, Self::Tokens, Self::Account];

    /// The last segment of the part's URL.
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Administrators => "administrators",
            Self::Tokens => "tokens",
            Self::Account => "account",
        }
    }

    fn parse(segment: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.segment() == segment)
    }
}

/// What an address of this portal leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The portal itself, which leads on to the overview.
    Start,
    /// What needs attention, and what happened lately.
    Overview,
    /// Where an invitation is accepted.
    Invitation,
    /// The list of enrollment types.
    EnrollmentTypes,
    /// The wizard; without a step that exists, it chooses one.
    CreateProfile(Option<WizardStep>),
    /// The page of the profile with this id.
    Profile(String),
    /// A section of the profile with this id, to be changed.
    EditProfile(String, WizardStep),
    /// The versions of the profile with this id; without one, of all profiles and their order.
    History(Option<String>),
    /// The enrollment restrictions.
    Restrictions,
    /// Which profile applies to a person, and why.
    WhoGetsWhat,
    /// Who changed what.
    AuditLog,
    /// People and groups.
    Directory(DirectoryPlace),
    /// The settings.
    Settings(SettingsPart),
    /// Nothing.
    Nowhere,
}

impl Address {
    /// Reads a path below the base.
    pub fn parse(path: &str) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match segments[..] {
            // Signing in happens wherever somebody is, so its own address is no different from the start.
            [] | ["sign-in"] => Self::Start,
            ["invitation"] => Self::Invitation,
            ["enrollment-types"] => Self::EnrollmentTypes,
            ["enrollment-types", "new"] => Self::CreateProfile(None),
            ["enrollment-types", "new", step] => Self::CreateProfile(WizardStep::parse(step)),
            ["history"] => Self::History(None),
            ["enrollment-types", id, "history"] => Self::History(Some(decoded(id))),
            ["enrollment-types", id] => Self::Profile(decoded(id)),
            ["enrollment-types", id, "edit", part] => match WizardStep::parse(part) {
                Some(step) if step != WizardStep::Review => Self::EditProfile(decoded(id), step),
                _ => Self::Nowhere,
            },
            ["overview"] => Self::Overview,
            ["enrollment-restrictions"] => Self::Restrictions,
            ["who-gets-what"] => Self::WhoGetsWhat,
            ["audit-log"] => Self::AuditLog,
            ["directory"] | ["directory", "people"] => Self::Directory(DirectoryPlace::People),
            ["directory", "groups"] => Self::Directory(DirectoryPlace::Groups),
            ["directory", "import"] => Self::Directory(DirectoryPlace::Import),
            ["directory", "people", id] => Self::Directory(DirectoryPlace::Person(decoded(id))),
            ["directory", "groups", id] => Self::Directory(DirectoryPlace::Group(decoded(id))),
            ["settings"] => Self::Settings(SettingsPart::Organization),
            ["settings", part] => SettingsPart::parse(part).map_or(Self::Nowhere, Self::Settings),
            _ => Self::Nowhere,
        }
    }
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

fn decoded(segment: &str) -> String {
    if !segment.contains('%') {
        return segment.to_owned();
    }
    js_sys::decode_uri_component(segment).map_or_else(|_| segment.to_owned(), String::from)
}

/// The URLs of this portal; `Copy`, so that every closure can hold it.
#[derive(Clone, Copy)]
pub struct Paths(StoredValue<String>);

impl Paths {
    /// Provides the URLs of the portal below `base`: a path without a slash at the end, or empty.
    pub fn provide(base: &str) -> Self {
        let paths = Self(StoredValue::new(base.to_owned()));
        provide_context(paths);
        paths
    }

    /// The path that the whole portal lives below.
    pub fn base(self) -> String {
        self.0.get_value()
    }

    /// How the keys of everything begin that this portal keeps for the tab: what was typed and not saved.
    pub fn kept_in_tab(self) -> String {
        self.0.with_value(|base| format!("pomona:{base}:"))
    }

    /// The overview, where the app starts.
    pub fn overview(self) -> String {
        self.below("/overview")
    }

    /// The enrollment restrictions.
    pub fn restrictions(self) -> String {
        self.below("/enrollment-restrictions")
    }

    /// Who gets what, before anything is asked.
    pub fn who_gets_what(self) -> String {
        self.below("/who-gets-what")
    }

    /// Who gets what, asked about the person with this id.
    pub fn who_gets_what_about(self, person: &str) -> String {
        self.below(&format!("/who-gets-what?person={}", encoded(person)))
    }

    /// The versions of all profiles and their order.
    pub fn history(self) -> String {
        self.below("/history")
    }

    /// The versions of one profile, deleted or not.
    pub fn profile_history(self, id: &str) -> String {
        self.below(&format!("/enrollment-types/{}/history", encoded(id)))
    }

    /// The audit log.
    pub fn audit_log(self) -> String {
        self.below("/audit-log")
    }

    /// The whole directory: its people.
    pub fn directory(self) -> String {
        self.below("/directory")
    }

    /// A place in the directory.
    pub fn directory_place(self, place: &DirectoryPlace) -> String {
        match place {
            DirectoryPlace::People => self.below("/directory/people"),
            DirectoryPlace::Groups => self.below("/directory/groups"),
            DirectoryPlace::Import => self.below("/directory/import"),
            DirectoryPlace::Person(id) => self.below(&format!("/directory/people/{}", encoded(id))),
            DirectoryPlace::Group(id) => self.below(&format!("/directory/groups/{}", encoded(id))),
        }
    }

    /// All settings: the first part.
    pub fn settings(self) -> String {
        self.below("/settings")
    }

    /// A part of the settings.
    pub fn settings_part(self, part: SettingsPart) -> String {
        self.below(&format!("/settings/{}", part.segment()))
    }

    /// The list of enrollment types.
    pub fn enrollment_types(self) -> String {
        self.below("/enrollment-types")
    }

    /// A step of the wizard.
    pub fn create_profile(self, step: WizardStep) -> String {
        self.below(&format!("/enrollment-types/new/{}", step.segment()))
    }

    /// The page of one profile.
    pub fn profile(self, id: &str) -> String {
        self.below(&format!("/enrollment-types/{}", encoded(id)))
    }

    /// A section of one profile, to be changed.
    pub fn edit_profile(self, id: &str, section: WizardStep) -> String {
        self.below(&format!("/enrollment-types/{}/edit/{}", encoded(id), section.segment()))
    }

    fn below(self, path: &str) -> String {
        self.0.with_value(|base| format!("{base}{path}"))
    }
}

/// The URLs of this portal.
///
/// # Panics
/// When the view is mounted outside a portal and outside a test stage.
pub fn use_paths() -> Paths {
    expect_context()
}

/// What the address leads to now.
pub fn use_address() -> Memo<Address> {
    let paths = use_paths();
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| paths.0.with_value(|base| path.strip_prefix(base).map_or(Address::Nowhere, Address::parse))))
}

/// What `pick` takes from the address. It stays what it was when the address goes elsewhere, because a screen is
/// still there for a moment then, and must not take the new address for one of its own.
pub fn use_address_part<T>(pick: impl Fn(Address) -> Option<T> + Send + Sync + 'static) -> Memo<Option<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let address = use_address();
    Memo::new(move |last: Option<&Option<T>>| pick(address.get()).or_else(|| last.cloned().flatten()))
}

/// Goes to a URL of [`Paths`] without loading the page.
#[derive(Clone, Copy)]
pub struct Go(StoredValue<Goer, LocalStorage>);

/// Takes a path, and whether it replaces this entry of the history.
type Goer = Box<dyn Fn(&str, bool)>;

impl Go {
    /// Goes to `path`; Back returns here.
    pub fn to(self, path: &str) {
        self.0.try_with_value(|go| go(path, false));
    }

    /// Goes to `path` in place of this entry of the history.
    pub fn instead(self, path: &str) {
        self.0.try_with_value(|go| go(path, true));
    }
}

/// Goes to other screens. Only below the router.
pub fn use_go() -> Go {
    let navigate = use_navigate();
    let go = move |path: &str, replace: bool| {
        // The page around us owns the scroll position; after navigation the heading takes the focus instead.
        navigate(path, NavigateOptions { resolve: false, replace, scroll: false, ..NavigateOptions::default() });
    };
    Go(StoredValue::new_local(Box::new(go)))
}

#[cfg(test)]
mod tests {
    use super::{Address, DirectoryPlace, SettingsPart, WizardStep};

    #[test]
    fn a_step_is_found_by_its_segment() {
        for step in WizardStep::ALL {
            assert_eq!(WizardStep::parse(step.segment()), Some(step));
        }
        assert_eq!(WizardStep::parse("Basics"), None);
    }

    #[test]
    fn every_address_leads_to_its_place() {
        let addresses = [
            ("", Address::Start),
            ("/", Address::Start),
            ("/sign-in", Address::Start),
            ("/invitation", Address::Invitation),
            ("/enrollment-types", Address::EnrollmentTypes),
            ("/enrollment-types/", Address::EnrollmentTypes),
            ("/enrollment-types/new", Address::CreateProfile(None)),
            ("/enrollment-types/new/review", Address::CreateProfile(Some(WizardStep::Review))),
            ("/enrollment-types/new/unknown", Address::CreateProfile(None)),
            ("/enrollment-types/0d1f3a52", Address::Profile("0d1f3a52".to_owned())),
            ("/enrollment-types/0d1f3a52/history", Address::History(Some("0d1f3a52".to_owned()))),
            ("/history", Address::History(None)),
            ("/enrollment-types/0d1f3a52/more", Address::Nowhere),
            ("/enrollment-types/0d1f3a52/edit/settings", Address::EditProfile("0d1f3a52".to_owned(), WizardStep::Settings)),
            ("/enrollment-types/0d1f3a52/edit/review", Address::Nowhere),
            ("/overview", Address::Overview),
            ("/enrollment-restrictions", Address::Restrictions),
            ("/who-gets-what", Address::WhoGetsWhat),
            ("/audit-log", Address::AuditLog),
            ("/directory", Address::Directory(DirectoryPlace::People)),
            ("/directory/groups", Address::Directory(DirectoryPlace::Groups)),
            ("/directory/groups/0d1f3a52", Address::Directory(DirectoryPlace::Group("0d1f3a52".to_owned()))),
            ("/directory/import", Address::Directory(DirectoryPlace::Import)),
            ("/settings", Address::Settings(SettingsPart::Organization)),
            ("/settings/tokens", Address::Settings(SettingsPart::Tokens)),
            ("/settings/unknown", Address::Nowhere),
            ("/else", Address::Nowhere),
        ];
        for (path, address) in addresses {
            assert_eq!(Address::parse(path), address, "{path}");
        }
    }
}
