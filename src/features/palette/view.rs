//! The palette: a dialog with one input, and below it everything that fits what is typed.

use std::time::Duration;

use enrollment::graph::received::{Group, User};
use futures::future::join;
use leptos::prelude::*;

use super::matching::{Section, offered};
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Graph, use_backend, use_debounced_query, use_query};
use crate::features::profiles::words;
use crate::features::session::use_who;
use crate::features::shell::{Offers, ScreenLink, screens, use_leaving, use_offers};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{DirectoryPlace, Go, Paths, SettingsPart, WizardStep, use_go, use_paths};
use crate::ui::{Button, Choice, Choices, Combobox, Dialog, Icon, MenuItem, MenuWork};

/// How long typing has to pause before the server is asked.
const PAUSE: Duration = Duration::from_millis(220);
/// From how many characters on people and groups are searched.
const ENOUGH: usize = 2;

/// The palette.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What can be done beside going to screens.
    items: Vec<MenuItem>,
) -> impl IntoView {
    let items = StoredValue::new_local(items);
    // Kept here, because unsaved work may be asked about when the dialog is gone already.
    let go = use_go();
    view! { <Dialog open=open title=t::palette::title()>{content(open, items, go)}</Dialog> }.into_any()
}

/// A key says what kind of thing it is by its first letter, and where it is or which item by the rest.
fn heading(key: &str) -> &'static str {
    match key.as_bytes().first() {
        Some(b's') => t::palette::screens(),
        Some(b'a' | b'i') => t::palette::actions(),
        Some(b'p') => t::palette::profiles(),
        Some(b'u') => t::palette::people(),
        Some(b'w') => t::who_gets_what::title(),
        _ => t::palette::groups(),
    }
}

fn content(open: RwSignal<bool>, items: StoredValue<Vec<MenuItem>, LocalStorage>, go: Go) -> AnyView {
    let (backend, paths, leaving, offers) = (use_backend(), use_paths(), use_leaving(), use_offers());
    let may_write = untrack(|| use_who().may_write());
    let text = RwSignal::new(String::new());
    let profiles = use_query(|| Some(()), move |()| profiles(backend.graph(), paths));
    let found = use_debounced_query(
        PAUSE,
        move || Some(text.with(|text| text.trim().to_owned())).filter(|text| text.chars().count() >= ENOUGH),
        move |text| search(backend.graph(), paths, text, offers.who_gets_what()),
    );
    let choices = Signal::derive(move || {
        let typed = text.get();
        let has_text = !typed.trim().is_empty();
        let fixed = |choices| Section { choices, found: false };
        let profiles = profiles.state.with(|state| if has_text { state.latest().cloned().unwrap_or_default() } else { Vec::new() });
        let (found, failure, is_loading) =
            found.state.with(|state| (state.latest().cloned().unwrap_or_default(), state.error().map(sentence), state.is_loading()));
        let sections = [fixed(going(paths, offers)), fixed(doing(paths, may_write, items)), fixed(profiles)];
        let found = found.into_iter().map(|choices| Section { choices, found: true });
        let mut list = offered(&typed, sections.into_iter().chain(found).collect());
        if let Some(detail) = failure {
            // What was found without the server still counts.
            let label = t::palette::search_failed().to_owned();
            list.push(Choice { key: "u".to_owned(), label, detail, icon: Icon::Warning, refused: true });
        }
        if is_loading { Choices::Loading(list) } else { Choices::Ready(list) }
    });
    let pick = move |key: String| {
        open.set(false);
        let Some((kind, rest)) = key.split_once(':') else { return };
        let item = rest.parse::<usize>().ok().filter(|_| kind == "i");
        match item.and_then(|at| items.with_value(|items| Some(items.get(at)?.work.clone()))) {
            Some(MenuWork::Do(work) | MenuWork::Choose(work, _)) => work.run(()),
            Some(MenuWork::Go(path)) => leaving.before(move || go.to(&path)),
            None => {
                let path = rest.to_owned();
                leaving.before(move || go.to(&path));
            }
        }
    };
    view! {
        <div class="palette">
            <Combobox
                label=t::palette::label()
                text=text
                choices=choices
                on_pick=pick
                action=t::palette::enter_to_open()
                heading_of=heading
                inline=true
            />
            <div class="dialog-do"><Button label=t::ui::close() on_press=move |()| open.set(false)/></div>
        </div>
    }
    .into_any()
}

