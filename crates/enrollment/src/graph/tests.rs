//! The wire: nothing is lost on the way through, and every mistake is told where it stands.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::*;
use crate::assignment::{AllUsers, Assignment, Filter, FilterMode, Target};
use crate::enrollment_type::{EnrollmentType, Ownership};
use crate::error::{Code, Errors};
use crate::guid::Guid;
use crate::profile::{NewProfile, Profile, ProfileChange};
use crate::text::{Description, ProfileName};
use crate::user_choice::{Branch, UserChoice};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-zA-Z]{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "iOS",
            "device",
            "personal",
            "accountDrivenUserEnrollment",
            "unknownFutureValue",
            "#microsoft.graph.groupAssignmentTarget"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        let name = prop_oneof![
            prop::sample::select(vec![
                "id",
                "displayName",
                "description",
                "priority",
                "platform",
                "defaultEnrollmentType",
                "availableEnrollmentTypeOptions",
                "ownerType",
                "enrollmentType",
                "assignments",
                "target",
                "groupId",
                "@odata.type",
                "@odata.etag",
                "createdDateTime",
                "lastModifiedDateTime",
            ])
            .prop_map(str::to_owned),
            "[a-z]{1,5}",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..8).prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn enrollment_type() -> impl Strategy<Value = EnrollmentType> {
    prop_oneof![
        Just(EnrollmentType::AccountDrivenUser),
        Just(EnrollmentType::WebDevice),
        Just(EnrollmentType::UserWithCompanyPortal),
        prop_oneof![Just(Ownership::Personal), Just(Ownership::Company)].prop_map(EnrollmentType::DeviceWithCompanyPortal),
        prop::sample::subsequence(Branch::ALL.to_vec(), 2..=3)
            .prop_map(|branches| EnrollmentType::UserChoice(UserChoice::new(&branches).expect("two or three"))),
    ]
}

fn assignment() -> impl Strategy<Value = Assignment> {
    let target = prop_oneof![
        Just(Target::AllUsers(AllUsers::Licensed)),
        Just(Target::AllUsers(AllUsers::VirtualGroup)),
        any::<[u8; 16]>().prop_map(|id| Target::Group(Guid::from_bytes(id))),
        any::<[u8; 16]>().prop_map(|id| Target::ExcludedGroup(Guid::from_bytes(id))),
    ];
    let mode = prop_oneof![Just(FilterMode::Include), Just(FilterMode::Exclude)];
    let filter = prop::option::of(("[a-f0-9]{8}", mode).prop_map(|(id, mode)| Filter { id, mode }));
    (target, filter).prop_map(|(target, filter)| Assignment { target, filter })
}

proptest! {
    #[test]
    fn whatever_a_server_sends_is_written_back_the_same(mut sent in any_json(), id in "[a-z]{1,8}") {
        if let Some(object) = sent.as_object_mut() {
            object.insert("id".to_owned(), json!(id));
            prop_assert_eq!(received::Profile::read(&sent).expect("an entity").write(), sent);
        } else {
            prop_assert_eq!(received::Profile::read(&sent), Err(received::NotAnEntity));
        }
    }

    #[test]
    fn a_new_profile_is_parsed_back_from_what_was_written(
        name in "[^\\p{Cc}]{1,200}".prop_filter_map("allowed", |raw| ProfileName::parse(&raw).ok()),
        description in "[a-z \n]{0,40}",
        enrollment_type in enrollment_type(),
        assignments in prop::collection::vec(assignment(), 0..4),
        priority in prop::option::of(0_u32..1000),
    ) {
        let profile = NewProfile { name, description: Description::parse(&description).expect("allowed"), enrollment_type, assignments, priority };
        let parsed = sent::new_profile(&written::new_profile(&profile));
        prop_assert_eq!(parsed.as_ref(), Ok(&profile));
        // Equality does not see the spelling of all users, so it is compared on the wire.
        prop_assert_eq!(written::new_profile(&parsed.expect("parsed")), written::new_profile(&profile));
    }

    #[test]
    fn a_change_is_parsed_back_from_what_was_written(
        name in prop::option::of("[a-z]{1,20}"),
        description in prop::option::of("[a-z]{0,20}"),
        enrollment_type in prop::option::of(enrollment_type()),
        assignments in prop::option::of(prop::collection::vec(assignment(), 0..4)),
    ) {
        let name = name.map(|name| ProfileName::parse(&name).expect("allowed"));
        let description = description.map(|text| Description::parse(&text).expect("allowed"));
        let change = ProfileChange { name, description, enrollment_type, assignments, priority: None };
        prop_assert_eq!(sent::profile_change(&written::profile_change(&change), &some_profile()), Ok(change));
    }

    #[test]
    fn no_body_makes_the_parser_panic(body in any_json()) {
        let _ = sent::new_profile(&body);
        let _ = sent::profile_change(&body, &some_profile());
        let _ = sent::assignment(&body);
        let _ = sent::profile_ids(&body);
        let _ = sent::new_token(&body);
        let _ = ErrorEnvelope::read(&body);
        let _ = received::Group::read(&body);
    }
}

fn some_profile() -> Profile {
    Profile {
        id: Guid::from_bytes([9; 16]),
        name: ProfileName::parse("Sales").expect("allowed"),
        description: Description::default(),
        enrollment_type: EnrollmentType::WebDevice,
        assignments: vec![],
        created: OffsetDateTime::UNIX_EPOCH,
        modified: OffsetDateTime::UNIX_EPOCH,
        version: 1,
    }
}

fn told(result: Result<impl Sized, Errors>) -> Vec<(Code, String)> {
    result.err().map(|errors| errors.0.into_iter().map(|error| (error.code, error.pointer)).collect()).unwrap_or_default()
}

fn at(code: Code, pointer: &str) -> (Code, String) {
    (code, pointer.to_owned())
}

#[test]
fn the_body_that_a_real_client_sends_is_accepted() {
    let body = json!({
        "@odata.type": "#microsoft.graph.appleUserInitiatedEnrollmentProfile", "id": "ignored", "createdDateTime": "ignored",
        "DisplayName": " BYOD account driven ", "description": "", "platform": "iOS", "priority": 0,
        "defaultEnrollmentType": "accountDrivenUserEnrollment",
        "availableEnrollmentTypeOptions": [{"@odata.type": "x", "ownerType": "personal", "enrollmentType": "accountDrivenUserEnrollment"}],
        "assignments@odata.context": "ignored",
    });
    let profile = sent::new_profile(&body).expect("accepted");
    assert_eq!(
        (profile.name.as_str(), profile.enrollment_type, profile.priority),
        ("BYOD account driven", EnrollmentType::AccountDrivenUser, Some(0))
    );
}

#[test]
fn every_mistake_is_found_at_once_and_where_it_stands() {
    let body = json!({
        "displayName": "", "description": 7, "platform": "android", "priority": -1, "defaultEnrollmentType": "magic", "color/size": "red",
        "availableEnrollmentTypeOptions": [{"ownerType": "nobody", "enrollmentType": "device"}, "x"],
        "assignments": [{"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget"}}, {"target": {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}}],
    });
    assert_eq!(
        told(sent::new_profile(&body)),
        [
            at(Code::NameRequired, "/displayName"),
            at(Code::WrongType, "/description"),
            at(Code::PlatformNotSupported, "/platform"),
            at(Code::UnknownValue, "/defaultEnrollmentType"),
            at(Code::UnknownValue, "/availableEnrollmentTypeOptions/0/ownerType"),
            at(Code::WrongType, "/availableEnrollmentTypeOptions/1"),
            at(Code::MissingProperty, "/assignments/0/target/groupId"),
            at(Code::AllDevices, "/assignments/1/target/@odata.type"),
            at(Code::PriorityOutOfRange, "/priority"),
            at(Code::UnknownProperty, "/color~1size"),
        ]
    );
}

