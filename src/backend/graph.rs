//! The Graph API: the questions that screens ask, in the contract's words (docs/API.md).

pub mod audit;
pub mod overview;
pub mod profile_writes;
pub mod versions;
pub mod who_gets_what;

use std::rc::Rc;

use enrollment::assignment::Assignment;
use enrollment::enrollment_type::EnrollmentType;
use enrollment::graph::received::{Group, NotAnEntity, Organization, Profile, Restriction, User};
use enrollment::graph::written;
use enrollment::profile::NewProfile;
use serde_json::{Value, json};

use super::error::ApiError;
use super::transport::{Method, Request, Response, Transport};

pub(super) const PROFILES: &str = "/deviceManagement/appleUserInitiatedEnrollmentProfiles";
/// How many matches a picker shows.
const MATCHES: u32 = 25;
/// The most requests that Graph takes in one batch.
const BATCH: usize = 20;

/// The profiles in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileList {
    /// The profiles, the highest first.
    pub profiles: Vec<Profile>,
    /// The version of the order, where the server has one.
    pub order_etag: Option<String>,
}

/// The first matches of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches<T> {
    /// The matches that were sent.
    pub first: Vec<T>,
    /// How many there are in all, where the server says so.
    pub total: Option<u64>,
}

/// What a server offers beyond Graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// The version of the server; empty for plain Graph.
    pub version: String,
    /// The names of what it offers.
    pub features: Vec<String>,
}

impl Features {
    fn read(answer: &Value) -> Self {
        let features = answer["features"].as_array().into_iter().flatten().filter_map(text).collect();
        Self { version: text(&answer["version"]).unwrap_or_default(), features }
    }

    /// Whether the server offers `feature`, by its name in docs/API.md: `order`, `reach`, `whoGetsWhat`.
    pub fn has(&self, feature: &str) -> bool {
        self.features.iter().any(|other| other == feature)
    }
}

/// What assignments would do, before they are saved.
#[derive(Clone, Copy, Debug)]
pub struct ReachQuestion<'a> {
    /// Whom the profile would be assigned to.
    pub assignments: &'a [Assignment],
    /// Its place, 0 first; `None` is the end.
    pub priority: Option<u32>,
    /// Its type, for the restrictions that it overrides.
    pub enrollment_type: Option<&'a EnrollmentType>,
    /// The existing profile that it takes the place of.
    pub profile_id: Option<&'a str>,
}

/// Whom a profile would reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// How many people its assignments reach.
    pub reached: u64,
    /// For how many of them it would be the profile that applies.
    pub applies: u64,
    /// From where people would come to it.
    pub moves: Vec<ReachMove>,
    /// How many stay with a profile that is higher.
    pub stays_with_higher: u64,
    /// For how many it cannot be told.
    pub unknown: u64,
    /// The enrollment restrictions that would not apply to them.
    pub overridden_restrictions: Vec<Named>,
}

/// People who would come from one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachMove {
    /// The profile; `None` when no profile reached them until now.
    pub profile_id: Option<String>,
    /// Its name.
    pub display_name: Option<String>,
    /// How many people.
    pub count: u64,
}

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
}

impl Reach {
    /// Reads the answer by hand: derived readers would cost several kilobytes of wasm for these few numbers.
    fn read(answer: &Value) -> Option<Self> {
        Some(Self {
            reached: answer["reached"].as_u64()?,
            applies: answer["applies"].as_u64()?,
            moves: answer["moves"].as_array()?.iter().map(ReachMove::read).collect::<Option<_>>()?,
            stays_with_higher: answer["staysWithHigher"].as_u64()?,
            unknown: answer["unknown"].as_u64().unwrap_or_default(),
            overridden_restrictions: answer["overriddenRestrictions"].as_array().into_iter().flatten().filter_map(Named::read).collect(),
        })
    }
}

impl ReachMove {
    fn read(answer: &Value) -> Option<Self> {
        let (profile_id, display_name) = (text(&answer["profileId"]), text(&answer["displayName"]));
        Some(Self { profile_id, display_name, count: answer["count"].as_u64()? })
    }
}

impl Named {
    pub(super) fn read(answer: &Value) -> Option<Self> {
        Some(Self { id: text(&answer["id"])?, display_name: text(&answer["displayName"])? })
    }
}

/// Asks the Graph API.
#[derive(Clone)]
pub struct Graph {
    transport: Rc<dyn Transport>,
    base: Rc<str>,
}

impl Graph {
    /// A client of the server whose URLs start with `base`.
    pub fn new(transport: Rc<dyn Transport>, base: &str) -> Self {
        Self { transport, base: format!("{base}/graph/beta").into() }
    }

