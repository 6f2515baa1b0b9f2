//! `/graph/beta`

mod assignments;
mod audit_events;
mod batch;
mod directory;
mod effect;
mod order;
mod organization;
mod overview;
mod pomona;
mod profiles;
mod profiles_refused;
mod query_options;
mod races;
mod restrictions;
