//! Every sentence a person reads, from `locales/en/*.json`; and numbers, dates and lists as the browser writes them.
//!
//! A screen says `use crate::i18n::t;` and then `t::session::sign_in()`. The file `locales/en/session.json` holds
//!
//! ```json
//! {
//!   "sign_in": "Sign in",
//!   "signed_in_as": "Signed in as {name}",
//!   "place": "Place {place, number} of {all, number}",
//!   "people": { "plural": "count", "one": "{count} person", "other": "{count} people" },
//!   "retired": "This type is retired. <link>Use account driven user enrollment</link> instead."
//! }
//! ```
//!
//! and `build.rs` makes one function of each:
//!
//! | in the file | function |
//! | --- | --- |
//! | no parameter | `sign_in() -> &'static str` |
//! | `{name}` | `signed_in_as(name: &str) -> String` |
//! | `{place, number}` | `place(place: u64, all: u64) -> String`, digits grouped as the language does |
//! | plural forms | `people(count: u64) -> String`, the form chosen by `Intl.PluralRules` |
//! | `<link>...</link>` | `retired(link: &dyn Fn(String) -> AnyView) -> AnyView`, so that a sentence is never put together |
//!
//! Parameters come in the order of the sentence. A missing key, a missing parameter or one of the wrong kind
//! does not compile, and a sentence that nothing uses is a warning.

pub mod intl;

/// The sentences, one module for each file under `locales/en`.
pub(crate) mod t {
    include!(concat!(env!("OUT_DIR"), "/sentences.rs"));
}
