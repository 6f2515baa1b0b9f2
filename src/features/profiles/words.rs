//! Pieces that list and page share: the name of a profile, a recipient in words, a moment in time.

use enrollment::assignment::FilterMode;
use enrollment::graph::received::Profile;
use leptos::prelude::*;

use super::audience::{Recipient, Who};
use crate::i18n::{intl, t};
use crate::markup::view;

/// The name of a profile, or words in its place.
pub fn name(profile: &Profile) -> String {
    let name = profile.display_name.as_deref().filter(|name| !name.trim().is_empty());
    name.map_or_else(|| t::profiles::no_name().to_owned(), str::to_owned)
}

/// Whom an assignment names, without what is special about it.
pub fn who(who: &Who) -> String {
    match who {
        Who::AllUsers => t::profiles::all_users().to_owned(),
        Who::Group(group) => group.display_name.clone(),
        Who::UnknownGroup(id) => t::profiles::unknown_group(id),
        Who::Foreign(word) => word.clone(),
    }
}

/// Whom an assignment names, and whether they are kept out.
pub fn recipient(recipient: &Recipient) -> String {
    let name = who(&recipient.who);
    if recipient.excluded { t::profiles::excluded_name(&name) } else { name }
}

/// What is special about an assignment: a filter, or that this version does not know it.
pub fn remark(recipient: &Recipient) -> Option<&'static str> {
    match (&recipient.who, recipient.filter) {
        (Who::Foreign(_), _) => Some(t::enrollment_type::tag_not_known()),
        (_, mode) => mode.map(filter),
    }
}

/// What a filter does.
pub fn filter(mode: FilterMode) -> &'static str {
    match mode {
        FilterMode::Include => t::profiles::filter_include(),
        FilterMode::Exclude => t::profiles::filter_exclude(),
    }
}

/// A moment as people say it, and in full, where there is room for both.
pub fn moment_in_full(at: Option<String>) -> AnyView {
    let Some(at) = at else { return ().into_any() };
    let (Some(recent), Some(full)) = (intl::recent(&at), intl::full(&at)) else { return at.into_any() };
    view! { <time datetime=at>{recent} <span class="soft">" · " {full}</span></time> }.into_any()
}

/// A moment as people say it; in full for whoever points at it or has it read to them. What is no date stays as it came.
pub fn moment(at: Option<String>) -> AnyView {
    let Some(at) = at else { return ().into_any() };
    let (Some(recent), Some(full)) = (intl::recent(&at), intl::full(&at)) else { return at.into_any() };
    let title = full.clone();
    view! {
        <time class="moment" datetime=at title=title>
            <span aria-hidden="true">{recent}</span>
            <span class="unseen">{full}</span>
        </time>
    }
    .into_any()
}
