//! An input that offers what matches the typed text: the APG combobox with list autocomplete.
//!
//! The focus stays in the input and `aria-activedescendant` walks through the options. Where the options come
//! from is the caller's business: it watches the text and sets the choices.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::field::{FieldWords, SEARCH_MAX};
use super::{Button, Icon, Weight};
use crate::dom::focus;
use crate::dom::id::Id;
use crate::dom::live::{Announcer, use_announcer};
use crate::dom::timer::Timer;
use crate::i18n::t;
use crate::markup::view;

/// How long results have to stand still before their number is said.
const PAUSE: Duration = Duration::from_millis(600);

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the thing is known by.
    pub key: String,
    /// Its name.
    pub label: String,
    /// What tells it from others, or why it is refused.
    pub detail: String,
    /// Its kind.
    pub icon: Icon,
    /// It is shown, so that nobody looks for it in vain, but cannot be picked; `detail` says why.
    pub refused: bool,
}

/// What there is to choose from at the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choices {
    /// Nothing was asked for: the list stays closed.
    #[default]
    Idle,
    /// The answer is on its way; the choices of the last one may still show.
    Loading(Vec<Choice>),
    /// The answer. Empty: nothing matches.
    Ready(Vec<Choice>),
    /// The sentence that says what went wrong.
    Failed(String),
}

impl Choices {
    fn list(&self) -> Vec<Choice> {
        match self {
            Self::Loading(list) | Self::Ready(list) => list.clone(),
            Self::Idle | Self::Failed(_) => Vec::new(),
        }
    }
}

/// A labelled input with a list of choices. Picking one empties the input, ready for the next.
#[component]
pub fn Combobox(
    /// What is looked for.
    #[prop(into)]
    label: TextProp,
    /// What is typed; the caller sets the choices from it.
    text: RwSignal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Choices>,
    /// Called with the key of the picked choice.
    #[prop(into)]
    on_pick: Callback<String>,
    /// What pressing Enter does with the active option: "Enter to add".
    action: &'static str,
    /// The id of the input, for the error summary and for chips that are gone.
    #[prop(optional, into)]
    id: Option<Id>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It may stay empty; the label says so.
    #[prop(optional)]
    optional: bool,
    /// Asks again after a failure.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// The heading that a choice stands under, by its key. Choices under one heading follow each other.
    #[prop(optional)]
    heading_of: Option<fn(&str) -> &'static str>,
    /// The list stands below the input for as long as the input is there, and Escape is for what is around them.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| Id::unique("combobox"));
    let input = NodeRef::<html::Input>::new();
    let announcer = use_announcer();
    let list = Memo::new(move |_| choices.with(Choices::list));
    let (open, active) = (RwSignal::new(inline), RwSignal::new(None));
    let box_state = BoxState { id, text, list, on_pick, announcer, open, active, walked: StoredValue::new(false), inline };
    let shown = Memo::new(move |_| box_state.open.get() && choices.with(|choices| *choices != Choices::Idle));

    Effect::new(move |before: Option<Vec<Choice>>| {
        let now = list.get();
        // What comes later must not take the choice away from whoever has walked to it.
        let kept = before.filter(|_| box_state.walked.get_value()).and_then(|before| {
            let key = active.get_untracked().and_then(|at: usize| before.into_iter().nth(at))?.key;
            now.iter().position(|choice| choice.key == key && !choice.refused)
        });
        active.set(kept.or_else(|| now.iter().position(|choice| !choice.refused)));
        now
    });
    announce_count(choices, shown, announcer);
    Effect::new(move |_| {
        let Some(active) = box_state.active.get() else { return };
        let option = input.get_untracked().and_then(|input| focus::by_id(&input, &option_id(id, active)));
        if let Some(option) = option {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });

    let words = FieldWords { id, label: label.clone(), hint, error, optional };
    let active_id = move || {
        let active = box_state.active.get().filter(|active| shown.get() && *active < list.with(Vec::len));
        active.map(|active| option_id(id, active))
    };
    let control = view! {
        <div class="combobox" class:inline=inline>
            <input
                id=id.to_string()
                class="field"
                type="text"
                role="combobox"
                autocomplete="off"
                maxlength=SEARCH_MAX
                autocapitalize="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-expanded=move || if shown.get() { "true" } else { "false" }
                aria-controls=id.piece("list")
                aria-activedescendant=active_id
                aria-invalid=words.invalid()
                aria-describedby=words.described_by(None)
                prop:value=move || text.get()
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    box_state.walked.set_value(false);
                    box_state.open.set(true);
                }
                on:focus=move |_| box_state.open.set(true)
                on:click=move |_| box_state.open.set(true)
                on:blur=move |_| box_state.open.set(inline)
                on:keydown=move |event| box_state.key(&event)
                node_ref=input
            />
            // Pressing on the list must not take the focus out of the input, which would close it.
            <div class="pop" hidden=move || !shown.get() on:mousedown=|event| event.prevent_default()>
                <ul
                    id=id.piece("list")
                    role="listbox"
                    aria-label=move || label.get()
                    aria-busy=move || matches!(*choices.read(), Choices::Loading(_)).then_some("true")
                >
                    {move || options(box_state, action, heading_of)}
                </ul>
                {move || choices.with(|choices| aside(choices, on_retry))}
            </div>
        </div>
    };
    words.around(control.into_any())
}

