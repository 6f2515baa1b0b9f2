//! What happened to profiles lately.

use enrollment::graph::received::AuditEvent;
use leptos::prelude::*;

use crate::backend::graph::audit::AuditQuestion;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Remote, use_backend, use_query};
use crate::features::audit::telling::tell;
use crate::features::profiles::words;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Button, Card, Icon, Skeleton, Weight, face};

/// How many changes are shown.
const MOST: u32 = 5;

/// The last changes in words. Whoever may not read the audit log sees nothing of it.
#[component]
pub fn RecentChanges(
    /// The ids of the profiles that there are.
    #[prop(into)]
    profiles: Signal<Vec<String>>,
) -> impl IntoView {
    let (backend, paths) = (use_backend(), use_paths());
    let events = use_query(
        || Some(()),
        move |()| {
            let graph = backend.graph();
            async move { graph.audit(&AuditQuestion { category: "Enrollment", ..AuditQuestion::default() }, MOST).await }
        },
    );
    let content = move || {
        events.state.with(|state| match state {
            Remote::Failed(None, error) => {
                let retry = move |()| events.refresh();
                view! {
                    <p class="soft">{sentence(error)}</p>
                    <div class="do"><Button label=t::ui::try_again() icon=Icon::Retry weight=Weight::Bare on_press=retry/></div>
                }
                .into_any()
            }
            state => match state.latest() {
                None => view! { <Skeleton rows=MOST as usize/> }.into_any(),
                Some(page) if page.events.is_empty() => view! { <p class="soft">{t::overview::no_changes()}</p> }.into_any(),
                Some(page) => {
                    let rows = page.events.iter().map(|event| profiles.with(|profiles| row(event, profiles))).collect_view();
                    view! { <ul class="feed">{rows}</ul> }.into_any()
                }
            },
        })
    };
    let is_kept_from_us = Memo::new(move |_| events.state.with(|state| matches!(state.error(), Some(ApiError::Forbidden(_)))));
    move || {
        (!is_kept_from_us.get()).then(|| {
            view! {
                <Card padded=true>
                    <div class="card-head">
                        <h2>{t::overview::recent()}</h2>
                        <a href=paths.audit_log()>{t::overview::see_audit_log()}</a>
                    </div>
                    {content}
                </Card>
            }
        })
    }
}

fn row(event: &AuditEvent, profiles: &[String]) -> AnyView {
    let told = tell(event).view(use_paths(), |id| profiles.iter().any(|other| other == id));
    view! {
        <li>
            {face(&event.actor.name)}
            <p>{told}</p>
            <span class="soft">{words::moment(Some(event.at.clone()))}</span>
        </li>
    }
    .into_any()
}
