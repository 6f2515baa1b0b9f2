//! `/enrollment-types/new/{step}`: the frame around the four steps, and the way from one to the next.

use enrollment::text::ProfileName;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::assignments::Assignments;
use super::basics::{Basics, DynamicGroup};
use super::create::Create;
use super::effect_card::EffectCard;
use super::name_check::taken;
use super::preview::Preview;
use super::review::Review;
use super::settings::Settings;
use super::state::Wizard;
use super::step::{Step, after, before, too_early};
use super::words;
use crate::backend::sentences::sentence;
use crate::backend::{Write, use_backend, use_write};
use crate::features::session::use_who;
use crate::features::shell::{Crumb, LeaveQuestion, use_leave_guard, use_page_title, use_screen};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Address, Go, Paths, use_address_part, use_go, use_paths};
use crate::ui::{
    Button, ConfirmDialog, EmptyKind, EmptyState, ErrorSummary, Icon, LinkButton, Note, Page, PageHeader, StepState, Steps, Tone, Weight,
};

/// The wizard. It stays mounted from step to step, and its draft outlives even a reload.
#[component]
pub fn CreateProfile() -> impl IntoView {
    let who = use_who();
    let paths = use_paths();
    let may_write = Memo::new(move |_| who.may_write());
    move || {
        if may_write.get() {
            return view! { <Frame/> }.into_any();
        }
        let trail = move || vec![Crumb { label: t::profiles::title().to_owned(), href: paths.enrollment_types() }];
        use_screen(|| t::wizard::title_short().to_owned(), trail);
        view! {
            <Page>
                <PageHeader title=t::wizard::title()/>
                <EmptyState kind=EmptyKind::NotPermitted title=t::wizard::not_permitted_title() text=t::wizard::not_permitted_text()>
                    <LinkButton label=t::profiles::title() href=paths.enrollment_types()/>
                </EmptyState>
            </Page>
        }
        .into_any()
    }
}

/// What the handlers of the frame share.
#[derive(Clone, Copy)]
struct Way {
    wizard: Wizard,
    paths: Paths,
    go: Go,
    create: Create,
    /// Looks at the name on the server before the second step.
    look: Write<(ProfileName, Step)>,
    /// Next leads back to the review that the person came from.
    returns: Memo<bool>,
    /// The step that was opened before its time.
    wanted: RwSignal<Option<Step>>,
}

impl Way {
    /// Next, Create, or Enter in a field.
    fn submit(self, step: Step) {
        let wizard = self.wizard;
        if !wizard.check_step(step) {
            return;
        }
        match step {
            Step::Review => self.create.send(),
            Step::Basics => {
                if let Ok(name) = ProfileName::parse(&wizard.name.get_untracked()) {
                    self.look.run((name, step));
                }
            }
            _ => self.leave(step),
        }
    }

    fn leave(self, step: Step) {
        let next = if self.returns.get_untracked() { Some(Step::Review) } else { after(step) };
        if let Some(next) = next {
            self.go.to(&self.paths.create_profile(next));
        }
    }
}

