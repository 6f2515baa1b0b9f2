//! Two versions side by side.

use leptos::prelude::*;

use super::asked::{Asked, Compared};
use super::difference::{as_json, in_words};
use super::page::Around;
use crate::backend::{Remote, use_backend, use_query};
use crate::features::shell::failure;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Card, Look, Looks, Skeleton};

/// What differs between the versions in the address; nothing when it names none.
pub fn comparison(around: Around) -> AnyView {
    let backend = use_backend();
    let versions = Memo::new(move |_| around.asked.get().compared.map(|compared| (compared.from, compared.to)));
    let is_json = Memo::new(move |_| around.asked.get().compared.is_some_and(|compared| compared.as_json));
    let found = use_query(
        move || versions.get().map(|versions| (around.of.get(), versions, around.log.round.get())),
        move |(of, (from, to), _)| {
            let graph = backend.graph();
            async move { graph.compare_versions(of.as_deref(), from, to).await }
        },
    );
    let shown = move || {
        found.state.with(|state| match (state.latest(), state.error()) {
            (_, Some(error)) => failure(error, Callback::new(move |()| found.refresh())),
            (Some(difference), None) if is_json.get() => as_json(&difference.json),
            (Some(difference), None) => in_words(difference),
            (None, None) => view! { <Skeleton rows=3/> }.into_any(),
        })
    };
    let card = move || {
        let (from, to) = versions.get()?;
        let title = match to {
            Some(to) => t::history::compared(&from.to_string(), &to.to_string()),
            None => t::history::compared_now(&from.to_string()),
        };
        let look = |label: &'static str, json: bool| {
            let compared = Compared { from, to, as_json: json };
            Look { label, href: around.address(Asked::comparing(compared)), here: Signal::derive(move || is_json.get() == json) }
        };
        let looks = vec![look(t::history::in_words(), false), look(t::history::json(), true)];
        let busy = move || found.state.with(Remote::is_loading).then_some("true");
        let close = move |()| around.go(Asked::default());
        Some(view! {
            <Card padded=true>
                <section class="history-compare" aria-label=t::history::difference() aria-busy=busy>
                    <div class="card-head">
                        <h2 tabindex="-1" id=around.compare_heading.to_string()>{title}</h2>
                        <Button label=t::ui::close() on_press=close/>
                    </div>
                    <Looks name=t::history::ways() looks=looks/>
                    {shown}
                </section>
            </Card>
        })
    };
    card.into_any()
}
