//! `/graph/beta/pomona/whoGetsWhat`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{READER, Server, server, text};

const WHO: &str = "/graph/beta/pomona/whoGetsWhat";
const GRACE: &str = "grace@contoso.example";

/// A question about Grace and her new phone.
fn about(person: &str) -> Value {
    json!({"userId": person, "device": {"platform": "iOS", "osVersion": "18.1", "isNew": true}})
}

fn with(mut question: Value, name: &str, value: Value) -> Value {
    question[name] = value;
    question
}

async fn ask(server: &Server, question: &Value) -> Value {
    server.post(WHO, question).send().await.expect(StatusCode::OK)
}

/// Each profile's name with its reason and, where another comes before it, that one's name.
fn reasons(explanation: &Value) -> Vec<(&str, &str, &str)> {
    let reasons = explanation["reasons"].as_array().expect("a list").iter();
    reasons
        .map(|one| {
            let by = one["outrankedBy"]["displayName"].as_str().unwrap_or_default();
            (one["profile"]["displayName"].as_str().unwrap_or("new"), one["reason"].as_str().expect("a word"), by)
        })
        .collect()
}

fn outcomes(explanation: &Value) -> &Vec<Value> {
    explanation["results"][0]["outcomes"].as_array().expect("a list")
}

#[tokio::test]
async fn each_profile_says_why_with_the_groups_between() {
    let server = server().await;
    let answer = server.post(WHO, &about(GRACE)).token(READER).send().await.expect(StatusCode::OK);
    assert_eq!(answer["person"]["userPrincipalName"], GRACE);
    assert_eq!(answer["device"], json!({"platform": "iOS", "osVersion": "18.1", "isNew": true}));
    assert_eq!(answer["draft"], Value::Null);
    let live = &answer["live"];
    let expected = [
        ("Field engineers", "notAssigned", ""),
        ("Ask on first run", "applies", ""),
        ("Executives", "outranked", "Ask on first run"),
        ("BYOD 2023", "notAssigned", ""),
        ("Pilot 2022", "notAssigned", ""),
        ("Everyone else", "outranked", "Ask on first run"),
    ];
    assert_eq!(reasons(live), expected);
    let because = &live["reasons"][1]["because"];
    assert_eq!((&because["groupDisplayName"], &because["through"]), (&json!("Sales"), &json!(["Sales EMEA"])));
    let assigned: Vec<_> =
        live["reasons"][0]["assignedTo"].as_array().expect("a list").iter().map(|one| &one["groupDisplayName"]).collect();
    assert_eq!(assigned, ["Field engineering", "Contractors EU"]);
    // The same person by id.
    assert_eq!(ask(&server, &about(&text(&answer["person"], "id"))).await, answer);
}

#[tokio::test]
async fn an_open_question_is_told_with_every_branch_and_an_answer_settles_it() {
    let server = server().await;
    let open = ask(&server, &about(GRACE)).await;
    assert_eq!((&open["live"]["isCertain"], &open["live"]["results"][0]["question"]), (&json!(true), &json!("whoOwns")));
    let branches: Vec<_> = outcomes(&open["live"]).iter().map(|one| (&one["branch"], &one["enrolls"])).collect();
    // Sales may not bring their own devices, which user enrollment passes over.
    let expected =
        [("ownWorkData", "yes"), ("ownEntireDevice", "no"), ("companyOwns", "yes")].map(|(one, other)| (json!(one), json!(other)));
    assert_eq!(branches, expected.iter().map(|(branch, enrolls)| (branch, enrolls)).collect::<Vec<_>>());
    let answered = with(about(GRACE), "answers", json!({"whoOwns": "personal", "howMuch": "workData"}));
    let answered = ask(&server, &answered).await;
    assert_eq!(answered["live"]["results"][0]["question"], Value::Null);
    let [outcome] = outcomes(&answered["live"]).as_slice() else { panic!("{answered}") };
    assert_eq!(outcome["enrollmentType"], "accountDrivenUserEnrollment");
    assert_eq!((&outcome["manages"], &outcome["sees"], &outcome["erases"]), (&json!("workData"), &json!("workData"), &json!("workVolume")));
    let restriction = &outcome["restrictions"][0];
    assert_eq!((&restriction["displayName"], &restriction["verdict"]), (&json!("Block personal iOS"), &json!("overridden")));
    assert_eq!(restriction["stops"], json!([{"reason": "personalBlocked", "osVersion": null, "isCertain": true}]));
}

