//! Where a path of the contract leads, which methods it takes, and what the log calls it.

mod archive;
mod objects;

use enrollment::guid::Guid;
use http::Method;

use crate::graph::body::{LARGEST_QUESTIONS, LARGEST_TABLES};
use crate::graph::path::GraphPath;

pub use archive::Archive;
pub use objects::{Link, ObjectType};

const READ: &[Method] = &[Method::GET, Method::HEAD, Method::OPTIONS];
const ACTION: &[Method] = &[Method::POST, Method::OPTIONS];

/// What a path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `$batch`
    Batch,
    /// What this server can do beyond Graph.
    Pomona,
    /// Whom a draft would reach.
    Reach,
    /// Who would move if something were saved.
    Effect,
    /// The names behind one number of that.
    EffectPeople,
    /// What is probably not meant.
    Lint,
    /// Findings that are suppressed.
    Suppressions,
    /// One suppressed finding.
    Suppression(Guid),
    /// Which profile applies to a person, and why.
    WhoGetsWhat,
    /// The same for a table of people.
    WhoGetsWhatTable,
    /// The profiles that name a group.
    GroupProfiles(Guid),
    /// The people whom a profile reaches.
    ProfilePeople(Guid),
    /// What the order means for everybody, and what deserves attention.
    Overview,
    /// Who can sign in.
    Administrators,
    /// One who can sign in.
    Administrator(Guid),
    /// Invitations that still count.
    Invitations,
    /// One invitation.
    Invitation(Guid),
    /// API tokens that still count.
    Tokens,
    /// One API token.
    Token(Guid),
    /// What an import of the directory would do.
    DirectoryPlan,
    /// An import of the directory.
    DirectoryImport,
    /// All profiles.
    Profiles,
    /// How many profiles.
    ProfileCount,
    /// The whole order.
    SetOrder,
    /// One profile.
    Profile(Guid),
    /// The place of one profile.
    SetPriority(Guid),
    /// The assignments of a profile.
    Assignments(Guid),
    /// How many assignments.
    AssignmentCount(Guid),
    /// One assignment, by its whole id.
    Assignment(Guid, String),
    /// The organization, as a list of one.
    Organizations,
    /// The organization.
    Organization(Guid),
    /// All people, groups or devices.
    Objects(ObjectType),
    /// How many.
    ObjectCount(ObjectType),
    /// One person, group or device. People can be named by their user principal name too.
    Object(ObjectType, String),
    /// Who is in it, or what it is in.
    Links(ObjectType, String, Link),
    /// Enrollment restrictions.
    Restrictions,
    /// How many enrollment restrictions.
    RestrictionCount,
    /// One enrollment restriction.
    Restriction(String),
    /// To whom an enrollment restriction applies.
    RestrictionAssignments(String),
    /// The audit log.
    AuditEvents,
    /// How many entries the audit log has.
    AuditEventCount,
    /// One entry.
    AuditEvent(Guid),
    /// The categories of the audit log.
    AuditCategories,
    /// The kinds of activity in a category.
    AuditActivityTypes(String),
    /// What looks back.
    Archive(Archive),
}

