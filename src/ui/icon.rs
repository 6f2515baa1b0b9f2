//! The icons: one set, drawn with strokes on a 24 by 24 grid, in the color of the text.

use crate::markup::view;
use leptos::prelude::*;

/// A picture beside words. It is hidden from assistive technology, because the words say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A briefcase: the organization owns it.
    Briefcase,
    /// A tick: done, or right.
    Check,
    /// Toward what comes next; mirrored in right-to-left text.
    ChevronNext,
    /// More below.
    ChevronDown,
    /// Take away, close, discard.
    Cross,
    /// A clock: what happened when.
    Clock,
    /// Two sheets: copy.
    Copy,
    /// See.
    Eye,
    /// Do not see.
    EyeOff,
    /// A toothed wheel: settings.
    Gear,
    /// Six dots to drag by.
    Grip,
    /// A house: the overview.
    Home,
    /// Worth knowing.
    Info,
    /// Keys to press.
    Keyboard,
    /// Lines with points: a list.
    List,
    /// A padlock.
    Lock,
    /// Three lines: open the side bar.
    Bars,
    /// A dark sky.
    Moon,
    /// Three dots: more to do.
    More,
    /// Several people.
    People,
    /// One person.
    Person,
    /// A phone or tablet.
    Phone,
    /// Add.
    Plus,
    /// Again.
    Retry,
    /// To the end.
    Bottom,
    /// To the beginning.
    Top,
    /// One further up.
    Up,
    /// A screen.
    Screen,
    /// A magnifying glass.
    Search,
    /// A shield: what is held back.
    Shield,
    /// An arrow out of a door.
    SignOut,
    /// A bright sky.
    Sun,
    /// Take care.
    Warning,
}

impl Icon {
    /// The outline. Points are strokes without length, which round caps turn into dots.
    const fn outline(self) -> &'static str {
        match self {
            Self::Briefcase => "M6 8h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM9 8V6a3 3 0 0 1 6 0v2",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::ChevronNext => "M9 5l7 7-7 7",
            Self::ChevronDown => "M5 9l7 7 7-7",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Clock => "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 0 0-17 0zM12 7v5l3.5 2",
            Self::Copy => "M10 8h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM4 14V6a2 2 0 0 1 2-2h8",
            Self::Eye => "M2.5 12C4.7 8 8 6 12 6s7.3 2 9.5 6c-2.2 4-5.5 6-9.5 6s-7.3-2-9.5-6zM9 12a3 3 0 1 0 6 0 3 3 0 0 0-6 0z",
            Self::EyeOff => {
                "M4 4l16 16M9.9 6.2C10.6 6.1 11.3 6 12 6c4 0 7.3 2 9.5 6-.7 1.3-1.6 2.4-2.6 3.3M6.3 7.7C4.8 8.7 3.5 10.2 2.5 12c2.2 4 5.5 6 9.5 6 1.6 0 3.1-.3 4.5-1M9.9 9.9a3 3 0 0 0 4.2 4.2"
            }
            Self::Gear => {
                "M9 12a3 3 0 1 0 6 0 3 3 0 0 0-6 0zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2"
            }
            Self::Grip => "M9 6h.01M9 12h.01M9 18h.01M15 6h.01M15 12h.01M15 18h.01",
            Self::Home => "M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z",
            Self::Info => "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 0 0-17 0zM12 11v5M12 8h.01",
            Self::Keyboard => {
                "M5 6.5h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM7 10.5h.01M10.3 10.5h.01M13.7 10.5h.01M17 10.5h.01M8.5 14h7"
            }
            Self::List => "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
            Self::Lock => "M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM8 11V8a4 4 0 0 1 8 0v3",
            Self::Bars => "M4 6.5h16M4 12h16M4 17.5h16",
            Self::Moon => "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
            Self::More => "M6 12h.01M12 12h.01M18 12h.01",
            Self::People => {
                "M5.8 8a3.2 3.2 0 1 0 6.4 0 3.2 3.2 0 0 0-6.4 0zM3 20c0-3.3 2.7-6 6-6s6 2.7 6 6M16 5.2a3.2 3.2 0 0 1 0 5.6M21 20c0-2.6-1.6-4.8-4-5.6"
            }
            Self::Person => "M8.4 8a3.6 3.6 0 1 0 7.2 0 3.6 3.6 0 0 0-7.2 0zM5 20c0-3.9 3.1-7 7-7s7 3.1 7 7",
            Self::Phone => {
                "M9.5 3h5A2.5 2.5 0 0 1 17 5.5v13a2.5 2.5 0 0 1-2.5 2.5h-5A2.5 2.5 0 0 1 7 18.5v-13A2.5 2.5 0 0 1 9.5 3zM11 18h2"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Retry => "M20 5v5h-5M19.4 10A8 8 0 1 0 20 13.5",
            Self::Bottom => "M12 4v11M6 10l6 6 6-6M5 20h14",
            Self::Top => "M12 20V9M6 14l6-6 6 6M5 4h14",
            Self::Up => "M5 15l7-7 7 7",
            Self::Screen => {
                "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 16H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 5zM9 20h6M12 16v4"
            }
            Self::Search => "M4.5 11a6.5 6.5 0 1 0 13 0 6.5 6.5 0 0 0-13 0zM16 16l4.5 4.5",
            Self::Shield => "M12 3.5l7 2.5v5.5c0 4.2-2.9 7.4-7 9-4.1-1.6-7-4.8-7-9V6z",
            Self::SignOut => "M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M11 12h9M16.5 8l4 4-4 4",
            Self::Sun => {
                "M8 12a4 4 0 1 0 8 0 4 4 0 0 0-8 0zM12 2.5V5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3L7 7M17 17l1.7 1.7M5.3 18.7L7 17M17 7l1.7-1.7"
            }
            Self::Warning => "M12 4l9 16H3zM12 10v4M12 17h.01",
        }
    }

    /// Icons that point along the line of reading.
    const fn is_mirrored(self) -> bool {
        matches!(self, Self::ChevronNext | Self::SignOut | Self::List)
    }

    /// Icons made of points alone, which need a heavier stroke.
    const fn is_dotted(self) -> bool {
        matches!(self, Self::Grip | Self::More)
    }
}

impl Icon {
    /// The picture itself, as tall as the line that it stands in.
    pub fn view(self) -> AnyView {
        view! {
            <svg
                class="icon"
                class:mirrored=self.is_mirrored()
                class:dotted=self.is_dotted()
                viewBox="0 0 24 24"
                aria-hidden="true"
                focusable="false"
            >
                <path d=self.outline()></path>
            </svg>
        }
        .into_any()
    }
}
