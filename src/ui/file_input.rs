//! A file of the person's own, chosen or dropped.

use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::{File, FileList};

use super::field::FieldWords;
use super::{Button, Icon, Weight};
use crate::dom::focus;
use crate::dom::id::Id;
use crate::i18n::t;
use crate::markup::view;

/// A labelled `<input type="file">` on a surface that files can be dropped on, with a button that takes the file back.
/// The browser's own field shows the name of the file and works by keyboard.
#[component]
pub fn FileInput(
    /// Which file is asked for.
    #[prop(into)]
    label: TextProp,
    /// The endings and media types that the browser offers: ".csv,text/csv".
    accept: &'static str,
    /// The name of the file that was chosen.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// Called with the file, or with nothing when it is taken back.
    #[prop(into)]
    on_choose: UnsyncCallback<Option<File>>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with the file.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = Id::unique("file");
    let input = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let words = FieldWords { id, label, hint, error, optional: true };
    let choose = move |files: Option<FileList>| on_choose.run(files.and_then(|files| files.get(0)));
    let drop = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let files = event.data_transfer().and_then(|data| data.files()).filter(|files| files.length() > 0);
        if let (Some(input), Some(files)) = (input.get_untracked(), files) {
            input.set_files(Some(&files));
            choose(Some(files));
        }
    };
    let clear = move |()| {
        if let Some(input) = input.get_untracked() {
            input.set_value("");
            focus::focus_in_place(&input);
        }
        on_choose.run(None);
    };
    let control = view! {
        <input
            id=id.to_string()
            class="file"
            type="file"
            accept=accept
            aria-invalid=words.invalid()
            aria-describedby=words.described_by(None)
            on:change=move |_| choose(input.get_untracked().and_then(|input| input.files()))
            node_ref=input
        />
        {move || {
            chosen.get().map(|name| {
                view! { <div><Button label=t::ui::remove(&name) icon=Icon::Cross weight=Weight::Bare on_press=clear/></div> }
            })
        }}
    };
    let field = words.around(control.into_any());
    view! {
        <div
            class="drop"
            class:over=move || is_over.get()
            on:dragover=move |event| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            {field}
        </div>
    }
    .into_any()
}
