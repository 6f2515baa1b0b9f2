//! Signing in, and becoming an administrator.

use utoipa::ToSchema;

/// A name and a password.
#[derive(ToSchema)]
pub struct SignIn {
    /// Of the administrator.
    pub name: String,
    /// Of the administrator.
    pub password: String,
}

/// An invitation.
#[derive(ToSchema)]
pub struct InvitationToken {
    /// What stands after `#` in the link.
    pub token: String,
}

/// A new administrator.
#[derive(ToSchema)]
pub struct NewAdministrator {
    /// What stands after `#` in the link.
    pub token: String,
    /// 1 to 100 characters, unique whatever the case.
    pub name: String,
    /// At least 12 characters.
    pub password: String,
}

/// Who is signed in.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Session {
    /// Of the administrator, or of the token.
    pub name: String,
    /// `administrator` or `reader`.
    pub role: String,
    /// The organization's name.
    pub organization: Option<String>,
    /// When it ends, however busy.
    #[schema(format = DateTime)]
    pub expires_date_time: String,
}

/// What an invitation is for.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Invitation {
    /// The organization's name.
    pub organization: Option<String>,
    /// `administrator` or `reader`.
    pub role: String,
    /// Until when it can be used.
    #[schema(format = DateTime)]
    pub expires_date_time: String,
}
