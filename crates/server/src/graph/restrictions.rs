//! Enrollment restrictions (GRAPH.md 6), read only.

use std::sync::Arc;

use enrollment::error::Code;
use enrollment::graph::written;
use enrollment::guid::Guid;
use enrollment::restriction::Restriction;
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::list::{self, Collection, Plan, entity_plan};
use crate::graph::reply::Reply;
use crate::graph::scalar::{Filterable, Scalar};
use crate::graph::{Call, organization};

const COLLECTION: Collection = Collection {
    name: "deviceManagement/deviceEnrollmentConfigurations",
    properties: &[
        "id",
        "displayName",
        "description",
        "priority",
        "createdDateTime",
        "lastModifiedDateTime",
        "version",
        "roleScopeTagIds",
        "deviceEnrollmentConfigurationType",
        "platformType",
        "platformRestriction",
        "iosRestriction",
    ],
    paths: &[],
    searched: &[],
    expandable: &["assignments"],
    page: 1_000,
    largest_page: 1_000,
    is_directory: false,
};
/// The date of what has none (GRAPH.md 1.4).
const NEVER: &str = "0001-01-01T00:00:00Z";

/// A restriction as it is written, from which it is filtered too: there are few.
struct Listed(Value);

impl Filterable for Listed {
    fn property(&self, name: &str) -> Scalar<'_> {
        match &self.0[name] {
            Value::String(text) => Scalar::text(text),
            Value::Number(number) => number.as_i64().map_or(Scalar::Null, Scalar::Number),
            _ => Scalar::Null,
        }
    }
}

struct Restrictions {
    all: Arc<Vec<Restriction>>,
    account: Guid,
}

impl Restrictions {
    fn of(call: &Call<'_>) -> Self {
        Self { all: call.app.store.restrictions(), account: organization::account(call) }
    }

    fn document(&self, restriction: &Restriction) -> Value {
        written::restriction(restriction, &self.account, NEVER)
    }

    fn listed(&self, with_assignments: bool) -> impl Iterator<Item = Listed> {
        self.all.iter().map(move |restriction| {
            let mut document = self.document(restriction);
            if with_assignments {
                document["assignments"] = self.assignments(restriction);
            }
            Listed(document)
        })
    }

    fn assignments(&self, restriction: &Restriction) -> Value {
        let id = written::restriction_id(restriction, &self.account);
        let document = |assignment| {
            let target = written::target(assignment);
            let key = assignment.target.key();
            json!({"@odata.type": "#microsoft.graph.enrollmentConfigurationAssignment", "id": format!("{id}_{key}"), "target": target})
        };
        restriction.assignments.iter().map(document).collect()
    }

    fn find(&self, id: &str) -> ApiResult<&Restriction> {
        let found = self.all.iter().find(|restriction| written::restriction_id(restriction, &self.account).eq_ignore_ascii_case(id));
        found.ok_or_else(|| ApiError::new(Code::NotFound))
    }
}

/// `GET /deviceManagement/deviceEnrollmentConfigurations`
pub fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let plan = Plan::of(call, &COLLECTION)?;
    let restrictions = Restrictions::of(call);
    Ok(Reply::json(plan.page(call, &COLLECTION, restrictions.listed(plan.expands("assignments")), |item| item.0.clone())))
}

/// `GET .../$count`
pub fn count(call: &Call<'_>) -> ApiResult<Reply> {
    list::count(call, &COLLECTION, Restrictions::of(call).listed(false))
}

/// `GET .../{id}`
pub fn read(call: &Call<'_>, id: &str) -> ApiResult<Reply> {
    let plan = entity_plan(call, &COLLECTION)?;
    let restrictions = Restrictions::of(call);
    let restriction = restrictions.find(id)?;
    let mut document = restrictions.document(restriction);
    if plan.expands("assignments") {
        document["assignments"] = restrictions.assignments(restriction);
    }
    Ok(Reply::entity(call, &plan.metadata_name(COLLECTION.name), plan.select(document)))
}

/// `GET .../{id}/assignments`
pub fn assignments(call: &Call<'_>, id: &str) -> ApiResult<Reply> {
    let restrictions = Restrictions::of(call);
    let restriction = restrictions.find(id)?;
    let collection = Collection { properties: &["id", "target"], expandable: &[], ..COLLECTION };
    let plan = Plan::of(call, &collection)?;
    let items: Vec<Value> = restrictions.assignments(restriction).as_array().cloned().unwrap_or_default();
    let mut page = plan.page(call, &collection, items.into_iter().map(Listed), |item| item.0.clone());
    page["@odata.context"] = json!(call.metadata(&plan.metadata_name(&format!("{}('{id}')/assignments", COLLECTION.name))));
    Ok(Reply::json(page))
}
