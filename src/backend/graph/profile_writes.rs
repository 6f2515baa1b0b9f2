//! What changes profiles that exist: their order, one of them, deleting one and putting it back; and what an order would
//! mean for people.

use enrollment::graph::received::Profile;
use serde_json::{Value, json};

use super::{Graph, Named, PROFILES, encoded, text, unreadable};
use crate::backend::error::ApiError;
use crate::backend::transport::{Method, Request};

/// What another order would mean for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// How many people change profile.
    pub changed: u64,
    /// For how many it cannot be told.
    pub unknown: u64,
    /// From where they come and where they go, most first.
    pub moves: Vec<EffectMove>,
}

/// People who would come from one profile to another; `None` is no profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectMove {
    /// Which one applies now.
    pub from: Option<Named>,
    /// Which one would apply.
    pub to: Option<Named>,
    /// To how many people.
    pub count: u64,
}

impl Effect {
    /// By hand, as everything in `graph`.
    fn read(answer: &Value) -> Option<Self> {
        let step = |step: &Value| {
            Some(EffectMove { from: Named::read(&step["from"]), to: Named::read(&step["to"]), count: step["count"].as_u64()? })
        };
        Some(Self {
            changed: answer["changed"].as_u64()?,
            unknown: answer["unknown"].as_u64().unwrap_or_default(),
            moves: answer["moves"].as_array()?.iter().map(step).collect::<Option<_>>()?,
        })
    }
}

impl Graph {
    /// Saves the whole order at once, when it is still of `version`. The new version. Only where the server offers `order`.
    pub async fn set_order(&self, ids: &[String], version: &str) -> Result<Option<String>, ApiError> {
        let request = Request::new(Method::Post, self.url(&format!("{PROFILES}/setOrder"))).header("If-Match", version);
        Ok(text(&self.answer(request.json(json!({ "profileIds": ids }))).await?["@pomona.orderEtag"]))
    }

    /// Takes one profile out of the order and puts it in at `place`, 0 first: all that plain Graph can do.
    pub async fn set_priority(&self, id: &str, place: usize) -> Result<(), ApiError> {
        let request = Request::new(Method::Post, format!("{}/setPriority", self.profile_url(id)));
        self.done(request.json(json!({ "priority": place }))).await
    }

    /// What the order would mean for people; a profile that is left out would be deleted. Only where the server offers `effect`.
    pub async fn effect(&self, ids: &[String]) -> Result<Effect, ApiError> {
        let request = Request::new(Method::Post, self.url("/pomona/effect")).json(json!({ "profileIds": ids }));
        Effect::read(&self.answer(request).await?).ok_or(ApiError::Unreadable)
    }

    /// What saving one profile would mean for people: one that is changed, or a new one without an id.
    pub async fn effect_of_profile(&self, profile: &Value) -> Result<Effect, ApiError> {
        let request = Request::new(Method::Post, self.url("/pomona/effect")).json(json!({ "profile": profile }));
        Effect::read(&self.answer(request).await?).ok_or(ApiError::Unreadable)
    }

    /// Changes what `change` names, when the profile is still of `version`.
    pub async fn change_profile(&self, id: &str, change: Value, version: Option<&str>) -> Result<Profile, ApiError> {
        let request = of_version(Request::new(Method::Patch, self.profile_url(id)), version);
        Profile::read(&self.answer(request.json(change)).await?).map_err(unreadable)
    }

    /// Deletes the profile, when it is still of `version`.
    pub async fn delete_profile(&self, id: &str, version: Option<&str>) -> Result<(), ApiError> {
        self.done(of_version(Request::new(Method::Delete, self.profile_url(id)), version)).await
    }

    /// Makes a profile again as it was read; the server gives it a new id. The same `key` makes it once.
    pub async fn put_back_profile(&self, profile: Value, key: &str) -> Result<Profile, ApiError> {
        let request = Request::new(Method::Post, self.url(PROFILES)).header("Idempotency-Key", key).json(profile);
        Profile::read(&self.answer(request).await?).map_err(unreadable)
    }

    fn profile_url(&self, id: &str) -> String {
        self.url(&format!("{PROFILES}/{}", encoded(id)))
    }
}

fn of_version(request: Request, version: Option<&str>) -> Request {
    match version {
        Some(version) => request.header("If-Match", version),
        None => request,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_without_a_profile_is_read_as_one() {
        let answer = json!({"people": 9, "changed": 3, "moves": [{"from": {"id": "a", "displayName": "A"}, "to": null, "count": 3}]});
        let effect = Effect::read(&answer).expect("an effect");
        let from = Named { id: "a".to_owned(), display_name: "A".to_owned() };
        assert_eq!(effect, Effect { changed: 3, unknown: 0, moves: vec![EffectMove { from: Some(from), to: None, count: 3 }] });
        assert_eq!(Effect::read(&json!({"changed": 3})), None);
    }
}
