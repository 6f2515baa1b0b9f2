//! Several lines of text, with a count of what is left.

use std::time::Duration;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::field::FieldWords;
use super::text_input::leave;
use crate::dom::id::Id;
use crate::dom::live::use_announcer;
use crate::dom::timer::Timer;
use crate::i18n::t;
use crate::markup::view;

/// How long typing has to pause before the count is said.
const PAUSE: Duration = Duration::from_secs(1);

/// A labelled `<textarea>` that counts characters. It never cuts off; the error says when there are too many.
#[component]
pub fn TextArea(
    /// What is asked for.
    #[prop(into)]
    label: TextProp,
    /// What is typed.
    value: RwSignal<String>,
    /// The most characters (Unicode scalar values) that are allowed.
    max: usize,
    /// The id of the text area, for the error summary.
    #[prop(optional, into)]
    id: Option<Id>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It may stay empty; the label says so.
    #[prop(optional)]
    optional: bool,
    /// Called when the person leaves the field.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| Id::unique("text"));
    let words = FieldWords { id, label, hint, error, optional };
    let control = view! {
        <textarea
            id=id.to_string()
            class="field"
            rows="3"
            aria-required=(!optional).then_some("true")
            aria-invalid=words.invalid()
            aria-describedby=words.described_by(Some(id.piece("count")))
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
            on:blur=move |_| leave(on_leave)
        ></textarea>
        {count_line(id, value, max)}
    };
    words.around(control.into_any())
}

/// The count of what is left of `max` below a control, said when typing pauses near the end.
pub(super) fn count_line(id: Id, value: RwSignal<String>, max: usize) -> AnyView {
    let announcer = use_announcer();
    let count = Memo::new(move |_| value.with(|text| text.chars().count()));
    let timer = StoredValue::new_local(None::<Timer>);
    Effect::new(move |before: Option<usize>| {
        let now = count.get();
        let speak = (before.is_some() && now * 10 >= max * 9).then(|| Timer::after(PAUSE, move || announcer.say(said_count(now, max))));
        timer.set_value(speak);
        now
    });
    on_cleanup(move || timer.dispose());
    view! {
        <p class="count" class:over=move || { count.get() > max } id=id.piece("count")>
            {move || said_count(count.get(), max)}
        </p>
    }
    .into_any()
}

fn said_count(count: usize, max: usize) -> String {
    if count > max { t::ui::characters_over((count - max) as u64) } else { t::ui::characters_left((max - count) as u64) }
}
