//! The sentences of the wizard that depend on an enrollment type, a group or a mistake.

use enrollment::assignment::{KnownGroup, check_group};
use enrollment::enrollment_type::{Kind, Method};
use enrollment::error::Code;
use enrollment::graph::received::Group;
use enrollment::group_kind::GroupKind;
use enrollment::guid::Guid;

use super::draft::{Audience, Kept, PickedGroup};
use super::step::{Field, Problem, Step};
use crate::backend::sentences::detail_sentence;
use crate::features::profiles::words as profile_words;
use crate::i18n::t;

/// What a step is called.
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Basics => t::wizard::step_basics(),
        Step::Settings => t::wizard::step_settings(),
        Step::Assignments => t::wizard::step_assignments(),
        Step::Review => t::wizard::step_review(),
    }
}

/// What to do about a mistake: the sentence that everybody uses, or a closer one where the question is known.
pub fn problem(problem: &Problem) -> String {
    match (problem.field, problem.error.code) {
        (Some(Field::Kind), Code::ChoiceRequired) => t::wizard::choose_type().to_owned(),
        (Some(Field::Audience), Code::ChoiceRequired) => t::wizard::choose_audience().to_owned(),
        (Some(Field::Groups), Code::ChoiceRequired) => t::wizard::choose_group().to_owned(),
        _ => detail_sentence(&problem.error),
    }
}

/// How devices enroll with this type and what they need for it, in a line.
pub fn summary(kind: Kind) -> String {
    let summary = match kind {
        Kind::AccountDrivenUser => t::wizard::summary_account_driven_user(),
        Kind::UserChoice => t::wizard::summary_user_choice(),
        Kind::DeviceWithCompanyPortal => t::wizard::summary_device(),
        Kind::WebDevice => t::wizard::summary_web_device(),
        Kind::UserWithCompanyPortal => t::wizard::summary_user(),
    };
    match kind.method() {
        Some(method) if method.ios_floor().is_some() => t::wizard::summary_with_floor(summary, &floor(Some(method))),
        _ => summary.to_owned(),
    }
}

/// What the organization sees of a device that enrolls this way; `None`: the answer decides.
pub fn sees(method: Option<Method>) -> &'static str {
    match method {
        None => t::wizard::answer_decides(),
        Some(method) if method.is_user_enrollment() => t::wizard::sees_work(),
        Some(_) => t::wizard::sees_device(),
    }
}

/// What the organization can do with it.
pub fn can_do(method: Option<Method>) -> &'static str {
    match method {
        None => t::wizard::answer_decides(),
        Some(method) if method.is_user_enrollment() => t::wizard::can_do_work(),
        Some(_) => t::wizard::can_do_device(),
    }
}

/// What is erased when the device leaves.
pub fn erased(method: Option<Method>) -> &'static str {
    match method {
        None => t::wizard::answer_decides(),
        Some(method) if method.is_user_enrollment() => t::wizard::erased_work(),
        Some(_) => t::wizard::erased_device(),
    }
}

/// The oldest systems that enroll this way.
pub fn floor(method: Option<Method>) -> String {
    let version = |(major, minor): (u32, u32)| if minor == 0 { major.to_string() } else { format!("{major}.{minor}") };
    match method.map(|method| (method.ios_floor(), method.ipados_floor())) {
        None => t::wizard::answer_decides().to_owned(),
        Some((Some(ios), Some(ipados))) if ios == ipados => t::wizard::floor_same(&version(ios)),
        Some((Some(ios), Some(ipados))) => t::wizard::floor_each(&version(ios), &version(ipados)),
        Some(_) => t::wizard::floor_none().to_owned(),
    }
}

/// What a choice of the audience is called.
pub fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::AllUsers => t::wizard::all_users(),
        Audience::Groups => t::wizard::selected_groups(),
        Audience::NoOne => t::wizard::no_one(),
    }
}

/// What tells a group from others: "Security group · 164 people, 3 groups inside".
pub fn group(group: &Group) -> String {
    let kind = if group.is_microsoft_365 {
        t::wizard::group_microsoft_365()
    } else if group.membership_rule.is_some() {
        t::wizard::group_dynamic()
    } else {
        t::wizard::group_security()
    };
    let Some(counts) = group.counts else { return kind.to_owned() };
    let people = t::wizard::people(counts.people as u64);
    match counts.groups {
        0 => t::wizard::group_size(kind, &people),
        groups => t::wizard::group_size_nested(kind, &people, &t::wizard::groups_inside(groups as u64)),
    }
}

/// Whom an assignment that is kept names.
pub fn kept(kept: &Kept) -> String {
    let name = kept.group.as_ref().map_or(t::wizard::all_users(), |group| &group.name);
    if kept.excludes() { t::profiles::excluded_name(name) } else { name.to_owned() }
}

/// What a filter does with an assignment that is kept.
pub fn kept_remark(kept: &Kept) -> Option<&'static str> {
    kept.assignment.filter.as_ref().map(|filter| profile_words::filter(filter.mode))
}

/// Why a group cannot be assigned; `None` when it can.
pub fn refusal(group: &Group) -> Option<String> {
    // Without its name, which stands right above the reason.
    let known = KnownGroup { display_name: String::new(), kind: group.kind };
    let id = Guid::parse(&group.id).ok()?;
    check_group(&id, Some(&known)).err().map(|error| detail_sentence(&error))
}

/// What to know before assigning a group; `None` for one that holds people only.
pub fn doubt(group: &PickedGroup) -> Option<String> {
    Some(match group.kind {
        GroupKind::Mixed => t::wizard::doubt_mixed(&group.name),
        GroupKind::Empty => t::wizard::doubt_empty(&group.name),
        GroupKind::Unknown => t::wizard::doubt_unknown(&group.name),
        GroupKind::People | GroupKind::Devices => return None,
    })
}
