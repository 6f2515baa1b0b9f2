//! Sending the draft: once, all or nothing, and safe to try again; and what to do with a refusal.

use std::time::Duration;

use enrollment::graph::written;
use enrollment::profile::NewProfile;
use leptos::prelude::*;

use super::draft::Sent;
use super::state::Wizard;
use crate::backend::graph::idempotency_key;
use crate::backend::{Write, use_backend, use_write};
use crate::dom::timer::Timer;
use crate::features::profiles::news;
use crate::i18n::t;
use crate::luggage::use_luggage;
use crate::paths::{Go, Paths};
use crate::ui::use_toasts;

/// After a navigation the heading takes the focus; what is wrong has to be read after that.
const AFTER_HEADING: Duration = Duration::from_millis(600);

/// Creates the profile of the draft.
#[derive(Clone, Copy)]
pub struct Create {
    wizard: Wizard,
    /// The request.
    pub write: Write<(NewProfile, String)>,
}

impl Create {
    /// Prepares to create; a success leads to the list, a mistake to the step that asks for it.
    pub fn prepare(wizard: Wizard, paths: Paths, go: Go) -> Self {
        let backend = use_backend();
        let (toasts, luggage) = (use_toasts(), use_luggage());
        let write = use_write(
            move |(profile, key): (NewProfile, String)| {
                let graph = backend.graph();
                async move { graph.create_profile(&profile, &key).await }
            },
            move |created: enrollment::graph::received::Profile| {
                let name = created.display_name.unwrap_or_default();
                let reached = wizard.reach.state.with_untracked(|state| state.latest().map(|reach| reach.reached));
                let sentence = match reached {
                    Some(0) => t::wizard::created(&name),
                    Some(count) => t::wizard::created_reaches(count, &name),
                    None => t::wizard::created_plain(&name),
                };
                wizard.clear();
                news::say(luggage, backend, toasts, &sentence);
                let id: String = js_sys::encode_uri_component(&created.id).into();
                go.to(&format!("{}?created={id}", paths.enrollment_types()));
            },
        );
        let create = Self { wizard, write };
        let timer = StoredValue::new_local(None::<Timer>);
        Effect::new(move |_| {
            let Some(step) = write.error.with(|error| error.as_ref().and_then(|error| wizard.note(error))) else { return };
            go.to(&paths.create_profile(step));
            timer.set_value(Some(Timer::after(AFTER_HEADING, move || {
                wizard.check_step(step);
            })));
        });
        on_cleanup(move || timer.dispose());
        create
    }

    /// Sends the draft, or shows what is wrong with it. The same content goes out with the same key.
    pub fn send(self) {
        let wizard = self.wizard;
        let priority = wizard.position().and_then(|position| u32::try_from(position).ok());
        let Ok(profile) = wizard.draft.with_untracked(|draft| draft.to_profile(priority)) else { return };
        let body = written::new_profile(&profile).to_string();
        let key = wizard.draft.with_untracked(|draft| draft.key_for(&body, idempotency_key));
        wizard.edit(|draft| draft.sent = Some(Sent { key: key.clone(), body }));
        self.write.run((profile, key));
    }
}
