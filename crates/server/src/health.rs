//! Whether the server lives, whether it can work, and the answers of addresses that are not there.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use enrollment::error::Code;
use http::Method;
use serde_json::json;

use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::request::RouteName;

/// The process answers.
pub async fn healthz() -> Response {
    named("/healthz", Json(json!({"status": "ok"})))
}

/// The database answers too.
pub async fn readyz(State(app): State<Arc<App>>) -> ApiResult<Response> {
    app.store.ping().await?;
    Ok(named("/readyz", Json(json!({"status": "ready"}))))
}

/// There is nothing here.
pub async fn nothing_here() -> ApiError {
    ApiError::new(Code::NotFound)
}

/// The address can only be read.
pub async fn only_reading() -> ApiError {
    ApiError::method_not_allowed(&[Method::GET, Method::HEAD])
}

fn named(route: &'static str, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.extensions_mut().insert(RouteName(route));
    response
}
