//! The web app, embedded in this program: compressed when it was built, kept by browsers for good where the name has a hash.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use enrollment::error::Code;
use http::header::{ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::ApiError;
use crate::request::RouteName;
use crate::settings::BasePath;

/// What `cargo xtask build` has made. Debug builds read it from the folder while they run.
#[derive(RustEmbed)]
#[folder = "../../dist/"]
struct Dist;

const PAGE: &str = "index.html";
const NOT_BUILT: &str =
    "The web app is not in this build of the server. `cargo xtask build` builds both, `cargo xtask run` starts them too.\n";
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked for each time.
const REVALIDATED: &str = "no-cache";

/// The app's page, written for this server's base path.
pub struct Assets {
    page: Option<Page>,
}

struct Page {
    content: Bytes,
    etag: String,
}

impl Assets {
    /// Puts the base path into the page, so that every address in it is right wherever the server lives.
    pub fn new(base_path: &BasePath) -> Self {
        let page = Dist::get(PAGE).map(|file| {
            let base = format!("<base href=\"{}/\">", base_path.as_str());
            let content = String::from_utf8_lossy(&file.data).replacen("<base href=\"/\">", &base, 1);
            Page { etag: etag(Sha256::digest(content.as_bytes()).as_slice()), content: content.into() }
        });
        Self { page }
    }

    fn page(&self, headers: &HeaderMap) -> Response {
        match &self.page {
            Some(page) if matches(headers, &page.etag) => not_modified(&page.etag),
            Some(page) => Asset { name: PAGE, content: page.content.clone(), etag: page.etag.clone(), encoding: None }.into_response(),
            None => (StatusCode::OK, [(CONTENT_TYPE, "text/plain; charset=utf-8")], NOT_BUILT).into_response(),
        }
    }
}

/// Answers everything that is no route of the server: a file of the app, or the app's page for its own addresses.
pub async fn handle(State(app): State<Arc<App>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::method_not_allowed(&[Method::GET, Method::HEAD]).into_response();
    }
    let (path, headers) = (request.uri().path().trim_start_matches('/'), request.headers());
    // The page itself is the app's front door under its own name too.
    let mut response = match file(path, headers) {
        _ if matches!(path, "" | PAGE) => app.assets.page(headers),
        Some(response) => response,
        None if is_page_wanted(path, headers) => app.assets.page(headers),
        None => ApiError::new(Code::NotFound).into_response(),
    };
    response.extensions_mut().insert(RouteName("app"));
    response
}

/// Answers the app's front door.
pub async fn handle_home(state: State<Arc<App>>, mut request: Request) -> Response {
    *request.uri_mut() = http::Uri::from_static("/");
    handle(state, request).await
}

/// The addresses of the app have no dot in their last segment; what has one is a file that is not there.
fn is_page_wanted(path: &str, headers: &HeaderMap) -> bool {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    accepts.contains("text/html") && !is_file
}

struct Asset<'a> {
    name: &'a str,
    content: Bytes,
    etag: String,
    encoding: Option<&'static str>,
}

fn file(name: &str, headers: &HeaderMap) -> Option<Response> {
    // Compressed copies are no files of their own.
    let is_copy = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz")).is_some_and(|plain| Dist::get(plain).is_some());
    let plain = Dist::get(name).filter(|_| !is_copy)?;
    let etag = etag(&plain.metadata.sha256_hash());
    if matches(headers, &etag) {
        return Some(not_modified(&etag));
    }
    let copy = encodings(headers).into_iter().find_map(|(suffix, encoding)| Some((Dist::get(&format!("{name}.{suffix}"))?, encoding)));
    let (content, encoding) = copy.map_or((plain.data, None), |(copy, encoding)| (copy.data, Some(encoding)));
    let content = match content {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    Some(Asset { name, content, etag, encoding }.into_response())
}

/// What the client can unpack, the smaller first: suffix of the copy, name of the encoding.
fn encodings(headers: &HeaderMap) -> Vec<(&'static str, &'static str)> {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let accepts = |encoding: &str| {
        accepted.split(',').any(|part| {
            let mut words = part.split(';').map(str::trim);
            let is_named = words.next() == Some(encoding);
            is_named && !words.any(|quality| matches!(quality.strip_prefix("q="), Some("0" | "0.0" | "0.00" | "0.000")))
        })
    };
    [("br", "br"), ("gz", "gzip")].into_iter().filter(|(_, encoding)| accepts(encoding)).collect()
}

impl IntoResponse for Asset<'_> {
    fn into_response(self) -> Response {
        let length = self.content.len();
        let mut response = Response::new(Body::from(self.content));
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        set(CONTENT_TYPE, media_type(self.name));
        set(CONTENT_LENGTH, &length.to_string());
        set(CACHE_CONTROL, if has_hash(self.name) { FOREVER } else { REVALIDATED });
        set(ETAG, &self.etag);
        set(VARY, "accept-encoding");
        if let Some(encoding) = self.encoding {
            set(CONTENT_ENCODING, encoding);
        }
        response
    }
}

/// A weak tag: the copies of a file differ byte by byte, but hold the same.
fn etag(hash: &[u8]) -> String {
    use std::fmt::Write;
    hash.iter().take(16).fold("W/\"".to_owned(), |mut tag, byte| {
        // Writing to a text cannot fail.
        write!(tag, "{byte:02x}").ok();
        tag
    }) + "\""
}

fn matches(headers: &HeaderMap, etag: &str) -> bool {
    let sent = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    sent.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag.trim_start_matches("W/"))
}

fn not_modified(etag: &str) -> Response {
    (StatusCode::NOT_MODIFIED, [(ETAG, etag), (CACHE_CONTROL, REVALIDATED), (VARY, "accept-encoding")]).into_response()
}

/// Whether the build put a hash of the content into the name: `portal-0123456789abcdef.css`.
fn has_hash(name: &str) -> bool {
    // Trunk writes 64 bits without leading zeros: one name in sixteen has fewer than sixteen digits, hardly any fewer than twelve.
    const FEWEST_DIGITS: usize = 12;
    let stem = name.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or_default();
    stem.split(['-', '_']).skip(1).any(|part| part.len() >= FEWEST_DIGITS && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for name in ["pomona-portal-0123456789abcdef.js", "pomona-portal-a06ce652be65be7_bg.wasm", "portal-0123456789abcdef.css"] {
            assert!(has_hash(name), "{name}");
        }
        for name in ["embed.js", "index.html", "pomona-portal.js", "favicon.svg", "0123456789abcdef.js"] {
            assert!(!has_hash(name), "{name}");
        }
    }

    #[test]
    fn the_smaller_encoding_comes_first_and_a_refused_one_not_at_all() {
        let of = |value: &'static str| encodings(&HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]));
        assert_eq!(of("gzip, deflate, br"), [("br", "br"), ("gz", "gzip")]);
        assert_eq!(of("gzip;q=1.0, br;q=0"), [("gz", "gzip")]);
        assert_eq!(of("identity"), []);
    }
}