fn choice(key: String, label: &str, detail: &str, icon: Icon) -> Choice {
    Choice { key, label: label.to_owned(), detail: detail.to_owned(), icon, refused: false }
}

fn going(paths: Paths, offers: Offers) -> Vec<Choice> {
    let is_there = move |screen: &ScreenLink| {
        (screen.href != paths.who_gets_what() || offers.who_gets_what()) && (screen.href != paths.history() || offers.versions())
    };
    let screen = |ScreenLink { label, icon, href }: ScreenLink| choice(["s:", &href].concat(), label, "", icon);
    screens(paths).into_iter().filter(is_there).map(screen).collect()
}

fn doing(paths: Paths, may_write: bool, items: StoredValue<Vec<MenuItem>, LocalStorage>) -> Vec<Choice> {
    let action = |label, icon, href: String| choice(["a:", &href].concat(), label, "", icon);
    let mut actions = Vec::new();
    if may_write {
        actions.push(action(t::palette::create_profile(), Icon::Plus, paths.create_profile(WizardStep::Basics)));
        actions.push(action(t::palette::import(), Icon::Plus, paths.directory_place(&DirectoryPlace::Import)));
        actions.push(action(t::palette::invite(), Icon::Person, paths.settings_part(SettingsPart::Administrators)));
        actions.push(action(t::palette::make_token(), Icon::Lock, paths.settings_part(SettingsPart::Tokens)));
    }
    actions.push(action(t::palette::change_password(), Icon::Lock, paths.settings_part(SettingsPart::Account)));
    items.with_value(|items| {
        for (at, MenuItem { label, icon, work }) in items.iter().enumerate() {
            let detail = if matches!(work, MenuWork::Choose(..)) { t::palette::theme() } else { "" };
            actions.push(choice(format!("i:{at}"), label, detail, *icon));
        }
    });
    actions
}

async fn profiles(graph: Graph, paths: Paths) -> Result<Vec<Choice>, ApiError> {
    let profiles = graph.profiles().await?.profiles;
    let named = profiles.iter().map(|profile| {
        let description = profile.description.as_deref().unwrap_or_default();
        choice(["p:", &paths.profile(&profile.id)].concat(), &words::name(profile), description, Icon::List)
    });
    Ok(named.collect())
}

/// People, what can be asked about them, and groups. What somebody may not search is left out.
async fn search(graph: Graph, paths: Paths, text: String, tells: bool) -> Result<[Vec<Choice>; 3], ApiError> {
    let (people, groups) = join(graph.users(&text), graph.groups(&text)).await;
    let person = |User { id, display_name, user_principal_name, .. }: User| {
        let path = paths.directory_place(&DirectoryPlace::Person(id));
        choice(["u:", &path].concat(), &display_name, &user_principal_name, Icon::Person)
    };
    let group = |group: Group| {
        let path = paths.directory_place(&DirectoryPlace::Group(group.id));
        let size = group.counts.map(|counts| t::profiles::people(counts.people as u64));
        choice(["g:", &path].concat(), &group.display_name, &size.or(group.description).unwrap_or_default(), Icon::People)
    };
    let allowed = |error| if matches!(error, ApiError::Forbidden(_)) { Ok(Vec::new()) } else { Err(error) };
    let people = people.map(|people| people.first).or_else(|error| allowed(error).map(|_| Vec::new()))?;
    let question = |person: &User| {
        let path = paths.who_gets_what_about(&person.id);
        choice(["w:", &path].concat(), &t::palette::who_gets_what(&person.display_name), &person.user_principal_name, Icon::Search)
    };
    let questions = if tells { people.iter().map(question).collect() } else { Vec::new() };
    let groups = groups.map(|groups| groups.first.into_iter().map(group).collect()).or_else(allowed)?;
    Ok([people.into_iter().map(person).collect(), questions, groups])
}
