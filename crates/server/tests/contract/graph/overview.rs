//! `/graph/beta/pomona/overview`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Options, PROFILES, READER, Server, names, server, server_with};

const OVERVIEW: &str = "/graph/beta/pomona/overview";

async fn overview(server: &Server) -> Value {
    server.get(OVERVIEW).send().await.expect(StatusCode::OK)
}

/// Each concern with the names of its profiles and the number of its people.
fn concerns(overview: &Value) -> Vec<(&str, Vec<&str>, u64)> {
    let attention = overview["attention"].as_array().expect("a list");
    attention
        .iter()
        .map(|one| {
            let profiles = one["profiles"].as_array().expect("a list").iter();
            let names = profiles.map(|profile| profile["displayName"].as_str().expect("a name")).collect();
            (one["code"].as_str().expect("a word"), names, one["people"].as_u64().expect("a number"))
        })
        .collect()
}

#[tokio::test]
async fn everybody_is_counted_with_the_profile_that_applies() {
    let server = server().await;
    let overview = server.get(OVERVIEW).token(READER).send().await.expect(StatusCode::OK);
    assert_eq!((&overview["people"], &overview["reached"], &overview["unreached"]), (&json!(250), &json!(250), &json!(0)));
    assert_eq!((&overview["unknown"], &overview["devices"]), (&json!(0), &json!(62)));
    let profiles = overview["profiles"].as_array().expect("a list");
    let listed: Vec<_> = profiles.iter().map(|profile| profile["displayName"].as_str().expect("a name")).collect();
    assert_eq!(listed, names(&server.profiles().await), "in order");
    assert_eq!(profiles.iter().filter_map(|profile| profile["applies"].as_u64()).sum::<u64>(), 250);
    let retired: u64 = profiles[3..5].iter().filter_map(|profile| profile["applies"].as_u64()).sum();
    assert_eq!(concerns(&overview), [("retired_type", vec!["BYOD 2023", "Pilot 2022"], retired)]);
}

#[tokio::test]
async fn what_deserves_attention_follows_the_profiles() {
    let server = server().await;
    let everyone = server.profile_id("Everyone else").await;
    server.post(&format!("{PROFILES}/{everyone}/setPriority"), &json!({"priority": 4})).send().await;
    let overview_before = overview(&server).await;
    assert_eq!(concerns(&overview_before)[1].0, "never_applies");
    assert_eq!(concerns(&overview_before)[1].1, ["Pilot 2022"]);
    server.patch(&format!("{PROFILES}/{everyone}"), &json!({"assignments": []})).send().await.expect(StatusCode::OK);
    let overview = overview(&server).await;
    let found = concerns(&overview);
    assert_eq!((found[1].0, &found[1].1), ("reaches_no_one", &vec!["Everyone else"]));
    assert_eq!((found[2].0, Some(found[2].2)), ("people_without_profile", overview["unreached"].as_u64()));
}

#[tokio::test]
async fn an_empty_server_has_nothing_to_attend_to() {
    let server = server_with(Options { sample: false, ..Options::default() }).await;
    let nothing = json!({"people": 0, "reached": 0, "unreached": 0, "unknown": 0, "devices": 0, "profiles": [], "attention": []});
    assert_eq!(overview(&server).await, nothing);
    let answer = server.get(&format!("{OVERVIEW}?$top=1")).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
    let answer = server.get(OVERVIEW).anonymous().send().await;
    answer.refused_for(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "not_signed_in", "");
    let answer = server.post(OVERVIEW, &json!({})).send().await;
    answer.refused_for(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "method_not_allowed", "");
}
