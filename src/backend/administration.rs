//! Who may use the portal: administrators, invitations, the tokens of programs; and the organization's name.

use enrollment::account::{TokenDays, TokenName};
use enrollment::graph::received::Organization;
use enrollment::text::OrganizationName;
use serde_json::{Value, json};

use super::error::ApiError;
use super::graph::{Graph, encoded, text};
use super::transport::{Method, Request};

/// What kinds of access there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessKind {
    /// People who sign in.
    Administrators,
    /// Invitations that were not accepted yet.
    Invitations,
    /// Tokens of programs.
    Tokens,
}

impl AccessKind {
    const fn path(self) -> &'static str {
        match self {
            Self::Administrators => "/pomona/administrators",
            Self::Invitations => "/pomona/invitations",
            Self::Tokens => "/pomona/tokens",
        }
    }
}

/// An administrator, an invitation or a token: one type, so that there is one of everything that shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Its id.
    pub id: String,
    /// Whose it is, or what it is for; an invitation has no name.
    pub name: String,
    /// Whether it may change things; else it may only read.
    pub may_write: bool,
    /// When it was made (RFC 3339).
    pub created: Option<String>,
    /// Until when it counts; people stay until they are removed.
    pub expires: Option<String>,
    /// When it was used last, or when somebody signed in last; `None`: never.
    pub last_used: Option<String>,
    /// It is the person who asks.
    pub is_you: bool,
    /// The link or the token itself, which is said once, when it is made.
    pub secret: Option<String>,
}

impl Access {
    fn read(value: &Value) -> Option<Self> {
        let may = text(&value["role"]).or_else(|| text(&value["scope"]))?;
        Some(Self {
            id: text(&value["id"])?,
            name: text(&value["displayName"]).unwrap_or_default(),
            may_write: matches!(may.as_str(), "administrator" | "write"),
            created: text(&value["createdDateTime"]),
            expires: text(&value["expiresDateTime"]),
            last_used: text(&value["lastSignInDateTime"]).or_else(|| text(&value["lastUsedDateTime"])),
            is_you: value["isYou"] == true,
            secret: text(&value["link"]).or_else(|| text(&value["token"])),
        })
    }
}

/// What is to be made.
#[derive(Clone, Debug)]
pub enum NewAccess {
    /// An invitation.
    Invitation {
        /// Whether whoever accepts it may change things.
        may_write: bool,
    },
    /// A token.
    Token {
        /// What it is for.
        name: TokenName,
        /// Whether it may change things.
        may_write: bool,
        /// How long it works.
        days: TokenDays,
    },
}

impl Graph {
    /// Everybody or everything of a kind. Only for somebody who is signed in and may change things.
    pub async fn accesses(&self, kind: AccessKind) -> Result<Vec<Access>, ApiError> {
        let answer = self.get(kind.path()).await?;
        answer["value"].as_array().and_then(|all| all.iter().map(Access::read).collect()).ok_or(ApiError::Unreadable)
    }

    /// Makes an invitation or a token; the answer holds its secret.
    pub async fn create_access(&self, new: &NewAccess) -> Result<Access, ApiError> {
        let (kind, body) = match new {
            NewAccess::Invitation { may_write } => (AccessKind::Invitations, json!({ "role": role(*may_write) })),
            NewAccess::Token { name, may_write, days } => {
                let scope = if *may_write { "write" } else { "read" };
                (AccessKind::Tokens, json!({ "displayName": name.as_str(), "scope": scope, "expiresInDays": days.get() }))
            }
        };
        let request = Request::new(Method::Post, self.url(kind.path())).json(body);
        Access::read(&self.answer(request).await?).ok_or(ApiError::Unreadable)
    }

    /// Makes an administrator a reader, or the other way round.
    pub async fn set_role(&self, id: &str, may_write: bool) -> Result<(), ApiError> {
        let url = self.url(&format!("{}/{}", AccessKind::Administrators.path(), encoded(id)));
        self.answer(Request::new(Method::Patch, url).json(json!({ "role": role(may_write) }))).await.map(drop)
    }

    /// Ends an access for good.
    pub async fn end_access(&self, kind: AccessKind, id: &str) -> Result<(), ApiError> {
        self.done(Request::new(Method::Delete, self.url(&format!("{}/{}", kind.path(), encoded(id))))).await
    }

    /// Gives the organization another name.
    pub async fn rename_organization(&self, id: &str, name: &OrganizationName) -> Result<Organization, ApiError> {
        let url = self.url(&format!("/organization/{}", encoded(id)));
        let answer = self.answer(Request::new(Method::Patch, url).json(json!({ "displayName": name.as_str() }))).await?;
        Organization::read(&answer).map_err(|_| ApiError::Unreadable)
    }
}

const fn role(may_write: bool) -> &'static str {
    if may_write { "administrator" } else { "reader" }
}
