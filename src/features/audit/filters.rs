//! The fields that narrow the log down.

use enrollment::graph::received::audit::ObjectKind;
use leptos::prelude::*;

use super::days::days_ago;
use super::filter::KINDS;
use super::rows::Around;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, InputKind, Select, SelectOption, TextInput, Weight};

/// The fields. A server that is plain Graph filters by time alone.
pub fn filters(around: Around, is_ours: Memo<bool>) -> AnyView {
    let Around { asked, log, .. } = around;
    let fields = asked.fields;
    let known = Signal::derive(move || log.names());
    let options = Signal::derive(move || options(around));
    let since = move |days: u32| {
        move |()| {
            fields.from.set(days_ago(days));
            fields.to.set(String::new());
        }
    };
    let preset = move |label: &'static str, days: u32| view! { <Button label=label weight=Weight::Bare on_press=since(days)/> };
    let any = move |()| {
        fields.from.set(String::new());
        fields.to.set(String::new());
    };
    let by_name = move || {
        is_ours.get().then(|| {
            view! {
                <TextInput label=t::audit::text() value=fields.text kind=InputKind::Search filter=true/>
                <TextInput label=t::audit::who() value=fields.who kind=InputKind::Search suggestions=known/>
                <Select label=t::audit::about() value=fields.about options=options/>
            }
        })
    };
    view! {
        <form class="audit-filters" role="search" aria-label=t::audit::filters() on:submit=|event| event.prevent_default()>
            {by_name}
            <TextInput label=t::audit::from() value=fields.from kind=InputKind::Day/>
            <TextInput label=t::audit::to() value=fields.to kind=InputKind::Day/>
            <div class="do" role="group" aria-label=t::audit::time()>
                {preset(t::audit::today(), 0)} {preset(t::audit::week(), 6)} {preset(t::audit::month(), 29)}
                <Button label=t::audit::any_time() weight=Weight::Bare on_press=any/>
            </div>
        </form>
    }
    .into_any()
}

/// Everything, the kinds, and the profiles by name. A profile that is gone is still there while it is asked for.
fn options(around: Around) -> Vec<SelectOption> {
    let option = |value: &str, label: &str, heading| SelectOption { value: value.to_owned(), label: label.to_owned(), heading };
    let mut options = vec![option("", t::audit::about_anything(), "")];
    options.extend(KINDS.iter().map(|(kind, word)| option(word, kind_name(*kind), t::audit::kinds())));
    around.profiles.with(|profiles| {
        options.extend(profiles.iter().map(|(id, name)| option(id, name, t::audit::kind_profiles())));
    });
    let about = around.asked.fields.about.get();
    if !options.iter().any(|option| option.value == about) {
        options.push(option(&about, &t::audit::gone(&about), t::audit::kind_profiles()));
    }
    options
}

fn kind_name(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Profile => t::audit::kind_profiles(),
        ObjectKind::Order => t::audit::kind_order(),
        ObjectKind::Directory => t::audit::kind_directory(),
        ObjectKind::Organization => t::audit::kind_organization(),
        ObjectKind::Administrator => t::audit::kind_administrators(),
        ObjectKind::Session => t::audit::kind_sessions(),
        ObjectKind::Token => t::audit::kind_tokens(),
        ObjectKind::Invitation => t::audit::kind_invitations(),
    }
}
