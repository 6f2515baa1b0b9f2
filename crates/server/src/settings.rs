//! Where the server lives and who may call it, parsed from the command line: never invalid afterwards.

use std::fmt;
use std::net::SocketAddr;

use http::Uri;
use http::header::{HOST, HeaderMap};

/// The prefix of every path: empty, or `/it/apple` without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BasePath(String);

impl BasePath {
    /// Reads a prefix as typed; `/` is the empty one.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let path = raw.strip_suffix('/').unwrap_or(raw);
        if path.is_empty() {
            return Ok(Self::default());
        }
        let is_fine = path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_plain_segment));
        if is_fine {
            Ok(Self(path.to_owned()))
        } else {
            Err(format!("'{raw}' must begin with a slash and hold only letters, digits, '-', '_', '.' and '~', such as /it/apple"))
        }
    }

    /// Without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_plain_segment(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..") && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
}

/// Scheme, host and port, as browsers write them in `Origin`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Reads `https://portal.example.com`; a path belongs elsewhere.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let wrong = |reason: &str| format!("'{raw}' {reason}, such as https://portal.example.com");
        let uri: Uri = raw.parse().map_err(|_| wrong("must be an address"))?;
        let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"));
        let scheme = scheme.ok_or_else(|| wrong("must begin with https:// or http://"))?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'));
        let authority = authority.ok_or_else(|| wrong("must name a host"))?;
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(wrong("must hold scheme, host and port only (the path is given by --base-path)"));
        }
        let default_port = if scheme == "https" { 443 } else { 80 };
        let host = authority.host().to_ascii_lowercase();
        Ok(match authority.port_u16().filter(|port| *port != default_port) {
            Some(port) => Self(format!("{scheme}://{host}:{port}")),
            None => Self(format!("{scheme}://{host}")),
        })
    }

    /// The text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether browsers reach it over TLS.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the server lives and who may call it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens.
    pub addr: SocketAddr,
    /// The prefix of every path.
    pub base_path: BasePath,
    /// How browsers reach it; `None` on a machine by itself.
    pub public_url: Option<Origin>,
    /// Another origin whose scripts may call it with a token.
    pub allow_origin: Option<Origin>,
}

impl Settings {
    /// The origin of the server as this client reaches it. Without a public URL the request is believed only where it
    /// names this machine itself, so that nobody can put another name into links.
    pub fn origin(&self, headers: &HeaderMap) -> String {
        if let Some(origin) = &self.public_url {
            return origin.to_string();
        }
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).filter(|host| is_loopback(host));
        host.map_or_else(|| format!("http://{}", self.addr), |host| format!("http://{}", host.to_ascii_lowercase()))
    }

    /// The address that opens the app on this machine or, with a public URL, anywhere.
    pub fn home(&self) -> String {
        format!("{}{}", self.origin(&HeaderMap::new()), self.base_path.as_str())
    }

    /// Whether browsers reach it over TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(Origin::is_secure)
    }
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_path_begins_with_a_slash_and_has_none_at_its_end() {
        for (raw, expected) in [("/", ""), ("", ""), ("/it/apple", "/it/apple"), ("/it/apple/", "/it/apple")] {
            assert_eq!(BasePath::parse(raw).expect("fine").as_str(), expected);
        }
        for raw in ["it", "//it", "/it//apple", "/it/../x", "/it?x", "/i t", "/<b>"] {
            assert!(BasePath::parse(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (raw, expected) in [
            ("https://Portal.Example.com/", "https://portal.example.com"),
            ("https://portal.example.com:443", "https://portal.example.com"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ] {
            assert_eq!(Origin::parse(raw).expect("fine").as_str(), expected);
        }
        for raw in ["portal.example.com", "ftp://x", "https://x/it", "https://a@b", "https://", "https://x?y"] {
            assert!(Origin::parse(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn a_foreign_host_is_not_believed_without_a_public_url() {
        let settings =
            Settings { addr: ([127, 0, 0, 1], 8080).into(), base_path: BasePath::default(), public_url: None, allow_origin: None };
        let origin = |host: &'static str| settings.origin(&HeaderMap::from_iter([(HOST, http::HeaderValue::from_static(host))]));
        assert_eq!(origin("localhost:3000"), "http://localhost:3000");
        assert_eq!(origin("[::1]:3000"), "http://[::1]:3000");
        assert_eq!(origin("evil.example"), "http://127.0.0.1:8080");
    }
}
