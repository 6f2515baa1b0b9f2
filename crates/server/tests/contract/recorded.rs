//! The answers that the tests of the web app replay, in `tests/web/recorded/` at the top of the project. They are compared
//! here, so that a drift fails; with `POMONA_RECORD=1` they are written anew.

use std::path::PathBuf;

use enrollment::account::AdministratorName;
use enrollment::guid::Guid;
use http::StatusCode;
use pomona_store::{Author, NewAdministrator, Scope};
use serde_json::{Value, json};

use crate::harness::{Answer, Ask, Options, PASSWORD, PROFILES, READER, Server, find, server_with, text};

/// Where the portal of the recordings lives.
const BASE_PATH: &str = "/it/apple";
/// The headers that the app looks at.
const KEPT: [&str; 5] = ["content-type", "etag", "location", "request-id", "retry-after"];

const EVENTS: &str = "/deviceManagement/auditEvents";

/// Answers that are kept, in the order in which they were asked for.
pub struct Recording<'a> {
    server: &'a Server,
    exchanges: Vec<Value>,
}

impl<'a> Recording<'a> {
    /// Nothing yet.
    pub const fn of(server: &'a Server) -> Self {
        Self { server, exchanges: Vec::new() }
    }

    /// Asks, and keeps the answer.
    pub async fn keep(&mut self, ask: Ask<'_>) -> Answer {
        let (method, path) = (ask.method.to_string(), format!("{BASE_PATH}{}", ask.path));
        let answer = ask.send().await;
        let headers: Vec<_> =
            KEPT.iter().filter(|name| answer.headers.contains_key(**name)).map(|name| [*name, answer.header(name)]).collect();
        let body: Value = if answer.body.is_empty() { Value::Null } else { serde_json::from_slice(&answer.body).expect("JSON") };
        self.exchanges.push(json!({"method": method, "path": path, "status": answer.status.as_u16(), "headers": headers, "body": body}));
        answer
    }

    /// Reads what must be there, and keeps the answer.
    pub async fn read(&mut self, path: &str) -> Value {
        let ask = self.server.get(&format!("/graph/beta{path}")).eventual();
        self.keep(ask).await.expect(StatusCode::OK)
    }

    /// Compares with the file of this name, or writes it.
    #[track_caller]
    pub fn finish(self, name: &str) {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/web/recorded").join(name);
        let new = format!("{:#}\n", Value::Array(self.exchanges));
        if std::env::var_os("POMONA_RECORD").is_some_and(|value| value == "1") {
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
            std::fs::write(&file, new).expect("the recording can be written");
            return;
        }
        let old = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(old, new, "{name} is not what the server answers: if that is right, run this test with POMONA_RECORD=1");
    }
}

/// A server with the sample organization, where the portal of the recordings lives.
pub async fn recorded_server() -> Server {
    server_with(Options { base_path: BASE_PATH, ..Options::default() }).await
}

fn group(id: &str) -> Value {
    json!({"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": id}})
}

fn profile(name: &str, assignments: &[Value]) -> Value {
    json!({
        "displayName": name, "description": "", "platform": "iOS",
        "defaultEnrollmentType": "accountDrivenUserEnrollment",
        "availableEnrollmentTypeOptions": [{"ownerType": "personal", "enrollmentType": "accountDrivenUserEnrollment"}],
        "assignments": assignments
    })
}

