//! Playwright's runner in `tests/e2e`, in the system's Chromium, against the release build.

use crate::command::{program, run as run_command};
use crate::machine::{self, Chromium};
use crate::project;
use anyhow::Result;
use std::path::Path;

/// Runs what `words` name against this server: every flow when there are none.
pub fn run(binary: &Path, words: &[&str]) -> Result<()> {
    let folder = project::root().join("tests/e2e");
    let Chromium { browser, .. } = machine::chromium()?;
    machine::node_packages(&folder)?;
    run_command(
        program("npx")
            .args(["--no-install", "playwright", "test"])
            .args(words)
            .current_dir(folder)
            .env("POMONA_BINARY", binary)
            .env("CHROMIUM", browser),
    )
}
