//! The commands that look back, keep safe and move: verifying the audit log, backing up and restoring, exporting and importing.

use std::path::Path;

use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;
use tempfile::TempDir;

use crate::command_line::{failed, file, run, serve, serve_with, stdout};

fn tamper(folder: &Path, sql: &'static str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = SqliteConnectOptions::new().filename(folder.join("pomona.sqlite")).connect().await.expect("connects");
        sqlx::raw_sql("DROP TRIGGER change_log_is_not_changed; DROP TRIGGER change_log_is_not_shortened")
            .execute(&mut connection)
            .await
            .expect("dropped");
        sqlx::raw_sql(sql).execute(&mut connection).await.expect("tampered with");
    });
}

#[test]
fn the_audit_log_is_verified_beside_a_running_server_and_tampering_is_told() {
    let data = TempDir::new().expect("a folder");
    let folder = data.path().to_str().expect("a plain path");
    // The invitation is printed last; so no row of the server comes after those of the tokens.
    let (_server, _) = serve(data.path(), 3);
    run(&["token", "create", "--data", folder, "--name", "one", "--scope", "read"]);
    let verify = ["audit", "verify", "--data", folder];
    let fine = run(&verify);
    let told = stdout(&fine);
    let head = told.lines().find_map(|line| line.strip_prefix("Head: ")).expect("a head").to_owned();
    assert!(fine.status.success() && told.starts_with("Rows: ") && told.ends_with("Every row is as it was written.\n"), "{told}");
    run(&["token", "create", "--data", folder, "--name", "two", "--scope", "read"]);
    let kept: Vec<&str> = verify.iter().copied().chain(["--head", &head]).collect();
    assert!(run(&kept).status.success(), "an older head is still part of the chain");
    failed(&run(&["audit", "verify", "--data", folder, "--head", "abc"]), 2, "64 hexadecimal digits");
    failed(&run(&["audit", "verify", "--data", "/nowhere"]), 1, "there is no database in /nowhere");
    failed(&run(&["audit", "verify", "--deep"]), 2, "unexpected argument");

    tamper(data.path(), "DELETE FROM change_log WHERE object_kind = 'token'");
    assert!(run(&verify).status.success(), "the chain alone cannot tell that its end was cut off");
    let cut = run(&kept);
    let sentence = String::from_utf8_lossy(&cut.stderr).into_owned();
    assert!(cut.status.code() == Some(1) && sentence.contains("the head that was kept is not among them"), "{sentence}");
    tamper(data.path(), "UPDATE change_log SET author_name = 'nobody' WHERE sequence = 1");
    let broken = run(&verify);
    let sentence = String::from_utf8_lossy(&broken.stderr).into_owned();
    assert!(sentence.contains("the first row that does not fit is number 1 with the id '0") && sentence.contains(", of 20"), "{sentence}");
    assert_eq!((broken.status.code(), stdout(&broken).lines().count()), (Some(1), 1));
}

#[test]
fn a_backup_is_made_beside_a_running_server_and_a_restored_copy_verifies_and_starts() {
    let data = TempDir::new().expect("a folder");
    let (live, copy) = (data.path().join("live"), data.path().join("copy"));
    let (folder, copied) = (live.to_str().expect("a plain path"), copy.to_str().expect("a plain path"));
    let output = data.path().join("backup");
    let output = output.to_str().expect("a plain path");
    let (_server, _) = serve(&live, 1);
    run(&["token", "create", "--data", folder, "--name", "backup script", "--scope", "read"]);
    let backup = run(&["backup", "--data", folder, "--output", output]);
    let told = stdout(&backup);
    assert!(backup.status.success() && told.starts_with("Backed up to "), "{told}");
    run(&["token", "create", "--data", folder, "--name", "later", "--scope", "read"]);
    failed(&run(&["backup", "--data", folder, "--output", output]), 1, "nothing is overwritten");
    failed(&run(&["backup", "--data", "/nowhere", "--output", "x"]), 1, "there is no database in /nowhere");
    failed(&run(&["backup", "--data", folder]), 2, "--output <FILE>");
    failed(&run(&["restore", "--data", folder, "--input", output]), 1, "a server runs on");

    let restored = run(&["restore", "--data", copied, "--input", output]);
    let head = |told: &str| told.lines().find_map(|line| line.strip_prefix("Head: ")).map(str::to_owned);
    assert!(restored.status.success() && head(&stdout(&restored)).is_some(), "{}", stdout(&restored));
    assert_eq!(head(&stdout(&restored)), head(&told));
    let verified = run(&["audit", "verify", "--data", copied, "--head", &head(&told).expect("a head")]);
    assert!(verified.status.success(), "{}", stdout(&verified));
    assert!(stdout(&run(&["token", "list", "--data", copied])).starts_with("backup script\tread\tuntil "));
    let (_other, printed) = serve(&copy, 1);
    assert!(printed[0].starts_with("Pomona is running on "), "{printed:?}");
    failed(&run(&["restore", "--data", copied, "--input", output]), 1, "a server runs on");
    let half = file(data.path(), "half", &std::fs::read(output).expect("a backup")[..20_000]);
    failed(&run(&["restore", "--data", data.path().join("third").to_str().expect("a plain path"), "--input", &half]), 1, "is damaged");
    let json = file(data.path(), "json", "{\"format\": ");
    failed(
        &run(&["restore", "--data", data.path().join("third").to_str().expect("a plain path"), "--input", &json]),
        1,
        "is no backup of Pomona",
    );
}

