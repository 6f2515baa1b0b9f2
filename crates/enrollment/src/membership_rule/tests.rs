//! What rules say, and that a generated rule says exactly its own name.

use proptest::prelude::*;

use super::*;

fn device<'a>(profile: Option<&'a str>) -> impl Fn(&str) -> Property<'a> {
    move |name| match name {
        "enrollmentProfileName" => Property::Text(profile),
        "deviceOwnership" => Property::Text(Some("Personal")),
        "isManaged" => Property::Truth(true),
        _ => Property::NotHeld,
    }
}

fn ask(rule: &str, profile: Option<&str>) -> Answer {
    Rule::parse(rule).unwrap_or_else(|errors| panic!("{rule}: {errors}")).evaluate(device(profile))
}

fn name() -> impl Strategy<Value = ProfileName> {
    "[^\\p{Cc}]{1,200}".prop_filter_map("allowed", |raw| ProfileName::parse(&raw).ok())
}

proptest! {
    #[test]
    fn the_generated_rule_is_true_for_its_own_name(name in name()) {
        prop_assert_eq!(ask(&for_profile(&name), Some(name.as_str())), Answer::Yes);
        prop_assert_eq!(ask(&for_profile(&name), Some(&name.as_str().to_uppercase())), Answer::Yes);
    }

    #[test]
    fn the_generated_rule_is_false_for_every_other_name(name in name(), other in name()) {
        prop_assert_eq!(ask(&for_profile(&name), Some(other.as_str())), Answer::of(name.key() == other.key()));
    }

    #[test]
    fn the_generated_rule_is_false_for_a_name_that_differs_a_little(name in name(), extra in "[`\"'()a-z ]{1,3}") {
        let other = format!("{}{extra}x", name.as_str());
        prop_assert_eq!(ask(&for_profile(&name), Some(&other)), Answer::No);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,60}|[-()\\[\\]\"`', a-z.]{0,60}") {
        let _ = Rule::parse(&text);
    }
}

#[test]
fn quotes_and_backticks_are_escaped() {
    let name = ProfileName::parse("a\"b`c").expect("allowed");
    assert_eq!(for_profile(&name), "(device.enrollmentProfileName -eq \"a`\"b``c\")");
}

#[test]
fn every_operator_compares_whatever_the_case() {
    for (rule, expected) in [
        ("device.enrollmentProfileName -eq \"byod\"", Answer::Yes),
        ("device.enrollmentProfileName -ne \"byod\"", Answer::No),
        ("device.enrollmentProfileName -startsWith \"by\"", Answer::Yes),
        ("device.enrollmentProfileName notEndsWith \"OD\"", Answer::No),
        ("device.enrollmentProfileName -contains \"yo\"", Answer::Yes),
        ("device.enrollmentProfileName -match \"^b.*d$\"", Answer::Yes),
        ("device.enrollmentProfileName -notMatch \"x\"", Answer::Yes),
        ("device.enrollmentProfileName -in [\"A\", \"byod\"]", Answer::Yes),
        ("device.enrollmentProfileName -notIn ['A']", Answer::Yes),
        ("device.isManaged -eq true", Answer::Yes),
        ("device.enrollmentProfileName -eq null", Answer::No),
        ("–not (device.enrollmentProfileName -eq \"x\")", Answer::Yes),
    ] {
        assert_eq!(ask(rule, Some("BYOD")), expected, "{rule}");
    }
}

#[test]
fn an_unset_property_equals_only_null() {
    assert_eq!(ask("device.enrollmentProfileName -eq \"x\"", None), Answer::No);
    assert_eq!(ask("device.enrollmentProfileName -ne \"x\"", None), Answer::Yes);
    assert_eq!(ask("device.enrollmentProfileName -eq null", None), Answer::Yes);
}

#[test]
fn what_the_directory_does_not_hold_is_unknown_unless_the_rest_decides() {
    assert_eq!(ask("device.displayName -eq \"x\"", None), Answer::Unknown);
    assert_eq!(ask("device.displayName -ne \"x\"", None), Answer::Unknown);
    assert_eq!(ask("device.displayName -eq \"x\" -or device.isManaged -eq true", None), Answer::Yes);
    assert_eq!(ask("device.displayName -eq \"x\" -and device.isManaged -eq false", None), Answer::No);
    assert_eq!(ask("device.enrollmentProfileName -match \"(?=x)\"", Some("x")), Answer::Unknown);
}

#[test]
fn not_binds_closer_than_and_and_closer_than_or() {
    let rule = "-not device.isManaged -eq true -and device.isManaged -eq true -or device.deviceOwnership -eq \"Personal\"";
    assert_eq!(ask(rule, None), Answer::Yes);
}

#[test]
fn a_rule_tells_what_it_is_about() {
    let subject = |rule: &str| Rule::parse(rule).expect("reads").subject();
    assert_eq!(subject("(user.department -eq \"Sales\")"), Some(Subject::User));
    assert_eq!(subject("Direct Reports for \"62e19b97-8b3d-4d4a-a106-4ce66896a863\""), Some(Subject::User));
    assert_eq!(subject("device.devicePhysicalIds -any (_ -eq \"x\")"), Some(Subject::Device));
}

#[test]
fn a_rule_tells_which_profile_names_it_uses() {
    let rule = Rule::parse("device.enrollmentProfileName -in [\"A\",\"B\"] -or device.enrollmentProfileName -eq \"C\"").expect("reads");
    assert_eq!(rule.profile_names(), ["A", "B", "C"]);
}

#[test]
fn a_mistake_tells_its_place() {
    for (rule, position) in [
        ("", "0"),
        ("device.x -eq", "12"),
        ("device.x -like \"a\"", "9"),
        ("device.x -eq \"a", "13"),
        ("user.x -eq \"a\" -and device.y -eq \"b\"", "20"),
        ("(device.x -eq \"a\"", "17"),
        ("group.x -eq \"a\"", "0"),
        ("device.x -eq \"a\" )", "17"),
    ] {
        let errors = Rule::parse(rule).expect_err(rule);
        assert_eq!(errors.0[0].parameter("position"), position, "{rule}");
    }
    assert!(Rule::parse(&"(".repeat(3_000)).is_err());
}
