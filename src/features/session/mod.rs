//! Who is here: signing in, accepting an invitation, and noticing that a session is over.

mod arrival;
mod invitation_page;
mod sign_in_page;
mod visitor;

pub use invitation_page::InvitationPage;
pub use sign_in_page::SignInPage;
pub use visitor::{NoticeSignOut, Visitor, Who, use_who};
