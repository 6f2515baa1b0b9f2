//! Questions about what is not saved yet: an order, a profile, and who would get what.

use serde_json::Value;

use super::super::fields::Fields;
use super::{READ_ONLY, Shared, ids_of};
use crate::answers::Answers;
use crate::device::{EnrollingDevice, OsVersion};
use crate::draft::{Draft, DraftProfile};
use crate::error::Errors;
use crate::guid::Guid;
use crate::people_table::Otherwise;

/// What `POST /pomona/whoGetsWhat` asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoGetsWhat {
    /// The id or the user principal name of a person.
    pub user: String,
    /// The device.
    pub device: EnrollingDevice,
    /// What the device user answered.
    pub answers: Answers,
    /// What is not saved yet.
    pub draft: Draft,
}

/// The body of `POST /pomona/whoGetsWhat`.
pub fn who_gets_what(body: &Value) -> Result<WhoGetsWhat, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("userId");
    fields.require("device");
    let user = fields.text("userId", false);
    let device = fields.get("device");
    let device = fields.parse("device", device, enrolling_device);
    let answers = answers_of(&mut fields);
    let draft = draft_of(&mut fields);
    let errors = fields.finish(&[]);
    match (user, device) {
        (Some(user), Some(device)) => errors.or(WhoGetsWhat { user: user.to_owned(), device, answers, draft }),
        _ => Err(errors),
    }
}

/// What `POST /pomona/whoGetsWhat/csv` asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoGetsWhatTable<'a> {
    /// The table of people.
    pub people: &'a str,
    /// The device and the answers where a row does not tell.
    pub otherwise: Otherwise,
    /// What is not saved yet.
    pub draft: Draft,
}

/// The body of `POST /pomona/whoGetsWhat/csv`. The table itself is read by [`crate::people_table`].
pub fn who_gets_what_table(body: &Value) -> Result<WhoGetsWhatTable<'_>, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("people");
    let people = fields.text("people", false);
    let device = fields.object("device");
    let device = fields.parse("device", device, enrolling_device);
    let otherwise = Otherwise { device, answers: answers_of(&mut fields) };
    let draft = draft_of(&mut fields);
    let errors = fields.finish(&[]);
    match people {
        Some(people) => errors.or(WhoGetsWhatTable { people, otherwise, draft }),
        None => Err(errors),
    }
}

fn enrolling_device(value: &Value) -> Result<EnrollingDevice, Errors> {
    let mut fields = Fields::of(value)?;
    fields.require("platform");
    fields.require("osVersion");
    let platform = fields.word("platform");
    let version = fields.text("osVersion", false);
    let version = fields.parse("osVersion", version, OsVersion::parse);
    let is_new = fields.truth("isNew").unwrap_or(true);
    let errors = fields.finish(&[]);
    match (platform, version) {
        (Some(platform), Some(version)) => errors.or(EnrollingDevice { platform, version, is_new }),
        _ => Err(errors),
    }
}

fn answers_of(fields: &mut Fields<'_>) -> Answers {
    let answers = fields.object("answers");
    fields.parse("answers", answers, answers_in).unwrap_or_default()
}

fn answers_in(value: &Value) -> Result<Answers, Errors> {
    let mut fields = Fields::of(value)?;
    let answers = Answers { who_owns: fields.optional_word("whoOwns"), how_much: fields.optional_word("howMuch") };
    fields.finish(&[]).or(answers)
}

/// The properties `profileIds` and `profile`.
fn draft_of(fields: &mut Fields<'_>) -> Draft {
    let profile_ids = if fields.object("profileIds").is_some() { ids_of(fields) } else { None };
    let profile = fields.object("profile");
    let profile = fields.parse("profile", profile, draft_profile);
    Draft { profile_ids, profile }
}

/// A profile as the contract writes it, of which everything may be missing. Its `id` says which one it changes.
fn draft_profile(value: &Value) -> Result<DraftProfile, Errors> {
    let mut fields = Fields::of(value)?;
    let id = fields.text("id", true);
    let id = fields.parse("id", id, Guid::parse);
    let shared = Shared::read(&mut fields);
    fields.finish(READ_ONLY).or(DraftProfile {
        id,
        name: shared.name,
        default_method: shared.default,
        pairs: shared.pairs,
        assignments: shared.assignments,
        priority: shared.priority,
    })
}
