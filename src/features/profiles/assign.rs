//! Assigning several profiles at once: the same recipients are added to each, and it is said what became of each.

use enrollment::assignment::Assignment;
use enrollment::graph::received::{self, Profile};
use enrollment::graph::written;
use enrollment::guid::Guid;
use enrollment::profile::ProfileChange;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use serde_json::Value;

use super::list::{List, use_list};
use crate::backend::sentences::sentence;
use crate::backend::{Graph, use_backend, use_write};
use crate::dom::id::Id;
use crate::features::wizard::draft::{Audience, PickedGroup};
use crate::features::wizard::{GroupPicker, NotKnown, words as wizard_words};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Dialog, RadioCard, RadioCards, Weight};

/// What adding recipients to a profile comes to.
#[derive(Debug, PartialEq)]
enum Plan {
    /// It is assigned to all of them already.
    Nothing,
    /// All that it is assigned to then.
    Change(Vec<Assignment>),
    /// It can only be looked at.
    NotKnown(NotKnown),
}

impl Plan {
    fn of(profile: &Profile, more: &[Assignment]) -> Self {
        let Some(there) = &profile.assignments else { return Self::NotKnown(NotKnown::Assignments) };
        let Some(mut all) = there.iter().map(received::Assignment::known).collect::<Option<Vec<_>>>() else {
            return Self::NotKnown(NotKnown::Target);
        };
        let before = all.len();
        for new in more {
            if all.iter().all(|there| there.target != new.target) {
                all.push(new.clone());
            }
        }
        if all.len() == before { Self::Nothing } else { Self::Change(all) }
    }
}

/// A profile with what is to be sent about it.
struct Task {
    id: String,
    name: String,
    version: Option<String>,
    /// The change, or why there is none.
    change: Result<Value, &'static str>,
}

