//! The initials of somebody in a circle, beside their name.

use crate::markup::view;
use leptos::prelude::*;

/// The circle with the initials of `name`. Decoration: the name stands beside it.
pub fn face(name: &str) -> AnyView {
    view! { <span class="face" aria-hidden="true">{initials(name)}</span> }.into_any()
}

/// The first letters of the first and the last word, as they are written; the style sheet makes them capitals.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| !letter.is_ascii_punctuation()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        assert_eq!(initials("Ada Lopez"), "AL");
        assert_eq!(initials("ada maria lopez"), "al");
        assert_eq!(initials("Ada"), "A");
        assert_eq!(initials("(Ada)  éva"), "Aé");
        assert_eq!(initials("  "), "");
    }
}