#[tokio::test]
async fn what_the_screens_read_is_recorded() {
    let server = recorded_server().await;
    let mut recording = Recording::of(&server);
    recording.keep(server.get("/session")).await;
    recording.read("/pomona").await;
    recording.read("/organization").await;
    recording.read("/deviceManagement/deviceEnrollmentConfigurations?$expand=assignments").await;
    recording.read("/deviceManagement/appleUserInitiatedEnrollmentProfiles?$select=id&$top=1&$count=true").await;
    let list = recording.read("/deviceManagement/appleUserInitiatedEnrollmentProfiles?$expand=assignments&$top=999").await;
    for item in list["value"].as_array().expect("a list") {
        let id = text(item, "id");
        recording.read(&format!("/deviceManagement/appleUserInitiatedEnrollmentProfiles/{id}?$expand=assignments")).await;
    }
    recording.read("/groups?$orderby=displayName&$top=25&$count=true").await;
    recording.read("/groups?$search=\"displayName:sales\"&$top=25&$count=true").await;
    recording.read("/users?$search=\"displayName:grace\" OR \"userPrincipalName:grace\"&$top=25&$count=true").await;
    let dynamic = "$filter=groupTypes/any(c:c eq 'DynamicMembership')&$select=id,displayName,groupTypes,membershipRule&$top=999";
    recording.read(&format!("/groups?{dynamic}")).await;
    // The names of the groups in the list, and whom its second profile reaches.
    let assignments = |item: &Value| item["assignments"].as_array().cloned().unwrap_or_default();
    let assigned: Vec<Value> = list["value"].as_array().expect("a list").iter().flat_map(assignments).collect();
    let names: Vec<Value> = (0..)
        .zip(assigned.iter().filter_map(|assignment| assignment["target"]["groupId"].as_str()))
        .map(|(number, id): (u32, _)| json!({"id": number.to_string(), "method": "GET", "url": format!("/groups/{id}")}))
        .collect();
    recording.keep(server.post("/graph/beta/$batch", &json!({"requests": names}))).await.expect(StatusCode::OK);
    let mut reach = json!({"profileId": list["value"][1]["id"], "priority": 1});
    for property in ["assignments", "defaultEnrollmentType", "availableEnrollmentTypeOptions"] {
        reach[property] = list["value"][1][property].clone();
    }
    recording.keep(server.post("/graph/beta/pomona/reach", &reach)).await.expect(StatusCode::OK);
    recording.finish("screens.json");
}

#[tokio::test]
async fn creating_a_profile_is_recorded() {
    let server = recorded_server().await;
    let (sales, devices) = (server.group_id("Sales").await, server.group_id("Field iPads").await);
    let mut recording = Recording::of(&server);
    let effect = json!({"assignments": [group(&sales)], "priority": 5, "defaultEnrollmentType": "accountDrivenUserEnrollment",
        "availableEnrollmentTypeOptions": [{"ownerType": "personal", "enrollmentType": "accountDrivenUserEnrollment"}]});
    recording.keep(server.post("/graph/beta/pomona/reach", &effect)).await.expect(StatusCode::OK);
    let created = recording.keep(server.post(PROFILES, &profile("Sales phones", &[group(&sales)]))).await;
    let id = text(&created.expect(StatusCode::CREATED), "id");
    recording.keep(server.get(&format!("{PROFILES}/{id}?$expand=assignments"))).await.expect(StatusCode::OK);
    recording.keep(server.post(PROFILES, &profile("sales PHONES", &[]))).await.expect(StatusCode::CONFLICT);
    recording.keep(server.post(PROFILES, &profile("Devices", &[group(&devices)]))).await.expect(StatusCode::BAD_REQUEST);
    recording.keep(server.post(PROFILES, &profile(" ", &[]))).await.expect(StatusCode::BAD_REQUEST);
    recording.finish("create.json");
}

#[tokio::test]
async fn changing_and_moving_are_recorded() {
    let server = recorded_server().await;
    let list = server.profiles().await;
    let mut ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    let path = format!("{PROFILES}/{}", ids[2]);
    let mut recording = Recording::of(&server);
    let change = json!({"description": "Company iPads of the board"});
    recording.keep(server.patch(&path, &change).header("if-match", "\"1\"")).await.expect(StatusCode::OK);
    recording.keep(server.patch(&path, &change).header("if-match", "\"1\"")).await.expect(StatusCode::PRECONDITION_FAILED);
    ids.swap(0, 1);
    let order = server.post(&format!("{PROFILES}/setOrder"), &json!({"profileIds": ids}));
    recording.keep(order.clone().header("if-match", list["@pomona.orderEtag"].as_str().expect("a version"))).await.expect(StatusCode::OK);
    recording.keep(order.clone().header("if-match", "\"order-1\"")).await.expect(StatusCode::PRECONDITION_FAILED);
    recording.keep(order).await.expect(StatusCode::PRECONDITION_REQUIRED);
    recording.keep(server.delete(&path)).await.expect(StatusCode::NO_CONTENT);
    recording.keep(server.get(&path)).await.expect(StatusCode::NOT_FOUND);
    recording.finish("change.json");
}

