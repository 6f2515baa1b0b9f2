//! Tokens to a tree, by recursive descent: comparison, then `-not`, then `-and`, then `-or`.

use super::token::{Token, cut, syntax};
use super::{MAX_CHARACTERS, Node, Operator, Subject, Value};
use crate::error::{Code, Errors, FieldError};

/// How deep parentheses and `-not` may nest, so that no rule can exhaust the stack.
const MAX_DEPTH: usize = 64;

pub(super) fn rule(text: &str) -> Result<Node, Errors> {
    let actual = text.chars().count();
    if actual > MAX_CHARACTERS {
        return Err(FieldError::new(Code::RuleTooLong, "").with("max", MAX_CHARACTERS).with("actual", actual).into());
    }
    let mut parser = Parser { tokens: cut(text)?, at: 0, end: actual, subject: None, depth: 0 };
    let node = parser.any_of()?;
    if parser.at == parser.tokens.len() { Ok(node) } else { Err(parser.unexpected()) }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    end: usize,
    subject: Option<Subject>,
    depth: usize,
}

impl Parser {
    fn any_of(&mut self) -> Result<Node, Errors> {
        let mut node = self.all_of()?;
        while self.take_operator("or") {
            node = Node::Or(Box::new(node), Box::new(self.all_of()?));
        }
        Ok(node)
    }

    fn all_of(&mut self) -> Result<Node, Errors> {
        let mut node = self.negation()?;
        while self.take_operator("and") {
            node = Node::And(Box::new(node), Box::new(self.negation()?));
        }
        Ok(node)
    }

    fn negation(&mut self) -> Result<Node, Errors> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.unexpected());
        }
        let node = if self.take_operator("not") {
            Node::Not(Box::new(self.negation()?))
        } else if self.take(&Token::Open) {
            let inner = self.any_of()?;
            self.expect(&Token::Close)?;
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn comparison(&mut self) -> Result<Node, Errors> {
        let start = self.place();
        let name = self.word()?;
        if name.eq_ignore_ascii_case("direct") && self.take_word("reports") && self.take_word("for") {
            self.value()?;
            self.see(Subject::User, start)?;
            return Ok(Node::Opaque(Subject::User));
        }
        let (subject, property) = match name.split_once('.') {
            Some(("user", property)) => (Subject::User, property),
            Some(("device", property)) => (Subject::Device, property),
            _ => return Err(syntax(start)),
        };
        if property.is_empty() {
            return Err(syntax(start));
        }
        self.see(subject, start)?;
        let operator_at = self.place();
        let word = self.word()?;
        let name = word.strip_prefix('-').unwrap_or(&word).to_ascii_lowercase();
        if matches!(name.as_str(), "any" | "all") {
            self.skip_group()?;
            return Ok(Node::Opaque(subject));
        }
        let (operator, negated) = match name.as_str() {
            "eq" => (Operator::Equal, false),
            "ne" => (Operator::Equal, true),
            "startswith" => (Operator::StartsWith, false),
            "notstartswith" => (Operator::StartsWith, true),
            "endswith" => (Operator::EndsWith, false),
            "notendswith" => (Operator::EndsWith, true),
            "contains" => (Operator::Contains, false),
            "notcontains" => (Operator::Contains, true),
            "match" => (Operator::Match, false),
            "notmatch" => (Operator::Match, true),
            "in" => (Operator::In, false),
            "notin" => (Operator::In, true),
            "le" | "ge" => {
                self.at += 1;
                return Ok(Node::Opaque(subject));
            }
            _ => return Err(syntax(operator_at)),
        };
        let value_at = self.place();
        let value = self.value()?;
        let fits = match operator {
            Operator::In => matches!(value, Value::List(_)),
            Operator::Equal => !matches!(value, Value::List(_)),
            Operator::StartsWith | Operator::EndsWith | Operator::Contains | Operator::Match => matches!(value, Value::Text(_)),
        };
        if !fits {
            return Err(syntax(value_at));
        }
        Ok(Node::Compare { subject, property: property.to_owned(), operator, negated, value })
    }

    fn value(&mut self) -> Result<Value, Errors> {
        let (start, token) = self.tokens.get(self.at).cloned().ok_or_else(|| syntax(self.end))?;
        self.at += 1;
        match token {
            Token::Text(text) => Ok(Value::Text(text)),
            Token::Word(word) => match word.to_ascii_lowercase().as_str() {
                "true" => Ok(Value::Truth(true)),
                "false" => Ok(Value::Truth(false)),
                "null" | "$null" => Ok(Value::Null),
                _ => Err(syntax(start)),
            },
            Token::OpenList => {
                let mut list = Vec::new();
                while !self.take(&Token::CloseList) {
                    if !list.is_empty() {
                        self.expect(&Token::Comma)?;
                    }
                    match self.value()? {
                        Value::List(_) => return Err(syntax(start)),
                        value => list.push(value),
                    }
                }
                Ok(Value::List(list))
            }
            _ => Err(syntax(start)),
        }
    }

    /// Passes over a balanced group in parentheses.
    fn skip_group(&mut self) -> Result<(), Errors> {
        self.expect(&Token::Open)?;
        let mut open = 1;
        while open > 0 {
            match self.tokens.get(self.at) {
                Some((_, Token::Open)) => open += 1,
                Some((_, Token::Close)) => open -= 1,
                Some(_) => {}
                None => return Err(syntax(self.end)),
            }
            self.at += 1;
        }
        Ok(())
    }

    fn see(&mut self, subject: Subject, place: usize) -> Result<(), Errors> {
        if self.subject.is_some_and(|seen| seen != subject) {
            return Err(syntax(place));
        }
        self.subject = Some(subject);
        Ok(())
    }

    fn word(&mut self) -> Result<String, Errors> {
        match self.tokens.get(self.at) {
            Some((_, Token::Word(word))) => {
                let word = word.clone();
                self.at += 1;
                Ok(word)
            }
            _ => Err(self.unexpected()),
        }
    }

    fn take(&mut self, token: &Token) -> bool {
        let found = self.tokens.get(self.at).is_some_and(|(_, next)| next == token);
        self.at += usize::from(found);
        found
    }

    fn take_word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some((_, Token::Word(word))) if word.eq_ignore_ascii_case(wanted));
        self.at += usize::from(found);
        found
    }

    /// An operator, with or without its hyphen.
    fn take_operator(&mut self, name: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some((_, Token::Word(word))) if word.strip_prefix('-').unwrap_or(word).eq_ignore_ascii_case(name));
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &Token) -> Result<(), Errors> {
        if self.take(token) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn place(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(place, _)| *place)
    }

    fn unexpected(&self) -> Errors {
        syntax(self.place())
    }
}
