//! What looks back: versions of the profiles and the way back to them, and the audit log as a whole.

mod audit_export;
mod audit_verification;
mod portable;
mod restore;
mod versions;

use crate::error::ApiResult;
use crate::graph::Call;
use crate::graph::reply::Reply;
use crate::graph::route::Archive;

/// Does what a request asks for. The route takes the method already.
pub async fn answer(call: &Call<'_>, route: Archive) -> ApiResult<Reply> {
    match route {
        Archive::AuditVerification => audit_verification::read(call).await,
        Archive::AuditExport => audit_export::export(call),
        Archive::Export => portable::export(call),
        Archive::ImportPlan => portable::preview(call).await,
        Archive::Import => portable::import(call).await,
        Archive::Versions => versions::list(call).await,
        Archive::Version(version) => versions::read(call, version).await,
        Archive::Comparison => versions::compare(call).await,
        Archive::ProfileVersions(id) => versions::of_profile(call, &id).await,
        Archive::RestoreProfile(id) => restore::one(call, &id).await,
        Archive::RestoreProfilePlan(id) => restore::plan_one(call, &id).await,
        Archive::Restore => restore::all(call).await,
        Archive::RestorePlan => restore::plan_all(call).await,
    }
}
