//! What a browser downloads to show the app, against the budgets of the project.

use crate::{project, web_app};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;

struct Budget {
    what: &'static str,
    extension: &'static str,
    /// Bytes after brotli.
    limit: u64,
}

const BUDGETS: [Budget; 3] = [
    Budget { what: "wasm", extension: "wasm", limit: 300_000 },
    Budget { what: "JavaScript", extension: "js", limit: 15_000 },
    Budget { what: "CSS", extension: "css", limit: 14_000 },
];

/// Prints the sizes as a table; fails when one is over its budget.
pub fn check() -> Result<()> {
    let mut over = Vec::new();
    println!("{:<12}{:>12}{:>12}{:>12}", "bytes", "raw", "brotli", "budget");
    for Budget { what, extension, limit } in &BUDGETS {
        let (mut raw, mut compressed) = (0, 0);
        for name in web_app::files(&project::dist())?.iter().filter(|name| name.extension().is_some_and(|found| found == *extension)) {
            raw += size(name)?;
            compressed += size(&web_app::with_suffix(name, "br"))?;
        }
        println!("{what:<12}{raw:>12}{compressed:>12}{limit:>12}");
        if raw == 0 {
            bail!("there is no {what} in the web app");
        }
        if compressed > *limit {
            over.push(*what);
        }
    }
    if over.is_empty() { Ok(()) } else { bail!("over budget: {}", over.join(", ")) }
}

fn size(name: &Path) -> Result<u64> {
    Ok(fs::metadata(project::dist().join(name))?.len())
}
