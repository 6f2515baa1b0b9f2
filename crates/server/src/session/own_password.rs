//! Somebody who is signed in chooses a new password. The current one is asked for, as slowly as at sign-in: a screen that was
//! left open is not enough.

use axum::response::{IntoResponse, Response};
use enrollment::account::check_password;
use enrollment::error::{Code, FieldError};
use enrollment::text::fold_case;
use http::StatusCode;
use pomona_store::{Action, Administrator, NewChange, ObjectKind};

use super::Exchange;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{ApiError, ApiResult};

/// `POST /session/password`: the session goes on, every other one of this person ends.
pub async fn change(app: &App, exchange: &Exchange) -> ApiResult<Response> {
    let caller = Caller::of(app, &exchange.context, &exchange.parts.method, &exchange.parts.headers).await?;
    caller.is_signed_in()?;
    let mut fields = exchange.fields()?;
    let (current, new) = (fields.text("current"), fields.text("new"));
    fields.finish()?;
    check_password(&new).map_err(|errors| errors.under("/new"))?;
    let administrators = app.store.administrators().await?;
    let person = administrators.into_iter().find(|one| caller.credential.administrator.as_ref() == Some(&one.id));
    let person = person.ok_or_else(|| ApiError::new(Code::NotSignedIn))?;

    let (now, address, key) = (exchange.context.received, exchange.address(), fold_case(&person.name));
    app.slow_down.begin(&key, address, now).map_err(ApiError::too_many)?;
    if !app.passwords.verify(current, Some(person.password_hash.clone())).await? {
        app.store.record(&caller.author, now, failure(&person)).await?;
        return Err(wrong());
    }
    app.slow_down.succeeded(&key, address);
    let hash = app.passwords.hash(new).await?;
    let kept = &caller.credential.id;
    let is_replaced = app.store.replace_password(&caller.author, now, &person.id, &person.password_hash, hash, kept).await?;
    if is_replaced { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(wrong()) }
}

fn wrong() -> ApiError {
    FieldError::new(Code::PasswordWrong, "/current").into()
}

/// Somebody guesses at the password of a person whose session they have, which an auditor should see.
fn failure(person: &Administrator) -> NewChange {
    NewChange {
        action: Action::ChangePasswordFailed,
        object_kind: ObjectKind::Administrator,
        object_id: person.id.to_string(),
        object_name: person.name.clone(),
        before: None,
        after: None,
    }
}
