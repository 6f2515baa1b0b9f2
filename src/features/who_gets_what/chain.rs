//! Every profile in order, each with why it applies or not.

use leptos::prelude::*;

use super::telling::{place, profile_name, standing_word, why};
use crate::backend::graph::who_gets_what::{Reason, Standing};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::Paths;
use crate::ui::{Card, Icon, Tag, Tone};

/// The profiles as a list on a card. `name` is what sentences call the person.
pub fn chain(reasons: &[Standing], name: &str, paths: Paths) -> AnyView {
    if reasons.is_empty() {
        return view! { <Card padded=true><p class="soft">{t::who_gets_what::no_profiles()}</p></Card> }.into_any();
    }
    let rows = reasons.iter().map(|standing| row(standing, name, paths)).collect_view();
    view! { <Card><ol class="chain" aria-label=t::who_gets_what::chain()>{rows}</ol></Card> }.into_any()
}

fn row(standing: &Standing, name: &str, paths: Paths) -> AnyView {
    let Standing { profile, reason, .. } = standing;
    let word = standing_word(*reason);
    let (icon, tone) = match reason {
        Reason::Applies => (Icon::Check, Some(Tone::Brand)),
        Reason::AppliesUnless | Reason::Unknown => (Icon::Warning, Some(Tone::Warn)),
        Reason::Outranked => (Icon::ChevronNext, None),
        Reason::Excluded | Reason::NotAssigned => (Icon::Cross, None),
    };
    let word = match tone {
        Some(tone) => view! { <Tag tone=tone>{word}</Tag> }.into_any(),
        None => view! { <span class="soft small">{word}</span> }.into_any(),
    };
    let called = profile_name(profile);
    let called = match &profile.id {
        Some(id) => view! { <a href=paths.profile(id)><bdi>{called}</bdi></a> }.into_any(),
        None => view! { <bdi>{called}</bdi> }.into_any(),
    };
    let is_out = matches!(reason, Reason::Excluded | Reason::NotAssigned);
    view! {
        <li class:on=*reason == Reason::Applies class:out=is_out>
            {icon.view()}
            <span class="chain-place">{place(profile)}</span>
            <div>
                <p><b>{called}</b></p>
                <p class="small">{why(standing, name)}</p>
            </div>
            {word}
        </li>
    }
    .into_any()
}
