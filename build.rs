//! Turns `locales/en/*.json` into Rust: one module a file, one function a sentence.
//!
//! A sentence that is missing, misspelled or called without one of its parameters is then a compile error.
//! The grammar is described where people use it: `src/i18n.rs`.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

const PLURAL_FORMS: [(&str, &str); 6] =
    [("zero", "Zero"), ("one", "One"), ("two", "Two"), ("few", "Few"), ("many", "Many"), ("other", "Other")];

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let locale = root.join("locales/en");
    println!("cargo::rerun-if-changed={}", locale.display());
    let mut files: Vec<PathBuf> = fs::read_dir(&locale)
        .expect("locales/en exists")
        .map(|entry| entry.expect("locales/en is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    let mut code = String::new();
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        write_area(&mut code, &file);
    }
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("sentences.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}

fn write_area(code: &mut String, file: &Path) {
    let area = file.file_stem().and_then(|stem| stem.to_str()).expect("file names are UTF-8");
    let text = fs::read_to_string(file).expect("sentence files are readable");
    let sentences: Map<String, Value> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert!(is_name(area), "{}: a file is named in lower case with underscores", file.display());
    writeln!(code, "/// The sentences of `locales/en/{area}.json`.\npub mod {area} {{").unwrap();
    for (key, value) in &sentences {
        assert!(is_name(key), "{area}.{key}: a key is written in lower case with underscores");
        let place = format!("{area}.{key}");
        match value {
            Value::String(text) => write_plain(code, key, &parse(&place, text)),
            Value::Object(forms) => write_plural(code, &place, key, forms),
            _ => panic!("{place}: neither a sentence nor its plural forms"),
        }
    }
    code.push_str("}\n");
}

/// A piece of a sentence.
enum Piece {
    Text(String),
    Name(String),
    Number(String),
    Slot(String, Vec<Piece>),
}

fn parse(place: &str, text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '<']) {
        if at > 0 {
            pieces.push(Piece::Text(rest[..at].to_owned()));
        }
        if rest[at..].starts_with('{') {
            let end = rest[at..].find('}').unwrap_or_else(|| panic!("{place}: a brace is not closed")) + at;
            let inside = &rest[at + 1..end];
            pieces.push(match inside.strip_suffix(", number") {
                Some(name) => Piece::Number(checked(place, name)),
                None => Piece::Name(checked(place, inside)),
            });
            rest = &rest[end + 1..];
        } else {
            let open = rest[at..].find('>').unwrap_or_else(|| panic!("{place}: a slot is not closed")) + at;
            let name = checked(place, &rest[at + 1..open]);
            let close = format!("</{name}>");
            let end = rest.find(&close).unwrap_or_else(|| panic!("{place}: {close} is missing"));
            pieces.push(Piece::Slot(name, parse(place, &rest[open + 1..end])));
            rest = &rest[end + close.len()..];
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

fn write_plain(code: &mut String, key: &str, pieces: &[Piece]) {
    writeln!(code, "/// {}", shown(pieces)).unwrap();
    if pieces.iter().any(|piece| matches!(piece, Piece::Slot(..))) {
        writeln!(
            code,
            "pub fn {key}({}) -> ::leptos::prelude::AnyView {{\nuse ::leptos::prelude::IntoAny as _;\n::std::vec![{}].into_any()\n}}",
            parameters(pieces),
            views(pieces)
        )
        .unwrap();
    } else if let Some(text) = constant(pieces) {
        writeln!(code, "pub fn {key}() -> &'static str {{ {text:?} }}").unwrap();
    } else {
        writeln!(code, "pub fn {key}({}) -> String {{ {} }}", parameters(pieces), joined(pieces)).unwrap();
    }
}

fn write_plural(code: &mut String, place: &str, key: &str, forms: &Map<String, Value>) {
    let counted = forms.get("plural").and_then(Value::as_str);
    let counted = counted.unwrap_or_else(|| panic!("{place}: `plural` names the parameter that is counted"));
    assert!(forms.contains_key("other"), "{place}: the form `other` is missing");
    let mut all = vec![Piece::Number(checked(place, counted))];
    let mut arms = String::new();
    for (form, variant) in PLURAL_FORMS {
        let Some(text) = forms.get(form).filter(|text| form == "other" || Some(*text) != forms.get("other")) else { continue };
        let text = text.as_str().unwrap_or_else(|| panic!("{place}.{form}: not a sentence"));
        let mut pieces = parse(place, text);
        for piece in &mut pieces {
            match piece {
                Piece::Name(name) if name == counted => *piece = Piece::Number(counted.to_owned()),
                Piece::Slot(..) => panic!("{place}: a plural sentence has no slots"),
                _ => {}
            }
        }
        let pattern = if form == "other" { "_".to_owned() } else { format!("crate::i18n::intl::Plural::{variant}") };
        writeln!(arms, "{pattern} => {},", joined(&pieces)).unwrap();
        if form == "other" {
            writeln!(code, "/// {}", shown(&pieces)).unwrap();
        }
        all.extend(pieces);
    }
    let known = |form: &String| form == "plural" || PLURAL_FORMS.iter().any(|(name, _)| name == form);
    assert!(forms.keys().all(known), "{place}: unknown plural form");
    let body = match arms.strip_prefix("_ => ") {
        // One form says it for every number.
        Some(only) => only.trim_end().trim_end_matches(',').to_owned(),
        None => format!("match crate::i18n::intl::plural({counted}) {{\n{arms}}}"),
    };
    writeln!(code, "pub fn {key}({}) -> String {{ {body} }}", parameters(&all)).unwrap();
}

/// The parameters in the order of the sentence, each once.
fn parameters(pieces: &[Piece]) -> String {
    let mut seen = BTreeSet::new();
    let mut list = Vec::new();
    collect(pieces, &mut seen, &mut list);
    list.join(", ")
}

fn collect(pieces: &[Piece], seen: &mut BTreeSet<String>, list: &mut Vec<String>) {
    for piece in pieces {
        let (name, kind) = match piece {
            Piece::Text(_) => continue,
            Piece::Name(name) => (name, "&str"),
            Piece::Number(name) => (name, "u64"),
            Piece::Slot(name, _) => (name, "&dyn Fn(String) -> ::leptos::prelude::AnyView"),
        };
        if seen.insert(name.clone()) {
            list.push(format!("{name}: {kind}"));
        }
        if let Piece::Slot(_, inner) = piece {
            collect(inner, seen, list);
        }
    }
}

fn constant(pieces: &[Piece]) -> Option<String> {
    match pieces {
        [] => Some(String::new()),
        [Piece::Text(text)] => Some(text.clone()),
        _ => None,
    }
}

fn joined(pieces: &[Piece]) -> String {
    if let Some(text) = constant(pieces) {
        return format!("{text:?}.to_owned()");
    }
    let parts: Vec<String> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => format!("{text:?}"),
            Piece::Name(name) => name.clone(),
            Piece::Number(name) => format!("&crate::i18n::intl::number({name})"),
            Piece::Slot(..) => unreachable!("sentences with slots become views"),
        })
        .collect();
    format!("[{}].concat()", parts.join(", "))
}

fn views(pieces: &[Piece]) -> String {
    let parts: Vec<String> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => format!("{text:?}.into_any()"),
            Piece::Name(name) => format!("{name}.to_owned().into_any()"),
            Piece::Number(name) => format!("crate::i18n::intl::number({name}).into_any()"),
            Piece::Slot(name, inner) => format!("{name}({})", joined(inner)),
        })
        .collect();
    parts.join(", ")
}

/// The sentence as its documentation shows it.
fn shown(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.replace(['[', ']', '<', '>', '\n'], " "),
            Piece::Name(name) | Piece::Number(name) => format!("`{name}`"),
            Piece::Slot(_, inner) => shown(inner),
        })
        .collect()
}

fn checked(place: &str, name: &str) -> String {
    assert!(is_name(name), "{place}: `{name}` is not a parameter name");
    name.to_owned()
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}
