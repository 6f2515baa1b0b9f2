//! Whether the log is as it was written: the hashes of its entries, computed again.

use leptos::prelude::*;

use super::asked::Asked;
use crate::backend::graph::audit::Verification;
use crate::backend::sentences::sentence;
use crate::backend::{Remote, use_backend, use_query};
use crate::features::shell::use_offers;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, CopyButton, Note, Tone, Weight};

/// One line that says whether the chain holds, or from which entry on it does not. Nothing where the server keeps none.
pub fn chain(asked: Asked) -> AnyView {
    let (backend, offers) = (use_backend(), use_offers());
    let found = use_query(
        move || offers.audit_verification().then_some(()),
        move |()| {
            let graph = backend.graph();
            async move { graph.audit_verification().await }
        },
    );
    let content = move || {
        found.state.with(|state| match state {
            Remote::Idle => ().into_any(),
            Remote::Loading(_) => view! { <Note tone=Tone::Neutral><p>{t::audit::chain_checking()}</p></Note> }.into_any(),
            Remote::Ready(found) => told(found, asked),
            Remote::Failed(_, error) => {
                let said = t::audit::chain_unknown(&sentence(error));
                view! {
                    <Note tone=Tone::Warn live=true>
                        <p>{said}</p>
                        <Button label=t::ui::try_again() weight=Weight::Bare on_press=move |()| found.refresh()/>
                    </Note>
                }
                .into_any()
            }
        })
    };
    content.into_any()
}

fn told(found: &Verification, asked: Asked) -> AnyView {
    if let Some(broken) = &found.broken {
        let link = broken.id.as_deref().map(|id| {
            let href = asked.address_of(id);
            view! { " " <a href=href>{t::audit::chain_show()}</a> }
        });
        let said = t::audit::chain_broken(broken.number);
        return view! { <Note tone=Tone::Bad live=true><p>{said} {link}</p></Note> }.into_any();
    }
    let head = found.head.clone().map(|head| view! { <CopyButton text=head label=t::audit::chain_copy()/> });
    let said = t::audit::chain_holds(found.rows);
    view! {
        <Note tone=Tone::Brand>
            <p>{said} " " <span class="soft">{t::audit::chain_proves()}</span></p>
            {head}
        </Note>
    }
    .into_any()
}