    /// Every profile with its assignments, in order.
    pub async fn profiles(&self) -> Result<ProfileList, ApiError> {
        let first = self.get(&format!("{PROFILES}?$expand=assignments&$top=999")).await?;
        let order_etag = text(&first["@pomona.orderEtag"]);
        let mut profiles = entities(&first, Profile::read)?;
        let mut next = next_link(&first);
        while let Some(url) = next {
            let page = self.answer(Request::new(Method::Get, url)).await?;
            profiles.extend(entities(&page, Profile::read)?);
            next = next_link(&page);
        }
        Ok(ProfileList { profiles, order_etag })
    }

    /// One profile with its assignments.
    pub async fn profile(&self, id: &str) -> Result<Profile, ApiError> {
        let answer = self.get(&format!("{PROFILES}/{}?$expand=assignments", encoded(id))).await?;
        Profile::read(&answer).map_err(unreadable)
    }

    /// The profiles with exactly this name; servers compare without regard to case.
    pub async fn profiles_named(&self, name: &str) -> Result<Vec<Profile>, ApiError> {
        let filter = encoded(&format!("displayName eq '{}'", name.replace('\'', "''")));
        entities(&self.get(&format!("{PROFILES}?$filter={filter}&$select=id,displayName")).await?, Profile::read)
    }

    /// Creates a profile with its assignments, all or nothing. The same `key` creates it once, however often it is sent.
    pub async fn create_profile(&self, profile: &NewProfile, key: &str) -> Result<Profile, ApiError> {
        let request = Request::new(Method::Post, format!("{}{PROFILES}", self.base))
            .header("Idempotency-Key", key)
            .json(written::new_profile(profile));
        Profile::read(&self.answer(request).await?).map_err(unreadable)
    }

    /// The groups whose names match `text`; without text the first by name.
    pub async fn groups(&self, text: &str) -> Result<Matches<Group>, ApiError> {
        self.search("/groups", search_clauses(text, &["displayName"]).as_deref(), Group::read).await
    }

    /// The people whose name or sign-in name match `text`; without text the first by name.
    pub async fn users(&self, text: &str) -> Result<Matches<User>, ApiError> {
        self.search("/users", search_clauses(text, &["displayName", "userPrincipalName"]).as_deref(), User::read).await
    }

    /// The groups with these ids; those that no longer exist are left out.
    pub async fn groups_by_id(&self, ids: &[String]) -> Result<Vec<Group>, ApiError> {
        let mut groups = Vec::new();
        for some in ids.chunks(BATCH) {
            let requests: Vec<Value> = some
                .iter()
                .enumerate()
                .map(|(index, id)| json!({"id": index.to_string(), "method": "GET", "url": format!("/groups/{}", encoded(id))}))
                .collect();
            let request = Request::new(Method::Post, format!("{}/$batch", self.base)).json(json!({ "requests": requests }));
            let answer = self.answer(request).await?;
            let responses = answer["responses"].as_array().ok_or(ApiError::Unreadable)?;
            let found = responses.iter().filter(|response| response["status"] == 200);
            groups.extend(found.filter_map(|response| Group::read(&response["body"]).ok()));
        }
        Ok(groups)
    }

    /// Every group whose members follow from a rule.
    pub async fn dynamic_groups(&self) -> Result<Vec<Group>, ApiError> {
        let filter = encoded("groupTypes/any(c:c eq 'DynamicMembership')");
        self.all(&format!("/groups?$filter={filter}&$select=id,displayName,groupTypes,membershipRule&$top=999"), Group::read).await
    }

    /// Every enrollment restriction with its assignments.
    pub async fn restrictions(&self) -> Result<Vec<Restriction>, ApiError> {
        self.all("/deviceManagement/deviceEnrollmentConfigurations?$expand=assignments", Restriction::read).await
    }

    /// The organization.
    pub async fn organization(&self) -> Result<Organization, ApiError> {
        let answer = self.get("/organization").await?;
        entities(&answer, Organization::read)?.into_iter().next().ok_or(ApiError::Unreadable)
    }

    /// What this server offers beyond Graph; nothing when it is plain Graph.
    pub async fn features(&self) -> Result<Features, ApiError> {
        match self.get("/pomona").await {
            Ok(answer) => Ok(Features::read(&answer)),
            Err(ApiError::NotFound(_)) => Ok(Features::default()),
            Err(error) => Err(error),
        }
    }

    /// Whom a profile would reach. Only where the server offers `reach`.
    pub async fn reach(&self, question: ReachQuestion<'_>) -> Result<Reach, ApiError> {
        let targets = question.assignments.iter().map(|assignment| json!({ "target": written::target(assignment) }));
        let mut body = json!({ "assignments": targets.collect::<Vec<_>>() });
        if let Some(priority) = question.priority {
            body["priority"] = json!(priority);
        }
        if let Some(id) = question.profile_id {
            body["profileId"] = json!(id);
        }
        if let Some(enrollment_type) = question.enrollment_type {
            written::add_type(&mut body, enrollment_type);
        }
        let request = Request::new(Method::Post, format!("{}/pomona/reach", self.base)).json(body);
        Reach::read(&self.answer(request).await?).ok_or(ApiError::Unreadable)
    }

