//! Every error answer: Graph's envelope around our own details (CONTRACT.md, "Errors"). One place decides status and words.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use enrollment::error::{Code, Errors, FieldError};
use enrollment::graph::write_date_time;
use http::header::{ALLOW, ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use pomona_store::{ChangedBy, StoreError, WriteRefused};
use serde_json::{Value, json};

use crate::message::message;
use crate::request::RequestContext;

/// How long a client waits before it tries again what the database could not do, in seconds.
const RETRY_SECONDS: u64 = 2;

/// Why a request is not answered as it was meant. Behind a pointer, because nearly every function may answer one.
#[derive(Debug, Clone)]
pub struct ApiError(Box<Answer>);

#[derive(Debug, Clone)]
struct Answer {
    status: StatusCode,
    word: &'static str,
    message: Option<&'static str>,
    details: Vec<FieldError>,
    headers: HeaderMap,
}

/// The answer of everything that can fail.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// An error of this code about the whole request.
    pub fn new(code: Code) -> Self {
        FieldError::new(code, "").into()
    }

    /// A query option that is unknown, malformed or not supported here.
    pub fn query_option(option: &str) -> Self {
        FieldError::new(Code::BadQueryOption, "").with("option", option).into()
    }

    /// The path exists, but not for this method.
    pub fn method_not_allowed(allowed: &[Method]) -> Self {
        let allowed = method_list(allowed);
        let mut error = Self::from(FieldError::new(Code::MethodNotAllowed, "").with("allowed", &allowed));
        error.set_header(ALLOW, &allowed);
        error
    }

    /// Too much of something; the client may try again after this many seconds.
    pub fn too_many(seconds: u64) -> Self {
        let mut error = Self::from(FieldError::new(Code::TooManyRequests, "").with("seconds", seconds));
        error.set_header(RETRY_AFTER, &seconds.to_string());
        error
    }

    /// Somebody changed it since it was read; `etag` is the current one.
    pub fn stale(changed: &ChangedBy, etag: &str) -> Self {
        let detail = FieldError::new(Code::StaleVersion, "")
            .with("changedBy", &changed.who)
            .with("changedDateTime", write_date_time(changed.at))
            .with("currentVersion", changed.current_version);
        let mut error = Self::from(detail);
        error.set_header(ETAG, etag);
        error
    }

    /// The same error with Graph's own word and message in place of ours, where clients know Graph's.
    #[must_use]
    pub fn in_graphs_words(mut self, word: &'static str, message: &'static str) -> Self {
        self.0.word = word;
        self.0.message = Some(message);
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The headers that belong to it.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The body.
    pub fn envelope(&self, context: &RequestContext) -> Value {
        let answer = &self.0;
        let first = answer.details.first().map(message);
        let details: Vec<Value> = answer.details.iter().map(detail).collect();
        let date = write_date_time(context.received);
        json!({"error": {
            "code": answer.word,
            "message": answer.message.map(str::to_owned).or(first),
            "details": details,
            "innerError": {
                // Graph writes this one date without a zone (GRAPH.md 1.5).
                "date": date.get(..19),
                "request-id": context.request_id,
                "client-request-id": context.client_request_id,
            },
        }})
    }

    fn set_header(&mut self, name: http::HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.0.headers.insert(name, value);
        }
    }
}

fn detail(error: &FieldError) -> Value {
    json!({
        "code": error.code.as_str(),
        "target": error.pointer,
        "message": message(error),
        "@pomona.parameters": error.parameters,
    })
}

/// Methods as the header `Allow` lists them.
pub fn method_list(methods: &[Method]) -> String {
    methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ")
}

/// The status and Graph's word for a mistake (the table of CONTRACT.md).
fn status_and_word(code: Code) -> (StatusCode, &'static str) {
    match code {
        Code::NotSignedIn | Code::SignInFailed => (StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken"),
        Code::WriteNotAllowed | Code::CrossOrigin | Code::SessionRequired => (StatusCode::FORBIDDEN, "Forbidden"),
        Code::NotFound => (StatusCode::NOT_FOUND, "ResourceNotFound"),
        Code::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
        Code::NameTaken | Code::IdempotencyKeyRunning | Code::LastAdministrator => (StatusCode::CONFLICT, "Conflict"),
        Code::StaleVersion => (StatusCode::PRECONDITION_FAILED, "PreconditionFailed"),
        Code::BodyTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge"),
        Code::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType"),
        Code::IdempotencyKeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "UnprocessableEntity"),
        Code::DependencyFailed => (StatusCode::FAILED_DEPENDENCY, "FailedDependency"),
        Code::VersionRequired => (StatusCode::PRECONDITION_REQUIRED, "PreconditionRequired"),
        Code::TooManyRequests => (StatusCode::TOO_MANY_REQUESTS, "TooManyRequests"),
        Code::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "ServiceUnavailable"),
        Code::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "UnknownError"),
        _ => (StatusCode::BAD_REQUEST, "BadRequest"),
    }
}

impl From<FieldError> for ApiError {
    fn from(error: FieldError) -> Self {
        Errors::from(error).into()
    }
}

impl From<Errors> for ApiError {
    fn from(errors: Errors) -> Self {
        let (status, word) = status_and_word(errors.0.first().map_or(Code::Internal, |error| error.code));
        let mut error = Self(Box::new(Answer { status, word, message: None, details: errors.0, headers: HeaderMap::new() }));
        if status == StatusCode::UNAUTHORIZED {
            error.set_header(WWW_AUTHENTICATE, "Bearer realm=\"pomona\"");
        }
        error
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(reason) => {
                tracing::error!(reason, "the database is not available");
                let mut error = Self::new(Code::Unavailable);
                error.set_header(RETRY_AFTER, &RETRY_SECONDS.to_string());
                error
            }
            StoreError::Corrupt(reason) => {
                tracing::error!(reason, "the database holds something that cannot be read");
                Self::new(Code::Internal)
            }
        }
    }
}

/// A refused write; `etag` writes the version that would have been right.
pub fn refused(refused: WriteRefused, etag: fn(u64) -> String) -> ApiError {
    match refused {
        WriteRefused::NotFound => ApiError::new(Code::NotFound),
        WriteRefused::Stale(changed) => ApiError::stale(&changed, &etag(changed.current_version)),
        WriteRefused::NameTaken { id, name } => FieldError::new(Code::NameTaken, "/displayName").with("name", name).with("id", id).into(),
        WriteRefused::Invalid(errors) => errors.into(),
    }
}

impl IntoResponse for ApiError {
    /// The body needs the ids of the request, which only the frame around all requests knows: it takes the error from here.
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_expected_codes_have_a_status_of_their_own() {
        let other = Code::ALL.iter().filter(|code| status_and_word(**code).0 != StatusCode::BAD_REQUEST).count();
        assert_eq!(other, 19);
    }

    #[test]
    fn every_code_has_a_sentence() {
        for code in Code::ALL {
            let text = message(&FieldError::new(*code, ""));
            assert!(text.ends_with('.') && text.len() > 10, "{code:?}: {text}");
        }
    }
}
