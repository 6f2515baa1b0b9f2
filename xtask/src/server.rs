//! Building the server with the app in it, and starting it.

use crate::command::{cargo, run as run_command};
use crate::{project, tools, web_app};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command};

/// What `cargo xtask run` starts the server with, unless it is told otherwise.
const USUAL_WORDS: [(&str, Option<&str>); 4] =
    [("--addr", Some("127.0.0.1:8080")), ("--data", Some("data")), ("--organization", Some("Contoso")), ("--sample-data", None)];

/// Builds the web app, then the server that embeds it, and answers where it lies.
pub fn build() -> Result<PathBuf> {
    println!("Building the web app");
    web_app::build()?;
    println!("Building the server");
    run_command(cargo().args(["build", "--release", "--package", "pomona-server"]))?;
    Ok(project::binary())
}

/// Builds all and becomes the server, so that Ctrl+C and every other signal reach it.
pub fn run(words: &[OsString]) -> Result<()> {
    let mut server = Command::new(build()?);
    server.current_dir(project::root()).arg("serve").args(with_usual_words(words));
    become_program(&mut server)
}

/// Starts a debug server with a sample organization and, in front of it, Trunk's own server, which reloads the page on save.
///
/// `Trunk.toml` says which paths Trunk passes on, and to which address.
pub fn develop() -> Result<()> {
    tools::ensure()?;
    // The server embeds this folder, so it must be there, though here Trunk serves the app.
    fs::create_dir_all(project::dist())?;
    run_command(cargo().args(["build", "--package", "pomona-server"]))?;
    let mut server = Command::new(project::target().join("debug").join("pomona"));
    server.current_dir(project::root()).args(["serve", "--addr", "127.0.0.1:8081", "--public-url", "http://127.0.0.1:8080"]);
    server.args(["--data", "data/dev", "--organization", "Contoso", "--sample-data"]);
    let _server = EndsWithUs(server.spawn().context("cannot start the server")?);
    run_command(web_app::trunk().args(["serve", "--port", "8080", "--dist"]).arg(project::target().join("web-dev")))
}

/// A child that does not outlive this program.
struct EndsWithUs(Child);

impl Drop for EndsWithUs {
    fn drop(&mut self) {
        self.0.kill().ok();
    }
}

/// Words that were given take the place of the usual ones of the same name.
fn with_usual_words(given: &[OsString]) -> Vec<OsString> {
    let names: Vec<&str> = given.iter().filter_map(|word| word.to_str()?.split('=').next()).collect();
    let usual = USUAL_WORDS.iter().filter(|(name, _)| !names.contains(name));
    let usual = usual.flat_map(|(name, value)| [Some(*name), *value]).flatten().map(OsString::from);
    usual.chain(given.iter().cloned()).collect()
}

#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("cannot start the server")
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    run_command(command)
}

#[cfg(test)]
mod tests {
    use super::with_usual_words;
    use std::ffi::OsString;

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn usual_words_come_first() {
        assert_eq!(
            with_usual_words(&words("--base-path /portal")),
            words("--addr 127.0.0.1:8080 --data data --organization Contoso --sample-data --base-path /portal")
        );
    }

    #[test]
    fn a_given_word_takes_the_place_of_the_usual_one() {
        assert_eq!(
            with_usual_words(&words("--addr 0.0.0.0:80 --data=other")),
            words("--organization Contoso --sample-data --addr 0.0.0.0:80 --data=other")
        );
    }
}
