//! One row of a profile's page: what it is about at the start, what is known beside it, the way to change it at the end.

use leptos::prelude::*;

use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Remote};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::Skeleton;

/// A heading and what stands beside it, or below it where it is narrow.
#[component]
pub fn Section(
    /// What it is about.
    title: &'static str,
    /// Where it is changed; `None` when that is not possible, or not for this person.
    #[prop(optional_no_strip)]
    change: Option<String>,
    /// What is known.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="profile-section">
            <h2>{title}</h2>
            <div>{children()}</div>
            {change.map(|href| {
                view! { <a class="btn bare" href=href>{t::wizard::change()} <span class="unseen">" " {title}</span></a> }
            })}
        </section>
    }
    .into_any()
}

/// The part of a section that has a question to the server of its own: on its way, its answer, or why there is none.
pub fn answered<T>(state: RwSignal<Remote<T>>, show: impl Fn(&T) -> AnyView + Send + Sync + 'static) -> AnyView
where
    T: Send + Sync + 'static,
{
    let view = move || {
        state.with(|state| match state {
            Remote::Failed(None, error) => view! { <p class="soft">{untold(error)}</p> }.into_any(),
            state => state.latest().map_or_else(|| view! { <Skeleton rows=1/> }.into_any(), &show),
        })
    };
    view.into_any()
}

fn untold(error: &ApiError) -> String {
    t::profiles::not_told(&sentence(error))
}
