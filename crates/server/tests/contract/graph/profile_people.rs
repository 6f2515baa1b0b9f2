//! `/graph/beta/pomona/profiles/{id}/people`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{READER, Server, server, text};

async fn address(server: &Server, profile: &str) -> String {
    format!("/graph/beta/pomona/profiles/{}/people", server.profile_id(profile).await)
}

/// How often each reason is told.
fn reasons(people: &[Value]) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for person in people {
        let reason = text(person, "reason");
        match found.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, count)) => *count += 1,
            None => found.push((reason, 1)),
        }
    }
    found.sort_unstable();
    found
}

#[tokio::test]
async fn everybody_whom_a_profile_reaches_is_listed_page_by_page() {
    let server = server().await;
    let overview = server.get("/graph/beta/pomona/overview").send().await.expect(StatusCode::OK);
    let applies = overview["profiles"][5]["applies"].as_u64().expect("a number");
    let mut people = Vec::new();
    let mut next = format!("{}?$top=99&$count=true", address(&server, "Everyone else").await);
    loop {
        let page = server.get(&next).token(READER).send().await.expect(StatusCode::OK);
        people.extend(page["value"].as_array().expect("a list").iter().cloned());
        let Some(link) = page["@odata.nextLink"].as_str() else { break };
        next = link.split_once("/graph/").map(|(_, rest)| format!("/graph/{rest}")).expect("an address");
    }
    assert_eq!(people.len(), 250);
    let told = reasons(&people);
    assert_eq!(
        told,
        [
            ("applies".to_owned(), usize::try_from(applies).expect("few")),
            ("outranked".to_owned(), 250 - usize::try_from(applies).expect("few"))
        ]
    );
    let grace = people.iter().find(|one| one["userPrincipalName"] == "grace@contoso.example").expect("Grace");
    assert_eq!(grace["outrankedBy"]["displayName"], "Ask on first run");
}

#[tokio::test]
async fn people_are_searched_by_the_beginning_of_a_word_of_their_names() {
    let server = server().await;
    let address = address(&server, "Ask on first run").await;
    let found = server.get(&format!("{address}?$search=\"grace\"")).send().await.expect(StatusCode::OK);
    assert!(found["value"].as_array().is_some_and(|people| people.iter().any(|one| one["userPrincipalName"] == "grace@contoso.example")));
    for option in ["$filter=id eq 'x'", "$orderby=displayName", "format=pdf", "$expand=manager"] {
        let answer = server.get(&format!("{address}?{option}")).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
    }
    let nobody = server.get("/graph/beta/pomona/profiles/00000000-0000-0000-0000-000000000001/people").send().await;
    nobody.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
}

#[tokio::test]
async fn the_same_people_come_as_a_table_in_which_no_name_is_a_formula() {
    let server = server().await;
    let people = json!({"people": "userPrincipalName,displayName\nformula@contoso.example,=1+1\n", "groups": null, "members": null});
    let plan = server.post("/graph/beta/pomona/directory/plan", &people).send().await.expect(StatusCode::OK);
    let import = server.post("/graph/beta/pomona/directory/import", &people).header("if-match", &text(&plan, "version"));
    import.send().await.expect(StatusCode::OK);
    let address = address(&server, "Everyone else").await;
    let by_option = server.get(&format!("{address}?format=csv")).token(READER).send().await;
    assert_eq!((by_option.status, by_option.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert_eq!(by_option.header("content-disposition"), "attachment; filename=\"people.csv\"");
    let table = String::from_utf8(by_option.body.to_vec()).expect("UTF-8");
    assert!(table.starts_with("\u{feff}userPrincipalName,displayName,id,reason,outrankedBy,unless\n"), "{table}");
    assert_eq!(table.lines().count(), 252);
    assert!(table.contains("formula@contoso.example,'=1+1,"), "{table}");
    let by_header = server.get(&address).header("accept", "text/csv").send().await;
    assert_eq!(by_header.body, by_option.body);
    let batch = json!({"requests": [{"id": "1", "method": "GET", "url": format!("{}?format=csv", address.replace("/graph/beta", ""))}]});
    let batch = server.post("/graph/beta/$batch", &batch).send().await.expect(StatusCode::OK);
    assert_eq!(batch["responses"][0]["status"], json!(400), "a table has no place in a batch");
}
