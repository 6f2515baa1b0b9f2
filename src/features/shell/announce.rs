//! What a browser does by itself when a page loads: title, announcement, focus at the top. Here after each navigation,
//! and after signing in or out.

use std::time::Duration;

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::title::Title;
use crate::dom::focus;
use crate::dom::live::{Announcer, use_announcer};
use crate::dom::root::{AppRoot, use_app_root};
use crate::dom::timer::Timer;
use crate::features::session::{Visitor, use_who};
use crate::i18n::t;

/// How often to look whether the new screen has its heading.
const LOOK: Duration = Duration::from_millis(40);
/// How many looks to take: a screen that loads longer than this keeps the focus where it is.
const LOOKS: u32 = 75;
/// After how many looks a heading that did not change is taken for that of the new screen.
const SAME_HEADING: u32 = 8;
/// Marks what [`land_on`] scrolled to.
const LANDING: &str = "data-landing";

/// Follows the address: tells the page around us, says the heading of the new screen and moves the focus there.
///
/// A screen marks its headings with `data-heading`; the last one in the page is where the focus goes, so a step of
/// a wizard can have its own below that of the wizard.
#[component]
pub fn RouteAnnouncer(
    /// The person comes from another part of the portal, so the first screen here is a new one too.
    arrives: bool,
) -> impl IntoView {
    let title = expect_context::<Title>();
    let announcer = use_announcer();
    let path = use_location().pathname;
    let who = use_who();
    let Some(root) = use_app_root() else { return };
    let looking = StoredValue::new_local(None::<Timer>);
    let shown = StoredValue::new_local(None::<HtmlElement>);

    Effect::new(move |_| {
        let screen = title.page.get().unwrap_or_else(|| title.screen.get());
        if !screen.is_empty() {
            emit(root, "pomona-title", "title", &t::shell::page_title(&screen));
        }
    });
    Effect::new(move |before: Option<(String, Audience)>| {
        let now = (path.get(), Audience::of(who.get()));
        // Until the server has said who is here, nothing was shown that the person could have left.
        let moved = before.as_ref().map_or(arrives, |before| *before != now && before.1 != Audience::Nobody);
        if before.as_ref().is_none_or(|before| before.0 != now.0) {
            emit(root, "pomona-navigate", "path", &now.0);
        }
        if moved {
            // A screen that is quick stands there already, so what was shown last tells old from new.
            let old = shown.get_value().or_else(|| heading(root));
            look(root, Looking { timer: looking, shown, announcer }, old, 0);
        }
        now
    });
    on_cleanup(move || looking.dispose());
}

/// What a look needs to go on.
#[derive(Clone, Copy)]
struct Looking {
    timer: StoredValue<Option<Timer>, LocalStorage>,
    shown: StoredValue<Option<HtmlElement>, LocalStorage>,
    announcer: Announcer,
}

/// For whom the screen is: signing in or out, or somebody else, changes the screen while the address stays.
#[derive(Clone, PartialEq, Eq)]
enum Audience {
    Nobody,
    Everybody,
    Person(String),
}

impl Audience {
    fn of(visitor: Visitor) -> Self {
        match visitor {
            Visitor::Unknown | Visitor::Unanswered(_) => Self::Nobody,
            Visitor::SignedOut => Self::Everybody,
            Visitor::SignedIn(person) => Self::Person(person.name),
        }
    }
}

/// Waits for the heading of the new screen, which replaces the `old` one a moment after the address changed.
fn look(root: AppRoot, looking: Looking, old: Option<HtmlElement>, looks: u32) {
    let timer = Timer::after(LOOK, move || match heading(root) {
        Some(heading) if old.as_ref() != Some(&heading) || looks >= SAME_HEADING => {
            show(&root.element(), &heading);
            looking.announcer.say(heading.text_content().unwrap_or_default());
            looking.shown.try_set_value(Some(heading));
        }
        _ if looks < LOOKS => look(root, looking, old, looks + 1),
        _ => {}
    });
    looking.timer.try_set_value(Some(timer));
}

fn heading(root: AppRoot) -> Option<HtmlElement> {
    let all = root.element().query_selector_all("[data-heading]").ok()?;
    let last: HtmlElement = all.get(all.length().checked_sub(1)?)?.dyn_into().ok()?;
    last.text_content().is_some_and(|text| !text.trim().is_empty()).then_some(last)
}

/// Scrolls to what a person came to a screen for, such as the row of a profile that was made just now. The focus goes to the
/// heading all the same, whichever of the two is there first.
pub fn land_on(element: HtmlElement) {
    let _ = element.set_attribute(LANDING, "");
    // The screen that the element belongs to may not be in the page yet.
    request_animation_frame(move || {
        let center = ScrollIntoViewOptions::new();
        center.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&center);
    });
}

/// Brings the top of the portal back when it was scrolled away, and leaves a page that shows it alone.
fn show(root: &HtmlElement, heading: &HtmlElement) {
    if focus::first(root, &format!("[{LANDING}]")).is_some() {
        focus::focus_in_place(heading);
        return;
    }
    if root.get_bounding_client_rect().top() < 0.0 {
        let start = ScrollIntoViewOptions::new();
        start.set_block(ScrollLogicalPosition::Start);
        root.scroll_into_view_with_scroll_into_view_options(&start);
    }
    focus::focus(heading);
}

fn emit(root: AppRoot, event: &str, key: &str, value: &str) {
    let detail = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&detail, &JsValue::from_str(key), &JsValue::from_str(value));
    root.emit(event, &detail);
}
