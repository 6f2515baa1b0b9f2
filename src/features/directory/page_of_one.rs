//! The frame of a page about one person or group: its name in the breadcrumb, and what stands there until it is known.

use leptos::prelude::*;

use crate::backend::query::Query;
use crate::backend::{ApiError, Remote};
use crate::features::shell::{Crumb, failure, use_portal_screen};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{DirectoryPlace, use_paths};
use crate::ui::{Card, Page, PageHeader, Skeleton};

/// The page of what `query` asks for. `name` is what it is called; `show` is its content, with the heading.
pub fn page_of_one<T: Send + Sync + 'static>(
    query: Query<T>,
    list: (&'static str, DirectoryPlace),
    missing: &'static str,
    name: fn(&T) -> String,
    show: impl Fn(&T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let called = move || {
        query.state.with(|state| match state {
            Remote::Failed(None, ApiError::NotFound(_)) => missing.to_owned(),
            state => state.latest().map(name).unwrap_or_default(),
        })
    };
    let content = move || {
        query.state.with(|state| match (state.latest(), state.error()) {
            (Some(one), _) => show(one),
            (None, Some(error)) => not_there(error, missing, Callback::new(move |()| query.refresh())),
            // Without a heading: the focus waits for the name.
            (None, None) => view! { <Card><Skeleton rows=4/></Card> }.into_any(),
        })
    };
    frame(list, Box::new(called), content.into_any())
}

fn frame((label, list): (&'static str, DirectoryPlace), called: Box<dyn Fn() -> String>, content: AnyView) -> AnyView {
    let paths = use_paths();
    use_portal_screen(called, move || {
        let above = Crumb { label: t::shell::directory().to_owned(), href: paths.directory() };
        vec![above, Crumb { label: label.to_owned(), href: paths.directory_place(&list) }]
    });
    view! { <Page>{content}</Page> }.into_any()
}

fn not_there(error: &ApiError, missing: &'static str, retry: Callback<()>) -> AnyView {
    let title = if matches!(error, ApiError::NotFound(_)) { missing } else { t::shell::directory() };
    let failure = failure(error, retry);
    view! {
        <PageHeader title=title/>
        <Card>{failure}</Card>
    }
    .into_any()
}
