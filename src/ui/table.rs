//! A table whose rows turn into cards where it is narrow.

use crate::markup::view;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A `<table>` of [`row`]s. Roles are written out because browsers take them away from table elements whose `display`
/// changes, which is how the rows become cards.
#[component]
pub fn Table(
    /// What the rows are.
    #[prop(into)]
    name: TextProp,
    /// The headings of the columns; the first is what each row is about.
    columns: &'static [fn() -> &'static str],
    /// The rows.
    children: Children,
) -> impl IntoView {
    let headings = columns.iter().map(|column| view! { <th scope="col" role="columnheader">{column()}</th> });
    view! {
        <div class="rows">
            <table role="table">
                <caption class="unseen">{move || name.get()}</caption>
                <thead role="rowgroup">
                    <tr role="row">{headings.collect_view()}</tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A row of a [`Table`] with these columns. On a card each cell says its column, because there is no heading above it; a cell
/// without content is not on the card.
pub fn row(columns: &[fn() -> &'static str], head: AnyView, cells: Vec<Option<AnyView>>) -> AnyView {
    let cells = columns.iter().skip(1).zip(cells).map(|(column, cell)| {
        let content = cell.map(|cell| view! { <span class="cell-name">{column()}</span> <div>{cell}</div> });
        view! { <td role="cell">{content}</td> }
    });
    view! { <tr role="row"><th scope="row" role="rowheader">{head}</th> {cells.collect_view()}</tr> }.into_any()
}
