//! The versions of the profiles and their order: what each changed, what differs between two, and the way back.

mod modified;

use enrollment::graph::received::AuditEvent;
use enrollment::graph::received::audit::{Actor, Modified, ObjectKind, Verb, Via};
use serde_json::{Value, json};

use self::modified::{modified, orders};
use super::{Graph, encoded, next_link, text};
use crate::backend::error::ApiError;
use crate::backend::transport::{Method, Request};

/// A change to a profile, its assignments or the order.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its place in the change log.
    pub number: u64,
    /// What happened, as the audit log tells it.
    pub event: AuditEvent,
    /// The version that was restored by it.
    pub restored: Option<u64>,
    /// An import did it.
    pub imported: bool,
    /// The version as it came.
    pub json: Value,
}

/// A page of versions, the newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionPage {
    /// The versions.
    pub versions: Vec<Version>,
    /// Where the next page is, if there is one.
    pub next: Option<String>,
}

/// What became of a profile between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was not there before.
    Added,
    /// It is there no more.
    Removed,
    /// It is another.
    Changed,
}

/// A profile that differs between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileDifference {
    /// Its name.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
    /// What differs.
    pub changes: Vec<Modified>,
}

/// A profile that stands elsewhere; places begin at 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its name.
    pub name: String,
    /// Where it stood.
    pub from: u64,
    /// Where it stands.
    pub to: u64,
}

/// What differs between two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The profiles that differ.
    pub profiles: Vec<ProfileDifference>,
    /// Those that stand elsewhere.
    pub moves: Vec<Moved>,
    /// The difference as it came.
    pub json: Value,
}

/// What a restore would change, or did.
#[derive(Clone, Debug, PartialEq)]
pub struct Restore {
    /// What differs from what is now.
    pub difference: Difference,
    /// The names of the profiles some of whose groups are gone.
    pub without_group: Vec<String>,
    /// The version for `If-Match`.
    pub etag: Option<String>,
    /// The profile as it would be, or is; `None` when all of them are restored.
    pub profile: Option<Value>,
}

impl Version {
    /// By hand, as everything in `graph`.
    fn read(answer: &Value) -> Option<Self> {
        let profile = &answer["profile"];
        let text = |value: &Value| text(value).unwrap_or_default();
        let mut changes = modified(&answer["changes"]);
        changes.extend(orders(&answer["order"]));
        let (activity, program) = (text(&answer["activity"]), text(&answer["program"]));
        let event = AuditEvent {
            id: text(&answer["id"]),
            at: text(&answer["changedDateTime"]),
            actor: Actor { name: text(&answer["changedBy"]), via: via(&answer["through"]), program },
            verb: verb(&activity),
            kind: Some(if profile.is_null() { ObjectKind::Order } else { ObjectKind::Profile }),
            activity,
            refused: false,
            object_id: text(&profile["id"]),
            object_name: text(&profile["displayName"]),
            changes,
            request_id: text(&answer["requestId"]),
        };
        let imported = answer["imported"].as_bool().unwrap_or_default();
        Some(Self {
            number: answer["version"].as_u64()?,
            event,
            restored: answer["restoredVersion"].as_u64(),
            imported,
            json: answer.clone(),
        })
    }
}

impl Difference {
    /// Of all profiles, or of the one that the answer is about.
    fn read(answer: &Value) -> Option<Self> {
        let one = |profile: &Value| {
            let fate = match profile["change"].as_str() {
                Some("added") => Fate::Added,
                Some("removed") => Fate::Removed,
                Some(_) => Fate::Changed,
                None => fate(&answer["changes"]),
            };
            let changes = if profile["changes"].is_array() { &profile["changes"] } else { &answer["changes"] };
            Some(ProfileDifference { name: text(&profile["displayName"])?, fate, changes: modified(changes) })
        };
        let step = |step: &Value| Some(Moved { name: text(&step["displayName"])?, from: step["from"].as_u64()?, to: step["to"].as_u64()? });
        let profiles = match (answer["profiles"].as_array(), answer["changes"].as_array()) {
            (Some(profiles), _) => profiles.iter().map(one).collect::<Option<_>>()?,
            (None, Some(changes)) if changes.is_empty() => Vec::new(),
            (None, Some(_)) => vec![one(&answer["profile"])?],
            (None, None) => return None,
        };
        let shifted = answer["moves"].as_array().into_iter().flatten().map(step).collect::<Option<_>>()?;
        Some(Self { profiles, moves: shifted, json: answer.clone() })
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty() && self.moves.is_empty()
    }
}

