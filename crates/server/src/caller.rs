//! Who sends a request: the one place that turns a cookie or a bearer token into a caller with rights.

use enrollment::error::Code;
use http::header::{AUTHORIZATION, ORIGIN, USER_AGENT};
use http::{HeaderMap, Method};
use pomona_store::{Author, AuthorKind, Credential, CredentialKind, Scope};
use sha2::{Digest, Sha256};
use time::Duration;

use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::request::RequestContext;
use crate::session::cookie;

/// A session that was not used for so long counts no more.
pub const IDLE: Duration = Duration::hours(2);
/// The last use is written at most so often.
const TOUCH_EVERY: Duration = Duration::minutes(1);
const LONGEST_CLIENT: usize = 200;

/// Who sends a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// What they showed.
    pub credential: Credential,
    /// As the change log names them.
    pub author: Author,
}

impl Caller {
    /// The caller of a request, or why nobody is believed.
    pub async fn of(app: &App, context: &RequestContext, method: &Method, headers: &HeaderMap) -> ApiResult<Self> {
        let (secret, kind) = match bearer(headers)? {
            Some(token) => (Some(token.to_owned()), CredentialKind::Token),
            None => (cookie::read(headers, &app.settings), CredentialKind::Session),
        };
        let secret = secret.ok_or_else(|| ApiError::new(Code::NotSignedIn))?;
        let found = app.store.find_credential(&hash(&secret), context.received).await?;
        let counts = |credential: &Credential| {
            let last = credential.last_used.unwrap_or(credential.created);
            credential.kind == kind && (kind != CredentialKind::Session || context.received < last + IDLE)
        };
        let credential = found.filter(counts).ok_or_else(|| ApiError::new(Code::NotSignedIn))?;
        if kind == CredentialKind::Session && !method.is_safe() {
            same_origin(app, headers)?;
        }
        if credential.last_used.is_none_or(|last| context.received - last >= TOUCH_EVERY) {
            // What was asked for does not depend on this note, so it is no reason to refuse it.
            if let Err(error) = app.store.touch_credential(&credential, context.received).await {
                tracing::warn!(%error, "the last use of a credential could not be noted");
            }
        }
        Ok(Self { author: author(&credential, context, headers), credential })
    }

    /// Refuses callers who may only read.
    pub fn may_write(&self) -> ApiResult<()> {
        if self.credential.scope == Scope::Write { Ok(()) } else { Err(ApiError::new(Code::WriteNotAllowed)) }
    }

    /// Refuses everybody but administrators who are signed in: a token that leaks must not make further ones.
    pub fn may_administer(&self) -> ApiResult<()> {
        self.is_signed_in()?;
        self.may_write()
    }

    /// Refuses tokens.
    pub fn is_signed_in(&self) -> ApiResult<()> {
        if self.credential.kind == CredentialKind::Session { Ok(()) } else { Err(ApiError::new(Code::SessionRequired)) }
    }
}

fn bearer(headers: &HeaderMap) -> ApiResult<Option<&str>> {
    let Some(value) = headers.get(AUTHORIZATION) else { return Ok(None) };
    let parts = value.to_str().ok().and_then(|value| value.trim().split_once(' '));
    match parts {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(token.trim())),
        _ => Err(ApiError::new(Code::NotSignedIn)),
    }
}

/// Refuses what a browser sends on behalf of another site's page. Programs that are no browsers send neither header.
pub fn same_origin(app: &App, headers: &HeaderMap) -> ApiResult<()> {
    let text = |value: &http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let is_ours = match (headers.get("sec-fetch-site").map(text), headers.get(ORIGIN).map(text)) {
        (Some(site), _) => matches!(site.as_str(), "same-origin" | "none"),
        (None, Some(origin)) => origin == app.settings.origin(headers),
        (None, None) => true,
    };
    if is_ours { Ok(()) } else { Err(ApiError::new(Code::CrossOrigin)) }
}

fn author(credential: &Credential, context: &RequestContext, headers: &HeaderMap) -> Author {
    let kind = if credential.kind == CredentialKind::Session { AuthorKind::Session } else { AuthorKind::Token };
    Author {
        id: credential.administrator.as_ref().unwrap_or(&credential.id).to_string(),
        name: credential.holder.clone(),
        kind,
        client: client(headers),
        request_id: context.request_id.clone(),
    }
}

/// The program that sends a request, as it calls itself.
pub fn client(headers: &HeaderMap) -> String {
    let name = headers.get(USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
    name.chars().take(LONGEST_CLIENT).collect()
}

/// What is kept of a secret.
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
