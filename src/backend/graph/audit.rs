//! Asking for the audit log: which events, and one page of them after the other.

use std::time::Duration;

use enrollment::graph::received::AuditEvent;
use enrollment::graph::received::audit::ObjectKind;
use enrollment::graph::words::WireWord;

use serde_json::Value;

use super::{Graph, encoded, entities, next_link, text, unreadable};
use crate::backend::error::ApiError;
use crate::backend::transport::{Method, Request};

const EVENTS: &str = "/deviceManagement/auditEvents";

/// Which events are asked for. What is empty lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuestion {
    /// Only by the person, token or command with this name, whatever the case.
    pub who: String,
    /// Only about the object with this id.
    pub object: String,
    /// Only about objects of this kind.
    pub kind: Option<ObjectKind>,
    /// Only of this category: `Enrollment`, `Organization` or `Access`.
    pub category: &'static str,
    /// Not before this moment, as Graph writes dates.
    pub from: String,
    /// Not after this moment.
    pub until: String,
    /// Only with these words in the names of who and what.
    pub text: String,
}

/// Whether the log is as it was written, by the hashes that chain its entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// How many entries were looked at.
    pub rows: u64,
    /// The first that does not fit.
    pub broken: Option<Broken>,
    /// The hash of the newest entry.
    pub head: Option<String>,
}

/// An entry that does not fit those before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its place in the log.
    pub number: u64,
    /// Its id, where it can still be read.
    pub id: Option<String>,
}

/// A page of events, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The events.
    pub events: Vec<AuditEvent>,
    /// Where the next page is, if there is one.
    pub next: Option<String>,
}

impl Verification {
    /// By hand, as everything in `graph`.
    fn read(answer: &Value) -> Option<Self> {
        let broken = &answer["firstBroken"];
        let broken = broken["sequence"].as_u64().map(|number| Broken { number, id: text(&broken["id"]) });
        let is_sound = answer["verified"].as_bool()?;
        // A log that is not sound is never told as one that is.
        let broken = broken.or((!is_sound).then_some(Broken { number: 0, id: None }));
        Some(Self { rows: answer["rows"].as_u64()?, broken, head: text(&answer["head"]) })
    }
}

impl AuditQuestion {
    /// The options of the query, with what would end a text in a filter doubled.
    fn options(&self) -> Vec<String> {
        let quoted = |text: &str| text.trim().replace('\'', "''");
        let mut conditions = Vec::new();
        if !self.from.is_empty() {
            conditions.push(format!("activityDateTime ge {}", self.from));
        }
        if !self.until.is_empty() {
            conditions.push(format!("activityDateTime le {}", self.until));
        }
        if !self.category.is_empty() {
            conditions.push(format!("category eq '{}'", self.category));
        }
        if !self.who.trim().is_empty() {
            let who = quoted(&self.who);
            conditions.push(format!("(actor/userPrincipalName eq '{who}' or actor/servicePrincipalName eq '{who}')"));
        }
        if let Some(kind) = self.kind {
            conditions.push(format!("resources/any(r:r/auditResourceType eq '{}')", kind.wire()));
        }
        if !self.object.is_empty() {
            conditions.push(format!("resources/any(r:r/resourceId eq '{}')", quoted(&self.object)));
        }
        let mut options = Vec::new();
        if !conditions.is_empty() {
            options.push(format!("$filter={}", conditions.join(" and ")));
        }
        let text = self.text.trim().replace('\\', "\\\\").replace('"', "\\\"");
        if !text.is_empty() {
            options.push(format!("$search=\"{text}\""));
        }
        options
    }
}

impl Graph {
    /// The newest events that `question` lets through, at most `most`.
    pub async fn audit(&self, question: &AuditQuestion, most: u32) -> Result<AuditPage, ApiError> {
        let mut path = format!("{}{EVENTS}?", self.base);
        for option in question.options() {
            let (name, value) = option.split_once('=').unwrap_or((&option, ""));
            path.push_str(&[name, "=", &encoded(value), "&"].concat());
        }
        self.audit_page(&format!("{path}$top={most}")).await
    }

    /// The page behind [`AuditPage::next`].
    pub async fn audit_page(&self, next: &str) -> Result<AuditPage, ApiError> {
        let answer = self.answer(Request::new(Method::Get, next)).await?;
        Ok(AuditPage { events: entities(&answer, AuditEvent::read)?, next: next_link(&answer) })
    }

    /// Whether the whole log is as it was written. Only where the server offers `auditVerification`.
    pub async fn audit_verification(&self) -> Result<Verification, ApiError> {
        let request = Request::new(Method::Get, self.url("/pomona/audit/verification")).patient(Duration::from_mins(2));
        Verification::read(&self.answer(request).await?).ok_or(ApiError::Unreadable)
    }

    /// Where everything that `question` lets through is to be had as a file: `csv` or `json`.
    pub fn audit_export(&self, question: &AuditQuestion, format: &str) -> String {
        let mut address = self.url(&format!("/pomona/audit/export?format={format}"));
        for option in question.options() {
            let (name, value) = option.split_once('=').unwrap_or((&option, ""));
            address.push_str(&["&", name, "=", &encoded(value)].concat());
        }
        address
    }

    /// One event.
    pub async fn audit_event(&self, id: &str) -> Result<AuditEvent, ApiError> {
        AuditEvent::read(&self.get(&format!("{EVENTS}/{}", encoded(id))).await?).map_err(unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_has_to_hold_and_quotes_are_doubled() {
        let question = AuditQuestion {
            who: " O'Brien ".to_owned(),
            kind: Some(ObjectKind::Token),
            from: "2026-11-01T00:00:00.000Z".to_owned(),
            text: "a\"b".to_owned(),
            ..AuditQuestion::default()
        };
        assert_eq!(
            question.options(),
            [
                "$filter=activityDateTime ge 2026-11-01T00:00:00.000Z and \
                 (actor/userPrincipalName eq 'O''Brien' or actor/servicePrincipalName eq 'O''Brien') and \
                 resources/any(r:r/auditResourceType eq 'Token')",
                "$search=\"a\\\"b\"",
            ]
        );
    }

    #[test]
    fn what_is_empty_asks_for_everything() {
        assert!(AuditQuestion { who: " ".to_owned(), text: "\t".to_owned(), ..AuditQuestion::default() }.options().is_empty());
    }
}