impl Restore {
    fn read(answer: &Value, etag: Option<&str>) -> Option<Self> {
        let mut without_group: Vec<String> =
            answer["warnings"].as_array().into_iter().flatten().filter_map(|warning| text(&warning["profile"]["displayName"])).collect();
        without_group.dedup();
        let profile = Some(&answer["profile"]).filter(|profile| profile.is_object()).cloned();
        Some(Self { difference: Difference::read(answer)?, without_group, etag: etag.map(str::to_owned), profile })
    }

    /// Whether the one profile was not there before.
    pub fn brings_back(&self) -> bool {
        self.profile.is_some() && self.difference.profiles.iter().any(|profile| profile.fate == Fate::Added)
    }
}

impl Graph {
    /// The newest versions, at most `most`: of one profile, or of all and their order.
    pub async fn versions(&self, of: Option<&str>, most: u32) -> Result<VersionPage, ApiError> {
        let list = of.map_or_else(|| "/pomona/versions".to_owned(), |id| format!("/pomona/profiles/{}/versions", encoded(id)));
        self.version_page(&self.url(&format!("{list}?$top={most}"))).await
    }

    /// The page behind [`VersionPage::next`].
    pub async fn version_page(&self, next: &str) -> Result<VersionPage, ApiError> {
        let answer = self.answer(Request::new(Method::Get, next)).await?;
        let versions = answer["value"].as_array().and_then(|value| value.iter().map(Version::read).collect());
        Ok(VersionPage { versions: versions.ok_or(ApiError::Unreadable)?, next: next_link(&answer) })
    }

    /// One version.
    pub async fn version(&self, number: u64) -> Result<Version, ApiError> {
        Version::read(&self.get(&format!("/pomona/versions/{number}")).await?).ok_or(ApiError::Unreadable)
    }

    /// What differs between two versions; without `to`, from what is now.
    pub async fn compare_versions(&self, of: Option<&str>, from: u64, to: Option<u64>) -> Result<Difference, ApiError> {
        let to = to.map(|to| format!("&to={to}")).unwrap_or_default();
        let of = of.map(|id| format!("&profile={}", encoded(id))).unwrap_or_default();
        Difference::read(&self.get(&format!("/pomona/versions/compare?from={from}{to}{of}")).await?).ok_or(ApiError::Unreadable)
    }

    /// What restoring a version would change: one profile, or all of them and their order.
    pub async fn restore_plan(&self, of: Option<&str>, version: u64) -> Result<Restore, ApiError> {
        let plan = self.restored(Request::new(Method::Post, format!("{}/plan", self.restore_url(of))), version).await?;
        // The version of a plan for all profiles counts changes inside each, which that of the order does not.
        let etag = text(&plan.difference.json["planVersion"]).or(plan.etag);
        Ok(Restore { etag, ..plan })
    }

    /// Restores a version, when what is now is still of `etag`.
    pub async fn restore(&self, of: Option<&str>, version: u64, etag: &str) -> Result<Restore, ApiError> {
        self.restored(Request::new(Method::Post, self.restore_url(of)).header("If-Match", etag), version).await
    }

    async fn restored(&self, request: Request, version: u64) -> Result<Restore, ApiError> {
        let response = self.send(request.json(json!({ "version": version }))).await?;
        Restore::read(&response.json(), response.header("etag")).ok_or(ApiError::Unreadable)
    }

