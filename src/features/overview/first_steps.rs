//! What to do first, where nothing is set up yet.

use leptos::prelude::*;

use crate::i18n::t;
use crate::markup::view;
use crate::paths::{DirectoryPlace, Paths, SettingsPart, WizardStep};
use crate::ui::{Card, LinkButton};

/// The steps, each with the way to it for whoever may take it.
pub fn first_steps(paths: Paths, may_write: bool) -> AnyView {
    let steps = [
        (t::overview::import(), t::overview::import_text(), t::overview::import_action(), paths.directory_place(&DirectoryPlace::Import)),
        (t::overview::create(), t::overview::create_text(), t::overview::create_profile(), paths.create_profile(WizardStep::Basics)),
        (
            t::overview::invite(),
            t::overview::invite_text(),
            t::overview::invite_action(),
            paths.settings_part(SettingsPart::Administrators),
        ),
    ];
    let steps = steps.into_iter().map(move |(title, text, action, href)| {
        let link = may_write.then(|| view! { <LinkButton label=action href=href/> });
        view! { <li><div><h3>{title}</h3> <p class="small soft">{text}</p></div> {link}</li> }
    });
    view! {
        <Card padded=true>
            <h2>{t::overview::first_steps()}</h2>
            <ol class="first-steps">{steps.collect_view()}</ol>
            {(!may_write).then(|| view! { <p class="soft">{t::overview::first_steps_reader()}</p> })}
        </Card>
    }
    .into_any()
}
