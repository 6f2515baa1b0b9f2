//! Picking groups: searched on the server while typing, with what each holds, and with the reason when it is refused.

use std::time::Duration;

use enrollment::graph::received::Group;
use leptos::prelude::*;

use super::draft::PickedGroup;
use super::words;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Graph, Remote, use_backend, use_debounced_query};
use crate::dom::id::Id;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{ChipItem, Chips, Choice, Choices, Combobox, Icon, Note, Tone};

/// How long typing has to pause before the server is asked.
const PAUSE: Duration = Duration::from_millis(220);

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    groups: Vec<Group>,
    /// A person with such a name, when no group has one.
    person: Option<String>,
}

/// The picked groups as chips, and the input that adds to them.
#[component]
pub fn GroupPicker(
    /// The picked groups.
    #[prop(into)]
    picked: Signal<Vec<PickedGroup>>,
    /// Called with a group that is added.
    #[prop(into)]
    on_add: Callback<PickedGroup>,
    /// Called with the id of a group that is taken out.
    #[prop(into)]
    on_remove: Callback<String>,
    /// The id of the input.
    id: Id,
    /// What is wrong with the answer.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let backend = use_backend();
    let text = RwSignal::new(String::new());
    let found = use_debounced_query(
        PAUSE,
        move || Some(text.with(|text| text.trim().to_owned())),
        move |text: String| {
            let graph = backend.graph();
            async move { search(graph, text).await }
        },
    );
    let choices = Signal::derive(move || {
        let choices_of = |found: &Found| picked.with(|picked| found.groups.iter().map(|group| choice(group, picked)).collect::<Vec<_>>());
        found.state.with(|state| match state {
            Remote::Idle => Choices::Idle,
            Remote::Loading(last) => Choices::Loading(last.as_ref().map(choices_of).unwrap_or_default()),
            Remote::Ready(found) => Choices::Ready(choices_of(found)),
            Remote::Failed(_, error) => Choices::Failed(sentence(error)),
        })
    });
    let add = move |id: String| {
        let group = found.state.with_untracked(|state| state.latest()?.groups.iter().find(|group| group.id == id).cloned());
        if let Some(group) = group {
            on_add.run(PickedGroup::of(group));
        }
    };
    let chips = Signal::derive(move || picked.with(|picked| picked.iter().map(chip).collect::<Vec<_>>()));
    let person = Memo::new(move |_| {
        found.state.with(|state| match state {
            Remote::Ready(found) => found.person.clone(),
            _ => None,
        })
    });
    let doubts = move || {
        picked.with(|picked| {
            let doubts = picked.iter().filter_map(words::doubt);
            doubts.map(|doubt| view! { <Note tone=Tone::Warn><p>{doubt}</p></Note> }).collect_view()
        })
    };
    // Enter without an option to add must not send the form around it.
    let keep_enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && event_target::<web_sys::Element>(&event).has_attribute("aria-autocomplete") {
            event.prevent_default();
        }
    };
    view! {
        <div class="step-part" on:keydown=keep_enter>
            <Chips name=t::wizard::picked_groups() items=chips on_remove=on_remove after_last=id/>
            <Combobox
                label=t::wizard::add_group()
                hint=t::wizard::add_group_hint()
                text=text
                choices=choices
                on_pick=add
                action=t::wizard::enter_to_add()
                id=id
                error=error
                on_retry=move |()| found.refresh()
            />
            <div role="status" class="stack">
                {move || person.get().map(|name| view! { <Note><p>{t::wizard::person_not_group(&name)}</p></Note> })}
                {doubts}
            </div>
        </div>
    }
    .into_any()
}

/// Groups, or else one person, so that whoever looks for a person learns how people are assigned.
async fn search(graph: Graph, text: String) -> Result<Found, ApiError> {
    let groups = graph.groups(&text).await?.first;
    let person = if groups.is_empty() && !text.is_empty() {
        // The hint is a courtesy: a server that may not list people is no reason to fail.
        graph.users(&text).await.ok().and_then(|people| people.first.into_iter().next()).map(|person| person.display_name)
    } else {
        None
    };
    Ok(Found { groups, person })
}

fn choice(group: &Group, picked: &[PickedGroup]) -> Choice {
    let refusal = words::refusal(group);
    let added = picked.iter().any(|other| other.id == group.id);
    Choice {
        key: group.id.clone(),
        label: group.display_name.clone(),
        icon: if refusal.is_some() { Icon::Phone } else { Icon::People },
        refused: added || refusal.is_some(),
        detail: refusal.unwrap_or_else(|| if added { t::wizard::already_added().to_owned() } else { words::group(group) }),
    }
}

pub(super) fn chip(group: &PickedGroup) -> ChipItem {
    ChipItem { key: group.id.clone(), label: group.name.clone(), detail: group.people.map(intl::number), icon: Icon::People }
}
