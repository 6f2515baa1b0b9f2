//! What differs between two versions, or would after a restore: in words, and as JSON.

use leptos::prelude::*;
use serde_json::Value;

use crate::backend::graph::versions::{Difference, Fate, ProfileDifference};
use crate::features::audit::details::changed_fields;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{CopyButton, Tag, Tone};

/// How many profiles, and how many moves, are told one by one.
const NAMED: usize = 20;

/// The difference in words.
pub fn in_words(difference: &Difference) -> AnyView {
    let Difference { profiles, moves, .. } = difference;
    if difference.is_empty() {
        return view! { <p>{t::history::same()}</p> }.into_any();
    }
    let shown = profiles.iter().take(NAMED).map(profile).collect_view();
    let steps = moves.iter().take(NAMED).map(|step| {
        let sentence = t::order::step_moved(&step.name, step.from + 1, step.to + 1);
        view! { <li>{sentence}</li> }
    });
    let steps = steps.collect_view();
    let order = (!moves.is_empty()).then(|| {
        view! {
            <section class="history-part">
                <h3>{t::history::moved()}</h3>
                <ul class="plain-list">{steps} {rest(moves.len()).map(|rest| view! { <li>{rest}</li> })}</ul>
            </section>
        }
    });
    view! { <div class="history-difference">{shown} {rest(profiles.len()).map(|rest| view! { <p>{rest}</p> })} {order}</div> }.into_any()
}

fn rest(count: usize) -> Option<String> {
    let more = count.saturating_sub(NAMED) as u64;
    (more > 0).then(|| t::order::and_more(more))
}

fn profile(difference: &ProfileDifference) -> AnyView {
    let (tone, word) = match difference.fate {
        Fate::Added => (Tone::Brand, t::history::came()),
        Fate::Removed => (Tone::Bad, t::history::went()),
        Fate::Changed => (Tone::Info, t::audit::changed_mark()),
    };
    // Of a profile that goes, everything goes.
    let fields = (difference.fate != Fate::Removed).then(|| changed_fields(&difference.changes));
    view! {
        <section class="history-part">
            <h3><bdi>{difference.name.clone()}</bdi> " " <Tag tone=tone>{word}</Tag></h3>
            {fields}
        </section>
    }
    .into_any()
}

/// Something as JSON, as it came, to be copied.
pub fn as_json(value: &Value) -> AnyView {
    let text = format!("{value:#}");
    view! {
        <div class="history-json">
            <CopyButton text=text.clone() label=t::history::copy_json()/>
            <pre class="json" tabindex="0" role="region" aria-label=t::history::json()><code dir="ltr">{text}</code></pre>
        </div>
    }
    .into_any()
}
