//! The whole app: what is provided to every view, who may see what, and which screen belongs to which address.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use web_sys::HtmlElement;

use crate::backend::connection::Connection;
use crate::backend::sentences::sentence;
use crate::backend::session::SignedIn;
use crate::backend::{ApiError, Backend, Changes, NoticeChanges, Remote, Transport, use_backend, use_query};
use crate::dom::live::{Announcer, LiveRegion};
use crate::dom::root::AppRoot;
use crate::features::audit::AuditLog;
use crate::features::directory::DirectoryPage;
use crate::features::overview::Overview;
use crate::features::profiles::{ProfileList, ProfilePage};
use crate::features::restrictions::Restrictions;
use crate::features::session::{InvitationPage, NoticeSignOut, SessionWatch, SignInAgain, SignInPage, Visitor, Who, use_who};
use crate::features::settings::SettingsPage;
use crate::features::shell::{
    LeaveDialog, Leaving, RouteAnnouncer, Shell, Shortcuts, Theme, Title, keep_scroll, leave_host_links_alone, use_portal_screen,
};
use crate::features::wizard::CreateProfile;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Address, Paths, use_address, use_go, use_paths};
use crate::ui::{EmptyKind, EmptyState, ErrorState, LinkButton, Page, PageHeader, Skeleton, ToastRegion, Toasts};

/// The whole app, from the router to the last dialog.
#[component]
pub fn App(
    /// The element that the app fills.
    root: HtmlElement,
    /// The path below which the app and its server live, without a slash at the end.
    base_path: String,
    /// The way to the server.
    transport: Rc<dyn Transport>,
) -> impl IntoView {
    let root = AppRoot::provide(root);
    Announcer::provide();
    Toasts::provide();
    Title::provide();
    let paths = Paths::provide(&base_path);
    let theme = Theme::provide();
    let who = Who::provide(paths);
    let transport = Rc::new(NoticeChanges::new(
        Rc::new(NoticeSignOut::new(Rc::new(Connection::provide(transport, &base_path)), who)),
        Changes::provide(),
    ));
    Backend::provide(transport, &base_path);
    leave_host_links_alone(&base_path);
    Leaving::provide(&base_path);
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
                <Door/>
                <RouteAnnouncer/>
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
fn Door() -> impl IntoView {
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
            Visitor::SignedIn(person) => view! { <Screens person=person/> }.into_any(),
        }
    }
}

/// Which screen is on show. Another step or another profile is the same screen, which then only changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Start,
    Overview,
    List,
    Wizard,
    Profile,
    Restrictions,
    AuditLog,
    Directory,
    Settings,
    Nowhere,
}

impl Screen {
    const fn of(address: &Address) -> Self {
        match address {
            Address::Start => Self::Start,
            Address::Overview => Self::Overview,
            Address::EnrollmentTypes => Self::List,
            Address::CreateProfile(_) => Self::Wizard,
            Address::Profile(_) | Address::EditProfile(..) => Self::Profile,
            Address::Restrictions => Self::Restrictions,
            Address::AuditLog => Self::AuditLog,
            Address::Directory(_) => Self::Directory,
            Address::Settings(_) => Self::Settings,
            Address::Invitation | Address::Nowhere => Self::Nowhere,
        }
    }
}

/// The screens, by address.
#[component]
fn Screens(person: SignedIn) -> impl IntoView {
    let address = use_address();
    let screen = Memo::new(move |_| address.with(Screen::of));
    let show = move || match screen.get() {
        Screen::Start => view! { <ToTheOverview/> }.into_any(),
        Screen::Overview => view! { <Overview/> }.into_any(),
        Screen::List => view! { <ProfileList/> }.into_any(),
        Screen::Wizard => view! { <CreateProfile/> }.into_any(),
        Screen::Profile => view! { <ProfilePage/> }.into_any(),
        Screen::Restrictions => view! { <Restrictions/> }.into_any(),
        Screen::AuditLog => view! { <AuditLog/> }.into_any(),
        Screen::Directory => view! { <DirectoryPage/> }.into_any(),
        Screen::Settings => view! { <SettingsPage/> }.into_any(),
        Screen::Nowhere => view! { <NotFound/> }.into_any(),
    };
    view! {
        <Shell person=person>{show}</Shell>
        <SessionWatch/>
    }
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
