//! The program itself: what it prints, and how it ends when it cannot do what it was asked for.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

fn pomona(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pomona"));
    command.args(words).env_clear().stdin(Stdio::null());
    command
}

pub fn run(words: &[&str]) -> Output {
    pomona(words).output().expect("the program starts")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

/// A failure is one sentence, and nothing of a panic.
#[track_caller]
pub fn failed(output: &Output, code: i32, part: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(stderr.contains(part) && !stderr.contains("panicked"), "{stderr}");
    assert!(output.stdout.is_empty());
}

/// A running server, ended with the test.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Starts a server and reads what it prints, up to `lines`.
pub fn serve(data: &Path, lines: usize) -> (Running, Vec<String>) {
    serve_with(data, &[], lines)
}

/// The same, with more words.
pub fn serve_with(data: &Path, more: &[&str], lines: usize) -> (Running, Vec<String>) {
    let data = data.to_str().expect("a plain path");
    let mut child = pomona(&["serve", "--addr", "127.0.0.1:0", "--data", data, "--base-path", "/it/apple", "--log", "error"])
        .args(more)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let printed = output.lines().take(lines).map(|line| line.expect("text")).collect();
    (Running(child), printed)
}

#[test]
fn the_first_start_prints_one_invitation_and_ends_at_a_signal() {
    let data = TempDir::new().expect("a folder");
    let (mut server, printed) = serve(&data.path().join("new"), 3);
    assert!(printed[0].starts_with("Pomona is running on http://127.0.0.1:") && printed[0].ends_with("/it/apple/"), "{printed:?}");
    assert!(printed[2].contains("/it/apple/invitation#"), "{printed:?}");
    let id = server.0.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status().expect("kill");
    assert!(told.success());
    assert_eq!(server.0.wait().expect("it ends").code(), Some(0));
}

#[test]
fn the_log_holds_neither_secrets_nor_names_of_people() {
    let data = TempDir::new().expect("a folder");
    let folder = data.path().to_str().expect("a plain path");
    let log = data.path().join("log");
    let mut child = pomona(&["serve", "--addr", "127.0.0.1:0", "--data", folder, "--sample-data", "--log", "debug"])
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(&log).expect("a file"))
        .spawn()
        .expect("the program starts");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let printed: Vec<String> = output.lines().take(3).map(|line| line.expect("text")).collect();
    let _server = Running(child);
    let addr = printed[0].trim_start_matches("Pomona is running on http://").trim_end_matches('/').to_owned();
    let invitation = printed[2].split_once('#').expect("a secret").1;
    let token = stdout(&run(&["token", "create", "--data", folder, "--name", "script", "--scope", "read"]));
    let (password, new) = ("correct horse battery", "a longer sentence");
    let send = |request: &str, headers: &str, body: &str| {
        let mut connection = TcpStream::connect(&addr).expect("the server listens");
        let length = body.len();
        let frame = format!("host: {addr}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close");
        connection.write_all(format!("{request} HTTP/1.1\r\n{headers}\r\n{frame}\r\n\r\n{body}").as_bytes()).expect("sent");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("an answer");
        answer
    };
    let after = |answer: &str, before: &str| {
        let rest = answer.split_once(before).unwrap_or_else(|| panic!("{before} is in {answer}")).1;
        rest.split(['"', ';', '\r']).next().unwrap_or_default().to_owned()
    };
    let join = format!(r#"{{"token": "{invitation}", "name": "Ada", "password": "{password}"}}"#);
    let cookie = after(&send("POST /session/administrator", "accept: */*", &join), "set-cookie: pomona=");
    let session = format!("cookie: pomona={cookie}");
    let created = send("POST /graph/beta/pomona/tokens", &session, r#"{"displayName": "sync", "scope": "read"}"#);
    let invited = send("POST /graph/beta/pomona/invitations", &session, r#"{"role": "reader"}"#);
    let (created, invited) = (after(&created, "\"token\":\""), after(&invited, "/invitation#"));
    let change = format!(r#"{{"current": "{password}", "new": "{new}"}}"#);
    assert!(send("POST /session/password", &session, &change).starts_with("HTTP/1.1 204"));
    let bearer = format!("authorization: Bearer {}\r\ncookie: pomona=crumbs", token.trim());
    let answer = send("GET /graph/beta/users/grace.hopper@contoso.com?$search=lovelace", &bearer, "");
    let log = std::fs::read_to_string(&log).expect("a log");
    assert!(log.contains(&after(&answer, "request-id: ")) && log.contains("/directory/{id}") && log.contains("/session/password"), "{log}");
    let secrets = ["grace", "lovelace", "crumbs", "Ada", token.trim(), invitation, password, new, &cookie, &created, &invited];
    for secret in secrets {
        assert!(!secret.is_empty() && !log.contains(secret), "{secret}");
    }
}

#[test]
fn a_token_is_printed_alone_listed_by_name_and_revoked() {
    let data = TempDir::new().expect("a folder");
    let folder = data.path().to_str().expect("a plain path");
    let (_server, _) = serve(data.path(), 1);
    let created = run(&["token", "create", "--data", folder, "--name", "backup script", "--scope", "read"]);
    let token = stdout(&created);
    assert!(token.starts_with("pomona_") && token.trim_end().len() > 40 && token.lines().count() == 1, "{token}");
    let listed = stdout(&run(&["token", "list", "--data", folder]));
    assert!(listed.contains("backup script\tread\tuntil ") && !listed.contains(token.trim()), "{listed}");
    assert_eq!(stdout(&run(&["token", "revoke", "backup script", "--data", folder])), "1 ended.\n");
    assert_eq!(stdout(&run(&["token", "list", "--data", folder])), "");
    failed(&run(&["token", "revoke", "backup script", "--data", folder]), 1, "no token that works is called 'backup script'");
}

#[test]
fn administrators_are_invited_listed_and_not_removed_when_there_are_none() {
    let data = TempDir::new().expect("a folder");
    let folder = data.path().to_str().expect("a plain path");
    let (_server, _) = serve(data.path(), 1);
    let link = stdout(&run(&[
        "admin",
        "invite",
        "--data",
        folder,
        "--read-only",
        "--public-url",
        "https://portal.example.com",
        "--base-path",
        "/it",
    ]));
    assert!(link.starts_with("https://portal.example.com/it/invitation#"), "{link}");
    assert_eq!(stdout(&run(&["admin", "list", "--data", folder])), "");
    failed(&run(&["admin", "remove", "Ada", "--data", folder]), 1, "no administrator is called 'Ada'");
}

/// Writes a file and answers its path.
pub fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a file");
    path.to_str().expect("a plain path").to_owned()
}

#[test]
fn tables_are_imported_beside_a_running_server_and_told_line_by_line() {
    let data = TempDir::new().expect("a folder");
    let folder = data.path().to_str().expect("a plain path");
    let (_server, printed) = serve(data.path(), 1);
    let addr = printed[0].trim_start_matches("Pomona is running on http://").split('/').next().expect("an address").to_owned();
    let token = stdout(&run(&["token", "create", "--data", folder, "--name", "script", "--scope", "read"]));
    let people =
        file(data.path(), "people.csv", "userPrincipalName,displayName,city\ngrace@example.com,Grace Hopper,Bern\nada@example.com,Ada,\n");
    let groups = file(data.path(), "groups.csv", "displayName\nSales\n");
    let members = file(data.path(), "members.csv", "group,member\nSales,grace@example.com\n");
    let import = ["directory", "import", "--data", folder, "--people", &people, "--groups", &groups, "--members", &members];
    let told = "People: 2 added, 0 changed, 0 removed, 0 unchanged
  added    Grace Hopper (grace@example.com)
  added    Ada (ada@example.com)
Groups: 1 added, 0 changed, 0 removed, 0 unchanged
  added    Sales
Memberships: 1 added, 0 changed, 0 removed, 0 unchanged
  added    Grace Hopper (grace@example.com) to Sales
";
    let dry: Vec<&str> = import.iter().copied().chain(["--dry-run"]).collect();
    assert_eq!(stdout(&run(&dry)), format!("{told}Nothing was changed: this was a dry run.\n"));
    assert_eq!(stdout(&run(&import)), format!("{told}Imported.\n"));
    let again = stdout(&run(&import));
    assert!(again.contains("2 unchanged") && again.ends_with("Nothing was changed: the directory is as the files say.\n"), "{again}");

    let mut connection = TcpStream::connect(&addr).expect("the server listens");
    let request = format!(
        "GET /it/apple/graph/beta/users/grace@example.com/memberOf HTTP/1.1\r\nhost: {addr}\r\nauthorization: Bearer {}\r\n\
         connection: close\r\n\r\n",
        token.trim()
    );
    connection.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"displayName\":\"Sales\""), "the server knows at once: {answer}");

    let fewer = file(data.path(), "fewer.csv", "userPrincipalName,displayName,city\nADA@example.com,Ada,Zürich\n");
    let removed = stdout(&run(&["directory", "import", "--data", folder, "--people", &fewer, "--remove-missing"]));
    let expected = "People: 0 added, 1 changed, 1 removed, 0 unchanged
  removed  Grace Hopper (grace@example.com)
  changed  Ada (ADA@example.com); userPrincipalName: \"ada@example.com\" becomes \"ADA@example.com\"; city: nothing becomes \"Zürich\"
Groups: 0 added, 0 changed, 0 removed, 1 unchanged
Memberships: 0 added, 0 changed, 1 removed, 0 unchanged
  removed  Grace Hopper (grace@example.com) from Sales
Imported.
";
    assert_eq!(removed, expected);
}

#[test]
fn an_import_with_mistakes_tells_each_with_its_line_and_changes_nothing() {
    let data = TempDir::new().expect("a folder");
    let folder = data.path().to_str().expect("a plain path");
    let (_server, _) = serve(data.path(), 1);
    let people = file(data.path(), "people.csv", "userPrincipalName,displayName\n\ngrace,Grace\nada@example.com,\n");
    let members = file(data.path(), "members.csv", "group,member\nSales,ada@example.com\n");
    let output = run(&["directory", "import", "--data", folder, "--people", &people, "--members", &members]);
    let expected = format!(
        "pomona: nothing was imported: 3 mistakes
  {people}, line 3, userPrincipalName: 'grace' is not like name@example.com.
  {people}, line 4, displayName: A value is needed.
  {members}, line 2, group: No group is called 'Sales'.
"
    );
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), expected.as_str()));
    assert!(output.stdout.is_empty());
    for (name, content, part) in [
        ("empty.csv", &b""[..], "line 1: The file is empty. Its first row must name the columns."),
        ("semicolons.csv", b"userPrincipalName;displayName\n", "line 1: The columns must be separated by commas."),
        ("half.csv", b"userPrincipalName,displayName\nada@example.com,\"Ada Lo", "line 2: A quotation mark opens here and does not close"),
        ("latin.csv", b"userPrincipalName,displayName\nada@example.com,M\xfcller\n", "line 2: The text is not UTF-8."),
    ] {
        let path = file(data.path(), name, content);
        failed(&run(&["directory", "import", "--data", folder, "--people", &path]), 1, part);
    }
    failed(&run(&["directory", "import", "--data", folder, "--groups", "/nowhere.csv"]), 1, "cannot read /nowhere.csv");
    failed(&run(&["directory", "import", "--data", folder, "--remove-missing"]), 2, "--people <FILE>");
    let fine = file(data.path(), "fine.csv", "userPrincipalName,displayName\nada@example.com,Ada\n");
    failed(&run(&["directory", "import", "--data", "/nowhere", "--people", &fine]), 1, "there is no database in /nowhere");
    let after = stdout(&run(&["directory", "import", "--data", folder, "--people", &fine, "--dry-run"]));
    assert!(after.starts_with("People: 1 added, 0 changed, 0 removed, 0 unchanged"), "{after}");
}

