//! What an event is in words: one sentence for everything that is done to anything. The names of who and what stand out
//! in it, so a sentence carries marks in their places until it is shown.

use enrollment::graph::received::AuditEvent;
use enrollment::graph::received::audit::{ObjectKind, Verb};
use enrollment::order::moved;
use leptos::prelude::*;

use super::fields;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::paths::Paths;

/// Stands where the name of whoever did it goes. Names hold no control characters.
const WHO: &str = "\u{1}";
/// Stands where the name of the object goes.
const WHAT: &str = "\u{2}";

/// An event in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    sentence: String,
    who: String,
    what: String,
    /// The profile that it is about, if it is about one.
    pub profile: Option<String>,
}

impl Told {
    /// The sentence as plain text.
    pub fn text(&self) -> String {
        self.sentence.replace(WHO, &self.who).replace(WHAT, &self.what)
    }

    /// The sentence with its names set apart; the name of the profile leads to it where there is such a profile.
    pub fn view(&self, paths: Paths, exists: impl Fn(&str) -> bool) -> AnyView {
        let href = self.profile.as_deref().filter(|id| exists(id)).map(|id| paths.profile(id));
        let mut views = Vec::new();
        let mut rest = self.sentence.as_str();
        while let Some(at) = rest.find([WHO, WHAT].map(|mark| mark.as_bytes()[0] as char)) {
            views.push(rest[..at].to_owned().into_any());
            let (is_who, who, what) = (rest[at..].starts_with(WHO), self.who.clone(), self.what.clone());
            views.push(match href.clone().filter(|_| !is_who) {
                Some(href) => view! { <a href=href><bdi>{what}</bdi></a> }.into_any(),
                None => view! { <b><bdi>{if is_who { who } else { what }}</bdi></b> }.into_any(),
            });
            rest = &rest[at + WHO.len()..];
        }
        views.push(rest.to_owned().into_any());
        views.into_any()
    }
}

/// What an event is in words.
pub fn tell(event: &AuditEvent) -> Told {
    let is_profile = event.kind == Some(ObjectKind::Profile);
    let told = Told {
        sentence: String::new(),
        who: if event.actor.name.is_empty() { t::audit::somebody().to_owned() } else { event.actor.name.clone() },
        what: event.object_name.clone(),
        profile: is_profile.then(|| event.object_id.clone()),
    };
    match (event.verb, event.kind) {
        (Some(Verb::Reorder), _) => tell_move(event, told),
        (Some(verb), Some(kind)) => Told { sentence: sentence(event, verb, kind), ..told },
        _ => Told { sentence: other(event), ..told },
    }
}

fn sentence(event: &AuditEvent, verb: Verb, kind: ObjectKind) -> String {
    let by_themselves = event.actor.name == event.object_name;
    match (verb, kind) {
        (Verb::Create, ObjectKind::Profile) => t::audit::created(WHO, WHAT),
        (Verb::Change, ObjectKind::Profile | ObjectKind::Organization) => changed(event),
        (Verb::Delete, ObjectKind::Profile) => t::audit::deleted(WHO, WHAT),
        (Verb::Assign | Verb::Unassign, _) => t::audit::assigned(WHO, WHAT),
        (Verb::Create, ObjectKind::Organization) => t::audit::set_up(WHO, WHAT),
        (Verb::Load, _) => t::audit::loaded(WHO),
        (Verb::Import, _) => t::audit::imported(WHO),
        (Verb::SignIn, _) if event.refused => t::audit::sign_in_refused().to_owned(),
        (Verb::ChangePassword, _) if event.refused => t::audit::password_refused(WHO),
        (Verb::SignIn, _) => t::audit::signed_in(WHO),
        (Verb::SignOut, _) => t::audit::signed_out(WHO),
        (Verb::ChangePassword, _) => t::audit::changed_password(WHO),
        (Verb::Create, ObjectKind::Administrator) if by_themselves => t::audit::joined(WHO),
        (Verb::Create, ObjectKind::Administrator) => t::audit::added_administrator(WHO, WHAT),
        (Verb::Change, ObjectKind::Administrator) => t::audit::changed_administrator(WHO, WHAT),
        (Verb::Delete, ObjectKind::Administrator) => t::audit::removed_administrator(WHO, WHAT),
        (Verb::Revoke, ObjectKind::Session) => t::audit::ended_session(WHO, WHAT),
        (Verb::Create, ObjectKind::Token) => t::audit::made_token(WHO, WHAT),
        (Verb::Revoke, ObjectKind::Token) => t::audit::revoked_token(WHO, WHAT),
        (Verb::Create, ObjectKind::Invitation) => t::audit::invited(WHO),
        (Verb::Revoke, ObjectKind::Invitation) => t::audit::withdrew_invitation(WHO),
        _ => other(event),
    }
}

