//! The cookie of a session: unreadable for scripts, sent to this server only.

use axum_extra::extract::cookie::{Cookie, SameSite};
use http::HeaderMap;
use http::header::COOKIE;

use crate::settings::Settings;

/// Over TLS the prefix makes browsers insist on `Secure`, on `Path=/`, and on no other host having set it.
const fn name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-pomona" } else { "pomona" }
}

/// The secret in the cookie of a request.
pub fn read(headers: &HeaderMap, settings: &Settings) -> Option<String> {
    let name = name(settings.is_secure());
    let texts = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = texts.flat_map(|text| Cookie::split_parse(text.to_owned()).flatten());
    cookies.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

/// The value of `Set-Cookie` that starts a session.
pub fn set(secret: String, settings: &Settings) -> String {
    build(secret, settings).to_string()
}

/// The value of `Set-Cookie` that ends a session.
pub fn remove(settings: &Settings) -> String {
    let mut cookie = build(String::new(), settings);
    cookie.make_removal();
    cookie.to_string()
}

/// It lasts as long as the browser runs and the server agrees. `Strict` would sign a person out who follows a link to the
/// portal from a mail or a chat; writes are checked for their origin besides.
fn build(secret: String, settings: &Settings) -> Cookie<'static> {
    let is_secure = settings.is_secure();
    let base_path = settings.base_path.as_str();
    let path = if is_secure || base_path.is_empty() { "/" } else { base_path };
    Cookie::build((name(is_secure), secret)).path(path.to_owned()).http_only(true).secure(is_secure).same_site(SameSite::Lax).build()
}
