//! What the server offers beyond Graph, asked once for everything around the screens.

use leptos::prelude::*;

use crate::backend::{use_backend, use_query};

/// What the server offers. Get it with [`use_offers`].
#[derive(Clone, Copy)]
pub struct Offers {
    who_gets_what: Memo<bool>,
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
        let who_gets_what =
            Memo::new(move |_| features.state.with(|state| state.latest().is_none_or(|features| features.has("whoGetsWhat"))));
        let offers = Self { who_gets_what };
        provide_context(offers);
        offers
    }

    /// Whether the server tells who gets what, tracked.
    pub fn who_gets_what(self) -> bool {
        self.who_gets_what.get()
    }
}

/// What the server offers.
///
/// # Panics
/// When the view is mounted outside of the shell.
pub fn use_offers() -> Offers {
    expect_context()
}
