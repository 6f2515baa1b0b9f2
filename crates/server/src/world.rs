//! What the server takes from outside itself: the time and randomness. Tests pass a world of their own.

use enrollment::guid::Guid;
use time::OffsetDateTime;

/// The time and randomness.
pub trait World: Send + Sync {
    /// Now, UTC.
    fn now(&self) -> OffsetDateTime;

    /// A new id that nobody else has.
    fn new_id(&self) -> Guid;

    /// 256 bits that nobody can guess.
    fn secret(&self) -> [u8; 32];
}

/// The clock and the random numbers of the operating system.
#[derive(Debug, Clone, Copy)]
pub struct RealWorld;

impl World for RealWorld {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    fn new_id(&self) -> Guid {
        Guid::from_bytes(*uuid::Uuid::new_v4().as_bytes())
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        // Without random numbers no secret is safe, and there is nothing else that the server could do.
        getrandom::fill(&mut bytes).expect("the operating system gives random numbers");
        bytes
    }
}
