//! `pomona directory import`: tables into the directory, and the difference told in lines.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use enrollment::directory::Directory as Present;
use enrollment::directory_import::{Action, Change, Difference, Plan, TableKind, plan};
use enrollment::error::{Code, Errors, FieldError};
use enrollment::graph::sent::DirectoryImport;
use pomona_store::{Author, DirectoryStore as _, ProfileStore as _, Store as _, WriteRefused};

use super::{Data, Failure, open, say};
use crate::csv_tables::{decoded, tables};
use crate::graph::LARGEST_TABLES;
use crate::message::message;
use crate::world::{RealWorld, World as _};

/// The most changes that are told one by one.
const TOLD: usize = 200;

#[derive(Debug, Subcommand)]
pub(super) enum Directory {
    /// Import people, groups and memberships from CSV files
    ///
    /// All or nothing: with any mistake nothing is changed, and every mistake is told with its line. It is safe while the server
    /// runs, and takes effect at once.
    #[command(after_long_help = TABLES)]
    Import(Import),
}

const TABLES: &str = "\
The files are UTF-8 with commas, and their first line names the columns.
  people   userPrincipalName, displayName; optional: mail, givenName, surname, department,
           jobTitle, companyName, city, country, employeeId, userType (Member or Guest),
           accountEnabled (true or false)
  groups   displayName; optional: description, kind (security or microsoft365),
           membershipRule
  members  group, member: the member is a userPrincipalName, or the displayName of a group
People are known by userPrincipalName and groups by displayName, whatever the case. A file or a
column that is not there leaves its part as it is; an empty cell clears the value.

Examples:
  See what would change:
      pomona directory import --people people.csv --members members.csv --dry-run
  Keep the directory as the personnel system has it, with a file of everybody:
      pomona directory import --people everybody.csv --remove-missing";

#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    files: Files,
    /// Remove people, groups and memberships that a given file does not name
    ///
    /// Devices, enrollment profiles and restrictions stay.
    #[arg(long)]
    remove_missing: bool,
    /// Only tell what would change
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Files {
    /// Table of people
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Table of groups
    #[arg(long, value_name = "FILE")]
    groups: Option<PathBuf>,
    /// Table of memberships
    #[arg(long, value_name = "FILE")]
    members: Option<PathBuf>,
}

impl Directory {
    pub(super) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Import(import) => import.run().await,
        }
    }
}

impl Import {
    async fn run(self) -> Result<(), Failure> {
        let text = |kind| self.files.of(kind).map(|path| read(kind, path, &self.files)).transpose();
        let (people, groups, members) = (text(TableKind::People)?, text(TableKind::Groups)?, text(TableKind::Members)?);
        let import = DirectoryImport {
            people: people.as_deref(),
            groups: groups.as_deref(),
            members: members.as_deref(),
            remove_missing: self.remove_missing,
        };
        let mistaken = |errors: Errors| self.files.mistaken(&errors);
        let tables = tables(&import).map_err(mistaken)?;
        let store = open(&self.data.data).await?;
        let (directory, version) = store.versioned_directory();
        let now = RealWorld.now();
        let plan = plan(&directory, &tables, now, || RealWorld.new_id()).map_err(mistaken)?;
        tell(&plan, &directory);
        let set = store.snapshot();
        let profiles: Vec<_> = set.profiles.iter().map(AsRef::as_ref).collect();
        for warning in plan.removed_assigned_groups(&profiles) {
            let profiles: Vec<String> = warning.profiles.iter().map(|name| plain(name)).collect();
            let (group, profiles) = (plain(warning.group), profiles.join(", "));
            say(&format!("Warning: the group {group} is removed, although profiles are assigned to it: {profiles}"));
        }
        if plan.is_empty() {
            say("Nothing was changed: the directory is as the files say.");
        } else if self.dry_run {
            say("Nothing was changed: this was a dry run.");
        } else {
            let done = store.import_directory(&Author::command_line("directory import"), now, version, plan).await?;
            done.map_err(|refused| Failure::new(sentence(&refused)))?;
            say("Imported.");
        }
        store.close().await;
        Ok(())
    }
}

