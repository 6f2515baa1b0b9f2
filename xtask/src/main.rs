//! `cargo xtask`: everything that is done to this repository, by one command each. A command installs what it is missing,
//! then does the one thing it is named for.

mod asset_names;
mod bench;
mod checks;
mod command;
mod fingerprint;
mod machine;
mod playwright;
mod project;
mod server;
mod size_budget;
mod style_sheet;
mod tools;
mod web_app;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, runs and checks Pomona. Installs what is missing first.")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the release app and server, and start the server with a sample organization on port 8080
    Run {
        /// Words for `pomona serve`; they take the place of the usual ones of the same name
        #[arg(last = true, value_name = "SERVER WORDS")]
        words: Vec<OsString>,
    },
    /// Leave the one binary, with the app in it, at target/release/pomona
    Build,
    /// Serve the app in a debug build that reloads the page on save, in front of a server with a sample organization
    Dev,
    /// Run every check, or those that are named
    Test {
        /// Names of checks, as `--list` prints them
        checks: Vec<String>,
        /// Print the checks and what each of them is for
        #[arg(long)]
        list: bool,
    },
    /// Print sizes, speed and memory of the release build, with no pass or fail
    Bench,
    /// Name the files of a web build in embed.js, index.html and asset-manifest.json (called by Trunk)
    #[command(hide = true)]
    Assets,
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Run { words } => server::run(&words),
        Task::Build => server::build().map(drop),
        Task::Dev => server::develop(),
        Task::Test { list: true, .. } => {
            checks::list();
            Ok(())
        }
        Task::Test { checks, .. } => checks::run(&checks),
        Task::Bench => bench::run(),
        Task::Assets => asset_names::write(),
    }
}