#[tokio::test]
async fn a_retired_type_and_an_old_system_are_refused_for_both_reasons() {
    let server = server().await;
    let account_driven = json!({"defaultEnrollmentType": "accountDrivenUserEnrollment", "priority": 0,
        "assignments": [{"target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}}]});
    let old = json!({"userId": GRACE, "device": {"platform": "iPadOS", "osVersion": "12.4"}, "profile": account_driven});
    let draft = &ask(&server, &old).await["draft"];
    let [outcome] = outcomes(draft).as_slice() else { panic!("{draft}") };
    assert_eq!(outcome["fallback"], json!({"from": "accountDrivenUserEnrollment", "osMinimum": "15.0"}));
    let refusals = json!([
        {"reason": "belowFloor", "osVersion": "13.1", "restriction": null},
        {"reason": "retired", "osVersion": null, "restriction": null}
    ]);
    assert_eq!((&outcome["enrollmentType"], &outcome["enrolls"], &outcome["refusals"]), (&json!("user"), &json!("no"), &refusals));
}

#[tokio::test]
async fn an_order_that_is_not_saved_is_told_beside_the_one_that_is() {
    let server = server().await;
    let list = server.profiles().await;
    let mut ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    ids.swap(1, 2);
    let answer = ask(&server, &with(about(GRACE), "profileIds", json!(ids))).await;
    assert_eq!(reasons(&answer["live"])[1], ("Ask on first run", "applies", ""));
    assert_eq!(reasons(&answer["draft"])[1..3], [("Executives", "applies", ""), ("Ask on first run", "outranked", "Executives")]);
    assert_eq!(server.profiles().await, list, "nothing is changed");
}

#[tokio::test]
async fn a_profile_that_is_not_saved_stands_in_or_takes_the_place_of_the_one_that_it_changes() {
    let server = server().await;
    let sales = json!([{"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": server.group_id("Sales").await}}]);
    let new = json!({"defaultEnrollmentType": "webDeviceEnrollment", "priority": 0, "assignments": sales});
    let answer = ask(&server, &with(about(GRACE), "profile", new)).await;
    assert_eq!(reasons(&answer["draft"])[0], ("new", "applies", ""));
    assert_eq!(answer["draft"]["results"][0]["profile"], json!({"id": null, "displayName": null, "priority": 0}));
    let changed = json!({"id": server.profile_id("Ask on first run").await, "assignments": []});
    let answer = ask(&server, &with(about(GRACE), "profile", changed)).await;
    assert_eq!(reasons(&answer["draft"])[1..3], [("Ask on first run", "notAssigned", ""), ("Executives", "applies", "")]);
}

#[tokio::test]
async fn what_cannot_be_told_stays_unknown_with_the_assignment_that_it_depends_on() {
    let server = server().await;
    let group = server.group_id("Cost center 4711").await;
    let unknown = json!({"defaultEnrollmentType": "webDeviceEnrollment", "priority": 0, "displayName": "Perhaps",
        "assignments": [{"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": group}}]});
    let draft = &ask(&server, &with(about(GRACE), "profile", unknown)).await["draft"];
    assert_eq!(reasons(draft)[0], ("Perhaps", "unknown", ""));
    let because = &draft["reasons"][0]["because"];
    assert_eq!((&because["groupDisplayName"], &because["doubt"]), (&json!("Cost center 4711"), &json!("membership")));
    assert_eq!(reasons(draft)[2], ("Ask on first run", "appliesUnless", ""));
    assert_eq!(draft["reasons"][2]["unless"][0]["displayName"], "Perhaps");
    assert_eq!(draft["isCertain"], json!(false));
    let results: Vec<_> = draft["results"].as_array().expect("a list").iter().map(|one| &one["profile"]["displayName"]).collect();
    assert_eq!(results, ["Perhaps", "Ask on first run"]);
}

#[tokio::test]
async fn every_mistake_in_a_question_is_told_where_it_stands() {
    let server = server().await;
    let devices = server.group_id("Field iPads").await;
    let nobody = "00000000-0000-0000-0000-000000000001";
    let device = |device: Value| with(about(GRACE), "device", device);
    for (question, code, pointer) in [
        (about("nobody@contoso.example"), "unknown_person", "/userId"),
        (about("佐藤 健"), "unknown_person", "/userId"),
        (device(json!({"platform": "iOS", "osVersion": "eighteen"})), "os_version_syntax", "/device/osVersion"),
        (device(json!({"platform": "android", "osVersion": "18"})), "unknown_value", "/device/platform"),
        (device(json!({"osVersion": "18"})), "missing_property", "/device/platform"),
        (device(json!({"platform": "iOS", "osVersion": "18", "isNew": "yes"})), "wrong_type", "/device/isNew"),
        (with(about(GRACE), "answers", json!({"whoOwns": "me"})), "unknown_value", "/answers/whoOwns"),
        (with(about(GRACE), "answers", json!({"howmany": 1})), "unknown_property", "/answers/howmany"),
        (with(about(GRACE), "profileIds", json!([nobody])), "order_unknown", "/profileIds/0"),
        (with(about(GRACE), "profile", json!({"id": nobody})), "unknown_profile", "/profile/id"),
        (with(about(GRACE), "profile", json!({})), "missing_property", "/profile/defaultEnrollmentType"),
        (with(about(GRACE), "profile", json!({"color": "red"})), "unknown_property", "/profile/color"),
        (
            with(
                about(GRACE),
                "profile",
                json!({"defaultEnrollmentType": "device", "assignments": [{"target":
                {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": devices}}]}),
            ),
            "device_group",
            "/profile/assignments/0/target/groupId",
        ),
    ] {
        let answer = server.post(WHO, &question).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, pointer);
    }
    let both = json!({"device": {"platform": "iOS", "osVersion": ""}});
    let told = server.post(WHO, &both).send().await.refused(StatusCode::BAD_REQUEST, "BadRequest");
    let pointers: Vec<_> = told.iter().map(|(_, pointer)| pointer.as_str()).collect();
    assert_eq!(pointers, ["/userId", "/device/osVersion"]);
    let half = server.ask(http::Method::POST, WHO).header("content-type", "application/json").bytes(r#"{"userId": "gr"#).send().await;
    half.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "broken_json", "");
    let anonymous = server.post(WHO, &about(GRACE)).anonymous().send().await;
    anonymous.refused_for(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "not_signed_in", "");
}
