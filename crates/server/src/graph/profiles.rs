//! Enrollment profiles (GRAPH.md 2.4): list, read, create, change, delete.

use std::sync::Arc;

use enrollment::error::{Code, FieldError};
use enrollment::graph::words::WireWord;
use enrollment::graph::{PLATFORM, item_etag, order_etag, parse_item_etag, sent, written};
use enrollment::guid::Guid;
use enrollment::profile::Profile;
use http::StatusCode;
use http::header::{ETAG, LOCATION};
use pomona_store::{Answer, IdempotencyKey, Once, Place, ProfileSet, Repeat, Saved};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::error::{ApiError, ApiResult, refused};
use crate::graph::list::{self, Collection, Plan, entity_plan};
use crate::graph::reply::{Reply, with_context};
use crate::graph::scalar::{Filterable, Scalar};
use crate::graph::{Call, body};

/// The collection after `$metadata#`, and its address below the root.
pub const NAME: &str = "deviceManagement/appleUserInitiatedEnrollmentProfiles";

const COLLECTION: Collection = Collection {
    name: NAME,
    properties: &[
        "id",
        "displayName",
        "description",
        "priority",
        "platform",
        "defaultEnrollmentType",
        "availableEnrollmentTypeOptions",
        "createdDateTime",
        "lastModifiedDateTime",
    ],
    paths: &[],
    searched: &[],
    expandable: &["assignments"],
    page: 1_000,
    largest_page: 1_000,
    is_directory: false,
};

/// A profile and where it stands.
struct Placed<'a>(Place, &'a Profile);

impl Filterable for Placed<'_> {
    fn property(&self, name: &str) -> Scalar<'_> {
        let Self(place, profile) = self;
        match name {
            "id" => Scalar::made(&profile.id),
            "displayName" => Scalar::text(profile.name.as_str()),
            "description" => Scalar::text(profile.description.as_str()),
            "priority" => Scalar::Number(i64::from(*place)),
            "platform" => Scalar::text(PLATFORM),
            "defaultEnrollmentType" => Scalar::made(profile.enrollment_type.default_method().wire()),
            "createdDateTime" => Scalar::Moment(profile.created),
            "lastModifiedDateTime" => Scalar::Moment(profile.modified),
            _ => Scalar::Null,
        }
    }
}

fn placed(set: &ProfileSet) -> impl Iterator<Item = Placed<'_>> {
    (0..).zip(&set.profiles).map(|(place, profile)| Placed(place, profile))
}

/// A profile with its version, and its assignments where they are asked for.
fn document(profile: &Profile, place: Place, with_assignments: bool) -> Value {
    let mut document = written::profile(profile, place as usize);
    document["@odata.etag"] = json!(item_etag(profile.version));
    if with_assignments {
        let assignments = profile.assignments.iter().map(|assignment| written::assignment(&profile.id, assignment));
        document["assignments"] = assignments.collect();
    }
    document
}

/// A profile by id and name, where another answer speaks of it.
pub fn named(profile: &Profile) -> Value {
    json!({"id": profile.id.to_string(), "displayName": profile.name.as_str()})
}

/// `GET .../appleUserInitiatedEnrollmentProfiles`, in order of priority unless another is asked for.
pub fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let set = call.app.store.snapshot();
    let address = call.address();
    let etag = order_etag(set.order_version);
    if let Some(bytes) = call.app.profile_lists.get(&set, &address, call.query) {
        return Ok(Reply::written(bytes).with_header(ETAG, &etag));
    }
    let plan = Plan::of(call, &COLLECTION)?;
    let bytes = bytes::Bytes::from(all(call, &plan, &set).to_string());
    call.app.profile_lists.put(&set, address, call.query, bytes.clone());
    Ok(Reply::written(bytes).with_header(ETAG, &etag))
}

fn all(call: &Call<'_>, plan: &Plan, set: &ProfileSet) -> Value {
    let expands = plan.expands("assignments");
    let mut document = plan.page(call, &COLLECTION, placed(set), |Placed(place, profile)| document(profile, *place, expands));
    document["@pomona.orderEtag"] = json!(order_etag(set.order_version));
    document
}

/// The list without options, right after a write.
pub fn whole_list(call: &Call<'_>, set: &ProfileSet) -> Value {
    let value: Vec<Value> = placed(set).map(|Placed(place, profile)| document(profile, place, false)).collect();
    json!({"@odata.context": call.metadata(NAME), "@pomona.orderEtag": order_etag(set.order_version), "value": value})
}

/// `GET .../$count`
pub fn count(call: &Call<'_>) -> ApiResult<Reply> {
    list::count(call, &COLLECTION, placed(&call.app.store.snapshot()))
}

/// `GET .../{id}`
pub fn read(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let plan = entity_plan(call, &COLLECTION)?;
    let set = call.app.store.snapshot();
    let (place, profile) = set.find(id).ok_or_else(|| ApiError::new(Code::NotFound))?;
    let entity = plan.select(document(profile, place, plan.expands("assignments")));
    Ok(Reply::entity(call, &plan.metadata_name(NAME), entity).with_header(ETAG, &item_etag(profile.version)))
}

