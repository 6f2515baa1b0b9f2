//! The few pieces of the browser that views need; one idea a file, and nothing here knows the product.

pub mod clipboard;
pub mod download;
pub mod first;
pub mod focus;
pub mod id;
pub mod live;
pub mod pointer;
pub mod press;
pub mod root;
pub mod storage;
pub mod timer;
