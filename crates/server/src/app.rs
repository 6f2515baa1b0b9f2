//! What every request can reach, and the map of addresses.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};
use pomona_store::{Author, Scope, Store, StoreError};

use crate::assets::Assets;
use crate::graph::{self, LargeBodies, group_facts::GroupFacts, profile_list_cache::ProfileListCache};
use crate::request::frame;
use crate::session::invitation::{self, invite};
use crate::session::password::Passwords;
use crate::session::slow_down::SlowDown;
use crate::settings::Settings;
use crate::world::World;
use crate::{assets, health, openapi, session};

/// What every request can reach.
pub struct App {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// Time and randomness.
    pub world: Arc<dyn World>,
    /// Where the server lives and who may call it.
    pub settings: Settings,
    pub(crate) assets: Assets,
    pub(crate) passwords: Passwords,
    pub(crate) slow_down: SlowDown,
    pub(crate) profile_lists: ProfileListCache,
    pub(crate) group_facts: GroupFacts,
    pub(crate) large_bodies: LargeBodies,
}

impl App {
    /// A server on this store.
    pub fn new(store: Arc<dyn Store>, world: Arc<dyn World>, settings: Settings) -> Arc<Self> {
        Arc::new(Self {
            assets: Assets::new(&settings.base_path),
            passwords: Passwords::new(),
            slow_down: SlowDown::default(),
            profile_lists: ProfileListCache::default(),
            group_facts: GroupFacts::default(),
            large_bodies: LargeBodies::default(),
            store,
            world,
            settings,
        })
    }

    /// Makes an invitation and answers its token, which stands nowhere else.
    pub async fn invite(&self, scope: Scope) -> Result<String, StoreError> {
        Ok(invite(self.store.as_ref(), self.world.as_ref(), &Author::system(), scope, invitation::PRINTED).await?.secret)
    }

    /// Every address, inside the frame that gives ids, headers and a line in the log.
    pub fn router(self: &Arc<Self>) -> Router {
        let inside = Router::new()
            .route("/graph/beta/{*path}", any(graph::handle))
            .route("/graph/{*path}", any(health::nothing_here))
            .route("/session", any(session::handle))
            .route("/session/invitation", any(session::handle_invitation))
            .route("/session/administrator", any(session::handle_administrator))
            .route("/session/password", any(session::handle_password))
            .route("/healthz", get(health::healthz))
            .route("/readyz", get(health::readyz))
            .route("/openapi.json", get(openapi::handle))
            .method_not_allowed_fallback(health::only_reading)
            .fallback(assets::handle);
        let base_path = self.settings.base_path.as_str();
        let router = if base_path.is_empty() {
            inside
        } else {
            // Nesting leaves out the base path with a slash at its end, which is what people type.
            let home = format!("{base_path}/");
            Router::new().nest(base_path, inside).route(&home, any(assets::handle_home)).fallback(health::nothing_here)
        };
        router.layer(from_fn_with_state(Arc::clone(self), frame)).with_state(Arc::clone(self))
    }
}
