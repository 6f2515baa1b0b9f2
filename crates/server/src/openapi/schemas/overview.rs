//! What the order means for everybody, and what the server can do beyond Graph.

use utoipa::ToSchema;

/// What the order means for everybody, in people.
#[derive(ToSchema)]
pub struct Overview {
    /// Everybody in the directory.
    pub people: u64,
    /// To whom a profile applies.
    pub reached: u64,
    /// To whom none does: they get the built-in behavior.
    pub unreached: u64,
    /// Of whom it cannot be told which applies, if any.
    pub unknown: u64,
    /// How many devices the directory holds.
    pub devices: u64,
    /// Every profile, in order.
    pub profiles: Vec<ProfileShare>,
    /// Each concern once; empty when all is well.
    pub attention: Vec<Attention>,
}

/// A profile and to how many people it applies.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ProfileShare {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// To how many people it is the one that applies.
    pub applies: u64,
}

/// Something that deserves attention.
#[derive(ToSchema)]
pub struct Attention {
    /// `retired_type`: new devices cannot use it.
    /// `reaches_no_one`: nobody is in the assignments.
    /// `group_missing`: an assigned group is not in the directory any more.
    /// `people_without_profile`: no profile applies to them.
    /// `never_applies`: a higher profile applies to everybody whom it reaches.
    pub code: String,
    /// The profiles that it is about.
    pub profiles: Vec<NamedObject>,
    /// How many people it is about.
    pub people: u64,
}

/// Something with a name.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NamedObject {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
}

/// What this server can do beyond Graph.
#[derive(ToSchema)]
pub struct Features {
    /// Of the server.
    pub version: String,
    /// `order`: setOrder.
    /// `reach`: pomona/reach.
    /// `groupKinds`: `@pomona.kind` on groups.
    /// `throughGroups`: `@pomona.through` on transitive members and memberships.
    /// `effect`: pomona/effect.
    /// `overview`: pomona/overview.
    /// `administration`: pomona/administrators, invitations, tokens; a new name for the organization; a new password.
    /// `directoryImport`: pomona/directory.
    pub features: Vec<String>,
}
