//! `/enrollment-types/{id}/edit/{section}`: one section of a profile, changed in the form that also makes new ones.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::conflict::{conflict_dialog, deleted_dialog};
use super::load::Opened;
use super::rename::RenameWarning;
use super::save::Save;
use crate::backend::Query;
use crate::backend::graph::Reach;
use crate::backend::sentences::sentence;
use crate::features::shell::{LeaveQuestion, use_leave_guard, use_page_title};
use crate::features::wizard::{Assignments, Basics, Before, DynamicGroup, EffectCard, Preview, Settings, Wizard};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Address, WizardStep, use_paths};
use crate::ui::{Button, ErrorSummary, LinkButton, Note, PageHeader, Tone, Weight};

/// The form of one section. It is made once and keeps its own idea of the profile, so that nothing typed is lost when the
/// page learns of a newer version.
#[component]
pub fn EditSection(
    /// The profile as it was read.
    opened: Query<Opened>,
    /// The profile that is changed.
    before: Before,
    /// The section.
    section: WizardStep,
    /// Whom the profile reaches now.
    reach: Query<Option<Reach>>,
) -> impl IntoView {
    let paths = use_paths();
    let (id, name) = (before.id.clone(), before.draft.name.clone());
    let wizard = Wizard::change(before, section);
    let save = Save::prepare(wizard, section, opened);
    let profile = paths.profile(&id);
    let here = Address::EditProfile(id, section);
    use_leave_guard(
        LeaveQuestion { title: t::profiles::leave_title(), text: t::profiles::leave_text(), leave: t::profiles::leave_confirm() },
        move || wizard.is_dirty(),
        move |address| *address == here,
        move || wizard.forget(),
    );
    let title = t::profiles::title_section(crate::features::wizard::words::step(section), &name);
    use_page_title(move || if wizard.mistakes.with(Vec::is_empty) { title.clone() } else { t::wizard::title_error(&title) });
    let restored = wizard.is_dirty().then(|| view! { <Note><p>{t::profiles::change_kept()}</p></Note> });
    let (question, text) = match section {
        WizardStep::Settings => (t::wizard::question_type(), t::wizard::question_type_text()),
        WizardStep::Assignments => (t::wizard::assignments_question(), t::wizard::assignments_text()),
        WizardStep::Basics | WizardStep::Review => (t::wizard::basics_question(), t::wizard::basics_text()),
    };
    let content = match section {
        WizardStep::Settings => view! { <Settings wizard=wizard/> {decides_for(wizard)} }.into_any(),
        WizardStep::Assignments => view! { <Assignments wizard=wizard/> }.into_any(),
        WizardStep::Basics | WizardStep::Review => view! { <Basics wizard=wizard/> <RenameWarning wizard=wizard/> }.into_any(),
    };
    let now = Signal::derive(move || reach.state.with(|reach| reach.latest().and_then(Option::as_ref).map(|reach| reach.reached)));
    let beside = match section {
        WizardStep::Settings => view! { <Preview wizard=wizard/> }.into_any(),
        WizardStep::Assignments => view! { <EffectCard wizard=wizard now=now/> }.into_any(),
        WizardStep::Basics | WizardStep::Review => view! { <DynamicGroup wizard=wizard/> }.into_any(),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save.submit();
    };
    view! {
        <PageHeader title=name/>
        {restored}
        <ErrorSummary mistakes=wizard.mistakes/>
        <div class="split">
            <form class="stack wizard-step" novalidate on:submit=submit>
                <header>
                    <h2 tabindex="-1" data-heading="">{question}</h2>
                    <p class="soft">{text}</p>
                </header>
                {content}
                <div role="status">
                    {move || save.nothing.get().then(|| view! { <Note><p>{t::profiles::nothing_to_save()}</p></Note> })}
                </div>
                {move || refusal(&save)}
                <div class="foot-bar">
                    <LinkButton label=t::profiles::cancel() href=profile/>
                    <Button label=t::profiles::save() weight=Weight::Main submit=true busy=save.busy/>
                </div>
            </form>
            {beside}
        </div>
        {conflict_dialog(&save)}
        {deleted_dialog(&save)}
    }
    .into_any()
}

/// How many people the chosen type would concern.
fn decides_for(wizard: Wizard) -> AnyView {
    let said = move || {
        let applies = wizard.reach.state.with(|reach| reach.latest().map(|reach| reach.applies))?;
        Some(view! { <p class="soft small">{t::profiles::decides_for(applies)} " " {t::wizard::effect_only_new()}</p> }.into_any())
    };
    said.into_any()
}

/// Why saving failed, when it was not the fault of an answer.
fn refusal(save: &Save) -> Option<AnyView> {
    let error = save.failure()?;
    let id = error.request_id().map(|id| view! { <p class="small">{t::ui::request_id(&id)}</p> });
    Some(view! { <Note tone=Tone::Bad live=true><p>{sentence(&error)}</p> {id}</Note> }.into_any())
}
