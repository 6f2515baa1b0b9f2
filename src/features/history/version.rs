//! Everything about one version, and what can be done with it.

use enrollment::graph::received::audit::{ObjectKind, Verb};
use leptos::prelude::*;

use super::asked::{Asked, Compared};
use super::difference::as_json;
use super::page::Around;
use crate::backend::graph::versions::Version;
use crate::features::audit::details::changed_fields;
use crate::features::profiles::words;
use crate::features::session::use_who;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Button, Fact, Facts, LinkButton, Weight};

/// Who, when, by what program; each field before and after, or the version as JSON; and the ways on from here.
pub fn details(version: &Version, around: Around) -> AnyView {
    let event = &version.event;
    let number = version.number;
    let facts = [
        (t::history::number(), number.to_string()),
        (t::audit::who(), event.actor.name.clone()),
        (t::audit::program(), event.actor.program.clone()),
        (t::audit::request_id(), event.request_id.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(term, value)| view! { <Fact term=term>{value}</Fact> });
    let facts = facts.collect_view();
    let at = words::moment_in_full(Some(event.at.clone()));
    let is_json = RwSignal::new(false);
    let shown = StoredValue::new(version.clone());
    let content =
        move || shown.with_value(|version| if is_json.get() { as_json(&version.json) } else { changed_fields(&version.event.changes) });
    let switch = move || if is_json.get() { t::history::in_words() } else { t::history::json() };
    let compare = move |()| around.compare(Compared { from: number, to: None, as_json: false });
    view! {
        <Facts><Fact term=t::audit::column_when()>{at}</Fact> {facts}</Facts>
        {content}
        <div class="do">
            {restore(version, around)}
            <Button label=t::history::compare_now() on_press=compare/>
            <Button label=switch weight=Weight::Bare on_press=move |()| is_json.update(|is_json| *is_json = !*is_json)/>
            {of_profile(version, around)}
        </div>
    }
    .into_any()
}

/// The button that restores, or why there is none. Nothing is to be restored of a profile after its deletion.
fn restore(version: &Version, around: Around) -> Option<AnyView> {
    let of_one = around.of.with_untracked(Option::is_some);
    if of_one && version.event.verb == Some(Verb::Delete) {
        return None;
    }
    let (who, number) = (use_who(), version.number);
    let label = if of_one { t::history::restore() } else { t::history::restore_all() };
    let view = move || {
        if who.may_write() {
            view! { <Button label=label on_press=move |()| around.restoring.set(Some(number))/> }.into_any()
        } else {
            view! { <p class="soft small">{t::history::read_only()}</p> }.into_any()
        }
    };
    Some(view.into_any())
}

/// Among the versions of all profiles: the way to those of the one that this is about.
fn of_profile(version: &Version, around: Around) -> Option<AnyView> {
    let event = &version.event;
    if around.of.with_untracked(Option::is_some) || event.kind != Some(ObjectKind::Profile) {
        return None;
    }
    let href = [use_paths().profile_history(&event.object_id), Asked::opened(version.number).query()].concat();
    let label = t::history::of_profile(&event.object_name);
    Some(view! { <LinkButton label=label href=Signal::stored(href) weight=Weight::Bare/> }.into_any())
}
