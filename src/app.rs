//! The shell of the app.

use leptos::prelude::*;

/// The whole app, from the router to the last dialog.
#[component]
pub fn App(
    /// The path below which the app and its server live.
    base_path: String,
) -> impl IntoView {
    view! { <h1>"Hello from Pomona below \"" {base_path} "\""</h1> }
}
