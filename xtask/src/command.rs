//! Running other programs, with errors that say which one failed and how.

use crate::project;
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// A program to be run at the top of the repository, with the project's own tools first on its path.
pub fn program(name: impl Into<OsString>) -> Command {
    let mut command = Command::new(name.into());
    command.current_dir(project::root()).env("PATH", path());
    command
}

/// The cargo that runs this very program, so that the toolchain stays the same all the way down.
pub fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command to its end; what it prints goes to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs a command to its end and answers what it printed, without the space around it.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}: {}", shown(command), output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The place of a program on the path.
pub fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&path()).map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))).find(|file| file.is_file())
}

fn path() -> OsString {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let folders = [project::tools().join("bin")].into_iter().chain(env::split_paths(&inherited));
    // Only a folder with the separator in its name cannot be joined, and such a path could not have been inherited.
    env::join_paths(folders).unwrap_or(inherited)
}

fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}
