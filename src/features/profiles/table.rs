//! The profiles as a table, which turns into cards where it is narrow.

use enrollment::graph::received::Profile;
use leptos::html;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::audience::{GroupNames, recipients};
use super::load::Listed;
use super::shown_type::ShownType;
use super::{type_words, words};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Icon, Tag};

/// How many recipients a row names before it only counts.
const NAMED: usize = 4;

/// The table. Roles are written out because browsers take them away from table elements whose `display` changes,
/// which is how the rows become cards.
#[component]
pub fn ProfileTable(
    /// What it shows.
    list: Listed,
    /// The id of a profile that was made just now: its row lights up and comes into view.
    #[prop(into)]
    created: Signal<Option<String>>,
) -> impl IntoView {
    let Listed { profiles, groups } = list;
    let rows = profiles.iter().enumerate().map(|(index, profile)| row(index + 1, profile, &groups, created)).collect_view();
    let header = |name: &'static str| view! { <th scope="col" role="columnheader">{name}</th> };
    view! {
        <div class="profiles">
            <table role="table">
                <caption class="unseen">{t::profiles::caption()}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {header(t::profiles::column_order())}
                        {header(t::profiles::column_profile())}
                        {header(t::profiles::enrollment_type())}
                        {header(t::profiles::assigned_to())}
                        {header(t::profiles::changed())}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(number: usize, profile: &Profile, groups: &GroupNames, created: Signal<Option<String>>) -> AnyView {
    let paths = use_paths();
    let shown = ShownType::of(profile);
    let (tone, tag) = type_words::tag(shown.tag());
    let description = profile.description.clone().filter(|text| !text.is_empty());
    let id = profile.id.clone();
    let is_new = Memo::new(move |_| created.with(|created| created.as_deref() == Some(id.as_str())));
    let element = NodeRef::<html::Tr>::new();
    Effect::new(move |_| {
        if let (true, Some(row)) = (is_new.get(), element.get()) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Center);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! {
        <tr role="row" class="profile-row" class:new=move || is_new.get() node_ref=element>
            <td role="cell" class="rank">
                <span class="unseen">{t::profiles::order()} " "</span>
                {number}
            </td>
            <th scope="row" role="rowheader" class="title">
                <a href=paths.profile(&profile.id)><bdi>{words::name(profile)}</bdi></a>
                {description.map(|text| view! { <p class="description">{text}</p> })}
            </th>
            <td role="cell">
                <div>{type_words::shown(&shown)}</div>
                <Tag tone=tone>{tag}</Tag>
            </td>
            <td role="cell">{whom(profile, groups)}</td>
            <td role="cell" class="when">{words::moment(profile.modified.clone())}</td>
        </tr>
    }
    .into_any()
}

/// The first few recipients by name, then how many more.
fn whom(profile: &Profile, groups: &GroupNames) -> AnyView {
    let Some(recipients) = recipients(profile, groups) else {
        return view! { <span class="soft">{t::profiles::assignments_not_said()}</span> }.into_any();
    };
    if recipients.is_empty() {
        return view! { <span class="soft">{t::profiles::no_one()}</span> }.into_any();
    }
    let more = recipients.len().saturating_sub(NAMED) as u64;
    let named = recipients.iter().take(NAMED).map(|recipient| {
        let remark = words::remark(recipient).map(|remark| view! { " " <Tag>{remark}</Tag> });
        view! { <li><bdi>{words::recipient(recipient)}</bdi> {remark}</li> }
    });
    view! {
        <div class="whom">
            {Icon::People.view()}
            <ul>
                {named.collect_view()}
                {(more > 0).then(|| view! { <li>{t::profiles::more_assignments(more)}</li> })}
            </ul>
        </div>
    }
    .into_any()
}
