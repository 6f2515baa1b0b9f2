//! The fixed words of the database: each value has one spelling, which never changes.

use crate::author::AuthorKind;
use crate::change_log::{Action, ObjectKind};
use crate::credential::CredentialKind;
use crate::error::StoreError;

macro_rules! words {
    ($($name:ident { $($variant:ident = $text:literal,)+ })+) => { $(
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The spelling in the database and in documents.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value with this spelling.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text)
            }

            pub(crate) fn stored(text: &str) -> Result<Self, StoreError> {
                Self::parse(text).ok_or_else(|| StoreError::Corrupt(format!("{text:?} is none of the words of {}", stringify!($name))))
            }
        }
    )+ };
}

words! {
    AuthorKind { Session = "session", Token = "token", Cli = "cli", System = "system", }
    Action {
        Create = "create",
        Change = "change",
        Delete = "delete",
        Reorder = "reorder",
        Assign = "assign",
        Unassign = "unassign",
        Load = "load",
        Import = "import",
        SignIn = "signIn",
        SignInFailed = "signInFailed",
        SignOut = "signOut",
        Revoke = "revoke",
        ChangePassword = "changePassword",
        ChangePasswordFailed = "changePasswordFailed",
    }
    ObjectKind {
        Profile = "profile",
        Order = "order",
        Organization = "organization",
        Directory = "directory",
        Administrator = "administrator",
        Session = "session",
        Token = "token",
        Invitation = "invitation",
        LintSuppression = "lint_suppression",
    }
    CredentialKind { Session = "session", Token = "token", Invitation = "invitation", }
}

impl CredentialKind {
    /// What the change log calls it.
    pub const fn object_kind(self) -> ObjectKind {
        match self {
            Self::Session => ObjectKind::Session,
            Self::Token => ObjectKind::Token,
            Self::Invitation => ObjectKind::Invitation,
        }
    }
}
