//! The frame around every request: its ids, the security headers, one line in the log, and an answer even when code panics.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use enrollment::error::Code;
use futures::FutureExt;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use time::OffsetDateTime;

use crate::app::App;
use crate::error::ApiError;
use crate::security_headers;

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const LONGEST_CLIENT_ID: usize = 64;

/// `Content-Type` of JSON answers (GRAPH.md 1.3).
pub const JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/// What is known about a request before anybody looks at what it asks for.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// Ours, unique.
    pub request_id: String,
    /// The client's, or ours where it sent none.
    pub client_request_id: String,
    /// When it came.
    pub received: OffsetDateTime,
    /// `https://host/base/path` as this client reaches us.
    pub base_url: String,
}

impl RequestContext {
    fn new(app: &App, headers: &HeaderMap) -> Self {
        let request_id = app.world.new_id().to_string();
        let sent = headers.get(&CLIENT_REQUEST_ID).and_then(|id| id.to_str().ok());
        let sent = sent.filter(|id| (1..=LONGEST_CLIENT_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic()));
        Self {
            client_request_id: sent.unwrap_or(&request_id).to_owned(),
            request_id,
            received: app.world.now(),
            base_url: format!("{}{}", app.settings.origin(headers), app.settings.base_path.as_str()),
        }
    }

    /// The root of the Graph contract.
    pub fn graph_url(&self) -> String {
        format!("{}/graph/beta", self.base_url)
    }
}

/// What the log calls a request: its route, never its path, which may hold the name of a person.
#[derive(Debug, Clone, Copy)]
pub struct RouteName(pub &'static str);

/// Runs a request inside the frame.
pub async fn frame(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let context = RequestContext::new(&app, request.headers());
    let method = request.method().clone();
    request.extensions_mut().insert(context.clone());
    let outcome = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = outcome.unwrap_or_else(|_| {
        tracing::error!(request_id = context.request_id, "a request made the server panic");
        ApiError::new(Code::Internal).into_response()
    });
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        write_error(&mut response, &error, &context, &method);
    }
    let headers = response.headers_mut();
    for (name, value) in [(REQUEST_ID, &context.request_id), (CLIENT_REQUEST_ID, &context.client_request_id)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    security_headers::add(headers, &app.settings);
    let route = response.extensions().get::<RouteName>().map_or("none", |name| name.0);
    tracing::info!(
        request_id = context.request_id,
        method = method.as_str(),
        route,
        status = response.status().as_u16(),
        bytes = response.body().size_hint().exact(),
        milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "request"
    );
    response
}

fn write_error(response: &mut Response, error: &ApiError, context: &RequestContext, method: &Method) {
    let body = error.envelope(context).to_string();
    let headers = response.headers_mut();
    headers.extend(error.headers().clone());
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    if method != Method::HEAD {
        *response.body_mut() = Body::from(body);
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use http::StatusCode;
    use pomona_store::SqliteStore;
    use tower::ServiceExt;

    use super::*;
    use crate::settings::{BasePath, Settings};
    use crate::world::RealWorld;

    async fn breaks() -> StatusCode {
        panic!("on purpose")
    }

    #[tokio::test]
    async fn a_panic_is_answered_as_an_error_with_the_ids_of_the_request() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let store = Arc::new(SqliteStore::open(folder.path()).await.expect("a new database can be opened"));
        let addr = ([127, 0, 0, 1], 8080).into();
        let settings = Settings { addr, base_path: BasePath::default(), public_url: None, allow_origin: None };
        let app = App::new(store, Arc::new(RealWorld), settings);
        let router: Router = Router::new().route("/", get(breaks)).layer(from_fn_with_state(app, frame));
        let response = router.oneshot(Request::new(Body::empty())).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let id = response.headers()["request-id"].clone();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(body["error"]["details"][0]["code"], "internal");
        assert_eq!(body["error"]["innerError"]["request-id"], id.to_str().expect("text"));
    }
}
