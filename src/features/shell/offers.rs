//! What the server offers beyond Graph, asked once for everything around the screens.

use leptos::prelude::*;

use crate::backend::{use_backend, use_query};

/// What the server offers. Get it with [`use_offers`].
#[derive(Clone, Copy)]
pub struct Offers {
    who_gets_what: Memo<bool>,
    versions: Memo<bool>,
    audit_verification: Memo<bool>,
}

impl Offers {
    /// Asks, and provides the answer to everything below.
    pub fn provide() -> Self {
        let backend = use_backend();
        let features = use_query(
            || Some(()),
            move |()| {
                let graph = backend.graph();
                async move { graph.features().await }
            },
        );
        // Until the server has answered it is taken for ours, so that nothing moves then.
        let has = move |feature: &'static str| {
            Memo::new(move |_| features.state.with(|state| state.latest().is_none_or(|features| features.has(feature))))
        };
        let offers = Self { who_gets_what: has("whoGetsWhat"), versions: has("versions"), audit_verification: has("auditVerification") };
        provide_context(offers);
        offers
    }

    /// Whether the server tells who gets what, tracked.
    pub fn who_gets_what(self) -> bool {
        self.who_gets_what.get()
    }

    /// Whether the server keeps versions of the profiles, tracked.
    pub fn versions(self) -> bool {
        self.versions.get()
    }

    /// Whether the server can verify its audit log, tracked.
    pub fn audit_verification(self) -> bool {
        self.audit_verification.get()
    }
}

/// What the server offers.
///
/// # Panics
/// When the view is mounted outside of the shell.
pub fn use_offers() -> Offers {
    expect_context()
}
