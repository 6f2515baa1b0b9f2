//! Accepting an invitation: the first administrator, and every further one, chooses a name and a password here.

use enrollment::account::{AdministratorName, check_password};
use enrollment::error::{Code, Errors};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::arrival::Arrival;
use super::visitor::{Visitor, use_who};
use crate::backend::sentences::{detail_sentence, sentence};
use crate::backend::session::{Invitation, Role};
use crate::backend::{ApiError, Remote, use_backend, use_query, use_write};
use crate::dom::id::Id;
use crate::features::shell::use_title;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{use_go, use_paths};
use crate::ui::{Button, ErrorState, ErrorSummary, Mistake, PasswordInput, Skeleton, TextInput, Weight};

/// Reads the token from the address, takes it out of there, and lets its holder become an administrator.
#[component]
pub fn InvitationPage() -> impl IntoView {
    use_title(|| t::session::invitation_title().to_owned());
    let token = StoredValue::new(take_token());
    let backend = use_backend();
    let invitation = use_query(
        move || Some(token.get_value()),
        move |token| {
            let session = backend.session();
            async move { session.invitation(&token).await }
        },
    );
    let lead = move || match &*invitation.state.read() {
        Remote::Ready(Invitation { organization, role: Role::Administrator, .. }) => t::session::invited_to_change(organization),
        Remote::Ready(Invitation { organization, role: Role::Reader, .. }) => t::session::invited_to_read(organization),
        Remote::Failed(..) => t::session::invitation_failed_lead().to_owned(),
        Remote::Idle | Remote::Loading(_) => t::session::invitation_lead().to_owned(),
    };
    let content = move || match &*invitation.state.read() {
        Remote::Ready(_) => view! { <AcceptForm token=token/> }.into_any(),
        Remote::Failed(_, error) => {
            // Another try helps only when the server could not be asked.
            let retry = (!is_invalid(error)).then(|| Callback::new(move |()| invitation.refresh()));
            view! { <ErrorState sentence=sentence(error) request_id=error.request_id() on_retry=retry/> }.into_any()
        }
        Remote::Idle | Remote::Loading(_) => view! { <Skeleton/> }.into_any(),
    };
    view! { <Arrival title=t::session::invitation_title() lead=lead>{content}</Arrival> }.into_any()
}

/// Name and password of the new administrator.
#[component]
fn AcceptForm(token: StoredValue<String>) -> impl IntoView {
    let (who, backend, paths, go) = (use_who(), use_backend(), use_paths(), use_go());
    let name = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let (name_id, password_id) = (Id::unique("name"), Id::unique("password"));
    let asked = RwSignal::new(false);
    let summary = RwSignal::new(Vec::<Mistake>::new());

    let accept = use_write(
        move |(name, password): (String, String)| {
            let session = backend.session();
            let token = token.get_value();
            async move { session.accept(&token, &name, &password).await }
        },
        move |person| {
            go.instead(&paths.overview());
            who.set(Visitor::SignedIn(person));
        },
    );

    let refused = move |pointer: &'static str| {
        let error = accept.error.get()?;
        let mine = error.details().iter().find(|detail| detail.pointer == pointer || claims(detail.code, pointer))?;
        Some(detail_sentence(mine))
    };
    let name_error = Memo::new(move |_| {
        let found = asked.get().then(|| name.with(|name| AdministratorName::parse(name).err()).as_ref().and_then(first)).flatten();
        found.or_else(|| refused("/name"))
    });
    let password_error = Memo::new(move |_| {
        let found = asked.get().then(|| password.with(|password| check_password(password).err()).as_ref().and_then(first)).flatten();
        found.or_else(|| refused("/password"))
    });

    let list = move || {
        let fields = [(name_id, name_error.get_untracked()), (password_id, password_error.get_untracked())];
        let fields = fields.into_iter().filter_map(|(id, sentence)| Some(Mistake { field: Some(id.to_string()), sentence: sentence? }));
        let mut list: Vec<Mistake> = fields.collect();
        if let (true, Some(error)) = (list.is_empty(), accept.error.get_untracked()) {
            list.push(Mistake { field: None, sentence: sentence(&error) });
        }
        list
    };
    Effect::new(move |_| {
        if accept.error.with(Option::is_some) {
            summary.set(list());
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        asked.set(true);
        accept.error.set(None);
        summary.set(list());
        if summary.with_untracked(Vec::is_empty) {
            accept.run((name.get_untracked(), password.get_untracked()));
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary mistakes=summary/>
            <TextInput
                label=t::session::name()
                hint=t::session::name_hint()
                value=name
                id=name_id
                autocomplete="username"
                error=name_error
            />
            <PasswordInput
                label=t::session::password()
                hint=t::session::password_hint(enrollment::account::PASSWORD_MIN as u64)
                value=password
                id=password_id
                autocomplete="new-password"
                error=password_error
            />
            <Button label=t::session::accept() weight=Weight::Main submit=true busy=accept.busy/>
        </form>
    }
    .into_any()
}

fn first(errors: &Errors) -> Option<String> {
    errors.0.first().map(detail_sentence)
}

fn is_invalid(error: &ApiError) -> bool {
    error.details().iter().any(|detail| detail.code == Code::InvitationInvalid)
}

/// A taken name belongs to the name field, even where the server points at the whole.
fn claims(code: Code, pointer: &str) -> bool {
    code == Code::NameTaken && pointer == "/name"
}

/// The token after the `#`. It is a credential, so it does not stay in the address or in the history.
fn take_token() -> String {
    let location = window().location();
    let token = location.hash().unwrap_or_default().trim_start_matches('#').to_owned();
    if let (false, Ok(path), Ok(history)) = (token.is_empty(), location.pathname(), window().history()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
    token
}
