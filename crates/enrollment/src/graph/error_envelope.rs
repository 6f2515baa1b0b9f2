//! Graph's error answer as a client reads it (GRAPH.md 1.5): status words, our own details where the server is ours.

use serde_json::Value;

use crate::error::{Code, FieldError};

/// What an error answer says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErrorEnvelope {
    /// Graph's word, such as `BadRequest`; may be empty.
    pub code: String,
    /// Text for developers, never shown to people as it is.
    pub message: String,
    /// The id to give to support.
    pub request_id: Option<String>,
    /// The mistakes whose codes we know.
    pub details: Vec<FieldError>,
}

impl ErrorEnvelope {
    /// Reads any JSON; what is missing stays empty.
    pub fn read(body: &Value) -> Self {
        let error = &body["error"];
        let inner = ["innerError", "innererror"].into_iter().map(|name| &error[name]).find(|value| value.is_object());
        Self {
            code: text(&error["code"]),
            message: text(&error["message"]),
            request_id: inner.and_then(|inner| inner["request-id"].as_str()).map(str::to_owned),
            details: error["details"].as_array().map(|details| details.iter().filter_map(detail).collect()).unwrap_or_default(),
        }
    }
}

fn detail(value: &Value) -> Option<FieldError> {
    let mut error = FieldError::new(Code::parse(value["code"].as_str()?)?, text(&value["target"]));
    for (name, parameter) in value["@pomona.parameters"].as_object().into_iter().flatten() {
        error = error.with(name, parameter.as_str().map_or_else(|| parameter.to_string(), str::to_owned));
    }
    Some(error)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
