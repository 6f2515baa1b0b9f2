//! `pomona backup` and `pomona restore`: the whole database as one file, and back.

use std::path::PathBuf;

use clap::Args;
use pomona_store::{BackupError, backup};

use super::{Data, Failure, say, there_is_a_database};

#[derive(Debug, Args)]
pub(super) struct Backup {
    #[command(flatten)]
    data: Data,
    /// Where to write it; nothing is overwritten
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    #[command(flatten)]
    data: Data,
    /// A file that `pomona backup` wrote
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
}

impl Backup {
    pub(super) async fn run(self) -> Result<(), Failure> {
        there_is_a_database(&self.data.data)?;
        let found = backup::back_up(&self.data.data, &self.output).await?;
        say(&format!("Backed up to {}.", self.output.display()));
        say(&format!("Rows of the audit log: {}", found.rows));
        if let Some(head) = found.head {
            say(&format!("Head: {head}"));
        }
        Ok(())
    }
}

impl Restore {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let found = backup::put_back(&self.data.data, &self.input).await?;
        say(&format!("Restored into {}. Its structure and its audit log are sound.", self.data.data.display()));
        say(&format!("Rows of the audit log: {}", found.rows));
        if let Some(head) = found.head {
            say(&format!("Head: {head}"));
        }
        Ok(())
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        Self::new(error.to_string())
    }
}
