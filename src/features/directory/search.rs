//! `/directory/people` and `/directory/groups`: everybody, or every group, searched on the server.

use leptos::prelude::*;

use super::paged::{PagedList, use_paged};
use super::searched_text::use_searched_text;
use crate::backend::directory::List;
use crate::features::shell::{Crumb, use_portal_screen};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{DirectoryPlace, use_paths};
use crate::ui::{Button, Card, EmptyKind, EmptyState, InputKind, LinkButton, Look, Looks, Page, PageHeader, TextInput};

/// The people, or the groups.
#[component]
pub fn Search(
    /// [`DirectoryPlace::People`] or [`DirectoryPlace::Groups`].
    place: DirectoryPlace,
) -> impl IntoView {
    let paths = use_paths();
    let people = place == DirectoryPlace::People;
    let (name, label) = if people {
        (t::directory::people(), t::directory::search_people())
    } else {
        (t::directory::groups(), t::directory::search_groups())
    };
    use_portal_screen(move || name.to_owned(), move || vec![Crumb { label: t::shell::directory().to_owned(), href: paths.directory() }]);
    let text = use_searched_text(place);
    let list = Memo::new(move |_| if people { List::People(text.asked.get()) } else { List::Groups(text.asked.get()) });
    let paged = use_paged(list);
    let import = paths.directory_place(&DirectoryPlace::Import);
    let empty = move || {
        let asked = text.asked.get();
        if !asked.is_empty() {
            return view! {
                <EmptyState kind=EmptyKind::NoMatch title=t::directory::no_match(&asked) text=t::directory::no_match_text()>
                    <Button label=t::directory::clear_search() on_press=move |()| text.typed.set(String::new())/>
                </EmptyState>
            }
            .into_any();
        }
        let (title, words) = if people {
            (t::directory::no_people(), t::directory::no_people_text())
        } else {
            (t::directory::no_groups(), t::directory::no_groups_text())
        };
        let import = paths.directory_place(&DirectoryPlace::Import);
        view! {
            <EmptyState kind=EmptyKind::Nothing title=title text=words>
                <LinkButton label=t::directory::import() href=import/>
            </EmptyState>
        }
        .into_any()
    };
    let look = move |label: &'static str, place: DirectoryPlace, here: bool| Look {
        label,
        href: paths.directory_place(&place),
        here: Signal::stored(here),
    };
    view! {
        <Page>
            <PageHeader title=name lead=t::directory::lead>
                <LinkButton label=t::directory::import() href=import/>
            </PageHeader>
            <Looks
                name=t::shell::directory()
                looks=vec![
                    look(t::directory::people(), DirectoryPlace::People, people),
                    look(t::directory::groups(), DirectoryPlace::Groups, !people),
                ]
            />
            <Card>
                <div class="rows-head" role="search">
                    <TextInput label=label value=text.typed kind=InputKind::Search filter=true/>
                    <p class="soft small">{move || paged.total_in_words()}</p>
                </div>
                <PagedList paged=paged name=name empty=empty/>
            </Card>
        </Page>
    }
    .into_any()
}
