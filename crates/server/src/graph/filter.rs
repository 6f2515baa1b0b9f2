//! `$filter`: the subset of OData that real clients use, parsed against the property names of one collection.
//! Comparisons, `in`, `and or not`, parentheses, `contains startsWith endsWith`, `any` on collections.

mod token;

use std::cmp::Ordering;

use enrollment::text::fold_case;
use time::OffsetDateTime;

use crate::graph::scalar::{Filterable, Scalar, find_name};
use token::{Token, tokens};

/// The deepest nesting of parentheses and `not`.
const DEEPEST: usize = 32;

/// A condition whose property names are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    condition: Condition,
    is_advanced: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Compare(Operand, Comparison, Scalar<'static>),
    In(Operand, Vec<Scalar<'static>>),
    Text(TextTest, Operand, String),
    Truth(Operand),
    Any(&'static str, Option<Box<Condition>>),
    Not(Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
}

/// What a condition looks at: a property, or each value of a collection inside `any`.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Operand {
    Property(&'static str),
    Each,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextTest {
    Contains,
    StartsWith,
    EndsWith,
}

impl Filter {
    /// Reads a condition. `None`: malformed, too deep, or it names a property that is not there. `paths` are properties
    /// of properties: `actor/userPrincipalName`, and behind `any` those of a list of objects, `resources:resourceId`.
    pub fn parse(text: &str, names: &[&'static str], paths: &[&'static str]) -> Option<Self> {
        let mut parser = Parser { tokens: tokens(text)?, at: 0, names, paths, variable: None, is_advanced: false };
        let condition = parser.any_of(0)?;
        (parser.at == parser.tokens.len()).then_some(Self { condition, is_advanced: parser.is_advanced })
    }

    /// Whether it uses what Graph's directory answers only to advanced queries: `ne`, `not`, `endsWith` (GRAPH.md 8.1).
    pub const fn is_advanced(&self) -> bool {
        self.is_advanced
    }

    /// Whether the condition holds.
    pub fn holds(&self, item: &impl Filterable) -> bool {
        self.condition.holds(item, None)
    }

    /// The text that a property has, whatever the case, wherever the condition holds.
    pub fn pinned(&self, name: &str) -> Option<&str> {
        self.condition.needed(name).into_iter().find_map(|needed| match needed {
            (Comparison::Equal, Scalar::Text(text)) => Some(text.as_ref()),
            _ => None,
        })
    }

    /// From when and until when a property lies wherever the condition holds, both included.
    pub fn span(&self, name: &str) -> (Option<OffsetDateTime>, Option<OffsetDateTime>) {
        let (mut from, mut until) = (None, None);
        for (comparison, literal) in self.condition.needed(name) {
            let Scalar::Moment(moment) = *literal else { continue };
            if matches!(comparison, Comparison::Equal | Comparison::Greater | Comparison::GreaterOrEqual) {
                from = from.max(Some(moment));
            }
            if matches!(comparison, Comparison::Equal | Comparison::Less | Comparison::LessOrEqual) {
                until = Some(until.map_or(moment, |other: OffsetDateTime| other.min(moment)));
            }
        }
        (from, until)
    }
}

impl Condition {
    fn holds(&self, item: &impl Filterable, each: Option<&str>) -> bool {
        let value = |operand: &Operand| match operand {
            Operand::Property(name) => item.property(name),
            Operand::Each => Scalar::optional(each).into_made(),
        };
        match self {
            Self::Compare(operand, comparison, literal) => comparison.holds(&value(operand), literal),
            Self::In(operand, literals) => literals.iter().any(|literal| Comparison::Equal.holds(&value(operand), literal)),
            Self::Text(test, operand, part) => matches!(value(operand), Scalar::Text(found) if test.holds(&fold_case(&found), part)),
            Self::Truth(operand) => value(operand) == Scalar::Truth(true),
            Self::Any(name, inside) => match item.property(name) {
                Scalar::Texts(texts) => {
                    texts.iter().any(|text| inside.as_ref().is_none_or(|inside| inside.holds(item, Some(text.as_ref()))))
                }
                Scalar::OneObject => inside.as_ref().is_none_or(|inside| inside.holds(item, None)),
                _ => false,
            },
            Self::Not(inside) => !inside.holds(item, each),
            Self::And(one, other) => one.holds(item, each) && other.holds(item, each),
            Self::Or(one, other) => one.holds(item, each) || other.holds(item, each),
        }
    }

    /// What this says of a property and cannot do without.
    fn needed(&self, name: &str) -> Vec<(Comparison, &Scalar<'static>)> {
        match self {
            Self::Compare(Operand::Property(property), comparison, literal) if *property == name => vec![(*comparison, literal)],
            Self::And(one, other) => [one.needed(name), other.needed(name)].concat(),
            Self::Any(_, Some(inside)) => inside.needed(name),
            _ => Vec::new(),
        }
    }
}

impl Scalar<'_> {
    /// The same value without a loan.
    fn into_made(self) -> Scalar<'static> {
        match self {
            Self::Null => Scalar::Null,
            Self::Truth(truth) => Scalar::Truth(truth),
            Self::Number(number) => Scalar::Number(number),
            Self::Text(text) => Scalar::made(&text),
            Self::Moment(moment) => Scalar::Moment(moment),
            Self::Texts(texts) => Scalar::Texts(texts.into_iter().map(|text| text.into_owned().into()).collect()),
            Self::OneObject => Scalar::OneObject,
        }
    }
}

impl Comparison {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "eq" => Self::Equal,
            "ne" => Self::NotEqual,
            "gt" => Self::Greater,
            "ge" => Self::GreaterOrEqual,
            "lt" => Self::Less,
            "le" => Self::LessOrEqual,
            _ => return None,
        })
    }

    fn holds(self, value: &Scalar<'_>, literal: &Scalar<'_>) -> bool {
        let both_null = matches!((value, literal), (Scalar::Null, Scalar::Null));
        let ordering = if both_null { Some(Ordering::Equal) } else { value.compare(literal) };
        match self {
            Self::Equal => ordering == Some(Ordering::Equal),
            Self::NotEqual => ordering != Some(Ordering::Equal),
            Self::Greater => ordering == Some(Ordering::Greater),
            Self::GreaterOrEqual => !both_null && ordering.is_some_and(Ordering::is_ge),
            Self::Less => ordering == Some(Ordering::Less),
            Self::LessOrEqual => !both_null && ordering.is_some_and(Ordering::is_le),
        }
    }
}

