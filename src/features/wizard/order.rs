//! The place of a new profile among those that exist.

use enrollment::assignment::Target;
use enrollment::graph::received;

use super::draft::Place;

/// A profile that exists, as far as the place of a new one needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Everybody is assigned to it, so that a new one below it would reach no one.
    pub for_everybody: bool,
}

impl Row {
    /// The profile as the server's list has it.
    pub fn of(profile: &received::Profile) -> Self {
        let everybody = |assignment: &received::Assignment| {
            assignment.known().is_some_and(|known| known.filter.is_none() && matches!(known.target, Target::AllUsers(_)))
        };
        Self {
            id: profile.id.clone(),
            name: profile.display_name.clone().unwrap_or_default(),
            for_everybody: profile.assignments.iter().flatten().any(everybody),
        }
    }
}

/// The place that is proposed: directly above the first profile that is for everybody, else the end. 0 is the first.
pub fn proposed(rows: &[Row]) -> usize {
    rows.iter().position(|row| row.for_everybody).unwrap_or(rows.len())
}

/// The place that was chosen, 0 first. A profile that is gone by now gives back the proposed place.
pub fn position(place: &Place, rows: &[Row]) -> usize {
    match place {
        Place::Proposed => proposed(rows),
        Place::First => 0,
        Place::After(id) => rows.iter().position(|row| row.id == *id).map_or_else(|| proposed(rows), |at| at + 1),
    }
}

/// The choice that means this place.
pub fn place_at(position: usize, rows: &[Row]) -> Place {
    match position.checked_sub(1).and_then(|above| rows.get(above)) {
        _ if position == proposed(rows) => Place::Proposed,
        Some(above) => Place::After(above.id.clone()),
        None => Place::First,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(id: &str, for_everybody: bool) -> Row {
        Row { id: id.to_owned(), name: id.to_uppercase(), for_everybody }
    }

    #[test]
    fn the_proposed_place_is_above_the_first_profile_for_everybody() {
        assert_eq!(proposed(&[row("a", false), row("b", true), row("c", true)]), 1);
        assert_eq!(proposed(&[row("a", false), row("b", false)]), 2);
        assert_eq!(proposed(&[]), 0);
    }

    #[test]
    fn every_position_is_read_back_from_its_choice() {
        let rows = [row("a", false), row("b", true), row("c", false)];
        for at in 0..=rows.len() {
            assert_eq!(position(&place_at(at, &rows), &rows), at);
        }
    }

    #[test]
    fn a_neighbor_that_was_deleted_meanwhile_gives_back_the_proposed_place() {
        assert_eq!(position(&Place::After("gone".to_owned()), &[row("a", true)]), 0);
    }

    #[test]
    fn a_filtered_assignment_to_everybody_is_not_for_everybody() {
        let target = |filter: Option<&str>| {
            json!({"id": "p", "displayName": "P", "assignments": [{"id": "x", "target": {
                "@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget",
                "deviceAndAppManagementAssignmentFilterId": filter,
                "deviceAndAppManagementAssignmentFilterType": if filter.is_some() { "include" } else { "none" },
            }}]})
        };
        let of = |value| Row::of(&received::Profile::read(&value).expect("an entity")).for_everybody;
        assert!(of(target(None)));
        assert!(!of(target(Some("f1"))));
    }
}