#[tokio::test]
async fn the_audit_log_is_recorded() {
    let server = recorded_server().await;
    let cookie = server.join("Ada", Scope::Write).await;
    let list = server.profiles().await;
    let mut ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    let path = format!("{PROFILES}/{}", ids[2]);
    server.wait(time::Duration::hours(1));
    let rename = json!({"displayName": "Board", "description": "Company iPads of the board"});
    server.patch(&path, &rename).cookie(&cookie).send().await.expect(StatusCode::OK);
    server.wait(time::Duration::minutes(1));
    ids.swap(0, 1);
    let order = server.post(&format!("{PROFILES}/setOrder"), &json!({"profileIds": ids})).cookie(&cookie);
    order.header("if-match", list["@pomona.orderEtag"].as_str().expect("a version")).send().await.expect(StatusCode::OK);
    server.wait(time::Duration::days(1));
    server.delete(&format!("{PROFILES}/{}", ids[4])).send().await.expect(StatusCode::NO_CONTENT);
    let wrong = json!({"name": "Ada", "password": "wrong horse battery"});
    server.post("/session", &wrong).anonymous().send().await;
    let mut recording = Recording::of(&server);
    let newest = recording.read(&format!("{EVENTS}?$top=50")).await;
    let first = recording.read(&format!("{EVENTS}?$top=2")).await;
    let next = text(&first, "@odata.nextLink");
    recording.read(next.split_once("/graph/beta").expect("a link below the API").1).await;
    recording.read(&format!("{EVENTS}/{}", text(&newest["value"][0], "id"))).await;
    recording.read(&format!("{EVENTS}?$filter=category eq 'Enrollment'&$top=5")).await;
    let by_ada = "(actor/userPrincipalName eq 'Ada' or actor/servicePrincipalName eq 'Ada')";
    recording.read(&format!("{EVENTS}?$filter={by_ada}&$top=50")).await;
    recording.read(&format!("{EVENTS}?$filter=resources/any(r:r/auditResourceType eq 'Token')&$top=50")).await;
    recording.read(&format!("{EVENTS}?$filter=resources/any(r:r/resourceId eq '{}')&$top=50", ids[2])).await;
    recording.read(&format!("{EVENTS}?$search=\"board\"&$top=50")).await;
    recording.read(&format!("{EVENTS}?$search=\"nobody\"&$top=50")).await;
    recording.read("/pomona/audit/verification").await;
    recording.finish("audit.json");
}

