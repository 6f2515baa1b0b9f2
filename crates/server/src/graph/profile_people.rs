//! The people whom a profile reaches, and for each whether it applies or which one comes before it: as a list or as CSV.

use std::sync::Arc;

use enrollment::assignment::Assignment;
use enrollment::contenders::Contenders;
use enrollment::directory::{Directory, Person};
use enrollment::error::Code;
use enrollment::explain::{Standing, reached_by, standing_at};
use enrollment::graph::written::explanation;
use enrollment::guid::Guid;
use pomona_store::ProfileSet;

use crate::csv_rows::{self, CsvRows};
use crate::error::{ApiError, ApiResult};
use crate::graph::list::{Collection, Plan, Selection};
use crate::graph::query::Query;
use crate::graph::reply::Reply;
use crate::graph::scalar::{Filterable, Scalar};
use crate::graph::{Call, unsaved};
use crate::outgoing::Gone;

const COLLECTION: Collection = Collection {
    name: "users",
    properties: &["id", "displayName", "userPrincipalName"],
    paths: &[],
    searched: &["displayName", "userPrincipalName"],
    expandable: &[],
    page: 100,
    largest_page: 999,
    is_directory: false,
};

/// A person whom the profile reaches, by their place in the directory.
struct Reached<'a>(&'a Person, u32);

impl Filterable for Reached<'_> {
    fn property(&self, name: &str) -> Scalar<'_> {
        match name {
            "id" => Scalar::made(&self.0.id),
            "displayName" => Scalar::text(&self.0.display_name),
            "userPrincipalName" => Scalar::text(&self.0.user_principal_name),
            _ => Scalar::Null,
        }
    }
}

/// One profile of an order.
#[derive(Clone)]
struct Question {
    set: Arc<ProfileSet>,
    directory: Arc<Directory>,
    place: usize,
}

impl Question {
    /// Whom the profile reaches, in the order of the directory.
    fn reached(&self) -> Vec<u32> {
        reached_by(&self.directory, &self.set.profiles[self.place].assignments)
    }

    fn people<'a>(&'a self, reached: &'a [u32]) -> impl Iterator<Item = Reached<'a>> {
        reached.iter().map(|at| Reached(&self.directory.people()[*at as usize], *at))
    }

    fn contenders(&self) -> Contenders<'_> {
        Contenders::new(&self.directory, self.assignments())
    }

    fn assignments(&self) -> impl Iterator<Item = &[Assignment]> {
        self.set.profiles.iter().map(|profile| profile.assignments.as_slice())
    }
}

/// `GET /pomona/profiles/{id}/people`
pub async fn list(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let (set, directory) = (call.app.store.snapshot(), call.app.store.directory());
    let place = set.place(id).ok_or_else(|| ApiError::new(Code::NotFound))? as usize;
    let question = Question { set, directory, place };
    let query = Query::parse(call.query)?;
    query.allow(&["$top", "$skip", "$skiptoken", "$count", "$search", "format"])?;
    if query.csv || call.accepts("text/csv") {
        let selection = Selection::by(&query, &["$search", "format"], &COLLECTION)?;
        let body = csv_rows::body(move |rows| export(&question, &selection, rows));
        return Ok(Reply::csv(body, "people.csv"));
    }
    let plan = Plan::of(call, &COLLECTION)?;
    let asked = question.clone();
    // A hundred thousand people take a while, and other requests should not wait for them.
    let reached = tokio::task::spawn_blocking(move || asked.reached()).await.map_err(|_| ApiError::new(Code::Internal))?;
    let (contenders, live) = (question.contenders(), unsaved::live(&question.set));
    let page = plan.page(call, &COLLECTION, question.people(&reached), |Reached(person, at)| {
        let mut document = explanation::named_person(person);
        let standing = standing_at(question.place, &contenders, &question.directory.person(*at));
        explanation::add_standing(&mut document, &standing, &live);
        document
    });
    Ok(Reply::json(page))
}

fn export(question: &Question, selection: &Selection, rows: &mut CsvRows) -> Result<(), Gone> {
    rows.row(["userPrincipalName", "displayName", "id", "reason", "outrankedBy", "unless"])?;
    let reached = question.reached();
    let contenders = question.contenders();
    let name = |place: usize| question.set.profiles[place].name.as_str();
    for person in question.people(&reached).filter(|person| selection.lets_through(person)) {
        let Reached(person, at) = person;
        let standing = standing_at(question.place, &contenders, &question.directory.person(at));
        let (by, unless) = match &standing {
            Standing::Outranked(by) => (name(*by), String::new()),
            Standing::AppliesUnless(above) => ("", above.iter().map(|place| name(*place)).collect::<Vec<_>>().join("; ")),
            _ => ("", String::new()),
        };
        let id = person.id.to_string();
        rows.row([&*person.user_principal_name, &person.display_name, &id, explanation::standing_word(&standing), by, &unless])?;
    }
    Ok(())
}
