//! Questions about what is not saved yet: an order, a profile, and who would get what.

use serde_json::Value;

use super::super::fields::{Fields, unknown_value};
use super::{READ_ONLY, Shared, ids_of};
use crate::answers::Answers;
use crate::device::{EnrollingDevice, OsVersion};
use crate::draft::{Draft, DraftProfile};
use crate::error::{Code, Errors, FieldError};
use crate::guid::Guid;
use crate::lint::{Key, SuppressionReason};
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

/// The body of `POST /pomona/effect`: what would be saved.
pub fn effect_question(body: &Value) -> Result<Draft, Errors> {
    let mut fields = Fields::of(body)?;
    let draft = needed_draft(&mut fields);
    fields.finish(&[]).or(draft)
}

fn needed_draft(fields: &mut Fields<'_>) -> Draft {
    if fields.object("profile").is_none() {
        fields.require("profileIds");
    }
    draft_of(fields)
}

/// The body of `POST /pomona/lint`: what would be saved, if anything.
pub fn lint_question(body: &Value) -> Result<Draft, Errors> {
    let mut fields = Fields::of(body)?;
    let draft = draft_of(&mut fields);
    fields.finish(&[]).or(draft)
}

/// The body of `POST /pomona/lint/suppressions`: which finding, and why.
pub fn suppression(body: &Value) -> Result<(Key, SuppressionReason), Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("key");
    fields.require("reason");
    let (key, reason) = (fields.text("key", false), fields.text("reason", false));
    let key = fields.parse("key", key, Key::parse);
    let reason = fields.parse("reason", reason, SuppressionReason::parse);
    let errors = fields.finish(&[]);
    match key.zip(reason) {
        Some(both) => errors.or(both),
        None => Err(errors),
    }
}

/// What `POST /pomona/effect/people` asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectPeople {
    /// What would be saved.
    pub draft: Draft,
    /// Which of the numbers.
    pub change: EffectNumber,
    /// How many at most.
    pub top: usize,
    /// How many are left out at the beginning.
    pub skip: usize,
}

/// One of the numbers of an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EffectNumber {
    /// Those who move from one profile to another.
    Moves {
        /// What applies to them now; `None` is none.
        from: Option<Guid>,
        /// What would apply.
        to: End,
    },
    /// Those whose profile gets another type.
    TypeChanged(Guid),
    /// Those of whom it cannot be told.
    Unknown,
    /// Those to whom none would apply.
    LeftWithout,
}

/// Where somebody moves to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The built-in behavior.
    None,
    /// A profile.
    Profile(Guid),
    /// The profile that does not exist yet.
    New,
}

/// The most people that are told at once, and how many where it is not said.
const LARGEST_PAGE: usize = 999;
const PAGE: usize = 100;

/// The body of `POST /pomona/effect/people`.
pub fn effect_people(body: &Value) -> Result<EffectPeople, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("change");
    let draft = needed_draft(&mut fields);
    let top = fields.number("$top", 1, LARGEST_PAGE).unwrap_or(PAGE);
    let skip = fields.number("$skiptoken", 0, usize::MAX).unwrap_or_default();
    let (from, to) = (fields.text("from", true), fields.text("to", true));
    let from = fields.parse("from", from, Guid::parse);
    let change = match fields.text("change", false) {
        Some("moves") => {
            fields.require("from");
            fields.require("to");
            let to = match to {
                None => Some(End::None),
                Some("new") => Some(End::New),
                id => fields.parse("to", id, Guid::parse).map(End::Profile),
            };
            to.map(|to| EffectNumber::Moves { from, to })
        }
        Some("typeChanged") => {
            if from.is_none() {
                fields.errors.push(FieldError::new(Code::MissingProperty, "/from").with("name", "from"));
            }
            from.map(EffectNumber::TypeChanged)
        }
        Some("unknown") => Some(EffectNumber::Unknown),
        Some("leftWithout") => Some(EffectNumber::LeftWithout),
        other => {
            let allowed = "moves, typeChanged, unknown, leftWithout".to_owned();
            fields.errors.0.extend(other.map(|other| unknown_value("/change", other, allowed)));
            None
        }
    };
    let errors = fields.finish(&[]);
    match change {
        Some(change) => errors.or(EffectPeople { draft, change, top, skip }),
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