#[tokio::test]
async fn the_directory_is_recorded() {
    const PEOPLE: &str = "$select=id,displayName,userPrincipalName,department,jobTitle,accountEnabled";
    const PERSON: &str =
        "$select=id,displayName,userPrincipalName,mail,department,jobTitle,companyName,city,country,employeeId,userType,accountEnabled";
    const GROUPS: &str = "microsoft.graph.group?$top=999&$count=true";
    let server = recorded_server().await;
    let mut recording = Recording::of(&server);
    recording.read(&format!("/users?$orderby=displayName&{PEOPLE}&$top=50&$count=true")).await;
    recording.read(&format!("/users?$orderby=displayName&{PEOPLE}&$top=50&$count=true&$skiptoken=50")).await;
    let search = "$search=\"displayName:grace\" OR \"userPrincipalName:grace\"";
    let grace = text(&recording.read(&format!("/users?{search}&{PEOPLE}&$top=50&$count=true")).await["value"][0], "id");
    let search = "$search=\"displayName:nobody\" OR \"userPrincipalName:nobody\"";
    recording.read(&format!("/users?{search}&{PEOPLE}&$top=50&$count=true")).await;
    recording.read("/groups?$orderby=displayName&$top=50&$count=true").await;
    recording.read("/groups?$search=\"displayName:sales\"&$top=50&$count=true").await;
    recording.read(&format!("/users/{grace}?{PERSON}")).await;
    recording.read(&format!("/users/{grace}/transitiveMemberOf/{GROUPS}")).await;
    for name in ["Sales", "Cost center 4711", "Field iPads"] {
        let group = format!("/groups/{}", server.group_id(name).await);
        recording.read(&group).await;
        recording.read(&format!("/pomona{group}/profiles")).await;
        let people = format!("{group}/transitiveMembers/microsoft.graph.user?{PEOPLE}&$orderby=displayName&$top=50&$count=true");
        recording.read(&people).await;
        recording.read(&format!("{people}&$skiptoken=50")).await;
        recording.read(&format!("{group}/transitiveMembers/{GROUPS}")).await;
        recording.read(&format!("{group}/transitiveMemberOf/{GROUPS}")).await;
    }
    recording.read("/deviceManagement/appleUserInitiatedEnrollmentProfiles?$expand=assignments&$top=999").await;
    recording.finish("directory.json");
}

#[tokio::test]
async fn the_effect_of_an_order_is_recorded() {
    let server = recorded_server().await;
    let list = server.profiles().await;
    let ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    let ask = |ids: &[String]| server.post("/graph/beta/pomona/effect", &json!({"profileIds": ids}));
    let mut moved = ids.clone();
    moved.swap(0, 1);
    let mut recording = Recording::of(&server);
    recording.keep(ask(&moved)).await.expect(StatusCode::OK);
    moved.rotate_right(1);
    recording.keep(ask(&moved)).await.expect(StatusCode::OK);
    recording.keep(ask(&ids[..5])).await.expect(StatusCode::OK);
    recording.keep(ask(&ids)).await.expect(StatusCode::OK);
    moved[1] = "00000000-0000-0000-0000-000000000001".to_owned();
    recording.keep(ask(&moved)).await.expect(StatusCode::BAD_REQUEST);
    let everyone = json!({"id": ids[5], "assignments": [], "defaultEnrollmentType": "accountDrivenUserEnrollment",
        "availableEnrollmentTypeOptions": [{"ownerType": "personal", "enrollmentType": "accountDrivenUserEnrollment"}]});
    recording.keep(server.post("/graph/beta/pomona/effect", &json!({"profile": everyone}))).await.expect(StatusCode::OK);
    let names = json!({"profileIds": ids[..5], "change": "moves", "from": ids[5], "to": null, "$top": 5});
    recording.keep(server.post("/graph/beta/pomona/effect/people", &names)).await.expect(StatusCode::OK);
    recording.finish("effect.json");
}

#[tokio::test]
async fn who_gets_what_is_recorded() {
    let server = recorded_server().await;
    let list = server.profiles().await;
    let mut ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    ids.swap(1, 2);
    let grace = json!({"userId": "grace@contoso.example", "device": {"platform": "iOS", "osVersion": "26.1", "isNew": true}});
    let mut answered = grace.clone();
    answered["answers"] = json!({"whoOwns": "personal", "howMuch": "workData"});
    let mut draft = answered.clone();
    draft["profileIds"] = json!(ids);
    let mut uncertain = grace.clone();
    uncertain["profile"] = json!({"defaultEnrollmentType": "user", "priority": 0, "displayName": "Perhaps",
        "assignments": [group(&server.group_id("Cost center 4711").await)]});
    let mut recording = Recording::of(&server);
    for question in [grace, answered, draft, uncertain] {
        recording.keep(server.post("/graph/beta/pomona/whoGetsWhat", &question)).await.expect(StatusCode::OK);
    }
    let nobody = json!({"userId": "nobody@contoso.example", "device": {"platform": "iOS", "osVersion": "26.1"}});
    recording.keep(server.post("/graph/beta/pomona/whoGetsWhat", &nobody)).await.expect(StatusCode::BAD_REQUEST);
    let zurich = server.group_id("Sales Zurich").await;
    recording.read(&format!("/pomona/groups/{zurich}/profiles")).await;
    recording.read(&format!("/pomona/profiles/{}/people?$top=25&$count=true", ids[2])).await;
    recording.finish("who-gets-what.json");
}