#[component]
fn Frame() -> impl IntoView {
    let (paths, go, backend) = (use_paths(), use_go(), use_backend());
    let wizard = Wizard::create();
    let query = use_query_map();
    let step = use_address_part(|address| match address {
        Address::CreateProfile(step) => Some(step),
        _ => None,
    });
    let step = Memo::new(move |_| step.get().flatten());
    let returns = Memo::new(move |_| query.with(|query| query.get("return").is_some_and(|to| to == Step::Review.segment())));
    let way = StoredValue::new_local(None::<Way>);
    let look = use_write(
        move |(name, step): (ProfileName, Step)| {
            let graph = backend.graph();
            async move { Ok((taken(graph, name, None).await, step)) }
        },
        move |(found, step)| {
            wizard.note_name(found);
            if let Some(way) = way.get_value().filter(|_| wizard.check_step(step)) {
                way.leave(step);
            }
        },
    );
    let create = Create::prepare(wizard, paths, go);
    let now = Way { wizard, paths, go, create, look, returns, wanted: RwSignal::new(None) };
    way.set_value(Some(now));

    // A step that was opened too early gives way to the first that is not done, and that one says why.
    let open = Memo::new(move |_| step.get().filter(|step| wizard.draft.with_untracked(|draft| too_early(*step, draft)).is_none()));
    Effect::new(move |before: Option<Option<Step>>| {
        let asked = step.get();
        let instead = match asked {
            None => Some(Step::Basics),
            Some(step) => wizard.draft.with_untracked(|draft| too_early(step, draft)),
        };
        if let Some(instead) = instead {
            now.wanted.set(asked);
            go.instead(&paths.create_profile(instead));
        } else if before.is_some_and(|before| before != asked) {
            wizard.mistakes.set(Vec::new());
            // The step that took its place says so; the one after that has nothing to do with it.
            if before.flatten() != now.wanted.get_untracked() {
                now.wanted.set(None);
            }
        }
        asked
    });
    let title = move || {
        let step = open.get().map_or(t::wizard::title_short().to_owned(), |step| t::wizard::title_step(words::step(step)));
        if wizard.mistakes.with(Vec::is_empty) { step } else { t::wizard::title_error(&step) }
    };
    use_page_title(title);
    use_screen(
        || t::wizard::title_short().to_owned(),
        move || vec![Crumb { label: t::profiles::title().to_owned(), href: paths.enrollment_types() }],
    );
    let is_copy = query.with_untracked(|query| query.get("copy").is_some());
    let kept = RwSignal::new(wizard.is_dirty());
    Effect::new(move |first: Option<()>| {
        // What was said on arrival is old news on the next step.
        step.track();
        if first.is_some() {
            kept.set(false);
        }
    });
    use_leave_guard(
        LeaveQuestion { title: t::wizard::leave_title(), text: t::wizard::leave_text(), leave: t::wizard::leave_confirm() },
        move || wizard.is_dirty(),
        |address| matches!(address, Address::CreateProfile(_)),
        || {},
    );
    view! {
        <Page>
            <PageHeader title=t::wizard::title()>
                <Discard wizard=wizard paths=paths go=go/>
            </PageHeader>
            <Steps name=t::wizard::steps() steps=steps(&now, step)/>
            {move || kept.get().then(|| view! { <Note><p>{if is_copy { t::wizard::draft_copied() } else { t::wizard::draft_kept() }}</p></Note> })}
            {move || early(&now)}
            <ErrorSummary mistakes=wizard.mistakes/>
            {move || open.get().map(|step| screen(&now, step))}
        </Page>
    }
    .into_any()
}

fn early(way: &Way) -> Option<AnyView> {
    let wanted = way.wanted.get()?;
    Some(view! { <Note tone=Tone::Warn live=true><p>{t::wizard::early(words::step(wanted))}</p></Note> }.into_any())
}

fn steps(way: &Way, now: Memo<Option<Step>>) -> Vec<crate::ui::Step> {
    let Way { wizard, paths, .. } = *way;
    let item = |step: Step| {
        let is_open = Memo::new(move |_| wizard.draft.with(|draft| too_early(step, draft).is_none()));
        let is_done = Memo::new(move |_| {
            let own =
                wizard.problems.with(|problems| problems.iter().any(|problem| problem.field.map(super::step::Field::step) == Some(step)));
            step != Step::Review && !own && is_open.get()
        });
        crate::ui::Step {
            label: words::step(step),
            href: Signal::derive(move || (now.get() != Some(step) && is_open.get()).then(|| paths.create_profile(step))),
            state: Signal::derive(move || match () {
                () if now.get() == Some(step) => StepState::Now,
                () if is_done.get() => StepState::Done,
                () => StepState::Ahead,
            }),
        }
    };
    Step::ALL.map(item).to_vec()
}