/// Asks whom the ticked profiles shall be assigned to as well, and says what became of each.
#[component]
pub fn AssignDialog() -> impl IntoView {
    let (list, backend) = (use_list(), use_backend());
    let open = list.assigning;
    let audience = RwSignal::new(None::<Audience>);
    let groups = RwSignal::new(Vec::<PickedGroup>::new());
    let error = RwSignal::new(None::<String>);
    let told = RwSignal::new(Vec::<String>::new());
    let (choice, field) = (Id::unique("assign"), Id::unique("assign-groups"));
    let write = use_write(
        move |tasks: Vec<Task>| {
            let graph = backend.graph();
            async move { Ok(assign(graph, tasks).await) }
        },
        move |lines| {
            told.set(lines);
            list.again.run(());
        },
    );
    Effect::new(move |_| {
        if open.get() {
            audience.set(None);
            groups.set(Vec::new());
            error.set(None);
            told.set(Vec::new());
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let more = match audience.get_untracked() {
            Some(Audience::AllUsers) => vec![Assignment::all_users()],
            _ => groups
                .with_untracked(|groups| groups.iter().filter_map(|group| Guid::parse(&group.id).ok().map(Assignment::group)).collect()),
        };
        if more.is_empty() {
            let sentence = if audience.get_untracked().is_none() { t::list::assign_choose() } else { t::list::assign_group() };
            error.set(Some(sentence.to_owned()));
        } else {
            write.run(tasks(&list, &more));
        }
    };
    let is = move |one| Signal::derive(move || audience.get() == Some(one));
    let choose = move |one| {
        move |()| {
            audience.set(Some(one));
            error.set(None);
        }
    };
    let question = move || {
        view! {
            <form class="form" novalidate on:submit=submit>
                <RadioCards legend=t::list::assign_question() group=choice error=error>
                    <RadioCard
                        group=choice
                        label=wizard_words::audience(Audience::AllUsers)
                        chosen=is(Audience::AllUsers)
                        on_choose=choose(Audience::AllUsers)
                    />
                    <RadioCard
                        group=choice
                        label=wizard_words::audience(Audience::Groups)
                        chosen=is(Audience::Groups)
                        on_choose=choose(Audience::Groups)
                    >
                        <GroupPicker
                            picked=groups
                            on_add=move |group| groups.update(|groups| groups.push(group))
                            on_remove=move |id: String| groups.update(|groups| groups.retain(|group| group.id != id))
                            id=field
                            error=Signal::stored(None)
                        />
                    </RadioCard>
                </RadioCards>
                <div class="dialog-do">
                    <Button label=t::order::cancel() on_press=move |()| open.set(false)/>
                    <Button label=t::list::assign() weight=Weight::Main submit=true busy=write.busy/>
                </div>
            </form>
        }
        .into_any()
    };
    let answer = move || {
        let lines = told.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <ul class="dialog-body" role="status">{lines}</ul>
            <div class="dialog-do">
                <Button label=t::ui::close() autofocus=true on_press=move |()| open.set(false)/>
            </div>
        }
        .into_any()
    };
    let done = Memo::new(move |_| told.with(|told| !told.is_empty()));
    view! {
        <Dialog open=open title=move || t::list::assign_title(list.selected.with(Vec::len) as u64)>
            {move || if done.get() { answer() } else { question() }}
        </Dialog>
    }
    .into_any()
}

/// What is to be sent about each ticked profile, in their order.
fn tasks(list: &List, more: &[Assignment]) -> Vec<Task> {
    let order = list.ordering.draft.with_untracked(|draft| draft.now().to_vec());
    let mut tasks = Vec::new();
    for key in order.into_iter().filter(|key| list.selected.with_untracked(|selected| selected.contains(key))) {
        tasks.extend(list.rows.with(key, |row| Task {
            id: row.profile.id.clone(),
            name: row.name(),
            version: row.profile.etag.clone(),
            change: match Plan::of(&row.profile, more) {
                Plan::Change(assignments) => {
                    Ok(written::profile_change(&ProfileChange { assignments: Some(assignments), ..ProfileChange::default() }))
                }
                Plan::Nothing => Err(t::list::assigned_already()),
                Plan::NotKnown(reason) => Err(reason.sentence()),
            },
        }));
    }
    tasks
}

/// Changes one after the other, and says of each what happened.
async fn assign(graph: Graph, tasks: Vec<Task>) -> Vec<String> {
    let mut lines = Vec::with_capacity(tasks.len());
    for task in tasks {
        let said = match task.change {
            Err(reason) => reason.to_owned(),
            Ok(change) => match graph.change_profile(&task.id, change, task.version.as_deref()).await {
                Ok(_) => t::list::assigned().to_owned(),
                Err(error) => t::list::not_assigned(&sentence(&error)),
            },
        };
        lines.push(t::list::result(&task.name, &said));
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn profile(assignments: &Value) -> Profile {
        Profile::read(&json!({"id": "1", "assignments": assignments})).expect("a profile")
    }

    fn sales() -> Assignment {
        Assignment::group(Guid::from_bytes([7; 16]))
    }

    #[test]
    fn recipients_are_added_to_those_that_are_there() {
        let there = profile(&json!([{"id": "a", "target": written::target(&sales())}]));
        let all = vec![sales(), Assignment::all_users()];
        assert_eq!(Plan::of(&there, &all), Plan::Change(all.clone()));
        assert_eq!(Plan::of(&profile(&json!([])), &all), Plan::Change(all));
    }

    #[test]
    fn what_is_assigned_already_is_not_sent_again() {
        let licensed = json!([{"id": "a", "target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}}]);
        assert_eq!(Plan::of(&profile(&licensed), &[Assignment::all_users()]), Plan::Nothing);
    }

    #[test]
    fn a_profile_that_is_not_known_in_all_its_parts_is_left_alone() {
        let foreign = json!([{"id": "a", "target": {"@odata.type": "#microsoft.graph.spaceAssignmentTarget"}}]);
        assert_eq!(Plan::of(&profile(&foreign), &[sales()]), Plan::NotKnown(NotKnown::Target));
        let silent = Profile::read(&json!({"id": "1"})).expect("a profile");
        assert_eq!(Plan::of(&silent, &[sales()]), Plan::NotKnown(NotKnown::Assignments));
    }
}