#[tokio::test]
async fn the_lint_is_recorded() {
    let server = recorded_server().await;
    let (sales, zurich) = (server.group_id("Sales").await, server.group_id("Sales Zurich").await);
    let mut recording = Recording::of(&server);
    let key = text(&recording.read("/pomona/lint").await["value"][0], "key");
    let draft = json!({"profile": {"defaultEnrollmentType": "user", "priority": 6, "assignments": [group(&sales), group(&zurich)]}});
    recording.keep(server.post("/graph/beta/pomona/lint", &draft)).await.expect(StatusCode::OK);
    let suppression = json!({"key": key, "reason": "Testers share iPads until May"});
    let made = recording.keep(server.post("/graph/beta/pomona/lint/suppressions", &suppression)).await.expect(StatusCode::CREATED);
    recording.read("/pomona/lint").await;
    let ended = server.delete(&format!("/graph/beta/pomona/lint/suppressions/{}", text(&made, "id")));
    recording.keep(ended).await.expect(StatusCode::NO_CONTENT);
    recording.finish("lint.json");
}

#[tokio::test]
async fn the_overview_is_recorded() {
    let server = recorded_server().await;
    let mut recording = Recording::of(&server);
    recording.read("/pomona/overview").await;
    // Now with everything that can deserve attention.
    let list = server.profiles().await;
    let path = |place: usize| format!("{PROFILES}/{}", text(&list["value"][place], "id"));
    server.patch(&path(5), &json!({"assignments": []})).send().await.expect(StatusCode::OK);
    server.post(PROFILES, &profile("Sales phones", &[group(&server.group_id("Sales France").await)])).send().await;
    recording.read("/pomona/overview").await;
    recording.finish("overview.json");
}

const ADMINISTRATORS: &str = "/graph/beta/pomona/administrators";
const INVITATIONS: &str = "/graph/beta/pomona/invitations";
const TOKENS: &str = "/graph/beta/pomona/tokens";

/// Ada, who asks, Nia, who never signed in, and Rita, a reader. Answers the cookies of Ada and Rita.
async fn three_people(server: &Server) -> [String; 2] {
    server.join("Ada", Scope::Write).await;
    let name = AdministratorName::parse("Nia").expect("a name");
    let nia = NewAdministrator { id: Guid::from_bytes([3; 16]), name, password_hash: String::new() };
    let now = server.now();
    server.store.insert_administrator(&Author::system(), now, nia, Scope::Write).await.expect("the database works").expect("free");
    server.wait(time::Duration::hours(3));
    let rita = server.join("Rita", Scope::Read).await;
    [server.sign_in("Ada", PASSWORD).await.cookie(), rita]
}

