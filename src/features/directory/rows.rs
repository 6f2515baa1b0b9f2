//! People and groups as rows of a table: the same wherever they are listed.

use enrollment::graph::received::{Group, User};
use leptos::prelude::*;

use super::words;
use crate::backend::directory::Listed;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{DirectoryPlace, Paths};
use crate::ui::{Tag, Tone, row};

/// The headings of a table.
pub type Columns = &'static [fn() -> &'static str];

const PEOPLE: [fn() -> &'static str; 5] =
    [t::directory::name, t::directory::sign_in_name, t::directory::department, t::directory::job_title, t::directory::through];
const GROUPS: [fn() -> &'static str; 4] = [t::directory::group, t::directory::kind, t::directory::holds, t::directory::through];

/// The columns that a page needs. The last says the way, which plain Graph does not tell.
pub fn columns(page: &Listed) -> Columns {
    let tells_the_way =
        page.people.iter().any(|person| person.through.is_some()) || page.groups.iter().any(|group| group.through.is_some());
    let all: Columns = if page.groups.is_empty() { &PEOPLE } else { &GROUPS };
    if tells_the_way { all } else { &all[..all.len() - 1] }
}

/// The rows of a page.
pub fn rows(page: &Listed, columns: Columns, paths: Paths) -> Vec<AnyView> {
    let people = page.people.iter().map(|person| of_person(columns, person, paths));
    let groups = page.groups.iter().map(|group| of_group(columns, group, paths));
    people.chain(groups).collect()
}

fn of_person(columns: Columns, person: &User, paths: Paths) -> AnyView {
    let disabled = (person.account_enabled == Some(false)).then(|| view! { " " <Tag tone=Tone::Warn>{t::directory::disabled()}</Tag> });
    let href = paths.directory_place(&DirectoryPlace::Person(person.id.clone()));
    let head = view! { <a href=href><bdi>{person.display_name.clone()}</bdi></a> {disabled} };
    let text = |text: &Option<String>| text.clone().map(IntoAny::into_any);
    let sign_in_name = view! { <bdi>{person.user_principal_name.clone()}</bdi> }.into_any();
    let cells = vec![Some(sign_in_name), text(&person.department), text(&person.job_title), through(person.through.as_deref())];
    row(columns, head.into_any(), cells)
}

fn of_group(columns: Columns, group: &Group, paths: Paths) -> AnyView {
    let href = paths.directory_place(&DirectoryPlace::Group(group.id.clone()));
    let description = group.description.clone().map(|text| view! { <p class="soft small">{text}</p> });
    let head = view! { <a href=href><bdi>{group.display_name.clone()}</bdi></a> {description} };
    let special = words::special(group).map(|(tone, word)| view! { " " <Tag tone=tone>{word}</Tag> });
    let kind = view! { {words::kind(group)} {special} }.into_any();
    let size = Some(words::size(group)).filter(|size| !size.is_empty()).map(IntoAny::into_any);
    row(columns, head.into_any(), vec![Some(kind), size, through(group.through.as_deref())])
}

/// The groups between, the outermost first.
fn through(groups: Option<&[String]>) -> Option<AnyView> {
    match groups? {
        [] => Some(t::directory::directly().into_any()),
        groups => Some(way(groups)),
    }
}

/// Groups, each in the one before.
pub fn way(groups: &[String]) -> AnyView {
    let steps = groups.iter().map(|group| view! { <li><bdi>{group.clone()}</bdi></li> });
    view! { <ol class="way">{steps.collect_view()}</ol> }.into_any()
}
