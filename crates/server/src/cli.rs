//! The command line: what can be said, what it means, and one clear sentence when it cannot be done.

mod audit;
mod backup;
mod directory;
mod portable;
mod token;

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use enrollment::graph::words::WireWord as _;
use enrollment::text::OrganizationName;
use pomona_store::{AdministratorRefused, Author, CredentialStore, OpenError, Scope, SqliteStore, Store, StoreError};

use crate::logs::{self, LogFormat};
use crate::serve::{Start, organization_name, serve};
use crate::session::invitation;
use crate::settings::{BasePath, Origin, Settings};
use crate::world::{RealWorld, World};

/// Decides how people's iPhones and iPads come under management.
#[derive(Debug, Parser)]
#[command(name = "pomona", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server
    #[command(after_long_help = SERVE_EXAMPLES)]
    Serve(Serve),
    /// Invite, list and remove the people who can sign in
    ///
    /// These commands are safe while the server runs, and take effect at once.
    #[command(subcommand)]
    Admin(Admin),
    /// Create, list and revoke the tokens of scripts and other programs
    ///
    /// A program sends its token as `Authorization: Bearer TOKEN`. These commands are safe while the server runs, and take effect at once.
    #[command(subcommand)]
    Token(token::Token),
    /// Fill the directory with the people and groups of your organization
    #[command(subcommand)]
    Directory(directory::Directory),
    /// Write all profiles with their order and assignments into one document
    ///
    /// The same profiles make the same document, so it can be kept in a version control system. It is safe while the server runs.
    Export(portable::Export),
    /// Import a document of profiles, or tell what that would change
    ///
    /// A profile is known by its id, or else by its name. Profiles that the document does not name stay. Groups are known by their
    /// id, or else by the name that the document tells. All or nothing: with any mistake nothing is changed, and every mistake is
    /// told with its place. It is safe while the server runs, and takes effect at once.
    #[command(after_long_help = portable::EXIT_CODES)]
    Import(portable::Import),
    /// Write everything into one file, while the server runs
    ///
    /// The file holds one moment of the whole database, with the hashes of passwords, so only its owner can read it. It was checked
    /// when the command ends with 0. Nothing is overwritten.
    Backup(backup::Backup),
    /// Put a backup into a folder that has no database
    ///
    /// First its structure, its version and the chain of its audit log are checked; then it is brought to the form of this version
    /// and put in place. A file that does not pass leaves the folder as it was.
    Restore(backup::Restore),
    /// Check the audit log
    #[command(subcommand)]
    Audit(audit::Audit),
}

const SERVE_EXAMPLES: &str = "\
Examples:
  Try it on this machine, with a sample organization:
      pomona serve --sample-data
  Behind a proxy that ends TLS, below a path of an existing portal:
      pomona serve --data /var/lib/pomona --public-url https://portal.example.com --base-path /it/apple

The first start prints a link that makes the first administrator.";

#[derive(Debug, Args)]
struct Serve {
    /// Where to listen
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080", env = "POMONA_ADDR")]
    addr: String,
    /// Folder of the database; created when it is missing
    #[arg(long, value_name = "DIR", default_value = "data", env = "POMONA_DATA")]
    data: PathBuf,
    /// Prefix of every path, such as /it/apple
    #[arg(long, value_name = "/PREFIX", default_value = "/", value_parser = BasePath::parse, env = "POMONA_BASE_PATH")]
    base_path: BasePath,
    /// How browsers reach the server: scheme, host and port, such as `https://portal.example.com`
    ///
    /// Needed when other machines can reach the server. With https, cookies are sent over TLS only.
    #[arg(long, value_name = "URL", value_parser = Origin::parse, env = "POMONA_PUBLIC_URL")]
    public_url: Option<Origin>,
    /// Name of a new organization, as people read it on their phones
    ///
    /// Once there is an organization, its name is changed in the portal, and this is not looked at.
    #[arg(long, value_name = "NAME", value_parser = organization_name, env = "POMONA_ORGANIZATION")]
    organization: Option<OrganizationName>,
    /// Fill an empty database with a sample organization of about 250 people
    #[arg(long, env = "POMONA_SAMPLE_DATA")]
    sample_data: bool,
    /// Let the pages of one other origin call the server, with a token and never with a cookie
    #[arg(long, value_name = "URL", value_parser = Origin::parse, env = "POMONA_ALLOW_ORIGIN")]
    allow_origin: Option<Origin>,
    /// How to write the log
    #[arg(long, value_name = "FORMAT", default_value = "auto", env = "POMONA_LOG_FORMAT")]
    log_format: LogFormat,
    /// What to log: error, warn, info, debug, trace, or directives such as `pomona_server=debug`
    #[arg(long, value_name = "FILTER", default_value = "info", env = "POMONA_LOG")]
    log: String,
}

