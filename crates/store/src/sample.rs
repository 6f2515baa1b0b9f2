//! The sample organization: Contoso, 250 people, their groups, devices, restrictions and six profiles. Always the same,
//! so that screens, tests and measurements can count on it.

mod devices;
mod groups;
mod ids;
mod names;
mod people;
mod profiles;

#[cfg(test)]
mod tests;

use time::OffsetDateTime;

use crate::author::Author;
use crate::directory::{DirectoryRecords, Organization};
use crate::error::Outcome;
use crate::{Store, StoreError};
use ids::{Kind, id};

/// The name of the sample organization.
pub const ORGANIZATION: &str = "Contoso";

/// Loads the sample organization into an empty store. `false`: something is there already, and nothing was changed.
pub async fn contoso(store: &dyn Store, author: &Author, now: OffsetDateTime) -> Outcome<bool> {
    store.refresh().await?;
    if !store.is_empty() {
        return Ok(Ok(false));
    }
    let loaded = store.load_directory(author, now, records()?).await?;
    Ok(loaded.map(|()| true))
}

/// All of the sample organization.
pub fn records() -> Result<DirectoryRecords, StoreError> {
    let people = people::all();
    let devices = devices::all(&people);
    let (groups, members) = groups::all(&people, &devices);
    Ok(DirectoryRecords {
        organization: Some(Organization {
            id: id(Kind::Organization, 0),
            display_name: ORGANIZATION.to_owned(),
            verified_domains: vec![people::DOMAIN.to_owned()],
            mdm_authority: "intune".to_owned(),
        }),
        restrictions: profiles::restrictions(),
        profiles: profiles::all().map_err(|errors| StoreError::Corrupt(format!("the sample breaks a rule: {errors}")))?,
        people,
        groups,
        devices,
        members,
    })
}
