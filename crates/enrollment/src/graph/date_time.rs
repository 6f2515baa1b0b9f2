//! Graph's dates: ISO 8601 in UTC, written with 7 digits of a second, read with none to nine (GRAPH.md 1.4).

use time::{Date, Month, OffsetDateTime, Time};

/// Writes `2025-03-01T10:00:00.1234567Z`.
pub fn write_date_time(at: OffsetDateTime) -> String {
    let at = at.to_offset(time::UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:07}Z",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
        at.nanosecond() / 100
    )
}

/// Reads a date and time in UTC; `None` when it is not one.
pub fn read_date_time(text: &str) -> Option<OffsetDateTime> {
    let text = text.strip_suffix(['Z', 'z']).or_else(|| text.strip_suffix("+00:00"))?;
    let (date, clock) = text.split_once(['T', 't'])?;
    let mut date = date.splitn(3, '-');
    let (year, month, day): (i32, u8, u8) = (number(date.next()?, 4)?, number(date.next()?, 2)?, number(date.next()?, 2)?);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut clock = clock.splitn(3, ':');
    let (hour, minute, second): (u8, u8, u8) = (number(clock.next()?, 2)?, number(clock.next()?, 2)?, number(clock.next()?, 2)?);
    let nanosecond = match fraction.len() {
        0 => 0,
        digits @ 1..=9 => number::<u32>(fraction, digits)? * 10_u32.pow(u32::try_from(9 - digits).ok()?),
        _ => return None,
    };
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    Some(date.with_time(Time::from_hms_nano(hour, minute, second, nanosecond).ok()?).assume_utc())
}

fn number<T: std::str::FromStr>(text: &str, digits: usize) -> Option<T> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_back_from_what_was_written() {
        for text in ["2021-11-26T05:15:21.4365643Z", "0001-01-01T00:00:00.0000000Z", "2024-02-29T23:59:59.9999999Z"] {
            assert_eq!(read_date_time(text).map(write_date_time).as_deref(), Some(text));
        }
        assert_eq!(read_date_time("2025-03-01T10:00:00Z"), read_date_time("2025-03-01T10:00:00.000000000Z"));
    }

    #[test]
    fn what_is_not_a_date_is_nothing() {
        for text in
            ["", "2025-03-01", "2025-02-30T00:00:00Z", "2025-03-01T25:00:00Z", "2025-03-01T10:00:00", "2025-03-01T10:00:00.0123456789Z"]
        {
            assert_eq!(read_date_time(text), None, "{text}");
        }
    }
}
