//! The document in which profiles are moved, and the request that imports one. A document is Graph's own shape inside, so it is
//! read tolerantly and written back without loss; only what is imported must be understood.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::fields::{Fields, wrong_type};
use super::received::Profile as Received;
use super::sent;
use super::words::WireWord;
use super::written::versions::past;
use crate::directory::Directory;
use crate::error::{Code, Errors, FieldError};
use crate::guid::Guid;
use crate::history::Past;
use crate::portable::{Decision, Import, Offered};

/// What the document calls itself.
pub const FORMAT: &str = "pomona.enrollmentProfiles";
/// The version of the format that is written, and the newest that is read.
pub const FORMAT_VERSION: u64 = 1;

/// A document as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The profiles, the highest first.
    pub profiles: Vec<Received>,
    rest: Map<String, Value>,
}

impl WireWord for Decision {
    const ALL: &'static [Self] = &[Self::Skip, Self::Overwrite, Self::Copy];
    fn wire(&self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Overwrite => "overwrite",
            Self::Copy => "copy",
        }
    }
}

impl Document {
    /// All profiles in order, with the names of the groups that they are assigned to. The same profiles make the same document.
    pub fn of(profiles: &[Past], directory: &Directory, organization: Option<(&Guid, &str)>) -> Value {
        let named = profiles.iter().flat_map(|profile| &profile.assignments).filter_map(|assignment| assignment.target.group());
        let groups: BTreeMap<String, String> =
            named.filter_map(|group| Some((group.to_string(), directory.known_group(group)?.display_name))).collect();
        json!({
            "format": FORMAT,
            "formatVersion": FORMAT_VERSION,
            "organization": organization.map(|(id, name)| json!({"id": id.to_string(), "displayName": name})),
            "profiles": profiles.iter().enumerate().map(|(place, profile)| past(profile, place)).collect::<Vec<_>>(),
            "groups": groups.iter().map(|(id, name)| json!({"id": id, "displayName": name})).collect::<Vec<_>>(),
        })
    }

    /// Reads a document. Mistakes are about the document itself; what its profiles say is not looked at yet.
    pub fn read(value: &Value) -> Result<Self, Errors> {
        let mut rest = value.as_object().cloned().ok_or_else(|| wrong_type("", "object"))?;
        match rest.get("format").and_then(Value::as_str) {
            Some(FORMAT) => {}
            found => {
                return Err(FieldError::new(Code::NotADocument, "/format")
                    .with("value", found.unwrap_or_default())
                    .with("expected", FORMAT)
                    .into());
            }
        }
        match rest.get("formatVersion").and_then(Value::as_u64) {
            Some(1..=FORMAT_VERSION) => {}
            found => {
                let found = found.map_or_else(String::new, |version| version.to_string());
                return Err(FieldError::new(Code::FormatVersion, "/formatVersion").with("value", found).with("max", FORMAT_VERSION).into());
            }
        }
        let profiles = rest.get("profiles").ok_or_else(|| FieldError::new(Code::MissingProperty, "/profiles").with("name", "profiles"))?;
        let items = profiles.as_array().ok_or_else(|| wrong_type("/profiles", "array"))?;
        let mut errors = Errors::default();
        let mut profiles = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match Received::read(item) {
                Ok(profile) => profiles.push(profile),
                Err(_) => errors.push(FieldError::new(Code::MissingProperty, format!("/profiles/{index}/id")).with("name", "id")),
            }
        }
        rest.remove("profiles");
        errors.or(Self { profiles, rest })
    }

    /// The same document as was read.
    pub fn write(&self) -> Value {
        let mut object = self.rest.clone();
        object.insert("profiles".to_owned(), self.profiles.iter().map(Received::write).collect());
        Value::Object(object)
    }

    /// The names of the groups, where they come from.
    fn group_names(&self) -> Result<BTreeMap<Guid, String>, Errors> {
        let groups = match self.rest.get("groups") {
            None | Some(Value::Null) => return Ok(BTreeMap::new()),
            Some(Value::Array(groups)) => groups,
            Some(_) => return Err(wrong_type("/groups", "array").into()),
        };
        let mut errors = Errors::default();
        let named = groups.iter().enumerate().filter_map(|(index, group)| {
            let text = |name: &str| -> Result<&str, Errors> {
                group[name].as_str().ok_or_else(|| wrong_type(&format!("/groups/{index}/{name}"), "string").into())
            };
            let id = text("id").and_then(|id| Guid::parse(id).map_err(|errors| errors.under(&format!("/groups/{index}/id"))));
            errors.take(id).zip(errors.take(text("displayName")).map(str::to_owned))
        });
        let named = named.collect();
        errors.or(named)
    }

    /// The profiles as they are offered for an import.
    fn offered(&self) -> Vec<Offered> {
        let offered = self.profiles.iter().map(|profile| Offered {
            id: profile.id.clone(),
            name: profile.display_name.clone().unwrap_or_default(),
            profile: sent::new_profile(&profile.write()),
        });
        offered.collect()
    }
}

/// The import of a whole document, without any decision.
pub fn whole_import(document: &Value) -> Result<Import, Errors> {
    let read = || -> Result<Import, Errors> {
        let document = Document::read(document)?;
        Ok(Import { group_names: document.group_names()?, profiles: document.offered(), ..Import::default() })
    };
    read().map_err(|errors| errors.under("/document"))
}

/// The body of `POST /pomona/import` and its plan: `{"document", "decisions": {id: "skip"}, "groups": {id: id or null}}`.
pub fn import_request(body: &Value) -> Result<Import, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("document");
    let import = fields.get("document").and_then(|document| fields.errors.take(whole_import(document)));
    let decisions = object(&mut fields, "decisions", |value, pointer| {
        let text = value.as_str().ok_or_else(|| wrong_type(pointer, "string"))?;
        Decision::from_wire(text)
            .ok_or_else(|| FieldError::new(Code::UnknownValue, pointer).with("value", text).with("allowed", "skip, overwrite, copy").into())
    });
    let choices = object(&mut fields, "groups", |value, pointer| match value {
        Value::Null => Ok(None),
        Value::String(id) => Guid::parse(id).map(Some).map_err(|errors| errors.under(pointer)),
        _ => Err(wrong_type(pointer, "string").into()),
    });
    let choices = choices.into_iter().filter_map(|(id, choice)| {
        let id = Guid::parse(&id).map_err(|errors| errors.under(&format!("/groups/{id}")));
        Some((fields.errors.take(id)?, choice))
    });
    let choices = choices.collect();
    let errors = fields.finish(&[]);
    match import {
        Some(import) => errors.or(Import { decisions, choices, ..import }),
        None => Err(errors),
    }
}

/// The properties of an object whose names are ids.
fn object<T>(fields: &mut Fields<'_>, name: &str, read: impl Fn(&Value, &str) -> Result<T, Errors>) -> BTreeMap<String, T> {
    let map = match fields.get(name) {
        None | Some(Value::Null) => return BTreeMap::new(),
        Some(Value::Object(map)) => map,
        Some(_) => {
            fields.errors.push(wrong_type(&format!("/{name}"), "object"));
            return BTreeMap::new();
        }
    };
    let read = map.iter().filter_map(|(id, value)| Some((id.clone(), fields.errors.take(read(value, &format!("/{name}/{id}")))?)));
    read.collect()
}
