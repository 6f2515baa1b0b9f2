//! An order that is not saved yet, beside the one that is.

use enrollment::assignment;
use enrollment::directory::Directory;
use enrollment::draft::{Draft, Standing};
use pomona_store::ProfileSet;

use crate::error::ApiResult;

/// The order as it is.
pub fn live(set: &ProfileSet) -> Vec<Standing> {
    set.profiles.iter().map(|profile| Standing::saved(profile)).collect()
}

/// The order as it would be; `None`: nothing is unsaved.
pub fn drafted(draft: &Draft, live: &[Standing], directory: &Directory) -> ApiResult<Option<Vec<Standing>>> {
    if draft.is_empty() {
        return Ok(None);
    }
    if let Some(assignments) = draft.profile.as_ref().and_then(|profile| profile.assignments.as_ref()) {
        assignment::check(assignments, |id| directory.known_group(id)).map_err(|errors| errors.under("/profile/assignments"))?;
    }
    Ok(Some(draft.applied_to(live)?))
}
