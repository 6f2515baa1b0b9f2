//! Who gets what, as our server tells it: which profile applies to a person on a device, why the others do not, and what
//! enrolling would do.

use enrollment::answers::Answers;
use enrollment::device::{EnrollingDevice, OsVersion};
use enrollment::enrollment_type::{EnrollmentType, Method, Ownership};
use enrollment::explain::Doubt;
use enrollment::graph::received::Profile;
use enrollment::graph::words::WireWord;
use enrollment::outcome::{Enrolls, Erased, Managed, Sees, Verdict};
use enrollment::restriction::Rule;
use enrollment::user_choice::{Branch, Question};
use serde_json::{Value, json};

use super::{Graph, Named, text};
use crate::backend::error::ApiError;
use crate::backend::transport::{Method as Http, Request};

/// A person and a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoQuestion {
    /// The id of the person, or what they sign in with.
    pub person: String,
    /// The device.
    pub device: EnrollingDevice,
    /// What the device user answers.
    pub answers: Answers,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoAnswer {
    /// Whom it is about.
    pub person: Person,
    /// With the order as it is.
    pub live: Explanation,
    /// With what is not saved yet, where that was asked for.
    pub draft: Option<Explanation>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: String,
    /// Their name.
    pub display_name: String,
    /// What they sign in with.
    pub user_principal_name: String,
}

/// Which profile applies, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// One for each profile, in order.
    pub reasons: Vec<Standing>,
    /// Whether it can be told what applies.
    pub is_certain: bool,
    /// What applies: one where it is certain, else all between which it cannot be told.
    pub results: Vec<Possible>,
}

/// A profile and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its id; one that is not saved yet has none.
    pub id: Option<String>,
    /// Its name.
    pub display_name: Option<String>,
    /// Its place; 0 is the highest.
    pub priority: u64,
}

/// Why a profile applies or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is the one.
    Applies,
    /// It is, unless one above does, of which it cannot be told.
    AppliesUnless,
    /// It cannot be told whether it reaches the person.
    Unknown,
    /// One above comes first.
    Outranked,
    /// An assignment keeps the person out.
    Excluded,
    /// No assignment names the person.
    NotAssigned,
}

/// A profile, and why it applies or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The profile.
    pub profile: Placed,
    /// Its type, where this version knows it.
    pub enrollment_type: Option<EnrollmentType>,
    /// Why.
    pub reason: Reason,
    /// The profile that comes before it.
    pub outranked_by: Option<Placed>,
    /// The profiles above of which it cannot be told.
    pub unless: Vec<Placed>,
    /// The assignment that it rests on.
    pub because: Option<Because>,
    /// Whom it is assigned to.
    pub assigned_to: Vec<Target>,
}

/// Whom an assignment names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name of the group; `None` for everybody.
    pub group: Option<String>,
    /// It keeps them out.
    pub excludes: bool,
}

/// The assignment that a reason rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// Whom it names.
    pub target: Target,
    /// The names of the groups between, the outermost first.
    pub through: Vec<String>,
    /// Why it is not certain.
    pub doubt: Option<Doubt>,
}

/// What enrolling with a profile would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    /// The profile; `None` is the built-in behavior.
    pub profile: Option<Placed>,
    /// The question that is not answered yet.
    pub question: Option<Question>,
    /// The outcome, or those of every branch that is still possible.
    pub outcomes: Vec<Outcome>,
}

/// What enrolling would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The branch of user choice; `None` where nobody is asked.
    pub branch: Option<Branch>,
    /// Whether the device enrolls.
    pub enrolls: Enrolls,
    /// Who owns it then.
    pub owner: Ownership,
    /// How it enrolls.
    pub method: Method,
    /// What this stands in for on an older system, and the version which that needs.
    pub fallback: Option<(Method, String)>,
    /// What is managed.
    pub manages: Managed,
    /// What the organization sees.
    pub sees: Sees,
    /// What is erased when management is removed.
    pub erases: Erased,
    /// Why it does not enroll.
    pub refusals: Vec<Refusal>,
    /// The restrictions that would apply.
    pub restrictions: Vec<Restricted>,
}