#[tokio::test]
async fn administration_is_recorded() {
    let server = recorded_server().await;
    let [ada, _] = three_people(&server).await;
    let mut recording = Recording::of(&server);
    let read = |path: &str| server.get(path).cookie(&ada);
    let delete = |list: &str, item: &Value| server.delete(&format!("{list}/{}", text(item, "id"))).cookie(&ada);
    recording.keep(read("/session")).await.expect(StatusCode::OK);
    recording.keep(read("/graph/beta/pomona")).await.expect(StatusCode::OK);

    let people = recording.keep(read(ADMINISTRATORS)).await.expect(StatusCode::OK);
    let rita = find(&people, "Rita");
    let path = format!("{ADMINISTRATORS}/{}", text(rita, "id"));
    recording.keep(server.patch(&path, &json!({"role": "administrator"})).cookie(&ada)).await.expect(StatusCode::OK);
    recording.keep(read(ADMINISTRATORS)).await.expect(StatusCode::OK);
    recording.keep(delete(ADMINISTRATORS, rita)).await.expect(StatusCode::NO_CONTENT);
    recording.keep(read(ADMINISTRATORS)).await.expect(StatusCode::OK);

    recording.keep(read(INVITATIONS)).await.expect(StatusCode::OK);
    let invitation = recording.keep(server.post(INVITATIONS, &json!({"role": "reader"})).cookie(&ada)).await.expect(StatusCode::CREATED);
    recording.keep(read(INVITATIONS)).await.expect(StatusCode::OK);
    recording.keep(delete(INVITATIONS, &invitation)).await.expect(StatusCode::NO_CONTENT);
    recording.keep(read(INVITATIONS)).await.expect(StatusCode::OK);

    recording.keep(read(TOKENS)).await.expect(StatusCode::OK);
    let new = json!({"displayName": "Backup script", "scope": "read", "expiresInDays": 30});
    let token = recording.keep(server.post(TOKENS, &new).cookie(&ada)).await.expect(StatusCode::CREATED);
    recording.keep(read(TOKENS)).await.expect(StatusCode::OK);
    recording.keep(delete(TOKENS, &token)).await.expect(StatusCode::NO_CONTENT);
    recording.keep(read(TOKENS)).await.expect(StatusCode::OK);

    let organization = recording.keep(read("/graph/beta/organization")).await.expect(StatusCode::OK);
    let path = format!("/graph/beta/organization/{}", text(&organization["value"][0], "id"));
    recording.keep(server.patch(&path, &json!({"displayName": "Contoso Ltd"})).cookie(&ada)).await.expect(StatusCode::OK);
    recording.keep(read("/graph/beta/organization")).await.expect(StatusCode::OK);
    let change = json!({"current": PASSWORD, "new": "a longer sentence"});
    recording.keep(server.post("/session/password", &change).cookie(&ada)).await.expect(StatusCode::NO_CONTENT);
    recording.finish("administration.json");
}

#[tokio::test]
async fn what_administration_refuses_is_recorded() {
    let server = recorded_server().await;
    let [ada, rita] = three_people(&server).await;
    let people = server.get(ADMINISTRATORS).cookie(&ada).send().await.expect(StatusCode::OK);
    let path = |name: &str| format!("{ADMINISTRATORS}/{}", text(find(&people, name), "id"));
    server.delete(&path("Nia")).cookie(&ada).send().await.expect(StatusCode::NO_CONTENT);
    let mut recording = Recording::of(&server);
    recording.keep(server.patch(&path("Ada"), &json!({"role": "reader"})).cookie(&ada)).await.expect(StatusCode::CONFLICT);
    recording.keep(server.delete(&path("Ada")).cookie(&ada)).await.expect(StatusCode::CONFLICT);
    recording.keep(server.delete(&path("Nia")).cookie(&ada)).await.expect(StatusCode::NOT_FOUND);
    recording.keep(server.get(ADMINISTRATORS).cookie(&rita)).await.expect(StatusCode::FORBIDDEN);
    recording.keep(server.get(TOKENS)).await.expect(StatusCode::FORBIDDEN);
    let wrong = json!({"displayName": " ", "scope": "read", "expiresInDays": 4000});
    recording.keep(server.post(TOKENS, &wrong).cookie(&ada)).await.expect(StatusCode::BAD_REQUEST);
    let organization = server.get("/graph/beta/organization").send().await.expect(StatusCode::OK);
    let organization = format!("/graph/beta/organization/{}", text(&organization["value"][0], "id"));
    recording.keep(server.patch(&organization, &json!({"displayName": " "})).cookie(&ada)).await.expect(StatusCode::BAD_REQUEST);
    let change = |current: &str, new: &str| server.post("/session/password", &json!({"current": current, "new": new})).cookie(&ada);
    recording.keep(change(PASSWORD, "short")).await.expect(StatusCode::BAD_REQUEST);
    recording.keep(change("wrong horse battery", "a longer sentence")).await.expect(StatusCode::BAD_REQUEST);
    for _ in 0..4 {
        change("wrong horse battery", "a longer sentence").send().await;
    }
    recording.keep(change(PASSWORD, "a longer sentence")).await.expect(StatusCode::TOO_MANY_REQUESTS);
    recording.finish("administration_refused.json");
}

