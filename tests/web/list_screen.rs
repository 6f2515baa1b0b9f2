//! The list of enrollment profiles on show for a test, and the servers behind it.

use pomona_portal::backend::scripted::Scripted;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::portal::Portal;
use crate::profiles::{PROFILES, recorded_list, sample};

pub const FIELD: &str = "Field engineers";

pub const ASK: &str = "Ask on first run";

pub const EXECUTIVES: &str = "Executives";

pub const EVERYONE: &str = "Everyone else";

pub const SAVED: [&str; 6] = [FIELD, ASK, EXECUTIVES, "BYOD 2023", "Pilot 2022", EVERYONE];

pub const EFFECT: &str = "/it/apple/graph/beta/pomona/effect";

/// The list on show.
pub struct Screen(pub Portal);

impl Screen {
    pub async fn open(server: Scripted) -> Self {
        Self::of(Portal::open("/enrollment-types", server)).await
    }

    pub async fn reload(server: Scripted) -> Self {
        Self::of(Portal::reload("/enrollment-types", server)).await
    }

    pub async fn of(portal: Portal) -> Self {
        portal.stage.role("link", EVERYONE).await;
        Self(portal)
    }

    pub fn names(&self) -> Vec<String> {
        let rows = self.0.stage.all(".profile-row:not([hidden]) .title a");
        rows.into_iter().map(|link| link.text_content().unwrap_or_default()).collect()
    }

    pub async fn names_are(&self, names: &[&str]) {
        self.0.stage.until(|| self.names() == names, &format!("the order {names:?}")).await;
    }

    pub async fn press(&self, button: &str) {
        self.0.stage.role("button", button).await.click();
    }

    /// Chooses from the menu of a row.
    pub async fn choose(&self, name: &str, item: &str) {
        self.press(&format!("More for {name}")).await;
        self.0.stage.role("menuitem", &format!("{item}: {name}")).await.click();
    }

    pub fn handle(&self, name: &str) -> HtmlElement {
        self.0.stage.find("button", &format!("Move {name}")).expect("a handle")
    }

    pub fn row(&self, name: &str) -> HtmlElement {
        self.handle(name).closest("tr").expect("a selector").expect("a row").unchecked_into()
    }

    /// What was sent to a path that ends so, last first.
    pub fn sent(&self, method: &str, end: &str) -> Vec<(Value, Option<String>)> {
        let requests = self.0.server.requests().into_iter().rev();
        let requests = requests.filter(|request| request.method.as_str() == method && request.path.ends_with(end));
        requests
            .map(|request| {
                let version = request.headers.into_iter().find(|(name, _)| *name == "If-Match").map(|(_, version)| version);
                (request.body.unwrap_or_default(), version)
            })
            .collect()
    }

    /// What is said to assistive technology.
    pub async fn hears(&self, sentence: &str) {
        let said =
            || self.0.stage.all("[aria-relevant=additions] p").into_iter().any(|said| said.text_content().as_deref() == Some(sentence));
        self.0.stage.until(said, &format!("to hear {sentence:?}")).await;
    }
}

pub fn ids() -> Vec<String> {
    let list = recorded_list();
    list["value"].as_array().expect("profiles").iter().map(|profile| profile["id"].as_str().expect("an id").to_owned()).collect()
}

/// The recorded list in another order and of another version.
pub fn list_in(order: &[usize], version: &str) -> Value {
    let mut list = recorded_list();
    let profiles = list["value"].as_array().expect("profiles").clone();
    list["value"] = order
        .iter()
        .map(|at| profiles[*at].clone())
        .enumerate()
        .map(|(place, mut profile)| {
            profile["priority"] = json!(place);
            profile
        })
        .collect();
    list["@pomona.orderEtag"] = json!(version);
    list
}

/// An answer that was recorded for another test of the contract.
pub fn recorded(file: &str, at: usize) -> Value {
    let exchanges: Value = serde_json::from_str(file).expect("JSON");
    exchanges[at]["body"].clone()
}

pub fn changed() -> &'static str {
    include_str!("recorded/change.json")
}

pub fn effects() -> &'static str {
    include_str!("recorded/effect.json")
}

/// A server that tells effects and saves orders.
pub fn server() -> Scripted {
    let server = sample();
    server.answer("POST", EFFECT, 200, recorded(effects(), 1));
    server.answer("POST", &format!("{PROFILES}/setOrder"), 200, recorded(changed(), 2));
    server
}
