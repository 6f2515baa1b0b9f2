//! The screens, one folder each. They know `ui`, `backend` and the rules of `enrollment`.

pub mod enroll;
pub mod profiles;
pub mod session;
pub mod shell;
pub mod wizard;
