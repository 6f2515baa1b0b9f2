//! `/graph/beta/pomona/effect/people`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{READER, Server, server, text};

const EFFECT: &str = "/graph/beta/pomona/effect";
const PEOPLE: &str = "/graph/beta/pomona/effect/people";

/// The order without the profile of this name.
async fn without(server: &Server, name: &str) -> Value {
    let list = server.profiles().await;
    let kept = list["value"].as_array().expect("a list").iter().filter(|item| item["displayName"] != name);
    json!({"profileIds": kept.map(|item| text(item, "id")).collect::<Vec<_>>()})
}

fn with(mut question: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().expect("an object") {
        question[name] = value.clone();
    }
    question
}

#[tokio::test]
async fn the_names_behind_each_number_are_as_many_as_it_says() {
    let server = server().await;
    let question = without(&server, "Ask on first run").await;
    let effect = server.post(EFFECT, &question).send().await.expect(StatusCode::OK);
    let moves = effect["moves"].as_array().expect("a list");
    assert!(moves.len() > 1, "{effect}");
    for one in moves {
        let number = json!({"change": "moves", "from": one["from"]["id"], "to": one["to"]["id"], "$top": 999});
        let people = server.post(PEOPLE, &with(question.clone(), &number)).token(READER).send().await.expect(StatusCode::OK);
        assert_eq!(people["count"], one["count"]);
        assert_eq!(people["value"].as_array().map(Vec::len), one["count"].as_u64().and_then(|count| usize::try_from(count).ok()));
    }
    let grace = json!({"change": "moves", "from": moves[0]["from"]["id"], "to": server.profile_id("Executives").await});
    let executives = server.post(PEOPLE, &with(question, &grace)).send().await.expect(StatusCode::OK);
    let names: Vec<_> = executives["value"].as_array().expect("a list").iter().map(|one| &one["userPrincipalName"]).collect();
    assert!(names.contains(&&json!("grace@contoso.example")), "{executives}");
}

#[tokio::test]
async fn pages_follow_each_other_until_everybody_was_named() {
    let server = server().await;
    let question = with(without(&server, "Everyone else").await, &json!({"change": "leftWithout", "$top": 7}));
    let mut named = Vec::new();
    let mut token = json!(null);
    loop {
        let page = server.post(PEOPLE, &with(question.clone(), &json!({"$skiptoken": token}))).send().await.expect(StatusCode::OK);
        named.extend(page["value"].as_array().expect("a list").iter().map(|one| text(one, "id")));
        token = page["skipToken"].clone();
        if token.is_null() {
            assert_eq!(page["count"].as_u64().and_then(|count| usize::try_from(count).ok()), Some(named.len()));
            break;
        }
    }
    assert!(named.len() > 7);
    assert_eq!(named.iter().collect::<std::collections::BTreeSet<_>>().len(), named.len());
}

#[tokio::test]
async fn a_change_of_type_a_new_profile_and_the_unknown_have_names_too() {
    let server = server().await;
    let everyone = server.profile_id("Everyone else").await;
    let typed = json!({"profile": {"id": everyone, "defaultEnrollmentType": "device",
        "availableEnrollmentTypeOptions": [{"ownerType": "personal", "enrollmentType": "device"}]}});
    let effect = server.post(EFFECT, &typed).send().await.expect(StatusCode::OK);
    let people = server.post(PEOPLE, &with(typed, &json!({"change": "typeChanged", "from": everyone}))).send().await.expect(StatusCode::OK);
    assert_eq!(people["count"], effect["typeChanged"][0]["count"]);
    let all = json!({"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"});
    let new = json!({"profile": {"defaultEnrollmentType": "device", "priority": 0, "assignments": [{"target": all}]}});
    let moved = with(new, &json!({"change": "moves", "from": everyone, "to": "new"}));
    assert_eq!(server.post(PEOPLE, &moved).send().await.expect(StatusCode::OK)["count"], effect["typeChanged"][0]["count"]);
    let group = server.group_id("Cost center 4711").await;
    let target = json!({"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": group});
    let unknown =
        json!({"profile": {"defaultEnrollmentType": "device", "priority": 0, "assignments": [{"target": target}]}, "change": "unknown"});
    assert_eq!(server.post(PEOPLE, &unknown).send().await.expect(StatusCode::OK)["count"], json!(250));
}

#[tokio::test]
async fn a_number_that_is_not_there_is_refused_where_it_stands() {
    let server = server().await;
    let question = without(&server, "Ask on first run").await;
    let nobody = "00000000-0000-0000-0000-000000000001";
    let gone = server.profile_id("Ask on first run").await;
    for (more, code, pointer) in [
        (json!({}), "missing_property", "/change"),
        (json!({"change": "all"}), "unknown_value", "/change"),
        (json!({"change": "moves", "from": null}), "missing_property", "/to"),
        (json!({"change": "moves", "from": nobody, "to": null}), "unknown_profile", "/from"),
        (json!({"change": "moves", "from": null, "to": gone}), "unknown_profile", "/to"),
        (json!({"change": "moves", "from": null, "to": "new"}), "unknown_profile", "/to"),
        (json!({"change": "moves", "from": "x", "to": null}), "bad_guid", "/from"),
        (json!({"change": "typeChanged"}), "missing_property", "/from"),
        (json!({"change": "unknown", "$top": 0}), "number_out_of_range", "/$top"),
        (json!({"change": "unknown", "$skiptoken": "next"}), "number_out_of_range", "/$skiptoken"),
        (json!({"change": "unknown", "colour": "red"}), "unknown_property", "/colour"),
    ] {
        let answer = server.post(PEOPLE, &with(question.clone(), &more)).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, pointer);
    }
    let nothing = server.post(PEOPLE, &json!({"change": "unknown"})).send().await;
    nothing.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "missing_property", "/profileIds");
}