#[derive(Debug, Args)]
struct Data {
    /// Folder of the database, as `pomona serve` was given it
    #[arg(long, value_name = "DIR", default_value = "data", env = "POMONA_DATA")]
    data: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Print a link by which somebody becomes an administrator, once and within an hour
    Invite {
        #[command(flatten)]
        data: Data,
        /// They may look at everything and change nothing
        #[arg(long)]
        read_only: bool,
        /// How browsers reach the server, for the link
        #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080", value_parser = Origin::parse, env = "POMONA_PUBLIC_URL")]
        public_url: Origin,
        /// Prefix of every path, for the link
        #[arg(long, value_name = "/PREFIX", default_value = "/", value_parser = BasePath::parse, env = "POMONA_BASE_PATH")]
        base_path: BasePath,
    },
    /// List who can sign in
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Remove somebody and end their sessions
    Remove {
        /// Their name, as listed
        name: String,
        #[command(flatten)]
        data: Data,
    },
}

/// Why a command ended without doing what it was asked for: one sentence, and the exit code.
#[derive(Debug)]
pub struct Failure {
    sentence: String,
    code: u8,
}

impl Failure {
    /// It could not be done.
    pub fn new(sentence: String) -> Self {
        Self { sentence, code: 1 }
    }

    /// It was asked for in a way that makes no sense.
    pub fn usage(sentence: String) -> Self {
        Self { sentence, code: 2 }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(error.to_string())
    }
}

/// Prints a line. Whoever reads may have gone away, as `head` does; that is no reason to fail.
pub fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").ok();
}

impl Cli {
    /// Does what the command line says.
    pub fn run(self) -> ExitCode {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let outcome = match runtime {
            Ok(runtime) => runtime.block_on(self.command.run()),
            Err(error) => Err(Failure::new(format!("cannot start threads: {error}"))),
        };
        match outcome {
            Ok(code) => code,
            Err(failure) => {
                eprintln!("pomona: {}", failure.sentence);
                ExitCode::from(failure.code)
            }
        }
    }
}

impl Command {
    async fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Import(words) => return words.run().await,
            Self::Export(words) => words.run().await,
            Self::Serve(words) => words.run().await,
            Self::Admin(command) => command.run().await,
            Self::Token(command) => command.run().await,
            Self::Directory(command) => command.run().await,
            Self::Backup(words) => words.run().await,
            Self::Restore(words) => words.run().await,
            Self::Audit(command) => command.run().await,
        }?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Serve {
    async fn run(self) -> Result<(), Failure> {
        logs::start(self.log_format, &self.log).map_err(Failure::usage)?;
        let addr = resolve(&self.addr).await?;
        let settings = Settings { addr, base_path: self.base_path, public_url: self.public_url, allow_origin: self.allow_origin };
        serve(Start { settings, data: &self.data, organization: self.organization.as_ref(), sample_data: self.sample_data }).await
    }
}

/// A name such as `localhost` may mean several addresses; the first is taken.
async fn resolve(addr: &str) -> Result<SocketAddr, Failure> {
    let mut found = tokio::net::lookup_host(addr)
        .await
        .map_err(|_| Failure::usage(format!("--addr: '{addr}' is not HOST:PORT, such as 127.0.0.1:8080")))?;
    found.next().ok_or_else(|| Failure::usage(format!("--addr: '{addr}' names no address")))
}

/// Opens a database that is there: a mistyped folder should not become a new one.
async fn open(data: &Path) -> Result<SqliteStore, Failure> {
    there_is_a_database(data)?;
    Ok(SqliteStore::open(data).await?)
}

fn there_is_a_database(data: &Path) -> Result<(), Failure> {
    if data.join("pomona.sqlite").is_file() {
        return Ok(());
    }
    Err(Failure::new(format!("there is no database in {}: name the folder of `pomona serve` with --data", data.display())))
}

impl Admin {
    async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Invite { data, read_only, public_url, base_path } => {
                let store = open(&data.data).await?;
                let scope = if read_only { Scope::Read } else { Scope::Write };
                let author = Author::command_line("admin invite");
                let issued = invitation::invite(&store, &RealWorld, &author, scope, invitation::PRINTED).await?;
                say(&invitation::link(&format!("{public_url}{}", base_path.as_str()), &issued.secret));
                store.close().await;
            }
            Self::List { data } => {
                let store = open(&data.data).await?;
                for administrator in store.administrators().await? {
                    say(&format!("{}\t{}\tsince {}", administrator.name, administrator.scope.wire(), administrator.created.date()));
                }
                store.close().await;
            }
            Self::Remove { name, data } => {
                let store = open(&data.data).await?;
                let wanted = enrollment::text::fold_case(name.trim());
                let Some(administrator) = store.administrator_by_name_key(&wanted).await? else {
                    return Err(Failure::new(format!("no administrator is called '{name}'; `pomona admin list` lists them")));
                };
                let removed = store.remove_administrator(&Author::command_line("admin remove"), RealWorld.now(), &administrator.id).await?;
                store.close().await;
                removed.map_err(|refused| match refused {
                    AdministratorRefused::NotFound => Failure::new(format!("no administrator is called '{name}'")),
                    AdministratorRefused::LastAdministrator => {
                        Failure::new(format!("'{name}' is the last who can change anything: invite somebody else first"))
                    }
                })?;
                say(&format!("{} is removed and signed out.", administrator.name));
            }
        }
        Ok(())
    }
}
