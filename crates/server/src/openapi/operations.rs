//! Every operation of the server in one table: what it is for, what it takes, what it answers.

use utoipa::openapi::path::HttpMethod::{self, Delete, Get, Patch, Post};

/// One operation.
pub struct Operation {
    pub method: HttpMethod,
    pub path: &'static str,
    pub summary: &'static str,
    pub options: Options,
    /// The name of the schema of the body.
    pub body: Option<&'static str>,
    pub status: &'static str,
    /// The name of the schema of the answer; `None`: no body, or one that Microsoft Graph describes.
    pub answer: Answer,
    pub errors: &'static [&'static str],
}

/// What it answers.
#[derive(Clone, Copy)]
pub enum Answer {
    Nothing,
    Number,
    Any,
    Csv,
    Schema(&'static str),
}

/// Which query options it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Options {
    None,
    Entity,
    List,
    SearchedList,
    Export,
    DirectoryList,
    Count,
    Versions,
    Comparison,
    AuditExport,
}

/// Where the profiles are.
macro_rules! profiles {
    ($rest:literal) => {
        concat!("/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles", $rest)
    };
}

const fn read(path: &'static str, summary: &'static str, options: Options, answer: Answer) -> Operation {
    Operation { method: Get, path, summary, options, body: None, status: "200", answer, errors: &["400", "401", "404"] }
}

const fn write(
    method: HttpMethod,
    path: &'static str,
    summary: &'static str,
    body: Option<&'static str>,
    (status, answer): (&'static str, Answer),
    errors: &'static [&'static str],
) -> Operation {
    Operation { method, path, summary, options: Options::None, body, status, answer, errors }
}

const NOTHING: (&str, Answer) = ("204", Answer::Nothing);
const CREATE: &[&str] = &["400", "401", "403", "404", "409", "412", "413", "415", "422", "503"];
const CHANGE: &[&str] = &["400", "401", "403", "404", "409", "412", "413", "415", "503"];
const ORDER: &[&str] = &["400", "401", "403", "412", "413", "415", "428", "503"];
const PLAN: &[&str] = &["400", "401", "403", "413", "415", "429", "503"];
const IMPORT: &[&str] = &["400", "401", "403", "412", "413", "415", "428", "429", "503"];
const RESTORE_ALL: &[&str] = &["400", "401", "403", "412", "413", "415", "428", "503"];
const REMOVE: &[&str] = &["401", "403", "404", "412", "503"];
const ASK: &[&str] = &["400", "401", "413", "415", "503"];
const ASK_TABLE: &[&str] = &["400", "401", "413", "415", "429", "503"];
const RESTORE: &[&str] = &["400", "401", "403", "404", "409", "412", "413", "415", "428", "503"];
const MOVE_PLAN: &[&str] = &["400", "401", "409", "413", "415", "429", "503"];
const MOVE: &[&str] = &["400", "401", "403", "409", "412", "413", "415", "428", "429", "503"];
const RESTORE_PLAN: &[&str] = &["400", "401", "404", "409", "413", "415", "503"];
const ISSUE: &[&str] = &["400", "401", "403", "413", "415", "503"];
const END: &[&str] = &["401", "403", "404", "503"];
const SIGN_IN: &[&str] = &["400", "401", "403", "413", "415", "429"];
const INVITATION: &[&str] = &["400", "403", "409", "413", "415", "429"];

use Answer::{Any, Number, Schema};

