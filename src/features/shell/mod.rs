//! What stays around every screen: side bar, breadcrumb, the signed-in person, the theme, the keys that work everywhere.

mod account;
mod announce;
mod crumbs;
mod failure;
mod frame;
mod leave;
mod links;
mod offers;
mod offline;
mod person;
mod screens;
mod shortcut_list;
mod shortcuts;
mod side_bar;
mod theme;
mod title;

pub use announce::{RouteAnnouncer, land_on};
pub use failure::failure;
pub use frame::Shell;
pub use leave::{LeaveDialog, LeaveQuestion, Leaving, use_leave_guard, use_leaving};
pub use links::{keep_scroll, leave_host_links_alone};
pub use offers::{Offers, use_offers};
pub use screens::{ScreenLink, screens};
pub use shortcuts::Shortcuts;
pub use theme::Theme;
pub use title::{Crumb, Title, use_page_title, use_portal_screen, use_screen, use_title};
