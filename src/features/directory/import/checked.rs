//! What the files would do to the directory, before it is done.

use enrollment::directory_import::{Action, TableKind};
use leptos::prelude::*;

use crate::backend::directory_import::{Change, Difference, Field, Warning};
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{Card, Note, Table, Tag, Tone, row};

const COUNTS: [fn() -> &'static str; 5] =
    [t::import::table, t::import::added, t::import::changed, t::import::removed, t::import::unchanged];
const CHANGES: [fn() -> &'static str; 3] = [t::import::what, t::import::change, t::import::fields];

/// The sum of all tables in a sentence.
pub fn summary(difference: &Difference) -> String {
    if difference.is_empty() {
        return t::import::nothing_changes().to_owned();
    }
    let sum = |of: fn(&crate::backend::directory_import::Counts) -> u64| difference.counts.iter().map(of).sum::<u64>();
    t::import::summary(sum(|counts| counts.added), sum(|counts| counts.changed), sum(|counts| counts.removed))
}

/// The numbers, the warnings, and the first changes one by one.
pub fn view(difference: &Difference) -> AnyView {
    let summary = summary(difference);
    let counts = TableKind::ALL.into_iter().zip(difference.counts).map(|(kind, counts)| {
        let cell = |count: u64| Some(intl::number(count).into_any());
        let cells = vec![cell(counts.added), cell(counts.changed), cell(counts.removed), cell(counts.unchanged)];
        row(&COUNTS, name(kind).into_any(), cells)
    });
    let counts = counts.collect_view();
    let warnings = difference.warnings.iter().map(warning).collect_view();
    let changes = (!difference.changes.is_empty()).then(|| changes(difference));
    view! {
        <p><b>{summary}</b></p>
        {warnings}
        <Card>
            <Table name=t::import::counts() columns=&COUNTS>{counts}</Table>
        </Card>
        {changes}
    }
    .into_any()
}

fn name(kind: TableKind) -> &'static str {
    match kind {
        TableKind::People => t::directory::people(),
        TableKind::Groups => t::directory::groups(),
        TableKind::Members => t::import::memberships(),
    }
}

fn warning(warning: &Warning) -> AnyView {
    let sentence = t::import::assigned_group_removed(warning.profiles.len() as u64, &warning.group, &intl::list(&warning.profiles));
    view! { <Note tone=Tone::Warn>{sentence}</Note> }.into_any()
}

fn changes(difference: &Difference) -> AnyView {
    let rows = difference.changes.iter().map(change).collect_view();
    let more = difference.more_changes;
    let more = (more > 0).then(|| view! { <p class="soft small">{t::import::more_changes(more)}</p> });
    view! {
        <h3>{t::import::changes()}</h3>
        <Card>
            // The way to the import stays short, however many there are.
            <div class="changes" tabindex="0" role="region" aria-label=t::import::changes()>
                <Table name=t::import::changes() columns=&CHANGES>{rows}</Table>
            </div>
        </Card>
        {more}
    }
    .into_any()
}

fn change(change: &Change) -> AnyView {
    let (tone, action) = match change.action {
        Action::Added => (Tone::Brand, t::import::added()),
        Action::Changed => (Tone::Info, t::import::changed()),
        Action::Removed => (Tone::Warn, t::import::removed()),
    };
    let title = match &change.group {
        Some(group) => t::import::member_of(&change.name, group),
        None => change.name.clone(),
    };
    let key = (change.key != change.name).then(|| view! { <p class="soft small"><bdi>{change.key.clone()}</bdi></p> });
    let head = view! { <bdi>{title}</bdi> {key} };
    let fields = (!change.fields.is_empty()).then(|| {
        let fields = change.fields.iter().map(|field| view! { <li>{becomes(field)}</li> });
        view! { <ul>{fields.collect_view()}</ul> }.into_any()
    });
    let action = view! { <Tag tone=tone>{action}</Tag> };
    row(&CHANGES, head.into_any(), vec![Some(action.into_any()), fields])
}

fn becomes(field: &Field) -> String {
    match (&field.before, &field.after) {
        (Some(before), Some(after)) => t::import::field_changed(&field.name, before, after),
        (None, Some(after)) => t::import::field_set(&field.name, after),
        (Some(before), None) => t::import::field_cleared(&field.name, before),
        (None, None) => field.name.clone(),
    }
}
