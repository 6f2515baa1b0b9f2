//! What is known at a glance: from our server's numbers, or from the profiles alone where a server has none.

use enrollment::attention::Concern;
use enrollment::enrollment_type::Kind;
use enrollment::graph::received::Profile;
use futures::future::join;

use crate::backend::graph::Named;
use crate::backend::graph::overview::{Attention, Overview};
use crate::backend::{ApiError, Graph};
use crate::features::profiles::words;

/// How much there is of one enrollment type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The type; `None` for those that this version does not know.
    pub kind: Option<Kind>,
    /// How many people, or how many profiles where people are not counted.
    pub count: u64,
}

/// To how many people a profile applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// Everybody.
    pub all: u64,
    /// To whom a profile applies.
    pub reached: u64,
    /// To whom none does.
    pub unreached: u64,
    /// For whom it cannot be told.
    pub unknown: u64,
}

/// What is known at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The ids of the profiles.
    pub profiles: Vec<String>,
    /// The types that are in use, in the order in which they are offered.
    pub shares: Vec<Share>,
    /// The people, where the server counts them.
    pub people: Option<People>,
    /// What needs attention.
    pub attention: Vec<Attention>,
}

impl Glance {
    /// What these profiles tell, with the server's numbers where it has some.
    pub fn of(profiles: &[Profile], overview: Option<Overview>) -> Self {
        let count = |profile: &Profile| match &overview {
            Some(overview) => overview.applies.iter().find(|(id, _)| *id == profile.id).map_or(0, |(_, count)| *count),
            None => 1,
        };
        let kind_of = |profile: &Profile| profile.known_type().map(|known| known.kind());
        let kinds = Kind::ALL.into_iter().map(Some).chain([None]);
        let share = |kind| Share { kind, count: profiles.iter().filter(|profile| kind_of(profile) == kind).map(count).sum() };
        Self {
            profiles: profiles.iter().map(|profile| profile.id.clone()).collect(),
            shares: kinds.map(share).filter(|share| share.count > 0).collect(),
            people: overview.as_ref().map(|overview| People {
                all: overview.people,
                reached: overview.reached,
                unreached: overview.unreached,
                unknown: overview.unknown,
            }),
            attention: overview.map_or_else(|| evident(profiles), |overview| overview.attention),
        }
    }

    /// Whether nobody has set up anything yet.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty() && self.people.as_ref().is_none_or(|people| people.all == 0)
    }
}

/// What needs attention by the profiles alone.
fn evident(profiles: &[Profile]) -> Vec<Attention> {
    let about = |concern, holds: &dyn Fn(&Profile) -> bool| {
        let named = |profile: &Profile| Named { id: profile.id.clone(), display_name: words::name(profile) };
        Attention { concern, profiles: profiles.iter().filter(|profile| holds(profile)).map(named).collect(), people: 0 }
    };
    let is_retired = |profile: &Profile| profile.known_type().is_some_and(|known| known.kind().is_retired());
    let is_for_nobody = |profile: &Profile| profile.assignments.as_ref().is_some_and(Vec::is_empty);
    let found = [about(Concern::RetiredType, &is_retired), about(Concern::ReachesNoOne, &is_for_nobody)];
    found.into_iter().filter(|one| !one.profiles.is_empty()).collect()
}

/// Asks the server for both.
pub async fn load(graph: Graph) -> Result<Glance, ApiError> {
    let (profiles, overview) = join(graph.profiles(), numbers(&graph)).await;
    Ok(Glance::of(&profiles?.profiles, overview?))
}

async fn numbers(graph: &Graph) -> Result<Option<Overview>, ApiError> {
    if graph.features().await?.has("overview") { graph.overview().await.map(Some) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn profile(id: &str, method: &str, assignments: &Value) -> Profile {
        let options = json!([{"ownerType": "personal", "enrollmentType": method}]);
        Profile::read(&json!({"id": id, "displayName": id, "defaultEnrollmentType": method,
            "availableEnrollmentTypeOptions": options, "assignments": assignments}))
        .expect("a profile")
    }

    fn everybody() -> Value {
        json!([{"id": "a", "target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}}])
    }

    fn profiles() -> Vec<Profile> {
        vec![
            profile("web", "webDeviceEnrollment", &everybody()),
            profile("old", "user", &everybody()),
            profile("older", "user", &json!([])),
            profile("vision", "visionEnrollment", &everybody()),
        ]
    }

    fn shares(glance: &Glance) -> Vec<(Option<Kind>, u64)> {
        glance.shares.iter().map(|share| (share.kind, share.count)).collect()
    }

    #[test]
    fn people_are_summed_by_type_in_the_order_of_the_types() {
        let applies = [("old", 3), ("older", 4), ("web", 5), ("vision", 1)].map(|(id, count)| (id.to_owned(), count));
        let overview = Overview { people: 20, reached: 13, unreached: 7, applies: applies.to_vec(), ..Overview::default() };
        let glance = Glance::of(&profiles(), Some(overview));
        assert_eq!(shares(&glance), [(Some(Kind::WebDevice), 5), (Some(Kind::UserWithCompanyPortal), 7), (None, 1)]);
        assert_eq!(glance.people, Some(People { all: 20, reached: 13, unreached: 7, unknown: 0 }));
        assert!(glance.attention.is_empty(), "only what the server says");
    }

    #[test]
    fn a_server_that_counts_nobody_is_told_by_its_profiles() {
        let glance = Glance::of(&profiles(), None);
        assert_eq!(shares(&glance), [(Some(Kind::WebDevice), 1), (Some(Kind::UserWithCompanyPortal), 2), (None, 1)]);
        assert_eq!(glance.people, None);
        let told: Vec<_> = glance.attention.iter().map(|one| (one.concern, one.profiles.len())).collect();
        assert_eq!(told, [(Concern::RetiredType, 2), (Concern::ReachesNoOne, 1)]);
    }

    #[test]
    fn an_organization_is_empty_without_people_and_profiles() {
        let of = |people| Glance::of(&[], Some(Overview { people, ..Overview::default() })).is_empty();
        assert!(of(0) && !of(1));
        assert!(Glance::of(&[], None).is_empty());
        assert!(!Glance::of(&profiles(), Some(Overview::default())).is_empty());
    }
}
