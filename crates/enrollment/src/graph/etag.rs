//! Versions as entity tags: of one profile, and of the order of all.

/// The tag of a profile's version.
pub fn item_etag(version: u64) -> String {
    format!("\"{version}\"")
}

/// The tag of the order's version.
pub fn order_etag(version: u64) -> String {
    format!("\"order-{version}\"")
}

/// The tag of everything that profiles are made of: the version of the profiles with their order, and of the directory.
pub fn everything_etag(profiles: u64, directory: u64) -> String {
    format!("\"all-{profiles}-{directory}\"")
}

/// The versions that a tag of everything names.
pub fn parse_everything_etag(tag: &str) -> Option<(u64, u64)> {
    let (profiles, directory) = bare(tag)?.strip_prefix("all-")?.split_once('-')?;
    Some((profiles.parse().ok()?, directory.parse().ok()?))
}

/// The version that an item's tag names; a weak tag counts as its strong one.
pub fn parse_item_etag(tag: &str) -> Option<u64> {
    bare(tag)?.parse().ok()
}

/// The version that the order's tag names.
pub fn parse_order_etag(tag: &str) -> Option<u64> {
    bare(tag)?.strip_prefix("order-")?.parse().ok()
}

fn bare(tag: &str) -> Option<&str> {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_back_from_its_tag_and_from_no_other() {
        assert_eq!(parse_item_etag(&item_etag(7)), Some(7));
        assert_eq!(parse_order_etag(&order_etag(7)), Some(7));
        assert_eq!(parse_item_etag("W/\"7\""), Some(7));
        assert_eq!(parse_item_etag(&order_etag(7)), None);
        assert_eq!(parse_order_etag("order-7"), None);
        assert_eq!(parse_everything_etag(&everything_etag(7, 8)), Some((7, 8)));
        assert_eq!(parse_everything_etag(&order_etag(7)), None);
    }
}
