//! CSV files as tables (RFC 4180): strict about quotation marks, so that half a file is not taken for a whole one; lenient about
//! line ends, a byte order mark and blank lines. A formula is a text like any other.

use csv::{ReaderBuilder, StringRecord};
use enrollment::directory_import::{Table, TableKind, Tables};
use enrollment::error::{Code, Errors, FieldError};
use enrollment::graph::sent::DirectoryImport;

/// The tables of an import. Every file that cannot be read is told, each by its first mistake.
pub fn tables(import: &DirectoryImport<'_>) -> Result<Tables, Errors> {
    let mut errors = Errors::default();
    let [people, groups, members] =
        [(TableKind::People, import.people), (TableKind::Groups, import.groups), (TableKind::Members, import.members)]
            .map(|(kind, text)| text.and_then(|text| errors.take(table(kind, text).map_err(Errors::from))));
    errors.or(Tables { people, groups, members, remove_missing: import.remove_missing })
}

/// The text of a file.
pub fn decoded(kind: TableKind, bytes: Vec<u8>) -> Result<String, FieldError> {
    String::from_utf8(bytes).map_err(|error| {
        let fine = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        mistake(kind, Code::NotUtf8, line_at(fine, fine.len()))
    })
}

/// One table. Its first mistake points to its name.
pub fn table(kind: TableKind, text: &str) -> Result<Table, FieldError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // What another program could not decode either, and every second byte of UTF-16.
    if let Some(at) = text.find(['\u{fffd}', '\0']) {
        return Err(mistake(kind, Code::NotUtf8, line_at(text.as_bytes(), at)));
    }
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if !header.contains(',') && header.contains([';', '\t', '|']) {
        return Err(mistake(kind, Code::CsvSeparator, 1));
    }
    if let Some(line) = misquoted(text) {
        return Err(mistake(kind, Code::CsvSyntax, line));
    }
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut table, mut record, mut lines) = (Table::default(), StringRecord::new(), Lines { text: text.as_bytes(), at: 0, line: 1 });
    while reader.read_record(&mut record).map_err(|_| mistake(kind, Code::CsvSyntax, lines.line))? {
        let begin = record.position().map_or(0, csv::Position::byte);
        table.push(lines.at(usize::try_from(begin).unwrap_or(usize::MAX)), record.iter());
        if table.row_count() > kind.most_rows() {
            return Err(mistake(kind, Code::TooManyRows, lines.line).with("max", kind.most_rows()));
        }
    }
    Ok(table)
}

fn mistake(kind: TableKind, code: Code, line: usize) -> FieldError {
    FieldError::new(code, format!("/{}", kind.as_str())).with("line", line)
}

/// The line of a place, counted from 1.
fn line_at(text: &[u8], at: usize) -> usize {
    Lines { text, at: 0, line: 1 }.at(at)
}

/// Counts lines from one record to the next.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the record that the reader began to look for at this byte, which may be before blank lines.
    fn at(&mut self, begin: usize) -> usize {
        let is_break = |at: &usize| self.text.get(*at).is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
        let mut end = begin.min(self.text.len());
        while is_break(&end) {
            end += 1;
        }
        self.line += (self.at..end).filter(|at| ends_line(self.text, *at)).count();
        self.at = end;
        self.line
    }
}

/// Whether a line ends with this byte; of a carriage return and a line feed, with the line feed.
fn ends_line(text: &[u8], at: usize) -> bool {
    text[at] == b'\n' || (text[at] == b'\r' && text.get(at + 1) != Some(&b'\n'))
}

