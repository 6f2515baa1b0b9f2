//! Who may use the portal, and what the organization is called.

use utoipa::ToSchema;

/// Who can sign in.
#[derive(ToSchema)]
pub struct AdministratorList {
    /// By name.
    pub value: Vec<Administrator>,
}

/// Somebody who can sign in.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Administrator {
    /// Given by the server.
    pub id: String,
    /// The name to sign in with.
    pub display_name: String,
    /// What they may do.
    pub role: RoleWord,
    /// When they accepted their invitation.
    #[schema(format = DateTime)]
    pub created_date_time: String,
    /// When they signed in last; `null`: never.
    #[schema(format = DateTime)]
    pub last_sign_in_date_time: Option<String>,
    /// Whether it is you who asks.
    pub is_you: bool,
}

/// What somebody who signs in may do.
#[derive(ToSchema)]
pub enum RoleWord {
    /// Read and change.
    #[schema(rename = "administrator")]
    Administrator,
    /// Read only.
    #[schema(rename = "reader")]
    Reader,
}

/// What somebody may do, or who is invited will.
#[derive(ToSchema)]
pub struct RoleChoice {
    /// One of the two.
    pub role: RoleWord,
}

/// Invitations that still count.
#[derive(ToSchema)]
pub struct SentInvitationList {
    /// Newest first.
    pub value: Vec<SentInvitation>,
}

/// An invitation that still counts.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct SentInvitation {
    /// Given by the server.
    pub id: String,
    /// What who accepts it may do.
    pub role: RoleWord,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_date_time: String,
    /// Until when it can be used.
    #[schema(format = DateTime)]
    pub expires_date_time: String,
    /// The whole address to send to somebody. Only in the answer that creates it.
    pub link: Option<String>,
}

/// API tokens that still count.
#[derive(ToSchema)]
pub struct TokenList {
    /// Newest first.
    pub value: Vec<Token>,
}

/// An API token that still counts.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Token {
    /// Given by the server.
    pub id: String,
    /// What it is for.
    pub display_name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_date_time: String,
    /// Until when it works.
    #[schema(format = DateTime)]
    pub expires_date_time: String,
    /// When it was used last, to the minute; `null`: never.
    #[schema(format = DateTime)]
    pub last_used_date_time: Option<String>,
    /// What a program sends as `Authorization: Bearer`. Only in the answer that creates it.
    pub token: Option<String>,
}

/// What a token may do.
#[derive(ToSchema)]
pub enum TokenScope {
    /// Read only.
    #[schema(rename = "read")]
    Read,
    /// Read and change.
    #[schema(rename = "write")]
    Write,
}

/// An API token to create.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NewToken {
    /// What it is for, such as the name of the script: 1 to 100 characters.
    pub display_name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// 1 to 3,650; 90 when it is absent.
    pub expires_in_days: Option<u16>,
}

/// The name of the organization.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct OrganizationName {
    /// As device users read it: 1 to 256 characters, no control characters.
    pub display_name: String,
}

/// A new password.
#[derive(ToSchema)]
pub struct PasswordChange {
    /// The one so far.
    pub current: String,
    /// At least 12 characters.
    pub new: String,
}
