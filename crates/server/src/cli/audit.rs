//! `pomona audit verify`: whether the audit log is as it was written.

use clap::{Args, Subcommand};
use enrollment::graph::write_date_time;
use pomona_store::{BrokenRow, ChangeLog as _, Store as _};

use super::{Data, Failure, open, say};

#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Check that no row of the audit log was changed, removed, added or moved
    ///
    /// Every row holds a hash over its content and the hash before it; all of them are computed again. The exit code is 0 when they
    /// fit, and 1 when one does not. It is safe while the server runs.
    #[command(after_long_help = ANCHOR)]
    Verify(Verify),
}

const ANCHOR: &str = "\
Whoever can write the database file can also compute a new chain, or cut off its newest rows. So
keep the head that is printed in another place, such as a mail to the auditors or a version
control system, and name it the next time:
    pomona audit verify --head HASH";

#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    data: Data,
    /// A head that was printed before and kept elsewhere: it must still be part of the chain
    #[arg(long, value_name = "HASH", value_parser = hash)]
    head: Option<String>,
}

fn hash(raw: &str) -> Result<String, String> {
    let is_hash = raw.len() == 64 && raw.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash { Ok(raw.to_owned()) } else { Err("it must be 64 hexadecimal digits, as printed by an earlier run".to_owned()) }
}

impl Audit {
    pub(super) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Verify(words) => words.run().await,
        }
    }
}

impl Verify {
    async fn run(self) -> Result<(), Failure> {
        let store = open(&self.data.data).await?;
        let found = store.verify(self.head.as_deref()).await?;
        store.close().await;
        say(&format!("Rows: {}", found.rows));
        if let Some(row) = &found.first_broken {
            return Err(Failure::new(format!(
                "the audit log was tampered with: the first row that does not fit is {}; what stands before it fits",
                named(row)
            )));
        }
        if let Some(head) = &found.head {
            say(&format!("Head: {head}"));
        }
        if !found.holds_known {
            let sentence =
                "the rows fit each other, but the head that was kept is not among them: rows were cut off, or all were written anew";
            return Err(Failure::new(sentence.to_owned()));
        }
        say("Every row is as it was written.");
        Ok(())
    }
}

fn named(row: &BrokenRow) -> String {
    // The row may hold anything, and it is printed to a terminal.
    let id = row.id.replace(char::is_control, " ");
    let at = row.at.map_or_else(|| "no readable moment".to_owned(), write_date_time);
    format!("number {} with the id '{id}', of {at}", row.sequence)
}
