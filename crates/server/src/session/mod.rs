//! Sign-in, sign-out, and becoming an administrator by an invitation.

pub mod cookie;
pub mod invitation;
mod own_password;
pub mod password;
mod request_body;
pub mod slow_down;
pub mod token;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Json;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use enrollment::account::{AdministratorName, Role, check_password};
use enrollment::error::{Code, Errors, FieldError};
use enrollment::graph::words::WireWord as _;
use enrollment::graph::write_date_time;
use http::header::{ALLOW, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use pomona_store::{
    Action, Administrator, Author, AuthorKind, Credential, CredentialKind, InvitationRefused, NewAdministrator, NewChange, NewCredential,
    ObjectKind, Scope,
};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::app::App;
use crate::caller::{Caller, client, hash, same_origin};
use crate::error::{ApiError, ApiResult, method_list};
use crate::request::{RequestContext, RouteName};
use request_body::Fields;

/// A session ends after so long, however busy.
const LONGEST: Duration = Duration::hours(12);

/// A credential that was just made, with its secret, which stands nowhere else and is told once.
pub struct Issued {
    pub credential: Credential,
    pub secret: String,
}

/// A secret as it stands in cookies, tokens and links.
pub fn written(secret: [u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(secret)
}

/// `GET`, `POST`, `DELETE /session`
pub async fn handle(State(app): State<Arc<App>>, request: Request) -> Response {
    let methods = [Method::GET, Method::HEAD, Method::POST, Method::DELETE, Method::OPTIONS];
    answer(app, request, "/session", &methods, async |app: &App, exchange: Exchange| match exchange.parts.method {
        Method::POST => sign_in(app, &exchange).await,
        Method::DELETE => sign_out(app, &exchange).await,
        _ => read(app, &exchange).await,
    })
    .await
}

/// `POST /session/invitation`
pub async fn handle_invitation(State(app): State<Arc<App>>, request: Request) -> Response {
    let methods = [Method::POST, Method::OPTIONS];
    answer(app, request, "/session/invitation", &methods, async |app: &App, exchange: Exchange| look_at_invitation(app, &exchange).await)
        .await
}

/// `POST /session/administrator`
pub async fn handle_administrator(State(app): State<Arc<App>>, request: Request) -> Response {
    let methods = [Method::POST, Method::OPTIONS];
    answer(app, request, "/session/administrator", &methods, async |app: &App, exchange: Exchange| {
        become_administrator(app, &exchange).await
    })
    .await
}

/// `POST /session/password`
pub async fn handle_password(State(app): State<Arc<App>>, request: Request) -> Response {
    let methods = [Method::POST, Method::OPTIONS];
    answer(app, request, "/session/password", &methods, async |app: &App, exchange: Exchange| own_password::change(app, &exchange).await)
        .await
}

/// A request whose body was read.
struct Exchange {
    parts: Parts,
    context: RequestContext,
    body: bytes::Bytes,
}

impl Exchange {
    fn fields(&self) -> ApiResult<Fields> {
        Fields::of(crate::graph::parse_body(&self.body)?)
    }

    /// Where the request comes from; behind a proxy on this machine, what the proxy says.
    fn address(&self) -> Option<IpAddr> {
        let peer = self.parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip())?;
        let forwarded = self.parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let forwarded = forwarded.filter(|_| peer.is_loopback()).and_then(|value| value.rsplit(',').next()?.trim().parse().ok());
        Some(forwarded.unwrap_or(peer))
    }

    fn author(&self, id: String, name: String) -> Author {
        Author { id, name, kind: AuthorKind::Session, client: client(&self.parts.headers), request_id: self.context.request_id.clone() }
    }
}

async fn answer(
    app: Arc<App>,
    request: Request,
    name: &'static str,
    methods: &[Method],
    run: impl AsyncFnOnce(&App, Exchange) -> ApiResult<Response>,
) -> Response {
    let (parts, body) = request.into_parts();
    let answer = async {
        let context = parts.extensions.get::<RequestContext>().cloned().ok_or_else(|| ApiError::new(Code::Internal))?;
        if !methods.contains(&parts.method) {
            return Err(ApiError::method_not_allowed(methods));
        }
        if parts.method == Method::OPTIONS {
            return Ok((StatusCode::NO_CONTENT, [(ALLOW, method_list(methods))]).into_response());
        }
        if !parts.method.is_safe() {
            same_origin(&app, &parts.headers)?;
        }
        let body = crate::graph::read_body(&parts.headers, body).await?;
        run(&app, Exchange { parts, context, body }).await
    };
    let mut response = answer.await.unwrap_or_else(ApiError::into_response);
    response.extensions_mut().insert(RouteName(name));
    response
}

async fn read(app: &App, exchange: &Exchange) -> ApiResult<Response> {
    let caller = Caller::of(app, &exchange.context, &exchange.parts.method, &exchange.parts.headers).await?;
    let credential = &caller.credential;
    Ok(Json(document(app, &credential.holder, credential.scope, credential.expires)).into_response())
}

fn document(app: &App, name: &str, scope: Scope, expires: OffsetDateTime) -> Value {
    let organization = app.store.organization().map(|organization| organization.display_name.clone());
    json!({"name": name, "role": Role(scope).wire(), "organization": organization, "expiresDateTime": write_date_time(expires)})
}

async fn sign_in(app: &App, exchange: &Exchange) -> ApiResult<Response> {
    let mut fields = exchange.fields()?;
    let (name, password) = (fields.text("name"), fields.text("password"));
    fields.finish()?;
    let now = exchange.context.received;
    let address = exchange.address();
    let name = AdministratorName::parse(&name);
    let key = name.as_ref().map(AdministratorName::key).unwrap_or_default();
    app.slow_down.begin(&key, address, now).map_err(ApiError::too_many)?;
    let administrator = if name.is_ok() { app.store.administrator_by_name_key(&key).await? } else { None };
    let kept = administrator.as_ref().map(|administrator| administrator.password_hash.clone());
    let is_right = app.passwords.verify(password, kept).await?;
    let Some(administrator) = administrator.filter(|_| is_right) else {
        note_failure(app, exchange).await?;
        return Err(ApiError::new(Code::SignInFailed));
    };
    app.slow_down.succeeded(&key, address);
    start(app, exchange, &administrator, StatusCode::OK).await
}

/// The name that was typed is not kept: it may be a password in the wrong field.
async fn note_failure(app: &App, exchange: &Exchange) -> ApiResult<()> {
    let author = exchange.author(String::new(), "Unknown".to_owned());
    let change = NewChange {
        action: Action::SignInFailed,
        object_kind: ObjectKind::Administrator,
        object_id: String::new(),
        object_name: String::new(),
        before: None,
        after: None,
    };
    Ok(app.store.record(&author, exchange.context.received, change).await?)
}

async fn start(app: &App, exchange: &Exchange, administrator: &Administrator, status: StatusCode) -> ApiResult<Response> {
    let now = exchange.context.received;
    // A session that is replaced ends: nobody knows which of two cookies is meant.
    if let Ok(caller) = Caller::of(app, &exchange.context, &Method::GET, &cookie_only(&exchange.parts.headers)).await {
        app.store.revoke_credential(&caller.author, now, &caller.credential.id).await?;
    }
    let secret = written(app.world.secret());
    let new = NewCredential {
        id: app.world.new_id(),
        hash: hash(&secret),
        kind: CredentialKind::Session,
        holder: administrator.name.clone(),
        administrator: Some(administrator.id.clone()),
        scope: administrator.scope,
        expires: now + LONGEST,
    };
    let author = exchange.author(administrator.id.to_string(), administrator.name.clone());
    let session = app.store.start_session(&author, now, new, administrator).await?.ok_or_else(|| ApiError::new(Code::SignInFailed))?;
    let document = document(app, &administrator.name, session.scope, session.expires);
    let cookie = [(SET_COOKIE, cookie::set(secret, &app.settings))];
    Ok((status, cookie, Json(document)).into_response())
}

fn cookie_only(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    headers.remove(http::header::AUTHORIZATION);
    headers
}

/// Ends the session, where there is one, and takes the cookie away in any case.
async fn sign_out(app: &App, exchange: &Exchange) -> ApiResult<Response> {
    match Caller::of(app, &exchange.context, &Method::DELETE, &cookie_only(&exchange.parts.headers)).await {
        Ok(caller) => {
            app.store.revoke_credential(&caller.author, exchange.context.received, &caller.credential.id).await?;
        }
        Err(error) if error.status() == StatusCode::UNAUTHORIZED => {}
        Err(error) => return Err(error),
    }
    let mut response = (StatusCode::NO_CONTENT, [(SET_COOKIE, cookie::remove(&app.settings))]).into_response();
    // Only what this server's answers left in the cache: the origin may be shared with a portal that embeds this one, whose
    // cookies and storage are not ours to clear.
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    Ok(response)
}

async fn look_at_invitation(app: &App, exchange: &Exchange) -> ApiResult<Response> {
    let mut fields = exchange.fields()?;
    let token = fields.text("token");
    fields.finish()?;
    let found = app.store.find_invitation(&hash(&token), exchange.context.received).await?;
    let invitation = found.ok_or_else(|| ApiError::from(FieldError::new(Code::InvitationInvalid, "/token")))?;
    let organization = app.store.organization().map(|organization| organization.display_name.clone());
    let expires = write_date_time(invitation.expires);
    Ok(Json(json!({"organization": organization, "role": Role(invitation.scope).wire(), "expiresDateTime": expires})).into_response())
}

async fn become_administrator(app: &App, exchange: &Exchange) -> ApiResult<Response> {
    let mut fields = exchange.fields()?;
    let (token, name, password) = (fields.text("token"), fields.text("name"), fields.text("password"));
    fields.finish()?;
    let mut errors = Errors::default();
    let name = errors.take(AdministratorName::parse(&name).map_err(|errors| errors.under("/name")));
    errors.take(check_password(&password).map_err(|errors| errors.under("/password")));
    let name = match name {
        Some(name) => errors.or(name)?,
        None => return Err(errors.into()),
    };
    let now = exchange.context.received;
    let invalid = || ApiError::from(FieldError::new(Code::InvitationInvalid, "/token"));
    // Hashing is expensive: nobody makes the server do it without an invitation.
    app.store.find_invitation(&hash(&token), now).await?.ok_or_else(invalid)?;
    let password_hash = app.passwords.hash(password).await?;
    let new = NewAdministrator { id: app.world.new_id(), name: name.clone(), password_hash };
    let author = exchange.author(new.id.to_string(), name.as_str().to_owned());
    let administrator = app.store.use_invitation(&author, now, &hash(&token), new).await?.map_err(|refused| match refused {
        InvitationRefused::Invalid => invalid(),
        InvitationRefused::NameTaken => FieldError::new(Code::NameTaken, "/name").with("name", name.as_str()).into(),
    })?;
    start(app, exchange, &administrator, StatusCode::CREATED).await
}
