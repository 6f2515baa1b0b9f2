//! Why a screen, or a part of one, has nothing to show.

use leptos::prelude::*;

use crate::backend::ApiError;
use crate::backend::sentences::sentence;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{EmptyKind, EmptyState, ErrorState};

/// What went wrong with reading. Trying again is offered where that can change something.
pub fn failure(error: &ApiError, retry: Callback<()>) -> AnyView {
    let (kind, title, text) = match error {
        ApiError::Forbidden(_) => (EmptyKind::NotPermitted, t::shell::not_permitted_title(), t::shell::not_permitted_text()),
        ApiError::NotFound(_) => (EmptyKind::NoMatch, t::shell::gone_title(), t::shell::gone_text()),
        error => {
            return view! { <ErrorState sentence=sentence(error) request_id=error.request_id() on_retry=Some(retry)/> }.into_any();
        }
    };
    view! { <EmptyState kind=kind title=title text=text/> }.into_any()
}
