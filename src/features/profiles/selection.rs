//! The bar at the foot of the list while profiles are ticked.

use leptos::html;
use leptos::prelude::*;

use super::export;
use super::list::{List, use_list};
use crate::dom::download::download;
use crate::dom::focus;
use crate::dom::live::use_announcer;
use crate::dom::timer::Timer;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Icon, Toolbar, Weight};

/// How long ticking has to pause before the number is said.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(450);

/// How many profiles are ticked, and what can be done with them.
#[component]
pub fn SelectionBar(
    /// What takes the focus when the bar goes.
    after: NodeRef<html::P>,
) -> impl IntoView {
    let list = use_list();
    let announcer = use_announcer();
    let count = Memo::new(move |_| list.selected.with(Vec::len));
    let some = Memo::new(move |_| count.get() > 0);
    let saying = StoredValue::new_local(None::<Timer>);
    Effect::new(move |before: Option<()>| {
        let count = count.get() as u64;
        if before.is_some() {
            saying.set_value(Some(Timer::after(PAUSE, move || announcer.say(t::list::selected(count)))));
        }
    });
    on_cleanup(move || saying.dispose());
    let clear = move |()| {
        list.select(Vec::new());
        if let Some(after) = after.get_untracked() {
            focus::focus_in_place(&after);
        }
    };
    let assign = move |()| list.assigning.set(true);
    let delete = move |()| list.deleting.set(list.selected.get_untracked());
    let bar = move || {
        view! {
            <div class="list-bar">
                <strong>{move || t::list::selected(count.get() as u64)}</strong>
                <Toolbar name=t::list::selection()>
                    {move || list.may_write.get().then(|| view! { <Button label=t::list::assign_more() on_press=assign/> })}
                    <Button label=t::list::export() on_press=move |()| export(&list)/>
                    {move || list.may_write.get().then(|| view! { <Button label=t::list::delete_more() on_press=delete/> })}
                    <Button label=t::list::clear_selection() icon=Icon::Cross weight=Weight::Bare on_press=clear/>
                </Toolbar>
            </div>
        }
    };
    move || some.get().then(bar)
}

/// Gives the ticked profiles as a file, in their order as it is saved.
fn export(list: &List) {
    let (selected, saved) = (list.selected.get_untracked(), list.ordering.draft.with_untracked(|draft| draft.saved().to_vec()));
    let mut profiles = Vec::new();
    for (place, key) in saved.into_iter().enumerate().filter(|(_, key)| selected.contains(key)) {
        profiles.extend(list.rows.with(key, |row| (place, row.profile.clone())));
    }
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    download(&export::file_name(&now), "application/json", &export::text(profiles.iter().map(|(place, profile)| (*place, profile))));
}
