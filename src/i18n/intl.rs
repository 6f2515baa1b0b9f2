//! Numbers, plural forms, lists and times by the browser's `Intl`, each formatter made once.

use std::cell::RefCell;

use js_sys::Intl::{DateTimeFormat, ListFormat, NumberFormat, PluralRules};
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::i18n::t;

/// The plural forms of Unicode's CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// Used by Arabic, for nothing.
    Zero,
    /// The form for one.
    One,
    /// The form for two.
    Two,
    /// The form for a few.
    Few,
    /// The form for many.
    Many,
    /// The form for everything else.
    Other,
}

struct Formats {
    number: Function,
    plural: PluralRules,
    list: ListFormat,
    time: Function,
    day: Function,
    day_and_year: Function,
    exact: Function,
    full: Function,
}

thread_local! {
    /// The language that the page around the portal asks for; empty when it does not say.
    static ASKED: RefCell<String> = const { RefCell::new(String::new()) };
    static FORMATS: Formats = Formats::new();
}

impl Formats {
    fn new() -> Self {
        let locales = Array::of1(&JsValue::from_str(&locale()));
        let date = |options: &[(&str, &str)]| DateTimeFormat::new(&locales, &object(options)).format();
        Self {
            number: NumberFormat::new(&locales, &Object::new()).format(),
            plural: PluralRules::new(&locales, &Object::new()),
            list: ListFormat::new(&locales, &object(&[])),
            time: date(&[("timeStyle", "short")]),
            day: date(&[("month", "short"), ("day", "numeric")]),
            day_and_year: date(&[("dateStyle", "medium")]),
            exact: date(&[("dateStyle", "medium"), ("timeStyle", "medium")]),
            full: date(&[("dateStyle", "full"), ("timeStyle", "long")]),
        }
    }
}

/// Asks for the dates and numbers of `language` (BCP 47). Has no effect once something was formatted.
pub fn ask_for(language: &str) {
    ASKED.with_borrow_mut(|asked| language.clone_into(asked));
}

/// The variant of English that the page or else the browser prefers, so that dates look as the reader expects.
fn locale() -> String {
    let asked = ASKED.with_borrow(String::clone);
    let browser = web_sys::window().and_then(|window| window.navigator().language());
    // A bare "en" says that the words are English, and nothing about how the reader writes dates.
    [Some(asked).filter(|asked| asked != "en"), browser]
        .into_iter()
        .flatten()
        .find(|language| is_english(language))
        .unwrap_or_else(|| "en".to_owned())
}

/// Whether this is a tag of English that `Intl` takes; it throws on those that are malformed.
fn is_english(language: &str) -> bool {
    let mut parts = language.split('-');
    let well_formed = |part: &str| (2..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric());
    parts.next() == Some("en") && parts.all(well_formed)
}

fn object(options: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in options {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object
}

/// `count` with its digits grouped.
pub fn number(count: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts of people and devices stay far below 2^53")]
    let value = JsValue::from_f64(count as f64);
    FORMATS.with(|formats| call(&formats.number, &value)).unwrap_or_else(|| count.to_string())
}

/// The plural form that goes with `count`.
pub fn plural(count: u64) -> Plural {
    #[expect(clippy::cast_precision_loss, reason = "counts of people and devices stay far below 2^53")]
    let form = FORMATS.with(|formats| formats.plural.select(count as f64));
    match String::from(form).as_str() {
        "zero" => Plural::Zero,
        "one" => Plural::One,
        "two" => Plural::Two,
        "few" => Plural::Few,
        "many" => Plural::Many,
        _ => Plural::Other,
    }
}

/// `items` as the language lists them: "Sales, Support, and Finance".
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    let array = Array::new();
    for item in items {
        array.push(&JsValue::from_str(item.as_ref()));
    }
    FORMATS.with(|formats| String::from(formats.list.format(&array)))
}

/// A moment as a list shows it: today with the time, yesterday, the day, or the day and the year.
/// `None` when `moment` is not a date.
pub fn recent(moment: &str) -> Option<String> {
    let then = parsed(moment)?;
    let now = Date::new_0();
    let yesterday = Date::new_0();
    yesterday.set_date(now.get_date().wrapping_sub(1));
    let same_day = |other: &Date| then.to_date_string() == other.to_date_string();
    FORMATS.with(|formats| {
        if same_day(&now) {
            Some(t::ui::today_at(&call(&formats.time, &then)?))
        } else if same_day(&yesterday) {
            Some(t::ui::yesterday().to_owned())
        } else if then.get_full_year() == now.get_full_year() {
            call(&formats.day, &then)
        } else {
            call(&formats.day_and_year, &then)
        }
    })
}

/// A moment with its day and its time to the second. `None` when `moment` is not a date.
pub fn exact(moment: &str) -> Option<String> {
    let then = parsed(moment)?;
    FORMATS.with(|formats| call(&formats.exact, &then))
}

/// A moment in full, with its time zone. `None` when `moment` is not a date.
pub fn full(moment: &str) -> Option<String> {
    let then = parsed(moment)?;
    FORMATS.with(|formats| call(&formats.full, &then))
}

fn parsed(moment: &str) -> Option<Date> {
    let date = Date::new(&JsValue::from_str(moment));
    (!date.get_time().is_nan()).then_some(date)
}

fn call(format: &Function, value: &JsValue) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, value).ok()?.dyn_into::<js_sys::JsString>().ok().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::is_english;

    #[test]
    fn a_malformed_language_is_not_asked_for() {
        assert!(is_english("en"));
        assert!(is_english("en-GB"));
        assert!(is_english("en-Latn-US"));
        for tag in ["", "de", "en_US", "en-", "en-x", "english", "EN"] {
            assert!(!is_english(tag), "{tag}");
        }
    }
}
