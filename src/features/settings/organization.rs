//! The organization: the name that device users read, and what is known of it besides.

use enrollment::graph::received::Organization;
use enrollment::text::OrganizationName;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::form::{Form, first};
use super::words;
use crate::backend::{use_backend, use_query, use_write};
use crate::features::session::use_who;
use crate::features::shell::{LeaveQuestion, failure, use_leave_guard};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Address, SettingsPart};
use crate::ui::{Button, Card, Fact, Facts, Note, Skeleton, TextInput, Toast, Tone, Weight, use_toasts};

/// The part of the settings.
#[component]
pub fn OrganizationPart(
    /// Whether this server lets the name be changed.
    offered: bool,
) -> impl IntoView {
    let backend = use_backend();
    let organization = use_query(
        || Some(()),
        move |()| {
            let graph = backend.graph();
            async move { graph.organization().await }
        },
    );
    move || {
        organization.state.with(|state| match (state.latest(), state.error()) {
            (Some(organization), _) => content(organization, offered),
            (None, Some(error)) => {
                let failure = failure(error, Callback::new(move |()| organization.refresh()));
                view! { <Card>{failure}</Card> }.into_any()
            }
            (None, None) => view! { <Card><Skeleton/></Card> }.into_any(),
        })
    }
}

fn content(organization: &Organization, offered: bool) -> AnyView {
    let who = use_who();
    let may_write = untrack(|| who.may_write());
    let name = match (offered, may_write) {
        (true, true) => name_form(organization),
        (offered, _) => {
            let name = organization.display_name.clone();
            let why = if offered { t::settings::name_for_administrators() } else { t::settings::not_offered_text() };
            view! {
                <Facts>
                    <Fact term=t::settings::name()><bdi>{name}</bdi></Fact>
                </Facts>
                <Note>{why}</Note>
            }
            .into_any()
        }
    };
    let domains = organization.domains.iter().map(|domain| view! { <li><bdi>{domain.clone()}</bdi></li> }).collect_view();
    let authority = words::mdm_authority(organization.mdm_authority.as_deref());
    view! {
        <Card padded=true>{name}</Card>
        <Card padded=true>
            <Facts>
                <Fact term=t::settings::domains()><ul>{domains}</ul></Fact>
                <Fact term=t::settings::mdm_authority()>{authority}</Fact>
            </Facts>
        </Card>
    }
    .into_any()
}

fn name_form(organization: &Organization) -> AnyView {
    let (backend, who, toasts) = (use_backend(), use_who(), use_toasts());
    let name = RwSignal::new(organization.display_name.clone());
    let saved = StoredValue::new(organization.display_name.clone());
    let id = StoredValue::new(organization.id.clone());
    let save = use_write(
        move |name: OrganizationName| {
            let graph = backend.graph();
            async move { graph.rename_organization(&id.get_value(), &name).await }
        },
        move |organization: Organization| {
            toasts.show(Toast { tone: Tone::Brand, sentence: t::settings::name_saved(&organization.display_name) });
            saved.set_value(organization.display_name.clone());
            name.set(organization.display_name.clone());
            who.change(|person| person.organization = organization.display_name);
        },
    );
    use_leave_guard(
        LeaveQuestion { title: t::settings::leave_title(), text: t::settings::leave_text(), leave: t::settings::leave() },
        move || saved.try_with_value(|saved| name.try_with_untracked(|name| name != saved)).flatten().unwrap_or_default(),
        |address| *address == Address::Settings(SettingsPart::Organization),
        || {},
    );
    let form = Form::new(save.error);
    let field = form.field("/displayName", move || name.with(|name| first(OrganizationName::parse(name))));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let parsed = OrganizationName::parse(&name.get_untracked());
        if let (true, Ok(name)) = (form.is_fine(&[field]), parsed) {
            save.run(name);
        }
    };
    view! {
        <form class="form narrow" novalidate on:submit=submit>
            {form.refusal(vec![field])}
            <TextInput
                label=t::settings::name()
                hint=t::settings::name_hint()
                value=name
                max=OrganizationName::MAX
                id=field.id
                error=field.error
                autocomplete="organization"
            />
            <div>
                <Button label=t::settings::save() weight=Weight::Main submit=true busy=save.busy/>
            </div>
        </form>
    }
    .into_any()
}
