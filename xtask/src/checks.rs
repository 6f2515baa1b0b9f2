//! Every check of the project, by name, in the order in which a mistake is found soonest.

use crate::command::{cargo, program, run as run_command};
use crate::machine::{self, Chromium};
use crate::{playwright, project, server, size_budget, tools};
use anyhow::{Result, bail};
use std::fs;
use std::time::{Duration, Instant};

struct Check {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<()>,
}

const CHECKS: [Check; 11] = [
    Check { name: "format", about: "all Rust is as rustfmt writes it", run: format },
    Check { name: "lint", about: "clippy finds nothing in server, rules and tools", run: lint },
    Check { name: "lint-web", about: "clippy finds nothing in the web app, compiled for the browser", run: lint_web },
    Check { name: "unit", about: "native tests of every crate, the contract over HTTP among them", run: unit },
    Check { name: "docs", about: "the documentation builds without a warning", run: docs },
    Check { name: "web", about: "components in headless Chromium", run: web },
    Check { name: "build", about: "the release build of app and server", run: build },
    Check { name: "sizes", about: "wasm, JavaScript and CSS within their budgets", run: sizes },
    Check { name: "types", about: "the types of the hand-written JavaScript and of the browser tests", run: types },
    Check { name: "e2e", about: "whole flows in Chromium against the release build", run: e2e },
    Check { name: "interop", about: "Microsoft's own Python client against the release build", run: interop },
];

/// Prints the names of the checks, and what each is for.
pub fn list() {
    for Check { name, about, .. } in &CHECKS {
        println!("{name:<10}{about}");
    }
}

/// Runs the named checks, or all, each to its end whatever became of the others. Fails when one of them did.
pub fn run(names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| CHECKS.iter().all(|check| check.name != **name)) {
        bail!("there is no check {unknown}; `cargo xtask test --list` prints them");
    }
    let mut results: Vec<(&str, Duration, bool)> = Vec::new();
    for check in CHECKS.iter().filter(|check| names.is_empty() || names.iter().any(|name| name == check.name)) {
        println!("\n== {}: {}", check.name, check.about);
        let begun = Instant::now();
        let result = (check.run)();
        if let Err(error) = &result {
            println!("error: {error:#}");
        }
        results.push((check.name, begun.elapsed(), result.is_ok()));
    }

    println!();
    for (name, duration, passed) in &results {
        println!("{name:<10}{:>6} s  {}", duration.as_secs(), if *passed { "passed" } else { "FAILED" });
    }
    let failed = results.iter().filter(|(_, _, passed)| !passed).count();
    println!("{} passed, {failed} failed", results.len() - failed);
    if failed > 0 {
        bail!("not every check passed");
    }
    Ok(())
}

fn format() -> Result<()> {
    run_command(cargo().args(["fmt", "--all", "--check"]))
}

fn lint() -> Result<()> {
    ensure_dist()?;
    run_command(cargo().args(["clippy", "--workspace", "--exclude", "pomona-portal", "--all-targets", "--", "--deny", "warnings"]))
}

fn lint_web() -> Result<()> {
    tools::ensure()?;
    run_command(cargo().args(["clippy", "--package", "pomona-portal", "--all-targets"]).args(WASM).args(["--", "--deny", "warnings"]))
}

fn unit() -> Result<()> {
    ensure_dist()?;
    run_command(cargo().args(["test", "--workspace"]))
}

fn docs() -> Result<()> {
    ensure_dist()?;
    run_command(cargo().args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "--deny warnings"))
}

fn web() -> Result<()> {
    tools::ensure()?;
    let Chromium { driver, .. } = machine::chromium()?;
    run_command(cargo().args(["test", "--package", "pomona-portal", "--test", "web"]).args(WASM).env("CHROMEDRIVER", driver))
}

fn build() -> Result<()> {
    server::build().map(drop)
}

fn sizes() -> Result<()> {
    server::build()?;
    size_budget::check()
}

fn types() -> Result<()> {
    let folder = project::root().join("tests/e2e");
    machine::node_packages(&folder)?;
    run_command(program("npx").args(["--no-install", "tsc"]).current_dir(folder))
}

fn e2e() -> Result<()> {
    playwright::run(&server::build()?, &[])
}

fn interop() -> Result<()> {
    let folder = project::root().join("tests/interop");
    let binary = server::build()?;
    let python = machine::python_packages(&folder.join("requirements.txt"))?;
    run_command(program(python).args(["-m", "pytest", "-p", "no:cacheprovider"]).current_dir(folder).env("POMONA_BINARY", binary))
}

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// The server embeds this folder, so its crate does not compile without one, empty as it may be.
fn ensure_dist() -> Result<()> {
    Ok(fs::create_dir_all(project::dist())?)
}
