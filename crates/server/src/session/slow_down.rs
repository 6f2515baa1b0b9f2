//! Sign-in gets slower after failures, for the name that is tried and for the address that tries: 429 until the wait is over.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use time::{Duration, OffsetDateTime};

/// How many failures are free for one name, and for one address, from which many people may come.
const FREE: (u32, u32) = (5, 20);
/// The longest wait for one name, so that nobody can be locked out for long, and for one address.
const LONGEST: (Duration, Duration) = (Duration::minutes(1), Duration::minutes(15));
/// After so long without a failure everything is forgotten.
const FORGOTTEN: Duration = Duration::hours(1);
/// The most names and addresses that are remembered.
const MOST: usize = 20_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Subject {
    Name(String),
    Address(IpAddr),
}

impl Subject {
    const fn limits(&self) -> (u32, Duration) {
        match self {
            Self::Name(_) => (FREE.0, LONGEST.0),
            Self::Address(_) => (FREE.1, LONGEST.1),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    number: u32,
    last: OffsetDateTime,
}

/// The failures that are remembered, in this process.
#[derive(Debug, Default)]
pub struct SlowDown(Mutex<HashMap<Subject, Failures>>);

impl SlowDown {
    /// Counts an attempt as a failure before it is made, so that many at once get no further than one after the other.
    /// `Err`: the seconds to wait; the attempt is not to be made.
    pub fn begin(&self, name: &str, address: Option<IpAddr>, now: OffsetDateTime) -> Result<(), u64> {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let subjects = subjects(name, address);
        let wait = subjects.iter().filter_map(|subject| remembered.get(subject).map(|failures| wait(subject, *failures, now))).max();
        if let Some(wait) = wait.filter(|wait| wait.is_positive()) {
            return Err(u64::try_from(wait.whole_seconds()).unwrap_or_default() + 1);
        }
        if remembered.len() >= MOST {
            remembered.retain(|_, failures| now - failures.last < FORGOTTEN);
        }
        for subject in subjects {
            let known = remembered.get(&subject).filter(|failures| now - failures.last < FORGOTTEN).map_or(0, |failures| failures.number);
            remembered.insert(subject, Failures { number: known.saturating_add(1), last: now });
        }
        Ok(())
    }

    /// The attempt was right: the name starts anew, and the address gets this one attempt back.
    pub fn succeeded(&self, name: &str, address: Option<IpAddr>) {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for subject in subjects(name, address) {
            match (&subject, remembered.get_mut(&subject)) {
                (Subject::Address(_), Some(failures)) => failures.number = failures.number.saturating_sub(1),
                _ => drop(remembered.remove(&subject)),
            }
        }
    }
}

fn subjects(name: &str, address: Option<IpAddr>) -> Vec<Subject> {
    [Subject::Name(name.to_owned())].into_iter().chain(address.map(Subject::Address)).collect()
}

/// 1 s after the last free failure, then twice as long after each.
fn wait(subject: &Subject, failures: Failures, now: OffsetDateTime) -> Duration {
    let (free, longest) = subject.limits();
    let Some(beyond) = failures.number.checked_sub(free) else { return Duration::ZERO };
    let wait = Duration::seconds(1_i64 << beyond.min(20)).min(longest);
    failures.last + wait - now
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn the_sixth_attempt_at_a_name_waits_and_each_wait_is_longer() {
        let slow_down = SlowDown::default();
        for last in 0..5 {
            assert_eq!(slow_down.begin("ada", Some(address(last)), START), Ok(()));
        }
        assert_eq!(slow_down.begin("ada", Some(address(9)), START), Err(2));
        assert_eq!(slow_down.begin("bob", Some(address(9)), START), Ok(()));
        assert_eq!(slow_down.begin("ada", Some(address(9)), START + Duration::seconds(1)), Ok(()));
        assert_eq!(slow_down.begin("ada", Some(address(9)), START + Duration::seconds(1)), Err(3));
    }

    #[test]
    fn nobody_waits_longer_than_a_minute_for_a_name() {
        let slow_down = SlowDown::default();
        let mut now = START;
        for _ in 0..40 {
            while slow_down.begin("ada", None, now).is_err() {
                now += Duration::seconds(61);
            }
        }
        assert_eq!(slow_down.begin("ada", None, now), Err(61));
    }

    #[test]
    fn many_names_from_one_address_wait_too() {
        let slow_down = SlowDown::default();
        for number in 0..20 {
            assert_eq!(slow_down.begin(&number.to_string(), Some(address(1)), START), Ok(()));
        }
        assert!(slow_down.begin("another", Some(address(1)), START).is_err());
        assert!(slow_down.begin("another", Some(address(2)), START).is_ok());
    }

    #[test]
    fn a_right_password_forgets_the_wrong_ones() {
        let slow_down = SlowDown::default();
        for _ in 0..5 {
            slow_down.begin("ada", None, START).expect("free");
        }
        slow_down.succeeded("ada", None);
        assert_eq!(slow_down.begin("ada", None, START), Ok(()));
    }
}