/// The signals of one combobox, so that its handlers can share them.
#[derive(Clone, Copy)]
struct BoxState {
    id: Id,
    text: RwSignal<String>,
    list: Memo<Vec<Choice>>,
    on_pick: Callback<String>,
    announcer: Announcer,
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    /// The arrow keys were used since the last change of the text.
    walked: StoredValue<bool>,
    inline: bool,
}

impl BoxState {
    fn key(self, event: &KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let count = self.list.with_untracked(Vec::len);
        let active = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if !self.open.get_untracked() => self.open.set(true),
            "ArrowDown" if count > 0 => self.walk(active.map_or(0, |at| (at + 1) % count)),
            "ArrowUp" if count > 0 => self.walk(active.map_or(count - 1, |at| (at + count - 1) % count)),
            "Enter" if self.open.get_untracked() => match active {
                Some(at) => self.pick(at),
                None => return,
            },
            "Escape" if self.inline => return,
            "Escape" if self.open.get_untracked() && count > 0 => self.open.set(false),
            "Escape" if !self.text.with_untracked(String::is_empty) => self.text.set(String::new()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn walk(self, to: usize) {
        self.walked.set_value(true);
        self.active.set(Some(to));
    }

    fn pick(self, at: usize) {
        let Some(choice) = self.list.with_untracked(|list| list.get(at).cloned()) else { return };
        if choice.refused {
            self.announcer.say(choice.detail);
            return;
        }
        self.text.set(String::new());
        // Left open, the list would cover what comes below; typing or an arrow key opens it again.
        self.open.set(self.inline);
        self.on_pick.run(choice.key);
    }
}

/// The options, under their headings where they have some.
fn options(state: BoxState, action: &'static str, heading_of: Option<fn(&str) -> &'static str>) -> AnyView {
    let mut groups: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
    for (index, choice) in state.list.get().into_iter().enumerate() {
        let heading = heading_of.map_or("", |heading_of| heading_of(&choice.key));
        let row = option(state, index, choice, action);
        match groups.last_mut() {
            Some((last, rows)) if *last == heading => rows.push(row),
            _ => groups.push((heading, vec![row])),
        }
    }
    let group = |(heading, rows): (&'static str, Vec<AnyView>)| {
        if heading.is_empty() {
            return rows.into_any();
        }
        let id = Id::unique("options");
        view! {
            <div role="group" aria-labelledby=id.to_string()>
                <p class="opt-heading" role="presentation" id=id.to_string()>{heading}</p>
                <ul role="none">{rows}</ul>
            </div>
        }
        .into_any()
    };
    groups.into_iter().map(group).collect_view().into_any()
}

fn option(state: BoxState, index: usize, choice: Choice, action: &'static str) -> AnyView {
    let is_active = move || state.active.get() == Some(index);
    let Choice { label, detail, icon, refused, .. } = choice;
    view! {
        <li
            id=option_id(state.id, index)
            class="opt"
            class:on=is_active
            class:off=refused
            role="option"
            aria-selected=move || if is_active() { "true" } else { "false" }
            aria-disabled=refused.then_some("true")
            on:click=move |_| state.pick(index)
        >
            {icon.view()}
            <span>
                <bdi>{label}</bdi>
                <small>{detail}</small>
            </span>
            {move || {
                (is_active() && !refused).then(|| view! { <span class="soft small" aria-hidden="true">{action}</span> })
            }}
        </li>
    }
    .into_any()
}

/// What stands below the options: that they are loading, that there are none, or that it failed.
fn aside(choices: &Choices, on_retry: Option<Callback<()>>) -> Option<AnyView> {
    match choices {
        Choices::Loading(list) if list.is_empty() => Some(view! { <p class="pop-note">{t::ui::loading()}</p> }.into_any()),
        Choices::Ready(list) if list.is_empty() => Some(view! { <p class="pop-note">{t::ui::results_none()}</p> }.into_any()),
        Choices::Failed(sentence) => {
            let sentence = sentence.clone();
            let retry = on_retry.map(|on_retry| {
                view! { <Button label=t::ui::try_again() icon=Icon::Retry weight=Weight::Bare on_press=on_retry/> }
            });
            Some(view! { <div class="pop-note bad">{sentence} {retry}</div> }.into_any())
        }
        _ => None,
    }
}

fn announce_count(choices: Signal<Choices>, shown: Memo<bool>, announcer: Announcer) {
    let timer = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        let sentence = match &*choices.read() {
            Choices::Ready(list) if list.is_empty() => t::ui::results_none().to_owned(),
            Choices::Ready(list) => t::ui::results(list.len() as u64),
            Choices::Failed(sentence) => sentence.clone(),
            Choices::Idle | Choices::Loading(_) => String::new(),
        };
        let say = (shown.get() && !sentence.is_empty()).then(|| Timer::after(PAUSE, move || announcer.say(sentence)));
        timer.set_value(say);
    });
    on_cleanup(move || timer.dispose());
}

fn option_id(id: Id, index: usize) -> String {
    id.piece(&index.to_string())
}