#[tokio::test]
async fn importing_a_directory_is_recorded() {
    const PLAN: &str = "/graph/beta/pomona/directory/plan";
    const IMPORT: &str = "/graph/beta/pomona/directory/import";
    let server = recorded_server().await;
    let mut recording = Recording::of(&server);
    let tables = json!({
        "people": "userPrincipalName,displayName,department\ngrace@contoso.example,Grace Moreau,R&D\nnew@contoso.example,Noor Haddad,Sales\n",
        "groups": "displayName,description\nField leads,Lead the field engineers\n",
        "members": "group,member\nField leads,grace@contoso.example\nSales,Field leads\n",
        "removeMissing": false
    });
    let plan = recording.keep(server.post(PLAN, &tables)).await.expect(StatusCode::OK);
    let version = text(&plan, "version");
    let complete = json!({
        "people": null, "members": null, "removeMissing": true,
        "groups": "displayName\nSales\nSales EMEA\nField engineering\nContractors EU\nLegacy BYOD\nPilot ring\n"
    });
    recording.keep(server.post(PLAN, &complete)).await.expect(StatusCode::OK);
    let wrong = json!({
        "people": "userPrincipalName,displayName,accountEnabled\ngrace,Grace,perhaps\nada@contoso.example,,\n",
        "groups": "displayName,membershipRule\nEverybody,user.city -eq\n",
        "members": "group,member\nSales,nobody@contoso.example\n"
    });
    recording.keep(server.post(PLAN, &wrong)).await.expect(StatusCode::BAD_REQUEST);
    recording.keep(server.post(PLAN, &json!({"people": "userPrincipalName;displayName\n"}))).await.expect(StatusCode::BAD_REQUEST);
    recording.keep(server.post(IMPORT, &tables)).await.expect(StatusCode::PRECONDITION_REQUIRED);
    recording.keep(server.post(IMPORT, &tables).header("if-match", &version)).await.expect(StatusCode::OK);
    recording.keep(server.post(IMPORT, &tables).header("if-match", &version)).await.expect(StatusCode::PRECONDITION_FAILED);
    recording.keep(server.post(PLAN, &tables)).await.expect(StatusCode::OK);
    recording.keep(server.post(PLAN, &tables).token(READER)).await.expect(StatusCode::FORBIDDEN);
    recording.finish("directory_import.json");
}

