//! The program `pomona`.

use std::process::ExitCode;

use clap::Parser;
use pomona_server::cli::Cli;

fn main() -> ExitCode {
    Cli::parse().run()
}
