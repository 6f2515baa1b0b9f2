//! What each group holds, counted once for each picture of the directory: nested groups make counting expensive.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use enrollment::directory::{Counts, Directory};
use enrollment::group_kind::GroupKind;

/// Kinds and counts of the groups of one picture of the directory.
#[derive(Default)]
pub struct GroupFacts(Mutex<Option<State>>);

struct State {
    of: Arc<Directory>,
    facts: HashMap<u32, (GroupKind, Counts)>,
}

impl GroupFacts {
    /// What a group holds, and how many.
    pub fn of(&self, directory: &Arc<Directory>, group: u32) -> (GroupKind, Counts) {
        let known = |state: &State| Arc::ptr_eq(&state.of, directory);
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = guard.as_ref().filter(|state| known(state)).and_then(|state| state.facts.get(&group)) {
            return *facts;
        }
        drop(guard);
        let facts = (directory.kind(group), directory.counts(group));
        let mut guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let state = match guard.take() {
            Some(state) if known(&state) => state,
            _ => State { of: Arc::clone(directory), facts: HashMap::new() },
        };
        guard.insert(state).facts.insert(group, facts);
        facts
    }
}
