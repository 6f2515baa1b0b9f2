//! Whether a name is taken: a courtesy while typing. Only the server's answer to Create is final.

use std::time::Duration;

use enrollment::error::{Code, FieldError};
use enrollment::text::ProfileName;
use futures::FutureExt;
use leptos::prelude::*;

use super::state::Wizard;
use super::step::{Field, Finding, Problem};
use crate::backend::Graph;
use crate::dom::timer::sleep;

/// How long the next step waits for the answer.
const PATIENCE: Duration = Duration::from_secs(4);

/// The mistake, when a profile other than `own` has this name. Without an answer the name counts as free: Create will tell.
pub async fn taken(graph: Graph, name: ProfileName, own: Option<String>) -> Option<FieldError> {
    let answer = futures::select! {
        answer = graph.profiles_named(name.as_str()).fuse() => answer.ok()?,
        () = sleep(PATIENCE).fuse() => return None,
    };
    let has_it = answer.into_iter().find(|profile| {
        let other = profile.display_name.as_deref().and_then(|other| ProfileName::parse(other).ok());
        other.is_some_and(|other| other.key() == name.key()) && Some(&profile.id) != own.as_ref()
    })?;
    let error = FieldError::new(Code::NameTaken, "/displayName").with("id", has_it.id);
    Some(error.with("name", has_it.display_name.unwrap_or_default()))
}

impl Wizard {
    /// Notes what the server said about the name, in the place of what it said before.
    pub fn note_name(self, taken: Option<FieldError>) {
        let draft = self.draft.get_untracked();
        self.findings.update(|findings| {
            findings.retain(|finding| finding.problem.field != Some(Field::Name));
            findings.extend(taken.map(|error| Finding { problem: Problem::new(error, &draft), draft }));
        });
    }
}
