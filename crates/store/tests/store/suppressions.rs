//! Suppressed findings of the lint.

use enrollment::lint::{Key, SuppressionReason};
use pomona_store::{Action, ChangeFilter, ChangeLog as _, ObjectKind, Suppression, SuppressionStore as _};

use crate::fixture::{Fixture, ada, id, moment};

fn key() -> Key {
    Key::parse("people_without_profile").expect("a key")
}

fn reason(text: &str) -> SuppressionReason {
    SuppressionReason::parse(text).expect("a reason")
}

#[tokio::test]
async fn a_suppression_is_kept_once_for_each_finding_and_every_change_is_logged() {
    let fixture = Fixture::new().await;
    let made = fixture.store.suppress(&ada(), moment(1), id(1), key(), reason("Until May")).await.expect("written");
    assert_eq!(made, Suppression { id: id(1), key: key(), reason: reason("Until May"), by: ada().name, at: moment(1) });
    let length = fixture.log_length().await;
    let same = fixture.store.suppress(&ada(), moment(2), id(2), key(), reason("Until May")).await.expect("written");
    assert_eq!((same, fixture.log_length().await), (made, length), "nothing changed");
    let changed = fixture.store.suppress(&ada(), moment(3), id(3), key(), reason("Until June")).await.expect("written");
    assert_eq!((&changed.id, changed.at), (&id(1), moment(3)));
    let other = fixture.other_process().await;
    assert_eq!(other.suppressions().await.expect("read"), [changed]);
    assert!(other.end_suppression(&ada(), moment(4), &id(1)).await.expect("written"));
    assert!(!fixture.store.end_suppression(&ada(), moment(5), &id(1)).await.expect("written"));
    assert_eq!(fixture.store.suppressions().await.expect("read"), []);
    let filter = ChangeFilter { object_kinds: vec![ObjectKind::LintSuppression], ..ChangeFilter::default() };
    let actions: Vec<Action> = fixture.store.changes(&filter).await.expect("read").iter().map(|change| change.action).collect();
    assert_eq!(actions, [Action::Delete, Action::Change, Action::Create]);
}
