//! Where the person is in a task of several steps.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::Icon;
use crate::i18n::t;
use crate::markup::view;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Filled in; it can be gone back to.
    Done,
    /// The one on screen.
    Now,
    /// Still to come.
    Ahead,
}

/// One step.
#[derive(Clone, Copy)]
pub struct Step {
    /// Its name.
    pub label: &'static str,
    /// Where it is, when the person can go there now.
    pub href: Signal<Option<String>>,
    /// How far it is.
    pub state: Signal<StepState>,
}

/// An ordered list in a labelled `nav`. Not a tab list, because a later step needs the ones before it.
#[component]
pub fn Steps(
    /// What the steps lead to.
    #[prop(into)]
    name: TextProp,
    /// The steps in order.
    steps: Vec<Step>,
) -> impl IntoView {
    let items = steps.into_iter().enumerate().map(|(index, step)| item(index + 1, step)).collect_view();
    view! {
        <nav class="steps-nav" aria-label=move || name.get()>
            <ol class="steps">{items}</ol>
        </nav>
    }
    .into_any()
}

fn item(number: usize, step: Step) -> AnyView {
    let Step { label, href, state } = step;
    let badge = move || {
        if state.get() == StepState::Done { Icon::Check.view() } else { number.into_any() }
    };
    let content = move || {
        let done = (state.get() == StepState::Done).then(|| view! { <span class="unseen">{t::ui::step_done()}</span> });
        let words = view! { <b aria-hidden="true">{badge}</b> <span class="step-label">{label}</span> {done} };
        match href.get() {
            Some(href) => view! { <a class="step" href=href>{words}</a> }.into_any(),
            None => view! { <span class="step">{words}</span> }.into_any(),
        }
    };
    view! {
        <li
            class:done=move || state.get() == StepState::Done
            class:now=move || state.get() == StepState::Now
            aria-current=move || (state.get() == StepState::Now).then_some("step")
        >
            {content}
        </li>
    }
    .into_any()
}
