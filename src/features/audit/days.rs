//! Days where the person is, and the moments at which they begin and end.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// Today, or so many days before, as `2026-11-24`.
pub fn days_ago(days: u32) -> String {
    let date = Date::new_0();
    date.set_hours(12);
    date.set_date(date.get_date().wrapping_sub(days));
    let two = |number: u32| if number < 10 { format!("0{number}") } else { number.to_string() };
    format!("{}-{}-{}", date.get_full_year(), two(date.get_month() + 1), two(date.get_date()))
}

/// When a day begins, as Graph writes moments; empty when it is none.
pub fn begin(day: &str) -> String {
    moment(day, "T00:00:00")
}

/// When a day ends.
pub fn end(day: &str) -> String {
    moment(day, "T23:59:59.999")
}

fn moment(day: &str, time: &str) -> String {
    // A text without a zone means the zone of the browser.
    let date = Date::new(&JsValue::from_str(&[day, time].concat()));
    if day.len() == 10 && !date.get_time().is_nan() { date.to_iso_string().into() } else { String::new() }
}
