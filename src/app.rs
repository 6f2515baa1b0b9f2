//! The whole app: what is provided to every view, who may see what, and which screen belongs to which address.

use std::rc::Rc;

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::backend::connection::Connection;
use crate::backend::sentences::sentence;
use crate::backend::session::SignedIn;
use crate::backend::{ApiError, Backend, Changes, NoticeChanges, Remote, Transport, use_backend, use_query};
use crate::dom::live::{Announcer, LiveRegion};
use crate::dom::press::watch_presses;
use crate::dom::root::{AppRoot, use_app_root};
use crate::features::profiles::news;
use crate::features::session::{InvitationPage, NoticeSignOut, SessionWatch, SignInAgain, SignInPage, Visitor, Who, use_who};
use crate::features::shell::{
    LeaveDialog, Leaving, RouteAnnouncer, Shell, Shortcuts, Theme, Title, keep_scroll, leave_host_links_alone, use_portal_screen,
};
use crate::i18n::t;
use crate::luggage::{Luggage, Unpacked, use_luggage};
use crate::markup::view;
use crate::parts::{Screen, Screens};
use crate::paths::{Address, Paths, use_address, use_go, use_paths};
use crate::ui::{Card, EmptyKind, EmptyState, ErrorState, LinkButton, Page, PageHeader, Skeleton, ToastRegion, Toasts};

/// The event that asks for another part of the portal: `detail.part` is its name, `detail.luggage` goes along.
const PART: &str = "pomona-part";

/// The whole app, from the router to the last dialog.
#[component]
pub fn App(
    /// The element that the app fills.
    root: HtmlElement,
    /// The path below which the app and its server live, without a slash at the end.
    base_path: String,
    /// The way to the server.
    transport: Rc<dyn Transport>,
    /// The screens that this program has.
    screens: Screens,
    /// What came along from another part of the portal; nothing for whoever starts here.
    luggage: Option<Unpacked>,
) -> impl IntoView {
    let root = AppRoot::provide(root);
    Announcer::provide();
    let toasts = Toasts::provide();
    Title::provide();
    let paths = Paths::provide(&base_path);
    let theme = Theme::provide();
    let who = Who::provide(paths);
    let transport = Rc::new(NoticeChanges::new(
        Rc::new(NoticeSignOut::new(Rc::new(Connection::provide(transport, &base_path)), who)),
        Changes::provide(),
    ));
    Backend::provide(transport, &base_path);
    watch_presses();
    leave_host_links_alone(&base_path);
    Leaving::provide(&base_path);
    Luggage::provide();
    news::hear(&base_path, use_backend(), toasts);
    let arrives = luggage.is_some();
    if let Some(Unpacked { person, news }) = luggage {
        if let Some(person) = person {
            who.set(Visitor::SignedIn(person));
        }
        news::show(&news, use_backend(), toasts);
    }
    let shortcuts = Shortcuts::provide();
    view! {
        <div
            class="app"
            lang="en"
            data-theme=move || theme.attribute()
            on:click=|event| keep_scroll(&event)
            on:keydown=move |event| shortcuts.hear(root, &event)
        >
            <Router base=base_path>
                <Door screens=screens/>
                <RouteAnnouncer arrives=arrives/>
            </Router>
            <LeaveDialog/>
            <SignInAgain/>
            <ToastRegion/>
            <LiveRegion/>
        </div>
    }
}

/// Lets in who is signed in, and everybody who has an invitation.
#[component]
fn Door(screens: Screens) -> impl IntoView {
    let (who, backend) = (use_who(), use_backend());
    let address = use_address();
    // The router holds the address bar back until the new screen is there; ours is there as soon as the address changes.
    if let Some(browser) = use_context::<BrowserUrl>() {
        let path = use_location().pathname;
        Effect::new(move |_| {
            path.track();
            browser.ready_to_complete();
        });
    }
    let session = use_query(
        || Some(()),
        move |()| {
            let session = backend.session();
            async move { session.current().await }
        },
    );
    Effect::new(move |_| match &*session.state.read() {
        Remote::Ready(person) => who.set(Visitor::SignedIn(person.clone())),
        Remote::Failed(_, ApiError::SignedOut) => who.set(Visitor::SignedOut),
        Remote::Failed(_, error) => who.set(Visitor::Unanswered(error.clone())),
        // Whoever comes from another part of the portal is known already.
        Remote::Idle | Remote::Loading(_) if untrack(|| who.signed_in()).is_some() => {}
        Remote::Idle | Remote::Loading(_) => who.set(Visitor::Unknown),
    });
    let visitor = Memo::new_with_compare(
        move |_| who.get(),
        |before, now| match (before, now) {
            (Some(before), Some(now)) => now.is_somebody_else(before),
            _ => true,
        },
    );
    let invited = Memo::new(move |_| address.with(|address| *address == Address::Invitation));
    move || {
        if invited.get() {
            return view! { <InvitationPage/> }.into_any();
        }
        match visitor.get() {
            Visitor::Unknown => view! { <main class="arrival"><Skeleton/></main> }.into_any(),
            Visitor::Unanswered(error) => {
                let retry = Some(Callback::new(move |()| session.refresh()));
                view! {
                    <main class="arrival">
                        <ErrorState sentence=sentence(&error) request_id=error.request_id() on_retry=retry/>
                    </main>
                }
                .into_any()
            }
            Visitor::SignedOut => view! { <SignInPage/> }.into_any(),
            Visitor::SignedIn(person) => view! { <AtAddress person=person screens=screens/> }.into_any(),
        }
    }
}

/// The screens, by address.
#[component]
fn AtAddress(person: SignedIn, screens: Screens) -> impl IntoView {
    let address = use_address();
    let place = Memo::new(move |_| address.with(|address| (Screen::of(address), *address == Address::Start)));
    let show = move || match place.get() {
        (Some(screen), _) => screens(screen).unwrap_or_else(|| view! { <OtherPart screen=screen/> }.into_any()),
        (None, true) => view! { <ToTheOverview/> }.into_any(),
        (None, false) => view! { <NotFound/> }.into_any(),
    };
    view! {
        <Shell person=person>{show}</Shell>
        <SessionWatch/>
    }
}

/// Asks the page around us for the part of the portal that has this screen.
#[component]
fn OtherPart(screen: Screen) -> impl IntoView {
    if let Some(root) = use_app_root() {
        let person = untrack(|| use_who().signed_in());
        let luggage = use_luggage().closed(person.as_ref());
        let detail = Object::new();
        for (key, value) in [("part", screen.part()), ("luggage", luggage.as_str())] {
            // Setting a property of a fresh plain object cannot fail.
            let _ = Reflect::set(&detail, &JsValue::from_str(key), &JsValue::from_str(value));
        }
        root.emit(PART, &detail);
    }
    view! { <Page><Card><Skeleton rows=6/></Card></Page> }.into_any()
}

/// The start of the portal is its overview.
#[component]
fn ToTheOverview() -> impl IntoView {
    let (paths, go) = (use_paths(), use_go());
    Effect::new(move |_| go.instead(&paths.overview()));
}

/// What stands at addresses that lead nowhere.
#[component]
fn NotFound() -> impl IntoView {
    use_portal_screen(|| t::shell::not_found_title().to_owned(), Vec::new);
    let paths = use_paths();
    view! {
        <Page>
            <PageHeader title=t::shell::not_found_title()/>
            <EmptyState kind=EmptyKind::NoMatch title=t::shell::not_found_nothing() text=t::shell::not_found_text()>
                <LinkButton label=t::shell::not_found_action() href=paths.overview()/>
            </EmptyState>
        </Page>
    }
    .into_any()
}
