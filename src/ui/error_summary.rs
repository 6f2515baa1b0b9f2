//! What is wrong with a form, on top of it, with a link to each field.

use leptos::html;
use leptos::prelude::*;

use super::Icon;
use crate::dom::focus;
use crate::dom::id::Id;
use crate::i18n::t;
use crate::markup::view;

/// One mistake and where it can be put right.
#[derive(Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The id of the control, or of the fieldset; `None` when it belongs to no field of this form.
    pub field: Option<String>,
    /// What to do, the same sentence as beside the field.
    pub sentence: String,
}

/// Shows nothing while there is no mistake. When mistakes arrive it takes the focus, so that they are read first.
/// Set `mistakes` only when the person asks to go on; errors beside fields may change at any time.
#[component]
pub fn ErrorSummary(
    /// The mistakes in the order of the fields.
    #[prop(into)]
    mistakes: Signal<Vec<Mistake>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    let title = Id::unique("mistakes");
    Effect::new(move |_| {
        if mistakes.with(|mistakes| !mistakes.is_empty()) {
            request_animation_frame(move || {
                if let Some(summary) = summary.try_get_untracked().flatten() {
                    focus::focus(&summary);
                }
            });
        }
    });
    move || {
        let mistakes = mistakes.get();
        (!mistakes.is_empty()).then(|| {
            let items = mistakes.into_iter().map(|mistake| item(mistake, summary)).collect_view();
            view! {
                <div class="error-summary" role="group" aria-labelledby=title.to_string() tabindex="-1" node_ref=summary>
                    <h2 id=title.to_string()>{Icon::Warning.view()} {t::ui::error_summary_title()}</h2>
                    <ul>{items}</ul>
                </div>
            }
            .into_any()
        })
    }
}

fn item(mistake: Mistake, summary: NodeRef<html::Div>) -> AnyView {
    let Mistake { field, sentence } = mistake;
    let Some(field) = field else {
        return view! { <li>{sentence}</li> }.into_any();
    };
    let href = fragment_link(&field);
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let target = summary.get_untracked().and_then(|summary| focus::by_id(&summary, &field));
        if let Some(target) = target {
            focus::focus(&target);
        }
    };
    view! { <li><a href=href on:click=go>{sentence}</a></li> }.into_any()
}

/// A link to a place on this page. A bare `#id` would lead to the page's `<base>`.
fn fragment_link(id: &str) -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let search = location.search().unwrap_or_default();
    format!("{path}{search}#{id}")
}
