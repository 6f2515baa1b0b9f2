//! [`Transport`] that replays recorded answers, so that tests of views need no server and re-implement none.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use serde::Deserialize;
use serde_json::Value;

use super::transport::{NetError, Request, Response, Transport};
use crate::dom::timer::sleep;

/// One recorded exchange, as the files under `tests/web/recorded` hold it.
#[derive(Clone, Debug, Deserialize)]
pub struct Recorded {
    /// The method of the request.
    pub method: String,
    /// The path of the request with its query, as it was sent.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
    /// Headers of the answer, names in lower case.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// The JSON body of the answer; null when it had none.
    #[serde(default)]
    pub body: Value,
}

impl Recorded {
    fn answer(&self) -> Response {
        let body = if self.body.is_null() { String::new() } else { self.body.to_string() };
        Response { status: self.status, headers: self.headers.clone(), body }
    }

    fn answers(&self, request: &Request) -> bool {
        self.method == request.method.as_str() && same_path(&self.path, &request.path)
    }
}

#[derive(Default)]
struct Script {
    exchanges: Vec<Recorded>,
    requests: Vec<Request>,
    delay: Duration,
    aborted: usize,
}

/// Answers each request with the first exchange that was recorded for it; the last one for a path stays.
#[derive(Clone, Default)]
pub struct Scripted(Rc<RefCell<Script>>);

impl Scripted {
    /// Replays `exchanges`, a JSON array of [`Recorded`].
    ///
    /// # Panics
    /// When the recording is not readable: the test that uses it is broken.
    pub fn replay(exchanges: &str) -> Self {
        let scripted = Self::default();
        scripted.0.borrow_mut().exchanges = serde_json::from_str(exchanges).expect("a recording is a JSON array");
        scripted
    }

    /// Adds one answer, in front of those that are there for the same request.
    pub fn answer(&self, method: &str, path: &str, status: u16, body: Value) {
        let exchange = Recorded { method: method.to_owned(), path: path.to_owned(), status, headers: Vec::new(), body };
        self.0.borrow_mut().exchanges.insert(0, exchange);
    }

    /// Makes every answer take this long.
    pub fn delay(&self, delay: Duration) {
        self.0.borrow_mut().delay = delay;
    }

    /// The requests that were sent, in order.
    pub fn requests(&self) -> Vec<Request> {
        self.0.borrow().requests.clone()
    }

    /// How many requests were given up before their answer.
    pub fn aborted(&self) -> usize {
        self.0.borrow().aborted
    }

    fn take(&self, request: &Request) -> Option<Response> {
        let script = &mut *self.0.borrow_mut();
        let at = script.exchanges.iter().position(|exchange| exchange.answers(request))?;
        let more = script.exchanges[at + 1..].iter().any(|exchange| exchange.answers(request));
        let answer = script.exchanges[at].answer();
        if more {
            script.exchanges.remove(at);
        }
        Some(answer)
    }
}

/// Counts a request as aborted when it is dropped before its answer.
struct Pending {
    script: Rc<RefCell<Script>>,
    answered: bool,
}

impl Pending {
    fn answered(mut self) {
        self.answered = true;
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.answered {
            self.script.borrow_mut().aborted += 1;
        }
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, NetError>> {
        let scripted = self.clone();
        let delay = scripted.0.borrow().delay;
        scripted.0.borrow_mut().requests.push(request.clone());
        let pending = Pending { script: Rc::clone(&scripted.0), answered: false };
        async move {
            sleep(delay).await;
            pending.answered();
            scripted.take(&request).ok_or(NetError::Unreachable)
        }
        .boxed_local()
    }
}

/// Whether two paths name the same thing: equal, or with their query in another order or encoding.
fn same_path(one: &str, other: &str) -> bool {
    fn parts(path: &str) -> (String, Vec<String>) {
        let plain = js_sys::decode_uri_component(path).map_or_else(|_| path.to_owned(), String::from);
        let (path, query) = plain.split_once('?').unwrap_or((&plain, ""));
        let mut query: Vec<String> = query.split('&').map(str::to_owned).collect();
        query.sort();
        (path.to_owned(), query)
    }
    one == other || parts(one) == parts(other)
}
