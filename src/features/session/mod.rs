//! Who is here: signing in, accepting an invitation, and what happens before and after a session ends.

mod again;
mod arrival;
mod clock;
mod invitation_page;
mod sign_in_form;
mod sign_in_page;
mod visitor;
mod watch;

pub use again::SignInAgain;
pub use invitation_page::InvitationPage;
pub use sign_in_page::SignInPage;
pub use visitor::{NoticeSignOut, Visitor, Who, use_who};
pub use watch::SessionWatch;
