//! The parts that every screen is made of. They know neither routes nor the server.
//!
//! Each adds to plain HTML only what its documentation says. Whatever a person can operate takes its name as a
//! required argument, so a control without one does not compile.

mod button;
mod checkbox;
mod chips;
mod combobox;
mod copy;
mod dialog;
mod error_summary;
mod face;
mod facts;
mod field;
mod file_input;
mod filter_menu;
mod growing_rows;
mod icon;
mod looks;
mod mark;
mod menu;
mod page;
mod phone;
mod radio_card;
mod select;
pub mod sortable;
mod states;
mod steps;
mod surface;
mod table;
mod text_area;
mod text_input;
mod toast;
mod toolbar;

pub use button::{Button, IconButton, LinkButton, Weight};
pub use checkbox::Checkbox;
pub use chips::{ChipItem, Chips};
pub use combobox::{Choice, Choices, Combobox};
pub use copy::{Code, CopyButton};
pub use dialog::{ConfirmDialog, Dialog};
pub use error_summary::{ErrorSummary, Mistake};
pub use face::face;
pub use facts::{Fact, Facts};
pub use file_input::FileInput;
pub use filter_menu::{FilterMenu, FilterOption};
pub use growing_rows::{focus_row, growing_rows, more_rows};
pub use icon::Icon;
pub use looks::{Look, Looks};
pub use mark::Mark;
pub use menu::{Menu, MenuItem, MenuPanel, MenuWork};
pub use page::{Page, PageHeader};
pub use phone::Phone;
pub use radio_card::{RadioCard, RadioCards};
pub use select::{Select, SelectOption};
pub use states::{EmptyKind, EmptyState, ErrorState, Skeleton};
pub use steps::{Step, StepState, Steps};
pub use surface::{Card, Note, Tag, Tone};
pub use table::{Table, row};
pub use text_area::TextArea;
pub use text_input::{InputKind, PasswordInput, TextInput};
pub use toast::{Toast, ToastRegion, Toasts, use_toasts};
pub use toolbar::Toolbar;
