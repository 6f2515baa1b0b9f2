//! The small JSON objects of the session routes: texts that are needed, and nothing else.

use enrollment::error::{Code, Errors, FieldError};
use serde_json::{Map, Value};

use crate::error::ApiResult;

/// An object whose texts are taken out one by one.
pub struct Fields {
    map: Map<String, Value>,
    errors: Errors,
}

impl Fields {
    /// Fails when it is not an object.
    pub fn of(body: Value) -> ApiResult<Self> {
        match body {
            Value::Object(map) => Ok(Self { map, errors: Errors::default() }),
            _ => Err(FieldError::new(Code::WrongType, "").with("expected", "object").into()),
        }
    }

    /// Takes a text out; anything else is a mistake, which `finish` tells.
    pub fn text(&mut self, name: &str) -> String {
        let pointer = format!("/{name}");
        match self.map.remove(name) {
            Some(Value::String(text)) => return text,
            Some(_) => self.errors.push(FieldError::new(Code::WrongType, pointer).with("expected", "string")),
            None => self.errors.push(FieldError::new(Code::MissingProperty, pointer).with("name", name)),
        }
        String::new()
    }

    /// The mistakes, with one more for everything that was not asked for.
    pub fn finish(mut self) -> ApiResult<()> {
        for name in self.map.keys() {
            self.errors.push(FieldError::new(Code::UnknownProperty, format!("/{name}")).with("name", name));
        }
        Ok(self.errors.or(())?)
    }
}