#[test]
fn what_is_missing_or_no_object_is_told() {
    assert_eq!(
        told(sent::new_profile(&json!({}))),
        [at(Code::MissingProperty, "/displayName"), at(Code::MissingProperty, "/defaultEnrollmentType")]
    );
    assert_eq!(told(sent::new_profile(&json!([]))), [at(Code::WrongType, "")]);
    assert_eq!(told(sent::assignment(&json!({}))), [at(Code::MissingProperty, "/target")]);
    assert_eq!(
        told(sent::new_profile(&json!({"displayName": "a", "DisplayName": "b", "defaultEnrollmentType": "device"}))),
        [at(Code::DuplicateProperty, "/displayName")]
    );
}

#[test]
fn a_change_keeps_what_it_does_not_name() {
    let change = sent::profile_change(&json!({"displayName": "Sales 2"}), &some_profile()).expect("accepted");
    assert_eq!(change.name.map(|name| name.as_str().to_owned()).as_deref(), Some("Sales 2"));
    assert!(change.enrollment_type.is_none() && change.assignments.is_none() && change.description.is_none());
    assert!(sent::profile_change(&json!({}), &some_profile()).expect("accepted").is_empty());
}

#[test]
fn a_change_of_the_default_type_alone_must_fit_the_pairs_that_stay() {
    let change = json!({"defaultEnrollmentType": "device"});
    assert_eq!(told(sent::profile_change(&change, &some_profile())), [at(Code::DefaultTypeNotAvailable, "/defaultEnrollmentType")]);
}

