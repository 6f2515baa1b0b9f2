//! `/directory/...`: which screen of the directory belongs to which address.

use leptos::prelude::*;

use super::group::GroupPage;
use super::import::ImportPage;
use super::person::PersonPage;
use super::search::Search;
use crate::markup::view;
use crate::paths::{Address, DirectoryPlace, use_address_part};

/// The screens of the directory, by address.
#[component]
pub fn DirectoryPage() -> impl IntoView {
    let place = use_address_part(|address| match address {
        Address::Directory(place) => Some(place),
        _ => None,
    });
    move || match place.get() {
        Some(DirectoryPlace::Groups) => view! { <Search place=DirectoryPlace::Groups/> }.into_any(),
        Some(DirectoryPlace::Person(id)) => view! { <PersonPage id=id/> }.into_any(),
        Some(DirectoryPlace::Group(id)) => view! { <GroupPage id=id/> }.into_any(),
        Some(DirectoryPlace::Import) => view! { <ImportPage/> }.into_any(),
        Some(DirectoryPlace::People) | None => view! { <Search place=DirectoryPlace::People/> }.into_any(),
    }
}
