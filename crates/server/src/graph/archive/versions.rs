//! Versions: every change to a profile, its assignments or the order, as the change log tells it. A version's number is the
//! place of its row in the log.

use enrollment::error::{Code, FieldError};
use enrollment::graph::kept;
use enrollment::graph::write_date_time;
use enrollment::graph::written::versions::{field_differences, past, placed, set_difference};
use enrollment::guid::Guid;
use enrollment::history::difference::{Field, FieldDifference, of_profile as fields_of, of_sets};
use enrollment::history::{Past, Placed, Step};
use pomona_store::{AuthorKind, Change, ChangeFilter, ObjectKind, StoreError};
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::Call;
use crate::graph::query::{Query, named, next_link};
use crate::graph::reply::Reply;

/// How many versions a page has, and the most that may be asked for.
const PAGE: usize = 50;
const LARGEST_PAGE: usize = 200;
/// How many rows of one profile are read at a time.
const CHUNK: u32 = 500;
const KINDS: [ObjectKind; 2] = [ObjectKind::Profile, ObjectKind::Order];

/// A version: its row, and what the row did.
struct Version {
    change: Change,
    step: Step,
}

impl Version {
    fn of(change: Change) -> ApiResult<Self> {
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        let step = match change.object_kind {
            ObjectKind::Order => kept::order_step(before, after),
            _ => kept::profile_step(&change.object_id, before, after),
        };
        let unreadable = || StoreError::Corrupt(format!("version {} cannot be read", change.sequence));
        Ok(Self { step: step.ok_or_else(unreadable)?, change })
    }

    /// Who did what and when, and what changed.
    fn document(&self) -> Value {
        let change = &self.change;
        let is_profile = change.object_kind == ObjectKind::Profile;
        json!({
            "version": change.sequence,
            "id": change.id.to_string(),
            "changedDateTime": write_date_time(change.at),
            "changedBy": change.author.name,
            "through": through(change.author.kind),
            "program": change.author.client,
            "requestId": change.author.request_id,
            "activity": change.action.as_str(),
            "profile": is_profile.then(|| json!({"id": change.object_id, "displayName": change.object_name})),
            "restoredVersion": kept::restored_version(change.after.as_ref()),
            "imported": kept::is_imported(change.after.as_ref()),
            "changes": self.changes(),
            "order": self.order(),
        })
    }

    fn changes(&self) -> Value {
        match &self.step {
            Step::Created(after) => field_differences(&fields_of(None, Some(after))),
            Step::Deleted(before) => field_differences(&fields_of(Some(before), None)),
            Step::Changed { before, after } => field_differences(&fields_of(Some(before), Some(after))),
            Step::Moved { from, to, .. } => {
                field_differences(&[FieldDifference { before: Some(Field::Place(*from)), after: Some(Field::Place(*to)) }])
            }
            Step::Reordered { .. } => json!([]),
        }
    }

    /// The whole order before and after, where the version replaced it.
    fn order(&self) -> Value {
        let Step::Reordered { before, after } = &self.step else { return Value::Null };
        let list = |ids: &[Guid], document: Option<&Value>| -> Value {
            let names = document.and_then(|document| document["profileOrder"].as_array()).map_or(&[][..], Vec::as_slice);
            let one = |(place, id): (usize, &Guid)| json!({"id": id.to_string(), "displayName": names.get(place)});
            ids.iter().enumerate().map(one).collect()
        };
        json!({"before": list(before, self.change.before.as_ref()), "after": list(after, self.change.after.as_ref())})
    }
}

const fn through(kind: AuthorKind) -> &'static str {
    match kind {
        AuthorKind::Session => "portal",
        AuthorKind::Token => "token",
        AuthorKind::Cli => "cli",
        AuthorKind::System => "server",
    }
}

/// How many versions a request asks for, and before which one they begin.
fn page(call: &Call<'_>) -> ApiResult<(usize, Option<u64>)> {
    let query = Query::parse(call.query)?;
    query.allow(&["$top", "$skiptoken"])?;
    let size = query.top.unwrap_or(PAGE);
    if (1..=LARGEST_PAGE).contains(&size) { Ok((size, query.skip_token)) } else { Err(ApiError::query_option("$top")) }
}

/// A page with the link to the next, which begins before the version `next`.
fn listed(call: &Call<'_>, value: Value, next: Option<u64>) -> Reply {
    let mut document = json!({});
    document["value"] = value;
    if let Some(next) = next {
        document["@odata.nextLink"] = json!(next_link(&call.address(), call.query, next));
    }
    Reply::json(document)
}

/// `GET /pomona/versions`: of all profiles and their order, newest first.
pub async fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let (size, before) = page(call)?;
    let limit = u32::try_from(size + 1).ok();
    let filter = ChangeFilter { object_kinds: KINDS.to_vec(), before, limit, ..ChangeFilter::default() };
    let mut rows = call.app.store.changes(&filter).await?;
    let has_more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| has_more).map(|row| row.sequence);
    let value = rows.into_iter().map(|row| Ok(Version::of(row)?.document())).collect::<ApiResult<Value>>()?;
    Ok(listed(call, value, next))
}