fn saved(call: &Call<'_>, profile: &Profile, place: Place) -> Value {
    with_context(&call.metadata(&format!("{NAME}/$entity")), document(profile, place, false))
}

/// `POST .../appleUserInitiatedEnrollmentProfiles`. With an `Idempotency-Key` a repetition gets the answer of the first.
pub async fn create(call: &Call<'_>) -> ApiResult<Reply> {
    let new = sent::new_profile(&body::parse(&call.body)?)?;
    let once = match idempotency_key(call)? {
        None => None,
        Some(key) => match reserve(call, key).await? {
            Repetition::Answered(answer) => return Ok(created(call, serde_json::from_str(&answer.body).unwrap_or_default())),
            Repetition::First(once) => Some(once),
        },
    };
    let id = call.app.world.new_id();
    let outcome = call.app.store.create_profile(&call.caller.author, call.context.received, id, new, once).await?;
    let written = outcome.map_err(|reason| refused(reason, item_etag))?;
    Ok(created(call, saved(call, &written.profile, written.place)).minimal_if_preferred(call))
}

/// The key with which the client makes a create repeatable. One that cannot be read is refused: it was sent to have a guard.
fn idempotency_key<'a>(call: &'a Call<'_>) -> ApiResult<Option<&'a str>> {
    let unreadable = || ApiError::from(FieldError::new(Code::BadHeader, "").with("name", "Idempotency-Key"));
    let mut keys = call.headers.get_all("idempotency-key").iter();
    let Some(key) = keys.next() else { return Ok(None) };
    if keys.next().is_some() {
        return Err(unreadable());
    }
    let key = key.to_str().map_err(|_| unreadable())?;
    Ok(Some(key).filter(|key| !key.is_empty()))
}

fn created(call: &Call<'_>, entity: Value) -> Reply {
    let location = format!("{}/{NAME}/{}", call.context.graph_url(), entity["id"].as_str().unwrap_or_default());
    let etag = entity["@odata.etag"].as_str().unwrap_or_default().to_owned();
    Reply::json(entity).with_status(StatusCode::CREATED).with_header(LOCATION, &location).with_header(ETAG, &etag)
}

enum Repetition {
    Answered(Answer),
    First(Once),
}

async fn reserve(call: &Call<'_>, key: &str) -> ApiResult<Repetition> {
    let mut hash = Sha256::new();
    hash.update(call.path.as_bytes());
    hash.update([0]);
    hash.update(&call.body);
    let key = IdempotencyKey { caller: call.caller.credential.id.to_string(), key: key.to_owned() };
    match call.app.store.idempotent(key, hash.finalize().into(), call.context.received).await? {
        Repeat::Running => Err(ApiError::new(Code::IdempotencyKeyRunning)),
        Repeat::Reused => Err(ApiError::new(Code::IdempotencyKeyReused)),
        Repeat::Done(answer) => Ok(Repetition::Answered(answer)),
        Repeat::Fresh(reservation) => {
            let context = call.metadata(&format!("{NAME}/$entity"));
            let answer = move |written: &Saved| Answer {
                status: StatusCode::CREATED.as_u16(),
                body: with_context(&context, document(&written.profile, written.place, false)).to_string(),
            };
            Ok(Repetition::First(Once { reservation, answer: Box::new(answer) }))
        }
    }
}

/// `PATCH .../{id}`
pub async fn change(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let current = current(call, id)?;
    let change = sent::profile_change(&body::parse(&call.body)?, &current)?;
    let expected = expected_version(call, id);
    let outcome = call.app.store.change_profile(&call.caller.author, call.context.received, id, expected, change).await?;
    let written = outcome.map_err(|reason| refused(reason, item_etag))?;
    let reply = Reply::json(saved(call, &written.profile, written.place));
    Ok(reply.with_header(ETAG, &item_etag(written.profile.version)).minimal_if_preferred(call))
}

/// `DELETE .../{id}`
pub async fn delete(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let expected = expected_version(call, id);
    let outcome = call.app.store.delete_profile(&call.caller.author, call.context.received, id, expected).await?;
    outcome.map_err(|reason| refused(reason, item_etag))?;
    Ok(Reply::nothing())
}

/// The profile as it is now.
pub fn current(call: &Call<'_>, id: &Guid) -> ApiResult<Arc<Profile>> {
    let set = call.app.store.snapshot();
    let found = set.find(id).map(|(_, profile)| Arc::clone(profile));
    found.ok_or_else(|| ApiError::new(Code::NotFound))
}

/// The version of the profile that the client read. `*` is any; a tag that names no version is the version 0, which never exists.
pub fn expected_version(call: &Call<'_>, id: &Guid) -> Option<u64> {
    let is_current = |tag: &str| {
        let version = parse_item_etag(tag);
        version.is_some() && version == call.app.store.snapshot().find(id).map(|(_, profile)| profile.version)
    };
    call.if_match(is_current).map(|tag| parse_item_etag(tag).unwrap_or_default())
}
