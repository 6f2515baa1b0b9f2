//! Making a token for a program: what it is for, what it may do, how long; and then the token, once.

use enrollment::account::{TokenDays, TokenName};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::form::{Field, Form, first};
use super::said_once::SaidOnce;
use super::words;
use crate::backend::administration::{Access, NewAccess};
use crate::backend::{Write, use_backend, use_write};
use crate::dom::id::Id;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Paths, use_paths};
use crate::ui::{Button, Code, Dialog, RadioCard, RadioCards, TextInput, Weight};

/// How many days there are to choose from; the second is what the command line takes when nobody says.
const DAYS: [u64; 4] = [30, 90, 180, 365];

/// What is filled in.
#[derive(Clone, Copy)]
struct Draft {
    open: RwSignal<bool>,
    name: RwSignal<String>,
    may_write: RwSignal<bool>,
    days: RwSignal<u64>,
    create: Write<NewAccess>,
    form: Form,
    name_field: Field,
}

/// The dialog that makes a token.
#[component]
pub fn CreateToken(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Called when a token was made.
    #[prop(into)]
    on_made: Callback<()>,
) -> impl IntoView {
    let (backend, paths) = (use_backend(), use_paths());
    let made = RwSignal::new(None::<Access>);
    let create = use_write(
        move |new: NewAccess| {
            let graph = backend.graph();
            async move { graph.create_access(&new).await }
        },
        move |access| {
            made.set(Some(access));
            on_made.run(());
        },
    );
    let (name, form) = (RwSignal::new(String::new()), Form::new(create.error));
    let name_field = form.field("/displayName", move || name.with(|name| first(TokenName::parse(name))));
    let draft = Draft { open, name, may_write: RwSignal::new(false), days: RwSignal::new(DAYS[1]), create, form, name_field };
    Effect::new(move |_| {
        // The token is not kept anywhere once the dialog is closed.
        if !open.get() {
            made.set(None);
            draft.clear();
        }
    });
    view! {
        <Dialog open=open title=t::settings::create_token()>
            {move || made.get().map_or_else(|| draft.questions(), |access| token(access, open, paths))}
        </Dialog>
    }
    .into_any()
}

impl Draft {
    fn clear(self) {
        self.name.set(String::new());
        self.may_write.set(false);
        self.days.set(DAYS[1]);
        self.form.clear();
    }

    fn submit(self) {
        let parsed = (TokenName::parse(&self.name.get_untracked()), TokenDays::new(self.days.get_untracked()));
        if let (true, (Ok(name), Ok(days))) = (self.form.is_fine(&[self.name_field]), parsed) {
            self.create.run(NewAccess::Token { name, may_write: self.may_write.get_untracked(), days });
        }
    }

    fn questions(self) -> AnyView {
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            self.submit();
        };
        let group = Id::unique("scope");
        view! {
            <form class="form" novalidate on:submit=submit>
                {self.form.refusal(vec![self.name_field])}
                <TextInput
                    label=t::settings::token_name()
                    hint=t::settings::token_name_hint()
                    value=self.name
                    max=TokenName::MAX
                    id=self.name_field.id
                    error=self.name_field.error
                />
                <RadioCards legend=t::settings::token_question() group=group>
                    {self.scope(group, false, t::settings::token_read_may())}
                    {self.scope(group, true, t::settings::token_write_may())}
                </RadioCards>
                {self.how_long()}
                <div class="dialog-do">
                    <Button label=t::settings::cancel() on_press=move |()| self.open.set(false)/>
                    <Button label=t::settings::create() weight=Weight::Main submit=true busy=self.create.busy/>
                </div>
            </form>
        }
        .into_any()
    }

    fn scope(self, group: Id, may_write: bool, description: &'static str) -> AnyView {
        view! {
            <RadioCard
                group=group
                label=words::scope(may_write)
                description=description
                chosen=Signal::derive(move || self.may_write.get() == may_write)
                on_choose=move |()| self.may_write.set(may_write)
            />
        }
        .into_any()
    }

    fn how_long(self) -> AnyView {
        let id = Id::unique("ends");
        let options = DAYS.map(|days| {
            view! { <option value=days.to_string() selected=move || self.days.get() == days>{t::settings::days(days)}</option> }
        });
        let choose = move |event| {
            if let Ok(days) = event_target_value(&event).parse() {
                self.days.set(days);
            }
        };
        view! {
            <div class="form-field">
                <label for=id.to_string()>{t::settings::ends_after()}</label>
                <select class="field" id=id.to_string() on:change=choose>{options.into_iter().collect_view()}</select>
            </div>
        }
        .into_any()
    }
}

fn token(access: Access, open: RwSignal<bool>, paths: Paths) -> AnyView {
    let secret = access.secret.unwrap_or_default();
    let command = list_profiles(&secret, paths);
    view! {
        <SaidOnce
            secret=secret
            copy=t::settings::copy_token()
            warning=t::settings::token_once()
            expires=access.expires
            on_done=move |()| open.set(false)
        >
            <p class="soft">{t::settings::token_try()}</p>
            <Code text=command copy_label=t::settings::copy_command()/>
        </SaidOnce>
    }
    .into_any()
}

/// A line for a terminal that lists the profiles.
fn list_profiles(token: &str, paths: Paths) -> String {
    let origin = window().location().origin().unwrap_or_default();
    let api = format!("{origin}{}/graph/beta", paths.base());
    format!("curl -H 'Authorization: Bearer {token}' {api}/deviceManagement/appleUserInitiatedEnrollmentProfiles")
}
