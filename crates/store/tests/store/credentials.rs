//! Sessions, tokens, invitations and administrators, from beginning to end.

use enrollment::account::AdministratorName;
use pomona_store::{
    Action, Administrator, AdministratorRefused, Author, ChangeFilter, ChangeLog as _, CredentialKind, CredentialStore as _,
    InvitationRefused, NewAdministrator, NewCredential, ObjectKind, Scope,
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
    assert_eq!(remove(first.id.clone()).await.err(), Some(AdministratorRefused::LastAdministrator));
    assert_eq!(remove(id(99)).await.err(), Some(AdministratorRefused::NotFound));
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

fn session(number: u32, secret: u8, administrator: &Administrator) -> NewCredential {
    NewCredential {
        hash: [secret; 32],
        administrator: Some(administrator.id.clone()),
        ..credential(number, CredentialKind::Session, administrator.scope)
    }
}

#[tokio::test]
async fn who_is_removed_or_has_another_password_meanwhile_gets_no_session() {
    let fixture = Fixture::new().await;
    insert(&fixture, 40, "Ada", Scope::Write).await;
    let jonas = insert(&fixture, 41, "Jonas", Scope::Write).await;
    let start = async |number, administrator: &Administrator| {
        let new = session(number, u8::try_from(number).expect("small"), administrator);
        fixture.store.start_session(&ada(), moment(0), new, administrator).await.expect("answered")
    };
    assert!(start(30, &jonas).await.is_some());
    let before = Administrator { password_hash: "what it was before".to_owned(), ..jonas.clone() };
    assert_eq!(start(31, &before).await, None);
    fixture.store.remove_administrator(&ada(), moment(1), &jonas.id).await.expect("answered").expect("Ada remains");
    assert_eq!(start(32, &jonas).await, None);
}

#[tokio::test]
async fn what_an_administrator_may_do_changes_in_running_sessions_at_once() {
    let fixture = Fixture::new().await;
    insert(&fixture, 40, "Ada", Scope::Write).await;
    let jonas = insert(&fixture, 41, "Jonas", Scope::Write).await;
    fixture.store.insert_credential(&ada(), moment(0), session(30, 9, &jonas)).await.expect("written");
    let scope = || async { fixture.store.find_credential(&SECRET, moment(2)).await.expect("read").expect("it counts").scope };
    assert_eq!(scope().await, Scope::Write);
    let command_line = fixture.other_process().await;
    for wanted in [Scope::Read, Scope::Write] {
        let changed = command_line.set_scope(&ada(), moment(1), &jonas.id, wanted).await.expect("answered").expect("Ada remains");
        assert_eq!((changed.scope, scope().await), (wanted, wanted));
    }
    let rows = fixture.store.changes(&ChangeFilter { limit: Some(2), ..ChangeFilter::default() }).await.expect("read");
    let [_, row] = rows.as_slice() else { panic!("two rows") };
    assert_eq!((row.action, row.object_kind, row.object_name.as_str()), (Action::Change, ObjectKind::Administrator, "Jonas"));
    let scopes = [&row.before, &row.after].map(|document| document.as_ref().expect("a document")["scope"].clone());
    assert_eq!(scopes, ["write", "read"]);
}

#[tokio::test]
async fn a_session_of_somebody_who_was_made_a_reader_while_signing_in_may_only_read() {
    let fixture = Fixture::new().await;
    insert(&fixture, 40, "Ada", Scope::Write).await;
    let jonas = insert(&fixture, 41, "Jonas", Scope::Write).await;
    fixture.store.set_scope(&ada(), moment(1), &jonas.id, Scope::Read).await.expect("answered").expect("Ada remains");
    fixture.store.insert_credential(&ada(), moment(1), session(30, 9, &jonas)).await.expect("written");
    let found = fixture.store.find_credential(&SECRET, moment(2)).await.expect("read").expect("it counts");
    assert_eq!(found.scope, Scope::Read);
}

#[tokio::test]
async fn the_last_administrator_is_not_made_a_reader_and_what_stays_is_not_logged() {
    let fixture = Fixture::new().await;
    let first = insert(&fixture, 40, "Ada", Scope::Write).await;
    let reader = insert(&fixture, 41, "Reader", Scope::Read).await;
    let rows = fixture.log_length().await;
    let set = |id, scope| {
        let store = &fixture.store;
        async move { store.set_scope(&ada(), moment(2), &id, scope).await.expect("answered") }
    };
    assert_eq!(set(first.id.clone(), Scope::Read).await, Err(AdministratorRefused::LastAdministrator));
    assert_eq!(set(id(99), Scope::Read).await, Err(AdministratorRefused::NotFound));
    assert_eq!(set(first.id.clone(), Scope::Write).await, Ok(first.clone()));
    assert_eq!(set(reader.id.clone(), Scope::Read).await, Ok(reader.clone()));
    assert_eq!(fixture.log_length().await, rows);
    set(reader.id, Scope::Write).await.expect("a reader can become an administrator");
    set(first.id, Scope::Read).await.expect("somebody else remains");
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_is_not_in_the_log() {
    let fixture = Fixture::new().await;
    let jonas = insert(&fixture, 40, "Jonas", Scope::Write).await;
    let other = insert(&fixture, 41, "Ada", Scope::Write).await;
    for (number, secret, whose) in [(30, 9, &jonas), (31, 8, &jonas), (32, 7, &other)] {
        fixture.store.insert_credential(&ada(), moment(0), session(number, secret, whose)).await.expect("written");
    }
    let replace = |known: &'static str| {
        let (store, id) = (&fixture.store, jonas.id.clone());
        async move { store.replace_password(&ada(), moment(1), &id, known, "$argon2id$new".to_owned(), &crate::fixture::id(30)).await }
    };
    let counts = |secret| {
        let store = &fixture.store;
        async move { store.find_credential(&[secret; 32], moment(2)).await.expect("read").is_some() }
    };
    assert!(!replace("$argon2id$guessed").await.expect("answered"), "another password by now");
    assert!(counts(8).await, "nothing was changed");
    assert!(replace("$argon2id$secret").await.expect("answered"));
    assert_eq!([counts(9).await, counts(8).await, counts(7).await], [true, false, true]);
    let kept = fixture.store.administrators().await.expect("read");
    assert_eq!(kept.iter().map(|one| one.password_hash.as_str()).collect::<Vec<_>>(), ["$argon2id$secret", "$argon2id$new"]);
    let rows = fixture.store.changes(&ChangeFilter::default()).await.expect("read");
    assert_eq!((rows[0].action, rows[0].object_id.as_str()), (Action::ChangePassword, jonas.id.to_string().as_str()));
    assert!(!format!("{rows:?}").contains("argon2"));
}

#[tokio::test]
async fn the_last_sign_in_is_known_even_after_its_session_is_gone() {
    let fixture = Fixture::new().await;
    let jonas = insert(&fixture, 40, "Jonas", Scope::Write).await;
    let ida = insert(&fixture, 41, "Ida", Scope::Read).await;
    let signs_in = |who: &Administrator| Author { id: who.id.to_string(), ..ada() };
    for (number, at) in [(30, 5), (31, 9)] {
        let secret = u8::try_from(number).expect("small");
        fixture.store.insert_credential(&signs_in(&jonas), moment(at), session(number, secret, &jonas)).await.expect("written");
    }
    // Ended and long swept away by the next one's sign-in.
    fixture.store.revoke_credential(&signs_in(&jonas), moment(10), &id(31)).await.expect("written");
    let later = moment(0) + Duration::days(60);
    let next = NewCredential { expires: later + Duration::hours(1), ..session(32, 32, &ida) };
    fixture.store.insert_credential(&signs_in(&ida), later, next).await.expect("written");
    assert_eq!(fixture.store.credentials(CredentialKind::Session).await.expect("read").len(), 1);
    let last = fixture.store.last_sign_ins().await.expect("read");
    assert_eq!((last.get(&jonas.id), last.get(&ida.id)), (Some(&moment(9)), Some(&later)));
    assert_eq!(last.len(), 2);
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
