//! What a restore means for people, and taking it back. Both work when the screen is gone.

use leptos::task::spawn_local;

use crate::backend::graph::profile_writes::Effect;
use crate::backend::graph::versions::{Fate, Restore};
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Backend, Graph};
use crate::i18n::t;
use crate::ui::{Toast, Toasts, Tone};

/// What is needed to take a restore back.
#[derive(Clone)]
pub struct WayBack {
    /// The profile; `None` is all of them.
    of: Option<String>,
    /// The newest version before the restore.
    before: u64,
    /// What is now, as the restore left it.
    etag: String,
    /// The profile was not there before, so it goes again.
    was_gone: bool,
}

/// Restores, and answers how to take it back.
pub async fn restore(graph: Graph, of: Option<String>, version: u64, etag: String) -> Result<Option<WayBack>, ApiError> {
    // `If-Match` holds what is restored at what the plan saw, so the newest version tells it as it is right before.
    let before = graph.versions(None, 1).await?.versions.first().map(|version| version.number);
    let done = graph.restore(of.as_deref(), version, &etag).await?;
    let was_gone = done.brings_back();
    Ok(before.zip(done.etag).map(|(before, etag)| WayBack { of, before, etag, was_gone }))
}

/// Makes everything again as it was before a restore.
pub fn take_back(backend: Backend, toasts: Toasts, way: WayBack) {
    let graph = backend.graph();
    spawn_local(async move {
        let WayBack { of, before, etag, was_gone } = way;
        let answer = match &of {
            Some(id) if was_gone => graph.delete_profile(id, Some(&etag)).await,
            of => graph.restore(of.as_deref(), before, &etag).await.map(drop),
        };
        toasts.show(match answer {
            Ok(()) => Toast { tone: Tone::Brand, sentence: t::history::undone().to_owned() },
            Err(error) => Toast { tone: Tone::Bad, sentence: t::history::undo_failed(&sentence(&error)) },
        });
    });
}

/// What the server can be asked about people. It tells of one order and one profile at a time.
#[derive(Clone, Debug, PartialEq)]
pub enum People {
    /// Nothing changes.
    Nothing,
    /// One profile.
    Profile(serde_json::Value),
    /// Another order, or fewer profiles: those of this version.
    Order(u64),
    /// More than can be asked.
    Many,
}

impl People {
    /// What to ask about a restore of `version`.
    pub fn of(version: u64, plan: &Restore) -> Self {
        let changed = plan.difference.profiles.iter().any(|profile| profile.fate != Fate::Removed);
        match &plan.profile {
            _ if plan.difference.is_empty() => Self::Nothing,
            Some(profile) => {
                let mut profile = profile.clone();
                // One that comes back is a new one to whoever counts.
                if let Some(profile) = profile.as_object_mut().filter(|_| plan.brings_back()) {
                    profile.remove("id");
                }
                Self::Profile(profile)
            }
            None if changed => Self::Many,
            None => Self::Order(version),
        }
    }

    /// Asks; `None` when that cannot be told.
    pub async fn ask(self, graph: Graph) -> Result<Option<Effect>, ApiError> {
        match self {
            Self::Nothing | Self::Many => Ok(None),
            Self::Profile(profile) => graph.effect_of_profile(&profile).await.map(Some),
            Self::Order(version) => {
                let json = graph.version(version).await?.json;
                let ids = json["profiles"].as_array().into_iter().flatten().filter_map(|profile| profile["id"].as_str());
                graph.effect(&ids.map(str::to_owned).collect::<Vec<_>>()).await.map(Some)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::backend::graph::versions::{Difference, Moved, ProfileDifference};

    fn plan(fates: &[Fate], profile: Option<Value>) -> Restore {
        let profiles = fates.iter().map(|fate| ProfileDifference { name: "P".to_owned(), fate: *fate, changes: Vec::new() });
        let moves = vec![Moved { name: "Q".to_owned(), from: 1, to: 0 }];
        let moves = if profile.is_none() { moves } else { Vec::new() };
        let difference = Difference { profiles: profiles.collect(), moves, json: Value::Null };
        Restore { difference, without_group: Vec::new(), etag: None, profile }
    }

    #[test]
    fn a_profile_that_comes_back_is_asked_about_as_a_new_one() {
        let profile = json!({"id": "p1", "displayName": "Pilot"});
        let asked = |fate| People::of(7, &plan(&[fate], Some(profile.clone())));
        assert_eq!(asked(Fate::Changed), People::Profile(profile.clone()));
        assert_eq!(asked(Fate::Added), People::Profile(json!({"displayName": "Pilot"})));
        assert_eq!(People::of(7, &plan(&[], Some(profile.clone()))), People::Nothing);
    }

    #[test]
    fn an_order_is_asked_about_where_no_profile_is_another() {
        assert_eq!(People::of(7, &plan(&[Fate::Removed], None)), People::Order(7));
        assert_eq!(People::of(7, &plan(&[Fate::Removed, Fate::Changed], None)), People::Many);
    }
}
