//! What is probably not meant: in the order as it is, or in one that is not saved yet.

use std::collections::BTreeSet;
use std::sync::Arc;

use enrollment::directory::Directory;
use enrollment::draft::{Draft, Standing};
use enrollment::error::Code;
use enrollment::graph::sent;
use enrollment::graph::words::WireWord;
use enrollment::graph::written::explanation::Names;
use enrollment::graph::written::finding;
use enrollment::guid::Guid;
use enrollment::lint::{Fact, Finding, GroupFacts, Key, Severity, renamed, whole_order};
use enrollment::restriction::Restriction;
use pomona_store::Suppression;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::graph::query::Query;
use crate::graph::reply::Reply;
use crate::graph::{Call, body, lint_suppressions, organization, unsaved};

/// `GET /pomona/lint`, and `POST /pomona/lint` for what is not saved yet.
pub async fn check(call: &Call<'_>) -> ApiResult<Reply> {
    Query::parse(call.query)?.allow(&[])?;
    let draft = if call.body.is_empty() { Draft::default() } else { sent::lint_question(&body::parse(&call.body)?)? };
    let directory = call.app.store.directory();
    let live = unsaved::live(&call.app.store.snapshot());
    let drafted = unsaved::drafted(&draft, &live, &directory)?;
    let suppressions = call.app.store.suppressions().await?;
    let (restrictions, account) = (call.app.store.restrictions(), organization::account(call));
    let about = draft.profile.map_or(About::Order, |profile| About::Profile(profile.id));
    let question = Question { app: Arc::clone(call.app), directory, restrictions, account, live, suppressions, about };
    // A hundred thousand people take a while, and other requests should not wait for them.
    let answer = tokio::task::spawn_blocking(move || question.answer(drafted.as_deref()));
    Ok(Reply::json(answer.await.map_err(|_| ApiError::new(Code::Internal))?))
}

struct Question {
    app: Arc<App>,
    directory: Arc<Directory>,
    restrictions: Arc<Vec<Restriction>>,
    account: Guid,
    live: Vec<Standing>,
    suppressions: Vec<Suppression>,
    about: About,
}

/// What a question is about.
enum About {
    /// Every profile.
    Order,
    /// One that may not exist yet.
    Profile(Option<Guid>),
}

impl Question {
    fn findings(&self, order: &[Standing]) -> Vec<Finding> {
        whole_order(&self.directory, order, &self.restrictions, &Known(self))
    }

    fn answer(&self, drafted: Option<&[Standing]>) -> Value {
        let Some(order) = drafted else {
            return self.document(&self.live, &self.findings(&self.live), |_| false);
        };
        let keys = |order: &[Standing], findings: &[Finding]| -> BTreeSet<Key> {
            findings.iter().filter_map(|finding| finding.key(order, &self.restrictions)).collect()
        };
        let known = keys(&self.live, &self.findings(&self.live));
        let mut findings = self.findings(order);
        findings.extend(renamed(&self.directory, &self.live, order));
        let is_new = |finding: &Finding| finding.key(order, &self.restrictions).is_none_or(|key| !known.contains(&key));
        findings.retain(|finding| is_new(finding) || self.is_asked_about(finding, order));
        self.document(order, &findings, is_new)
    }

    /// Whether a finding is about the profile of the question, or the question is about no single one.
    fn is_asked_about(&self, finding: &Finding, order: &[Standing]) -> bool {
        let About::Profile(about) = &self.about else { return true };
        finding.profile.iter().chain(&finding.others).any(|place| order[*place].id == *about)
    }

    fn document(&self, order: &[Standing], findings: &[Finding], is_new: impl Fn(&Finding) -> bool) -> Value {
        let names = Names { directory: &self.directory, account: &self.account };
        let mut counts = [0_usize; 3];
        let mut value = Vec::new();
        for one in findings {
            let key = one.key(order, &self.restrictions);
            let suppressed = key.and_then(|key| self.suppressions.iter().find(|suppression| suppression.key == key));
            if suppressed.is_none() {
                counts[one.rule.severity() as usize] += 1;
            }
            let mut document = finding::finding(one, order, &self.restrictions, &names);
            document["isNew"] = json!(is_new(one));
            document["suppressed"] = json!(suppressed.map(lint_suppressions::document));
            value.push(document);
        }
        let counts = Severity::ALL.iter().zip(counts).map(|(severity, count)| (severity.wire().to_owned(), json!(count)));
        json!({"counts": counts.collect::<serde_json::Map<_, _>>(), "value": value})
    }
}

/// What the directory knows about groups, counted once for each of its pictures.
struct Known<'a>(&'a Question);

impl GroupFacts for Known<'_> {
    fn fact(&self, group: &Guid) -> Fact {
        let Question { app, directory, .. } = self.0;
        directory.group_index(group).map_or(Fact::Missing, |at| Fact::Holds(app.group_facts.of(directory, at).0))
    }

    fn is_inside(&self, inner: &Guid, outer: &Guid) -> bool {
        self.0.directory.is_inside(inner, outer)
    }
}
