//! The part of the routes that looks back: versions and the way back to them, and the audit log as a whole.

use enrollment::guid::Guid;
use http::Method;

use super::guid;

/// What a path below `/pomona` names that looks back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Archive {
    /// Whether the audit log is as it was written.
    AuditVerification,
    /// The audit log as a file.
    AuditExport,
    /// All profiles as a document.
    Export,
    /// What importing a document would do.
    ImportPlan,
    /// Importing a document.
    Import,
    /// All versions.
    Versions,
    /// One version, with all profiles as they were.
    Version(u64),
    /// What differs between two versions.
    Comparison,
    /// The versions of one profile.
    ProfileVersions(Guid),
    /// One profile as it was.
    RestoreProfile(Guid),
    /// What that would change.
    RestoreProfilePlan(Guid),
    /// All profiles as they were.
    Restore,
    /// What that would change.
    RestorePlan,
}

impl Archive {
    /// The route of the segments after `pomona`; `None` leads elsewhere.
    pub fn parse(segments: &[&str]) -> Option<Self> {
        Some(match segments {
            ["audit", "verification"] => Self::AuditVerification,
            ["audit", "export"] => Self::AuditExport,
            ["export"] => Self::Export,
            ["import"] => Self::Import,
            ["import", "plan"] => Self::ImportPlan,
            ["versions"] => Self::Versions,
            ["versions", "compare"] => Self::Comparison,
            ["versions", version] => Self::Version(version.parse().ok()?),
            ["profiles", id, "versions"] => Self::ProfileVersions(guid(id)?),
            ["profiles", id, "restore"] => Self::RestoreProfile(guid(id)?),
            ["profiles", id, "restore", "plan"] => Self::RestoreProfilePlan(guid(id)?),
            ["restore"] => Self::Restore,
            ["restore", "plan"] => Self::RestorePlan,
            _ => return None,
        })
    }

    /// The methods that it takes.
    pub const fn methods(&self) -> &'static [Method] {
        match self {
            Self::RestoreProfile(_) | Self::RestoreProfilePlan(_) | Self::Restore | Self::RestorePlan | Self::Import | Self::ImportPlan => {
                super::ACTION
            }
            _ => super::READ,
        }
    }

    /// Whether it changes nothing, whatever the method.
    pub const fn only_reads(&self) -> bool {
        !matches!(self, Self::RestoreProfile(_) | Self::Restore | Self::Import)
    }

    /// Whether its body holds a document, which may be large.
    pub const fn takes_documents(&self) -> bool {
        matches!(self, Self::Import | Self::ImportPlan)
    }

    /// What the log calls it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AuditVerification => "/pomona/audit/verification",
            Self::AuditExport => "/pomona/audit/export",
            Self::Export => "/pomona/export",
            Self::Import => "/pomona/import",
            Self::ImportPlan => "/pomona/import/plan",
            Self::Versions => "/pomona/versions",
            Self::Version(_) => "/pomona/versions/{version}",
            Self::Comparison => "/pomona/versions/compare",
            Self::ProfileVersions(_) => "/pomona/profiles/{id}/versions",
            Self::RestoreProfile(_) => "/pomona/profiles/{id}/restore",
            Self::RestoreProfilePlan(_) => "/pomona/profiles/{id}/restore/plan",
            Self::Restore => "/pomona/restore",
            Self::RestorePlan => "/pomona/restore/plan",
        }
    }
}
