//! Who can sign in, and what they may do.

use enrollment::account::Role;
use enrollment::error::Code;
use enrollment::graph::words::WireWord as _;
use enrollment::graph::{sent, write_date_time};
use enrollment::guid::Guid;
use pomona_store::{Administrator, AdministratorRefused};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::error::{ApiError, ApiResult};
use crate::graph::reply::Reply;
use crate::graph::{Call, body};

fn document(call: &Call<'_>, administrator: &Administrator, last_sign_in: Option<&OffsetDateTime>) -> Value {
    json!({
        "id": administrator.id.to_string(),
        "displayName": administrator.name,
        "role": Role(administrator.scope).wire(),
        "createdDateTime": write_date_time(administrator.created),
        "lastSignInDateTime": last_sign_in.map(|at| write_date_time(*at)),
        "isYou": call.caller.credential.administrator.as_ref() == Some(&administrator.id),
    })
}

/// `GET /pomona/administrators`, by name
pub async fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let last = call.app.store.last_sign_ins().await?;
    let administrators = call.app.store.administrators().await?;
    super::list(call, administrators.iter().map(|one| document(call, one, last.get(&one.id))))
}

/// `PATCH /pomona/administrators/{id}`: what they may do, in their running sessions too
pub async fn change(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let Role(scope) = sent::role(&body::parse(&call.body)?)?;
    let outcome = call.app.store.set_scope(&call.caller.author, call.context.received, id, scope).await?;
    let changed = outcome.map_err(refused)?;
    let last = call.app.store.last_sign_ins().await?;
    Ok(Reply::json(document(call, &changed, last.get(id))))
}

/// `DELETE /pomona/administrators/{id}`: their sessions end
pub async fn remove(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let outcome = call.app.store.remove_administrator(&call.caller.author, call.context.received, id).await?;
    outcome.map_err(refused)?;
    Ok(Reply::nothing())
}

fn refused(reason: AdministratorRefused) -> ApiError {
    ApiError::new(match reason {
        AdministratorRefused::NotFound => Code::NotFound,
        AdministratorRefused::LastAdministrator => Code::LastAdministrator,
    })
}
