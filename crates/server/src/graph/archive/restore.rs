//! Restoring: one profile, or all of them with their order, become again what they were at a version. That is a new version
//! like any other, so it can be taken back too.

use enrollment::error::{Code, FieldError};
use enrollment::graph::written::versions::{field_differences, gone_groups, placed, set_difference};
use enrollment::graph::{everything_etag, item_etag, order_etag, parse_everything_etag, parse_item_etag, parse_order_etag, sent};
use enrollment::guid::Guid;
use enrollment::history::difference::{of_profile, of_sets};
use enrollment::history::restore::{GoneGroup, holder_of_name, returning};
use enrollment::history::{Past, Placed};
use http::header::ETAG;
use pomona_store::{ChangeFilter, Everything, EverythingVersions, Guard, ObjectKind, Reason, Replaced, Replacement, Wanted, WriteRefused};
use serde_json::{Value, json};

use super::versions::{find, profiles_at};
use crate::error::{ApiError, ApiResult, refused};
use crate::graph::query::Query;
use crate::graph::reply::Reply;
use crate::graph::{Call, body};

/// The version that the body names.
fn wanted_version(call: &Call<'_>) -> ApiResult<u64> {
    Query::parse(call.query)?.allow(&[])?;
    Ok(sent::restored_version(&body::parse(&call.body)?)?)
}

/// One profile: as it is, as it was, and as it would be.
struct One {
    version: u64,
    before: Option<Placed>,
    past: Placed,
    after: Placed,
}

impl One {
    async fn read(call: &Call<'_>, id: &Guid, version: u64, now: &Everything) -> ApiResult<Self> {
        let past = find(&profiles_at(call, version, "/version").await?, id);
        let before = now.profiles.find(id).map(|(place, profile)| Placed { past: Past::from(profile.as_ref()), place: place as usize });
        let Some(past) = past else {
            // An id that never was is nothing to restore either, but there is nothing at its address.
            let code = if before.is_some() || was_there(call, id).await? { Code::NothingToRestore } else { Code::NotFound };
            let pointer = if code == Code::NotFound { "" } else { "/version" };
            return Err(FieldError::new(code, pointer).with("version", version).into());
        };
        // The place belongs to the order: it stays while the profile is there, and is the old one when it comes back.
        let place = before.as_ref().map_or(past.place.min(now.profiles.profiles.len()), |before| before.place);
        let after = Placed { past: past.past.clone(), place };
        Ok(Self { version, before, past, after })
    }

    fn document(&self, gone: &[GoneGroup]) -> Value {
        json!({
            "restoredVersion": self.version,
            "version": null,
            "profile": placed(&self.after),
            "changes": field_differences(&of_profile(self.before.as_ref(), Some(&self.after))),
            "warnings": gone_groups(gone),
        })
    }
}

async fn was_there(call: &Call<'_>, id: &Guid) -> ApiResult<bool> {
    let object_kinds = vec![ObjectKind::Profile];
    let filter = ChangeFilter { object_kinds, object_id: Some(id.to_string()), limit: Some(1), ..ChangeFilter::default() };
    Ok(!call.app.store.changes(&filter).await?.is_empty())
}

/// The version that `If-Match` must name: of the profile, or of the order while the profile is not there.
fn etag_of(now: &Everything, id: &Guid) -> String {
    now.profiles.find(id).map_or_else(|| order_etag(now.profiles.order_version), |(_, profile)| item_etag(profile.version))
}

/// `POST /pomona/profiles/{id}/restore/plan`: changes nothing.
pub async fn plan_one(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let version = wanted_version(call)?;
    let now = call.app.store.everything();
    let one = One::read(call, id, version, &now).await?;
    let mut wanted: Vec<Past> = now.profiles.profiles.iter().map(|profile| Past::from(profile.as_ref())).collect();
    match &one.before {
        Some(before) => wanted[before.place] = one.past.past.clone(),
        None => wanted.push(one.past.past.clone()),
    }
    if let Some(holder) = holder_of_name(&wanted, Some(id)) {
        let taken = WriteRefused::NameTaken { id: holder.id.clone(), name: holder.name.as_str().to_owned() };
        return Err(refused_restore(call, Some(id), taken));
    }
    let held = one.before.as_ref().map_or(&[][..], |before| &before.past.assignments);
    let gone = returning(held, &one.past.past, |group| now.directory.known_group(group))?;
    Ok(Reply::json(one.document(&gone)).with_header(ETAG, &etag_of(&now, id)))
}