#[test]
fn all_users_in_either_spelling_and_a_group_without_hash_are_read() {
    let group = "11111111-2222-3333-4444-555555555555";
    for (target, expected) in [
        (json!({"@odata.type": "microsoft.graph.allLicensedUsersAssignmentTarget"}), Target::AllUsers(AllUsers::Licensed)),
        (
            json!({"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": "acacacac-9df4-4c7d-9d50-4ef0226f57a9"}),
            Target::AllUsers(AllUsers::VirtualGroup),
        ),
        (
            json!({"@odata.type": "groupAssignmentTarget", "groupId": group, "deviceAndAppManagementAssignmentFilterId": null, "deviceAndAppManagementAssignmentFilterType": "none"}),
            Target::Group(Guid::parse(group).expect("a guid")),
        ),
    ] {
        assert_eq!(sent::assignment(&json!({"target": target})).expect("accepted"), Assignment { target: expected, filter: None });
    }
}

#[test]
fn a_profile_with_words_that_we_do_not_know_is_kept_but_not_interpreted() {
    let sent = json!({"id": "x", "defaultEnrollmentType": "telepathy", "availableEnrollmentTypeOptions": [{"ownerType": "personal", "enrollmentType": "telepathy"}]});
    let profile = received::Profile::read(&sent).expect("an entity");
    assert_eq!(profile.known_type(), None);
    assert_eq!(profile.default_type.as_ref().map(Word::as_str), Some("telepathy"));
    assert_eq!(profile.write(), sent);
}

#[test]
fn a_membership_says_through_which_groups_only_where_the_server_does() {
    let through = |group: Value| received::Group::read(&group).expect("a group").through;
    assert_eq!(through(json!({"id": "1"})), None);
    assert_eq!(through(json!({"id": "1", "@pomona.through": []})), Some(Vec::new()));
    let between = json!({"id": "1", "@pomona.through": ["Sales EMEA", "Sales France"]});
    assert_eq!(through(between), Some(vec!["Sales EMEA".to_owned(), "Sales France".to_owned()]));
}

#[test]
fn the_default_domain_of_the_organization_comes_first() {
    let organization = json!({"id": "1", "displayName": "Contoso", "mobileDeviceManagementAuthority": "intune",
        "verifiedDomains": [{"name": "a.example"}, {"name": "b.example", "isDefault": true}, {"name": "c.example"}]});
    let read = received::Organization::read(&organization).expect("an organization");
    assert_eq!(read.domains, ["b.example", "a.example", "c.example"]);
    assert_eq!(read.mdm_authority.as_deref(), Some("intune"));
    assert!(received::Organization::read(&json!({"id": "1"})).expect("an organization").domains.is_empty());
}
