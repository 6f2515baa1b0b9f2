//! What to do when somebody else changed or deleted the profile meanwhile: both versions side by side, in words, and the
//! choices.

use leptos::prelude::*;

use super::load::Opened;
use super::save::Save;
use super::{type_words, words};
use crate::backend::ApiError;
use crate::features::wizard::changes::Part;
use crate::features::wizard::draft::{Audience, Draft};
use crate::features::wizard::{Before, NotKnown, words as wizard_words};
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{Button, Dialog, Fact, Facts, Weight};

/// Two changes to the same version of a profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Who made the other; empty when the server does not say.
    by: String,
    /// When, as the server wrote it.
    at: String,
    /// What the other made of it; `Err` when this version does not know all of that.
    theirs: Result<Before, NotKnown>,
    /// This change on top of the other.
    rebased: Draft,
    rows: Vec<Row>,
}

/// One part of the profile that one of the two changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    title: &'static str,
    before: String,
    /// `None` where it was left as it was.
    theirs: Option<String>,
    mine: Option<String>,
    /// What applying this change again leads to, where that is neither of the two.
    together: Option<String>,
}

impl Conflict {
    /// What is in conflict between `theirs` and `mine`, which both came from `before`; `stale` is the refusal that said so.
    pub fn between(before: &Draft, theirs: &Opened, mine: &Draft, stale: &ApiError, organization: &str) -> Self {
        let detail = stale.details().first();
        let said = |name| detail.map(|detail| detail.parameter(name).to_owned()).unwrap_or_default();
        let theirs = theirs.before();
        let changed = theirs.as_ref().map_or(before, |theirs| &theirs.draft);
        let rebased = mine.rebased(before, changed);
        let rows = Part::ALL.into_iter().filter(|part| changed.changes_part(before, *part) || mine.changes_part(before, *part));
        let row = |part: Part| Row {
            title: title(part),
            before: in_words(before, part, organization),
            theirs: changed.changes_part(before, part).then(|| in_words(changed, part, organization)),
            mine: mine.changes_part(before, part).then(|| in_words(mine, part, organization)),
            together: (mine.changes_part(before, part) && rebased.changes_part(mine, part)).then(|| in_words(&rebased, part, organization)),
        };
        let rows = rows.map(row).collect();
        Self { by: said("changedBy"), at: said("changedDateTime"), theirs, rebased, rows }
    }
}

impl Conflict {
    /// Whether the other version holds everything that this change is about: the same was changed twice, or the answer to an
    /// earlier try was lost.
    pub fn is_settled(&self) -> bool {
        self.theirs.as_ref().is_ok_and(|theirs| !self.rebased.changes_anything(&theirs.draft))
    }
}

fn title(part: Part) -> &'static str {
    match part {
        Part::Name => t::wizard::name(),
        Part::Description => t::wizard::description(),
        Part::Type => t::profiles::enrollment_type(),
        Part::Assignments => t::profiles::assigned_to(),
    }
}

/// A part of a draft as people say it.
fn in_words(draft: &Draft, part: Part, organization: &str) -> String {
    match part {
        Part::Name => draft.name.clone(),
        Part::Description if draft.description.trim().is_empty() => t::wizard::no_description().to_owned(),
        Part::Description => draft.description.clone(),
        Part::Type => draft.chosen_type().map_or_else(String::new, |chosen| type_words::whole(&chosen, organization)),
        Part::Assignments => {
            let all = (draft.audience == Some(Audience::AllUsers)).then(|| t::profiles::all_users().to_owned());
            let groups = draft.groups_now().iter().map(|group| group.name.clone());
            let names: Vec<String> = all.into_iter().chain(groups).chain(draft.kept_now().map(wizard_words::kept)).collect();
            if names.is_empty() { t::profiles::no_one().to_owned() } else { intl::list(&names) }
        }
    }
}

/// Shows what both changed and asks what to do.
pub fn conflict_dialog(save: &Save) -> AnyView {
    let save = *save;
    let open = RwSignal::new(false);
    let conflict = save.conflict;
    Effect::new(move |_| open.set(conflict.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let is_open = open.get();
        if before == Some(true) && !is_open {
            conflict.set(None);
        }
        is_open
    });
    let title = move || {
        conflict.with(|conflict| match conflict {
            Some(conflict) if !conflict.by.is_empty() => t::profiles::conflict_by(&conflict.by),
            _ => t::profiles::conflict().to_owned(),
        })
    };
    view! {
        <Dialog open=open title=title alert=true>
            {move || conflict.get().map(|conflict| content(&save, conflict))}
        </Dialog>
    }
    .into_any()
}

fn content(save: &Save, conflict: Conflict) -> AnyView {
    let save = *save;
    let Conflict { by, at, theirs, rebased, rows } = conflict;
    let close = move || save.conflict.set(None);
    let whose = if by.is_empty() { t::profiles::theirs().to_owned() } else { by };
    let rows = rows.into_iter().map(|row| {
        let Row { title, before, theirs, mine, together } = row;
        let fact = |term: String, value: Option<String>| match value {
            Some(value) => view! { <Fact term=term><bdi>{value}</bdi></Fact> }.into_any(),
            None => view! { <Fact term=term><span class="soft">{t::profiles::left_as_it_was()}</span></Fact> }.into_any(),
        };
        let facts = [
            Some(fact(t::profiles::before_both().to_owned(), Some(before))),
            Some(fact(whose.clone(), theirs)),
            Some(fact(t::profiles::mine().to_owned(), mine)),
            together.map(|both| fact(t::profiles::together().to_owned(), Some(both))),
        ];
        let facts = facts.into_iter().flatten().collect_view();
        view! { <section><h3>{title}</h3> <Facts>{facts}</Facts></section> }
    });
    let rows = rows.collect_view();
    let reason = theirs.as_ref().err().map(|reason| view! { <p>{reason.sentence()}</p> });
    let apply = theirs.ok().map(|theirs| {
        let press = move |()| {
            close();
            save.apply_again(theirs.clone(), rebased.clone());
        };
        view! { <Button label=t::profiles::apply_mine() weight=Weight::Main on_press=press/> }
    });
    view! {
        <div class="dialog-body">
            {(!at.is_empty()).then(|| view! { <p class="small">{words::moment_in_full(Some(at))}</p> })}
            <p>{t::profiles::conflict_text()}</p>
            {reason}
            {rows}
        </div>
        <div class="dialog-do">
            <Button label=t::profiles::keep_editing() autofocus=true on_press=move |()| close()/>
            <Button
                label=t::profiles::take_theirs()
                on_press=move |()| {
                    close();
                    save.take_theirs();
                }
            />
            {apply}
        </div>
    }
    .into_any()
}

/// Says that the profile is gone, and offers to make it again from what stands in the form.
pub fn deleted_dialog(save: &Save) -> AnyView {
    let save = *save;
    let open = save.deleted;
    view! {
        <Dialog open=open title=t::profiles::deleted_title() alert=true>
            <div class="dialog-body"><p>{t::profiles::deleted_text()}</p></div>
            <div class="dialog-do">
                <Button label=t::profiles::keep_editing() autofocus=true on_press=move |()| open.set(false)/>
                <Button
                    label=t::profiles::make_again()
                    weight=Weight::Main
                    on_press=move |()| {
                        open.set(false);
                        save.make_again();
                    }
                />
            </div>
        </Dialog>
    }
    .into_any()
}
