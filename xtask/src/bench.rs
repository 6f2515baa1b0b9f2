//! What the release build costs: whoever downloads it, runs it, asks it and looks at it. Figures only, with no pass or fail.

use crate::{command, playwright, server, size_budget};
use anyhow::Result;

/// Prints every figure. Fails only when what should be measured did not happen.
pub fn run() -> Result<()> {
    let binary = server::build()?;
    println!("\nWhat the rules cost");
    command::run(command::cargo().args(["bench", "--quiet", "--package", "enrollment", "--bench", "speed"]))?;
    println!("\nWhat a browser downloads");
    size_budget::print()?;
    playwright::run(&binary, &["--config", "playwright.bench.config.ts"])
}
