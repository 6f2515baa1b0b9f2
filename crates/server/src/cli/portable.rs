//! `pomona export` and `pomona import`: the profiles as one document, and the difference told in lines, for people and pipelines.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use enrollment::error::{Code, Errors};
use enrollment::graph::portable::{Document, whole_import};
use enrollment::graph::written::import_plan::action;
use enrollment::history::Past;
use enrollment::history::difference::{Field, FieldDifference, of_sets};
use enrollment::portable::{Decision, Import as Offer, Plan, plan};
use pomona_store::{
    Author, DirectoryStore as _, Everything, Guard, HistoryStore as _, Reason, Replacement, SqliteStore, Store as _, Wanted, WriteRefused,
};

use super::{Data, Failure, open, say};
use crate::graph::LARGEST_TABLES;
use crate::message::message;
use crate::world::{RealWorld, World as _};

/// How `--plan` ends when something would change.
const WOULD_CHANGE: u8 = 2;

pub(super) const EXIT_CODES: &str = "\
Exit codes of --plan: 0 when nothing would change, 2 when something would, 1 for a mistake.
Exit codes of --apply: 0 when it is done or nothing was to do, 1 for a mistake.

Examples:
  See what would change:
      pomona import --plan profiles.json
  Bring the profiles of another organization, whose groups are not all here:
      pomona import --apply profiles.json --existing copy --leave-out-unknown-groups";

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    data: Data,
    /// Where to write it; `-` is the standard output
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    what: What,
    /// What to do with a profile that is here already and differs
    #[arg(long, value_name = "WHAT", default_value = "overwrite")]
    existing: Existing,
    /// Leave assignments out whose group is not here or cannot be told from others, instead of refusing
    #[arg(long)]
    leave_out_unknown_groups: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct What {
    /// Only tell what would change; ends with 2 when something would
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Do it, all or nothing
    #[arg(long, value_name = "FILE")]
    apply: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Existing {
    /// Leave ours as it is
    Skip,
    /// Make ours like it
    Overwrite,
    /// Leave ours, and add it under another name
    Copy,
}

impl Export {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let store = open(&self.data.data).await?;
        let everything = store.everything();
        let organization = store.organization();
        let organization = organization.as_ref().map(|organization| (&organization.id, organization.display_name.as_str()));
        let document = Document::of(&profiles(&everything), &everything.directory, organization);
        store.close().await;
        let text = format!("{document:#}\n");
        if self.output == Path::new("-") {
            // Whoever reads may have gone away; that is no reason to fail.
            std::io::stdout().write_all(text.as_bytes()).ok();
            return Ok(());
        }
        write_whole(&self.output, &text).map_err(|error| Failure::new(format!("cannot write {}: {error}", self.output.display())))
    }
}

/// Writes a file that is never there by half, whatever happens meanwhile.
fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(format!(".{}.partial", std::process::id()));
    let partial = PathBuf::from(partial);
    let written = File::create_new(&partial)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&partial, path));
    if written.is_err() {
        fs::remove_file(&partial).ok();
    }
    written
}

impl Import {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let (path, applies) = match (&self.what.plan, &self.what.apply) {
            (_, Some(path)) => (path, true),
            (Some(path), None) => (path, false),
            (None, None) => return Err(Failure::usage("name a file with --plan or --apply".to_owned())),
        };
        let mut offer = read(path)?;
        let store = open(&self.data.data).await?;
        let outcome = self.import(&store, &mut offer, path, applies).await;
        store.close().await;
        outcome
    }

    async fn import(&self, store: &SqliteStore, offer: &mut Offer, path: &Path, applies: bool) -> Result<ExitCode, Failure> {
        let (everything, now) = (store.everything(), RealWorld.now());
        let current = profiles(&everything);
        let decision = match self.existing {
            Existing::Skip => Decision::Skip,
            Existing::Overwrite => Decision::Overwrite,
            Existing::Copy => Decision::Copy,
        };
        let planned = |offer: &Offer| {
            plan(offer, &current, &everything.directory, now, || RealWorld.new_id()).map_err(|errors| mistaken(path, &errors))
        };
        if !matches!(decision, Decision::Overwrite) {
            // Only what is here already is to be skipped or copied; what is like ours needs neither.
            let found = planned(offer)?;
            let differing = found.items.iter().filter(|item| item.action == enrollment::portable::Action::Overwrite);
            offer.decisions = differing.map(|item| (item.id.clone(), decision)).collect();
        }
        let mut found = planned(offer)?;
        if self.leave_out_unknown_groups && !found.unmapped.is_empty() {
            offer.choices.extend(found.unmapped.iter().map(|group| (group.id.clone(), None)));
            found = planned(offer)?;
        }
        tell(&found, &current, &everything);
        if !found.unmapped.is_empty() {
            let mistakes = Errors(found.unmapped.iter().map(enrollment::portable::Unmapped::mistake).collect());
            return Err(mistaken(path, &mistakes));
        }
        let changes = !of_sets(&current, &found.wanted).is_empty();
        if !applies {
            say(if changes { "Nothing was changed: this was a plan." } else { "Nothing would change." });
            return Ok(if changes { ExitCode::from(WOULD_CHANGE) } else { ExitCode::SUCCESS });
        }
        let guard = Guard::Everything(everything.versions);
        let replacement = Replacement { wanted: Wanted::All(found.wanted), guard, reason: Reason::Import };
        let done = store.replace_profiles(&Author::command_line("import"), now, replacement).await?;
        let done = done.map_err(|refused| Failure::new(sentence(&refused)))?;
        say(if done.version.is_some() { "Imported." } else { "Nothing was changed: the profiles are as the document says." });
        Ok(ExitCode::SUCCESS)
    }
}

