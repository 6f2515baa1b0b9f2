//! Saving a section: one request with what changed, guarded by the version that was read; and what to do when somebody else
//! was faster, when the profile is gone, or when the server finds a mistake.

use enrollment::graph::written;
use enrollment::profile::{NewProfile, ProfileChange};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::conflict::Conflict;
use super::load::{self, Opened};
use crate::backend::graph::idempotency_key;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Backend, Query, Write, use_backend, use_write};
use crate::features::session::use_who;
use crate::features::wizard::draft::{Draft, Sent};
use crate::features::wizard::{Before, Wizard};
use crate::i18n::t;
use crate::paths::{Go, Paths, WizardStep, use_go, use_paths};
use crate::ui::{Toast, Toasts, Tone, use_toasts};

/// What is sent, and what would take it back.
#[derive(Clone)]
struct Sending {
    before: Before,
    change: ProfileChange,
    undo: Option<Value>,
}

/// Saves the draft of a section. `Copy`, so that every handler can hold it.
#[derive(Clone, Copy)]
pub struct Save {
    /// The draft.
    pub wizard: Wizard,
    section: WizardStep,
    opened: Query<Opened>,
    paths: Paths,
    go: Go,
    write: Write<Sending>,
    look: Write<(String, ApiError)>,
    again: Write<(NewProfile, String)>,
    /// A request is running.
    pub busy: Signal<bool>,
    /// Saving was asked for, and there was nothing to save.
    pub nothing: RwSignal<bool>,
    /// Somebody else changed the profile.
    pub conflict: RwSignal<Option<Conflict>>,
    /// The profile is gone.
    pub deleted: RwSignal<bool>,
}

impl Save {
    /// Prepares to save. A success leads back to the profile's page.
    pub fn prepare(wizard: Wizard, section: WizardStep, opened: Query<Opened>) -> Self {
        let (backend, toasts, paths, go, who) = (use_backend(), use_toasts(), use_paths(), use_go(), use_who());
        let write = use_write(
            move |sending: Sending| {
                let graph = backend.graph();
                async move {
                    let Before { id, version, .. } = &sending.before;
                    let saved = graph.change_profile(id, written::profile_change(&sending.change), version.as_deref()).await?;
                    Ok((sending, saved.etag))
                }
            },
            move |(sending, version): (Sending, Option<String>)| {
                wizard.forget();
                let id = sending.before.id;
                go.to(&paths.profile(&id));
                let saved = Toast { tone: Tone::Brand, sentence: t::profiles::saved().to_owned() };
                match sending.undo {
                    Some(undo) => toasts.offer(saved, t::profiles::undo(), move || {
                        take_back(backend, toasts, id.clone(), undo.clone(), version.clone());
                    }),
                    None => toasts.show(saved),
                }
            },
        );
        let (conflict, deleted) = (RwSignal::new(None), RwSignal::new(false));
        let look = use_write(
            move |(id, stale): (String, ApiError)| {
                let graph = backend.graph();
                async move { Ok((load::open(graph, id).await?, stale)) }
            },
            move |(theirs, stale): (Opened, ApiError)| {
                let Some(before) = wizard.before.get_untracked() else { return };
                let organization = untrack(|| who.signed_in()).map(|person| person.organization).unwrap_or_default();
                let mine = wizard.draft.get_untracked();
                let found = Conflict::between(&before.draft, &theirs, &mine, &stale, &organization);
                if found.is_settled() {
                    wizard.forget();
                    opened.refresh();
                    toasts.show(Toast { tone: Tone::Brand, sentence: t::profiles::saved().to_owned() });
                    go.to(&paths.profile(&before.id));
                } else {
                    conflict.set(Some(found));
                }
            },
        );
        let again = use_write(
            move |(profile, key): (NewProfile, String)| {
                let graph = backend.graph();
                async move { graph.create_profile(&profile, &key).await }
            },
            move |created: enrollment::graph::received::Profile| {
                wizard.forget();
                let name = created.display_name.unwrap_or_default();
                toasts.show(Toast { tone: Tone::Brand, sentence: t::profiles::made_again(&name) });
                go.to(&paths.profile(&created.id));
            },
        );
        let busy = Signal::derive(move || write.busy.get() || look.busy.get() || again.busy.get());
        let nothing = RwSignal::new(false);
        let save = Self { wizard, section, opened, paths, go, write, look, again, busy, nothing, conflict, deleted };
        Effect::new(move |_| {
            if let Some(error) = write.error.get() {
                save.refused(error);
            }
        });
        Effect::new(move |_| {
            if let Some(error) = again.error.get() {
                save.note(&error);
            }
        });
        Effect::new(move |_| {
            if matches!(&*look.error.read(), Some(ApiError::NotFound(_))) {
                deleted.set(true);
            }
        });
        Effect::new(move |_| {
            wizard.draft.track();
            nothing.set(false);
        });
        save
    }