/// `POST /pomona/profiles/{id}/restore`, with the version of the profile, or of the order when it was deleted.
pub async fn one(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let version = wanted_version(call)?;
    let current = etag_of(&call.app.store.everything(), id);
    let tag = if_match(call, &[current])?;
    let guard = parse_order_etag(tag).map_or_else(|| Guard::Profile(parse_item_etag(tag).unwrap_or_default()), Guard::Order);
    let one = One::read(call, id, version, &call.app.store.everything()).await?;
    let wanted = Wanted::One(one.past.past.clone(), one.past.place);
    let replaced = replace(call, Some(id), Replacement { wanted, guard, reason: Reason::Restore(version) }).await?;
    let mut document = one.document(&replaced.gone);
    document["version"] = json!(replaced.version);
    let (place, profile) = replaced.set.find(id).ok_or_else(|| ApiError::new(Code::Internal))?;
    document["profile"] = placed(&Placed { past: Past::from(profile.as_ref()), place: place as usize });
    Ok(Reply::json(document).with_header(ETAG, &item_etag(profile.version)))
}

/// What restoring everything means. Whoever answers it adds the version of what is there.
fn whole_document(version: u64, before: &[Past], after: &[Past], gone: &[GoneGroup]) -> Value {
    let mut document = set_difference(&of_sets(before, after));
    document["restoredVersion"] = json!(version);
    document["version"] = Value::Null;
    document["warnings"] = gone_groups(gone);
    document
}

/// `POST /pomona/restore/plan`: changes nothing.
pub async fn plan_all(call: &Call<'_>) -> ApiResult<Reply> {
    let version = wanted_version(call)?;
    let after = profiles_at(call, version, "/version").await?;
    let now = call.app.store.everything();
    let before: Vec<Past> = now.profiles.profiles.iter().map(|profile| Past::from(profile.as_ref())).collect();
    let mut gone = Vec::new();
    for past in &after {
        let held = now.profiles.find(&past.id).map_or(&[][..], |(_, profile)| &profile.assignments);
        gone.extend(returning(held, past, |group| now.directory.known_group(group))?);
    }
    let mut document = whole_document(version, &before, &after, &gone);
    document["planVersion"] = json!(everything_etag(now.versions.profiles, now.versions.directory));
    Ok(Reply::json(document).with_header(ETAG, &order_etag(now.profiles.order_version)))
}

/// `POST /pomona/restore`, with the version of the order, or that of everything that the plan looked at: all or nothing.
pub async fn all(call: &Call<'_>) -> ApiResult<Reply> {
    let version = wanted_version(call)?;
    let now = call.app.store.everything();
    let current = [order_etag(now.profiles.order_version), everything_etag(now.versions.profiles, now.versions.directory)];
    let tag = if_match(call, &current)?;
    let everything = parse_everything_etag(tag).map(|(profiles, directory)| Guard::Everything(EverythingVersions { profiles, directory }));
    let guard = everything.unwrap_or_else(|| Guard::Order(parse_order_etag(tag).unwrap_or_default()));
    let after = profiles_at(call, version, "/version").await?;
    let before = super::versions::now(call);
    let wanted = Wanted::All(after.clone());
    let replaced = replace(call, None, Replacement { wanted, guard, reason: Reason::Restore(version) }).await?;
    let mut document = whole_document(version, &before, &after, &replaced.gone);
    document["version"] = json!(replaced.version);
    let now = call.app.store.everything().versions;
    document["planVersion"] = json!(everything_etag(now.profiles, now.directory));
    Ok(Reply::json(document).with_header(ETAG, &order_etag(replaced.set.order_version)))
}

fn if_match<'a>(call: &'a Call<'_>, current: &[String]) -> ApiResult<&'a str> {
    call.if_match(|tag| current.iter().any(|current| current == tag)).ok_or_else(|| ApiError::new(Code::VersionRequired))
}

async fn replace(call: &Call<'_>, id: Option<&Guid>, replacement: Replacement) -> ApiResult<Replaced> {
    let guard = replacement.guard;
    let outcome = call.app.store.replace_profiles(&call.caller.author, call.context.received, replacement).await?;
    outcome.map_err(|reason| match (reason, guard) {
        (WriteRefused::Stale(changed), Guard::Everything(_)) => {
            let now = call.app.store.everything().versions;
            ApiError::stale(&changed, &everything_etag(now.profiles, now.directory))
        }
        (other, _) => refused_restore(call, id, other),
    })
}

/// Why a restore was refused. A version that would have been right is that of the profile while it is there, else of the order.
fn refused_restore(call: &Call<'_>, id: Option<&Guid>, reason: WriteRefused) -> ApiError {
    match reason {
        WriteRefused::NameTaken { id, name } => FieldError::new(Code::NameTaken, "/version").with("name", name).with("id", id).into(),
        other => {
            let is_there = id.is_some_and(|id| call.app.store.snapshot().find(id).is_some());
            refused(other, if is_there { item_etag } else { order_etag })
        }
    }
}
