//! `/directory/import`: people, groups and memberships from CSV, in three steps: choose files, see the difference, import.

mod checked;
mod chosen;
mod mistakes;
mod tables;

use enrollment::directory_import::TableKind;
use leptos::ev;
use leptos::prelude::*;

use self::chosen::ChosenFiles;
use crate::backend::directory_import::Difference;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Write, use_backend, use_query, use_write};
use crate::dom::live::use_announcer;
use crate::features::session::use_who;
use crate::features::shell::{Crumb, failure, use_portal_screen};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{DirectoryPlace, use_paths};
use crate::ui::{
    Button, Card, Checkbox, EmptyKind, EmptyState, FileInput, Icon, LinkButton, Note, Page, PageHeader, Skeleton, Tone, Weight,
};

/// The screen, or why it is closed.
#[component]
pub fn ImportPage() -> impl IntoView {
    let (paths, who, backend) = (use_paths(), use_who(), use_backend());
    use_portal_screen(
        || t::import::title().to_owned(),
        move || vec![Crumb { label: t::shell::directory().to_owned(), href: paths.directory() }],
    );
    let features = use_query(
        || Some(()),
        move |()| {
            let graph = backend.graph();
            async move { graph.features().await }
        },
    );
    let offered = Memo::new(move |_| features.state.with(|state| state.latest().map(|features| features.has("directoryImport"))));
    let error = Memo::new(move |_| features.state.with(|state| state.error().cloned()));
    let may_write = Memo::new(move |_| who.may_write());
    let content = move || match (offered.get(), error.get()) {
        (_, _) if !may_write.get() => closed(t::import::closed(), t::import::closed_text()),
        (Some(true), _) => view! { <Steps/> }.into_any(),
        (Some(false), _) => closed(t::import::not_offered(), t::import::not_offered_text()),
        (None, Some(error)) => {
            let failure = failure(&error, Callback::new(move |()| features.refresh()));
            view! { <Card>{failure}</Card> }.into_any()
        }
        (None, None) => view! { <Card><Skeleton rows=6/></Card> }.into_any(),
    };
    view! {
        <Page>
            <PageHeader title=t::import::title() lead=t::import::lead/>
            {content}
        </Page>
    }
    .into_any()
}

fn closed(title: &'static str, text: &'static str) -> AnyView {
    let paths = use_paths();
    view! {
        <Card>
            <EmptyState kind=EmptyKind::NotPermitted title=title text=text>
                <LinkButton label=t::shell::directory() href=paths.directory()/>
            </EmptyState>
        </Card>
    }
    .into_any()
}

/// What the three steps share.
#[derive(Clone, Copy)]
struct Import {
    files: ChosenFiles,
    check: Write<u32>,
    /// What the chosen files would do; nothing once something else was chosen.
    checked: RwSignal<Option<Difference>>,
    apply: Write<String>,
    /// What was done last.
    done: RwSignal<Option<Difference>>,
}

impl Import {
    fn prepare() -> Self {
        let (backend, announcer, files) = (use_backend(), use_announcer(), ChosenFiles::none());
        let (checked, done) = (RwSignal::new(None::<Difference>), RwSignal::new(None::<Difference>));
        let check = use_write(
            move |round: u32| {
                let (graph, body) = (backend.graph(), files.body());
                async move { Ok((round, graph.plan_import(body).await?)) }
            },
            move |(round, difference): (u32, Difference)| {
                // The answer is about what was chosen then.
                if files.round().get_untracked() == round {
                    announcer.say(checked::summary(&difference));
                    checked.set(Some(difference));
                }
            },
        );
        let apply = use_write(
            move |version: String| {
                let (graph, body) = (backend.graph(), files.body());
                async move { graph.import(body, &version).await }
            },
            move |difference: Difference| {
                checked.set(None);
                done.set(Some(difference));
            },
        );
        Effect::new(move |_| {
            files.round().track();
            checked.set(None);
            check.error.set(None);
            apply.error.set(None);
        });
        Effect::new(move |_| {
            // What was checked is not what is there anymore.
            if apply.error.with(|error| matches!(error, Some(ApiError::Stale(_)))) {
                checked.set(None);
            }
        });
        Self { files, check, checked, apply, done }
    }

    fn look(self) {
        self.done.set(None);
        self.apply.error.set(None);
        self.checked.set(None);
        self.check.run(self.files.round().get_untracked());
    }

    fn carry_out(self) {
        if let Some(checked) = self.checked.get_untracked() {
            self.apply.run(checked.version);
        }
    }

