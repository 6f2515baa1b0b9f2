//! What enrolling would do: with the profile that applies, or with each between which it cannot be told.

use enrollment::device::Platform;
use enrollment::outcome::{Enrolls, Erased, Managed, Sees, Verdict};
use leptos::prelude::*;

use super::telling;
use crate::backend::graph::who_gets_what::{Explanation, Outcome, Possible, Restricted};
use crate::features::profiles::type_words;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::Paths;
use crate::ui::{Card, Fact, Facts, LinkButton, Note, Tag, Tone};

/// What sentences about a result need to know.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// What they call the person.
    pub name: &'a str,
    /// What they call the organization.
    pub organization: &'a str,
    /// The system of the device.
    pub platform: Platform,
    /// Where a profile is.
    pub paths: Paths,
}

/// The result on a card.
pub fn result(explanation: &Explanation, about: About<'_>) -> AnyView {
    let is_one = explanation.results.len() == 1;
    let uncertain = (!is_one || !explanation.is_certain).then(|| {
        let sentence = t::who_gets_what::uncertain(about.name);
        view! { <Note tone=Tone::Warn><p>{sentence}</p></Note> }
    });
    let results = explanation.results.iter().map(|result| possible(result, about)).collect_view();
    view! {
        <Card padded=true>
            <h2>{t::who_gets_what::result()}</h2>
            {uncertain}
            {results}
            <p class="soft small">{t::who_gets_what::not_proof()}</p>
        </Card>
    }
    .into_any()
}

fn possible(result: &Possible, about: About<'_>) -> AnyView {
    let About { name, platform, paths, .. } = about;
    let built_in = result.profile.is_none().then(|| view! { <p class="small">{t::who_gets_what::built_in_text(name)}</p> });
    let outcomes = match (result.question, result.outcomes.as_slice()) {
        (None, [outcome]) => outcome_in_full(outcome, about),
        (question, outcomes) => {
            let question = question.map(|question| {
                let question = telling::question(question, platform);
                view! { <p class="small">{t::who_gets_what::answer_decides(&question)}</p> }
            });
            let branches = outcomes.iter().map(|outcome| branch(outcome, about)).collect_view();
            view! { {question} <div class="stack">{branches}</div> }.into_any()
        }
    };
    let link = result.profile.as_ref().and_then(|profile| profile.id.as_deref()).map(|id| {
        view! { <LinkButton label=t::who_gets_what::view_profile() href=paths.profile(id)/> }
    });
    view! {
        <section class="who-result">
            <h3><bdi>{telling::result_name(result)}</bdi></h3>
            {built_in}
            {outcomes}
            {link}
        </section>
    }
    .into_any()
}

/// One of the answers that are still possible, in short.
fn branch(outcome: &Outcome, about: About<'_>) -> AnyView {
    let title = outcome.branch.map(|branch| type_words::branch(branch, about.organization));
    view! {
        <div>
            <h4>{title}</h4>
            <p class="small">{type_words::outcome((outcome.owner, outcome.method))} " " {enrolls(outcome)}</p>
            {why_not(outcome, about.platform)}
        </div>
    }
    .into_any()
}

fn outcome_in_full(outcome: &Outcome, about: About<'_>) -> AnyView {
    let Outcome { owner, method, manages, sees, erases, restrictions, fallback, branch, .. } = outcome;
    let managed = match manages {
        Managed::WorkData => t::who_gets_what::managed_work(),
        Managed::WholeDevice => t::who_gets_what::managed_whole(),
    };
    let sees = match sees {
        Sees::CompanyDevice => t::who_gets_what::company_device(),
        Sees::WorkData => t::wizard::sees_work(),
        Sees::PersonalDevice => t::wizard::sees_device(),
    };
    let erased = match erases {
        Erased::WorkVolume => t::wizard::erased_work(),
        Erased::Installed => t::wizard::erased_device(),
    };
    let answered = branch.map(|branch| {
        let words = type_words::branch(branch, about.organization);
        view! { <Fact term=t::who_gets_what::answer()>{words}</Fact> }
    });
    let stands_in = fallback.as_ref().map(|(from, version)| {
        let sentence = t::who_gets_what::fallback(type_words::method(*from), telling::system(about.platform), version);
        view! { <Note><p>{sentence}</p></Note> }
    });
    let (refusals, enrolls, restricted) = (why_not(outcome, about.platform), enrolls(outcome), restricted(restrictions));
    let (method, owner) = (type_words::method(*method), type_words::ownership(*owner));
    view! {
        {refusals}
        {stands_in}
        <Facts>
            {answered}
            <Fact term=t::who_gets_what::enrollment()>{method} " " {enrolls}</Fact>
            <Fact term=t::who_gets_what::ownership()>{owner}</Fact>
            <Fact term=t::who_gets_what::managed()>{managed}</Fact>
            <Fact term=t::who_gets_what::sees()>{sees}</Fact>
            <Fact term=t::who_gets_what::on_removal()>{erased}</Fact>
            <Fact term=t::who_gets_what::restriction()>{restricted}</Fact>
        </Facts>
    }
    .into_any()
}

fn enrolls(outcome: &Outcome) -> AnyView {
    let (tone, word) = match outcome.enrolls {
        Enrolls::Yes => (Tone::Brand, t::who_gets_what::enrolls()),
        Enrolls::No => (Tone::Bad, t::who_gets_what::does_not_enroll()),
        Enrolls::Unknown => (Tone::Warn, t::who_gets_what::enrolls_unknown()),
    };
    view! { <Tag tone=tone>{word}</Tag> }.into_any()
}

/// Every reason why the device does not enroll.
fn why_not(outcome: &Outcome, platform: Platform) -> Option<AnyView> {
    (!outcome.refusals.is_empty()).then(|| {
        let reasons = outcome.refusals.iter().map(|refusal| view! { <p>{telling::refusal(refusal, platform)}</p> }).collect_view();
        view! { <Note tone=Tone::Bad>{reasons}</Note> }.into_any()
    })
}

fn restricted(restrictions: &[Restricted]) -> AnyView {
    if restrictions.is_empty() {
        return t::who_gets_what::restriction_none().into_any();
    }
    let one = |restricted: &Restricted| {
        let (tone, word) = match restricted.verdict {
            Verdict::Overridden => (Tone::Warn, t::who_gets_what::restriction_overridden()),
            Verdict::Allows => (Tone::Neutral, t::who_gets_what::restriction_allows()),
            Verdict::Refuses => (Tone::Bad, t::who_gets_what::restriction_refuses()),
            Verdict::Unknown => (Tone::Warn, t::who_gets_what::restriction_unknown()),
        };
        view! { <p><bdi>{restricted.name.clone()}</bdi> " " <Tag tone=tone>{word}</Tag></p> }
    };
    restrictions.iter().map(one).collect_view().into_any()
}
