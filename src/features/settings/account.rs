//! One's own account: who one is here, and another password.

use enrollment::account::{PASSWORD_MIN, check_password};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::form::{Form, first};
use super::words;
use crate::backend::session::Role;
use crate::backend::{use_backend, use_write};
use crate::features::session::use_who;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Card, Fact, Facts, Note, PasswordInput, Tone, Weight};

/// The part of the settings.
#[component]
pub fn Account(
    /// Whether this server keeps passwords.
    offered: bool,
) -> impl IntoView {
    let who = use_who();
    let name = untrack(|| who.signed_in()).map(|person| person.name).unwrap_or_default();
    let role = move || who.signed_in().map(|person| words::role(person.role == Role::Administrator));
    let password = if offered { password_form(name.clone()) } else { view! { <Note>{t::settings::not_offered_text()}</Note> }.into_any() };
    view! {
        <Card padded=true>
            <Facts>
                <Fact term=t::settings::name()><bdi>{name}</bdi></Fact>
                <Fact term=t::settings::role()>{role}</Fact>
            </Facts>
        </Card>
        <Card padded=true>
            <h2>{t::settings::change_password()}</h2>
            {password}
        </Card>
    }
    .into_any()
}

fn password_form(name: String) -> AnyView {
    let backend = use_backend();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_changed = RwSignal::new(false);
    let forms = StoredValue::new(None::<Form>);
    let change = use_write(
        move |(current, new): (String, String)| {
            let session = backend.session();
            async move { session.change_password(&current, &new).await }
        },
        move |()| {
            if let Some(form) = forms.get_value() {
                form.clear();
            }
            current.set(String::new());
            new.set(String::new());
            is_changed.set(true);
        },
    );
    let form = Form::new(change.error);
    forms.set_value(Some(form));
    let current_field =
        form.field("/current", move || current.with(String::is_empty).then(|| t::settings::current_password_missing().to_owned()));
    let new_field = form.field("/new", move || new.with(|new| first(check_password(new))));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        is_changed.set(false);
        if form.is_fine(&[current_field, new_field]) {
            change.run((current.get_untracked(), new.get_untracked()));
        }
    };
    view! {
        <form class="form narrow" novalidate on:submit=submit>
            {form.refusal(vec![current_field, new_field])}
            {move || is_changed.get().then(|| view! { <Note tone=Tone::Brand live=true>{t::settings::password_changed()}</Note> })}
            // Tells password managers whose password it is.
            <input type="text" autocomplete="username" value=name readonly hidden/>
            <PasswordInput
                label=t::settings::current_password()
                value=current
                autocomplete="current-password"
                id=current_field.id
                error=current_field.error
            />
            <PasswordInput
                label=t::settings::new_password()
                hint=t::session::password_hint(PASSWORD_MIN as u64)
                value=new
                autocomplete="new-password"
                id=new_field.id
                error=new_field.error
            />
            <div>
                <Button label=t::settings::change_password() weight=Weight::Main submit=true busy=change.busy/>
            </div>
        </form>
    }
    .into_any()
}