#[tokio::test]
async fn what_the_screen_of_who_gets_what_reads_is_recorded() {
    const WHO: &str = "/graph/beta/pomona/whoGetsWhat";
    let server = recorded_server().await;
    let list = server.profiles().await;
    let ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    let found = server.get("/graph/beta/users?$search=\"displayName:grace\"").eventual().send().await.expect(StatusCode::OK);
    let grace = text(find(&found, "Grace Moreau"), "id");
    let ask = |person: &str, version: &str| json!({"userId": person, "device": {"platform": "iOS", "osVersion": version, "isNew": true}});
    let work = json!({"whoOwns": "personal", "howMuch": "workData"});
    let mut recording = Recording::of(&server);
    recording.keep(server.post(WHO, &ask(&grace, "26.1"))).await.expect(StatusCode::OK);
    let mut answered = ask(&grace, "26.1");
    answered["answers"] = work.clone();
    recording.keep(server.post(WHO, &answered)).await.expect(StatusCode::OK);
    let mut old = ask(&grace, "12.5");
    old["answers"] = work;
    recording.keep(server.post(WHO, &old)).await.expect(StatusCode::OK);
    // Executives above everybody, and user choice gone.
    let mut drafted = ask(&grace, "26.1");
    drafted["profileIds"] = json!([ids[2], ids[0], ids[3], ids[4], ids[5]]);
    recording.keep(server.post(WHO, &drafted)).await.expect(StatusCode::OK);
    recording.keep(server.post(WHO, &ask("nobody@contoso.example", "26.1"))).await.expect(StatusCode::BAD_REQUEST);
    let sales = server.group_id("Sales").await;
    recording.read(&format!("/pomona/groups/{}/profiles", server.group_id("Sales EMEA").await)).await;
    recording.read(&format!("/pomona/profiles/{}/people?$top=50&$count=true", ids[1])).await;
    recording.read(&format!("/pomona/profiles/{}/people?$search=\"grace\"&$top=50&$count=true", ids[1])).await;
    recording.read(&format!("/pomona/profiles/{}/people?$search=\"nobody\"&$top=50&$count=true", ids[1])).await;
    // A filter that nobody evaluates, and nobody assigned behind it.
    let mut filtered = group(&sales);
    filtered["target"]["deviceAndAppManagementAssignmentFilterId"] = json!("00000000-0000-0000-0000-0000000000f1");
    filtered["target"]["deviceAndAppManagementAssignmentFilterType"] = json!("include");
    let path = |place: usize| format!("{PROFILES}/{}", ids[place]);
    server.patch(&path(1), &json!({"assignments": [filtered]})).send().await.expect(StatusCode::OK);
    server.patch(&path(2), &json!({"assignments": []})).send().await.expect(StatusCode::OK);
    recording.keep(server.post(WHO, &ask(&grace, "26.1"))).await.expect(StatusCode::OK);
    let kept_out = json!({"target": {"@odata.type": "#microsoft.graph.exclusionGroupAssignmentTarget", "groupId": sales}});
    let everybody = json!({"target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}});
    server.patch(&path(1), &json!({"assignments": []})).send().await.expect(StatusCode::OK);
    server.patch(&path(5), &json!({"assignments": [everybody, kept_out]})).send().await.expect(StatusCode::OK);
    recording.keep(server.post(WHO, &ask(&grace, "26.1"))).await.expect(StatusCode::OK);
    recording.finish("who_gets_what_screen.json");
}

#[tokio::test]
async fn signing_in_is_recorded() {
    let server = recorded_server().await;
    let token = server.invite(Scope::Write).await;
    let mut recording = Recording::of(&server);
    recording.keep(server.get("/session").anonymous()).await.expect(StatusCode::UNAUTHORIZED);
    recording.keep(server.post("/session/invitation", &json!({"token": token})).anonymous()).await.expect(StatusCode::OK);
    let join =
        |password: &str| server.post("/session/administrator", &json!({"token": token, "name": "Ada", "password": password})).anonymous();
    recording.keep(join("short")).await.expect(StatusCode::BAD_REQUEST);
    recording.keep(join("correct horse battery")).await.expect(StatusCode::CREATED);
    recording.keep(join("correct horse battery")).await.expect(StatusCode::BAD_REQUEST);
    let sign_in = |password: &str| server.post("/session", &json!({"name": "Ada", "password": password})).anonymous();
    recording.keep(sign_in("correct horse battery")).await.expect(StatusCode::OK);
    for _ in 0..5 {
        sign_in("wrong horse battery").send().await;
    }
    recording.keep(sign_in("wrong horse battery")).await.expect(StatusCode::TOO_MANY_REQUESTS);
    server.wait(time::Duration::minutes(2));
    recording.keep(sign_in("wrong horse battery")).await.expect(StatusCode::UNAUTHORIZED);
    recording.finish("session.json");
}