impl TextTest {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "contains" => Self::Contains,
            "startswith" => Self::StartsWith,
            "endswith" => Self::EndsWith,
            _ => return None,
        })
    }

    fn holds(self, text: &str, part: &str) -> bool {
        match self {
            Self::Contains => text.contains(part),
            Self::StartsWith => text.starts_with(part),
            Self::EndsWith => text.ends_with(part),
        }
    }
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    names: &'a [&'static str],
    paths: &'a [&'static str],
    /// Inside `any`: the name for each item, and the collection.
    variable: Option<(String, &'static str)>,
    is_advanced: bool,
}

impl Parser<'_> {
    fn any_of(&mut self, depth: usize) -> Option<Condition> {
        let mut condition = self.all_of(depth)?;
        while self.take_word("or") {
            condition = Condition::Or(condition.into(), self.all_of(depth)?.into());
        }
        Some(condition)
    }

    fn all_of(&mut self, depth: usize) -> Option<Condition> {
        let mut condition = self.one(depth)?;
        while self.take_word("and") {
            condition = Condition::And(condition.into(), self.one(depth)?.into());
        }
        Some(condition)
    }

    fn one(&mut self, depth: usize) -> Option<Condition> {
        if depth > DEEPEST {
            return None;
        }
        if self.take_word("not") {
            self.is_advanced = true;
            return Some(Condition::Not(self.one(depth + 1)?.into()));
        }
        if self.take(&Token::Open) {
            let inside = self.any_of(depth + 1)?;
            return self.take(&Token::Close).then_some(inside);
        }
        let Token::Word(word) = self.next()? else { return None };
        if let Some(test) = TextTest::read(&word.to_ascii_lowercase()).filter(|_| self.peek() == Some(&Token::Open)) {
            return self.text_test(test);
        }
        if let Some((collection, "any")) = word.rsplit_once('/') {
            return self.any(collection, depth);
        }
        let operand = self.operand(&word)?;
        self.comparison(operand)
    }

    fn text_test(&mut self, test: TextTest) -> Option<Condition> {
        self.is_advanced |= test == TextTest::EndsWith;
        let inside = self.take(&Token::Open);
        let Token::Word(word) = self.next()? else { return None };
        let operand = self.operand(&word)?;
        let comma = self.take(&Token::Comma);
        let Token::Literal(Scalar::Text(part)) = self.next()? else { return None };
        // The long form `contains(a,'b') eq true` means the same.
        let closed = self.take(&Token::Close) && (!self.take_word("eq") || self.take(&Token::Literal(Scalar::Truth(true))));
        (inside && comma && closed).then(|| Condition::Text(test, operand, fold_case(&part)))
    }

    fn any(&mut self, collection: &str, depth: usize) -> Option<Condition> {
        let name = find_name(self.names, collection)?;
        if !self.take(&Token::Open) || self.variable.is_some() {
            return None;
        }
        if self.take(&Token::Close) {
            return Some(Condition::Any(name, None));
        }
        let Token::Word(variable) = self.next()? else { return None };
        if !self.take(&Token::Colon) {
            return None;
        }
        self.variable = Some((variable, name));
        let inside = self.any_of(depth + 1)?;
        self.variable = None;
        self.take(&Token::Close).then(|| Condition::Any(name, Some(inside.into())))
    }

    fn comparison(&mut self, operand: Operand) -> Option<Condition> {
        let Some(Token::Word(word)) = self.peek() else { return Some(Condition::Truth(operand)) };
        let word = word.to_ascii_lowercase();
        if matches!(word.as_str(), "and" | "or") {
            return Some(Condition::Truth(operand));
        }
        self.at += 1;
        if word == "in" {
            return self.list().map(|literals| Condition::In(operand, literals));
        }
        let comparison = Comparison::read(&word)?;
        self.is_advanced |= comparison == Comparison::NotEqual;
        let Token::Literal(literal) = self.next()? else { return None };
        Some(Condition::Compare(operand, comparison, literal))
    }

    fn list(&mut self) -> Option<Vec<Scalar<'static>>> {
        let mut literals = Vec::new();
        let mut more = self.take(&Token::Open);
        while more {
            let Token::Literal(literal) = self.next()? else { return None };
            literals.push(literal);
            more = self.take(&Token::Comma);
        }
        (self.take(&Token::Close) && !literals.is_empty()).then_some(literals)
    }

    fn operand(&self, word: &str) -> Option<Operand> {
        if let Some((variable, collection)) = &self.variable
            && let Some(rest) = word.strip_prefix(variable.as_str())
        {
            match rest.strip_prefix('/') {
                Some(property) => return find_name(self.paths, &format!("{collection}:{property}")).map(Operand::Property),
                None if rest.is_empty() => return Some(Operand::Each),
                None => {}
            }
        }
        find_name(self.names, word).or_else(|| find_name(self.paths, word)).map(Operand::Property)
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn take(&mut self, token: &Token) -> bool {
        let is_next = self.peek() == Some(token);
        self.at += usize::from(is_next);
        is_next
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is_next = matches!(self.peek(), Some(Token::Word(next)) if next.eq_ignore_ascii_case(word));
        self.at += usize::from(is_next);
        is_next
    }
}

#[cfg(test)]
mod tests;
