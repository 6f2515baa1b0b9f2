//! What needs attention: what is the matter, for whom, and the way to put it right.

use enrollment::attention::Concern;
use leptos::prelude::*;

use crate::backend::graph::overview::Attention;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Paths, WizardStep};
use crate::ui::{Icon, LinkButton};

/// The concerns as a list, the most pressing first as the server sends them.
pub fn list(concerns: &[Attention], paths: Paths, may_write: bool) -> AnyView {
    let rows = concerns.iter().map(|concern| row(concern, paths, may_write)).collect_view();
    view! { <ul class="concerns">{rows}</ul> }.into_any()
}

fn row(attention: &Attention, paths: Paths, may_write: bool) -> AnyView {
    let Attention { concern, profiles, people } = attention;
    let count = profiles.len() as u64;
    let (title, text) = match concern {
        Concern::RetiredType => (t::overview::retired(count), t::overview::retired_text()),
        Concern::ReachesNoOne => (t::overview::reaches_no_one(count), t::overview::reaches_no_one_text()),
        Concern::GroupMissing => (t::overview::group_missing(count), t::overview::group_missing_text()),
        Concern::PeopleWithoutProfile => (t::overview::without_profile(*people), t::overview::without_profile_text()),
        Concern::NeverApplies => (t::overview::never_applies(count), t::overview::never_applies_text()),
    };
    let whom = match concern {
        Concern::RetiredType if *people > 0 => Some(t::overview::retired_people(*people)),
        Concern::NeverApplies if *people > 0 => Some(t::overview::never_applies_people(*people)),
        _ => None,
    };
    let is_wrong = matches!(concern, Concern::RetiredType | Concern::GroupMissing);
    let names = profiles.iter().map(|profile| {
        let href = paths.profile(&profile.id);
        view! { <li><a href=href><bdi>{profile.display_name.clone()}</bdi></a></li> }
    });
    let names = (count > 0).then(|| view! { <ul class="listed">{names.collect_view()}</ul> });
    let link = way(attention, paths, may_write).map(|(label, href)| view! { <LinkButton label=label href=href/> });
    view! {
        <li>
            <span class="concern-icon" class:bad=is_wrong>
                {if is_wrong { Icon::Cross } else { Icon::Warning }.view()}
            </span>
            <div>
                <h2>{title}</h2>
                {names}
                <p class="small soft">{whom} " " {text}</p>
            </div>
            {link}
        </li>
    }
    .into_any()
}

/// Where something can be done about it, where that is one place.
fn way(attention: &Attention, paths: Paths, may_write: bool) -> Option<(&'static str, String)> {
    match (attention.concern, attention.profiles.as_slice()) {
        (Concern::RetiredType, _) => Some((t::overview::see_them(), [paths.enrollment_types().as_str(), "?type=user"].concat())),
        (Concern::NeverApplies, _) => Some((t::overview::see_order(), paths.enrollment_types())),
        (Concern::PeopleWithoutProfile, _) if may_write => Some((t::overview::create_profile(), paths.create_profile(WizardStep::Basics))),
        (Concern::ReachesNoOne | Concern::GroupMissing, [one]) if may_write => {
            Some((t::overview::change_assignments(), paths.edit_profile(&one.id, WizardStep::Assignments)))
        }
        _ => None,
    }
}