#[test]
fn nothing_is_restored_over_a_database_that_is_there() {
    let data = TempDir::new().expect("a folder");
    let folder = data.path().to_str().expect("a plain path");
    drop(serve(data.path(), 1));
    let output = data.path().join("backup");
    let output = output.to_str().expect("a plain path");
    assert!(run(&["backup", "--data", folder, "--output", output]).status.success());
    failed(&run(&["restore", "--data", folder, "--input", output]), 1, "a database is restored only into a folder that has none");
}

/// A folder with the sample organization, whose server has ended.
fn sample(folder: &Path) -> String {
    let data = folder.to_str().expect("a plain path").to_owned();
    drop(serve_with(folder, &["--sample-data"], 1));
    data
}

#[test]
fn profiles_are_exported_and_imported_with_exit_codes_for_pipelines() {
    let place = TempDir::new().expect("a folder");
    let data = sample(&place.path().join("data"));
    let output = place.path().join("profiles.json");
    let output = output.to_str().expect("a plain path");
    assert!(run(&["export", "--data", &data, "--output", output]).status.success());
    let exported = std::fs::read_to_string(output).expect("a document");
    assert_eq!(stdout(&run(&["export", "--data", &data, "--output", "-"])), exported);
    let plan = |file: &str| run(&["import", "--data", &data, "--plan", file]);
    let nothing = plan(output);
    assert_eq!((nothing.status.code(), stdout(&nothing).lines().last()), (Some(0), Some("Nothing would change.")));

    let changed = exported.replacen("\"Company iPads\"", "\"For the board\"", 1).replacen("\"Executives\"", "\"Board\"", 1);
    assert_ne!(changed, exported);
    let file = file(place.path(), "changed.json", &changed);
    let told = plan(&file);
    let expected = "overwrite Board; name: \"Executives\" becomes \"Board\"; description: \"Company iPads\" becomes \"For the board\"";
    assert!(told.status.code() == Some(2) && stdout(&told).contains(expected), "{}", stdout(&told));
    let done = run(&["import", "--data", &data, "--apply", &file]);
    assert!(done.status.success() && stdout(&done).ends_with("Imported.\n"), "{}", stdout(&done));
    assert_eq!(plan(&file).status.code(), Some(0));
    let again = run(&["import", "--data", &data, "--apply", &file]);
    assert!(again.status.success() && stdout(&again).contains("Nothing was changed"), "{}", stdout(&again));
    let skipped = run(&["import", "--data", &data, "--plan", output, "--existing", "skip"]);
    assert_eq!(skipped.status.code(), Some(0), "{}", stdout(&skipped));
    let copied = stdout(&run(&["import", "--data", &data, "--plan", output, "--existing", "copy"]));
    assert!(copied.contains("copy      Executives as Executives (2)"), "{copied}");
    assert!(run(&["audit", "verify", "--data", &data]).status.success());
}

#[test]
fn a_document_for_another_organization_names_the_groups_that_are_not_there() {
    let place = TempDir::new().expect("a folder");
    let data = sample(&place.path().join("data"));
    let other = place.path().join("other");
    drop(serve(&other, 1));
    let other = other.to_str().expect("a plain path");
    let output = place.path().join("profiles.json");
    let output = output.to_str().expect("a plain path");
    run(&["export", "--data", &data, "--output", output]);
    let refused = run(&["import", "--data", other, "--apply", output]);
    let sentence = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(1) && sentence.contains("No group is called '") && sentence.contains("Assigned: "), "{sentence}");
    let after = stdout(&run(&["export", "--data", other, "--output", "-"]));
    assert!(after.contains("\"profiles\": []"), "nothing was changed: {after}");
    let done = run(&["import", "--data", other, "--apply", output, "--leave-out-unknown-groups"]);
    assert!(done.status.success() && stdout(&done).contains(": left out"), "{}", stdout(&done));
}

#[test]
fn a_document_that_cannot_be_taken_is_told_in_one_sentence() {
    let place = TempDir::new().expect("a folder");
    let data = sample(&place.path().join("data"));
    let exported = stdout(&run(&["export", "--data", &data, "--output", "-"]));
    let cases = [
        (exported[..exported.len() / 2].to_owned(), "is not JSON, or not whole: line "),
        (String::new(), "is not JSON, or not whole: line 1, column 0"),
        ("{\"value\": []}".to_owned(), "/format: This is no document of enrollment profiles"),
        (exported.replacen("\"formatVersion\": 1", "\"formatVersion\": 9", 1), "/formatVersion: The document has version 9 of its format"),
        (exported.replacen("\"iOS\"", "\"android\"", 1), "/profiles/0/platform: The platform must be 'iOS'"),
        (" ".repeat((64 << 20) + 1), "has more than 64 MiB"),
    ];
    for (content, part) in cases {
        let path = file(place.path(), "bad.json", content);
        for what in ["--plan", "--apply"] {
            failed(&run(&["import", "--data", &data, what, &path]), 1, part);
        }
    }
    failed(&run(&["import", "--data", &data, "--plan", "/nowhere.json"]), 1, "cannot read /nowhere.json");
    failed(&run(&["import", "--data", &data]), 2, "--plan <FILE>");
    failed(&run(&["export", "--data", &data, "--output", "/nowhere/x.json"]), 1, "cannot write /nowhere/x.json");
    failed(&run(&["export", "--data", "/nowhere", "--output", "-"]), 1, "there is no database in /nowhere");
    assert_eq!(stdout(&run(&["export", "--data", &data, "--output", "-"])), exported);
}