fn profiles(everything: &Everything) -> Vec<Past> {
    everything.profiles.profiles.iter().map(|profile| Past::from(profile.as_ref())).collect()
}

fn read(path: &Path) -> Result<Offer, Failure> {
    let most = u64::try_from(LARGEST_TABLES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    if bytes.len() > LARGEST_TABLES {
        return Err(Failure::new(format!("{} has more than {} MiB", path.display(), LARGEST_TABLES >> 20)));
    }
    let document = serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Failure::new(format!("nothing was imported: {} is not JSON, or not whole: line {line}, column {column}", path.display()))
    })?;
    whole_import(&document).map_err(|errors| mistaken(path, &errors))
}

/// Every mistake with its place in the document.
fn mistaken(path: &Path, errors: &Errors) -> Failure {
    let count = |error: &enrollment::error::FieldError| (error.code == Code::TooManyMistakes).then(|| error.parameter("count").to_owned());
    let count = errors.0.iter().find_map(count).unwrap_or_else(|| errors.0.len().to_string());
    let mut lines = vec![format!("nothing was imported: {count} {}", if count == "1" { "mistake" } else { "mistakes" })];
    lines.extend(errors.0.iter().map(|error| {
        let place = error.pointer.strip_prefix("/document").unwrap_or(&error.pointer);
        let profiles = Some(error.parameter("profiles")).filter(|names| !names.is_empty()).map(|names| format!(" Assigned: {names}."));
        plain(&format!("  {}, {place}: {}{}", path.display(), message(error), profiles.unwrap_or_default()))
    }));
    Failure::new(lines.join("\n"))
}

fn sentence(refused: &WriteRefused) -> String {
    match refused {
        WriteRefused::Stale(changed) => format!("nothing was imported, because {} changed something meanwhile: try again", changed.who),
        other => format!("nothing was imported: {other:?}"),
    }
}

fn tell(plan: &Plan, current: &[Past], everything: &Everything) {
    let difference = of_sets(current, &plan.wanted);
    for item in &plan.items {
        let fields = difference.profiles.iter().find(|one| Some(&one.profile.id) == item.result.as_ref());
        let fields = fields.map(|one| one.fields.iter().map(|field| told(field, everything)).collect::<Vec<_>>()).unwrap_or_default();
        let renamed = fields_name(plan, item).filter(|name| *name != item.name).map(|name| format!(" as {name}")).unwrap_or_default();
        let what = format!("{:<9} {}{renamed}", action(item.action), item.name);
        say(&plain(&std::iter::once(what).chain(fields).collect::<Vec<_>>().join("; ")));
    }
    for one in &difference.moves {
        say(&plain(&format!("move      {} from place {} to {}", one.profile.name.as_str(), one.from + 1, one.to + 1)));
    }
    for mapping in &plan.mappings {
        let name = mapping.name.clone().unwrap_or_else(|| mapping.id.to_string());
        let to = mapping.to.as_ref().map_or_else(|| "left out".to_owned(), |ours| format!("taken for {ours}, which has this name"));
        say(&plain(&format!("group     {name}: {to}")));
    }
}

fn fields_name<'a>(plan: &'a Plan, item: &enrollment::portable::Item) -> Option<&'a str> {
    plan.wanted.iter().find(|past| Some(&past.id) == item.result.as_ref()).map(|past| past.name.as_str())
}

fn told(field: &FieldDifference<'_>, everything: &Everything) -> String {
    let value = |value: &Option<Field<'_>>| value.as_ref().map_or_else(|| "nothing".to_owned(), |value| written(value, everything));
    let name = match field.after.as_ref().or(field.before.as_ref()) {
        Some(Field::Name(_)) => "name",
        Some(Field::Description(_)) => "description",
        Some(Field::Type(_)) => "type",
        Some(Field::Place(_)) => "place",
        Some(Field::Assignment(_)) | None => "assignment",
    };
    match (&field.before, &field.after) {
        (None, after) => format!("{name}: {}", value(after)),
        (before, None) => format!("{name}: {} goes", value(before)),
        (before, after) => format!("{name}: {} becomes {}", value(before), value(after)),
    }
}

fn written(field: &Field<'_>, everything: &Everything) -> String {
    use enrollment::assignment::Target;
    use enrollment::graph::words::WireWord as _;
    match field {
        Field::Name(text) | Field::Description(text) => format!("{text:?}"),
        Field::Type(kind) => {
            kind.pairs().iter().map(|(owner, method)| format!("{} {}", owner.wire(), method.wire())).collect::<Vec<_>>().join(" or ")
        }
        Field::Place(place) => (place + 1).to_string(),
        Field::Assignment(assignment) => {
            let named = |group| everything.directory.known_group(group).map_or_else(|| group.to_string(), |known| known.display_name);
            match &assignment.target {
                Target::AllUsers(_) => "all users".to_owned(),
                Target::Group(group) => named(group),
                Target::ExcludedGroup(group) => format!("not {}", named(group)),
            }
        }
    }
}

/// A text that cannot do anything to a terminal.
fn plain(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n', " ")
}
