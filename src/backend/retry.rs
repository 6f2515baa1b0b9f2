//! [`Transport`] that tries again where that is safe and can help.

use std::rc::Rc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::LocalBoxFuture;

use super::transport::{NetError, Request, Response, Transport};
use crate::dom::timer::sleep;

/// How often a request is sent at most.
const TRIES: u32 = 3;
/// The first pause is at most this long; each further one may be twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// A server that asks for more patience than this is left to the person.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Repeats requests that do no more when sent twice, after a network error or an answer that says "later".
pub struct Retry {
    inner: Rc<dyn Transport>,
    /// A number from 0 to 1, so that many browsers do not come back at once.
    random: fn() -> f64,
}

impl Retry {
    /// Wraps `inner`.
    pub fn new(inner: Rc<dyn Transport>) -> Self {
        Self { inner, random: js_sys::Math::random }
    }
}

impl Transport for Retry {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, NetError>> {
        let (inner, random) = (Rc::clone(&self.inner), self.random);
        if !request.is_repeatable() {
            return inner.send(request);
        }
        async move {
            let mut tried = 0;
            loop {
                let answer = inner.send(request.clone()).await;
                tried += 1;
                if tried >= TRIES {
                    return answer;
                }
                let Some(pause) = pause(&answer, tried, random) else { return answer };
                sleep(pause).await;
            }
        }
        .boxed_local()
    }
}

/// How long to wait before trying again; `None` when trying again does not help.
fn pause(answer: &Result<Response, NetError>, tried: u32, random: fn() -> f64) -> Option<Duration> {
    let jittered = FIRST_PAUSE.mul_f64(f64::from(1 << (tried - 1)) * random());
    match answer {
        Err(NetError::Unreachable) => Some(jittered),
        // A request that took its whole time once will not be faster right after.
        Err(NetError::Timeout | NetError::Aborted) => None,
        Ok(answer) => match (answer.status, retry_after(answer)) {
            (429 | 502..=504, Some(asked)) => (asked <= LONGEST_WAIT).then_some(asked),
            (502..=504, None) => Some(jittered),
            _ => None,
        },
    }
}

/// The `Retry-After` of an answer, in its form of whole seconds, which is the only one that Graph uses.
pub fn retry_after(answer: &Response) -> Option<Duration> {
    answer.header("retry-after")?.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, retry_after: Option<&str>) -> Response {
        let headers = retry_after.map(|value| ("retry-after".to_owned(), value.to_owned())).into_iter().collect();
        Response { status, headers, body: String::new() }
    }

    #[test]
    fn each_pause_may_be_twice_as_long_as_the_one_before() {
        let longest = || 1.0;
        assert_eq!(pause(&Err(NetError::Unreachable), 1, longest), Some(Duration::from_millis(250)));
        assert_eq!(pause(&Ok(answer(503, None)), 2, longest), Some(Duration::from_millis(500)));
        assert_eq!(pause(&Ok(answer(503, None)), 2, || 0.0), Some(Duration::ZERO));
    }

    #[test]
    fn the_server_decides_how_long_to_wait_up_to_a_limit() {
        assert_eq!(pause(&Ok(answer(429, Some("2"))), 1, || 1.0), Some(Duration::from_secs(2)));
        assert_eq!(pause(&Ok(answer(429, Some("60"))), 1, || 1.0), None);
        assert_eq!(pause(&Ok(answer(429, None)), 1, || 1.0), None);
    }

    #[test]
    fn refusals_and_timeouts_are_not_repeated() {
        for status in [200, 400, 401, 403, 404, 409, 412, 500] {
            assert_eq!(pause(&Ok(answer(status, None)), 1, || 1.0), None, "{status}");
        }
        assert_eq!(pause(&Err(NetError::Timeout), 1, || 1.0), None);
        assert_eq!(pause(&Err(NetError::Aborted), 1, || 1.0), None);
    }
}
