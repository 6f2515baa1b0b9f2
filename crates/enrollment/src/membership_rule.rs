//! Dynamic membership rules: made for a profile's name, read, and evaluated with three answers (yes, no, unknown).
//! Grammar and operators: GRAPH.md 11. A property that the directory does not hold makes the answer unknown, never no.

mod parse;
mod token;

use regex::RegexBuilder;

use crate::error::Errors;
use crate::text::{ProfileName, fold_case};

/// The most characters of a rule (Entra's limit).
pub const MAX_CHARACTERS: usize = 3_072;

/// The rule that holds for devices which enrolled with this profile, and for no others.
pub fn for_profile(name: &ProfileName) -> String {
    format!("(device.enrollmentProfileName -eq {})", quoted(name.as_str()))
}

/// A string literal: a backtick is doubled, a quote gets a backtick before it.
fn quoted(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        if matches!(c, '`' | '"') {
            literal.push('`');
        }
        literal.push(c);
    }
    literal.push('"');
    literal
}

/// Whether a rule is about people or about devices; never about both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// `user.` properties, or direct reports.
    User,
    /// `device.` properties.
    Device,
}

/// An answer that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Certainly a member.
    Yes,
    /// Certainly not.
    No,
    /// What is needed to tell is not known here.
    Unknown,
}

impl Answer {
    const fn of(truth: bool) -> Self {
        if truth { Self::Yes } else { Self::No }
    }

    const fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }

    const fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }
}

/// The value of a property of one person or device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property<'a> {
    /// Text; `None` when it is not set.
    Text(Option<&'a str>),
    /// A truth value.
    Truth(bool),
    /// The directory does not hold this property.
    NotHeld,
}

/// A rule that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule(Node);

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Compare {
        subject: Subject,
        property: String,
        operator: Operator,
        negated: bool,
        value: Value,
    },
    /// Something that we can read but not evaluate: direct reports, `-any`, dates.
    Opaque(Subject),
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    StartsWith,
    EndsWith,
    Contains,
    Match,
    In,
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    Truth(bool),
    Null,
    List(Vec<Value>),
}

impl Rule {
    /// Reads a rule. Mistakes tell the place, counted in characters from 0.
    pub fn parse(text: &str) -> Result<Self, Errors> {
        parse::rule(text).map(Self)
    }

    /// Whether the rule is about people or devices.
    pub fn subject(&self) -> Option<Subject> {
        self.0.any_subject()
    }

    /// Whether a person or device with these properties is a member. `property` gets the name without its prefix,
    /// spelled as in the rule, because Entra's property names are case-sensitive.
    pub fn evaluate<'a>(&self, property: impl Fn(&str) -> Property<'a>) -> Answer {
        self.0.evaluate(&property)
    }

    /// The properties that the rule compares, without their prefix, as written and in its order; `None` for what can be read but
    /// not evaluated.
    pub fn properties(&self) -> Vec<Option<&str>> {
        let mut properties = Vec::new();
        self.0.collect_properties(&mut properties);
        properties
    }

    /// The profile names that the rule compares `device.enrollmentProfileName` with, as written.
    pub fn profile_names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.0.collect_profile_names(&mut names);
        names
    }
}

impl Node {
    fn any_subject(&self) -> Option<Subject> {
        match self {
            Self::Compare { subject, .. } | Self::Opaque(subject) => Some(*subject),
            Self::Not(inner) => inner.any_subject(),
            Self::And(one, other) | Self::Or(one, other) => one.any_subject().or_else(|| other.any_subject()),
        }
    }

    fn evaluate<'a>(&self, property: &impl Fn(&str) -> Property<'a>) -> Answer {
        match self {
            Self::Compare { property: name, operator, negated, value, .. } => {
                let answer = compare(property(name), *operator, value);
                if *negated { answer.not() } else { answer }
            }
            Self::Opaque(_) => Answer::Unknown,
            Self::Not(inner) => inner.evaluate(property).not(),
            Self::And(one, other) => one.evaluate(property).and(other.evaluate(property)),
            Self::Or(one, other) => one.evaluate(property).or(other.evaluate(property)),
        }
    }

    fn collect_properties<'a>(&'a self, properties: &mut Vec<Option<&'a str>>) {
        match self {
            Self::Compare { property, .. } => properties.push(Some(property)),
            Self::Opaque(_) => properties.push(None),
            Self::Not(inner) => inner.collect_properties(properties),
            Self::And(one, other) | Self::Or(one, other) => {
                one.collect_properties(properties);
                other.collect_properties(properties);
            }
        }
    }

    fn collect_profile_names<'a>(&'a self, names: &mut Vec<&'a str>) {
        match self {
            Self::Compare { property, value, .. } if property == "enrollmentProfileName" => match value {
                Value::Text(name) => names.push(name),
                Value::List(list) => {
                    names.extend(list.iter().filter_map(|value| if let Value::Text(name) = value { Some(name.as_str()) } else { None }));
                }
                Value::Truth(_) | Value::Null => {}
            },
            Self::Compare { .. } | Self::Opaque(_) => {}
            Self::Not(inner) => inner.collect_profile_names(names),
            Self::And(one, other) | Self::Or(one, other) => {
                one.collect_profile_names(names);
                other.collect_profile_names(names);
            }
        }
    }
}

fn compare(property: Property<'_>, operator: Operator, value: &Value) -> Answer {
    match (property, operator, value) {
        (Property::NotHeld, ..) => Answer::Unknown,
        (property, Operator::In, Value::List(list)) => {
            list.iter().map(|value| compare(property, Operator::Equal, value)).fold(Answer::No, Answer::or)
        }
        (Property::Text(text), Operator::Equal, Value::Null) => Answer::of(text.is_none_or(str::is_empty)),
        (Property::Truth(truth), Operator::Equal, Value::Truth(wanted)) => Answer::of(truth == *wanted),
        (Property::Text(text), operator, Value::Text(wanted)) => text.map_or(Answer::No, |text| compare_text(text, operator, wanted)),
        // A comparison of different types, such as a truth value with a text, holds for nobody.
        _ => Answer::No,
    }
}

fn compare_text(text: &str, operator: Operator, wanted: &str) -> Answer {
    if operator == Operator::Match {
        // The engine behind Entra is not documented; what ours cannot read is unknown rather than wrong.
        let expression = RegexBuilder::new(wanted).case_insensitive(true).size_limit(1 << 20).build();
        return expression.map_or(Answer::Unknown, |expression| Answer::of(expression.is_match(text)));
    }
    let (text, wanted) = (fold_case(text), fold_case(wanted));
    Answer::of(match operator {
        Operator::Equal | Operator::In | Operator::Match => text == wanted,
        Operator::StartsWith => text.starts_with(&wanted),
        Operator::EndsWith => text.ends_with(&wanted),
        Operator::Contains => text.contains(&wanted),
    })
}

#[cfg(test)]
mod tests;