#[test]
fn what_cannot_be_done_is_said_in_one_sentence() {
    let data = TempDir::new().expect("a folder");
    let folder = data.path().to_str().expect("a plain path");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = taken.local_addr().expect("an address").to_string();
    failed(&run(&["serve", "--addr", &addr, "--data", folder, "--log", "error"]), 1, "another program uses it");
    failed(&run(&["serve", "--addr", "0.0.0.0:0", "--data", folder]), 2, "--public-url");
    failed(&run(&["serve", "--addr", "nonsense", "--data", folder]), 2, "HOST:PORT");
    failed(&run(&["serve", "--base-path", "it", "--data", folder]), 2, "must begin with a slash");
    failed(&run(&["serve", "--public-url", "portal.example.com", "--data", folder]), 2, "https://");
    failed(&run(&["serve", "--log", "=,=", "--data", folder]), 2, "--log");
    failed(&run(&["token", "list", "--data", "/nowhere"]), 1, "there is no database in /nowhere");
    failed(&run(&["token", "create", "--data", folder, "--name", "x", "--scope", "all"]), 2, "possible values: read, write");
    let file = data.path().join("file");
    std::fs::write(&file, "").expect("a file");
    let file = file.to_str().expect("a plain path");
    failed(&run(&["serve", "--addr", "127.0.0.1:0", "--data", file, "--log", "error"]), 1, "cannot use the data folder");
}

