//! CSV that goes out while it is made (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need). A text that a
//! spreadsheet would take for a formula gets an apostrophe before it, so that it stays a text.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use axum::body::Body;

use crate::outgoing::{Gone, Outgoing, outgoing};

/// What a spreadsheet takes for the beginning of a formula, in wide characters too, or passes over before one.
const BEGIN_FORMULAS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// As much as is sent at once, in bytes.
const PART: usize = 16 << 10;
/// So long rows wait at most, so that whoever reads sees them come.
const LONGEST_WAIT: Duration = Duration::from_millis(100);

/// Where the rows go.
#[derive(Debug)]
pub struct CsvRows {
    writer: csv::Writer<Vec<u8>>,
    sent: Instant,
    sender: Outgoing,
}

impl CsvRows {
    /// Writes one row, and waits while the reader is slow. After an error nothing more needs to be made.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> Result<(), Gone> {
        for cell in cells {
            self.writer.write_field(harmless(cell.as_ref()).as_bytes()).map_err(|_| Gone)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(|_| Gone)?;
        self.writer.flush().map_err(|_| Gone)?;
        if self.writer.get_ref().len() >= PART || self.sent.elapsed() >= LONGEST_WAIT { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> Result<(), Gone> {
        self.sent = Instant::now();
        let full = std::mem::replace(&mut self.writer, csv::Writer::from_writer(Vec::with_capacity(PART)));
        let bytes = full.into_inner().map_err(|_| Gone)?;
        if bytes.is_empty() { Ok(()) } else { self.sender.send(bytes) }
    }
}

/// A body of the rows that `make` writes.
pub fn body(make: impl FnOnce(&mut CsvRows) -> Result<(), Gone> + Send + 'static) -> Body {
    outgoing(move |sender| {
        let begin = "\u{feff}".as_bytes().to_vec();
        let mut rows = CsvRows { writer: csv::Writer::from_writer(begin), sent: Instant::now(), sender };
        make(&mut rows)?;
        rows.send()
    })
}

/// A text that no spreadsheet takes for a formula.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(BEGIN_FORMULAS) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    async fn written(rows: Vec<Vec<&'static str>>) -> String {
        let body = body(move |out| rows.iter().try_for_each(|row| out.row(row)));
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        String::from_utf8(bytes.to_vec()).expect("UTF-8")
    }

    #[tokio::test]
    async fn a_formula_becomes_a_text_and_nothing_else_changes() {
        let text = written(vec![vec!["name", "note"], vec!["=1+1", "a,\"b\"\nc"], vec!["@SUM(A1)", "-2"], vec!["佐藤", ""]]).await;
        assert_eq!(text, "\u{feff}name,note\n'=1+1,\"a,\"\"b\"\"\nc\"\n'@SUM(A1),'-2\n佐藤,\n");
        for begin in BEGIN_FORMULAS {
            assert_eq!(harmless(&format!("{begin}x")), format!("'{begin}x"));
        }
    }

    #[tokio::test]
    async fn rows_are_made_no_further_when_nobody_reads_any_more() {
        let (told, end) = std::sync::mpsc::channel();
        let body = body(move |out| {
            let outcome = (0..u32::MAX).try_for_each(|_| out.row(["x".repeat(1_000)]));
            told.send(outcome).expect("the test waits");
            outcome
        });
        drop(body);
        assert_eq!(tokio::task::spawn_blocking(move || end.recv()).await.expect("no panic"), Ok(Err(Gone)));
    }
}
