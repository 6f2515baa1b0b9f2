//! The files that were chosen. They are read at once, so that what is imported is what was checked, whatever becomes of the
//! file meanwhile; and their text stays with the browser, because it may be large.

use enrollment::directory_import::TableKind;
use js_sys::JsString;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::backend::directory_import::{LARGEST, body};
use crate::i18n::{intl, t};

/// What decoders put in the place of what is not UTF-8.
const NOT_UTF8: &str = "\u{fffd}";

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Begun,
    Done,
    TooLarge,
    NotUtf8,
    Failed,
}

/// A file that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ChosenFile {
    name: String,
    size: u64,
    reading: Reading,
}

/// The place for one file.
#[derive(Clone, Copy)]
pub struct Slot {
    file: RwSignal<Option<ChosenFile>>,
    text: StoredValue<Option<JsString>, LocalStorage>,
    /// How often a file was chosen here.
    turn: StoredValue<u32>,
}

impl Slot {
    fn empty() -> Self {
        Self { file: RwSignal::new(None), text: StoredValue::new_local(None), turn: StoredValue::new(0) }
    }

    /// The name of the file, tracked.
    pub fn name(self) -> Option<String> {
        self.file.with(|file| Some(file.as_ref()?.name.clone()))
    }

    /// Why the file cannot be taken, tracked.
    pub fn mistake(self) -> Option<String> {
        self.file.with(|file| mistake(file.as_ref()?))
    }

    fn choose(self, file: Option<File>) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        self.text.set_value(None);
        let Some(file) = file else { return self.file.set(None) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number from 0")]
        let size = file.size() as u64;
        let reading = if size > LARGEST { Reading::TooLarge } else { Reading::Begun };
        self.file.set(Some(ChosenFile { name: file.name(), size, reading }));
        if reading == Reading::Begun {
            spawn_local(async move {
                let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.dyn_into::<JsString>().ok());
                // Another file may have been chosen meanwhile.
                if self.turn.try_get_value() == Some(turn) {
                    self.note(text);
                }
            });
        }
    }

    fn note(self, text: Option<JsString>) {
        let reading = match &text {
            None => Reading::Failed,
            Some(text) if text.includes(NOT_UTF8, 0) => Reading::NotUtf8,
            Some(_) => Reading::Done,
        };
        self.text.set_value(text.filter(|_| reading == Reading::Done));
        self.file.update(|file| {
            if let Some(file) = file {
                file.reading = reading;
            }
        });
    }
}

/// The three places, and whether the files are complete.
#[derive(Clone, Copy)]
pub struct ChosenFiles {
    slots: [Slot; 3],
    /// What no file names is removed.
    pub remove_missing: RwSignal<bool>,
    /// How often something was chosen.
    rounds: RwSignal<u32>,
}

impl ChosenFiles {
    /// Nothing is chosen yet.
    pub fn none() -> Self {
        let slots = [Slot::empty(), Slot::empty(), Slot::empty()];
        Self { slots, remove_missing: RwSignal::new(false), rounds: RwSignal::new(0) }
    }

    /// The place for the file of this kind.
    pub const fn slot(self, kind: TableKind) -> Slot {
        let [people, groups, members] = self.slots;
        match kind {
            TableKind::People => people,
            TableKind::Groups => groups,
            TableKind::Members => members,
        }
    }

    /// Chooses a file, or none, in the place of the one before.
    pub fn choose(self, kind: TableKind, file: Option<File>) {
        self.slot(kind).choose(file);
        self.begin_round();
    }

    /// Chooses whether the files are complete.
    pub fn choose_remove_missing(self, remove: bool) {
        self.remove_missing.set(remove);
        self.begin_round();
    }

    fn begin_round(self) {
        self.rounds.update(|rounds| *rounds = rounds.wrapping_add(1));
    }

    /// Counts up whenever something else is chosen.
    pub const fn round(self) -> RwSignal<u32> {
        self.rounds
    }

    /// The name of the file of this kind.
    pub fn name(self, kind: TableKind) -> String {
        self.slot(kind).file.with_untracked(|file| file.as_ref().map(|file| file.name.clone())).unwrap_or_default()
    }

    /// Why the files cannot be checked yet, tracked.
    pub fn obstacle(self) -> Option<String> {
        let files: Vec<ChosenFile> = self.slots.iter().filter_map(|slot| slot.file.get()).collect();
        obstacle(&files)
    }

    /// What is sent.
    pub fn body(self) -> Value {
        let texts = self.slots.map(|slot| slot.text.with_value(|text| text.as_ref().map(String::from)));
        body(texts, self.remove_missing.get_untracked())
    }
}

fn mistake(file: &ChosenFile) -> Option<String> {
    match file.reading {
        Reading::Begun | Reading::Done => None,
        Reading::TooLarge => {
            Some(t::import::too_large(&intl::number(file.size.div_ceil(1024 * 1024)), &intl::number(LARGEST / 1024 / 1024)))
        }
        Reading::NotUtf8 => Some(t::errors::not_utf8().to_owned()),
        Reading::Failed => Some(t::import::unreadable().to_owned()),
    }
}

fn obstacle(files: &[ChosenFile]) -> Option<String> {
    let any = |wanted: &[Reading]| files.iter().any(|file| wanted.contains(&file.reading));
    let reason = if files.is_empty() {
        t::import::choose_first()
    } else if any(&[Reading::TooLarge, Reading::NotUtf8, Reading::Failed]) {
        t::import::remove_first()
    } else if any(&[Reading::Begun]) {
        t::import::reading()
    } else if files.iter().map(|file| file.size).sum::<u64>() > LARGEST {
        t::import::too_large_together()
    } else {
        return None;
    };
    Some(reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(size: u64, reading: Reading) -> ChosenFile {
        ChosenFile { name: "people.csv".to_owned(), size, reading }
    }

    #[test]
    fn what_was_read_can_be_checked() {
        assert_eq!(obstacle(&[file(10, Reading::Done), file(20, Reading::Done)]), None);
    }

    #[test]
    fn what_stands_in_the_way_is_named() {
        assert_eq!(obstacle(&[]).as_deref(), Some("Choose at least one file."));
        assert_eq!(obstacle(&[file(10, Reading::Begun)]).as_deref(), Some("The files are being read."));
        for reading in [Reading::TooLarge, Reading::NotUtf8, Reading::Failed] {
            assert_eq!(obstacle(&[file(10, Reading::Begun), file(10, reading)]).as_deref(), Some("Remove the file that cannot be taken."));
        }
    }

    #[test]
    fn files_that_are_fine_alone_can_be_too_much_together() {
        let half = LARGEST / 2;
        assert_eq!(obstacle(&[file(half, Reading::Done), file(half, Reading::Done)]), None);
        assert!(obstacle(&[file(half, Reading::Done), file(half + 1, Reading::Done)]).is_some());
    }
}