impl Route {
    /// The route of a path; `None` leads nowhere.
    pub fn parse(path: &GraphPath) -> Option<Self> {
        Some(match path.as_strs().as_slice() {
            ["$batch"] => Self::Batch,
            ["pomona"] => Self::Pomona,
            ["pomona", "reach"] => Self::Reach,
            ["pomona", "effect"] => Self::Effect,
            ["pomona", "effect", "people"] => Self::EffectPeople,
            ["pomona", "lint"] => Self::Lint,
            ["pomona", "lint", "suppressions"] => Self::Suppressions,
            ["pomona", "lint", "suppressions", id] => Self::Suppression(guid(id)?),
            ["pomona", "whoGetsWhat"] => Self::WhoGetsWhat,
            ["pomona", "whoGetsWhat", "csv"] => Self::WhoGetsWhatTable,
            ["pomona", "groups", id, "profiles"] => Self::GroupProfiles(guid(id)?),
            ["pomona", "profiles", id, "people"] => Self::ProfilePeople(guid(id)?),
            ["pomona", "overview"] => Self::Overview,
            ["pomona", "administrators"] => Self::Administrators,
            ["pomona", "administrators", id] => Self::Administrator(guid(id)?),
            ["pomona", "invitations"] => Self::Invitations,
            ["pomona", "invitations", id] => Self::Invitation(guid(id)?),
            ["pomona", "tokens"] => Self::Tokens,
            ["pomona", "tokens", id] => Self::Token(guid(id)?),
            ["pomona", "directory", "plan"] => Self::DirectoryPlan,
            ["pomona", "directory", "import"] => Self::DirectoryImport,
            ["pomona", rest @ ..] => Self::Archive(Archive::parse(rest)?),
            ["deviceManagement", "appleUserInitiatedEnrollmentProfiles", rest @ ..] => Self::profiles(rest)?,
            ["deviceManagement", "deviceEnrollmentConfigurations", rest @ ..] => match rest {
                [] => Self::Restrictions,
                ["$count"] => Self::RestrictionCount,
                [id] => Self::Restriction((*id).to_owned()),
                [id, "assignments"] => Self::RestrictionAssignments((*id).to_owned()),
                _ => return None,
            },
            ["deviceManagement", "auditEvents", rest @ ..] => match rest {
                [] => Self::AuditEvents,
                ["$count"] => Self::AuditEventCount,
                ["getAuditCategories"] => Self::AuditCategories,
                ["getAuditActivityTypes"] => Self::AuditActivityTypes(path.argument("category")?.to_owned()),
                [id] => Self::AuditEvent(guid(id)?),
                _ => return None,
            },
            ["organization"] => Self::Organizations,
            ["organization", id] => Self::Organization(guid(id)?),
            [collection, rest @ ..] => Self::directory(ObjectType::of_collection(collection)?, rest)?,
            [] => return None,
        })
    }

    fn profiles(rest: &[&str]) -> Option<Self> {
        Some(match rest {
            [] => Self::Profiles,
            ["$count"] => Self::ProfileCount,
            ["setOrder"] => Self::SetOrder,
            [id] => Self::Profile(guid(id)?),
            [id, "setPriority"] => Self::SetPriority(guid(id)?),
            [id, "assignments"] => Self::Assignments(guid(id)?),
            [id, "assignments", "$count"] => Self::AssignmentCount(guid(id)?),
            [id, "assignments", assignment] => Self::Assignment(guid(id)?, (*assignment).to_owned()),
            _ => return None,
        })
    }

    fn directory(object: ObjectType, rest: &[&str]) -> Option<Self> {
        let (id, link, rest) = match rest {
            [] => return Some(Self::Objects(object)),
            ["$count"] => return Some(Self::ObjectCount(object)),
            [id] => return Some(Self::Object(object, (*id).to_owned())),
            [id, link, rest @ ..] => (id, link, rest),
        };
        let (members, transitive) = match *link {
            "members" => (true, false),
            "transitiveMembers" => (true, true),
            "memberOf" => (false, false),
            "transitiveMemberOf" => (false, true),
            _ => return None,
        };
        if members && object != ObjectType::Group {
            return None;
        }
        let (cast, count) = match rest {
            [] => (None, false),
            ["$count"] => (None, true),
            [cast] => (Some(ObjectType::of_cast(cast)?), false),
            [cast, "$count"] => (Some(ObjectType::of_cast(cast)?), true),
            _ => return None,
        };
        Some(Self::Links(object, (*id).to_owned(), Link { members, transitive, cast, count }))
    }

