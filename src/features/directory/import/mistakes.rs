//! What is wrong with the files, by file and line.

use enrollment::directory_import::TableKind;
use enrollment::error::FieldError;
use leptos::prelude::*;

use super::chosen::ChosenFiles;
use crate::backend::ApiError;
use crate::backend::sentences::{detail_sentence, sentence};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Card, Note, Tone};

/// The mistakes of one file, in the order of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OfFile {
    kind: TableKind,
    sentences: Vec<String>,
}

/// Sorts mistakes by file; what belongs to none comes second.
fn by_file(details: &[FieldError]) -> (Vec<OfFile>, Vec<String>) {
    let file_of = |detail: &FieldError| {
        let table = detail.pointer.split('/').nth(1)?;
        TableKind::ALL.into_iter().find(|kind| kind.as_str() == table)
    };
    let mut files: Vec<OfFile> = Vec::new();
    for kind in TableKind::ALL {
        let sentences: Vec<String> = details.iter().filter(|detail| file_of(detail) == Some(kind)).map(in_its_place).collect();
        if !sentences.is_empty() {
            files.push(OfFile { kind, sentences });
        }
    }
    (files, details.iter().filter(|detail| file_of(detail).is_none()).map(detail_sentence).collect())
}

/// The sentence with the line, and the column where the mistake is in one cell.
fn in_its_place(detail: &FieldError) -> String {
    let (line, sentence) = (detail.parameter("line"), detail_sentence(detail));
    match detail.pointer.split('/').nth(3) {
        _ if line.is_empty() => sentence,
        Some(column) => t::import::at_cell(line, column, &sentence),
        None => t::import::at_line(line, &sentence),
    }
}

/// Why the files were refused, or could not be checked.
pub fn view(error: &ApiError, chosen: ChosenFiles) -> AnyView {
    let (files, rest) = by_file(error.details());
    if files.is_empty() {
        let (sentence, id) = (sentence(error), error.request_id());
        let id = id.map(|id| view! { <p class="small">{t::ui::request_id(&id)}</p> });
        return view! { <Note tone=Tone::Bad live=true><p>{sentence}</p> {id}</Note> }.into_any();
    }
    let count = files.iter().map(|file| file.sentences.len() as u64).sum();
    let rest = rest.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    let lists = files.into_iter().map(|OfFile { kind, sentences }| {
        let name = chosen.name(kind);
        let lines = sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
        view! {
            <Card padded=true>
                <h3><bdi>{name}</bdi></h3>
                <ul class="plain-list">{lines}</ul>
            </Card>
        }
    });
    view! {
        <Note tone=Tone::Bad live=true><p>{t::import::mistakes(count)}</p> {rest}</Note>
        {lists.collect_view()}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use enrollment::error::Code;

    use super::*;

    fn at(pointer: &str, line: &str) -> FieldError {
        FieldError::new(Code::ValueRequired, pointer).with("line", line)
    }

    #[test]
    fn mistakes_are_told_by_file_and_line() {
        let details = [
            at("/groups/0/displayName", "2"),
            at("/people/1/displayName", "3"),
            FieldError::new(Code::CsvSeparator, "/people").with("line", "1"),
            FieldError::new(Code::NotFound, ""),
        ];
        let (files, rest) = by_file(&details);
        assert_eq!(files.iter().map(|file| file.kind).collect::<Vec<_>>(), [TableKind::People, TableKind::Groups]);
        assert_eq!(files[0].sentences, ["Line 3, displayName: Fill in this cell.", "Line 1: The columns have to be separated by commas."]);
        assert_eq!(rest.len(), 1);
    }
}
