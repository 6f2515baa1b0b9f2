//! The SQL is plain: what stands outside the dialect is understood by `PostgreSQL` too.

use std::fs;
use std::path::Path;

/// What only `SQLite` or only `MySQL` understands.
const FOREIGN: &[&str] = &[
    "AUTOINCREMENT",
    "BEGIN IMMEDIATE",
    "BLOB",
    "COLLATE NOCASE",
    "DATETIME",
    "GLOB",
    "GROUP_CONCAT",
    "IFNULL",
    "INSERT OR",
    "JSON_EXTRACT",
    "JULIANDAY",
    "LAST_INSERT_ROWID",
    "PRAGMA",
    "RAISE",
    "REPLACE INTO",
    "ROWID",
    "STRFTIME",
    "STRICT",
    "WITHOUT ROWID",
];
const TYPES: &[&str] = &["TEXT", "BIGINT", "BOOLEAN"];

fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read_to_string(&path).expect("text")))
        .collect();
    found.sort();
    found
}

fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The string literals of a Rust file that are SQL.
fn statements(source: &str) -> Vec<String> {
    source
        .split('"')
        .skip(1)
        .step_by(2)
        .filter(|text| {
            ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", " AND ", " ORDER "].iter().any(|verb| text.starts_with(verb))
        })
        .map(str::to_owned)
        .collect()
}

fn assert_plain(place: &str, sql: &str) {
    let words = sql.to_uppercase().split(|c: char| !c.is_alphanumeric() && c != '_').collect::<Vec<_>>().join(" ");
    let words = format!(" {words} ");
    for foreign in FOREIGN {
        assert!(!words.contains(&format!(" {foreign} ")), "{place}: {foreign} in {sql}");
    }
    assert!(!sql.contains(['?', '`']), "{place}: placeholders are $1, $2, ... and names are not quoted: {sql}");
}

#[test]
fn migrations_are_numbered_without_a_gap_and_plain() {
    let files = files("migrations", "sql");
    assert!(!files.is_empty());
    for (number, (name, sql)) in (1..).zip(&files) {
        assert!(name.starts_with(&format!("{number:04}_")), "{name}");
        let sql = without_comments(sql);
        assert_plain(name, &sql);
        for line in sql.lines().filter(|line| line.starts_with("    ")) {
            let mut words = line.split_whitespace();
            let (Some(column), Some(kind)) = (words.next(), words.next()) else { continue };
            if column != "PRIMARY" {
                assert!(TYPES.contains(&kind.trim_end_matches(',')), "{name}: {column} has the type {kind}");
            }
        }
    }
}

#[test]
fn statements_outside_the_dialect_are_plain() {
    let mut count = 0;
    for (name, source) in files("src/sqlite", "rs") {
        if name == "dialect.rs" || name == "tests.rs" {
            continue;
        }
        for sql in statements(&source) {
            assert_plain(&name, &sql);
            count += 1;
        }
    }
    assert!(count > 40, "only {count} statements were found");
}
