//! Microsoft Graph's wire form (GRAPH.md 2, 3, 5 to 8): nothing else in the product knows its names.
//! `sent` parses what clients send, strictly; `received` reads what servers send, tolerantly and without loss;
//! `written` makes what our server answers and our app sends.

mod date_time;
mod error_envelope;
mod etag;
mod fields;
pub mod kept;
pub mod portable;
pub mod received;
pub mod sent;
#[cfg(test)]
mod tests;
pub mod words;
pub mod written;

pub use date_time::{read_date_time, write_date_time};
pub use error_envelope::ErrorEnvelope;
pub use etag::{everything_etag, item_etag, order_etag, parse_everything_etag, parse_item_etag, parse_order_etag};
pub use words::{PLATFORM, Word};
