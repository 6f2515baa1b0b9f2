//! The shapes of what looks back: the audit log's chain, versions, and what leads back to them. For their description only.

use utoipa::ToSchema;

/// Whether the audit log is as it was written.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct AuditVerification {
    /// Whether every row fits.
    pub verified: bool,
    /// How many rows there are.
    pub rows: u64,
    /// The first row that was changed, or that does not follow the one before it.
    pub first_broken: Option<BrokenRow>,
    /// The hash of the newest row, SHA-256 in hexadecimal, to keep in another place. Null in an empty log and in a broken one.
    pub head: Option<String>,
}

/// A row that does not fit.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct BrokenRow {
    /// Its place in the log, from 1.
    pub sequence: u64,
    /// Its id, as far as it can be read.
    pub id: String,
    /// When it says that it was written, where that can be read.
    #[schema(format = DateTime)]
    pub activity_date_time: Option<String>,
}
