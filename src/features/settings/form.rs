//! What the forms of the settings share: one sentence a field, from here or from the server, and the focus where it is wrong.

use enrollment::error::Errors;
use leptos::prelude::*;

use crate::backend::ApiError;
use crate::backend::sentences::{detail_sentence, sentence};
use crate::dom::focus;
use crate::dom::id::Id;
use crate::dom::root::{AppRoot, use_app_root};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Note, Tone};

/// A form while it is filled in.
#[derive(Clone, Copy)]
pub struct Form {
    /// Whether the person asked to go on: until then nothing is wrong.
    asked: RwSignal<bool>,
    /// What the server said.
    error: RwSignal<Option<ApiError>>,
    root: Option<AppRoot>,
}

/// A field of a form.
#[derive(Clone, Copy)]
pub struct Field {
    /// The id of its control.
    pub id: Id,
    /// What is wrong with it.
    pub error: Memo<Option<String>>,
}

impl Form {
    /// A form whose request notes its failure in `error`.
    pub fn new(error: RwSignal<Option<ApiError>>) -> Self {
        Self { asked: RwSignal::new(false), error, root: use_app_root() }
    }

    /// A field: `check` finds here what is wrong with it, and the server means it by `pointer`.
    pub fn field(self, pointer: &'static str, check: impl Fn() -> Option<String> + Send + Sync + 'static) -> Field {
        let error = Memo::new(move |_| {
            let found = self.asked.get().then(&check).flatten();
            found.or_else(|| {
                self.error.with(|error| error.as_ref()?.details().iter().find(|detail| detail.pointer == pointer).map(detail_sentence))
            })
        });
        Field { id: Id::unique("field"), error }
    }

    /// Whether nothing is wrong, when the person asks to go on. Else the focus goes to the first field that is.
    pub fn is_fine(self, fields: &[Field]) -> bool {
        self.error.set(None);
        self.asked.set(true);
        !self.focus_wrong(fields)
    }

    /// The form begins anew.
    pub fn clear(self) {
        self.asked.set(false);
        self.error.set(None);
    }

    /// Says what the server refused: beside the field that it means, with the focus there, or else in a note.
    pub fn refusal(self, fields: Vec<Field>) -> AnyView {
        let in_fields = fields.clone();
        Effect::new(move |_| {
            if self.error.with(Option::is_some) {
                self.focus_wrong(&in_fields);
            }
        });
        let note = move || {
            let error = self.error.get()?;
            let is_beside_a_field = fields.iter().any(|field| field.error.with(Option::is_some));
            (!is_beside_a_field).then(|| {
                let id = error.request_id().map(|id| view! { <p class="small">{t::ui::request_id(&id)}</p> });
                view! { <Note tone=Tone::Bad live=true><p>{sentence(&error)}</p> {id}</Note> }
            })
        };
        note.into_any()
    }

    fn focus_wrong(self, fields: &[Field]) -> bool {
        let Some(wrong) = fields.iter().find(|field| field.error.with_untracked(Option::is_some)) else { return false };
        let (root, id) = (self.root, wrong.id);
        // What is wrong has to stand there by the time that the control is read.
        request_animation_frame(move || {
            if let Some(control) = root.and_then(|root| focus::by_id(&root.element(), &id.to_string())) {
                focus::focus(&control);
            }
        });
        true
    }
}

/// The first sentence about what could not be parsed.
pub fn first<T>(parsed: Result<T, Errors>) -> Option<String> {
    parsed.err()?.0.first().map(detail_sentence)
}
