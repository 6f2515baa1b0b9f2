//! The server, as the app sees it: typed questions, typed answers, and one sentence for everything that goes wrong.
//!
//! [`Transport`] moves requests; [`fetch`] does it in a browser, [`retry`] repeats what may be repeated, [`scripted`]
//! replays recorded answers. [`Graph`] (with more of it in [`directory`] and [`administration`]) and [`Session`] ask
//! the questions. Views read through [`query`] and write through [`mod@write`].

pub mod administration;
pub mod changes;
pub mod connection;
pub mod directory;
pub mod directory_import;
pub mod error;
pub mod fetch;
pub mod graph;
pub mod query;
pub mod retry;
pub mod scripted;
pub mod sentences;
pub mod session;
pub mod transport;
pub mod write;

pub use changes::{Changes, NoticeChanges, use_changes};
pub use error::ApiError;
pub use graph::Graph;
pub use query::{Query, Remote, use_debounced_query, use_query};
pub use session::Session;
pub use transport::{Method, NetError, Request, Response, Transport};
pub use write::{Write, use_write};

use std::rc::Rc;

use leptos::prelude::*;

/// The server behind this portal; `Copy`, so that every closure can hold it.
#[derive(Clone, Copy)]
pub struct Backend(StoredValue<Inner, LocalStorage>);

#[derive(Clone)]
struct Inner {
    transport: Rc<dyn Transport>,
    base: Rc<str>,
}

impl Backend {
    /// Provides the server whose URLs start with `base` (no slash at the end) to everything below.
    pub fn provide(transport: Rc<dyn Transport>, base: &str) -> Self {
        let backend = Self(StoredValue::new_local(Inner { transport, base: base.into() }));
        provide_context(backend);
        backend
    }

    /// The Graph API of this server.
    pub fn graph(self) -> Graph {
        let Inner { transport, base } = self.0.get_value();
        Graph::new(transport, &base)
    }

    /// Signing in and out of this server.
    pub fn session(self) -> Session {
        let Inner { transport, base } = self.0.get_value();
        Session::new(transport, &base)
    }
}

/// The server behind this portal.
///
/// # Panics
/// When the view is mounted outside a portal and outside a test stage.
pub fn use_backend() -> Backend {
    expect_context()
}
