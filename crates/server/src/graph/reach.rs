//! Whom a draft of a profile would reach, before it is saved: counted with the very function that enrolling uses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use enrollment::assignment::{self, Assignment};
use enrollment::directory::Directory;
use enrollment::enrollment_type::EnrollmentType;
use enrollment::error::{Code, Errors, FieldError};
use enrollment::evaluate::{Reach, Winner, evaluate, reach};
use enrollment::graph::sent;
use enrollment::guid::Guid;
use enrollment::restriction::{self, Restriction};
use pomona_store::ProfileSet;
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::reply::Reply;
use crate::graph::{Call, body};

const NAMES: [&str; 7] = [
    "assignments",
    "priority",
    "profileId",
    "displayName",
    "description",
    "defaultEnrollmentType",
    "availableEnrollmentTypeOptions",
];

struct Draft {
    assignments: Vec<Assignment>,
    place: Option<usize>,
    replaces: Option<Guid>,
    enrollment_type: Option<EnrollmentType>,
}

/// `POST /pomona/reach`
pub async fn preview(call: &Call<'_>) -> ApiResult<Reply> {
    let draft = parse(&body::parse(&call.body)?)?;
    let (set, directory) = (call.app.store.snapshot(), call.app.store.directory());
    let restrictions = call.app.store.restrictions();
    assignment::check(&draft.assignments, |id| directory.known_group(id)).map_err(|errors| errors.under("/assignments"))?;
    if let Some(id) = draft.replaces.as_ref().filter(|id| set.place(id).is_none()) {
        return Err(FieldError::new(Code::NotFound, "/profileId").with("id", id).into());
    }
    // A hundred thousand people take a while, and other requests should not wait for them.
    let effect = tokio::task::spawn_blocking(move || Effect::of(&draft, &set, &directory, &restrictions).document(&set, &restrictions));
    let document = effect.await.map_err(|_| ApiError::new(Code::Internal))?;
    Ok(Reply::json(document))
}

fn parse(body: &Value) -> Result<Draft, Errors> {
    let object = body.as_object().ok_or_else(|| FieldError::new(Code::WrongType, "").with("expected", "object"))?;
    let mut errors = Errors::default();
    for name in object.keys().filter(|name| !name.contains('@') && !NAMES.contains(&name.as_str())) {
        errors.push(FieldError::new(Code::UnknownProperty, format!("/{name}")).with("name", name));
    }
    let wrong = |name: &str, expected: &str| Errors::from(FieldError::new(Code::WrongType, format!("/{name}")).with("expected", expected));
    let given = |name: &str| object.get(name).filter(|value| !value.is_null());
    let assignments = given("assignments").map_or(Ok(Vec::new()), |value| {
        let items = value.as_array().ok_or_else(|| wrong("assignments", "array"))?;
        sent::parse_assignments(items).map_err(|errors| errors.under("/assignments"))
    });
    let place = given("priority").map(|value| {
        let place = value.as_u64().and_then(|place| usize::try_from(place).ok());
        place.ok_or_else(|| Errors::from(FieldError::new(Code::PriorityOutOfRange, "/priority")))
    });
    let replaces = given("profileId").map(|value| {
        let text = value.as_str().ok_or_else(|| wrong("profileId", "string"))?;
        Guid::parse(text).map_err(|errors| errors.under("/profileId"))
    });
    let enrollment_type = sent::enrollment_type(given("defaultEnrollmentType"), given("availableEnrollmentTypeOptions"));
    let draft = Draft {
        assignments: errors.take(assignments).unwrap_or_default(),
        place: errors.take(place.transpose()).flatten(),
        replaces: errors.take(replaces.transpose()).flatten(),
        enrollment_type: errors.take(enrollment_type).flatten(),
    };
    errors.or(draft)
}

/// What saving a draft would do.
#[derive(Default)]
struct Effect {
    reached: usize,
    applies: usize,
    stays_with_higher: usize,
    unknown: usize,
    /// People who would move here, by the place of the profile that they come from; `None`: no profile until now.
    moves: BTreeMap<Option<usize>, usize>,
    /// Places of restrictions that would be passed over.
    overridden: BTreeSet<usize>,
}

impl Effect {
    fn of(draft: &Draft, set: &ProfileSet, directory: &Arc<Directory>, restrictions: &[Restriction]) -> Self {
        let before: Vec<&[Assignment]> = set.profiles.iter().map(|profile| profile.assignments.as_slice()).collect();
        let replaced = draft.replaces.as_ref().and_then(|id| set.place(id)).map(|place| place as usize);
        let mut after = before.clone();
        if let Some(place) = replaced {
            after.remove(place);
        }
        let place = draft.place.or(replaced).unwrap_or(after.len()).min(after.len());
        after.insert(place, &draft.assignments);

        let mut effect = Self::default();
        for person in 0..u32::try_from(directory.people().len()).unwrap_or(u32::MAX) {
            let groups = directory.person(person);
            match reach(&draft.assignments, &groups) {
                Reach::NotAssigned | Reach::Excluded(_) => continue,
                Reach::Unknown(_) => {
                    effect.unknown += 1;
                    continue;
                }
                Reach::Reached(_) => effect.reached += 1,
            }
            match evaluate(after.iter().copied(), &groups) {
                Winner::Profile(winner) if winner == place => effect.applies += 1,
                Winner::Unknown(_) => {
                    effect.unknown += 1;
                    continue;
                }
                Winner::Profile(_) | Winner::BuiltIn => {
                    effect.stays_with_higher += 1;
                    continue;
                }
            }
            match evaluate(before.iter().copied(), &groups) {
                Winner::Profile(from) | Winner::Unknown(from) if Some(from) == replaced => {}
                Winner::Profile(from) | Winner::Unknown(from) => *effect.moves.entry(Some(from)).or_default() += 1,
                Winner::BuiltIn => *effect.moves.entry(None).or_default() += 1,
            }
            effect.note_restriction(draft, restrictions, &groups);
        }
        effect
    }

    fn note_restriction(&mut self, draft: &Draft, restrictions: &[Restriction], groups: &impl enrollment::evaluate::Groups) {
        let Some(enrollment_type) = &draft.enrollment_type else { return };
        let binding = restriction::effective(restrictions, groups).filter(|binding| restriction::is_overridden(binding, enrollment_type));
        let at = binding.and_then(|binding| restrictions.iter().position(|other| std::ptr::eq(other, binding)));
        self.overridden.extend(at);
    }

    fn document(&self, set: &ProfileSet, restrictions: &[Restriction]) -> Value {
        let moves = self.moves.iter().map(|(from, count)| {
            let from = from.map(|place| &set.profiles[place]);
            let name = from.map(|profile| profile.name.as_str());
            json!({"profileId": from.map(|profile| profile.id.to_string()), "displayName": name, "count": count})
        });
        let overridden = self.overridden.iter().map(|at| &restrictions[*at]);
        let overridden = overridden.map(|restriction| json!({"id": restriction.id.to_string(), "displayName": restriction.display_name}));
        json!({
            "reached": self.reached,
            "applies": self.applies,
            "moves": moves.collect::<Vec<_>>(),
            "staysWithHigher": self.stays_with_higher,
            "unknown": self.unknown,
            "overriddenRestrictions": overridden.collect::<Vec<_>>(),
        })
    }
}