/// Something that this version has no sentence for, in the words of the server.
fn other(event: &AuditEvent) -> String {
    let activity = if event.activity.is_empty() { t::audit::something() } else { &event.activity };
    if event.object_name.is_empty() { t::audit::did(WHO, activity) } else { t::audit::did_to(WHO, activity, WHAT) }
}

/// A change says the new name, or else which fields changed.
fn changed(event: &AuditEvent) -> String {
    let names = fields::changed_names(event);
    let new_name = event.change("DisplayName").and_then(|name| Some((name.before.as_deref()?, name.after.as_deref()?)));
    match (new_name, names.as_slice()) {
        (Some((before, _)), [_]) => t::audit::renamed(WHO, before, WHAT),
        (_, []) => t::audit::changed(WHO, WHAT),
        (_, names) => t::audit::changed_fields(WHO, WHAT, &intl::list(names)),
    }
}

/// One profile that was moved is named with its places; other orders are only said to be others.
fn tell_move(event: &AuditEvent, told: Told) -> Told {
    let list = |name: &str| {
        let change = event.change(name)?;
        let read = |text: &Option<String>| serde_json::from_str::<Vec<String>>(text.as_deref()?).ok();
        Some((read(&change.before)?, read(&change.after)?))
    };
    let found = list("ProfileOrder").and_then(|(before, after)| {
        let (from, to) = one_move(&before, &after)?;
        Some((before, from, to))
    });
    let Some((before, from, to)) = found else {
        // A version of one profile knows its places, and not those of the others.
        let place = |side: &Option<String>| side.as_deref()?.parse::<u64>().ok();
        let places = event.change("Priority").and_then(|change| Some((place(&change.before)?, place(&change.after)?)));
        if let Some((from, to)) = places {
            return Told { sentence: t::audit::moved(WHO, WHAT, from + 1, to + 1), ..told };
        }
        return Told { sentence: t::audit::reordered(WHO), ..told };
    };
    let id = list("ProfileIds").and_then(|(ids, _)| ids.into_iter().nth(from));
    Told {
        sentence: t::audit::moved(WHO, WHAT, from as u64 + 1, to as u64 + 1),
        what: before.into_iter().nth(from).unwrap_or_default(),
        profile: id.or(told.profile),
        ..told
    }
}

