//! What is on show, in the address: the version that is opened, or the two that are compared.

/// What the address asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The version that is opened.
    pub version: Option<u64>,
    /// The versions that are compared.
    pub compared: Option<Compared>,
}

/// Two versions that are compared, the older first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The older one.
    pub from: u64,
    /// The newer one; `None` is what is now.
    pub to: Option<u64>,
    /// The difference is shown as JSON.
    pub as_json: bool,
}

impl Compared {
    /// The comparison of two versions in any order.
    pub fn of(one: u64, other: u64) -> Self {
        Self { from: one.min(other), to: Some(one.max(other)), as_json: false }
    }

    /// The same versions, shown as JSON or in words.
    #[must_use]
    pub const fn shown(self, as_json: bool) -> Self {
        Self { as_json, ..self }
    }
}

impl Asked {
    /// A version that is opened.
    pub const fn opened(version: u64) -> Self {
        Self { version: Some(version), compared: None }
    }

    /// Two versions that are compared.
    pub const fn comparing(compared: Compared) -> Self {
        Self { version: None, compared: Some(compared) }
    }

    /// What the values of an address ask for.
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name: &str| value(name).and_then(|text| text.parse().ok());
        let compared = number("from").map(|from| Compared { from, to: number("to"), as_json: value("as").as_deref() == Some("json") });
        Self { version: number("version"), compared }
    }

    /// The query of the address, with its question mark; empty when nothing is asked for.
    pub fn query(self) -> String {
        let mut parts = Vec::new();
        if let Some(Compared { from, to, as_json }) = self.compared {
            parts.push(format!("from={from}"));
            parts.extend(to.map(|to| format!("to={to}")));
            parts.extend(as_json.then(|| "as=json".to_owned()));
        }
        parts.extend(self.version.map(|version| format!("version={version}")));
        if parts.is_empty() { String::new() } else { ["?", &parts.join("&")].concat() }
    }
}

/// What is selected after another version was: two at most, so the one that was selected first gives way.
pub fn select(selected: &[u64], version: u64, is_on: bool) -> Vec<u64> {
    let mut now: Vec<u64> = selected.iter().copied().filter(|other| *other != version).collect();
    if is_on {
        now.push(version);
    }
    now.split_off(now.len().saturating_sub(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_what_it_asks_for() {
        let all = [
            (Asked::default(), ""),
            (Asked::opened(57), "?version=57"),
            (Asked::comparing(Compared::of(57, 12)), "?from=12&to=57"),
            (Asked::comparing(Compared { from: 12, to: None, as_json: true }), "?from=12&as=json"),
        ];
        for (asked, query) in all {
            assert_eq!(asked.query(), query);
            let value = |name: &str| {
                let mut parts = query.trim_start_matches('?').split('&').filter_map(|part| part.split_once('='));
                parts.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
            };
            assert_eq!(Asked::read(value), asked, "{query}");
        }
        assert_eq!(Asked::read(|_| Some("last".to_owned())), Asked::default());
    }

    #[test]
    fn a_third_selected_version_takes_the_place_of_the_first() {
        assert_eq!(select(&[], 5, true), [5]);
        assert_eq!(select(&[5, 3], 9, true), [3, 9]);
        assert_eq!(select(&[5, 3], 5, false), [3]);
        assert_eq!(select(&[5], 5, true), [5]);
    }
}
