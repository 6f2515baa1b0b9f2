//! The list of shortcuts, and the switch for those that are a single character.

use leptos::prelude::*;

use super::shortcuts::{Shortcuts, is_apple};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Checkbox, Dialog};

/// The dialog that `?` opens.
#[component]
pub fn ShortcutList(
    /// The shortcuts of this portal.
    shortcuts: Shortcuts,
) -> impl IntoView {
    view! { <Dialog open=shortcuts.list title=t::shell::shortcuts()>{content(shortcuts)}</Dialog> }.into_any()
}

fn content(shortcuts: Shortcuts) -> AnyView {
    let main_key = if is_apple() { "⌘" } else { "Ctrl" };
    let all: [(&[&str], &str); 6] = [
        (&[main_key, "K"], t::shell::shortcut_palette()),
        (&["/"], t::shell::shortcut_filter()),
        (&["?"], t::shell::shortcut_list()),
        (&["Alt", "↑", "↓"], t::shell::shortcut_move()),
        (&[main_key, "Z"], t::shell::shortcut_undo()),
        (&["F6"], t::shell::shortcut_notifications()),
    ];
    let rows = all.map(|(keys, what)| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " }).collect_view();
        view! { <div><dt>{keys}</dt> <dd>{what}</dd></div> }
    });
    view! {
        <dl class="facts shortcuts">{rows.into_iter().collect_view()}</dl>
        <Checkbox
            label=t::shell::single_keys()
            description=t::shell::single_keys_hint()
            checked=shortcuts.single_keys
            on_change=move |on| shortcuts.use_single_keys(on)
        />
        <div class="dialog-do"><Button label=t::ui::close() autofocus=true on_press=move |()| shortcuts.list.set(false)/></div>
    }
    .into_any()
}
