//! How a request reaches a server: one object-safe trait, so that retrying, sign-in and tests can wrap or replace it.

use std::time::Duration;

use futures::future::LocalBoxFuture;
use serde_json::Value;

/// How long a server may take to answer most requests.
const PATIENCE: Duration = Duration::from_secs(15);

/// The methods that the contract uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, or runs an action.
    Post,
    /// Changes a part.
    Patch,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path with its query, from the root of the origin.
    pub path: String,
    /// Headers beyond `Accept` and `Content-Type`.
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body.
    pub body: Option<Value>,
    /// How long the server may take to answer.
    pub patience: Duration,
}

impl Request {
    /// A request without headers or body.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: None, patience: PATIENCE }
    }

    /// The same request with one more header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same request with a JSON body.
    #[must_use]
    pub fn json(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// The same request, which may take this long.
    #[must_use]
    pub const fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Whether sending it twice does no more than sending it once.
    pub fn is_repeatable(&self) -> bool {
        match self.method {
            Method::Get | Method::Put | Method::Delete => true,
            Method::Post => self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("idempotency-key")),
            Method::Patch => false,
        }
    }
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Response {
    /// The value of a header; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON, or null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// Why there was no answer at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The browser could not reach the server.
    Unreachable,
    /// The server did not answer in time.
    Timeout,
    /// Nobody waits for the answer anymore.
    Aborted,
}

/// Sends requests. Dropping the future aborts the request.
pub trait Transport {
    /// Sends `request` and resolves to the answer, whatever its status.
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, NetError>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_requests_that_do_no_more_when_sent_twice_are_repeatable() {
        assert!(Request::new(Method::Get, "/").is_repeatable());
        assert!(Request::new(Method::Put, "/").is_repeatable());
        assert!(Request::new(Method::Delete, "/").is_repeatable());
        assert!(!Request::new(Method::Patch, "/").is_repeatable());
        assert!(!Request::new(Method::Post, "/").is_repeatable());
        assert!(Request::new(Method::Post, "/").header("Idempotency-Key", "k").is_repeatable());
    }
}
