//! Sessions, tokens, invitations and administrators, from beginning to end.

use enrollment::account::AdministratorName;
use pomona_store::{
    Action, Administrator, ChangeFilter, ChangeLog as _, CredentialKind, CredentialStore as _, InvitationRefused, NewAdministrator,
    NewCredential, ObjectKind, RemoveRefused, Scope,
};
use time::Duration;

use crate::fixture::{Fixture, ada, id, moment};

const SECRET: [u8; 32] = [9; 32];

fn credential(number: u32, kind: CredentialKind, scope: Scope) -> NewCredential {
    NewCredential {
        id: id(number),
        hash: SECRET,
        kind,
        holder: "Backup script".to_owned(),
        administrator: None,
        scope,
        expires: moment(3_600),
    }
}

fn administrator(number: u32, name: &str) -> NewAdministrator {
    NewAdministrator {
        id: id(number),
        name: AdministratorName::parse(name).expect("a fine name"),
        password_hash: "$argon2id$secret".to_owned(),
    }
}

async fn insert(fixture: &Fixture, number: u32, name: &str, scope: Scope) -> Administrator {
    let inserted = fixture.store.insert_administrator(&ada(), moment(0), administrator(number, name), scope).await;
    inserted.expect("written").expect("the name is free")
}

#[tokio::test]
async fn a_token_counts_until_it_expires() {
    let fixture = Fixture::new().await;
    let token = credential(30, CredentialKind::Token, Scope::Read);
    let kept = fixture.store.insert_credential(&ada(), moment(0), token).await.expect("written");
    let found = |seconds| fixture.store.find_credential(&SECRET, moment(seconds));
    assert_eq!(found(3_599).await.expect("read"), Some(kept.clone()));
    assert_eq!(found(3_600).await.expect("read"), None);
    assert_eq!(fixture.store.find_credential(&[0; 32], moment(1)).await.expect("read"), None);
    assert_eq!(fixture.store.credentials(CredentialKind::Token).await.expect("read"), [kept]);
    assert!(fixture.store.credentials(CredentialKind::Session).await.expect("read").is_empty());
}

#[tokio::test]
async fn what_another_process_revokes_ends_at_once() {
    let fixture = Fixture::new().await;
    fixture.store.insert_credential(&ada(), moment(0), credential(30, CredentialKind::Session, Scope::Write)).await.expect("written");
    let command_line = fixture.other_process().await;
    assert!(command_line.revoke_credential(&ada(), moment(1), &id(30)).await.expect("written"));
    assert_eq!(fixture.store.find_credential(&SECRET, moment(1)).await.expect("read"), None);
    assert!(!command_line.revoke_credential(&ada(), moment(1), &id(30)).await.expect("answered"), "it ended before");
}

#[tokio::test]
async fn the_last_use_is_known_to_the_minute() {
    let fixture = Fixture::new().await;
    fixture.store.insert_credential(&ada(), moment(0), credential(30, CredentialKind::Token, Scope::Read)).await.expect("written");
    let rows = fixture.log_length().await;
    for (used, expected) in [(100, 100), (130, 100), (160, 160)] {
        let token = fixture.store.find_credential(&SECRET, moment(used)).await.expect("read").expect("it counts");
        fixture.store.touch_credential(&token, moment(used)).await.expect("written");
        let token = fixture.store.find_credential(&SECRET, moment(used)).await.expect("read").expect("it counts");
        assert_eq!(token.last_used, Some(moment(expected)));
    }
    assert_eq!(fixture.log_length().await, rows, "using is not changing");
}

#[tokio::test]
async fn an_invitation_makes_one_administrator_once() {
    let fixture = Fixture::new().await;
    fixture.store.insert_credential(&ada(), moment(0), credential(30, CredentialKind::Invitation, Scope::Read)).await.expect("written");
    assert_eq!(fixture.store.find_credential(&SECRET, moment(1)).await.expect("read"), None, "an invitation opens nothing else");
    assert!(fixture.store.find_invitation(&SECRET, moment(1)).await.expect("read").is_some());

    insert(&fixture, 40, "Ada", Scope::Write).await;
    let by = ada();
    let used = |number, name| fixture.store.use_invitation(&by, moment(1), &SECRET, administrator(number, name));
    assert_eq!(used(41, "ADA").await.expect("answered").err(), Some(InvitationRefused::NameTaken));
    let jonas = used(41, "Jonas").await.expect("answered").expect("a taken name does not use it up");
    assert_eq!((jonas.name.as_str(), jonas.scope), ("Jonas", Scope::Read));
    assert_eq!(used(42, "Third").await.expect("answered").err(), Some(InvitationRefused::Invalid));
    assert_eq!(fixture.store.find_invitation(&SECRET, moment(1)).await.expect("read"), None);
    let names: Vec<_> = fixture.store.administrators().await.expect("read").into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["Ada", "Jonas"]);
}

