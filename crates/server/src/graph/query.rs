//! The query options of a list or an item: read strictly, encoded or literal, with or without `$`.

use crate::error::{ApiError, ApiResult};
use crate::graph::path::percent_decode;

/// The options of one request. What stands in them is checked by whoever uses them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Only these properties.
    pub select: Option<Vec<String>>,
    /// These navigation properties too.
    pub expand: Vec<String>,
    /// The size of a page.
    pub top: Option<usize>,
    /// How many to leave out at the beginning.
    pub skip: Option<usize>,
    /// Where the next page begins, as we wrote it into a link.
    pub skip_token: Option<u64>,
    /// A condition.
    pub filter: Option<String>,
    /// The order.
    pub order_by: Option<String>,
    /// Whether to say how many there are in all.
    pub count: bool,
    /// A search.
    pub search: Option<String>,
    /// Whether the answer is to be a table (`format=csv`).
    pub csv: bool,
}

impl Query {
    /// Reads the part of an address after `?`.
    pub fn parse(raw: &str) -> ApiResult<Self> {
        let mut query = Self::default();
        let mut seen = Vec::new();
        for part in raw.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let decoded = percent_decode(name, true).zip(percent_decode(value, true));
            let (name, value) = decoded.ok_or_else(|| ApiError::query_option(name))?;
            let option = name.strip_prefix('$').unwrap_or(&name).to_ascii_lowercase();
            query.set(&option, value.trim()).filter(|()| !seen.contains(&option)).ok_or_else(|| ApiError::query_option(&name))?;
            seen.push(option);
        }
        Ok(query)
    }

    fn set(&mut self, option: &str, value: &str) -> Option<()> {
        let text = (!value.is_empty()).then(|| value.to_owned());
        match option {
            "select" => self.select = Some(list(value)?),
            "expand" => self.expand = list(value)?,
            "top" => self.top = Some(value.parse().ok()?),
            "skip" => self.skip = Some(value.parse().ok()?),
            "skiptoken" => self.skip_token = Some(value.parse().ok()?),
            "filter" => self.filter = Some(text?),
            "orderby" => self.order_by = Some(text?),
            "search" => self.search = Some(text?),
            "format" => self.csv = value.eq_ignore_ascii_case("csv").then_some(true)?,
            "count" => self.count = truth(value)?,
            _ => return None,
        }
        Some(())
    }

    /// The names of the options that are used, for those who allow only some.
    pub fn used(&self) -> Vec<&'static str> {
        [
            ("$select", self.select.is_some()),
            ("$expand", !self.expand.is_empty()),
            ("$top", self.top.is_some()),
            ("$skip", self.skip.is_some()),
            ("$skiptoken", self.skip_token.is_some()),
            ("$filter", self.filter.is_some()),
            ("$orderby", self.order_by.is_some()),
            ("$count", self.count),
            ("$search", self.search.is_some()),
            ("format", self.csv),
        ]
        .into_iter()
        .filter_map(|(name, is_used)| is_used.then_some(name))
        .collect()
    }

    /// Refuses every option that is used and not named here.
    pub fn allow(&self, allowed: &[&str]) -> ApiResult<()> {
        match self.used().into_iter().find(|name| !allowed.contains(name)) {
            Some(name) => Err(ApiError::query_option(name)),
            None => Ok(()),
        }
    }
}

fn list(value: &str) -> Option<Vec<String>> {
    let names: Vec<String> = value.split(',').map(|name| name.trim().to_owned()).collect();
    (!names.iter().any(String::is_empty)).then_some(names)
}

fn truth(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// The values of these options, of which each may be given once and no other, for what takes none of those of a list.
pub fn named<const N: usize>(raw: &str, names: [&str; N]) -> ApiResult<[Option<String>; N]> {
    let mut values = [const { None }; N];
    for part in raw.split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let decoded = percent_decode(name, true).zip(percent_decode(value, true));
        let (name, value) = decoded.ok_or_else(|| ApiError::query_option(name))?;
        let at = names.iter().position(|known| known.eq_ignore_ascii_case(&name));
        let slot = at.map(|at| &mut values[at]).filter(|slot| slot.is_none() && !value.trim().is_empty());
        *slot.ok_or_else(|| ApiError::query_option(&name))? = Some(value.trim().to_owned());
    }
    Ok(values)
}

/// The value of one option, and the query without it.
pub fn taken(raw: &str, wanted: &str) -> ApiResult<(Option<String>, String)> {
    let is_wanted = |part: &&str| part.split('=').next().is_some_and(|name| name.eq_ignore_ascii_case(wanted));
    let (found, rest): (Vec<&str>, Vec<&str>) = raw.split('&').partition(is_wanted);
    let [value] = named(&found.join("&"), [wanted])?;
    Ok((value, rest.join("&")))
}

/// The address of the next page: the same options, but beginning at `token`.
pub fn next_link(address: &str, raw_query: &str, token: u64) -> String {
    let mut link = format!("{address}?");
    for part in raw_query.split('&').filter(|part| !part.is_empty()) {
        let name = part.split('=').next().and_then(|name| percent_decode(name, true)).unwrap_or_default().to_ascii_lowercase();
        if !matches!(name.trim_start_matches('$'), "skip" | "skiptoken") {
            link.push_str(part);
            link.push('&');
        }
    }
    link.push_str("$skiptoken=");
    link.push_str(&token.to_string());
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_encoded_or_literal_with_or_without_a_dollar() {
        let expected = Query { top: Some(5), filter: Some("displayName eq 'A B'".to_owned()), count: true, ..Query::default() };
        for raw in [
            "$top=5&$filter=displayName eq 'A B'&$count=true",
            "%24count=true&%24filter=displayName%20eq%20%27A+B%27&%24top=5",
            "top=5&FILTER=displayName%20eq%20'A%20B'&&$Count=TRUE",
        ] {
            assert_eq!(Query::parse(raw).expect("fine"), expected, "{raw}");
        }
    }

    #[test]
    fn unknown_malformed_and_repeated_options_are_refused_by_name() {
        for raw in ["$apply=x", "$top=-1", "$top=", "$top=a", "$count=1", "$select=a,,b", "$filter=", "$top=1&top=2", "x=%zz", "format=pdf"]
        {
            assert!(Query::parse(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn options_of_another_kind_are_read_by_their_names_once_each() {
        let read = |raw| named(raw, ["from", "to"]).ok();
        assert_eq!(read("to=%202&FROM=1&"), Some([Some("1".to_owned()), Some("2".to_owned())]));
        assert_eq!(read(""), Some([None, None]));
        for raw in ["from=1&from=2", "from=", "from", "$top=1", "to=%zz"] {
            assert_eq!(read(raw), None, "{raw}");
        }
    }

    #[test]
    fn one_option_is_taken_out_of_a_query() {
        let found = taken("$top=1&Format=csv&$filter=a eq 'format=x'", "format").ok();
        assert_eq!(found, Some((Some("csv".to_owned()), "$top=1&$filter=a eq 'format=x'".to_owned())));
        assert_eq!(taken("$top=1", "format").ok(), Some((None, "$top=1".to_owned())));
        assert!(taken("format=csv&format=json", "format").is_err());
    }

    #[test]
    fn the_next_link_keeps_the_query_but_for_its_beginning() {
        let link = next_link("http://h/graph/beta/users", "$top=2&%24skip=4&$filter=a%20eq%20'b'", 6);
        assert_eq!(link, "http://h/graph/beta/users?$top=2&$filter=a%20eq%20'b'&$skiptoken=6");
    }
}
