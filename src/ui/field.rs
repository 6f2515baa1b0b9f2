//! What every form field has in common: label, hint, error, and the ids that tie them to the control.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::dom::id::Id;
use crate::i18n::t;
use crate::markup::view;

/// The most characters of what is looked for: no name is longer, and every server takes an address with as many.
pub(super) const SEARCH_MAX: &str = "200";

/// The words around one control.
#[derive(Clone)]
pub(super) struct FieldWords {
    pub id: Id,
    pub label: TextProp,
    pub hint: Option<TextProp>,
    pub error: Signal<Option<String>>,
    pub optional: bool,
}

impl FieldWords {
    /// The value of `aria-describedby`: the error first, because it is what the person has to act on.
    pub fn described_by(&self, extra: Option<String>) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
        let (id, error, has_hint) = (self.id, self.error, self.hint.is_some());
        move || {
            let mut ids = Vec::new();
            if error.with(Option::is_some) {
                ids.push(id.piece("error"));
            }
            if has_hint {
                ids.push(id.piece("hint"));
            }
            ids.extend(extra.clone());
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    /// The value of `aria-invalid`.
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static {
        let error = self.error;
        move || error.with(Option::is_some).then_some("true")
    }

    /// Label, hint and error around `control`, which carries the field's id.
    pub fn around(self, control: AnyView) -> AnyView {
        let Self { id, label, hint, error, optional } = self;
        view! {
            <div class="form-field" class:wrong=move || error.with(Option::is_some)>
                <label for=id.to_string()>
                    {move || label.get()}
                    {optional.then(|| view! { <span class="optional">" " {t::ui::optional()}</span> })}
                </label>
                {hint.map(|hint| view! { <p class="hint" id=id.piece("hint")>{move || hint.get()}</p> })}
                {control}
                {error_line(id, error)}
            </div>
        }
        .into_any()
    }
}

/// The error of a control, beside it.
pub(super) fn error_line(id: Id, error: Signal<Option<String>>) -> AnyView {
    (move || {
        error.get().map(|error| {
            view! {
                <p class="field-error" id=id.piece("error")>
                    {super::Icon::Warning.view()}
                    <span>{error}</span>
                </p>
            }
        })
    })
    .into_any()
}
