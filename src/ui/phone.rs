//! A phone around what a device user sees. Presentation only: the content works as it does on a phone.

use crate::markup::view;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A `<figure>` that looks like a phone, with its caption below.
#[component]
pub fn Phone(
    /// What the picture shows.
    #[prop(into)]
    caption: TextProp,
    /// What stands on the screen.
    children: Children,
) -> impl IntoView {
    view! {
        <figure class="phone-frame">
            <div class="phone">
                <div class="screen">
                    <span class="island" aria-hidden="true"></span>
                    {children()}
                </div>
            </div>
            <figcaption>{move || caption.get()}</figcaption>
        </figure>
    }
    .into_any()
}
