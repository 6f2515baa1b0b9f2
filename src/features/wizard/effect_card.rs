//! What creating the draft would do to people, in numbers, kept up to date while answers change.

use leptos::prelude::*;

use super::state::Wizard;
use crate::backend::Remote;
use crate::backend::graph::Reach;
use crate::backend::sentences::sentence;
use crate::dom::live::use_announcer;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{Button, Fact, Facts, Icon, Weight};

/// How many profiles that people come from are named.
const NAMED: usize = 5;

/// The card. It keeps its height while it loads, and says the new number once it is known.
#[component]
pub fn EffectCard(
    /// The draft.
    wizard: Wizard,
    /// How many people the profile reaches now; `None` for a new one.
    #[prop(optional, into)]
    now: Signal<Option<u64>>,
) -> impl IntoView {
    let announcer = use_announcer();
    let state = wizard.reach.state;
    let chosen = wizard.answer(|draft| draft.audience.is_some());
    let told = Memo::new(move |_| wizard.features.state.with(|state| state.latest().is_none_or(|features| features.has("reach"))));
    Effect::new(move |before: Option<Option<u64>>| {
        let now = state.with(|state| (!state.is_loading()).then(|| state.latest().map(|reach| reach.reached)).flatten());
        if let (Some(Some(before)), Some(now), true) = (before, now, chosen.get_untracked())
            && before != now
        {
            announcer.say(t::wizard::effect_now(now));
        }
        now.or(before.flatten())
    });
    view! {
        <aside class="card pad effect" aria-labelledby="wizard-effect" aria-busy=move || state.with(Remote::is_loading).then_some("true")>
            <h3 id="wizard-effect">{t::wizard::effect()}</h3>
            {move || {
                if !told.get() {
                    view! { <p class="soft small">{t::wizard::effect_untold()}</p> }.into_any()
                } else if chosen.get() {
                    state.with(|state| match (state.latest(), state.error()) {
                        (_, Some(error)) => failure(sentence(error), wizard),
                        (Some(reach), None) => numbers(reach, now.get()),
                        (None, None) => view! { <p class="big effect-waiting" aria-hidden="true">"–"</p> }.into_any(),
                    })
                } else {
                    view! { <p class="soft small">{t::wizard::effect_idle()}</p> }.into_any()
                }
            }}
        </aside>
    }
    .into_any()
}

fn failure(sentence: String, wizard: Wizard) -> AnyView {
    view! {
        <p class="small">{sentence}</p>
        <div>
            <Button
                label=t::ui::try_again()
                icon=Icon::Retry
                weight=Weight::Bare
                on_press=move |()| {
                    wizard.features.refresh();
                    wizard.reach.refresh();
                }
            />
        </div>
    }
    .into_any()
}

fn numbers(reach: &Reach, now: Option<u64>) -> AnyView {
    let rest = reach.moves.len().saturating_sub(NAMED) as u64;
    let moves = reach.moves.iter().take(NAMED).map(|from| {
        let term = from.display_name.as_deref().map_or_else(|| t::wizard::move_from_none().to_owned(), t::wizard::move_from);
        let count = from.count;
        view! { <Fact term=term>{t::wizard::moves_here(count)}</Fact> }
    });
    let moves = moves.collect_view();
    let Reach { reached, stays_with_higher, unknown, .. } = *reach;
    let stay = (stays_with_higher > 0).then(|| {
        view! { <Fact term=t::wizard::stay_with_higher()>{t::wizard::people(stays_with_higher)}</Fact> }
    });
    let unknown = (unknown > 0).then(|| {
        view! { <Fact term=t::wizard::unknown_people()>{t::wizard::people(unknown)}</Fact> }
    });
    let now = now.filter(|now| *now != reached);
    let changes = !reach.moves.is_empty() || now.is_some();
    let now = now.map(|now| view! { <Fact term=t::wizard::reached_now()>{t::wizard::people(now)}</Fact> });
    view! {
        <p class="big">
            {intl::number(reached)} " " <span class="big-unit">{t::wizard::people_reached(reached)}</span>
        </p>
        <Facts>{now} {moves} {stay} {unknown}</Facts>
        {(rest > 0).then(|| view! { <p class="soft small">{t::wizard::and_more_moves(rest)}</p> })}
        {(!changes).then(|| view! { <p class="soft small">{t::wizard::effect_none()}</p> })}
        {changes.then(|| view! { <p class="soft small">{t::wizard::effect_only_new()}</p> })}
    }
    .into_any()
}
