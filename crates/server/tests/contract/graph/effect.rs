//! `/graph/beta/pomona/effect`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{READER, Server, server, text};

const EFFECT: &str = "/graph/beta/pomona/effect";

async fn ids(server: &Server) -> Vec<String> {
    server.profiles().await["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect()
}

/// From, to and how many.
fn moves(effect: &Value) -> Vec<(&str, &str, u64)> {
    let moves = effect["moves"].as_array().expect("a list");
    moves
        .iter()
        .map(|one| {
            let name = |end: &str| one[end]["displayName"].as_str().unwrap_or("none");
            (name("from"), name("to"), one["count"].as_u64().expect("a number"))
        })
        .collect()
}

#[tokio::test]
async fn the_order_as_it_is_moves_nobody() {
    let server = server().await;
    let effect = server.post(EFFECT, &json!({"profileIds": ids(&server).await})).token(READER).send().await.expect(StatusCode::OK);
    assert_eq!(effect, json!({"people": 250, "changed": 0, "unknown": 0, "leftWithout": 0, "moves": [], "typeChanged": []}));
}

#[tokio::test]
async fn a_new_order_tells_who_moves_where_and_changes_nothing() {
    let server = server().await;
    let mut ids = ids(&server).await;
    let before = server.profiles().await;
    ids.rotate_right(1);
    let effect = server.post(EFFECT, &json!({"profileIds": ids})).send().await.expect(StatusCode::OK);
    let moves = moves(&effect);
    assert!(!moves.is_empty() && moves.iter().all(|(_, to, _)| *to == "Everyone else"), "{effect}");
    assert!(moves.is_sorted_by_key(|(_, _, count)| std::cmp::Reverse(*count)), "{effect}");
    assert_eq!(effect["changed"].as_u64(), Some(moves.iter().map(|(_, _, count)| count).sum()));
    assert_eq!(server.profiles().await, before);
    // What was told is what happens: the preview of the one profile that gains them counts the same people.
    let reach = json!({
        "profileId": ids[0], "priority": 0,
        "assignments": [{"target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}}]
    });
    let reach = server.post("/graph/beta/pomona/reach", &reach).send().await.expect(StatusCode::OK);
    let gained: u64 = reach["moves"].as_array().expect("a list").iter().filter_map(|one| one["count"].as_u64()).sum();
    assert_eq!(effect["changed"], gained);
}

#[tokio::test]
async fn a_profile_that_is_left_out_hands_its_people_down() {
    let server = server().await;
    let kept: Vec<String> = ids(&server).await.into_iter().take(5).collect();
    let effect = server.post(EFFECT, &json!({"profileIds": kept})).send().await.expect(StatusCode::OK);
    let moves = moves(&effect);
    assert_eq!(moves.iter().map(|(from, to, _)| (*from, *to)).collect::<Vec<_>>(), [("Everyone else", "none")]);
    assert_eq!(effect["moves"][0]["to"], Value::Null);
    assert_eq!(effect["leftWithout"], effect["changed"]);
}

#[tokio::test]
async fn a_change_of_type_is_told_with_both_types_and_moves_nobody() {
    let server = server().await;
    let id = server.profile_id("Everyone else").await;
    let overview = server.get("/graph/beta/pomona/overview").send().await.expect(StatusCode::OK);
    let changed = json!({"profile": {"id": id, "defaultEnrollmentType": "accountDrivenUserEnrollment",
        "availableEnrollmentTypeOptions": [{"ownerType": "personal", "enrollmentType": "accountDrivenUserEnrollment"}]}});
    let effect = server.post(EFFECT, &changed).token(READER).send().await.expect(StatusCode::OK);
    assert_eq!((&effect["changed"], &effect["moves"]), (&json!(0), &json!([])));
    let [change] = effect["typeChanged"].as_array().expect("a list").as_slice() else { panic!("{effect}") };
    assert_eq!(change["profile"], json!({"id": id, "displayName": "Everyone else"}));
    assert_eq!(change["before"]["defaultEnrollmentType"], "webDeviceEnrollment");
    assert_eq!(change["after"]["defaultEnrollmentType"], "accountDrivenUserEnrollment");
    assert_eq!(change["count"], overview["profiles"][5]["applies"]);
}

#[tokio::test]
async fn a_new_profile_with_an_order_of_its_own_takes_people_and_is_told_without_an_id() {
    let server = server().await;
    let mut ids = ids(&server).await;
    ids.swap(1, 2);
    let sales = server.group_id("Sales").await;
    let new = json!({"displayName": "Sales phones", "defaultEnrollmentType": "webDeviceEnrollment", "priority": 1,
        "assignments": [{"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": sales}}]});
    let both = server.post(EFFECT, &json!({"profileIds": ids, "profile": new})).send().await.expect(StatusCode::OK);
    let moves = moves(&both);
    assert!(moves.iter().all(|(from, to, _)| (*from, *to) == ("Ask on first run", "Sales phones")), "{both}");
    assert_eq!(both["moves"][0]["to"], json!({"id": null, "displayName": "Sales phones"}));
}

#[tokio::test]
async fn the_answer_is_the_last_line_for_whoever_reads_line_by_line() {
    let server = server().await;
    let question = json!({"profileIds": ids(&server).await[..3]});
    let whole = server.post(EFFECT, &question).send().await.expect(StatusCode::OK);
    let lines = server.post(EFFECT, &question).header("accept", "application/x-ndjson").token(READER).send().await;
    assert_eq!((lines.status, lines.header("content-type")), (StatusCode::OK, "application/x-ndjson"));
    let text = String::from_utf8(lines.body.to_vec()).expect("UTF-8");
    assert_eq!(serde_json::from_str::<Value>(text.lines().last().expect("a line")).expect("JSON"), whole);
}

#[tokio::test]
async fn an_id_that_is_not_there_or_stands_twice_is_refused_where_it_stands() {
    let server = server().await;
    let ids = ids(&server).await;
    let nobody = "00000000-0000-0000-0000-000000000001";
    let answer = server.post(EFFECT, &json!({"profileIds": [ids[0], nobody]})).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "order_unknown", "/profileIds/1");
    assert_eq!(answer.parameters(), json!({"ids": nobody}));
    let answer = server.post(EFFECT, &json!({"profileIds": [ids[0], ids[1], ids[0]]})).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "order_duplicate", "/profileIds/2");
    for (body, code, pointer) in [
        (json!({}), "missing_property", "/profileIds"),
        (json!({"profileIds": "all"}), "wrong_type", "/profileIds"),
        (json!({"profileIds": ["x"]}), "bad_guid", "/profileIds/0"),
        (json!({"profileIds": [], "colour": "red"}), "unknown_property", "/colour"),
        (json!({"profile": {"id": nobody}}), "unknown_profile", "/profile/id"),
        (json!({"profile": {"displayName": "New"}}), "missing_property", "/profile/defaultEnrollmentType"),
        (json!({"profile": {"displayName": "a\u{7}", "defaultEnrollmentType": "device"}}), "control_character", "/profile/displayName"),
    ] {
        let answer = server.post(EFFECT, &body).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, pointer);
    }
    let answer = server.post(EFFECT, &json!({"profileIds": []})).anonymous().send().await;
    answer.refused_for(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "not_signed_in", "");
}
