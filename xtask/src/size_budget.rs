//! What a browser downloads to show the app, against the budgets of the project.

use crate::{project, web_app};
use anyhow::{Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

struct Budget {
    what: &'static str,
    extension: &'static str,
    /// Bytes after brotli.
    limit: u64,
}

/// The parts of the portal, by a word in the names of their files.
const PARTS: [&str; 4] = ["-list-", "-profile-", "-insight-", "-management-"];

const BUDGETS: [Budget; 3] = [
    Budget { what: "wasm", extension: "wasm", limit: 300_000 },
    Budget { what: "JavaScript", extension: "js", limit: 15_000 },
    Budget { what: "CSS", extension: "css", limit: 14_000 },
];

/// Prints the sizes; fails when one is over its budget.
///
/// Each part of the portal is held to the budgets by itself: what a browser needs for the first screen is one of them, with
/// embed.js and the style sheet. The others are fetched when the browser is idle.
pub fn check() -> Result<()> {
    let over = print()?;
    if over.is_empty() { Ok(()) } else { bail!("over budget: {}", over.join(", ")) }
}

/// Prints the sizes as a table, and answers which are over their budget.
pub fn print() -> Result<Vec<String>> {
    let mut over = Vec::new();
    println!("{:<12}{:<12}{:>12}{:>12}{:>12}", "bytes", "part", "raw", "brotli", "budget");
    let all = web_app::files(&project::dist())?;
    for part in PARTS {
        for Budget { what, extension, limit } in &BUDGETS {
            let (mut raw, mut compressed) = (0, 0);
            let mine = |name: &&PathBuf| {
                let name = name.to_string_lossy();
                name.ends_with(&format!(".{extension}")) && PARTS.iter().all(|other| other == &part || !name.contains(other))
            };
            for name in all.iter().filter(mine) {
                raw += size(name)?;
                compressed += size(&web_app::with_suffix(name, "br"))?;
            }
            println!("{what:<12}{:<12}{raw:>12}{compressed:>12}{limit:>12}", part.trim_matches('-'));
            if raw == 0 {
                bail!("there is no {what} in the web app");
            }
            if compressed > *limit {
                over.push(format!("{what} of {}", part.trim_matches('-')));
            }
        }
    }
    Ok(over)
}

fn size(name: &Path) -> Result<u64> {
    Ok(fs::metadata(project::dist().join(name))?.len())
}
