//! Lists of profiles as they were last written: a list is read far more often than it changes, and writing it is most of
//! the work of answering.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use pomona_store::ProfileSet;

/// The most lists that are kept of one state of the profiles.
const MOST: usize = 32;

/// Written lists by address and query, all of one state.
#[derive(Default)]
pub struct ProfileListCache(Mutex<Option<State>>);

struct State {
    of: Arc<ProfileSet>,
    lists: HashMap<(String, String), Bytes>,
}

impl ProfileListCache {
    /// The list for this address and query, if it was written of exactly these profiles.
    pub fn get(&self, set: &Arc<ProfileSet>, address: &str, query: &str) -> Option<Bytes> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let state = state.as_ref().filter(|state| Arc::ptr_eq(&state.of, set))?;
        state.lists.get(&(address.to_owned(), query.to_owned())).cloned()
    }

    /// Keeps a list.
    pub fn put(&self, set: &Arc<ProfileSet>, address: String, query: &str, list: Bytes) {
        let mut guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let state = match guard.take() {
            Some(state) if Arc::ptr_eq(&state.of, set) && state.lists.len() < MOST => state,
            _ => State { of: Arc::clone(set), lists: HashMap::new() },
        };
        guard.insert(state).lists.insert((address, query.to_owned()), list);
    }
}
