//! `/settings/...`: the parts of the settings, and who may see which.

use leptos::prelude::*;

use super::access_list::{Administrators, Tokens};
use super::account::Account;
use super::organization::OrganizationPart;
use super::words;
use crate::backend::{use_backend, use_query};
use crate::features::session::use_who;
use crate::features::shell::{Crumb, failure, use_portal_screen};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Address, SettingsPart, use_address_part, use_paths};
use crate::ui::{Card, EmptyKind, EmptyState, Look, Looks, Page, PageHeader, Skeleton};

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let (paths, who, backend) = (use_paths(), use_who(), use_backend());
    let part = use_address_part(|address| match address {
        Address::Settings(part) => Some(part),
        _ => None,
    });
    let part = Memo::new(move |_| part.get().unwrap_or(SettingsPart::Organization));
    use_portal_screen(
        move || words::part(part.get()).to_owned(),
        move || vec![Crumb { label: t::shell::settings().to_owned(), href: paths.settings() }],
    );
    let features = use_query(
        || Some(()),
        move |()| {
            let graph = backend.graph();
            async move { graph.features().await }
        },
    );
    // An older server, or plain Graph, knows nobody who could be administered here.
    let offered = Memo::new(move |_| features.state.with(|state| state.latest().map(|features| features.has("administration"))));
    let error = Memo::new(move |_| features.state.with(|state| state.error().cloned()));
    let may_write = Memo::new(move |_| who.may_write());
    let looks = SettingsPart::ALL.map(|each| Look {
        label: words::part(each),
        href: paths.settings_part(each),
        here: Signal::derive(move || part.get() == each),
    });
    let content = move || match (offered.get(), error.get()) {
        (Some(offered), _) => view_of(part.get(), offered, may_write.get()),
        (None, Some(error)) => {
            let failure = failure(&error, Callback::new(move |()| features.refresh()));
            view! { <Card>{failure}</Card> }.into_any()
        }
        (None, None) => view! { <Card><Skeleton/></Card> }.into_any(),
    };
    view! {
        <Page>
            {move || view! { <PageHeader title=words::part(part.get()) lead=move || words::lead(part.get_untracked())/> }}
            <Looks name=t::shell::settings() looks=looks.into()/>
            {content}
        </Page>
    }
    .into_any()
}

fn view_of(part: SettingsPart, offered: bool, may_write: bool) -> AnyView {
    match part {
        SettingsPart::Organization => view! { <OrganizationPart offered=offered/> }.into_any(),
        SettingsPart::Account => view! { <Account offered=offered/> }.into_any(),
        SettingsPart::Administrators | SettingsPart::Tokens if !offered => {
            closed(t::settings::not_offered(), t::settings::not_offered_text())
        }
        SettingsPart::Administrators | SettingsPart::Tokens if !may_write => closed(t::settings::closed(), t::settings::closed_text()),
        SettingsPart::Administrators => view! { <Administrators/> }.into_any(),
        SettingsPart::Tokens => view! { <Tokens/> }.into_any(),
    }
}

fn closed(title: &'static str, text: &'static str) -> AnyView {
    view! {
        <Card>
            <EmptyState kind=EmptyKind::NotPermitted title=title text=text/>
        </Card>
    }
    .into_any()
}