    /// Why the import cannot begin yet.
    fn obstacle(self) -> Option<String> {
        let reason = match (self.checked.read().as_ref(), self.done.read().as_ref()) {
            (Some(checked), _) if checked.is_empty() => t::import::nothing_to_do(),
            (Some(_), _) => return None,
            (None, Some(_)) => t::import::done_already(),
            (None, None) => t::import::check_first(),
        };
        Some(reason.to_owned())
    }
}

#[component]
fn Steps() -> impl IntoView {
    let import = Import::prepare();
    keep_the_page_on_drop();
    let fields = TableKind::ALL.map(|kind| field(import.files, kind)).into_iter().collect_view();
    let files = import.files;
    let obstacle = Signal::derive(move || files.obstacle());
    let blocked = Signal::derive(move || import.obstacle());
    let result = move || {
        let error = import.check.error.get().or_else(|| import.apply.error.get().filter(|error| matches!(error, ApiError::Invalid(_))));
        let refused = error.map(|error| mistakes::view(&error, files));
        let checked = import.checked.with(|checked| checked.as_ref().map(checked::view));
        view! { {refused} {checked} }
    };
    view! {
        <section class="stack">
            <h2>{t::import::choose()}</h2>
            <div class="drops">{fields}</div>
            <Checkbox
                label=t::import::remove_missing()
                description=t::import::remove_missing_text()
                checked=files.remove_missing
                on_change=move |remove| files.choose_remove_missing(remove)
            />
        </section>
        <section class="stack">
            <header>
                <h2>{t::import::check_title()}</h2>
                <p class="soft">{t::import::check_text()}</p>
            </header>
            <div class="do">
                <Button label=t::import::check() busy=import.check.busy unavailable=obstacle on_press=move |()| import.look()/>
            </div>
            {result}
        </section>
        <section class="stack">
            <header>
                <h2>{t::import::import_title()}</h2>
                <p class="soft">{t::import::import_text()}</p>
            </header>
            <div class="do">
                <Button
                    label=t::import::import()
                    weight=Weight::Main
                    busy=import.apply.busy
                    unavailable=blocked
                    on_press=move |()| import.carry_out()
                />
            </div>
            {move || outcome(import)}
        </section>
    }
    .into_any()
}

fn field(files: ChosenFiles, kind: TableKind) -> AnyView {
    let slot = files.slot(kind);
    let (needed, further) = tables::columns(kind);
    let further = (!further.is_empty()).then(|| view! { <p class="soft small">{t::import::further_columns(further)}</p> });
    view! {
        <Card padded=true>
            <FileInput
                label=tables::name(kind)
                hint=tables::about(kind)
                accept=".csv,text/csv"
                chosen=Signal::derive(move || slot.name())
                on_choose=move |file| files.choose(kind, file)
                error=Signal::derive(move || slot.mistake())
            />
            <p class="small">{t::import::needed_columns(needed)}</p>
            {further}
            <p class="small">
                <a href=tables::template_link(kind) download=tables::template_name(kind)>{tables::template_label(kind)}</a>
            </p>
        </Card>
    }
    .into_any()
}

/// What became of the import.
fn outcome(import: Import) -> Option<AnyView> {
    if let Some(done) = import.done.get() {
        let paths = use_paths();
        let (people, groups) = (paths.directory_place(&DirectoryPlace::People), paths.directory_place(&DirectoryPlace::Groups));
        let view = view! {
            <Note tone=Tone::Brand live=true>
                <p>{t::import::imported()} " " {checked::summary(&done)}</p>
                <p><a href=people>{t::directory::people()}</a> " · " <a href=groups>{t::directory::groups()}</a></p>
            </Note>
        };
        return Some(view.into_any());
    }
    let error = import.apply.error.get()?;
    let (tone, text) = match &error {
        // Said above, file by file.
        ApiError::Invalid(_) => return None,
        ApiError::Stale(_) => (Tone::Warn, t::import::changed_meanwhile().to_owned()),
        // It may have happened all the same.
        ApiError::Offline | ApiError::Timeout => (Tone::Bad, format!("{} {}", sentence(&error), t::import::check_whether())),
        error => (Tone::Bad, sentence(error)),
    };
    let id = error.request_id().map(|id| view! { <p class="small">{t::ui::request_id(&id)}</p> });
    let again = view! { <Button label=t::import::check_again() icon=Icon::Retry weight=Weight::Bare on_press=move |()| import.look()/> };
    Some(view! { <Note tone=tone live=true><p>{text}</p> {id} {again}</Note> }.into_any())
}

/// A file that misses its place would otherwise be opened by the browser, in the place of this page.
fn keep_the_page_on_drop() {
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let drop = window_event_listener(ev::drop, |event| event.prevent_default());
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}
