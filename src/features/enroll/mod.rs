//! What a device user is asked on their own device, and how they go on from there. The same component stands on the
//! device and, as a preview, beside the settings of a profile.

pub mod journey;
mod preview;
mod questions;

pub use preview::EnrollPreview;
pub use questions::{DeviceModel, EnrollQuestions};
