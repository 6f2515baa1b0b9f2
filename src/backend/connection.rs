//! Whether the server can be reached: noticed by requests that fail and by the browser, found out by asking the server for
//! its health, and asked again until it answers.

use std::rc::Rc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::transport::{Method, NetError, Request, Response, Transport};
use crate::dom::timer::sleep;

/// How long to wait before the server is asked again.
const PAUSE: Duration = Duration::from_secs(2);

/// The connection to the server of this portal.
#[derive(Clone, Copy)]
pub struct Connection {
    lost: RwSignal<bool>,
    returns: RwSignal<u32>,
    asking: StoredValue<bool>,
    ask: StoredValue<Ask, LocalStorage>,
}

/// Asks the server whether it is there.
type Ask = Rc<dyn Fn() -> LocalBoxFuture<'static, bool>>;

impl Connection {
    /// Provides the connection to everything below, and the [`Transport`] that watches over it around `inner`. `base` is the
    /// path of the server.
    pub fn provide(inner: Rc<dyn Transport>, base: &str) -> NoticeConnection {
        let health = format!("{base}/healthz");
        let ask: Ask = {
            let inner = Rc::clone(&inner);
            // Any answer is one: plain Graph has no such path, and a server that is not well is not away.
            Rc::new(move || inner.send(Request::new(Method::Get, health.clone())).map(|answer| answer.is_ok()).boxed_local())
        };
        let connection = Self {
            lost: RwSignal::new(false),
            returns: RwSignal::new(0),
            asking: StoredValue::new(false),
            ask: StoredValue::new_local(ask),
        };
        provide_context(connection);
        let offline = window_event_listener(ev::offline, move |_| connection.doubt());
        on_cleanup(move || offline.remove());
        NoticeConnection { inner, connection }
    }

    /// Whether the server cannot be reached, tracked.
    pub fn is_lost(self) -> bool {
        self.lost.get()
    }

    /// How often it was there again after it was away, tracked.
    pub fn returns(self) -> u32 {
        self.returns.get()
    }

    /// A request failed, or the browser says that it is offline: the server itself is asked, until it answers.
    fn doubt(self) {
        let Some(ask) = self.ask.try_get_value().filter(|_| self.asking.try_get_value() == Some(false)) else { return };
        self.asking.set_value(true);
        spawn_local(async move {
            while !ask().await {
                if self.lost.try_set(true).is_some() {
                    return;
                }
                sleep(PAUSE).await;
                // Another request may have been answered meanwhile; and the portal may be gone.
                if self.lost.try_get_untracked() != Some(true) {
                    break;
                }
            }
            self.asking.try_set_value(false);
            self.answered();
        });
    }

    fn answered(self) {
        if self.lost.try_get_untracked() == Some(true) {
            self.lost.set(false);
            self.returns.update(|returns| *returns = returns.wrapping_add(1));
        }
    }
}

/// The connection of this portal; `None` in a view that is shown alone.
pub fn use_connection() -> Option<Connection> {
    use_context()
}

/// [`Transport`] that notices when the server cannot be reached, and when it can again.
pub struct NoticeConnection {
    inner: Rc<dyn Transport>,
    connection: Connection,
}

impl Transport for NoticeConnection {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, NetError>> {
        let connection = self.connection;
        let answer = self.inner.send(request);
        async move {
            let answer = answer.await;
            match &answer {
                Ok(_) => connection.answered(),
                Err(NetError::Unreachable) => connection.doubt(),
                Err(NetError::Timeout | NetError::Aborted) => {}
            }
            answer
        }
        .boxed_local()
    }
}