/// Why a device does not enroll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its system is older than this.
    BelowFloor(String),
    /// Newly enrolled devices cannot use the type.
    Retired,
    /// The rule of the restriction with this name stops it; with the version that the rule is about.
    Restricted(Rule, String, String),
}

/// A restriction that would apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restricted {
    /// Its name.
    pub name: String,
    /// What it means for the device.
    pub verdict: Verdict,
    /// Whether it binds the person for certain.
    pub is_certain: bool,
}

fn word<T: WireWord>(value: &Value) -> Option<T> {
    T::from_wire(value.as_str()?)
}

/// Everything in a list; `None` when one of it cannot be read.
fn each<T>(list: &Value, read: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    list.as_array()?.iter().map(read).collect()
}

/// What may be null: `Some(None)` then, and `None` when it cannot be read.
#[expect(clippy::option_option, reason = "null and unreadable are two things")]
fn nullable<T>(value: &Value, read: fn(&Value) -> Option<T>) -> Option<Option<T>> {
    if value.is_null() { Some(None) } else { read(value).map(Some) }
}

impl WhoAnswer {
    fn read(answer: &Value) -> Option<Self> {
        Some(Self {
            person: Person {
                id: text(&answer["person"]["id"])?,
                display_name: text(&answer["person"]["displayName"])?,
                user_principal_name: text(&answer["person"]["userPrincipalName"])?,
            },
            live: Explanation::read(&answer["live"])?,
            draft: nullable(&answer["draft"], Explanation::read)?,
        })
    }
}

impl Explanation {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            reasons: each(&value["reasons"], Standing::read)?,
            is_certain: value["isCertain"].as_bool()?,
            results: each(&value["results"], Possible::read)?,
        })
    }
}

impl Reason {
    /// The reason that a word of the wire means.
    pub fn read(value: &Value) -> Option<Self> {
        Some(match value.as_str()? {
            "applies" => Self::Applies,
            "appliesUnless" => Self::AppliesUnless,
            "unknown" => Self::Unknown,
            "outranked" => Self::Outranked,
            "excluded" => Self::Excluded,
            "notAssigned" => Self::NotAssigned,
            _ => return None,
        })
    }
}

impl Placed {
    /// A profile and its place; `None` when it has none.
    pub fn read(value: &Value) -> Option<Self> {
        Some(Self { id: text(&value["id"]), display_name: text(&value["displayName"]), priority: value["priority"].as_u64()? })
    }
}

impl Standing {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            profile: Placed::read(&value["profile"])?,
            // A profile that is not saved yet has no id; its type is read all the same.
            enrollment_type: Profile::read(&with_id(&value["profile"])).ok().and_then(|profile| profile.known_type()),
            reason: Reason::read(&value["reason"])?,
            outranked_by: nullable(&value["outrankedBy"], Placed::read)?,
            unless: each(&value["unless"], Placed::read)?,
            because: nullable(&value["because"], Because::read)?,
            assigned_to: each(&value["assignedTo"], Target::read)?,
        })
    }
}

fn with_id(profile: &Value) -> Value {
    let mut profile = profile.clone();
    if profile["id"].is_null() {
        profile["id"] = json!("");
    }
    profile
}

impl Target {
    fn read(value: &Value) -> Option<Self> {
        let group = match value["target"].as_str()? {
            "allUsers" => None,
            _ => Some(text(&value["groupDisplayName"]).or_else(|| text(&value["groupId"]))?),
        };
        Some(Self { group, excludes: value["target"] == "excludedGroup" })
    }
}

impl Because {
    fn read(value: &Value) -> Option<Self> {
        let through = each(&value["through"], text)?;
        Some(Self { target: Target::read(value)?, through, doubt: nullable(&value["doubt"], word)? })
    }
}

