//! Importing people, groups and memberships: what it would do, and doing it for the very directory that was looked at.

use std::sync::Arc;

use enrollment::directory::Directory;
use enrollment::directory_import::{Plan, plan};
use enrollment::error::Code;
use enrollment::graph::{item_etag, parse_item_etag, sent, written};
use http::header::ETAG;
use serde_json::{Value, json};

use crate::csv_tables::tables;
use crate::error::{ApiError, ApiResult, refused};
use crate::graph::reply::Reply;
use crate::graph::{Call, body};

/// `POST /pomona/directory/plan`: changes nothing.
pub async fn preview(call: &Call<'_>) -> ApiResult<Reply> {
    let (directory, version) = call.app.store.versioned_directory();
    let (_, document) = compare(call, directory, version).await?;
    Ok(Reply::json(document).with_header(ETAG, &item_etag(version)))
}

/// `POST /pomona/directory/import`, with the version that the plan began with.
pub async fn import(call: &Call<'_>) -> ApiResult<Reply> {
    let (directory, version) = call.app.store.versioned_directory();
    let tag = call.if_match(|tag| parse_item_etag(tag) == Some(version)).ok_or_else(|| ApiError::new(Code::VersionRequired))?;
    let expected = parse_item_etag(tag).unwrap_or_default();
    if expected != version {
        let changed = call.app.store.directory_changed().await?;
        return Err(ApiError::stale(&changed, &item_etag(changed.current_version)));
    }
    let (plan, mut document) = compare(call, directory, version).await?;
    let outcome = call.app.store.import_directory(&call.caller.author, call.context.received, version, plan).await?;
    let version = item_etag(outcome.map_err(|reason| refused(reason, item_etag))?);
    document["version"] = json!(version);
    Ok(Reply::json(document).with_header(ETAG, &version))
}

/// The plan, and what is answered about it. Large tables take seconds, and other requests should not wait for them.
async fn compare(call: &Call<'_>, directory: Arc<Directory>, version: u64) -> ApiResult<(Plan, Value)> {
    let (body, world, now) = (call.body.clone(), Arc::clone(&call.app.world), call.context.received);
    let profiles = call.app.store.snapshot();
    let work = move || {
        let request = body::parse(&body)?;
        let tables = tables(&sent::directory_import(&request)?)?;
        drop(request);
        let plan = plan(&directory, &tables, now, || world.new_id())?;
        let profiles: Vec<_> = profiles.profiles.iter().map(Arc::as_ref).collect();
        let document = written::directory_plan(&plan, &directory, version, &profiles);
        Ok((plan, document))
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::new(Code::Internal))?
}
