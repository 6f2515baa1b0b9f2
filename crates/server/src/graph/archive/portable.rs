//! Moving profiles: all of them as one document, and such a document brought in, after saying what that would do.

use std::sync::Arc;

use enrollment::error::{Code, Errors};
use enrollment::graph::portable::{Document, import_request};
use enrollment::graph::written::import_plan::import_plan;
use enrollment::graph::{everything_etag, parse_everything_etag};
use enrollment::history::Past;
use enrollment::portable::{Plan, Unmapped, plan};
use http::header::{CONTENT_DISPOSITION, ETAG};
use pomona_store::{Everything, EverythingVersions, Guard, Reason, Replacement, Wanted, WriteRefused};
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult, refused};
use crate::graph::query::Query;
use crate::graph::reply::Reply;
use crate::graph::{Call, body};

/// `GET /pomona/export`
pub fn export(call: &Call<'_>) -> ApiResult<Reply> {
    Query::parse(call.query)?.allow(&[])?;
    let everything = call.app.store.everything();
    let organization = call.app.store.organization();
    let organization = organization.as_ref().map(|organization| (&organization.id, organization.display_name.as_str()));
    let document = Document::of(&profiles(&everything), &everything.directory, organization);
    let name = "attachment; filename=\"pomona-profiles.json\"";
    Ok(Reply::json(document).with_header(ETAG, &etag(everything.versions)).with_header(CONTENT_DISPOSITION, name))
}

/// `POST /pomona/import/plan`: changes nothing.
pub async fn preview(call: &Call<'_>) -> ApiResult<Reply> {
    let everything = call.app.store.everything();
    let versions = everything.versions;
    let (_, document) = compare(call, everything).await?;
    Ok(Reply::json(document).with_header(ETAG, &etag(versions)))
}

/// `POST /pomona/import`, with the version that the plan began with: all or nothing.
pub async fn import(call: &Call<'_>) -> ApiResult<Reply> {
    let everything = call.app.store.everything();
    let current = (everything.versions.profiles, everything.versions.directory);
    let tag = call.if_match(|tag| parse_everything_etag(tag) == Some(current)).ok_or_else(|| ApiError::new(Code::VersionRequired))?;
    let (profiles, directory) = parse_everything_etag(tag).unwrap_or_default();
    let expected = EverythingVersions { profiles, directory };
    // A plan for something else would tell mistakes that nobody asked about.
    if everything.versions != expected {
        let changed = call.app.store.changed_since(expected).await?;
        return Err(ApiError::stale(&changed, &etag(everything.versions)));
    }
    let (plan, mut document) = compare(call, everything).await?;
    if !plan.unmapped.is_empty() {
        return Err(Errors(plan.unmapped.iter().map(Unmapped::mistake).collect()).into());
    }
    let replacement = Replacement { wanted: Wanted::All(plan.wanted), guard: Guard::Everything(expected), reason: Reason::Import };
    let outcome = call.app.store.replace_profiles(&call.caller.author, call.context.received, replacement).await?;
    let replaced = outcome.map_err(|reason| refused_import(call, reason))?;
    let now = etag(call.app.store.everything().versions);
    document["version"] = json!(replaced.version);
    document["planVersion"] = json!(now);
    Ok(Reply::json(document).with_header(ETAG, &now))
}

/// The plan, and what is answered about it. Large documents take a while, and other requests should not wait for them.
async fn compare(call: &Call<'_>, everything: Everything) -> ApiResult<(Plan, Value)> {
    Query::parse(call.query)?.allow(&[])?;
    let (body, world, now) = (call.body.clone(), Arc::clone(&call.app.world), call.context.received);
    let work = move || {
        let request = body::parse(&body)?;
        let import = import_request(&request)?;
        drop(request);
        let current = profiles(&everything);
        let plan = plan(&import, &current, &everything.directory, now, || world.new_id())?;
        let mut document = import_plan(&plan, &current, &everything.directory);
        document["planVersion"] = json!(etag(everything.versions));
        document["version"] = Value::Null;
        Ok((plan, document))
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::new(Code::Internal))?
}

fn profiles(everything: &Everything) -> Vec<Past> {
    everything.profiles.profiles.iter().map(|profile| Past::from(profile.as_ref())).collect()
}

fn etag(versions: EverythingVersions) -> String {
    everything_etag(versions.profiles, versions.directory)
}

fn refused_import(call: &Call<'_>, reason: WriteRefused) -> ApiError {
    match reason {
        WriteRefused::Stale(changed) => ApiError::stale(&changed, &etag(call.app.store.everything().versions)),
        other => refused(other, enrollment::graph::item_etag),
    }
}
