//! Who gets what for a table of people: a table of outcomes that goes out while it is made, one row for each that came in.
//! A mistake in a row is told in that row.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use enrollment::contenders::Contenders;
use enrollment::directory::Directory;
use enrollment::directory_import::{Table, TableKind};
use enrollment::draft::Standing;
use enrollment::error::{Code, FieldError};
use enrollment::explain::{Circumstances, Possible, possible};
use enrollment::graph::sent;
use enrollment::graph::words::WireWord;
use enrollment::guid::Guid;
use enrollment::outcome::{Outcome, Refusal, Verdict};
use enrollment::people_table::{Asked, Columns, Otherwise};
use enrollment::restriction::{Restriction, binding};
use enrollment::text::fold_case;

use crate::csv_rows::{self, CsvRows};
use crate::csv_tables;
use crate::error::{ApiError, ApiResult};
use crate::graph::reply::Reply;
use crate::graph::{Call, body, unsaved};
use crate::message::message;
use crate::outgoing::Gone;

const HEADER: [&str; 16] = [
    "userPrincipalName",
    "displayName",
    "platform",
    "osVersion",
    "isNew",
    "whoOwns",
    "howMuch",
    "profile",
    "question",
    "enrolls",
    "ownerType",
    "enrollmentType",
    "refusals",
    "overriddenRestrictions",
    "errorCode",
    "error",
];

/// Everything that the rows are answered from.
struct Questions {
    directory: Arc<Directory>,
    restrictions: Arc<Vec<Restriction>>,
    order: Vec<Standing>,
    table: Table,
    columns: Columns,
    otherwise: Otherwise,
}

/// `POST /pomona/whoGetsWhat/csv`
pub async fn answer(call: &Call<'_>) -> ApiResult<Reply> {
    let (set, directory) = (call.app.store.snapshot(), call.app.store.directory());
    let (restrictions, body) = (call.app.store.restrictions(), call.body.clone());
    // A large table takes seconds to read, and other requests should not wait for it.
    let read = move || -> ApiResult<Questions> {
        let request = body::parse(&body)?;
        let question = sent::who_gets_what_table(&request)?;
        let live = unsaved::live(&set);
        let order = unsaved::drafted(&question.draft, &live, &directory)?.unwrap_or(live);
        let table = csv_tables::table(TableKind::People, question.people)?;
        Ok(Questions { columns: Columns::of(&table)?, otherwise: question.otherwise, directory, restrictions, order, table })
    };
    let questions = tokio::task::spawn_blocking(read).await.map_err(|_| ApiError::new(Code::Internal))??;
    Ok(Reply::csv(csv_rows::body(move |rows| questions.answered(rows)), "who-gets-what.csv"))
}

impl Questions {
    fn answered(&self, rows: &mut CsvRows) -> Result<(), Gone> {
        rows.row(HEADER)?;
        let contenders = Contenders::new(&self.directory, self.order.iter().map(|profile| profile.assignments.as_slice()));
        let people: HashMap<String, u32> =
            (0..).zip(self.directory.people()).map(|(at, person)| (fold_case(&person.user_principal_name), at)).collect();
        let find = |user: &str| {
            let by_id = Guid::parse(user).ok().and_then(|id| self.directory.person_index(&id));
            let unknown = || FieldError::new(Code::UnknownPerson, "/userPrincipalName").with("userId", user);
            by_id.or_else(|| people.get(&fold_case(user)).copied()).ok_or_else(unknown)
        };
        for row in self.table.rows() {
            let asked = self.columns.question(&row, &self.otherwise);
            match asked.and_then(|asked| Ok((asked, find(asked.user)?))) {
                Ok((asked, person)) => rows.row(self.outcome(&asked, person, &contenders))?,
                Err(mistake) => rows.row(refused(self.columns.user(&row), &mistake))?,
            }
        }
        Ok(())
    }

    fn outcome(&self, asked: &Asked<'_>, at: u32, contenders: &Contenders<'_>) -> [String; HEADER.len()] {
        let groups = self.directory.person(at);
        let bindings = binding(&self.restrictions, &groups);
        let circumstances = Circumstances { device: asked.device, answers: asked.answers, restrictions: &self.restrictions };
        let found = possible(&contenders.deciding(&groups), |place| &self.order[place].enrollment_type, &circumstances, &bindings);
        let person = &self.directory.people()[at as usize];
        let outcomes = |said: &dyn Fn(&Outcome<'_>) -> Vec<String>| {
            told(found.iter().flat_map(|one| &one.ending.outcomes).flat_map(|(_, outcome)| said(outcome)))
        };
        [
            person.user_principal_name.clone(),
            person.display_name.clone(),
            asked.device.platform.wire().to_owned(),
            asked.device.version.to_string(),
            if asked.device.is_new { "yes" } else { "no" }.to_owned(),
            asked.answers.who_owns.map(|owner| owner.wire().to_owned()).unwrap_or_default(),
            asked.answers.how_much.map(|extent| extent.wire().to_owned()).unwrap_or_default(),
            told(found.iter().map(|one| self.name(one))),
            told(found.iter().filter_map(|one| one.ending.open).map(|question| question.wire().to_owned())),
            outcomes(&|outcome| vec![outcome.enrolls.wire().to_owned()]),
            outcomes(&|outcome| vec![outcome.pair.0.wire().to_owned()]),
            outcomes(&|outcome| vec![outcome.pair.1.wire().to_owned()]),
            outcomes(&|outcome| outcome.refusals.iter().map(refusal).collect()),
            outcomes(&|outcome| {
                let overridden = outcome.restrictions.iter().filter(|one| one.verdict == Verdict::Overridden);
                overridden.map(|one| one.binding.restriction.display_name.clone()).collect()
            }),
            String::new(),
            String::new(),
        ]
    }

    /// The built-in behavior has a name in brackets, which no profile needs to have.
    fn name(&self, possible: &Possible<'_>) -> String {
        let Some(place) = possible.place else { return "(built-in)".to_owned() };
        self.order[place].name.as_ref().map_or("(new)", |name| name.as_str()).to_owned()
    }
}

/// What is said, each once. Several: it cannot be told which, or a question is open.
fn told(words: impl Iterator<Item = String>) -> String {
    let mut seen = BTreeSet::new();
    words.filter(|word| seen.insert(word.clone())).collect::<Vec<_>>().join("; ")
}

fn refusal(refusal: &Refusal<'_>) -> String {
    match refusal {
        Refusal::BelowFloor(floor) => format!("below {floor}"),
        Refusal::Retired => "retired".to_owned(),
        Refusal::Restricted(restriction, rule) => format!("{}: {}", restriction.display_name, rule.wire()),
    }
}

fn refused(user: &str, mistake: &FieldError) -> [String; HEADER.len()] {
    let mut cells = [const { String::new() }; HEADER.len()];
    user.clone_into(&mut cells[0]);
    mistake.code.as_str().clone_into(&mut cells[HEADER.len() - 2]);
    cells[HEADER.len() - 1] = message(mistake);
    cells
}
