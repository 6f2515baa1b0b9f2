//! The fields of the question: a person, a device, and the answers where they matter.

use enrollment::answers::{Answers, Extent};
use enrollment::device::Platform;
use enrollment::enrollment_type::Ownership;
use enrollment::graph::words::WireWord;
use enrollment::user_choice::Branch;
use leptos::prelude::*;

use super::asked::{Asked, Fields};
use super::person_picker::{PersonPicker, PickedPerson};
use super::question::answers_as_word;
use super::telling;
use crate::features::profiles::type_words;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Select, SelectOption, TextInput};

/// Versions that are worth asking about: of today, and around the oldest that each type needs.
const VERSIONS: [&str; 5] = ["26.1", "18.7", "17.7", "15.0", "13.1"];

/// The fields. `branches` are what the device user can be asked about; without any the answers do not matter.
pub fn form(asked: Asked, picked: Signal<PickedPerson>, branches: Memo<Vec<Branch>>, organization: StoredValue<String>) -> AnyView {
    let Fields { person, platform, version, enrolled, answers } = asked.fields;
    let pick = move |picked: PickedPerson| person.set(picked.id);
    let platforms = Platform::ALL.map(|each| option(each.wire(), telling::device(each).to_owned())).to_vec();
    let histories =
        vec![option("false", t::who_gets_what::new_device().to_owned()), option("true", t::who_gets_what::already_enrolled().to_owned())];
    let wrong = Signal::derive(move || {
        asked.question.with(|question| (!question.has_version()).then(|| t::errors::os_version_syntax().to_owned()))
    });
    let asks = Memo::new(move |_| branches.with(|branches| !branches.is_empty()));
    let options = Signal::derive(move || {
        let now = answers.get();
        branches.with(|branches| organization.with_value(|name| answer_options(branches, &now, name)))
    });
    view! {
        <form class="card who-form" role="search" aria-label=t::who_gets_what::title() on:submit=|event| event.prevent_default()>
            <PersonPicker label=t::who_gets_what::person() picked=picked on_pick=pick/>
            <Select label=t::who_gets_what::device() value=platform options=Signal::stored(platforms)/>
            <TextInput
                label=t::who_gets_what::version()
                value=version
                error=wrong
                suggestions=Signal::stored(VERSIONS.map(str::to_owned).to_vec())
            />
            <Select label=t::who_gets_what::since() value=enrolled options=Signal::stored(histories)/>
            {move || asks.get().then(|| view! { <Select label=t::who_gets_what::answer() value=answers options=options/> })}
        </form>
    }
    .into_any()
}

fn option(value: &str, label: String) -> SelectOption {
    SelectOption { value: value.to_owned(), label, heading: "" }
}

/// Not answered, half an answer where there are two questions, and each branch. What the address says is always among them.
fn answer_options(branches: &[Branch], now: &str, organization: &str) -> Vec<SelectOption> {
    let half = answers_as_word(Answers { who_owns: Some(Ownership::Personal), how_much: None });
    let mut options = vec![option("", t::who_gets_what::not_answered().to_owned())];
    if branches.len() == Branch::ALL.len() || now == half {
        options.push(option(&half, t::who_gets_what::answers_own().to_owned()));
    }
    let shown = Branch::ALL.into_iter().filter(|branch| branches.contains(branch) || now == word_of(*branch));
    options.extend(shown.map(|branch| option(&word_of(branch), type_words::branch(branch, organization))));
    options
}

/// The answers that lead to a branch.
fn word_of(branch: Branch) -> String {
    answers_as_word(match branch {
        Branch::OwnWorkData => Answers { who_owns: Some(Ownership::Personal), how_much: Some(Extent::WorkData) },
        Branch::OwnEntireDevice => Answers { who_owns: Some(Ownership::Personal), how_much: Some(Extent::EntireDevice) },
        Branch::CompanyOwns => Answers { who_owns: Some(Ownership::Company), how_much: None },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(branches: &[Branch], now: &str) -> Vec<String> {
        answer_options(branches, now, "Contoso").into_iter().map(|option| option.value).collect()
    }

    #[test]
    fn half_an_answer_is_offered_where_there_are_two_questions() {
        assert_eq!(values(&Branch::ALL, ""), ["", "personal", "personal/workData", "personal/entireDevice", "company"]);
        assert_eq!(values(&[Branch::OwnWorkData, Branch::CompanyOwns], ""), ["", "personal/workData", "company"]);
    }

    #[test]
    fn what_the_address_says_can_be_seen_although_it_is_not_offered() {
        assert_eq!(values(&[Branch::OwnWorkData, Branch::OwnEntireDevice], "company").last().map(String::as_str), Some("company"));
    }
}