#[tokio::test]
async fn an_expired_invitation_makes_nobody() {
    let fixture = Fixture::new().await;
    fixture.store.insert_credential(&ada(), moment(0), credential(30, CredentialKind::Invitation, Scope::Write)).await.expect("written");
    let late = fixture.store.use_invitation(&ada(), moment(3_600), &SECRET, administrator(40, "Ada")).await.expect("answered");
    assert_eq!(late.err(), Some(InvitationRefused::Invalid));
    assert!(fixture.store.administrators().await.expect("read").is_empty());
}

#[tokio::test]
async fn an_administrator_is_found_by_name_whatever_the_case() {
    let fixture = Fixture::new().await;
    let ada = insert(&fixture, 40, "Ada", Scope::Write).await;
    let key = AdministratorName::parse("ADA").expect("fine").key();
    assert_eq!(fixture.store.administrator_by_name_key(&key).await.expect("read"), Some(ada));
    let taken = fixture.store.insert_administrator(&crate::fixture::ada(), moment(0), administrator(41, "ada"), Scope::Read).await;
    assert_eq!(taken.expect("answered"), None);
}

#[tokio::test]
async fn the_last_administrator_who_can_change_things_stays() {
    let fixture = Fixture::new().await;
    let first = insert(&fixture, 40, "Ada", Scope::Write).await;
    let reader = insert(&fixture, 41, "Reader", Scope::Read).await;
    let remove = |id| {
        let store = &fixture.store;
        async move { store.remove_administrator(&ada(), moment(2), &id).await.expect("answered") }
    };
    assert_eq!(remove(first.id.clone()).await.err(), Some(RemoveRefused::LastAdministrator));
    assert_eq!(remove(id(99)).await.err(), Some(RemoveRefused::NotFound));
    remove(reader.id).await.expect("a reader can go");
    insert(&fixture, 42, "Jonas", Scope::Write).await;
    remove(first.id.clone()).await.expect("somebody else remains");
}

#[tokio::test]
async fn removing_an_administrator_ends_their_sessions() {
    let fixture = Fixture::new().await;
    insert(&fixture, 40, "Ada", Scope::Write).await;
    let jonas = insert(&fixture, 41, "Jonas", Scope::Write).await;
    let session = NewCredential { administrator: Some(jonas.id.clone()), ..credential(30, CredentialKind::Session, Scope::Write) };
    fixture.store.insert_credential(&ada(), moment(0), session).await.expect("written");
    assert!(fixture.store.find_credential(&SECRET, moment(1)).await.expect("read").is_some());
    fixture.store.remove_administrator(&ada(), moment(2), &jonas.id).await.expect("answered").expect("somebody else remains");
    assert_eq!(fixture.store.find_credential(&SECRET, moment(3)).await.expect("read"), None);
}

#[tokio::test]
async fn sessions_long_over_are_swept_away() {
    let fixture = Fixture::new().await;
    fixture.store.insert_credential(&ada(), moment(0), credential(30, CredentialKind::Session, Scope::Write)).await.expect("written");
    let later = moment(3_600) + Duration::days(31);
    let next =
        NewCredential { hash: [8; 32], expires: later + Duration::hours(1), ..credential(31, CredentialKind::Session, Scope::Write) };
    fixture.store.insert_credential(&ada(), later, next).await.expect("written");
    let left: Vec<_> = fixture.store.credentials(CredentialKind::Session).await.expect("read").into_iter().map(|one| one.id).collect();
    assert_eq!(left, [id(31)]);
}

#[tokio::test]
async fn no_secret_and_no_password_is_in_the_change_log() {
    let fixture = Fixture::new().await;
    insert(&fixture, 40, "Ada", Scope::Write).await;
    fixture.store.insert_credential(&ada(), moment(0), credential(30, CredentialKind::Session, Scope::Write)).await.expect("written");
    fixture.store.revoke_credential(&ada(), moment(1), &id(30)).await.expect("written");
    let rows = fixture.store.changes(&ChangeFilter::default()).await.expect("read");
    let kinds: Vec<_> = rows.iter().take(3).map(|row| (row.action, row.object_kind)).collect();
    assert_eq!(
        kinds,
        [(Action::SignOut, ObjectKind::Session), (Action::SignIn, ObjectKind::Session), (Action::Create, ObjectKind::Administrator)]
    );
    let text = format!("{rows:?}");
    assert!(!text.contains("argon2") && !text.contains(&"09".repeat(32)), "{text}");
}
