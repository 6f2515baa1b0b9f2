//! The screens, one folder each. They know `ui`, `backend` and the rules of `enrollment`.

pub mod audit;
pub mod directory;
pub mod enroll;
pub mod history;
pub mod overview;
pub mod palette;
pub mod profiles;
pub mod restrictions;
pub mod session;
pub mod settings;
pub mod shell;
pub mod who_gets_what;
pub mod wizard;
