//! The answer in sentences: why each profile applies or not, and what stands in the way of enrolling.

use enrollment::device::Platform;
use enrollment::explain::Doubt;
use enrollment::restriction::Rule;
use enrollment::user_choice::Question;

use crate::backend::graph::who_gets_what::{Because, Explanation, Placed, Possible, Reason, Refusal, Standing, Target};
use crate::features::profiles::type_words;
use crate::i18n::{intl, t};

/// The name by which a sentence calls somebody after their full name was said.
pub fn short_name(name: &str) -> &str {
    // "Moreau, Grace" begins with a family name, which alone would be rude.
    if name.contains(',') { name } else { name.split_whitespace().next().unwrap_or(name) }
}

/// The name of a profile, or words in its place.
pub fn profile_name(profile: &Placed) -> String {
    let name = profile.display_name.as_deref().filter(|name| !name.trim().is_empty());
    name.map_or_else(|| t::profiles::no_name().to_owned(), str::to_owned)
}

/// The place as people count it.
pub fn place(profile: &Placed) -> String {
    (profile.priority + 1).to_string()
}

/// The word or two that stand beside a profile.
pub fn standing_word(reason: Reason) -> &'static str {
    match reason {
        Reason::Applies => t::who_gets_what::applies(),
        Reason::AppliesUnless => t::who_gets_what::apply_unless(),
        Reason::Unknown => t::who_gets_what::unknown(),
        Reason::Outranked => t::who_gets_what::outranked(),
        Reason::Excluded => t::who_gets_what::excluded(),
        Reason::NotAssigned => t::who_gets_what::not_assigned(),
    }
}

/// Why a profile applies to whoever is called `name`, or why not.
pub fn why(standing: &Standing, name: &str) -> String {
    let mut sentences = vec![assigned(&standing.assigned_to)];
    match &standing.because {
        Some(because) => sentences.extend(membership(because, standing, name)),
        None if standing.reason == Reason::NotAssigned => sentences.extend(in_none_of(&standing.assigned_to, name)),
        None => {}
    }
    match (standing.reason, &standing.outranked_by) {
        (Reason::Outranked, Some(higher)) => sentences.push(comes_first(higher)),
        (Reason::AppliesUnless, _) => {
            let names: Vec<String> = standing.unless.iter().map(profile_name).collect();
            sentences.push(t::who_gets_what::applies_unless(name, &listed(&names)));
        }
        _ => {}
    }
    sentences.join(" ")
}

/// Which profile comes before.
pub fn comes_first(higher: &Placed) -> String {
    t::who_gets_what::comes_first(&place(higher), &profile_name(higher))
}

fn assigned(targets: &[Target]) -> String {
    let names = |excludes: bool| -> Vec<String> {
        let those = targets.iter().filter(|target| target.excludes == excludes);
        those.map(|target| target.group.clone().unwrap_or_else(|| t::who_gets_what::all_users().to_owned())).collect()
    };
    let (whom, excluded) = (names(false), names(true));
    match (whom.is_empty(), excluded.is_empty()) {
        (true, _) => t::who_gets_what::assigned_to_no_one().to_owned(),
        (false, true) => t::who_gets_what::assigned_to(&listed(&whom)),
        (false, false) => t::who_gets_what::assigned_except(&listed(&whom), &listed(&excluded)),
    }
}

/// Through which group an assignment reaches somebody, or why that cannot be told.
fn membership(because: &Because, standing: &Standing, name: &str) -> Option<String> {
    let Some(group) = &because.target.group else {
        return (because.doubt == Some(Doubt::Filter)).then(|| t::who_gets_what::unknown_filter().to_owned());
    };
    Some(match because.doubt {
        Some(Doubt::Filter) => t::who_gets_what::unknown_filter().to_owned(),
        Some(Doubt::Membership) => t::who_gets_what::unknown_membership(name, group),
        None => {
            let is_the_only = standing.assigned_to.len() == 1 && because.through.is_empty();
            match (because.target.excludes, is_the_only) {
                (true, _) => t::who_gets_what::kept_out(name, &way(group, &because.through)),
                (false, true) => t::who_gets_what::is_member(name),
                (false, false) => t::who_gets_what::member(name, &way(group, &because.through)),
            }
        }
    })
}

/// From the group that somebody is a member of to the one that is assigned: "Sales EMEA, which is in Sales".
fn way(assigned: &str, through: &[String]) -> String {
    let mut groups = std::iter::once(assigned).chain(through.iter().map(String::as_str)).rev();
    let innermost = groups.next().unwrap_or(assigned).to_owned();
    groups.fold(innermost, |inner, outer| t::who_gets_what::inside(&inner, outer))
}

fn in_none_of(targets: &[Target], name: &str) -> Option<String> {
    match targets.iter().filter(|target| !target.excludes && target.group.is_some()).count() {
        0 => None,
        1 => Some(t::who_gets_what::not_member(name)),
        2 => Some(t::who_gets_what::in_neither(name)),
        _ => Some(t::who_gets_what::in_none(name)),
    }
}

fn listed(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        names => intl::list(names),
    }
}

/// The whole answer in a sentence, for whoever hears it.
pub fn summary(explanation: &Explanation, name: &str) -> String {
    let [result] = explanation.results.as_slice() else { return t::who_gets_what::uncertain(name) };
    let outcome = match (result.question, result.outcomes.as_slice()) {
        (None, [outcome]) => type_words::outcome((outcome.owner, outcome.method)),
        _ => type_words::kind(enrollment::enrollment_type::Kind::UserChoice).to_owned(),
    };
    match &result.profile {
        Some(profile) => t::who_gets_what::applies_to(&profile_name(profile), name, &outcome),
        None => t::who_gets_what::built_in_applies(name, &outcome),
    }
}