    /// The methods that it takes.
    pub const fn methods(&self) -> &'static [Method] {
        match self {
            Self::Batch
            | Self::Reach
            | Self::Effect
            | Self::EffectPeople
            | Self::WhoGetsWhat
            | Self::WhoGetsWhatTable
            | Self::DirectoryPlan
            | Self::DirectoryImport
            | Self::SetOrder
            | Self::SetPriority(_) => ACTION,
            Self::Profiles | Self::Assignments(_) | Self::Invitations | Self::Tokens | Self::Lint | Self::Suppressions => {
                &[Method::GET, Method::HEAD, Method::POST, Method::OPTIONS]
            }
            Self::Profile(_) | Self::Assignment(..) => &[Method::GET, Method::HEAD, Method::PATCH, Method::DELETE, Method::OPTIONS],
            Self::Organization(_) => &[Method::GET, Method::HEAD, Method::PATCH, Method::OPTIONS],
            Self::Administrator(_) => &[Method::PATCH, Method::DELETE, Method::OPTIONS],
            Self::Invitation(_) | Self::Token(_) | Self::Suppression(_) => &[Method::DELETE, Method::OPTIONS],
            Self::Archive(route) => route.methods(),
            _ => READ,
        }
    }

    /// Whether it is about who may use the portal, which only administrators who are signed in may look at and change.
    pub const fn is_administration(&self) -> bool {
        matches!(
            self,
            Self::Administrators | Self::Administrator(_) | Self::Invitations | Self::Invitation(_) | Self::Tokens | Self::Token(_)
        )
    }

    /// Whether this method changes nothing here. A batch asks for each of its requests.
    pub fn only_reads(&self, method: &Method) -> bool {
        matches!(*method, Method::GET | Method::HEAD)
            || matches!(self, Self::Batch | Self::Reach | Self::Effect | Self::EffectPeople | Self::Lint)
            || matches!(self, Self::WhoGetsWhat | Self::WhoGetsWhatTable)
            || matches!(self, Self::Archive(route) if route.only_reads())
    }

    /// The most bytes of its body, where that holds tables or a document, which may be large.
    pub const fn largest_tables(&self) -> Option<usize> {
        match self {
            Self::DirectoryPlan | Self::DirectoryImport => Some(LARGEST_TABLES),
            Self::Archive(route) if route.takes_documents() => Some(LARGEST_TABLES),
            Self::WhoGetsWhatTable => Some(LARGEST_QUESTIONS),
            _ => None,
        }
    }

    /// What the log calls it: no ids, no names.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Batch => "/$batch",
            Self::Pomona => "/pomona",
            Self::Reach => "/pomona/reach",
            Self::Effect => "/pomona/effect",
            Self::EffectPeople => "/pomona/effect/people",
            Self::Lint => "/pomona/lint",
            Self::Suppressions => "/pomona/lint/suppressions",
            Self::Suppression(_) => "/pomona/lint/suppressions/{id}",
            Self::WhoGetsWhat => "/pomona/whoGetsWhat",
            Self::WhoGetsWhatTable => "/pomona/whoGetsWhat/csv",
            Self::GroupProfiles(_) => "/pomona/groups/{id}/profiles",
            Self::ProfilePeople(_) => "/pomona/profiles/{id}/people",
            Self::Overview => "/pomona/overview",
            Self::Administrators => "/pomona/administrators",
            Self::Administrator(_) => "/pomona/administrators/{id}",
            Self::Invitations => "/pomona/invitations",
            Self::Invitation(_) => "/pomona/invitations/{id}",
            Self::Tokens => "/pomona/tokens",
            Self::Token(_) => "/pomona/tokens/{id}",
            Self::DirectoryPlan => "/pomona/directory/plan",
            Self::DirectoryImport => "/pomona/directory/import",
            Self::Profiles => "/profiles",
            Self::ProfileCount => "/profiles/$count",
            Self::SetOrder => "/profiles/setOrder",
            Self::Profile(_) => "/profiles/{id}",
            Self::SetPriority(_) => "/profiles/{id}/setPriority",
            Self::Assignments(_) => "/profiles/{id}/assignments",
            Self::AssignmentCount(_) => "/profiles/{id}/assignments/$count",
            Self::Assignment(..) => "/profiles/{id}/assignments/{id}",
            Self::Organizations => "/organization",
            Self::Organization(_) => "/organization/{id}",
            Self::Objects(_) => "/directory",
            Self::ObjectCount(_) => "/directory/$count",
            Self::Object(..) => "/directory/{id}",
            Self::Links(..) => "/directory/{id}/links",
            Self::Restrictions => "/restrictions",
            Self::RestrictionCount => "/restrictions/$count",
            Self::Restriction(_) => "/restrictions/{id}",
            Self::RestrictionAssignments(_) => "/restrictions/{id}/assignments",
            Self::AuditEvents => "/auditEvents",
            Self::AuditEventCount => "/auditEvents/$count",
            Self::AuditEvent(_) => "/auditEvents/{id}",
            Self::AuditCategories => "/auditEvents/getAuditCategories",
            Self::AuditActivityTypes(_) => "/auditEvents/getAuditActivityTypes",
            Self::Archive(route) => route.name(),
        }
    }
}

fn guid(text: &str) -> Option<Guid> {
    Guid::parse(text).ok()
}
