//! Every URL of the app is a function here, with the base path of this portal in front.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

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

    /// Where an invitation is accepted.
    pub fn invitation(self) -> String {
        self.below("/invitation")
    }

    /// The list of enrollment types, where the app starts.
    pub fn enrollment_types(self) -> String {
        self.below("/enrollment-types")
    }

    /// A step of the wizard.
    pub fn create_profile(self, step: WizardStep) -> String {
        self.below(&format!("/enrollment-types/new/{}", step.segment()))
    }

    /// The page of one profile.
    pub fn profile(self, id: &str) -> String {
        let id = js_sys::encode_uri_component(id);
        self.below(&format!("/enrollment-types/{}", String::from(id)))
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

/// Goes to a URL of [`Paths`] without loading the page.
#[derive(Clone, Copy)]
pub struct Go(StoredValue<Box<dyn Fn(&str, bool)>, LocalStorage>);

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
    use super::WizardStep;

    #[test]
    fn a_step_is_found_by_its_segment() {
        for step in WizardStep::ALL {
            assert_eq!(WizardStep::parse(step.segment()), Some(step));
        }
        assert_eq!(WizardStep::parse("Basics"), None);
    }
}
