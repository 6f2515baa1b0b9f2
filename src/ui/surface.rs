//! Surfaces: a card, a note, a tag.

use leptos::prelude::*;

use super::Icon;
use crate::markup::view;

/// What a color means. The words beside it always say it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Recommended, right, ours.
    Brand,
    /// Worth knowing.
    Info,
    /// Take care.
    Warn,
    /// Wrong, or refused.
    Bad,
}

impl Tone {
    const fn tag_class(self) -> &'static str {
        match self {
            Self::Neutral => "tag",
            Self::Brand => "tag brand",
            Self::Info => "tag info",
            Self::Warn => "tag warn",
            Self::Bad => "tag bad",
        }
    }

    pub(super) const fn note_class(self) -> &'static str {
        match self {
            Self::Neutral | Self::Info => "note",
            Self::Brand => "note good",
            Self::Warn => "note warn",
            Self::Bad => "note bad",
        }
    }

    pub(super) const fn icon(self) -> Icon {
        match self {
            Self::Neutral | Self::Info => Icon::Info,
            Self::Brand => Icon::Check,
            Self::Warn | Self::Bad => Icon::Warning,
        }
    }
}

/// A raised surface.
#[component]
pub fn Card(
    /// Whether the content keeps a distance from the edge; lists and tables bring their own.
    #[prop(optional)]
    padded: bool,
    /// What stands on it.
    children: Children,
) -> impl IntoView {
    view! { <section class="card" class:pad=padded>{children()}</section> }.into_any()
}

/// A few sentences that stand out, with a picture for their tone.
#[component]
pub fn Note(
    /// What the color means.
    #[prop(default = Tone::Info)]
    tone: Tone,
    /// It appears while the person works, so it is read aloud: politely, or at once when it is bad.
    #[prop(optional)]
    live: bool,
    /// The sentences.
    children: Children,
) -> impl IntoView {
    let role = live.then_some(if tone == Tone::Bad { "alert" } else { "status" });
    view! {
        <div class=tone.note_class() role=role>
            {tone.icon().view()}
            <div>{children()}</div>
        </div>
    }
    .into_any()
}

/// A word or two about the thing beside it.
#[component]
pub fn Tag(
    /// What the color means.
    #[prop(optional)]
    tone: Tone,
    /// The id, when something is described by it.
    #[prop(optional, into)]
    id: Option<String>,
    /// The word or two.
    children: Children,
) -> impl IntoView {
    view! { <span class=tone.tag_class() id=id>{children()}</span> }.into_any()
}
