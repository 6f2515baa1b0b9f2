//! `/openapi.json`: the contract as an OpenAPI 3.1 document.

use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;

/// The document.
#[derive(OpenApi)]
#[openapi(info(title = "Pomona"))]
pub struct Contract;

/// `GET /openapi.json`
pub async fn handle() -> Response {
    axum::Json(Contract::openapi()).into_response()
}
