//! Passwords: hashed slowly on threads of their own, a few at a time, and with the same work whether the name exists or not.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use enrollment::account::check_password;
use enrollment::error::Code;
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

use crate::error::{ApiError, ApiResult};

/// How many passwords are hashed at a time: each takes 19 MiB and a core.
const AT_A_TIME: usize = 2;
/// How many may wait for that before the next one is sent away.
const WAITING: usize = 32;

/// The one place where passwords are hashed and compared. The parameters are those that OWASP advises for Argon2id
/// (m = 19 MiB, t = 2, p = 1), which are the library's own.
pub struct Passwords {
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
    nobody: Arc<OnceLock<String>>,
}

impl Passwords {
    pub fn new() -> Self {
        Self {
            running: Arc::new(Semaphore::new(AT_A_TIME)),
            admitted: Arc::new(Semaphore::new(AT_A_TIME + WAITING)),
            nobody: Arc::default(),
        }
    }

    /// The hash to keep.
    pub async fn hash(&self, password: String) -> ApiResult<String> {
        self.run(move || hash(&password)).await?.ok_or_else(|| ApiError::new(Code::Internal))
    }

    /// Whether the password is the one that was kept. Without a kept one it takes as long and is wrong.
    pub async fn verify(&self, password: String, kept: Option<String>) -> ApiResult<bool> {
        let nobody = Arc::clone(&self.nobody);
        // What is too long to be a password is not hashed; it cannot be right.
        let password = if check_password(&password).is_ok() { password } else { String::new() };
        self.run(move || {
            let is_known = kept.is_some();
            let compared = kept.unwrap_or_else(|| hash_of_nobody(&nobody));
            let is_right =
                PasswordHash::new(&compared).is_ok_and(|kept| Argon2::default().verify_password(password.as_bytes(), &kept).is_ok());
            is_right && is_known
        })
        .await
    }

    /// Makes the hash that unknown names are compared with, so that the first of them takes no longer than the others.
    pub fn warm_up(&self) {
        let nobody = Arc::clone(&self.nobody);
        tokio::task::spawn_blocking(move || hash_of_nobody(&nobody));
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
        let admitted = Arc::clone(&self.admitted).try_acquire_owned().map_err(|_| ApiError::too_many(1))?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| ApiError::new(Code::Unavailable))?;
        let work = move || {
            // Held by the work itself: a client that goes away does not make room for another hash beside this one.
            let _held = (admitted, running);
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::new(Code::Internal))
    }
}

fn hash(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

fn hash_of_nobody(kept: &OnceLock<String>) -> String {
    kept.get_or_init(|| hash("nobody has this password").unwrap_or_default()).clone()
}
