//! A rule's text cut into tokens, each with its place.

use crate::error::{Code, Errors, FieldError};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
    Text(String),
    Word(String),
}

/// Cuts `text` into tokens and the places, in characters, where they begin.
pub(super) fn cut(text: &str) -> Result<Vec<(usize, Token)>, Errors> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let start = at;
        let token = match c {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => Token::Open,
            ')' => Token::Close,
            '[' => Token::OpenList,
            ']' => Token::CloseList,
            ',' => Token::Comma,
            '"' | '\'' => {
                let (literal, end) = literal(&chars, at)?;
                at = end;
                tokens.push((start, Token::Text(literal)));
                continue;
            }
            _ => {
                while chars.get(at).is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '[' | ']' | ',' | '"' | '\'')) {
                    at += 1;
                }
                tokens.push((start, Token::Word(word(&chars[start..at]))));
                continue;
            }
        };
        at += 1;
        tokens.push((start, token));
    }
    Ok(tokens)
}

/// A word; a typographic dash in front of an operator, as pasted from web pages, counts as a hyphen.
fn word(chars: &[char]) -> String {
    chars.iter().enumerate().map(|(index, c)| if index == 0 && matches!(c, '–' | '—' | '−') { '-' } else { *c }).collect()
}

/// A quoted string from its opening quote on, and the place behind its closing one. In double quotes a backtick keeps the
/// next character; in single quotes a quote is doubled.
fn literal(chars: &[char], start: usize) -> Result<(String, usize), Errors> {
    let quote = chars[start];
    let mut text = String::new();
    let mut at = start + 1;
    loop {
        match (chars.get(at), chars.get(at + 1)) {
            (Some('`'), Some(next)) if quote == '"' => {
                text.push(*next);
                at += 2;
            }
            (Some('\''), Some('\'')) if quote == '\'' => {
                text.push('\'');
                at += 2;
            }
            (Some(c), _) if *c == quote => return Ok((text, at + 1)),
            (Some(c), _) => {
                text.push(*c);
                at += 1;
            }
            (None, _) => return Err(syntax(start)),
        }
    }
}

pub(super) fn syntax(position: usize) -> Errors {
    FieldError::new(Code::RuleSyntax, "").with("position", position).into()
}
