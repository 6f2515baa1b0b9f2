//! What the contract answers when all went well, before it becomes HTTP or an item of a batch.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::graph::Call;
use crate::request::JSON;

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub content: Content,
}

/// Its body.
#[derive(Debug)]
pub enum Content {
    None,
    Json(Value),
    /// JSON that was serialized before.
    Written(Bytes),
    /// A bare number, for `/$count`.
    Text(String),
    /// What goes out while it is made, with its media type.
    Streamed(&'static str, Body),
}

impl Reply {
    fn new(status: StatusCode, content: Content) -> Self {
        Self { status, headers: HeaderMap::new(), content }
    }

    /// 200 with JSON.
    pub fn json(value: Value) -> Self {
        Self::new(StatusCode::OK, Content::Json(value))
    }

    /// 200 with JSON that was serialized before.
    pub fn written(bytes: Bytes) -> Self {
        Self::new(StatusCode::OK, Content::Written(bytes))
    }

    /// 200 with a number as text.
    pub fn count(number: usize) -> Self {
        Self::new(StatusCode::OK, Content::Text(number.to_string()))
    }

    /// 200 with what goes out while it is made.
    pub fn streamed(media_type: &'static str, body: Body) -> Self {
        Self::new(StatusCode::OK, Content::Streamed(media_type, body))
    }

    /// 200 with a table to be saved under this name.
    pub fn csv(body: Body, file: &str) -> Self {
        let reply = Self::streamed("text/csv; charset=utf-8", body);
        reply.with_header(CONTENT_DISPOSITION, &format!("attachment; filename=\"{file}\""))
    }

    /// 200 with an entity below its `@odata.context`.
    pub fn entity(call: &Call<'_>, of: &str, entity: Value) -> Self {
        Self::json(with_context(&call.metadata(&format!("{of}/$entity")), entity))
    }

    /// 204.
    pub fn nothing() -> Self {
        Self::new(StatusCode::NO_CONTENT, Content::None)
    }

    /// The same with another status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// Without its body, where the client said `Prefer: return=minimal`.
    #[must_use]
    pub fn minimal_if_preferred(self, call: &Call<'_>) -> Self {
        let prefers =
            call.header("prefer").is_some_and(|value| value.split(',').any(|part| part.trim().eq_ignore_ascii_case("return=minimal")));
        if !prefers {
            return self;
        }
        let status = StatusCode::NO_CONTENT;
        Self { status, headers: self.headers, content: Content::None }
            .with_header(HeaderName::from_static("preference-applied"), "return=minimal")
    }
}

/// An object with `@odata.context` as its first property.
pub fn with_context(context: &str, mut entity: Value) -> Value {
    if let Some(object) = entity.as_object_mut() {
        object.insert("@odata.context".to_owned(), json!(context));
    }
    entity
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let (media_type, body) = match self.content {
            Content::None => (None, Bytes::new()),
            Content::Json(value) => (Some(JSON), value.to_string().into()),
            Content::Written(bytes) => (Some(JSON), bytes),
            Content::Text(text) => (Some("text/plain; charset=utf-8"), text.into()),
            Content::Streamed(media_type, body) => return answered(self.status, self.headers, Some((media_type, None)), body),
        };
        let length = body.len();
        answered(self.status, self.headers, media_type.map(|media_type| (media_type, Some(length))), body.into())
    }
}

/// A response; with a body, its media type and its length where that is known.
fn answered(status: StatusCode, headers: HeaderMap, described: Option<(&'static str, Option<usize>)>, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    if let Some((media_type, length)) = described {
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        headers.insert("odata-version", HeaderValue::from_static("4.0"));
        if let Some(length) = length {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
    }
    response
}
