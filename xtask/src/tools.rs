//! The tools that build the web app: the wasm target of the toolchain, and Trunk and wasm-bindgen at pinned versions in
//! `.tools/`. Built quickly rather than to run quickly: they wait for the compiler most of the time.

use crate::command::{cargo, output, program, run};
use crate::project;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::time::Instant;

/// A program from crates.io. Its version is also in `Trunk.toml` (both) and `Cargo.toml` (wasm-bindgen).
struct Tool {
    package: &'static str,
    version: &'static str,
    options: &'static [&'static str],
    expect: &'static str,
}

const TOOLS: [Tool; 2] = [
    // Without its default features it has no TLS, so it never downloads a tool behind our back.
    Tool { package: "trunk", version: "0.21.14", options: &["--no-default-features"], expect: "about 3 minutes on two cores" },
    Tool { package: "wasm-bindgen-cli", version: "0.2.128", options: &[], expect: "about 1 minute on two cores" },
];

/// Installs what is missing; takes no time when nothing is.
pub fn ensure() -> Result<()> {
    ensure_wasm_target()?;
    for tool in &TOOLS {
        ensure_tool(tool)?;
    }
    Ok(())
}

fn ensure_wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = output(program("rustc").args(["--print", "sysroot"]))?;
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    println!("Installing the Rust target {TARGET}");
    run(program("rustup").args(["target", "add", TARGET]))
        .context("the web app needs the Rust target wasm32-unknown-unknown; install Rust by rustup, or the target by hand")
}

fn ensure_tool(tool: &Tool) -> Result<()> {
    let Tool { package, version, options, expect } = tool;
    if is_installed(tool) {
        return Ok(());
    }
    println!("Installing {package} {version} into .tools/ ({expect})");
    let begun = Instant::now();
    run(cargo()
        .args(["install", package, "--version", version, "--locked", "--force", "--root"])
        .arg(project::tools())
        .args(*options)
        // One folder, so that the second tool finds the dependencies that it shares with the first.
        .env("CARGO_TARGET_DIR", project::target().join("tools"))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"))?;
    println!("Installed {package} {version} in {} s", begun.elapsed().as_secs());
    Ok(())
}

/// Asks the record that cargo itself keeps beside the programs it installed.
fn is_installed(tool: &Tool) -> bool {
    let record = fs::read_to_string(project::tools().join(".crates.toml")).unwrap_or_default();
    record.lines().any(|line| line.starts_with(&format!("\"{} {} ", tool.package, tool.version)))
}