    async fn search<T>(
        &self,
        path: &str,
        clauses: Option<&str>,
        read: fn(&Value) -> Result<T, NotAnEntity>,
    ) -> Result<Matches<T>, ApiError> {
        let question = match clauses {
            Some(clauses) => format!("$search={}", encoded(clauses)),
            None => "$orderby=displayName".to_owned(),
        };
        let path = format!("{}{path}?{question}&$top={MATCHES}&$count=true", self.base);
        let answer = self.answer(Request::new(Method::Get, path).header("ConsistencyLevel", "eventual")).await?;
        Ok(Matches { first: entities(&answer, read)?, total: answer["@odata.count"].as_u64() })
    }

    /// Everything behind `path`, page by page.
    async fn all<T>(&self, path: &str, read: fn(&Value) -> Result<T, NotAnEntity>) -> Result<Vec<T>, ApiError> {
        let mut found = Vec::new();
        let mut next = Some(format!("{}{path}", self.base));
        while let Some(url) = next {
            let page = self.answer(Request::new(Method::Get, url)).await?;
            found.extend(entities(&page, read)?);
            next = next_link(&page);
        }
        Ok(found)
    }

    /// The address of `path` below the API.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub(super) async fn get(&self, path: &str) -> Result<Value, ApiError> {
        self.answer(Request::new(Method::Get, self.url(path))).await
    }

    pub(super) async fn answer(&self, request: Request) -> Result<Value, ApiError> {
        serde_json::from_str(&self.send(request).await?.body).map_err(|_| ApiError::Unreadable)
    }

    /// Sends what is answered without a body.
    pub(super) async fn done(&self, request: Request) -> Result<(), ApiError> {
        self.send(request).await.map(drop)
    }

    async fn send(&self, request: Request) -> Result<Response, ApiError> {
        let response: Response = self.transport.send(request).await?;
        if (200..300).contains(&response.status) { Ok(response) } else { Err(ApiError::of(&response)) }
    }
}

/// A key that makes a create repeatable: new for every content, the same for every try of it.
pub fn idempotency_key() -> String {
    let part = || (js_sys::Math::random() * f64::from(u32::MAX)).to_bits();
    format!("{:x}-{:x}-{:x}", js_sys::Date::now().to_bits(), part(), part())
}

fn entities<T>(answer: &Value, read: fn(&Value) -> Result<T, NotAnEntity>) -> Result<Vec<T>, ApiError> {
    let value = answer["value"].as_array().ok_or(ApiError::Unreadable)?;
    value.iter().map(read).collect::<Result<_, _>>().map_err(unreadable)
}

pub(super) fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The next page, without scheme and host: a server behind a proxy may not know by which name it is called.
pub(super) fn next_link(answer: &Value) -> Option<String> {
    let link = text(&answer["@odata.nextLink"])?;
    let path = link.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()));
    Some(path.unwrap_or(link))
}

/// `"displayName:text" OR "mail:text"`, with quotes and backslashes escaped (GRAPH.md 8.1); nothing for no text.
pub(super) fn search_clauses(text: &str, properties: &[&str]) -> Option<String> {
    let text = text.trim();
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    let clauses: Vec<String> = properties.iter().map(|property| format!("\"{property}:{escaped}\"")).collect();
    (!text.is_empty()).then(|| clauses.join(" OR "))
}

pub(super) fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

pub(super) fn unreadable(_: NotAnEntity) -> ApiError {
    ApiError::Unreadable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_asked_for_where_the_app_lives() {
        let link = |link: &str| next_link(&json!({"@odata.nextLink": link}));
        assert_eq!(link("http://10.0.0.7:8080/it/graph/beta/users?$skiptoken=25").as_deref(), Some("/it/graph/beta/users?$skiptoken=25"));
        assert_eq!(link("/graph/beta/users?$skiptoken=25").as_deref(), Some("/graph/beta/users?$skiptoken=25"));
        assert_eq!(next_link(&json!({})), None);
    }

    #[test]
    fn a_search_escapes_what_would_end_its_quotes() {
        assert_eq!(search_clauses(r#" a"b\c "#, &["displayName"]).as_deref(), Some(r#""displayName:a\"b\\c""#));
        assert_eq!(search_clauses("x", &["a", "b"]).as_deref(), Some(r#""a:x" OR "b:x""#));
        assert_eq!(search_clauses("  ", &["a"]), None);
    }
}
