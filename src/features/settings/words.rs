//! What parts of the settings, roles and scopes are called.

use crate::i18n::t;
use crate::paths::SettingsPart;

/// The name of a part.
pub fn part(part: SettingsPart) -> &'static str {
    match part {
        SettingsPart::Organization => t::settings::organization(),
        SettingsPart::Administrators => t::settings::administrators(),
        SettingsPart::Tokens => t::settings::tokens(),
        SettingsPart::Account => t::settings::account(),
    }
}

/// What a part is for.
pub fn lead(part: SettingsPart) -> &'static str {
    match part {
        SettingsPart::Organization => t::settings::organization_lead(),
        SettingsPart::Administrators => t::settings::administrators_lead(),
        SettingsPart::Tokens => t::settings::tokens_lead(),
        SettingsPart::Account => t::settings::account_lead(),
    }
}

/// What somebody is who may change things, or may only read.
pub fn role(may_write: bool) -> &'static str {
    if may_write { t::session::administrator() } else { t::session::reader() }
}

/// What a program may do.
pub fn scope(may_write: bool) -> &'static str {
    if may_write { t::settings::scope_write() } else { t::settings::scope_read() }
}

/// Who manages the devices, in Graph's word or in ours where we know it.
pub fn mdm_authority(word: Option<&str>) -> String {
    match word {
        None | Some("unknown") => t::settings::mdm_none().to_owned(),
        Some("intune") => t::settings::mdm_intune().to_owned(),
        Some(other) => other.to_owned(),
    }
}