/// Every operation, in the order of the document.
pub const OPERATIONS: &[Operation] = &[
    read(profiles!(""), "List the enrollment profiles, in order of priority", Options::List, Schema("EnrollmentProfileList")),
    write(Post, profiles!(""), "Create a profile, all or nothing", Some("EnrollmentProfile"), ("201", Schema("EnrollmentProfile")), CREATE),
    read(profiles!("/$count"), "Count the profiles", Options::Count, Number),
    write(Post, profiles!("/setOrder"), "Replace the whole order", Some("Order"), ("200", Schema("EnrollmentProfileList")), ORDER),
    read(profiles!("/{id}"), "Read a profile", Options::Entity, Schema("EnrollmentProfile")),
    write(
        Patch,
        profiles!("/{id}"),
        "Change what is sent of a profile",
        Some("EnrollmentProfile"),
        ("200", Schema("EnrollmentProfile")),
        CHANGE,
    ),
    write(Delete, profiles!("/{id}"), "Delete a profile", None, NOTHING, REMOVE),
    write(Post, profiles!("/{id}/setPriority"), "Move a profile to a place", Some("Priority"), NOTHING, CHANGE),
    read(profiles!("/{id}/assignments"), "List the assignments of a profile", Options::List, Schema("List")),
    write(Post, profiles!("/{id}/assignments"), "Add an assignment", Some("Assignment"), ("201", Schema("Assignment")), CHANGE),
    read(profiles!("/{id}/assignments/$count"), "Count the assignments of a profile", Options::Count, Number),
    read(profiles!("/{id}/assignments/{assignmentId}"), "Read an assignment", Options::Entity, Schema("Assignment")),
    write(
        Patch,
        profiles!("/{id}/assignments/{assignmentId}"),
        "Change the filter of an assignment",
        Some("Assignment"),
        ("200", Schema("Assignment")),
        CHANGE,
    ),
    write(Delete, profiles!("/{id}/assignments/{assignmentId}"), "Remove an assignment", None, NOTHING, REMOVE),
    read("/graph/beta/pomona", "What this server can do beyond Graph", Options::None, Schema("Features")),
    write(Post, "/graph/beta/pomona/reach", "Whom a draft would reach; changes nothing", Some("Draft"), ("200", Schema("Effect")), ASK),
    write(
        Post,
        "/graph/beta/pomona/effect",
        "Who would move if an order or a profile were saved; with progress as `application/x-ndjson`; changes nothing",
        Some("Unsaved"),
        ("200", Schema("OrderEffect")),
        ASK,
    ),
    write(
        Post,
        "/graph/beta/pomona/effect/people",
        "The people behind one number of an effect",
        Some("EffectPeopleQuestion"),
        ("200", Schema("EffectPeople")),
        ASK,
    ),
    read("/graph/beta/pomona/lint", "What is probably not meant in the order as it is", Options::None, Schema("Findings")),
    write(
        Post,
        "/graph/beta/pomona/lint",
        "What is probably not meant in an order or a profile that is not saved; changes nothing",
        Some("Unsaved"),
        ("200", Schema("Findings")),
        ASK,
    ),
    read("/graph/beta/pomona/lint/suppressions", "Findings that are suppressed", Options::None, Schema("SuppressionList")),
    write(
        Post,
        "/graph/beta/pomona/lint/suppressions",
        "Suppress a finding, with the reason",
        Some("NewSuppression"),
        ("201", Schema("Suppression")),
        ISSUE,
    ),
    write(Delete, "/graph/beta/pomona/lint/suppressions/{id}", "Tell a finding again", None, NOTHING, END),
    write(
        Post,
        "/graph/beta/pomona/whoGetsWhat",
        "Which profile applies to a person on a device, why, and what enrolling would do; changes nothing",
        Some("WhoGetsWhatQuestion"),
        ("200", Schema("WhoGetsWhat")),
        ASK,
    ),
    write(
        Post,
        "/graph/beta/pomona/whoGetsWhat/csv",
        "The same for a table of people, as a table that comes while it is made; changes nothing",
        Some("WhoGetsWhatTable"),
        ("200", Answer::Csv),
        ASK_TABLE,
    ),
    read(
        "/graph/beta/pomona/groups/{id}/profiles",
        "The profiles that name a group, or a group that it is in",
        Options::None,
        Schema("GroupProfiles"),
    ),
    read(
        "/graph/beta/pomona/profiles/{id}/people",
        "The people whom a profile reaches, and whether it applies; as CSV with `format=csv` or `Accept: text/csv`",
        Options::Export,
        Schema("ReachedPeople"),
    ),
    read("/graph/beta/pomona/overview", "Who has a profile, and what deserves attention", Options::None, Schema("Overview")),
    read("/graph/beta/pomona/administrators", "Who can sign in", Options::None, Schema("AdministratorList")),
    write(
        Patch,
        "/graph/beta/pomona/administrators/{id}",
        "Change what somebody may do, at once",
        Some("RoleChoice"),
        ("200", Schema("Administrator")),
        &["400", "401", "403", "404", "409", "413", "415", "503"],
    ),
    write(
        Delete,
        "/graph/beta/pomona/administrators/{id}",
        "Remove somebody and end their sessions",
        None,
        NOTHING,
        &["401", "403", "404", "409", "503"],
    ),
    read("/graph/beta/pomona/invitations", "Invitations that still count", Options::None, Schema("SentInvitationList")),
    write(
        Post,
        "/graph/beta/pomona/invitations",
        "Invite somebody; the link is told once",
        Some("RoleChoice"),
        ("201", Schema("SentInvitation")),
        ISSUE,
    ),
    write(Delete, "/graph/beta/pomona/invitations/{id}", "Withdraw an invitation", None, NOTHING, END),
    read("/graph/beta/pomona/tokens", "API tokens that still count", Options::None, Schema("TokenList")),
    write(Post, "/graph/beta/pomona/tokens", "Create an API token, which is told once", Some("NewToken"), ("201", Schema("Token")), ISSUE),
    write(Delete, "/graph/beta/pomona/tokens/{id}", "Revoke an API token", None, NOTHING, END),
    write(
        Post,
        "/graph/beta/pomona/directory/plan",
        "What an import of tables would do; changes nothing",
        Some("DirectoryTables"),
        ("200", Schema("DirectoryPlan")),
        PLAN,
    ),
    write(
        Post,
        "/graph/beta/pomona/directory/import",
        "Import tables of people, groups and memberships, all or nothing",
        Some("DirectoryTables"),
        ("200", Schema("DirectoryPlan")),
        IMPORT,
    ),
    write(Post, "/graph/beta/$batch", "Up to twenty requests in one", Some("Batch"), ("200", Schema("BatchAnswers")), ASK),
    read("/graph/beta/organization", "The organization, as a list of one", Options::List, Schema("List")),
    read("/graph/beta/organization/{id}", "The organization", Options::Entity, Any),
    write(
        Patch,
        "/graph/beta/organization/{id}",
        "Rename the organization",
        Some("OrganizationName"),
        ("200", Any),
        &["400", "401", "403", "404", "413", "415", "503"],
    ),
    read("/graph/beta/users", "List people", Options::DirectoryList, Schema("List")),
    read("/graph/beta/users/$count", "Count people", Options::Count, Number),
    read("/graph/beta/users/{id}", "Read a person, by id or user principal name", Options::Entity, Any),
    read("/graph/beta/users/{id}/memberOf", "The groups that a person is directly in", Options::DirectoryList, Schema("List")),
    read("/graph/beta/users/{id}/transitiveMemberOf", "The groups that a person is in", Options::DirectoryList, Schema("List")),
    read("/graph/beta/groups", "List groups, with what they hold", Options::DirectoryList, Schema("List")),
    read("/graph/beta/groups/$count", "Count groups", Options::Count, Number),
    read("/graph/beta/groups/{id}", "Read a group", Options::Entity, Any),
    read("/graph/beta/groups/{id}/members", "What is directly in a group", Options::DirectoryList, Schema("List")),
    read("/graph/beta/groups/{id}/transitiveMembers", "What is in a group", Options::DirectoryList, Schema("List")),
    read("/graph/beta/groups/{id}/transitiveMembers/{type}/$count", "Count people, groups or devices in a group", Options::Count, Number),
    read("/graph/beta/groups/{id}/memberOf", "The groups that a group is directly in", Options::DirectoryList, Schema("List")),
    read("/graph/beta/groups/{id}/transitiveMemberOf", "The groups that a group is in", Options::DirectoryList, Schema("List")),
    read("/graph/beta/devices", "List devices of the directory", Options::DirectoryList, Schema("List")),
    read("/graph/beta/devices/$count", "Count devices of the directory", Options::Count, Number),
    read("/graph/beta/devices/{id}", "Read a device of the directory", Options::Entity, Any),
    read("/graph/beta/devices/{id}/memberOf", "The groups that a device is directly in", Options::DirectoryList, Schema("List")),
    read("/graph/beta/devices/{id}/transitiveMemberOf", "The groups that a device is in", Options::DirectoryList, Schema("List")),
    read("/graph/beta/deviceManagement/deviceEnrollmentConfigurations", "List the enrollment restrictions", Options::List, Schema("List")),
    read("/graph/beta/deviceManagement/deviceEnrollmentConfigurations/$count", "Count the enrollment restrictions", Options::Count, Number),
    read("/graph/beta/deviceManagement/deviceEnrollmentConfigurations/{id}", "Read an enrollment restriction", Options::Entity, Any),
    read(
        "/graph/beta/deviceManagement/deviceEnrollmentConfigurations/{id}/assignments",
        "To whom an enrollment restriction applies",
        Options::List,
        Schema("List"),
    ),
    read("/graph/beta/deviceManagement/auditEvents", "The audit log, newest first", Options::SearchedList, Schema("List")),
    read("/graph/beta/deviceManagement/auditEvents/$count", "Count the entries of the audit log", Options::Count, Number),
    read("/graph/beta/deviceManagement/auditEvents/{id}", "Read an entry of the audit log", Options::Entity, Any),
    read("/graph/beta/deviceManagement/auditEvents/getAuditCategories()", "The categories of the audit log", Options::None, Any),
    read(
        "/graph/beta/deviceManagement/auditEvents/getAuditActivityTypes(category='{category}')",
        "The kinds of activity in a category",
        Options::None,
        Any,
    ),
    read(
        "/graph/beta/pomona/audit/verification",
        "Whether the audit log is as it was written, by the hashes that chain its rows",
        Options::None,
        Schema("AuditVerification"),
    ),
    read("/graph/beta/pomona/audit/export", "The audit log as a file, CSV or JSON", Options::AuditExport, Any),
    read("/graph/beta/pomona/export", "All profiles as one document, to be imported elsewhere", Options::None, Schema("ProfilesDocument")),
    write(
        Post,
        "/graph/beta/pomona/import/plan",
        "What importing a document would do; changes nothing",
        Some("ProfilesImport"),
        ("200", Schema("ImportPlan")),
        MOVE_PLAN,
    ),
    write(
        Post,
        "/graph/beta/pomona/import",
        "Import a document of profiles, all or nothing",
        Some("ProfilesImport"),
        ("200", Schema("ImportPlan")),
        MOVE,
    ),
    read("/graph/beta/pomona/versions", "Every change to profiles and their order, newest first", Options::Versions, Schema("VersionList")),
    read("/graph/beta/pomona/versions/{version}", "A version, with all profiles as they were", Options::None, Schema("WholeVersion")),
    read("/graph/beta/pomona/versions/compare", "What differs between two versions", Options::Comparison, Schema("Comparison")),
    read(
        "/graph/beta/pomona/profiles/{id}/versions",
        "Every change to a profile, deleted or not, newest first",
        Options::Versions,
        Schema("VersionList"),
    ),
    write(
        Post,
        "/graph/beta/pomona/profiles/{id}/restore",
        "Make a profile again what it was at a version",
        Some("VersionChoice"),
        ("200", Schema("RestoredProfile")),
        RESTORE,
    ),
    write(
        Post,
        "/graph/beta/pomona/profiles/{id}/restore/plan",
        "What that would change; changes nothing",
        Some("VersionChoice"),
        ("200", Schema("RestoredProfile")),
        RESTORE_PLAN,
    ),
    write(
        Post,
        "/graph/beta/pomona/restore",
        "Make all profiles and their order again what they were, all or nothing",
        Some("VersionChoice"),
        ("200", Schema("RestoredProfiles")),
        RESTORE_ALL,
    ),
    write(
        Post,
        "/graph/beta/pomona/restore/plan",
        "What that would change; changes nothing",
        Some("VersionChoice"),
        ("200", Schema("RestoredProfiles")),
        ASK,
    ),
    read("/session", "Who is signed in", Options::None, Schema("Session")),
    write(Post, "/session", "Sign in", Some("SignIn"), ("200", Schema("Session")), SIGN_IN),
    write(Delete, "/session", "Sign out", None, NOTHING, &["403"]),
    write(Post, "/session/invitation", "Look at an invitation", Some("InvitationToken"), ("200", Schema("Invitation")), INVITATION),
    write(
        Post,
        "/session/administrator",
        "Become an administrator by an invitation",
        Some("NewAdministrator"),
        ("201", Schema("Session")),
        INVITATION,
    ),
    write(
        Post,
        "/session/password",
        "Choose a new password; other sessions end",
        Some("PasswordChange"),
        NOTHING,
        &["400", "401", "403", "413", "415", "429", "503"],
    ),
    read("/healthz", "Whether the server lives", Options::None, Any),
    read("/readyz", "Whether the database answers", Options::None, Any),
];
