//! Signing in and out, and accepting an invitation.

use std::rc::Rc;

use serde_json::{Value, json};

use super::error::ApiError;
use super::transport::{Method, Request, Response, Transport};

/// What an administrator may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Read and write.
    Administrator,
    /// Read.
    Reader,
}

impl Role {
    fn read(value: &Value) -> Option<Self> {
        match value.as_str()? {
            "administrator" => Some(Self::Administrator),
            "reader" => Some(Self::Reader),
            _ => None,
        }
    }
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The name of the organization.
    pub organization: String,
    /// For how many seconds the session lasts at most, from when the server said so; `None` when it cannot be told.
    pub lasts: Option<u32>,
}

impl SignedIn {
    fn read(response: &Response) -> Option<Self> {
        let answer = response.json();
        let (name, organization) = (text(&answer["name"])?, text(&answer["organization"])?);
        let lasts = seconds_between(response.header("date"), answer["expiresDateTime"].as_str());
        Some(Self { name, role: Role::read(&answer["role"])?, organization, lasts })
    }
}

/// For another part of the portal, which asks the server again by itself.
impl SignedIn {
    /// Who it is, without what only the server can tell.
    pub fn written(&self) -> Value {
        let role = match self.role {
            Role::Administrator => "administrator",
            Role::Reader => "reader",
        };
        json!({ "name": self.name, "role": role, "organization": self.organization })
    }

    /// Reads what [`Self::written`] wrote.
    pub fn carried(value: &Value) -> Option<Self> {
        let (name, organization) = (text(&value["name"])?, text(&value["organization"])?);
        Some(Self { name, role: Role::read(&value["role"])?, organization, lasts: None })
    }
}

/// Both times come from the server, whose clock need not agree with the browser's.
fn seconds_between(now: Option<&str>, end: Option<&str>) -> Option<u32> {
    let seconds = (js_sys::Date::parse(end?) - js_sys::Date::parse(now?)) / 1000.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates, and hours are far below 2^32 seconds")]
    (seconds > 0.0).then_some(seconds as u32)
}

/// An invitation that can still be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The name of the organization.
    pub organization: String,
    /// What the invited administrator may do.
    pub role: Role,
    /// Until when it can be accepted (RFC 3339).
    pub expires: String,
}

impl Invitation {
    fn read(answer: &Value) -> Option<Self> {
        Some(Self {
            organization: text(&answer["organization"])?,
            role: Role::read(&answer["role"])?,
            expires: text(&answer["expiresDateTime"])?,
        })
    }
}

/// Asks the server about sessions.
#[derive(Clone)]
pub struct Session {
    transport: Rc<dyn Transport>,
    base: Rc<str>,
}

impl Session {
    /// A client of the server whose URLs start with `base`.
    pub fn new(transport: Rc<dyn Transport>, base: &str) -> Self {
        Self { transport, base: format!("{base}/session").into() }
    }

    /// Who is signed in; [`ApiError::SignedOut`] when nobody is.
    pub async fn current(&self) -> Result<SignedIn, ApiError> {
        self.person(Request::new(Method::Get, &*self.base)).await
    }

    /// Signs in.
    pub async fn sign_in(&self, name: &str, password: &str) -> Result<SignedIn, ApiError> {
        let body = json!({ "name": name, "password": password });
        self.person(Request::new(Method::Post, &*self.base).json(body)).await
    }

    /// Signs out.
    pub async fn sign_out(&self) -> Result<(), ApiError> {
        self.send(Request::new(Method::Delete, &*self.base)).await.map(drop)
    }

    /// What the invitation with this token is for.
    pub async fn invitation(&self, token: &str) -> Result<Invitation, ApiError> {
        let path = format!("{}/invitation", self.base);
        let answer = self.send(Request::new(Method::Post, path).json(json!({ "token": token }))).await?;
        Invitation::read(&answer.json()).ok_or(ApiError::Unreadable)
    }

    /// Accepts the invitation: the new administrator is signed in.
    pub async fn accept(&self, token: &str, name: &str, password: &str) -> Result<SignedIn, ApiError> {
        let path = format!("{}/administrator", self.base);
        let body = json!({ "token": token, "name": name, "password": password });
        self.person(Request::new(Method::Post, path).json(body)).await
    }

    /// Changes the password of whoever is signed in; their other sessions end.
    pub async fn change_password(&self, current: &str, new: &str) -> Result<(), ApiError> {
        let body = json!({ "current": current, "new": new });
        self.send(Request::new(Method::Post, format!("{}/password", self.base)).json(body)).await.map(drop)
    }

    async fn person(&self, request: Request) -> Result<SignedIn, ApiError> {
        SignedIn::read(&self.send(request).await?).ok_or(ApiError::Unreadable)
    }

    async fn send(&self, request: Request) -> Result<Response, ApiError> {
        let response = self.transport.send(request).await?;
        if (200..300).contains(&response.status) { Ok(response) } else { Err(ApiError::of(&response)) }
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
