//! Choosing somebody from the directory, searched on the server while typing.

use std::time::Duration;

use enrollment::graph::received::User;
use leptos::prelude::*;

use crate::backend::sentences::sentence;
use crate::backend::{Remote, use_backend, use_debounced_query};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Choice, Choices, Combobox, Icon};

/// How long typing has to pause before the server is asked.
const PAUSE: Duration = Duration::from_millis(220);

/// Whoever was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PickedPerson {
    /// Their id.
    pub id: String,
    /// Their name and what they sign in with.
    pub label: String,
}

impl PickedPerson {
    /// Somebody with this id, name and address.
    pub fn new(id: &str, name: &str, address: &str) -> Self {
        Self { id: id.to_owned(), label: t::who_gets_what::person_label(name, address) }
    }
}

/// An input that holds whoever is chosen, and finds others when something else is typed.
#[component]
pub fn PersonPicker(
    /// What is asked for.
    label: &'static str,
    /// Who is chosen; nobody has no id.
    #[prop(into)]
    picked: Signal<PickedPerson>,
    /// Called with somebody else.
    #[prop(into)]
    on_pick: Callback<PickedPerson>,
) -> impl IntoView {
    let backend = use_backend();
    let text = RwSignal::new(String::new());
    Effect::new(move |_| text.set(picked.with(|picked| picked.label.clone())));
    let searched = Memo::new(move |_| {
        let typed = text.with(|text| text.trim().to_owned());
        (!typed.is_empty() && picked.with(|picked| picked.label != typed)).then_some(typed)
    });
    let found = use_debounced_query(
        PAUSE,
        move || searched.get(),
        move |text: String| {
            let graph = backend.graph();
            async move { Ok(graph.users(&text).await?.first) }
        },
    );
    let choices = Signal::derive(move || {
        let choices = |people: &Vec<User>| people.iter().map(choice).collect::<Vec<_>>();
        found.state.with(|state| match state {
            _ if searched.with(Option::is_none) => Choices::Idle,
            Remote::Idle => Choices::Idle,
            Remote::Loading(last) => Choices::Loading(last.as_ref().map(choices).unwrap_or_default()),
            Remote::Ready(people) => Choices::Ready(choices(people)),
            Remote::Failed(_, error) => Choices::Failed(sentence(error)),
        })
    });
    let pick = move |id: String| {
        let person = found.state.with_untracked(|state| state.latest()?.iter().find(|person| person.id == id).cloned());
        if let Some(User { id, display_name, user_principal_name, .. }) = person {
            let person = PickedPerson::new(&id, &display_name, &user_principal_name);
            text.set(person.label.clone());
            on_pick.run(person);
        }
    };
    // What is typed and leads to nobody would look like an answer about them.
    let leave = move |_| {
        // A field that is taken away while it has the focus says so when its signals are gone already.
        if let Some(picked) = picked.try_get_untracked().filter(|picked| !picked.id.is_empty()) {
            text.try_set(picked.label);
        }
    };
    view! {
        <div on:focusout=leave>
            <Combobox
                label=label
                text=text
                choices=choices
                on_pick=pick
                action=t::who_gets_what::person_action()
                on_retry=move |()| found.refresh()
            />
        </div>
    }
    .into_any()
}

fn choice(person: &User) -> Choice {
    Choice {
        key: person.id.clone(),
        label: person.display_name.clone(),
        detail: person.user_principal_name.clone(),
        icon: Icon::Person,
        refused: false,
    }
}