/// `GET /pomona/profiles/{id}/versions`: of one profile, deleted or not, newest first, each with the profile as it was then.
pub async fn of_profile(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let (size, token) = page(call)?;
    let mut filter = ChangeFilter {
        object_kinds: vec![ObjectKind::Profile],
        object_id: Some(id.to_string()),
        limit: Some(CHUNK),
        ..ChangeFilter::default()
    };
    let mut versions = Vec::new();
    loop {
        let rows = call.app.store.changes(&filter).await?;
        let is_last = rows.len() < CHUNK as usize;
        filter.before = rows.last().map(|row| row.sequence);
        versions.extend(rows.into_iter().map(Version::of).collect::<ApiResult<Vec<_>>>()?);
        if is_last {
            break;
        }
    }
    if versions.is_empty() {
        return Err(ApiError::new(Code::NotFound));
    }
    // What a version left unsaid is as the one before it left it, so they are read from the oldest on.
    let mut state: Option<Placed> = None;
    let mut documents: Vec<(u64, Value)> = Vec::with_capacity(versions.len());
    for version in versions.into_iter().rev() {
        state = version.step.follow(state);
        let mut document = version.document();
        document["state"] = json!(state.as_ref().map(placed));
        documents.push((version.change.sequence, document));
    }
    let asked = documents.into_iter().rev().filter(|(version, _)| token.is_none_or(|token| *version < token));
    let mut asked: Vec<(u64, Value)> = asked.take(size + 1).collect();
    let has_more = asked.len() > size;
    asked.truncate(size);
    let next = asked.last().filter(|_| has_more).map(|(version, _)| *version);
    Ok(listed(call, asked.into_iter().map(|(_, document)| document).collect(), next))
}

/// `GET /pomona/versions/{version}`: one version, with all profiles as they were right after it.
pub async fn read(call: &Call<'_>, version: u64) -> ApiResult<Reply> {
    Query::parse(call.query)?.allow(&[])?;
    let filter = ChangeFilter {
        object_kinds: KINDS.to_vec(),
        after: version.checked_sub(1),
        before: version.checked_add(1),
        ..ChangeFilter::default()
    };
    let not_found = || ApiError::new(Code::NotFound);
    let row = call.app.store.changes(&filter).await?.pop().ok_or_else(not_found)?;
    let profiles = call.app.store.profiles_at(version).await?.ok_or_else(not_found)?;
    let mut document = Version::of(row)?.document();
    document["profiles"] = profiles.iter().enumerate().map(|(place, profile)| past(profile, place)).collect();
    Ok(Reply::json(document))
}

/// `GET /pomona/versions/compare?from=1&to=2&profile=ID`: without `to`, with what is now; without `profile`, of all.
pub async fn compare(call: &Call<'_>) -> ApiResult<Reply> {
    let [from, to, profile] = named(call.query, ["from", "to", "profile"])?;
    let number = |name, text: Option<String>| text.map(|text| text.parse().map_err(|_| ApiError::query_option(name))).transpose();
    let from: u64 = number("from", from)?.ok_or_else(|| ApiError::query_option("from"))?;
    let to: Option<u64> = number("to", to)?;
    let profile = profile.map(|id| Guid::parse(&id).map_err(|_| ApiError::query_option("profile"))).transpose()?;
    let before = profiles_at(call, from, "").await?;
    let after = match to {
        Some(to) => profiles_at(call, to, "").await?,
        None => now(call),
    };
    let mut document = match profile {
        None => set_difference(&of_sets(&before, &after)),
        Some(id) => {
            let (before, after) = (find(&before, &id), find(&after, &id));
            let named = after.as_ref().or(before.as_ref()).ok_or_else(|| ApiError::new(Code::NotFound))?;
            let named = json!({"id": named.past.id.to_string(), "displayName": named.past.name.as_str()});
            json!({"profile": named, "changes": field_differences(&fields_of(before.as_ref(), after.as_ref()))})
        }
    };
    document["from"] = json!(from);
    document["to"] = json!(to);
    Ok(Reply::json(document))
}

/// The profiles right after a version. A number that is none is a mistake at `pointer`.
pub async fn profiles_at(call: &Call<'_>, version: u64, pointer: &str) -> ApiResult<Vec<Past>> {
    let found = call.app.store.profiles_at(version).await?;
    found.ok_or_else(|| FieldError::new(Code::VersionUnknown, pointer).with("version", version).into())
}

/// The profiles as they are now.
pub fn now(call: &Call<'_>) -> Vec<Past> {
    call.app.store.snapshot().profiles.iter().map(|profile| Past::from(profile.as_ref())).collect()
}

/// One of them, with its place.
pub fn find(profiles: &[Past], id: &Guid) -> Option<Placed> {
    let place = profiles.iter().position(|profile| profile.id == *id)?;
    Some(Placed { past: profiles[place].clone(), place })
}
