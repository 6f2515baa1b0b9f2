//! Everything that can go wrong with a request, apart by what the person can do about it.

use std::time::Duration;

use enrollment::error::FieldError;
use enrollment::graph::ErrorEnvelope;

use super::retry::retry_after;
use super::transport::{NetError, Response};

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The server cannot be reached.
    Offline,
    /// The server did not answer in time.
    Timeout,
    /// Nobody waits for the answer anymore; never shown.
    Cancelled,
    /// The session is over: sign in again.
    SignedOut,
    /// Not allowed for this administrator.
    Forbidden(Refusal),
    /// It does not exist, or not anymore.
    NotFound(Refusal),
    /// It conflicts with what is there, such as a name that is taken.
    Conflict(Refusal),
    /// Somebody changed it since it was read.
    Stale(Refusal),
    /// What was sent is wrong; the details name the places.
    Invalid(Refusal),
    /// Too many requests, or the server is away: later.
    Later(Refusal, Option<Duration>),
    /// Anything else that the server said no to.
    Failed(Refusal),
    /// The answer is not what the contract says.
    Unreadable,
}

/// What a server's "no" says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The mistakes, with stable codes and JSON pointers into what was sent.
    pub details: Vec<FieldError>,
    /// The id under which the server's log knows the request.
    pub request_id: Option<String>,
}

impl ApiError {
    /// Reads an answer whose status is not a success.
    pub fn of(response: &Response) -> Self {
        let envelope = ErrorEnvelope::read(&response.json());
        let request_id = envelope.request_id.or_else(|| response.header("request-id").map(str::to_owned));
        let refusal = Refusal { details: envelope.details, request_id };
        match response.status {
            401 if refusal.details.iter().any(|detail| detail.code == enrollment::error::Code::SignInFailed) => Self::Invalid(refusal),
            401 => Self::SignedOut,
            400 | 413 | 415 | 422 => Self::Invalid(refusal),
            403 => Self::Forbidden(refusal),
            404 => Self::NotFound(refusal),
            409 => Self::Conflict(refusal),
            412 | 428 => Self::Stale(refusal),
            429 | 502..=504 => Self::Later(refusal, retry_after(response)),
            _ => Self::Failed(refusal),
        }
    }

    /// The refusal of the server, where there was one.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Forbidden(refusal)
            | Self::NotFound(refusal)
            | Self::Conflict(refusal)
            | Self::Stale(refusal)
            | Self::Invalid(refusal)
            | Self::Later(refusal, _)
            | Self::Failed(refusal) => Some(refusal),
            Self::Offline | Self::Timeout | Self::Cancelled | Self::SignedOut | Self::Unreadable => None,
        }
    }

    /// The mistakes that the server named; empty when it named none.
    pub fn details(&self) -> &[FieldError] {
        self.refusal().map_or(&[], |refusal| &refusal.details)
    }

    /// The id to give to whoever runs the server.
    pub fn request_id(&self) -> Option<String> {
        self.refusal().and_then(|refusal| refusal.request_id.clone())
    }
}

impl From<NetError> for ApiError {
    fn from(error: NetError) -> Self {
        match error {
            NetError::Unreachable => Self::Offline,
            NetError::Timeout => Self::Timeout,
            NetError::Aborted => Self::Cancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use enrollment::error::Code;

    use super::*;

    fn response(status: u16, body: &str) -> Response {
        Response { status, headers: vec![("request-id".to_owned(), "r1".to_owned())], body: body.to_owned() }
    }

    #[test]
    fn the_details_of_a_refusal_keep_code_and_place() {
        let body = r#"{"error":{"code":"BadRequest","message":"m","innerError":{"request-id":"r2"},
            "details":[{"code":"name_required","target":"/displayName","message":"m"}]}}"#;
        let error = ApiError::of(&response(400, body));
        assert_eq!(error.details()[0].code, Code::NameRequired);
        assert_eq!(error.details()[0].pointer, "/displayName");
        assert_eq!(error.request_id().as_deref(), Some("r2"));
    }

    #[test]
    fn an_answer_without_an_envelope_still_names_the_request() {
        let error = ApiError::of(&response(500, "<html>"));
        assert!(matches!(error, ApiError::Failed(_)));
        assert_eq!(error.request_id().as_deref(), Some("r1"));
    }

    #[test]
    fn a_failed_sign_in_is_a_mistake_and_not_the_end_of_a_session() {
        let body = r#"{"error":{"code":"InvalidAuthenticationToken","message":"m","details":[{"code":"sign_in_failed"}]}}"#;
        assert!(matches!(ApiError::of(&response(401, body)), ApiError::Invalid(_)));
        assert_eq!(ApiError::of(&response(401, "")), ApiError::SignedOut);
    }
}