/// What a possible result is called: its profile, or the built-in behavior.
pub fn result_name(result: &Possible) -> String {
    result.profile.as_ref().map_or_else(|| t::who_gets_what::built_in().to_owned(), profile_name)
}

/// The question in the words that the device user reads.
pub fn question(question: Question, platform: Platform) -> String {
    match question {
        Question::WhoOwns => t::enroll::who_owns(device(platform)),
        Question::HowMuch => t::enroll::how_much().to_owned(),
    }
}

/// What a device with this system is called.
pub fn device(platform: Platform) -> &'static str {
    match platform {
        Platform::Ios => t::who_gets_what::iphone(),
        Platform::IpadOs => t::who_gets_what::ipad(),
    }
}

/// What the system is called.
pub const fn system(platform: Platform) -> &'static str {
    match platform {
        Platform::Ios => "iOS",
        Platform::IpadOs => "iPadOS",
    }
}

/// Why a device does not enroll.
pub fn refusal(refusal: &Refusal, platform: Platform) -> String {
    match refusal {
        Refusal::BelowFloor(version) => t::who_gets_what::below_floor(system(platform), version),
        Refusal::Retired => t::who_gets_what::retired().to_owned(),
        Refusal::Restricted(rule, name, version) => match rule {
            Rule::PlatformBlocked => t::who_gets_what::platform_blocked(name),
            Rule::PersonalBlocked => t::who_gets_what::personal_blocked(name),
            Rule::OsMinimum => t::who_gets_what::too_old(name, version),
            Rule::OsMaximum => t::who_gets_what::too_new(name, version),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str) -> Target {
        Target { group: Some(name.to_owned()), excludes: false }
    }

    fn placed(name: &str, priority: u64) -> Placed {
        Placed { id: None, display_name: Some(name.to_owned()), priority }
    }

    fn standing(reason: Reason, assigned_to: Vec<Target>, because: Option<Because>) -> Standing {
        Standing { profile: placed("P", 3), enrollment_type: None, reason, outranked_by: None, unless: Vec::new(), because, assigned_to }
    }

    fn because(target: Target, through: &[&str]) -> Because {
        Because { target, through: through.iter().map(|&name| name.to_owned()).collect(), doubt: None }
    }

    #[test]
    fn a_member_through_nested_groups_is_told_the_whole_way_from_the_inside() {
        let applies = standing(Reason::Applies, vec![group("Sales")], Some(because(group("Sales"), &["Sales EMEA", "Sales France"])));
        assert_eq!(
            why(&applies, "Grace"),
            "Assigned to Sales. Grace is a member of Sales France, which is in Sales EMEA, which is in Sales."
        );
        let direct = standing(Reason::Applies, vec![group("Sales")], Some(because(group("Sales"), &[])));
        assert_eq!(why(&direct, "Grace"), "Assigned to Sales. Grace is a member.");
    }

    #[test]
    fn what_comes_first_is_named_with_its_place() {
        let mut outranked = standing(Reason::Outranked, vec![Target { group: None, excludes: false }], None);
        outranked.because = Some(because(Target { group: None, excludes: false }, &[]));
        outranked.outranked_by = Some(placed("Ask on first run", 1));
        assert_eq!(why(&outranked, "Grace"), "Assigned to all users. Profile 2, Ask on first run, comes first.");
    }

    #[test]
    fn whoever_is_kept_out_is_told_by_which_group() {
        let out = Target { group: Some("Contractors".to_owned()), excludes: true };
        let all = Target { group: None, excludes: false };
        let excluded = standing(Reason::Excluded, vec![all, out.clone()], Some(because(out, &["Contractors EU"])));
        assert_eq!(
            why(&excluded, "Grace"),
            "Assigned to all users, except Contractors. Grace is a member of Contractors EU, which is in Contractors, which is kept out."
        );
    }

    #[test]
    fn what_cannot_be_told_says_why() {
        let doubt = |doubt| {
            let because = Because { target: group("Sales"), through: Vec::new(), doubt: Some(doubt) };
            why(&standing(Reason::Unknown, vec![group("Sales")], Some(because)), "Grace")
        };
        assert!(doubt(Doubt::Filter).ends_with("It has a filter, and filters are not evaluated here."));
        assert!(doubt(Doubt::Membership).contains("Whether Grace is in Sales cannot be told"));
        let mut unless = standing(Reason::AppliesUnless, vec![group("Sales")], Some(because(group("Sales"), &[])));
        unless.unless = vec![placed("Field", 0)];
        assert!(why(&unless, "Grace").ends_with("It applies to Grace unless Field does, which cannot be told."));
    }

    #[test]
    fn nobody_is_said_to_be_outside_of_groups_that_are_not_assigned() {
        assert_eq!(why(&standing(Reason::NotAssigned, Vec::new(), None), "Grace"), "Assigned to no one.");
        assert_eq!(
            why(&standing(Reason::NotAssigned, vec![group("Legacy BYOD")], None), "Grace"),
            "Assigned to Legacy BYOD. Grace is not a member."
        );
    }

    #[test]
    fn a_sentence_calls_people_by_the_first_of_their_names() {
        assert_eq!(short_name("Grace Moreau"), "Grace");
        assert_eq!(short_name("Moreau, Grace"), "Moreau, Grace");
        assert_eq!(short_name(""), "");
    }
}
