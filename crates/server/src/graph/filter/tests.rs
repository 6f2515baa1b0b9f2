//! What filters say, and where they are refused.

use time::OffsetDateTime;

use super::*;

struct Thing;

const NAMES: [&str; 8] = ["id", "displayName", "description", "priority", "securityEnabled", "createdDateTime", "groupTypes", "resources"];
const PATHS: [&str; 3] = ["actor/name", "resources:id", "resources:type"];

impl Filterable for Thing {
    fn property(&self, name: &str) -> Scalar<'_> {
        match name {
            "id" => Scalar::text("0d1f3a52-7a0e-4c5e-9f5d-7f5f4f1a2b3c"),
            "displayName" => Scalar::text("O'Brien and Sons"),
            "priority" => Scalar::Number(2),
            "securityEnabled" => Scalar::Truth(true),
            "createdDateTime" => Scalar::Moment(OffsetDateTime::UNIX_EPOCH),
            "groupTypes" => Scalar::Texts(vec!["Unified".into()]),
            "resources" => Scalar::OneObject,
            "actor/name" => Scalar::text("ada@contoso.com"),
            "resources:id" => Scalar::text("r1"),
            _ => Scalar::Null,
        }
    }
}

fn holds(text: &str) -> bool {
    Filter::parse(text, &NAMES, &PATHS).unwrap_or_else(|| panic!("{text} is a filter")).holds(&Thing)
}

#[test]
fn what_is_true_of_a_thing_holds() {
    for text in [
        "displayName eq 'o''brien AND sons'",
        "DisplayName ne 'x'",
        "id eq 0D1F3A52-7a0e-4c5e-9f5d-7f5f4f1a2b3c",
        "id eq '0d1f3a52-7a0e-4c5e-9f5d-7f5f4f1a2b3c'",
        "priority gt 1 and priority ge 2 and priority lt 3 and priority le 2",
        "securityEnabled eq true",
        "securityEnabled",
        "createdDateTime lt 2025-03-01T00:00:00Z",
        "createdDateTime ge 1970-01-01T00:00:00.0000000Z",
        "description eq null",
        "description ne 'x'",
        "displayName ne null",
        "contains(displayName,'BRIEN')",
        "startswith(displayName, 'o''') and endsWith(displayName,'sons')",
        "contains(DisplayName,'brien') eq true",
        "priority in (1, 2)",
        "displayName in ('x','O''Brien and Sons')",
        "groupTypes/any(c:c eq 'Unified')",
        "groupTypes/any(c: c eq 'x' or startsWith(c,'uni'))",
        "groupTypes/any()",
        "not groupTypes/any(c:c eq 'DynamicMembership')",
        "not(priority eq 1) and (priority eq 1 or priority eq 2)",
        "priority eq 2 or priority eq 9 and priority eq 8",
        "displayName eq microsoft.graph.name'O''Brien and Sons'",
        "actor/name eq 'ADA@contoso.com'",
        "resources/any(r:r/id eq 'R1' and actor/name ne 'x')",
        "resources/any(r: r/type eq null) and resources/any()",
    ] {
        assert!(holds(text), "{text}");
    }
}

#[test]
fn what_is_false_of_a_thing_does_not_hold() {
    for text in [
        "displayName eq 'x'",
        "priority gt 2",
        "description gt 'a'",
        "description le 'a'",
        "description eq 'x'",
        "contains(description,'')",
        "priority eq '2'",
        "securityEnabled eq false",
        "groupTypes/any(c:c eq 'DynamicMembership')",
        "(priority eq 2 or priority eq 9) and priority eq 8",
        "priority in (3,4)",
        "resources/any(r:r/id eq 'r2')",
        "resources/any(r:r eq 'r1')",
    ] {
        assert!(!holds(text), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_no_filter() {
    let deep = format!("{}priority eq 2{}", "(".repeat(40), ")".repeat(40));
    for text in [
        "",
        "displayName",
        "displayName eq",
        "displayName eq x",
        "displayName like 'x'",
        "displayName eq 'x",
        "nothing eq 'x'",
        "(priority eq 2",
        "priority eq 2)",
        "priority eq 2 and",
        "contains(displayName)",
        "contains(displayName,2)",
        "contains('x',displayName)",
        "priority in ()",
        "priority in 2",
        "groupTypes/any(c eq 'x')",
        "groupTypes/any(c:groupTypes/any(d:d eq 'x'))",
        "displayName eq 'x' ! 'y'",
        "actor/mail eq 'x'",
        "resources/id eq 'r1'",
        "resources:id eq 'r1'",
        "resources/any(r:r/name eq 'x')",
        "resources/any(r:s/id eq 'x')",
        deep.as_str(),
    ] {
        let is_bare_property = text == "displayName";
        assert_eq!(Filter::parse(text, &NAMES, &PATHS).is_some(), is_bare_property, "{text}");
    }
}

#[test]
fn only_ne_not_and_ends_with_are_advanced() {
    let advanced = |text: &str| Filter::parse(text, &NAMES, &PATHS).expect("a filter").is_advanced();
    assert!(advanced("priority ne 2"));
    assert!(advanced("not (priority eq 2)"));
    assert!(advanced("priority eq 1 and endsWith(displayName,'x')"));
    assert!(!advanced("startsWith(displayName,'x') or priority eq 2 or groupTypes/any(c:c eq 'Unified')"));
}

#[test]
fn what_a_condition_cannot_do_without_is_known_beforehand() {
    let filter = |text: &str| Filter::parse(text, &NAMES, &PATHS).expect("a filter");
    let one = filter("priority eq 2 and (resources/any(r:r/id eq 'r1') and createdDateTime ge 2025-03-01T00:00:00Z)");
    assert_eq!(one.pinned("resources:id"), Some("r1"));
    assert_eq!(one.pinned("actor/name"), None);
    let moment = |seconds| Some(OffsetDateTime::from_unix_timestamp(seconds).expect("a moment"));
    assert_eq!(one.span("createdDateTime"), (moment(1_740_787_200), None));
    let span = filter(
        "createdDateTime gt 1970-01-01T00:00:01Z and createdDateTime ge 1970-01-01T00:00:02Z and createdDateTime lt 1970-01-01T00:00:09Z and createdDateTime le 1970-01-01T00:00:05Z",
    );
    assert_eq!(span.span("createdDateTime"), (moment(2), moment(5)));
    for text in ["resources/any(r:r/id eq 'r1') or priority eq 2", "not resources/any(r:r/id eq 'r1')", "resources/any(r:r/id ne 'r1')"] {
        assert_eq!(filter(text).pinned("resources:id"), None, "{text}");
    }
}