/// One step: its question, its answers, the way on; beside it what explains it.
fn screen(way: &Way, step: Step) -> AnyView {
    let way = *way;
    let Way { wizard, paths, .. } = way;
    let (question, text) = match step {
        Step::Basics => (t::wizard::basics_question(), t::wizard::basics_text()),
        Step::Settings => (t::wizard::question_type(), t::wizard::question_type_text()),
        Step::Assignments => (t::wizard::assignments_question(), t::wizard::assignments_text()),
        Step::Review => (t::wizard::review_question(), t::wizard::review_text()),
    };
    let content = match step {
        Step::Basics => view! { <Basics wizard=wizard/> }.into_any(),
        Step::Settings => view! { <Settings wizard=wizard/> }.into_any(),
        Step::Assignments => view! { <Assignments wizard=wizard/> }.into_any(),
        Step::Review => view! { <Review wizard=wizard paths=paths/> }.into_any(),
    };
    let beside = match step {
        Step::Basics => view! { <DynamicGroup wizard=wizard/> }.into_any(),
        Step::Settings => view! { <Preview wizard=wizard/> }.into_any(),
        Step::Assignments | Step::Review => view! { <EffectCard wizard=wizard/> }.into_any(),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        way.submit(step);
    };
    view! {
        <div class="split">
            <form class="stack wizard-step" novalidate on:submit=submit>
                <header>
                    <h2 tabindex="-1" data-heading="">{question}</h2>
                    <p class="soft">{text}</p>
                </header>
                {content}
                {(step == Step::Review).then(|| refusal(&way))}
                {foot(&way, step)}
            </form>
            {beside}
        </div>
    }
    .into_any()
}

/// Why Create failed, when it was not the fault of an answer.
fn refusal(way: &Way) -> AnyView {
    let error = way.create.write.error;
    let said = move || {
        let error = error.get()?;
        let id = error.request_id().map(|id| view! { <p class="small">{t::ui::request_id(&id)}</p> });
        Some(view! { <Note tone=Tone::Bad live=true><p>{sentence(&error)}</p> {id}</Note> })
    };
    said.into_any()
}

fn foot(way: &Way, step: Step) -> AnyView {
    let Way { wizard, paths, create, look, returns, .. } = *way;
    let previous = before(step).map(|step| view! { <LinkButton label=t::wizard::previous() href=paths.create_profile(step)/> });
    let label = move || match after(step) {
        None => t::wizard::create().to_owned(),
        Some(_) if returns.get() => t::wizard::next_review().to_owned(),
        Some(next) => t::wizard::next(words::step(next)),
    };
    let busy = Signal::derive(move || create.write.busy.get() || look.busy.get());
    let waiting = Signal::derive(move || {
        let waits = step == Step::Review && wizard.rows.state.with(|rows| rows.is_loading() && rows.latest().is_none());
        waits.then(|| t::wizard::place_waiting().to_owned())
    });
    view! {
        <div class="foot-bar">
            {previous}
            <Button label=label weight=Weight::Main submit=true busy=busy unavailable=waiting/>
        </div>
    }
    .into_any()
}

/// The way out that forgets the draft. It asks when there is something to forget.
#[component]
fn Discard(wizard: Wizard, paths: Paths, go: Go) -> impl IntoView {
    let asking = RwSignal::new(false);
    let leave = move |()| {
        wizard.clear();
        go.to(&paths.enrollment_types());
    };
    let press = move |()| {
        if wizard.is_dirty() {
            asking.set(true);
        } else {
            leave(());
        }
    };
    view! {
        <Button label=t::wizard::discard() icon=Icon::Cross weight=Weight::Bare on_press=press/>
        <ConfirmDialog
            open=asking
            title=t::wizard::discard_title()
            confirm=t::wizard::discard_confirm()
            cancel=t::wizard::discard_cancel()
            on_confirm=leave
        >
            <p>{t::wizard::discard_text()}</p>
        </ConfirmDialog>
    }
    .into_any()
}
