//! The organization (GRAPH.md 5).

use std::sync::Arc;

use enrollment::error::Code;
use enrollment::graph::sent;
use enrollment::guid::Guid;
use pomona_store::Organization;
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::list::{Collection, Plan, entity_plan};
use crate::graph::reply::Reply;
use crate::graph::scalar::{Filterable, Scalar};
use crate::graph::{Call, body};

const COLLECTION: Collection = Collection {
    name: "organization",
    properties: &["id", "displayName", "verifiedDomains", "mobileDeviceManagementAuthority"],
    paths: &[],
    searched: &[],
    expandable: &[],
    page: 100,
    largest_page: 999,
    is_directory: true,
};

struct Listed(Arc<Organization>);

impl Filterable for Listed {
    fn property(&self, name: &str) -> Scalar<'_> {
        match name {
            "id" => Scalar::made(&self.0.id),
            "displayName" => Scalar::text(&self.0.display_name),
            "mobileDeviceManagementAuthority" => Scalar::text(&self.0.mdm_authority),
            _ => Scalar::Null,
        }
    }
}

fn document(organization: &Organization) -> Value {
    let domains = organization.verified_domains.iter().enumerate().map(|(index, name)| {
        json!({"name": name, "isDefault": index == 0, "isInitial": index == 0, "capabilities": "Email, OfficeCommunicationsOnline", "type": "Managed"})
    });
    json!({
        "id": organization.id.to_string(),
        "displayName": organization.display_name,
        "verifiedDomains": domains.collect::<Vec<_>>(),
        "mobileDeviceManagementAuthority": organization.mdm_authority,
    })
}

/// `GET /organization`: a list of one, or of none before there is one.
pub fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let plan = Plan::of(call, &COLLECTION)?;
    let items = call.app.store.organization().map(Listed).into_iter();
    Ok(Reply::json(plan.page(call, &COLLECTION, items, |item| document(&item.0))))
}

/// `GET /organization/{id}`
pub fn read(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let plan = entity_plan(call, &COLLECTION)?;
    let organization = call.app.store.organization().filter(|organization| organization.id == *id);
    let organization = organization.ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(Reply::entity(call, &plan.metadata_name(COLLECTION.name), plan.select(document(&organization))))
}

/// `PATCH /organization/{id}`: its name, which device users read
pub async fn change(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let current = call.app.store.organization().filter(|organization| organization.id == *id);
    let current = current.ok_or_else(|| ApiError::new(Code::NotFound))?;
    let name = sent::organization_change(&body::parse(&call.body)?)?;
    let changed = match name {
        Some(name) => Organization { display_name: name.as_str().to_owned(), ..(*current).clone() },
        None => (*current).clone(),
    };
    call.app.store.set_organization(&call.caller.author, call.context.received, changed.clone()).await?;
    Ok(Reply::entity(call, COLLECTION.name, document(&changed)).minimal_if_preferred(call))
}

/// The id of the organization, which ids of its restrictions begin with; zeros before there is one.
pub fn account(call: &Call<'_>) -> Guid {
    call.app.store.organization().map_or(Guid::from_bytes([0; 16]), |organization| organization.id.clone())
}