impl Possible {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            profile: nullable(&value["profile"], Placed::read)?,
            question: nullable(&value["question"], word)?,
            outcomes: each(&value["outcomes"], Outcome::read)?,
        })
    }
}

impl Outcome {
    fn read(value: &Value) -> Option<Self> {
        let fallback = |value: &Value| Some((word(&value["from"])?, text(&value["osMinimum"])?));
        Some(Self {
            branch: nullable(&value["branch"], word)?,
            enrolls: word(&value["enrolls"])?,
            owner: word(&value["ownerType"])?,
            method: word(&value["enrollmentType"])?,
            fallback: nullable(&value["fallback"], fallback)?,
            manages: word(&value["manages"])?,
            sees: word(&value["sees"])?,
            erases: word(&value["erases"])?,
            refusals: each(&value["refusals"], Refusal::read)?,
            restrictions: each(&value["restrictions"], Restricted::read)?,
        })
    }
}

impl Refusal {
    fn read(value: &Value) -> Option<Self> {
        let version = text(&value["osVersion"]).unwrap_or_default();
        Some(match value["reason"].as_str()? {
            "belowFloor" => Self::BelowFloor(version),
            "retired" => Self::Retired,
            _ => Self::Restricted(word(&value["reason"])?, Named::read(&value["restriction"])?.display_name, version),
        })
    }
}

impl Restricted {
    fn read(value: &Value) -> Option<Self> {
        Some(Self { name: text(&value["displayName"])?, verdict: word(&value["verdict"])?, is_certain: value["isCertain"].as_bool()? })
    }
}

/// The question on the wire.
fn written(question: &WhoQuestion) -> Value {
    let EnrollingDevice { platform, version, is_new } = question.device;
    json!({
        "userId": question.person,
        "device": {"platform": platform.wire(), "osVersion": OsVersion::to_string(&version), "isNew": is_new},
        "answers": {
            "whoOwns": question.answers.who_owns.map(|owner| owner.wire()),
            "howMuch": question.answers.how_much.map(|extent| extent.wire()),
        },
    })
}

impl Graph {
    /// Which profile applies to a person, and why. Only where the server offers `whoGetsWhat`.
    pub async fn who_gets_what(&self, question: &WhoQuestion) -> Result<WhoAnswer, ApiError> {
        let request = Request::new(Http::Post, self.url("/pomona/whoGetsWhat")).json(written(question));
        WhoAnswer::read(&self.answer(request).await?).ok_or(ApiError::Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use enrollment::answers::Extent;
    use enrollment::device::Platform;

    use super::*;

    #[test]
    fn a_question_says_what_is_not_answered_as_null() {
        let device = EnrollingDevice { platform: Platform::IpadOs, version: OsVersion::new(17, 4), is_new: false };
        let answers = Answers { who_owns: None, how_much: Some(Extent::WorkData) };
        let question = WhoQuestion { person: "grace@contoso.example".to_owned(), device, answers };
        assert_eq!(
            written(&question),
            json!({
                "userId": "grace@contoso.example", "device": {"platform": "iPadOS", "osVersion": "17.4", "isNew": false},
                "answers": {"whoOwns": null, "howMuch": "workData"}
            })
        );
    }

    #[test]
    fn a_group_that_is_gone_is_known_by_its_id() {
        let gone = json!({"target": "group", "groupId": "g1", "groupDisplayName": null});
        assert_eq!(Target::read(&gone), Some(Target { group: Some("g1".to_owned()), excludes: false }));
        assert_eq!(Target::read(&json!({"target": "allUsers", "groupId": null})), Some(Target { group: None, excludes: false }));
    }

    #[test]
    fn a_word_that_is_not_known_makes_the_answer_unreadable() {
        assert_eq!(Refusal::read(&json!({"reason": "sunspots", "restriction": {"id": "r", "displayName": "R"}})), None);
        assert_eq!(nullable::<Doubt>(&json!("sunspots"), word), None);
        assert_eq!(nullable::<Doubt>(&Value::Null, word), Some(None));
    }
}
