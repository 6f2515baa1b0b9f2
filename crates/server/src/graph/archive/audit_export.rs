//! The audit log as a file: all that a filter lets through, newest first, sent while it is read. When the database fails in the
//! middle, the transfer breaks off, so that nobody takes a part for the whole.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use enrollment::graph::write_date_time;
use futures::stream::try_unfold;
use http::header::CONTENT_DISPOSITION;
use pomona_store::{ChangeFilter, StoreError};
use serde_json::{Value, json};

use crate::app::App;
use crate::csv_rows::harmless;
use crate::error::{ApiError, ApiResult};
use crate::graph::Call;
use crate::graph::audit_event::{COLLECTION, Event, in_the_log};
use crate::graph::list::Selection;
use crate::graph::query::{Query, taken};
use crate::graph::reply::Reply;

/// How many rows are read and sent at a time.
const CHUNK: u32 = 500;
const COLUMNS: [&str; 16] = [
    "sequence",
    "id",
    "activityDateTime",
    "activityType",
    "activityResult",
    "category",
    "actorType",
    "actor",
    "actorId",
    "application",
    "correlationId",
    "resourceType",
    "resourceId",
    "resourceName",
    "modifiedProperties",
    "hash",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// `GET /pomona/audit/export?format=csv`
pub fn export(call: &Call<'_>) -> ApiResult<Reply> {
    let (format, query) = taken(call.query, "format")?;
    let format = match format.as_deref() {
        None | Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        Some(_) => return Err(ApiError::query_option("format")),
    };
    let selection = Selection::by(&Query::parse(&query)?, &["$filter", "$search"], &COLLECTION)?;
    let filter = selection.filter().map_or_else(|| Some(ChangeFilter::default()), in_the_log);
    let filter = filter.map(|filter| ChangeFilter { limit: Some(CHUNK), ..filter });
    let begun = Export { app: Arc::clone(call.app), selection, filter, format, next: Part::Begin, is_first: true };
    let body = Body::from_stream(try_unfold(begun, Export::part));
    let date = &write_date_time(call.context.received)[..10];
    let name = format!("attachment; filename=\"pomona-audit-{date}.{}\"", format.extension());
    Ok(Reply::streamed(format.media_type(), body).with_header(CONTENT_DISPOSITION, &name))
}

/// What is sent next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Begin,
    Rows,
    End,
    Nothing,
}

/// An export that is under way.
struct Export {
    app: Arc<App>,
    selection: Selection,
    /// What the log itself can leave out; `None`: no row can be asked for.
    filter: Option<ChangeFilter>,
    format: Format,
    next: Part,
    is_first: bool,
}

impl Export {
    async fn part(mut self) -> io::Result<Option<(Bytes, Self)>> {
        let bytes = match self.next {
            Part::Begin => {
                self.next = Part::Rows;
                match self.format {
                    // Spreadsheets take the text for UTF-8 only with a byte order mark.
                    Format::Csv => format!("\u{feff}{}\r\n", COLUMNS.join(",")),
                    Format::Json => "{\"value\":[".to_owned(),
                }
            }
            Part::Rows => self.rows().await.map_err(|error| {
                tracing::error!(%error, "an export of the audit log breaks off");
                io::Error::other(error)
            })?,
            Part::End => {
                self.next = Part::Nothing;
                if self.format == Format::Json { "]}".to_owned() } else { String::new() }
            }
            Part::Nothing => return Ok(None),
        };
        Ok(Some((bytes.into(), self)))
    }

    async fn rows(&mut self) -> Result<String, StoreError> {
        let Some(filter) = &mut self.filter else {
            self.next = Part::End;
            return Ok(String::new());
        };
        let rows = self.app.store.changes(filter).await?;
        filter.before = rows.last().map(|row| row.sequence);
        if rows.len() < CHUNK as usize {
            self.next = Part::End;
        }
        let mut text = String::new();
        for event in rows.into_iter().map(Event).filter(|event| self.selection.lets_through(event)) {
            match self.format {
                Format::Csv => push_line(&mut text, &event),
                Format::Json => {
                    text.push_str(if self.is_first { "\n" } else { ",\n" });
                    text.push_str(&document(&event).to_string());
                }
            }
            self.is_first = false;
        }
        Ok(text)
    }
}

/// An event with its place and hash in the chain.
fn document(event: &Event) -> Value {
    let mut document = event.document();
    document["@pomona.sequence"] = json!(event.0.sequence);
    document["@pomona.hash"] = json!(event.0.hash);
    document
}

fn push_line(text: &mut String, event: &Event) {
    let document = document(event);
    let (actor, resource) = (&document["actor"], &document["resources"][0]);
    let name = [&actor["userPrincipalName"], &actor["servicePrincipalName"]].into_iter().find(|name| name.is_string());
    let values = [
        &document["@pomona.sequence"],
        &document["id"],
        &document["activityDateTime"],
        &document["activityType"],
        &document["activityResult"],
        &document["category"],
        &actor["auditActorType"],
        name.unwrap_or(&Value::Null),
        &actor["userId"],
        &actor["applicationDisplayName"],
        &document["correlationId"],
        &resource["auditResourceType"],
        &resource["resourceId"],
        &resource["displayName"],
        &resource["modifiedProperties"],
        &document["@pomona.hash"],
    ];
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        let cell = match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let cell = harmless(&cell);
        if cell.contains([',', '"', '\r', '\n']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}
