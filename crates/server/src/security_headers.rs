//! The headers that keep a browser strict with everything we send (PEERS.md 4.3), and the door for one other origin.

use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL, CONTENT_SECURITY_POLICY, ORIGIN, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::settings::Settings;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
const UNUSED_FEATURES: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), \
    geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
    publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";
const ONE_YEAR: &str = "max-age=31536000; includeSubDomains";
/// What a script of another origin may read (GRAPH.md 1.3).
const EXPOSED: &str = "ETag, Location, Preference-Applied, request-id, client-request-id, Retry-After, WWW-Authenticate";
/// What a script of another origin may send (GRAPH.md 13.8), and our own way to repeat a create.
const ALLOWED: &str = "authorization, content-type, consistencylevel, client-request-id, sdkversion, prefer, if-match, idempotency-key";

/// Adds them. What an answer says about its own caching stays; everything else is not stored.
pub fn add(headers: &mut HeaderMap, settings: &Settings) {
    let foreign = settings.allow_origin.as_ref();
    let fixed = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), UNUSED_FEATURES),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), if foreign.is_some() { "cross-origin" } else { "same-origin" }),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if settings.is_secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONE_YEAR));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    // The header names the one origin that is let in, whoever asks: browsers compare it, and caches need not vary.
    if let Some(origin) = foreign.and_then(|origin| HeaderValue::from_str(origin.as_str()).ok()) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
        headers.append(VARY, HeaderValue::from_name(ORIGIN));
    }
}

/// What the answer to a preflight request says beside the methods.
pub fn preflight(headers: &mut HeaderMap, methods: &HeaderValue) {
    headers.insert(http::header::ACCESS_CONTROL_ALLOW_METHODS, methods.clone());
    headers.insert(http::header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(ALLOWED));
    headers.insert(http::header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
}
