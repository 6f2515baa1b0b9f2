//! The bar at the foot of the list while the order is a draft; and in its head, what was saved last.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::list::use_list;
use super::order_words;
use super::ordering::Ordering;
use crate::backend::Remote;
use crate::backend::sentences::sentence;
use crate::dom::focus;
use crate::dom::live::use_announcer;
use crate::dom::timer::Timer;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{Button, Note, Tone, Weight};

const MINUTE: f64 = 60_000.0;

/// How many profiles moved, what that means for people, and what can be done about it.
#[component]
pub fn DraftBar(
    /// What takes the focus when the bar goes.
    after: NodeRef<html::P>,
) -> impl IntoView {
    let ordering = use_list().ordering;
    let count = Memo::new(move |_| ordering.draft.with(|draft| draft.moved().len()));
    let said = move || if ordering.tells.get() { order_words::effect_now(ordering.effect) } else { String::new() };
    announce(&ordering);
    // The bar goes with the last move, however that ends, and must not take the focus with it.
    Effect::new(move |before: Option<bool>| {
        let now = ordering.dirty.get();
        if before == Some(true) && !now {
            request_animation_frame(move || {
                if let Some(after) = after.try_get_untracked().flatten().filter(|_| focus::is_nowhere()) {
                    focus::focus_in_place(&after);
                }
            });
        }
        now
    });
    let failure = move || {
        let error = ordering.error().get()?;
        Some(view! { <Note tone=Tone::Bad live=true><p>{sentence(&error)}</p></Note> })
    };
    let bar = move || {
        view! {
            <section class="list-bar draft-bar" aria-label=t::order::draft()>
                <div>
                    <strong>{move || t::order::moved(count.get() as u64)}</strong>
                    " "
                    <span>{said}</span>
                    {move || ordering.rebased.get().then(|| view! { <p>{t::order::rebased()}</p> })}
                </div>
                <div class="do">
                    <Button label=t::order::undo_move() weight=Weight::Bare on_press=move |()| ordering.undo()/>
                    <Button label=t::order::discard() on_press=move |()| ordering.discard()/>
                    <Button label=t::order::save() weight=Weight::Main busy=ordering.busy() on_press=move |()| ordering.save()/>
                </div>
                {failure}
            </section>
        }
    };
    move || ordering.dirty.get().then(bar)
}

/// Says what the draft means for people once that is known, for those who do not see the bar.
fn announce(ordering: &Ordering) {
    let Ordering { effect, dirty, .. } = *ordering;
    let announcer = use_announcer();
    Effect::new(move |_| {
        let is_known = effect.state.with(|state| matches!(state, Remote::Ready(_)));
        if is_known && dirty.get_untracked() {
            announcer.say(order_words::effect_now(effect));
        }
    });
}

/// "order saved 2 minutes ago", and the way back.
#[component]
pub fn LastSaved() -> impl IntoView {
    let ordering = use_list().ordering;
    let tick = RwSignal::new(0_usize);
    let timer = StoredValue::new_local(None::<Timer>);
    let words = move || {
        tick.track();
        let at = ordering.last.with(|last| last.as_ref().map(|last| last.at))?;
        timer.set_value(Some(Timer::after(Duration::from_mins(1), move || {
            tick.try_update(|tick| *tick += 1);
        })));
        let minutes = (js_sys::Date::now() - at) / MINUTE;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole minutes of less than an hour")]
        let said = match minutes as u64 {
            0 => t::order::saved_now().to_owned(),
            minutes if minutes < 60 => t::order::saved_minutes(minutes),
            _ => {
                let moment = String::from(js_sys::Date::new(&at.into()).to_iso_string());
                t::order::saved_at(&intl::recent(&moment).unwrap_or(moment))
            }
        };
        Some(said)
    };
    on_cleanup(move || timer.dispose());
    view! {
        {move || words().map(|words| view! { <span>" · " {words}</span> })}
    }
    .into_any()
}

/// Takes the last save back.
#[component]
pub fn UndoSave(
    /// What takes the focus when the button goes.
    after: NodeRef<html::P>,
) -> impl IntoView {
    let ordering = use_list().ordering;
    let press = move |_| {
        ordering.undo_save();
        if let Some(after) = after.get_untracked() {
            focus::focus_in_place(&after);
        }
    };
    let name = t::order::undo_saved();
    move || {
        ordering.last.with(Option::is_some).then(|| {
            view! {
                <button type="button" class="btn bare" aria-label=name on:click=press>
                    {t::order::undo()}
                </button>
            }
        })
    }
}