    /// Save, or Enter in a field.
    pub fn submit(self) {
        self.nothing.set(false);
        if self.wizard.check_step(self.section) {
            self.send();
        }
    }

    fn send(self) {
        let Some(before) = self.wizard.before.get_untracked() else { return };
        let draft = self.wizard.draft.get_untracked();
        match draft.change_from(&before.draft) {
            Ok(change) if change.is_empty() => self.nothing.set(true),
            Ok(change) => {
                let undo = before.draft.change_from(&draft).ok().map(|change| written::profile_change(&change));
                self.write.run(Sending { before, change, undo });
            }
            // What is wrong was shown by the check of the section.
            Err(_) => {}
        }
    }

    fn refused(self, error: ApiError) {
        match &error {
            ApiError::Stale(_) => {
                if let Some(before) = self.wizard.before.get_untracked() {
                    self.look.run((before.id, error));
                }
            }
            ApiError::NotFound(_) => self.deleted.set(true),
            _ => self.note(&error),
        }
    }

    fn note(self, error: &ApiError) {
        if self.wizard.note(error).is_some() {
            self.wizard.check_step(self.section);
        }
    }

    /// Why the last request failed, where no dialog and no field says so.
    pub fn failure(self) -> Option<ApiError> {
        let told_elsewhere = |error: &ApiError| matches!(error, ApiError::Stale(_) | ApiError::NotFound(_));
        let errors = [self.write.error.get(), self.look.error.get(), self.again.error.get()];
        let has_field = !self.wizard.mistakes.with(Vec::is_empty);
        errors.into_iter().flatten().find(|error| !told_elsewhere(error) && !has_field)
    }

    /// Gives up what was changed here; the page shows what the other made of it.
    pub fn take_theirs(self) {
        self.wizard.forget();
        if let Some(before) = self.wizard.before.get_untracked() {
            self.wizard.put(before.draft);
            self.opened.refresh();
            self.go.to(&self.paths.profile(&before.id));
        }
    }

    /// Saves what was changed here on top of what the other made.
    pub fn apply_again(self, theirs: Before, rebased: Draft) {
        self.wizard.before.set(Some(theirs));
        self.wizard.put(rebased);
        self.submit();
    }

    /// Makes the profile that is gone once more, from what stands here.
    pub fn make_again(self) {
        let priority = self.wizard.before.with_untracked(|before| before.as_ref().and_then(|before| before.priority));
        let draft = self.wizard.draft.get_untracked();
        let Ok(profile) = draft.to_profile(priority) else {
            self.wizard.check_step(self.section);
            return;
        };
        let body = written::new_profile(&profile).to_string();
        let key = draft.key_for(&body, idempotency_key);
        self.wizard.edit(|draft| draft.sent = Some(Sent { key: key.clone(), body }));
        self.again.run((profile, key));
    }
}

/// Takes a saved change back, when nobody changed the profile since.
fn take_back(backend: Backend, toasts: Toasts, id: String, undo: Value, version: Option<String>) {
    let graph = backend.graph();
    spawn_local(async move {
        toasts.show(match graph.change_profile(&id, undo, version.as_deref()).await {
            Ok(_) => Toast { tone: Tone::Brand, sentence: t::profiles::undone().to_owned() },
            Err(error) => Toast { tone: Tone::Bad, sentence: t::profiles::undo_failed(&sentence(&error)) },
        });
    });
}
