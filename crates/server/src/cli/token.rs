//! `pomona token`: the tokens of scripts and other programs.

use clap::{Subcommand, ValueEnum};
use enrollment::account::{TokenDays, TokenName};
use enrollment::graph::sent::NewToken;
use enrollment::graph::words::WireWord as _;
use pomona_store::{Author, CredentialKind, CredentialStore as _, Scope, Store as _};

use super::{Data, Failure, open, say};
use crate::session::token;
use crate::world::{RealWorld, World as _};

#[derive(Debug, Subcommand)]
pub(super) enum Token {
    /// Create a token and print it, once: only its hash is kept
    Create {
        #[command(flatten)]
        data: Data,
        /// What it is for, such as the name of the script
        #[arg(long)]
        name: String,
        /// What it may do
        #[arg(long)]
        scope: TokenScope,
        /// How many days it works
        #[arg(long, value_name = "DAYS", default_value_t = TokenDays::DEFAULT, value_parser = token_days)]
        expires: TokenDays,
    },
    /// List the tokens that work
    List {
        #[command(flatten)]
        data: Data,
    },
    /// End every token of this name
    Revoke {
        /// The name, as listed
        name: String,
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum TokenScope {
    /// Read only
    Read,
    /// Read and change
    Write,
}

fn token_days(raw: &str) -> Result<TokenDays, String> {
    let days = raw.parse().ok().and_then(|days| TokenDays::new(days).ok());
    days.ok_or_else(|| format!("it must be a number from {} to {}", TokenDays::MIN, TokenDays::MAX))
}

impl Token {
    pub(super) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Create { data, name, scope, expires } => {
                let name = TokenName::parse(&name)
                    .map_err(|_| Failure::usage(format!("--name needs a name of one line, at most {} characters", TokenName::MAX)))?;
                let scope = match scope {
                    TokenScope::Read => Scope::Read,
                    TokenScope::Write => Scope::Write,
                };
                let store = open(&data.data).await?;
                let new = NewToken { name, scope, days: expires };
                let issued = token::create(&store, &RealWorld, &Author::command_line("token create"), new).await?;
                store.close().await;
                say(&issued.secret);
            }
            Self::List { data } => {
                let store = open(&data.data).await?;
                let now = RealWorld.now();
                for token in store.credentials(CredentialKind::Token).await? {
                    if token.counts(now) {
                        let used = token.last_used.map_or_else(|| "never used".to_owned(), |at| format!("used {}", at.date()));
                        say(&format!("{}\t{}\tuntil {}\t{used}", token.holder, token.scope.wire(), token.expires.date()));
                    }
                }
                store.close().await;
            }
            Self::Revoke { name, data } => {
                let store = open(&data.data).await?;
                let (now, author) = (RealWorld.now(), Author::command_line("token revoke"));
                let mut ended = 0;
                for token in store.credentials(CredentialKind::Token).await? {
                    if token.holder == name.trim() && token.revoked.is_none() {
                        ended += usize::from(store.revoke_credential(&author, now, &token.id).await?);
                    }
                }
                store.close().await;
                if ended == 0 {
                    return Err(Failure::new(format!("no token that works is called '{name}'; `pomona token list` lists them")));
                }
                say(&format!("{ended} ended."));
            }
        }
        Ok(())
    }
}
