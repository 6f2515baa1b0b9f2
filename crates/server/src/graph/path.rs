//! The one path normalizer of the Graph contract, for requests and for the items of a batch: both key spellings,
//! qualified names, empty parentheses, percent-encoding, names whatever the case (GRAPH.md 1.1).

/// Every fixed segment of the contract, in its own spelling.
const WORDS: &[&str] = &[
    "$batch",
    "$count",
    "appleUserInitiatedEnrollmentProfiles",
    "assignments",
    "audit",
    "auditEvents",
    "compare",
    "device",
    "deviceEnrollmentConfigurations",
    "deviceManagement",
    "devices",
    "directory",
    "export",
    "getAuditActivityTypes",
    "getAuditCategories",
    "group",
    "groups",
    "import",
    "memberOf",
    "members",
    "organization",
    "people",
    "plan",
    "pomona",
    "profiles",
    "reach",
    "restore",
    "setOrder",
    "setPriority",
    "transitiveMemberOf",
    "transitiveMembers",
    "user",
    "users",
    "verification",
    "versions",
    "whoGetsWhat",
];

/// A path below the root of the contract: its segments, and the arguments of the function that it may end with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GraphPath {
    /// Fixed segments in their own spelling, keys as they came, decoded.
    pub segments: Vec<String>,
    /// Named arguments of a function, such as `category`.
    pub arguments: Vec<(String, String)>,
}

impl GraphPath {
    /// Reads a path without its query. `None`: it cannot be decoded, or its parentheses and quotes are wrong.
    pub fn parse(raw: &str) -> Option<Self> {
        let mut path = Self::default();
        for segment in raw.split('/').filter(|segment| !segment.is_empty()) {
            path.push(&percent_decode(segment, false)?)?;
        }
        Some(path)
    }

    fn push(&mut self, segment: &str) -> Option<()> {
        let Some((name, rest)) = segment.split_once('(') else {
            self.segments.push(canonical(segment));
            return Some(());
        };
        let inside = rest.strip_suffix(')')?.trim();
        self.segments.push(canonical(name));
        if inside.is_empty() {
            return Some(());
        }
        for part in split_outside_quotes(inside, ',')? {
            match split_outside_quotes(part, '=')?.as_slice() {
                [key] => self.segments.push(unquote(key.trim())?),
                [name, value] => self.arguments.push((name.trim().to_ascii_lowercase(), unquote(value.trim())?)),
                _ => return None,
            }
        }
        Some(())
    }

    /// The segments, for matching.
    pub fn as_strs(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// The value of a named argument.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A fixed segment without its qualifier and in its own spelling; anything else as it is.
fn canonical(segment: &str) -> String {
    const QUALIFIER: &str = "microsoft.graph.";
    let bare = match segment.get(..QUALIFIER.len()) {
        Some(start) if start.eq_ignore_ascii_case(QUALIFIER) => &segment[QUALIFIER.len()..],
        _ => segment,
    };
    WORDS.iter().find(|word| word.eq_ignore_ascii_case(bare)).map_or_else(|| segment.to_owned(), |word| (*word).to_owned())
}

fn split_outside_quotes(text: &str, separator: char) -> Option<Vec<&str>> {
    let mut quoted = false;
    let parts = text
        .split(|c: char| {
            quoted ^= c == '\'';
            c == separator && !quoted
        })
        .collect();
    (!quoted).then_some(parts)
}

/// A literal without its single quotes, doubled ones made single.
fn unquote(text: &str) -> Option<String> {
    match text.strip_prefix('\'') {
        Some(rest) => rest.strip_suffix('\'').map(|inner| inner.replace("''", "'")),
        None => (!text.is_empty()).then(|| text.to_owned()),
    }
}

/// Decodes `%41`; in a query `+` means a space. `None` when a sequence is broken or the bytes are not UTF-8.
pub fn percent_decode(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || u8::try_from(char::from(rest.next()?).to_digit(16)?).ok();
                digit()? << 4 | digit()?
            }
            b'+' if plus_is_space => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(raw: &str) -> Vec<String> {
        GraphPath::parse(raw).expect("a path").segments
    }

    #[test]
    fn every_spelling_of_a_path_is_the_same() {
        let expected = ["deviceManagement", "appleUserInitiatedEnrollmentProfiles", "0d1f", "setPriority"];
        for raw in [
            "/deviceManagement/appleUserInitiatedEnrollmentProfiles/0d1f/setPriority",
            "deviceManagement/appleUserInitiatedEnrollmentProfiles/0d1f/setPriority/",
            "/devicemanagement/APPLEuserInitiatedEnrollmentProfiles('0d1f')/microsoft.graph.setPriority",
            "/deviceManagement/appleUserInitiatedEnrollmentProfiles(0d1f)/setPriority()",
            "/deviceManagement/appleUserInitiatedEnrollmentProfiles%28%270d1f%27%29/microsoft.graph.setPriority()",
        ] {
            assert_eq!(segments(raw), expected, "{raw}");
        }
    }

    #[test]
    fn the_arguments_of_a_function_are_read() {
        let path = GraphPath::parse("/deviceManagement/auditEvents/getAuditActivityTypes(category='O''Brien, Inc.=')").expect("a path");
        assert_eq!(path.segments.last().map(String::as_str), Some("getAuditActivityTypes"));
        assert_eq!(path.argument("category"), Some("O'Brien, Inc.="));
    }

    #[test]
    fn an_encoded_slash_stays_inside_its_segment() {
        assert_eq!(segments("/users/a%2Fb"), ["users", "a/b"]);
    }

    #[test]
    fn a_broken_path_is_none() {
        for raw in ["/users/%zz", "/users/%4", "/users('a", "/users('a)", "/users('a'", "/users/%ff"] {
            assert_eq!(GraphPath::parse(raw), None, "{raw}");
        }
    }
}
