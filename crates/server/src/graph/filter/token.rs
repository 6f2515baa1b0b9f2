//! The words, literals and signs of a `$filter`.

use enrollment::graph::read_date_time;

use crate::graph::scalar::Scalar;

/// The longest condition, in bytes.
const LONGEST: usize = 8_192;

/// One piece.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Open,
    Close,
    Comma,
    Colon,
    /// A name, an operator or a path such as `groupTypes/any`.
    Word(String),
    /// A literal of any type.
    Literal(Scalar<'static>),
}

/// The pieces of a condition. `None` when a text does not end, or a sign means nothing here.
pub fn tokens(text: &str) -> Option<Vec<Token>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '(' => (Token::Open, &rest[1..]),
            ')' => (Token::Close, &rest[1..]),
            ',' => (Token::Comma, &rest[1..]),
            ':' => (Token::Colon, &rest[1..]),
            '\'' => {
                let (literal, after) = quoted(rest)?;
                (Token::Literal(Scalar::made(&literal)), after)
            }
            _ => bare(rest)?,
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Some(tokens)
}

/// A text in single quotes, in which a doubled one means one.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut literal = String::new();
    let mut rest = text.strip_prefix('\'')?;
    loop {
        let (before, after) = rest.split_once('\'')?;
        literal.push_str(before);
        match after.strip_prefix('\'') {
            Some(more) => {
                literal.push('\'');
                rest = more;
            }
            None => return Some((literal, after)),
        }
    }
}

fn bare(text: &str) -> Option<(Token, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || "_-+./@$#".contains(c);
    let mut end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    // A date holds colons; anything else ends before one, such as the variable of `any`.
    if text.get(..11).is_some_and(|start| start.as_bytes()[4] == b'-' && start.ends_with(['T', 't'])) {
        end = text.find(|c: char| !is_part(c) && c != ':').unwrap_or(text.len());
    }
    let (word, after) = text.split_at(end);
    if word.is_empty() {
        return None;
    }
    // An enum word may come with its type before it: microsoft.graph.x'value'.
    if after.starts_with('\'') && word.contains('.') {
        let (literal, after) = quoted(after)?;
        return Some((Token::Literal(Scalar::made(&literal)), after));
    }
    let token = match word {
        "null" => Token::Literal(Scalar::Null),
        "true" => Token::Literal(Scalar::Truth(true)),
        "false" => Token::Literal(Scalar::Truth(false)),
        _ => match literal(word) {
            Some(literal) => Token::Literal(literal),
            None => Token::Word(word.to_owned()),
        },
    };
    Some((token, after))
}

fn literal(word: &str) -> Option<Scalar<'static>> {
    if let Ok(number) = word.parse() {
        return Some(Scalar::Number(number));
    }
    if let Some(moment) = read_date_time(word) {
        return Some(Scalar::Moment(moment));
    }
    enrollment::guid::Guid::parse(word).ok().map(|id| Scalar::made(&id))
}