/// From where to where one item was moved, if that is the whole difference. Of two neighbors that changed places, the one
/// that came up was moved.
fn one_move(before: &[String], after: &[String]) -> Option<(usize, usize)> {
    let differs = |at: &usize| before.get(*at) != after.get(*at);
    let places = 0..before.len().max(after.len());
    let (first, last) = (places.clone().find(differs)?, places.rev().find(differs)?);
    [(last, first), (first, last)].into_iter().find(|(from, to)| moved(before, *from, *to) == after)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event(activity: &str, result: &str, actor: &str, name: &str, changes: &[(&str, &str, &str)]) -> AuditEvent {
        let kind = activity.split(' ').nth(1).unwrap_or_default();
        let some = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
        let changes: Vec<Value> = changes
            .iter()
            .map(|(name, before, after)| json!({"displayName": name, "oldValue": some(before), "newValue": some(after)}))
            .collect();
        AuditEvent::read(&json!({
            "id": "1", "activityType": activity, "activityResult": result,
            "actor": {"auditActorType": "ItPro", "userPrincipalName": actor},
            "resources": [{"auditResourceType": kind, "displayName": name, "resourceId": "p1", "modifiedProperties": changes}],
        }))
        .expect("an event")
    }

    fn told(activity: &str, name: &str) -> String {
        tell(&event(activity, "Success", "Ada", name, &[])).text()
    }

    #[test]
    fn every_activity_of_our_server_has_its_sentence() {
        for (activity, sentence) in [
            ("Create AppleUserInitiatedEnrollmentProfile", "Ada created Board"),
            ("Delete AppleUserInitiatedEnrollmentProfile", "Ada deleted Board"),
            ("Assign AppleUserInitiatedEnrollmentProfile", "Ada changed whom Board is assigned to"),
            ("Patch AppleUserInitiatedEnrollmentProfile", "Ada changed Board"),
            ("SetOrder AppleUserInitiatedEnrollmentProfileOrder", "Ada changed the order"),
            ("Create Organization", "Ada set up Board"),
            ("Load Directory", "Ada loaded people and groups"),
            ("Import Directory", "Ada imported people and groups"),
            ("Create Administrator", "Ada added the administrator Board"),
            ("Patch Administrator", "Ada changed what the administrator Board may do"),
            ("Delete Administrator", "Ada removed the administrator Board"),
            ("ChangePassword Administrator", "Ada chose another password"),
            ("SignIn Session", "Ada signed in"),
            ("SignOut Session", "Ada signed out"),
            ("Revoke Session", "Ada ended a session of Board"),
            ("Create Token", "Ada made the token Board"),
            ("Revoke Token", "Ada revoked the token Board"),
            ("Create Invitation", "Ada invited an administrator"),
            ("Revoke Invitation", "Ada withdrew an invitation"),
        ] {
            assert_eq!(told(activity, "Board"), sentence, "{activity}");
        }
        assert_eq!(told("Create Administrator", "Ada"), "Ada accepted an invitation");
    }

    #[test]
    fn what_is_not_known_is_told_in_the_words_of_the_server() {
        assert_eq!(told("Wipe ManagedDevice", "iPhone"), "Ada: Wipe ManagedDevice, iPhone");
        assert_eq!(told("Wipe ManagedDevice", ""), "Ada: Wipe ManagedDevice");
        assert_eq!(told("Sell Organization", "Contoso"), "Ada: Sell Organization, Contoso");
        assert_eq!(tell(&AuditEvent::read(&json!({"id": "1"})).expect("an event")).text(), "Somebody: something");
    }

    #[test]
    fn what_was_refused_says_so() {
        let refused = |activity| tell(&event(activity, "Failure", "Ada", "", &[])).text();
        assert_eq!(refused("SignIn Administrator"), "Somebody tried to sign in and was refused");
        assert_eq!(refused("ChangePassword Administrator"), "Ada tried to choose another password and was refused");
    }

    #[test]
    fn a_new_name_is_told_with_the_old_one() {
        let names = [("DisplayName", "Executives", "Board"), ("LastModifiedDateTime", "x", "y")];
        let told = tell(&event("Patch AppleUserInitiatedEnrollmentProfile", "Success", "Ada", "Board", &names));
        assert_eq!(told.text(), "Ada renamed Executives to Board");
        assert_eq!(told.profile.as_deref(), Some("p1"));
    }

    #[test]
    fn one_move_is_found_whichever_way_it_went() {
        let list = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        for (before, after, expected) in [
            ("abcd", "dabc", Some((3, 0))),
            ("abcd", "bcda", Some((0, 3))),
            ("abcd", "acbd", Some((2, 1))),
            ("abcd", "badc", None),
            ("abcd", "abcd", None),
            ("abc", "abcd", None),
            ("", "", None),
        ] {
            assert_eq!(one_move(&list(before), &list(after)), expected, "{before} {after}");
        }
    }
}
