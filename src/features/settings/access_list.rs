//! Who and what may use the portal, as lists: administrators with open invitations, and tokens.

use leptos::prelude::*;

use super::create_token::CreateToken;
use super::invite::Invite;
use super::words;
use crate::backend::administration::{Access, AccessKind};
use crate::backend::query::Query;
use crate::backend::sentences::sentence;
use crate::backend::session::Role;
use crate::backend::{Write, use_backend, use_query, use_write};
use crate::dom::focus;
use crate::dom::root::{AppRoot, use_app_root};
use crate::features::profiles::words::moment;
use crate::features::session::use_who;
use crate::features::shell::failure;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Card, ConfirmDialog, Icon, Note, Skeleton, Table, Tag, Toast, Tone, Weight, row, use_toasts};

type Columns = [fn() -> &'static str];

const ADMINISTRATORS: [fn() -> &'static str; 5] =
    [t::settings::name, t::settings::role, t::settings::since, t::settings::last_sign_in, t::settings::actions];
const INVITATIONS: [fn() -> &'static str; 4] = [t::settings::role, t::settings::made, t::settings::ends, t::settings::actions];
const TOKENS: [fn() -> &'static str; 6] =
    [t::settings::name, t::settings::scope, t::settings::made, t::settings::ends, t::settings::last_used, t::settings::actions];

/// The administrators, and the invitations that were not accepted yet.
#[component]
pub fn Administrators() -> impl IntoView {
    let people = use_list(AccessKind::Administrators);
    let invitations = use_list(AccessKind::Invitations);
    let inviting = RwSignal::new(false);
    view! {
        <div>
            <Button label=t::settings::invite() icon=Icon::Plus weight=Weight::Main on_press=move |()| inviting.set(true)/>
        </div>
        <Invite open=inviting on_made=move |()| invitations.query.refresh()/>
        {view_of(people, t::settings::administrators(), "")}
        <h2>{t::settings::invitations()}</h2>
        {view_of(invitations, t::settings::invitations(), t::settings::no_invitations())}
    }
    .into_any()
}

/// The tokens.
#[component]
pub fn Tokens() -> impl IntoView {
    let tokens = use_list(AccessKind::Tokens);
    let creating = RwSignal::new(false);
    view! {
        <div>
            <Button label=t::settings::create_token_dots() icon=Icon::Plus weight=Weight::Main on_press=move |()| creating.set(true)/>
        </div>
        <CreateToken open=creating on_made=move |()| tokens.query.refresh()/>
        {view_of(tokens, t::settings::tokens(), t::settings::no_tokens())}
    }
    .into_any()
}

/// What can be done to an access.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Work {
    /// It becomes the other role.
    ChangeRole,
    /// It ends for good.
    End,
}

/// A list, and what is done to it.
#[derive(Clone, Copy)]
struct AccessList {
    kind: AccessKind,
    query: Query<Vec<Access>>,
    work: Write<(Work, Access)>,
    /// What is asked about before it is done.
    asked: RwSignal<Option<(Work, Access)>>,
    asking: RwSignal<bool>,
}

fn use_list(kind: AccessKind) -> AccessList {
    let (backend, who, toasts, root) = (use_backend(), use_who(), use_toasts(), use_app_root());
    let query = use_query(
        || Some(()),
        move |()| {
            let graph = backend.graph();
            async move { graph.accesses(kind).await }
        },
    );
    let work = use_write(
        move |(work, access): (Work, Access)| {
            let graph = backend.graph();
            async move {
                match work {
                    Work::ChangeRole => graph.set_role(&access.id, !access.may_write).await?,
                    Work::End => graph.end_access(kind, &access.id).await?,
                }
                Ok((work, access))
            }
        },
        move |(work, access): (Work, Access)| {
            let role = if access.may_write { Role::Reader } else { Role::Administrator };
            match (work, access.is_you) {
                (Work::End, true) => return who.signed_out(),
                (Work::ChangeRole, true) => who.change(|person| person.role = role),
                _ => {}
            }
            // What was pressed is gone with its row, or with the whole list.
            if work == Work::End || access.is_you {
                focus_heading(root);
            }
            toasts.show(Toast { tone: Tone::Brand, sentence: done(kind, work, &access) });
            query.refresh();
        },
    );
    AccessList { kind, query, work, asked: RwSignal::new(None), asking: RwSignal::new(false) }
}

impl AccessList {
    fn find(self, id: &str) -> Option<Access> {
        self.query.state.with(|state| state.latest()?.iter().find(|access| access.id == id).cloned())
    }

    /// Whether it is the only one that may change things.
    fn is_last_administrator(self, id: &str) -> bool {
        self.query.state.with(|state| {
            let mut writers = state.latest().into_iter().flatten().filter(|access| access.may_write);
            writers.next().is_some_and(|access| access.id == id) && writers.next().is_none()
        })
    }

    /// Does the work, or asks first where it cannot simply be taken back.
    fn press(self, work: Work, id: &str) {
        let Some(access) = untrack(|| self.find(id)) else { return };
        let needs_asking = match work {
            Work::ChangeRole => access.is_you,
            Work::End => self.kind != AccessKind::Invitations,
        };
        if needs_asking {
            self.asked.set(Some((work, access)));
            self.asking.set(true);
        } else {
            self.work.run((work, access));
        }
    }
}

fn focus_heading(root: Option<AppRoot>) {
    let heading = root.and_then(|root| focus::first(&root.element(), "[data-heading]"));
    if let Some(heading) = heading {
        focus::focus(&heading);
    }
}

fn done(kind: AccessKind, work: Work, access: &Access) -> String {
    match (kind, work) {
        (_, Work::ChangeRole) if access.may_write => t::settings::is_reader_now(&access.name),
        (_, Work::ChangeRole) => t::settings::is_administrator_now(&access.name),
        (AccessKind::Administrators, Work::End) => t::settings::removed(&access.name),
        (AccessKind::Invitations, Work::End) => t::settings::invitation_revoked().to_owned(),
        (AccessKind::Tokens, Work::End) => t::settings::token_revoked(&access.name),
    }
}

/// The list, or why there is none. Its rows stay while only what they say changes, so that the focus stays too.
fn view_of(list: AccessList, name: &'static str, none: &'static str) -> AnyView {
    let ids =
        Memo::new(move |_| list.query.state.with(|state| Some(state.latest()?.iter().map(|access| access.id.clone()).collect::<Vec<_>>())));
    let error = Memo::new(move |_| list.query.state.with(|state| state.error().cloned()));
    let content = move || match (ids.get(), error.get()) {
        (None, Some(error)) => failure(&error, Callback::new(move |()| list.query.refresh())),
        (None, None) => view! { <Skeleton/> }.into_any(),
        (Some(ids), _) if ids.is_empty() => view! { <p class="rows-none">{none}</p> }.into_any(),
        (Some(ids), _) => {
            let columns: &'static Columns = match list.kind {
                AccessKind::Administrators => &ADMINISTRATORS,
                AccessKind::Invitations => &INVITATIONS,
                AccessKind::Tokens => &TOKENS,
            };
            let rows = ids.iter().filter_map(|id| Some(row_of(list, columns, untrack(|| list.find(id))?))).collect_view();
            view! { <Table name=name columns=columns>{rows}</Table> }.into_any()
        }
    };
    let refused = move || list.work.error.get().map(|error| view! { <Note tone=Tone::Bad live=true>{sentence(&error)}</Note> });
    view! {
        {refused}
        <Card>{content}</Card>
        {question(list)}
    }
    .into_any()
}

fn row_of(list: AccessList, columns: &'static Columns, access: Access) -> AnyView {
    let Access { id, name, may_write, created, expires, last_used, is_you, .. } = access;
    let used = last_used.map_or_else(|| t::settings::never().into_any(), |at| moment(Some(at)));
    match list.kind {
        AccessKind::Administrators => {
            let you = is_you.then(|| view! { " " <Tag tone=Tone::Brand>{t::settings::you()}</Tag> });
            let head = view! { <bdi>{name.clone()}</bdi> {you} };
            let of = id.clone();
            let may_write = Memo::new(move |_| list.find(&of).is_some_and(|access| access.may_write));
            let of = id.clone();
            let is_last = Memo::new(move |_| list.is_last_administrator(&of));
            let why = Signal::derive(move || is_last.get().then(|| t::settings::last_administrator().to_owned()));
            let change = move || if may_write.get() { t::settings::make_reader() } else { t::settings::make_administrator() };
            let of = id.clone();
            let actions = view! {
                <div class="do">
                    <Button
                        label=change
                        about=Some(name.clone())
                        weight=Weight::Bare
                        unavailable=why
                        on_press=move |()| list.press(Work::ChangeRole, &of)
                    />
                    <Button
                        label=t::settings::remove()
                        about=Some(name)
                        weight=Weight::Bare
                        unavailable=why
                        on_press=move |()| list.press(Work::End, &id)
                    />
                </div>
            };
            let role = (move || words::role(may_write.get())).into_any();
            row(columns, head.into_any(), vec![Some(role), Some(moment(created)), Some(used), Some(actions.into_any())])
        }
        AccessKind::Invitations => {
            let made = moment(created);
            let cells =
                vec![Some(made), Some(moment(expires)), Some(end(list, t::settings::revoke(), words::role(may_write).to_owned(), id))];
            row(columns, words::role(may_write).into_any(), cells)
        }
        AccessKind::Tokens => {
            let head = view! { <bdi>{name.clone()}</bdi> };
            let scope = words::scope(may_write).into_any();
            let end = end(list, t::settings::revoke_dots(), name, id);
            row(columns, head.into_any(), vec![Some(scope), Some(moment(created)), Some(moment(expires)), Some(used), Some(end)])
        }
    }
}

fn end(list: AccessList, label: &'static str, about: String, id: String) -> AnyView {
    view! {
        <div class="do">
            <Button label=label about=Some(about) weight=Weight::Bare on_press=move |()| list.press(Work::End, &id)/>
        </div>
    }
    .into_any()
}

/// What is asked before somebody or something is refused from now on.
fn question(list: AccessList) -> AnyView {
    let words = move || {
        let Some((work, access)) = list.asked.get() else { return (String::new(), String::new(), "") };
        match (list.kind, work) {
            (_, Work::ChangeRole) => {
                (t::settings::become_reader_title().to_owned(), t::settings::become_reader_text().to_owned(), t::settings::become_reader())
            }
            (AccessKind::Tokens, Work::End) => {
                (t::settings::revoke_title(&access.name), t::settings::revoke_token_text().to_owned(), t::settings::revoke())
            }
            (_, Work::End) if access.is_you => {
                (t::settings::remove_you_title().to_owned(), t::settings::remove_you_text().to_owned(), t::settings::remove_confirm())
            }
            (_, Work::End) => {
                (t::settings::remove_title(&access.name), t::settings::remove_text(&access.name), t::settings::remove_confirm())
            }
        }
    };
    let go_on = move |()| {
        if let Some(asked) = list.asked.get_untracked() {
            list.work.run(asked);
        }
    };
    view! {
        <ConfirmDialog
            open=list.asking
            title=move || words().0
            confirm=move || words().2
            cancel=t::settings::cancel()
            on_confirm=go_on
        >
            <p>{move || words().1}</p>
        </ConfirmDialog>
    }
    .into_any()
}
