//! When a session ends: some time after the last answer of the server, and in any case some time after signing in.
//! Everything is in milliseconds of one clock, the browser's, so that it does not matter whether it is right.

/// The server ends a session that nothing was asked in for so long.
const IDLE: f64 = 2.0 * 60.0 * MINUTE;
/// How long before the end a person is warned.
const WARNING: f64 = 2.0 * MINUTE;
/// The server notes only once a minute that a session is used.
const LAG: f64 = MINUTE;
const MINUTE: f64 = 60_000.0;

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// There is time.
    Lasts,
    /// It is about to end, because nothing was asked for long: anything that is asked keeps it.
    EndsWhenIdle,
    /// It is about to end, however busy: only signing in again helps.
    EndsAnyway,
    /// It should have ended; only the server knows.
    Over,
}

/// The stage `now`, when the server answered last at `heard` and the session `ends` at the latest, where that is known.
pub fn stage(now: f64, heard: f64, ends: Option<f64>) -> Stage {
    let idle = heard + IDLE - now;
    let anyway = ends.map(|ends| ends - now);
    match anyway {
        Some(left) if left <= 0.0 => Stage::Over,
        _ if idle <= 0.0 => Stage::Over,
        Some(left) if left <= WARNING => Stage::EndsAnyway,
        _ if idle <= WARNING + LAG => Stage::EndsWhenIdle,
        _ => Stage::Lasts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_that_is_used_lasts_until_its_latest_end() {
        let ends = Some(12.0 * 60.0 * MINUTE);
        let at = |minutes: f64| stage(minutes * MINUTE, minutes * MINUTE, ends);
        assert_eq!(at(0.0), Stage::Lasts);
        assert_eq!(at(717.0), Stage::Lasts);
        assert_eq!(at(718.0), Stage::EndsAnyway);
        assert_eq!(at(720.0), Stage::Over);
    }

    #[test]
    fn a_session_that_is_not_used_is_warned_of_in_time() {
        let at = |minutes: f64| stage(minutes * MINUTE, 0.0, None);
        assert_eq!(at(116.0), Stage::Lasts);
        assert_eq!(at(117.0), Stage::EndsWhenIdle);
        assert_eq!(at(119.9), Stage::EndsWhenIdle);
        assert_eq!(at(120.0), Stage::Over);
    }

    #[test]
    fn what_cannot_be_put_off_is_said_first() {
        let ends = Some(119.0 * MINUTE);
        assert_eq!(stage(118.0 * MINUTE, 0.0, ends), Stage::EndsAnyway);
    }
}
