//! The server goes away and comes back while somebody looks at the portal.

use std::time::Duration;

use pomona_portal::backend::scripted::Scripted;
use pomona_portal::dom::timer::sleep;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::portal::{BASE, Portal, person, signed_in};

const AWAY: &str = "The server cannot be reached at the moment.";

fn banner(portal: &Portal) -> bool {
    !portal.stage.all(".offline .note").is_empty()
}

fn asked_for_health(portal: &Portal) -> usize {
    portal.server.requests().iter().filter(|request| request.path == format!("{BASE}/healthz")).count()
}

#[wasm_bindgen_test]
pub async fn while_the_server_is_away_a_banner_says_so_and_what_failed_is_asked_again_after() {
    // It knows who asks and then answers nothing.
    let portal = Portal::open("/enrollment-types", signed_in());
    portal.stage.until(|| banner(&portal), "the banner").await;
    assert!(portal.stage.all("[role=status]").iter().any(|region| region.text_content().unwrap_or_default().contains(AWAY)), "it is read");
    // Now it answers everything. Nobody presses anything.
    for exchange in recorded() {
        let text = |name: &str| exchange[name].as_str().expect("text").to_owned();
        portal.server.answer(&text("method"), &text("path"), 200, exchange["body"].clone());
    }
    portal.server.answer("GET", &format!("{BASE}/healthz"), 200, Value::Null);
    sleep(Duration::from_millis(1500)).await;
    portal.stage.role("link", "Field engineers").await;
    portal.stage.until(|| !banner(&portal), "the banner to go").await;
    portal.stage.text("The server can be reached again.").await;
}

#[wasm_bindgen_test]
pub async fn one_request_that_fails_while_the_server_is_well_is_no_reason_for_a_banner() {
    let server = Scripted::default();
    server.answer("GET", &format!("{BASE}/session"), 200, person());
    server.answer("GET", &format!("{BASE}/healthz"), 503, json!({}));
    let portal = Portal::open("/enrollment-types", server);
    portal.stage.until(|| asked_for_health(&portal) > 0, "the question whether the server is there").await;
    portal.stage.role("button", "Try again").await;
    assert!(!banner(&portal));
}

fn recorded() -> Vec<Value> {
    let exchanges: Value = serde_json::from_str(include_str!("recorded/screens.json")).expect("JSON");
    exchanges.as_array().expect("exchanges").clone()
}