    fn restore_url(&self, of: Option<&str>) -> String {
        let of = of.map(|id| format!("/profiles/{}", encoded(id))).unwrap_or_default();
        self.url(&format!("/pomona{of}/restore"))
    }
}

fn via(word: &Value) -> Option<Via> {
    match word.as_str()? {
        "portal" => Some(Via::Portal),
        "token" => Some(Via::Token),
        "cli" => Some(Via::CommandLine),
        "server" => Some(Via::Server),
        _ => None,
    }
}

fn verb(activity: &str) -> Option<Verb> {
    match activity {
        "create" => Some(Verb::Create),
        "change" => Some(Verb::Change),
        "delete" => Some(Verb::Delete),
        "assign" => Some(Verb::Assign),
        "unassign" => Some(Verb::Unassign),
        "reorder" => Some(Verb::Reorder),
        _ => None,
    }
}

fn fate(changes: &Value) -> Fate {
    let lacks = |side: &str| changes.as_array().is_some_and(|changes| changes.iter().all(|change| change[side].is_null()));
    match (lacks("before"), lacks("after")) {
        (true, false) => Fate::Added,
        (false, true) => Fate::Removed,
        _ => Fate::Changed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(name: &str, before: Option<&str>, after: Option<&str>) -> Modified {
        Modified { name: name.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
    }

    #[test]
    fn a_version_is_told_as_an_event_of_the_audit_log() {
        let answer = json!({
            "version": 57, "id": "e1", "changedDateTime": "2026-11-24T09:00:00Z", "changedBy": "Ada", "through": "cli", "activity": "change",
            "profile": {"id": "p1", "displayName": "Board"}, "restoredVersion": 40, "imported": false, "order": null,
            "changes": [
                {"field": "displayName", "before": "Executives", "after": "Board"},
                {"field": "assignments", "before": {"groupId": "a"}, "after": null},
                {"field": "assignments", "before": {"groupId": "b"}, "after": null},
            ],
        });
        let version = Version::read(&answer).expect("a version");
        assert_eq!((version.number, version.restored), (57, Some(40)));
        let event = version.event;
        assert_eq!((event.verb, event.kind, event.actor.via), (Some(Verb::Change), Some(ObjectKind::Profile), Some(Via::CommandLine)));
        let gone = r#"[{"target":{"groupId":"a"}},{"target":{"groupId":"b"}}]"#;
        assert_eq!(event.changes, [change("DisplayName", Some("Executives"), Some("Board")), change("Assignments", Some(gone), None)]);
    }

    #[test]
    fn a_profile_that_comes_back_is_known_by_having_nothing_before() {
        let answer = |before: Value| {
            let changes = json!([{"field": "displayName", "before": before, "after": "Pilot"}]);
            json!({"profile": {"displayName": "Pilot"}, "changes": changes, "warnings": [{"profile": {"displayName": "Pilot"}}]})
        };
        let read = |before: Value| Restore::read(&answer(before), Some("\"3\"")).expect("a plan");
        assert!(read(Value::Null).brings_back());
        let changed = read(json!("Old"));
        assert!(!changed.brings_back());
        assert_eq!((changed.etag.as_deref(), changed.without_group), (Some("\"3\""), vec!["Pilot".to_owned()]));
        let same = Restore::read(&json!({"profile": {"displayName": "Pilot"}, "changes": []}), None).expect("a plan");
        assert!(same.difference.is_empty());
    }

    #[test]
    fn a_difference_of_all_profiles_has_their_fates_and_moves() {
        let answer = json!({
            "profiles": [{"id": "a", "displayName": "A", "change": "removed", "changes": []}],
            "moves": [{"id": "b", "displayName": "B", "from": 2, "to": 0}],
        });
        let difference = Difference::read(&answer).expect("a difference");
        assert_eq!(difference.profiles, [ProfileDifference { name: "A".to_owned(), fate: Fate::Removed, changes: Vec::new() }]);
        assert_eq!(difference.moves, [Moved { name: "B".to_owned(), from: 2, to: 0 }]);
        assert_eq!(Difference::read(&json!({})), None);
    }
}
