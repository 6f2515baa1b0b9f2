//! Who gets what: which profile applies to a person on a device, why the others do not, and what enrolling would do. Beside
//! the order as it is, an order or a profile that is not saved yet.

use enrollment::draft::Standing;
use enrollment::error::{Code, FieldError};
use enrollment::explain::{Candidate, Circumstances, explain};
use enrollment::graph::sent;
use enrollment::graph::words::WireWord;
use enrollment::graph::written::explanation::{self, Names};
use serde_json::json;

use crate::error::ApiResult;
use crate::graph::reply::Reply;
use crate::graph::{Call, body, directory, organization, unsaved};

/// `POST /pomona/whoGetsWhat`
pub fn answer(call: &Call<'_>) -> ApiResult<Reply> {
    let question = sent::who_gets_what(&body::parse(&call.body)?)?;
    let (set, directory) = (call.app.store.snapshot(), call.app.store.directory());
    let (restrictions, account) = (call.app.store.restrictions(), organization::account(call));
    let unknown = || FieldError::new(Code::UnknownPerson, "/userId").with("userId", &question.user);
    let at = directory::find_person(&directory, &question.user).ok_or_else(unknown)?;
    let live = unsaved::live(&set);
    let draft = unsaved::drafted(&question.draft, &live, &directory)?;
    let person = directory.person_ways(at);
    let circumstances = Circumstances { device: question.device, answers: question.answers, restrictions: &restrictions };
    let names = Names { directory: &directory, account: &account };
    let explained = |profiles: &[Standing]| {
        let candidates: Vec<Candidate<'_>> = profiles.iter().map(candidate).collect();
        explanation::explanation(&explain(&candidates, &person, &circumstances), profiles, &names)
    };
    Ok(Reply::json(json!({
        "person": explanation::named_person(&directory.people()[at as usize]),
        "device": explanation::enrolling_device(&question.device),
        "answers": {
            "whoOwns": question.answers.who_owns.map(|owner| owner.wire()),
            "howMuch": question.answers.how_much.map(|extent| extent.wire()),
        },
        "live": explained(&live),
        "draft": draft.map(|draft| explained(&draft)),
    })))
}

fn candidate(profile: &Standing) -> Candidate<'_> {
    Candidate { assignments: &profile.assignments, enrollment_type: &profile.enrollment_type }
}