#[test]
fn help_is_worth_reading() {
    for words in [
        &["--help"][..],
        &["serve", "--help"],
        &["admin", "--help"],
        &["token", "create", "--help"],
        &["directory", "import", "--help"],
        &["audit", "verify", "--help"],
        &["backup", "--help"],
        &["restore", "--help"],
        &["export", "--help"],
        &["import", "--help"],
    ] {
        let output = run(words);
        assert!(output.status.success());
        insta::assert_snapshot!(words.join("_").replace("--", ""), stdout(&output));
    }
}

/// The name of the organization, as an export tells it.
fn organization(data: &str) -> String {
    let exported = run(&["export", "--data", data, "--output", "-"]);
    let document: serde_json::Value = serde_json::from_slice(&exported.stdout).expect("JSON");
    document["organization"]["displayName"].as_str().expect("a name").to_owned()
}

#[test]
fn the_word_for_the_organization_names_a_new_one_and_takes_nothing_back_later() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().to_str().expect("a plain path");
    for (word, expected) in [(" Contoso ", "Contoso"), ("Fabrikam", "Contoso")] {
        drop(serve_with(folder.path(), &["--organization", word], 1));
        assert_eq!(organization(data), expected);
    }
}

#[test]
fn a_sample_organization_may_have_another_name() {
    let folder = TempDir::new().expect("a folder");
    drop(serve_with(folder.path(), &["--sample-data", "--organization", "Fabrikam"], 1));
    assert_eq!(organization(folder.path().to_str().expect("a plain path")), "Fabrikam");
}

#[test]
fn the_name_of_an_organization_follows_the_rule_of_every_name() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("none");
    let long = "x".repeat(5_000);
    for (word, sentence) in [
        ("", "A name is needed."),
        ("  ", "A name is needed."),
        ("Con\ntoso", "A control character stands where it may not."),
        (&*long, "The name has 5000 characters; 256 are allowed."),
    ] {
        failed(&run(&["serve", "--data", data.to_str().expect("a plain path"), "--organization", word]), 2, sentence);
    }
    assert!(!data.exists(), "nothing was made");
}