/// The line with the first quotation mark that opens and never closes, or that stands inside a value without being doubled. The
/// reader would make something of these.
fn misquoted(text: &str) -> Option<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Place {
        Begin,
        Bare,
        Quoted,
        Closed,
    }
    let (mut place, mut line, mut opened) = (Place::Begin, 1, 1);
    for (at, byte) in text.bytes().enumerate() {
        place = match (place, byte) {
            (Place::Quoted, b'"') => Place::Closed,
            (Place::Closed, b'"') | (Place::Quoted, _) => Place::Quoted,
            (_, b',' | b'\n' | b'\r') => Place::Begin,
            (Place::Begin, b'"') => {
                opened = line;
                Place::Quoted
            }
            (Place::Bare, b'"') | (Place::Closed, _) => return Some(line),
            (Place::Begin | Place::Bare, _) => Place::Bare,
        };
        line += usize::from(ends_line(text.as_bytes(), at));
    }
    (place == Place::Quoted).then_some(opened)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each row as its line and its cells.
    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let table = table(TableKind::Members, text).expect("a table");
        let rows = table.header().into_iter().chain(table.rows());
        rows.map(|row| (row.line(), (0..row.cells()).map(|at| row.cell(at).to_owned()).collect())).collect()
    }

    fn refused(text: &str) -> (Code, String) {
        let mistake = table(TableKind::Members, text).expect_err("refused");
        assert_eq!(mistake.pointer, "/members");
        (mistake.code, mistake.parameter("line").to_owned())
    }

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (line, cells.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn line_ends_blank_lines_and_a_byte_order_mark_do_not_matter() {
        for text in ["\u{feff}group,member\n\n\nSales,ada\n", "group,member\r\n\r\n\r\nSales,ada", "group,member\r\r\rSales,ada\r"] {
            assert_eq!(rows(text), [row(1, &["group", "member"]), row(4, &["Sales", "ada"])], "{text:?}");
        }
        assert_eq!(rows("\n  \n , \ngroup,member"), [row(4, &["group", "member"])]);
    }

    #[test]
    fn quoted_values_hold_commas_quotes_and_line_breaks() {
        let text = "group,member\n\"Sales, EMEA\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",x\nlast,\"\"\n";
        let expected =
            [row(1, &["group", "member"]), row(2, &["Sales, EMEA", "say \"hi\""]), row(3, &["two\r\nlines", "x"]), row(5, &["last", ""])];
        assert_eq!(rows(text), expected);
    }

    #[test]
    fn names_in_any_script_and_formulas_are_texts() {
        let cells = ["佐藤 健", "ليلى حداد", "=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "-2"];
        assert_eq!(rows(&format!("a,b,c,d,e,f\n{}", cells.join(",")))[1], row(2, &cells));
    }

    #[test]
    fn a_quote_out_of_place_is_refused_with_its_line() {
        for (text, line) in [
            ("group,member\nSales,\"ada", "2"),
            ("group,member\nSales,ada\n\"Sales\n\n,grace\nmore,lines", "3"),
            ("group,member\n\nSales,Dwayne \"The Rock\"", "3"),
            ("group,member\n\"Sales\"x,ada", "2"),
            ("group,member\nSales, \"ada\"", "2"),
        ] {
            assert_eq!(refused(text), (Code::CsvSyntax, line.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn other_encodings_and_separators_are_refused() {
        assert_eq!(refused("group,member\nSales,M\u{fffd}ller"), (Code::NotUtf8, "2".to_owned()));
        assert_eq!(refused("g\0r\0o\0u\0p\0"), (Code::NotUtf8, "1".to_owned()));
        for text in ["group;member\nSales;ada", "\"group\";\"member\"", "group\tmember"] {
            assert_eq!(refused(text), (Code::CsvSeparator, "1".to_owned()), "{text:?}");
        }
        let latin = b"group,member\nSales,ada\nSales,M\xfcller".to_vec();
        assert_eq!(decoded(TableKind::People, latin).expect_err("refused").parameter("line"), "3");
    }

    proptest! {
        #[test]
        fn what_another_program_writes_is_read_back(written in prop::collection::vec(prop::collection::vec("[a-c ,\"\r\né佐]{0,6}", 2..4), 1..6)) {
            // A row that would look like another header or like no row at all is not what this is about.
            let mut expected = vec![vec!["one".to_owned(), "two".to_owned()]];
            expected.extend(written.into_iter().filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty())));
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for cells in &expected {
                writer.write_record(cells).expect("written to memory");
            }
            let text = String::from_utf8(writer.into_inner().expect("flushed")).expect("UTF-8");
            let read = rows(&text);
            prop_assert!(read.windows(2).all(|pair| pair[0].0 < pair[1].0), "{:?}", read);
            let cells: Vec<Vec<String>> = read.into_iter().map(|(_, cells)| cells).collect();
            let trimmed = |cells: Vec<String>| cells.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
            prop_assert_eq!(cells, expected.into_iter().map(trimmed).collect::<Vec<_>>());
        }

        #[test]
        fn no_text_is_too_strange_to_be_read_or_refused(text in "[ab,;\"\r\n\u{feff}\u{fffd}é]{0,40}") {
            if let Err(mistake) = table(TableKind::People, &text) {
                let lines = text.split(['\r', '\n']).count();
                prop_assert!(mistake.parameter("line").parse::<usize>().is_ok_and(|line| (1..=lines).contains(&line)), "{}", mistake);
            }
        }
    }

    #[test]
    fn more_rows_than_are_taken_at_once_are_refused() {
        let text = format!("displayName\n{}", "x\n".repeat(TableKind::Groups.most_rows() + 1));
        let mistake = table(TableKind::Groups, &text).expect_err("refused");
        assert_eq!((mistake.code, mistake.parameter("max")), (Code::TooManyRows, "100000"));
    }
}
