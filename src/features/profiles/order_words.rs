//! What an order means for people and what differs between two orders, in sentences.

use leptos::prelude::*;

use super::draft_order::Change;
use super::rows::Rows;
use crate::backend::Query;
use crate::backend::graph::Named;
use crate::backend::graph::profile_writes::{Effect, EffectMove};
use crate::backend::sentences::sentence;
use crate::i18n::{intl, t};

/// How many moves of people are named, and how many changes of an order.
const NAMED: usize = 3;
const LISTED: usize = 8;

/// "142 people change profile: 120 from A to B, 22 from C to D."
pub fn effect(effect: &Effect) -> String {
    let mut sentence = if effect.changed == 0 {
        t::order::effect_none().to_owned()
    } else {
        let mut moves: Vec<String> = effect.moves.iter().take(NAMED).map(people).collect();
        let rest: u64 = effect.moves.iter().skip(NAMED).map(|step| step.count).sum();
        if rest > 0 {
            moves.push(t::order::effect_rest(rest));
        }
        t::order::effect_people(effect.changed, &intl::list(&moves))
    };
    if effect.unknown > 0 {
        sentence.push(' ');
        sentence.push_str(&t::order::effect_unknown(effect.unknown));
    }
    sentence
}

/// The same of a question that is asked again and again: what is known, or what is missing.
pub fn effect_now(question: Query<Effect>) -> String {
    question.state.with(|state| match (state.latest(), state.error()) {
        (_, Some(error)) => sentence(error),
        (Some(known), None) if !state.is_loading() => effect(known),
        _ => t::order::effect_waiting().to_owned(),
    })
}

fn people(step: &EffectMove) -> String {
    let name = |profile: &Option<Named>| {
        profile.as_ref().map_or_else(|| t::order::no_profile().to_owned(), |profile| profile.display_name.clone())
    };
    t::order::effect_move(step.count, &name(&step.from), &name(&step.to))
}

/// One sentence for each of the first changes, and how many more there are.
pub fn changes(rows: Rows, changes: &[Change]) -> Vec<String> {
    let sentence = |change: &Change| match *change {
        Change::Moved { key, from, to } => t::order::step_moved(&rows.name(key), from as u64, to as u64),
        Change::Added(key) => t::order::step_added(&rows.name(key)),
        Change::Removed(key) => t::order::step_removed(&rows.name(key)),
    };
    let mut sentences: Vec<String> = changes.iter().take(LISTED).map(sentence).collect();
    if changes.len() > LISTED {
        sentences.push(t::order::and_more((changes.len() - LISTED) as u64));
    }
    if sentences.is_empty() {
        sentences.push(t::order::nothing_changed().to_owned());
    }
    sentences
}
