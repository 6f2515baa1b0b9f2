//! Web storage that may be missing, full or forbidden: reading then finds nothing and writing says so.

use web_sys::Storage;

/// Which storage a value is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// For this tab, until it is closed.
    Session,
    /// For this browser.
    Local,
}

impl Shelf {
    fn open(self) -> Option<Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Session => window.session_storage(),
            Self::Local => window.local_storage(),
        }
        .ok()?
    }

    /// The value under `key`.
    pub fn read(self, key: &str) -> Option<String> {
        self.open()?.get_item(key).ok()?
    }

    /// Keeps `value` under `key`; `false` when the browser refused.
    pub fn write(self, key: &str, value: &str) -> bool {
        self.open().is_some_and(|storage| storage.set_item(key, value).is_ok())
    }

    /// The keys that begin with `prefix`.
    pub fn keys(self, prefix: &str) -> Vec<String> {
        let Some(storage) = self.open() else { return Vec::new() };
        let all = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok()?);
        all.filter(|key| key.starts_with(prefix)).collect()
    }

    /// Forgets everything under keys that begin with `prefix`.
    pub fn remove_all(self, prefix: &str) {
        for key in self.keys(prefix) {
            self.remove(&key);
        }
    }

    /// Forgets what is under `key`.
    pub fn remove(self, key: &str) {
        if let Some(storage) = self.open() {
            let _ = storage.remove_item(key);
        }
    }
}
