//! What goes along when another part of the portal takes over: who is signed in, so that nothing flickers, and the news that
//! the next screen is to say. It travels through the page's memory alone.

use leptos::prelude::*;
use serde_json::{Value, json};

use crate::backend::session::SignedIn;

/// What goes along. Get it with [`use_luggage`].
#[derive(Clone, Copy)]
pub struct Luggage(StoredValue<Value>);

impl Luggage {
    /// Provides an empty one to everything below.
    pub fn provide() -> Self {
        let luggage = Self(StoredValue::new(Value::Null));
        provide_context(luggage);
        luggage
    }

    /// Takes `news` along if the screen that comes next belongs to another part; see `features::profiles::news`.
    pub fn pack(self, news: Value) {
        self.0.set_value(news);
    }

    /// Everything as text, for [`Unpacked::read`] on the other side.
    pub fn closed(self, person: Option<&SignedIn>) -> String {
        let news = self.0.try_update_value(Value::take).unwrap_or_default();
        json!({ "person": person.map(SignedIn::written), "news": news }).to_string()
    }
}

/// What goes along.
///
/// # Panics
/// When the view is mounted outside a portal.
pub fn use_luggage() -> Luggage {
    expect_context()
}

/// What came along.
pub struct Unpacked {
    /// Who is signed in.
    pub person: Option<SignedIn>,
    /// The news to say, or null.
    pub news: Value,
}

impl Unpacked {
    /// Reads what [`Luggage::closed`] has written; of anything else nothing.
    pub fn read(text: &str) -> Self {
        let mut all: Value = serde_json::from_str(text).unwrap_or_default();
        Self { person: SignedIn::carried(&all["person"]), news: all.get_mut("news").map(Value::take).unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::session::Role;

    #[test]
    fn who_is_signed_in_and_the_news_arrive_as_they_left() {
        let person = SignedIn { name: "Ada".to_owned(), role: Role::Reader, organization: "Contoso".to_owned(), lasts: None };
        let owner = Owner::new();
        let text = owner.with(|| {
            let luggage = Luggage::provide();
            luggage.pack(json!({ "sentence": "Saved." }));
            luggage.closed(Some(&person))
        });
        let unpacked = Unpacked::read(&text);
        assert_eq!(unpacked.person, Some(person));
        assert_eq!(unpacked.news["sentence"], "Saved.");
        assert_eq!(Unpacked::read("").person, None);
    }
}
