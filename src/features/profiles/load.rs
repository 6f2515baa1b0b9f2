//! What the two screens ask the server.

use enrollment::graph::received::{Assignment, Profile};
use futures::future::join;

use super::audience::{GroupNames, group_ids};
use super::name_use::groups_that_use;
use super::place::{Place, in_order};
use super::shown_type::ShownType;
use crate::backend::graph::profile_writes::Effect;
use crate::backend::graph::{Reach, ReachQuestion};
use crate::backend::{ApiError, Graph};
use crate::features::wizard::draft::Draft;
use crate::features::wizard::{Before, NotKnown};

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The profiles, the first to decide first.
    pub profiles: Vec<Profile>,
    /// The groups that they are assigned to.
    pub groups: GroupNames,
    /// The version of the order, where the server has one.
    pub version: Option<String>,
}

impl Listed {
    /// How many profiles use the retired type.
    pub fn retired(&self) -> u64 {
        self.profiles.iter().filter(|profile| ShownType::of(profile).is_retired()).count() as u64
    }
}

/// What the page of one profile shows at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The profile.
    pub profile: Profile,
    /// Where it stands; `None` when it was deleted or made between two answers.
    pub place: Option<Place>,
    /// The groups that it is assigned to.
    pub groups: GroupNames,
    /// Every profile in its order, itself among them.
    pub all: Vec<Profile>,
}

impl Opened {
    /// The profile as something that can be changed; or why it can only be looked at.
    pub fn before(&self) -> Result<Before, NotKnown> {
        let Profile { id, etag, priority, .. } = &self.profile;
        let priority = priority.and_then(|priority| u32::try_from(priority).ok());
        let draft = Draft::of(&self.profile, &self.groups)?;
        Ok(Before { id: id.clone(), version: etag.clone(), priority, draft })
    }
}

/// What deleting a profile would cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// Who gets what instead; `None` when this server does not tell.
    pub effect: Option<Effect>,
    /// The dynamic groups that find their devices by the name of the profile.
    pub groups: Vec<String>,
}

/// Every profile, with the names of the groups.
pub async fn list(graph: Graph) -> Result<Listed, ApiError> {
    let answer = graph.profiles().await?;
    let profiles = in_order(answer.profiles);
    let groups = group_names(&graph, &profiles).await?;
    Ok(Listed { profiles, groups, version: answer.order_etag })
}

/// One profile, with its neighbors and the names of its groups.
pub async fn open(graph: Graph, id: String) -> Result<Opened, ApiError> {
    let (profile, all) = join(graph.profile(&id), graph.profiles()).await;
    let (profile, all) = (profile?, in_order(all?.profiles));
    let place = Place::of(&profile.id, &all);
    let groups = group_names(&graph, std::slice::from_ref(&profile)).await?;
    Ok(Opened { profile, place, groups, all })
}

/// What deleting this profile would cost.
pub async fn loss(graph: Graph, opened: Opened) -> Result<Loss, ApiError> {
    let own = opened.profile.id;
    let rest: Vec<String> = opened.all.into_iter().map(|profile| profile.id).filter(|id| *id != own).collect();
    let effect = if graph.features().await?.has("effect") { Some(graph.effect(&rest).await?) } else { None };
    let groups = name_users(graph, opened.profile.display_name.unwrap_or_default()).await?;
    Ok(Loss { effect, groups })
}

/// The names of the dynamic groups whose rules speak of `profile_name`.
pub async fn name_users(graph: Graph, profile_name: String) -> Result<Vec<String>, ApiError> {
    Ok(groups_that_use(&profile_name, &graph.dynamic_groups().await?))
}

/// Whom the profile reaches; `None` when this server does not tell, or cannot for such a profile.
pub async fn reach(graph: Graph, profile: Profile) -> Result<Option<Reach>, ApiError> {
    let assignments: Option<Vec<_>> = profile.assignments.iter().flatten().map(Assignment::known).collect();
    let (Some(assignments), true) = (assignments, profile.assignments.is_some()) else { return Ok(None) };
    if !graph.features().await?.has("reach") {
        return Ok(None);
    }
    let enrollment_type = profile.known_type();
    let question = ReachQuestion {
        assignments: &assignments,
        priority: profile.priority.and_then(|priority| u32::try_from(priority).ok()),
        enrollment_type: enrollment_type.as_ref(),
        profile_id: Some(&profile.id),
    };
    graph.reach(question).await.map(Some)
}

/// Without permission to read groups the profiles are still worth showing, with ids in the place of names.
async fn group_names(graph: &Graph, profiles: &[Profile]) -> Result<GroupNames, ApiError> {
    let ids: Vec<String> = group_ids(profiles).into_iter().collect();
    match graph.groups_by_id(&ids).await {
        Ok(groups) => Ok(GroupNames::new(groups)),
        Err(ApiError::Forbidden(_)) => Ok(GroupNames::default()),
        Err(error) => Err(error),
    }
}
