//! Name and password, asked for at the door and again in front of a screen whose session ended.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::backend::sentences::sentence;
use crate::backend::session::SignedIn;
use crate::backend::{use_backend, use_write};
use crate::dom::focus;
use crate::dom::id::Id;
use crate::dom::root::use_app_root;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Note, PasswordInput, TextInput, Tone, Weight};

/// The form.
#[component]
pub fn SignInForm(
    /// The name that stands there already.
    #[prop(optional, into)]
    known_name: String,
    /// Called with whoever signed in.
    #[prop(into)]
    on_done: Callback<SignedIn>,
) -> impl IntoView {
    let backend = use_backend();
    let is_known = !known_name.is_empty();
    let name = RwSignal::new(known_name);
    let password = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let (name_id, password_id) = (Id::unique("name"), Id::unique("password"));
    let sign_in = use_write(
        move |(name, password): (String, String)| {
            let session = backend.session();
            async move { session.sign_in(&name, &password).await }
        },
        move |person| on_done.run(person),
    );
    let missing = move |value: RwSignal<String>, sentence: &'static str| {
        Signal::derive(move || (asked.get() && value.with(String::is_empty)).then(|| sentence.to_owned()))
    };
    let root = use_app_root();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        asked.set(true);
        let empty = [(name, name_id), (password, password_id)].into_iter().find(|(value, _)| value.with_untracked(String::is_empty));
        match empty {
            Some((_, id)) => {
                if let Some(field) = root.and_then(|root| focus::by_id(&root.element(), &id.to_string())) {
                    focus::focus(&field);
                }
            }
            None => sign_in.run((name.get_untracked(), password.get_untracked())),
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || {
                sign_in
                    .error
                    .get()
                    .map(|error| view! { <Note tone=Tone::Bad live=true>{sentence(&error)}</Note> })
            }}
            <TextInput
                label=t::session::name()
                value=name
                id=name_id
                autocomplete="username"
                error=missing(name, t::session::name_missing())
            />
            <PasswordInput
                label=t::session::password()
                value=password
                id=password_id
                autocomplete="current-password"
                autofocus=is_known
                error=missing(password, t::session::password_missing())
            />
            <Button label=t::session::sign_in() weight=Weight::Main submit=true busy=sign_in.busy/>
        </form>
    }
    .into_any()
}
