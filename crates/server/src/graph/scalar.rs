//! The value of a property as `$filter`, `$orderby` and `$search` see it.

use std::borrow::Cow;
use std::cmp::Ordering;

use enrollment::text::fold_case;
use time::OffsetDateTime;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar<'a> {
    /// No value.
    Null,
    /// True or false.
    Truth(bool),
    /// A whole number.
    Number(i64),
    /// A text; ids and enum words too.
    Text(Cow<'a, str>),
    /// A moment.
    Moment(OffsetDateTime),
    /// Several texts.
    Texts(Vec<Cow<'a, str>>),
    /// A list of one object, whose properties have names of their own.
    OneObject,
}

impl<'a> Scalar<'a> {
    /// A text.
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// A text that was made for this.
    pub fn made(text: &(impl ToString + ?Sized)) -> Self {
        Self::Text(Cow::Owned(text.to_string()))
    }

    /// A text that may be missing.
    pub fn optional(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::text)
    }

    /// How two values of one type stand to each other; text whatever the case. `None` for different types and null.
    pub fn compare(&self, other: &Scalar<'_>) -> Option<Ordering> {
        match (self, other) {
            (Self::Truth(one), Scalar::Truth(other)) => Some(one.cmp(other)),
            (Self::Number(one), Scalar::Number(other)) => Some(one.cmp(other)),
            (Self::Text(one), Scalar::Text(other)) => Some(fold_case(one).cmp(&fold_case(other))),
            (Self::Moment(one), Scalar::Moment(other)) => Some(one.cmp(other)),
            _ => None,
        }
    }

    /// The order of a sorted list: null first, as OData wants it.
    pub fn sort_order(&self, other: &Scalar<'_>) -> Ordering {
        match (self, other) {
            (Self::Null, Scalar::Null) => Ordering::Equal,
            (Self::Null, _) => Ordering::Less,
            (_, Scalar::Null) => Ordering::Greater,
            _ => self.compare(other).unwrap_or(Ordering::Equal),
        }
    }
}

/// Something with properties that can be filtered, sorted and searched by.
pub trait Filterable {
    /// The value of a property, by its name in the wire's own spelling.
    fn property(&self, name: &str) -> Scalar<'_>;
}

/// The wire's own spelling of a property name that was written in any case.
pub fn find_name(names: &[&'static str], written: &str) -> Option<&'static str> {
    names.iter().copied().find(|name| name.eq_ignore_ascii_case(written))
}