fn sentence(refused: &WriteRefused) -> String {
    match refused {
        WriteRefused::Stale(changed) => format!("nothing was imported, because {} changed the directory meanwhile: try again", changed.who),
        other => format!("nothing was imported: {other:?}"),
    }
}

impl Files {
    fn of(&self, kind: TableKind) -> Option<&Path> {
        match kind {
            TableKind::People => self.people.as_deref(),
            TableKind::Groups => self.groups.as_deref(),
            TableKind::Members => self.members.as_deref(),
        }
    }

    /// The file that a mistake is in, by its pointer.
    fn of_mistake(&self, mistake: &FieldError) -> Option<&Path> {
        let part = mistake.pointer.split('/').nth(1)?;
        TableKind::ALL.into_iter().find(|kind| kind.as_str() == part).and_then(|kind| self.of(kind))
    }

    fn mistaken(&self, errors: &Errors) -> Failure {
        let count = |error: &FieldError| (error.code == Code::TooManyMistakes).then(|| error.parameter("count").to_owned());
        let count = errors.0.iter().find_map(count).unwrap_or_else(|| errors.0.len().to_string());
        let mut lines = vec![format!("nothing was imported: {count} {}", if count == "1" { "mistake" } else { "mistakes" })];
        lines.extend(errors.0.iter().map(|error| format!("  {}", self.told(error))));
        Failure::new(lines.join("\n"))
    }

    /// A mistake with its file, line and column. One in the header names its column itself.
    fn told(&self, error: &FieldError) -> String {
        let file = self.of_mistake(error).map(|file| file.display().to_string());
        let line = Some(error.parameter("line")).filter(|line| !line.is_empty()).map(|line| format!("line {line}"));
        let column = Some(error.parameter("column")).filter(|name| error.pointer.ends_with(&format!("/{name}"))).map(str::to_owned);
        let place: Vec<String> = [file, line, column].into_iter().flatten().collect();
        if place.is_empty() { message(error) } else { format!("{}: {}", place.join(", "), message(error)) }
    }
}

fn read(kind: TableKind, path: &Path, files: &Files) -> Result<String, Failure> {
    let most = u64::try_from(LARGEST_TABLES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    if bytes.len() > LARGEST_TABLES {
        return Err(Failure::new(format!("{} has more than {} MiB", path.display(), LARGEST_TABLES >> 20)));
    }
    decoded(kind, bytes).map_err(|error| files.mistaken(&error.into()))
}

fn tell(plan: &Plan, directory: &Present) {
    let (changes, _) = plan.changes(directory, TOLD);
    tell_part("People", TableKind::People, &plan.people, &changes);
    tell_part("Groups", TableKind::Groups, &plan.groups, &changes);
    tell_part("Memberships", TableKind::Members, &plan.members, &changes);
}

fn tell_part<T>(name: &str, kind: TableKind, difference: &Difference<T>, changes: &[Change<'_>]) {
    let counts = [difference.added.len(), difference.changed.len(), difference.removed.len()];
    let [added, altered, removed] = counts;
    say(&format!("{name}: {added} added, {altered} changed, {removed} removed, {} unchanged", difference.unchanged));
    let told: Vec<_> = changes.iter().filter(|change| change.table == kind).collect();
    for change in &told {
        say(&format!("  {}", line(change)));
    }
    let more = counts.iter().sum::<usize>() - told.len();
    if more > 0 {
        say(&format!("  and {more} more"));
    }
}

fn line(change: &Change<'_>) -> String {
    let key = if change.key == change.name { String::new() } else { format!(" ({})", plain(change.key)) };
    let preposition = if change.action == Action::Removed { "from" } else { "to" };
    let group = change.group.map(|group| format!(" {preposition} {}", plain(group))).unwrap_or_default();
    let value = |value: Option<&str>| value.map_or_else(|| "nothing".to_owned(), |value| format!("{value:?}"));
    let fields = change.fields.iter().map(|field| format!("{}: {} becomes {}", field.name, value(field.before), value(field.after)));
    let what = format!("{:<8} {}{key}{group}", change.action.as_str(), plain(change.name));
    std::iter::once(what).chain(fields).collect::<Vec<_>>().join("; ")
}

/// A text that cannot do anything to a terminal.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}
