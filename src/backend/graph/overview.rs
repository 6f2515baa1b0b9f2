//! What our server tells at a glance: how far the order reaches, and what deserves attention.

use enrollment::attention::Concern;
use serde_json::Value;

use super::{Graph, Named, PROFILES};
use crate::backend::error::ApiError;

/// How far the order reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// How many people there are.
    pub people: u64,
    /// To how many of them a profile applies.
    pub reached: u64,
    /// To how many none does.
    pub unreached: u64,
    /// For how many it cannot be told.
    pub unknown: u64,
    /// The ids of the profiles, and to how many people each applies.
    pub applies: Vec<(String, u64)>,
    /// What deserves attention. Concerns that this version does not know are left out.
    pub attention: Vec<Attention>,
}

/// Something that deserves attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// Why.
    pub concern: Concern,
    /// The profiles that it is about.
    pub profiles: Vec<Named>,
    /// How many people it is about.
    pub people: u64,
}

impl Overview {
    fn read(answer: &Value) -> Option<Self> {
        let applies = |profile: &Value| Some((profile["id"].as_str()?.to_owned(), profile["applies"].as_u64()?));
        Some(Self {
            people: answer["people"].as_u64()?,
            reached: answer["reached"].as_u64()?,
            unreached: answer["unreached"].as_u64()?,
            unknown: answer["unknown"].as_u64().unwrap_or_default(),
            applies: answer["profiles"].as_array()?.iter().filter_map(applies).collect(),
            attention: answer["attention"].as_array()?.iter().filter_map(Attention::read).collect(),
        })
    }
}

impl Attention {
    fn read(answer: &Value) -> Option<Self> {
        let code = answer["code"].as_str()?;
        Some(Self {
            concern: Concern::ALL.into_iter().find(|concern| concern.as_str() == code)?,
            profiles: answer["profiles"].as_array().into_iter().flatten().filter_map(Named::read).collect(),
            people: answer["people"].as_u64().unwrap_or_default(),
        })
    }
}

impl Graph {
    /// How far the order reaches. Only where the server offers `overview`.
    pub async fn overview(&self) -> Result<Overview, ApiError> {
        Overview::read(&self.get("/pomona/overview").await?).ok_or(ApiError::Unreadable)
    }

    /// How many profiles there are; `None` when the server does not count them.
    pub async fn profile_count(&self) -> Result<Option<u64>, ApiError> {
        Ok(self.get(&format!("{PROFILES}?$select=id&$top=1&$count=true")).await?["@odata.count"].as_u64())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_concern_that_is_not_known_is_left_out() {
        let answer = json!({"people": 3, "reached": 2, "unreached": 1, "profiles": [{"id": "a", "applies": 2}], "attention": [
            {"code": "sunspots", "profiles": [], "people": 3},
            {"code": "people_without_profile", "profiles": [], "people": 1},
        ]});
        let overview = Overview::read(&answer).expect("an overview");
        assert_eq!(overview.applies, [("a".to_owned(), 2)]);
        assert_eq!(overview.attention, [Attention { concern: Concern::PeopleWithoutProfile, profiles: vec![], people: 1 }]);
    }

    #[test]
    fn an_answer_without_its_numbers_is_no_overview() {
        assert_eq!(Overview::read(&json!({"people": 3})), None);
    }
}
