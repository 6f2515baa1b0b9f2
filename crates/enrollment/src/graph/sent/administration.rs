//! What clients send to administer the portal itself: the organization's name, roles, tokens.

use serde_json::Value;

use super::super::fields::{Fields, wrong_type};
use crate::account::{Role, Scope, TokenDays, TokenName};
use crate::error::Errors;
use crate::text::OrganizationName;

/// The body of `PATCH /organization/{id}`: the new name; `None`: it stays.
pub fn organization_change(body: &Value) -> Result<Option<OrganizationName>, Errors> {
    let mut fields = Fields::of(body)?;
    let name = fields.text("displayName", false);
    let name = fields.parse("displayName", name, OrganizationName::parse);
    fields.finish(&["id", "verifiedDomains", "mobileDeviceManagementAuthority"]).or(name)
}

/// The body of `PATCH /pomona/administrators/{id}` and of `POST /pomona/invitations`: `{"role": "reader"}`.
pub fn role(body: &Value) -> Result<Role, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("role");
    let role = fields.word("role");
    let errors = fields.finish(&[]);
    match role {
        Some(role) => errors.or(role),
        None => Err(errors),
    }
}

/// An API token to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What it is for.
    pub name: TokenName,
    /// What it may do.
    pub scope: Scope,
    /// How long it works.
    pub days: TokenDays,
}

/// The body of `POST /pomona/tokens`: `{"displayName", "scope", "expiresInDays"}`, the last of which may be absent.
pub fn new_token(body: &Value) -> Result<NewToken, Errors> {
    let mut fields = Fields::of(body)?;
    fields.require("displayName");
    fields.require("scope");
    let name = fields.text("displayName", false);
    let name = fields.parse("displayName", name, TokenName::parse);
    let scope = fields.word("scope");
    let days = fields.get("expiresInDays").filter(|days| !days.is_null());
    let days = fields.parse("expiresInDays", days, |days| match days.as_i64() {
        // Below zero is as wrong as zero.
        Some(days) => TokenDays::new(days.try_into().unwrap_or_default()),
        None => Err(wrong_type("", "integer").into()),
    });
    let errors = fields.finish(&[]);
    match (name, scope) {
        (Some(name), Some(scope)) => errors.or(NewToken { name, scope, days: days.unwrap_or(TokenDays::DEFAULT) }),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::error::Code;

    fn mistakes<T: std::fmt::Debug>(result: Result<T, Errors>) -> Vec<(Code, String)> {
        result.expect_err("refused").0.into_iter().map(|error| (error.code, error.pointer)).collect()
    }

    #[test]
    fn a_token_without_a_number_of_days_works_as_long_as_usual() {
        let token = new_token(&json!({"displayName": " Backup ", "scope": "read"})).expect("fine");
        assert_eq!((token.name.as_str(), token.scope, token.days), ("Backup", Scope::Read, TokenDays::DEFAULT));
        let token = new_token(&json!({"displayName": "Backup", "scope": "write", "expiresInDays": 7})).expect("fine");
        assert_eq!((token.scope, token.days.get()), (Scope::Write, 7));
    }

    #[test]
    fn every_mistake_of_a_token_is_told_where_it_stands() {
        let wrong = new_token(&json!({"displayName": "", "scope": "all", "expiresInDays": -1, "color": 1}));
        let expected = [
            (Code::NameRequired, "/displayName"),
            (Code::UnknownValue, "/scope"),
            (Code::NumberOutOfRange, "/expiresInDays"),
            (Code::UnknownProperty, "/color"),
        ];
        assert_eq!(mistakes(wrong), expected.map(|(code, pointer)| (code, pointer.to_owned())));
        for days in [json!(1.5), json!("7"), json!(true)] {
            let wrong = new_token(&json!({"displayName": "x", "scope": "read", "expiresInDays": days}));
            assert_eq!(mistakes(wrong), [(Code::WrongType, "/expiresInDays".to_owned())]);
        }
        let missing = [(Code::MissingProperty, "/displayName".to_owned()), (Code::MissingProperty, "/scope".to_owned())];
        assert_eq!(mistakes(new_token(&json!({}))), missing);
    }

    #[test]
    fn a_role_is_one_of_two_words() {
        assert_eq!(role(&json!({"role": "reader"})), Ok(Role(Scope::Read)));
        assert_eq!(role(&json!({"role": "administrator"})), Ok(Role(Scope::Write)));
        assert_eq!(mistakes(role(&json!({"role": "owner"}))), [(Code::UnknownValue, "/role".to_owned())]);
        assert_eq!(mistakes(role(&json!({}))), [(Code::MissingProperty, "/role".to_owned())]);
    }

    #[test]
    fn a_change_of_the_organization_is_its_name_and_nothing_else() {
        let name = organization_change(&json!({"displayName": " Contoso ", "id": "x", "verifiedDomains": []})).expect("fine");
        assert_eq!(name.as_ref().map(OrganizationName::as_str), Some("Contoso"));
        assert_eq!(organization_change(&json!({})), Ok(None));
        assert_eq!(mistakes(organization_change(&json!({"displayName": " "}))), [(Code::NameRequired, "/displayName".to_owned())]);
        assert_eq!(mistakes(organization_change(&json!({"city": "Zurich"}))), [(Code::UnknownProperty, "/city".to_owned())]);
    }
}
