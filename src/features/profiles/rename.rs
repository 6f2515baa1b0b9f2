//! What a new name does to dynamic groups that find their devices by the old one.

use enrollment::membership_rule;
use enrollment::text::{ProfileName, fold_case};
use leptos::prelude::*;

use super::load;
use crate::backend::{use_backend, use_query};
use crate::features::wizard::Wizard;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{CopyButton, Note, Tone};

/// Names the groups as soon as the name is another, with the rule that they need then.
#[component]
pub fn RenameWarning(
    /// The draft.
    wizard: Wizard,
) -> impl IntoView {
    let backend = use_backend();
    let old = wizard.before.with_untracked(|before| before.as_ref().map(|before| before.draft.name.clone()));
    let key = old.as_deref().map(fold_case);
    let users = use_query(move || old.clone(), move |name| load::name_users(backend.graph(), name));
    let rule = Memo::new(move |_| {
        let name = wizard.name.with(|name| ProfileName::parse(name).ok())?;
        (Some(name.key()) != key).then(|| membership_rule::for_profile(&name))
    });
    let renamed = Memo::new(move |_| rule.with(Option::is_some));
    let warning = move || {
        let names = users.state.with(|users| users.latest().cloned()).filter(|names| !names.is_empty() && renamed.get())?;
        let text = Signal::derive(move || rule.get().unwrap_or_default());
        Some(
            view! {
                <Note tone=Tone::Warn>
                    <p>{t::profiles::rename_warning(names.len() as u64, &intl::list(&names))}</p>
                    <CopyButton text=text label=t::profiles::copy_new_rule()/>
                </Note>
            }
            .into_any(),
        )
    };
    view! { <div role="status">{warning}</div> }.into_any()
}
