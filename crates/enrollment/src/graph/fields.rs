//! A JSON object read strictly: names whatever the case, annotations passed over, anything that was not asked for refused.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::words::{WireWord, allowed};
use crate::error::{Code, Errors, FieldError};

pub(super) struct Fields<'a> {
    map: &'a Map<String, Value>,
    asked: BTreeSet<String>,
    pub(super) errors: Errors,
}

impl<'a> Fields<'a> {
    /// Fails when `value` is not an object.
    pub(super) fn of(value: &'a Value) -> Result<Self, Errors> {
        let map = value.as_object().ok_or_else(|| wrong_type("", "object"))?;
        Ok(Self { map, asked: BTreeSet::new(), errors: Errors::default() })
    }

    /// The value of a property, whatever the case of its name. Twice is a mistake.
    pub(super) fn get(&mut self, name: &str) -> Option<&'a Value> {
        self.asked.insert(name.to_ascii_lowercase());
        let mut found = self.map.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let first = found.next()?;
        if found.next().is_some() {
            self.errors.push(FieldError::new(Code::DuplicateProperty, format!("/{name}")).with("name", name));
        }
        Some(first.1)
    }

    /// A text; another type is a mistake. `null` counts as absent where `nullable`.
    pub(super) fn text(&mut self, name: &str, nullable: bool) -> Option<&'a str> {
        match self.get(name)? {
            Value::String(text) => Some(text),
            Value::Null if nullable => None,
            _ => {
                self.errors.push(wrong_type(&format!("/{name}"), "string"));
                None
            }
        }
    }

    /// A truth value; another type is a mistake.
    pub(super) fn truth(&mut self, name: &str) -> Option<bool> {
        let value = self.get(name)?;
        let truth = value.as_bool();
        if truth.is_none() {
            self.errors.push(wrong_type(&format!("/{name}"), "boolean"));
        }
        truth
    }

    /// A whole number within these bounds, or its digits as text; anything else is a mistake.
    pub(super) fn number(&mut self, name: &str, min: usize, max: usize) -> Option<usize> {
        let value = self.object(name)?;
        let number = value.as_str().map_or_else(|| value.as_u64(), |text| text.parse().ok());
        let number = number.and_then(|number| usize::try_from(number).ok()).filter(|number| (min..=max).contains(number));
        if number.is_none() {
            let pointer = format!("/{name}");
            self.errors.push(FieldError::new(Code::NumberOutOfRange, pointer).with("min", min).with("max", max));
        }
        number
    }

    /// A word of an enum; anything else is a mistake.
    pub(super) fn word<T: WireWord + Copy>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name, false)?;
        let word = T::from_wire(text);
        if word.is_none() {
            self.errors.push(unknown_value(&format!("/{name}"), text, allowed::<T>()));
        }
        word
    }

    /// An object; `null` counts as absent.
    pub(super) fn object(&mut self, name: &str) -> Option<&'a Value> {
        self.get(name).filter(|value| !value.is_null())
    }

    /// A word of an enum; `null` counts as absent, anything else is a mistake.
    pub(super) fn optional_word<T: WireWord + Copy>(&mut self, name: &str) -> Option<T> {
        self.object(name)?;
        self.word(name)
    }

    /// An array; `null` counts as empty.
    pub(super) fn array(&mut self, name: &str) -> Option<&'a [Value]> {
        match self.get(name)? {
            Value::Array(items) => Some(items),
            Value::Null => Some(&[]),
            _ => {
                self.errors.push(wrong_type(&format!("/{name}"), "array"));
                None
            }
        }
    }

    /// Adds a mistake when `name` is absent.
    pub(super) fn require(&mut self, name: &str) {
        if !self.map.keys().any(|key| key.eq_ignore_ascii_case(name)) {
            self.errors.push(FieldError::new(Code::MissingProperty, format!("/{name}")).with("name", name));
        }
    }

    /// Parses a present value and moves its mistakes to the property.
    pub(super) fn parse<T, V>(&mut self, name: &str, value: Option<V>, parse: impl FnOnce(V) -> Result<T, Errors>) -> Option<T> {
        let parsed = parse(value?).map_err(|errors| errors.under(&format!("/{name}")));
        self.errors.take(parsed)
    }

    /// The mistakes, with one more for every property that nobody asked for. `read_only` ones are passed over.
    pub(super) fn finish(mut self, read_only: &[&str]) -> Errors {
        for key in self.map.keys() {
            let is_annotation = key.contains('@');
            let is_read_only = read_only.iter().any(|name| key.eq_ignore_ascii_case(name));
            if !is_annotation && !is_read_only && !self.asked.contains(&key.to_ascii_lowercase()) {
                let pointer = format!("/{}", key.replace('~', "~0").replace('/', "~1"));
                self.errors.push(FieldError::new(Code::UnknownProperty, pointer).with("name", key));
            }
        }
        self.errors
    }
}

pub(super) fn wrong_type(pointer: &str, expected: &str) -> FieldError {
    FieldError::new(Code::WrongType, pointer).with("expected", expected)
}

pub(super) fn unknown_value(pointer: &str, value: &str, allowed: String) -> FieldError {
    FieldError::new(Code::UnknownValue, pointer).with("value", value).with("allowed", allowed)
}
