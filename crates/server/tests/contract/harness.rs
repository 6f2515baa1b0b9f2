//! A server with a world of its own: the clock stands still unless it is moved, ids and secrets are counted.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use enrollment::guid::Guid;
use http::{HeaderMap, Method, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use pomona_server::app::App;
use pomona_server::settings::{BasePath, Origin, Settings};
use pomona_server::world::World;
use pomona_store::{Author, CredentialKind, NewCredential, Scope, SqliteStore, Store, sample};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};
use tokio::net::{TcpListener, TcpStream};

/// Where the profiles are.
pub const PROFILES: &str = "/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles";
/// A token that may do everything.
pub const WRITER: &str = "the token of a writer";
/// A token that may read.
pub const READER: &str = "the token of a reader";
/// The password of everybody who joins.
pub const PASSWORD: &str = "correct horse battery";
/// The address that links begin with, wherever the server really listens.
pub const ORIGIN: &str = "http://127.0.0.1:8080";

/// The store that the suite runs on.
pub async fn open_store(folder: &Path) -> Arc<dyn Store> {
    Arc::new(SqliteStore::open(folder).await.expect("a new database can be opened"))
}

/// A clock that is moved by hand, and counted ids.
pub struct CountedWorld {
    now: Mutex<OffsetDateTime>,
    ids: AtomicU64,
}

impl CountedWorld {
    fn new() -> Self {
        let start = OffsetDateTime::from_unix_timestamp(1_795_000_000).expect("a moment in 2026");
        Self { now: Mutex::new(start), ids: AtomicU64::new(1) }
    }

    fn next(&self) -> u64 {
        self.ids.fetch_add(1, Ordering::Relaxed)
    }
}

impl World for CountedWorld {
    fn now(&self) -> OffsetDateTime {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn new_id(&self) -> Guid {
        let mut bytes = [0; 16];
        bytes[6] = 0x40;
        bytes[8] = 0x80;
        bytes[12..].copy_from_slice(&self.next().to_be_bytes()[4..]);
        Guid::from_bytes(bytes)
    }

    fn secret(&self) -> [u8; 32] {
        Sha256::digest(self.next().to_be_bytes()).into()
    }
}

/// What a server is started with.
pub struct Options {
    pub base_path: &'static str,
    pub public_url: Option<&'static str>,
    pub allow_origin: Option<&'static str>,
    pub sample: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { base_path: "/", public_url: None, allow_origin: None, sample: true }
    }
}

/// A running server.
pub struct Server {
    pub store: Arc<dyn Store>,
    world: Arc<CountedWorld>,
    app: Arc<App>,
    addr: SocketAddr,
    base_path: String,
    folder: TempDir,
}

/// A server with the sample organization.
pub async fn server() -> Server {
    server_with(Options::default()).await
}

/// A server as it is wanted.
pub async fn server_with(options: Options) -> Server {
    let folder = TempDir::new().expect("a folder of our own");
    let store = open_store(folder.path()).await;
    let world = Arc::new(CountedWorld::new());
    if options.sample {
        let loaded = sample::contoso(store.as_ref(), &Author::system(), world.now()).await;
        loaded.expect("the database works").expect("the sample is fine");
    }
    let origin = |text: &str| Origin::parse(text).expect("an origin");
    let settings = Settings {
        addr: ([127, 0, 0, 1], 8080).into(),
        base_path: BasePath::parse(options.base_path).expect("a base path"),
        public_url: options.public_url.map(origin),
        allow_origin: options.allow_origin.map(origin),
    };
    let base_path = settings.base_path.as_str().to_owned();
    let app = App::new(Arc::clone(&store), Arc::clone(&world) as Arc<dyn World>, settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let addr = listener.local_addr().expect("an address");
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let server = Server { store, world, app, addr, base_path, folder };
    server.add_token(WRITER, Scope::Write).await;
    server.add_token(READER, Scope::Read).await;
    server
}

impl Server {
    /// Makes this text a token.
    pub async fn add_token(&self, secret: &str, scope: Scope) -> Guid {
        let now = self.world.now();
        let new = NewCredential {
            id: self.world.new_id(),
            hash: Sha256::digest(secret.as_bytes()).into(),
            kind: CredentialKind::Token,
            holder: secret.to_owned(),
            administrator: None,
            scope,
            expires: now + Duration::days(30),
        };
        self.store.insert_credential(&Author::system(), now, new).await.expect("the database works").id
    }

    /// Where its data is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What time it is there.
    pub fn now(&self) -> OffsetDateTime {
        self.world.now()
    }

    /// Lets time pass.
    pub fn wait(&self, duration: Duration) {
        *self.world.now.lock().unwrap_or_else(PoisonError::into_inner) += duration;
    }

    /// Makes an invitation and answers its token.
    pub async fn invite(&self, scope: Scope) -> String {
        self.app.invite(scope).await.expect("the database works")
    }

    /// Makes somebody an administrator or reader, and answers the cookie of their session.
    pub async fn join(&self, name: &str, scope: Scope) -> String {
        let body = json!({"token": self.invite(scope).await, "name": name, "password": PASSWORD});
        let answer = self.post("/session/administrator", &body).anonymous().send().await;
        answer.expect(StatusCode::CREATED);
        answer.cookie()
    }

    /// Signs somebody in.
    pub async fn sign_in(&self, name: &str, password: &str) -> Answer {
        self.post("/session", &json!({"name": name, "password": password})).anonymous().send().await
    }

    /// A request of the writer.
    pub fn get(&self, path: &str) -> Ask<'_> {
        self.ask(Method::GET, path)
    }

    /// A request of the writer.
    pub fn post(&self, path: &str, body: &Value) -> Ask<'_> {
        self.ask(Method::POST, path).json(body)
    }

    /// A request of the writer.
    pub fn patch(&self, path: &str, body: &Value) -> Ask<'_> {
        self.ask(Method::PATCH, path).json(body)
    }

    /// A request of the writer.
    pub fn delete(&self, path: &str) -> Ask<'_> {
        self.ask(Method::DELETE, path)
    }

    /// A request of the writer.
    pub fn ask(&self, method: Method, path: &str) -> Ask<'_> {
        let ask = Ask { server: self, method, path: path.to_owned(), headers: HeaderMap::new(), body: Bytes::new() };
        ask.header("host", "127.0.0.1:8080").token(WRITER)
    }

    /// The list of profiles.
    pub async fn profiles(&self) -> Value {
        self.get(PROFILES).send().await.expect(StatusCode::OK)
    }

    /// The id of the profile with this name.
    pub async fn profile_id(&self, name: &str) -> String {
        text(find(&self.profiles().await, name), "id")
    }

    /// The id of the group with this name.
    pub async fn group_id(&self, name: &str) -> String {
        let groups = self.get("/graph/beta/groups?$top=999&$select=id,displayName").send().await.expect(StatusCode::OK);
        text(find(&groups, name), "id")
    }
}

/// The item of a list with this name.
pub fn find<'a>(list: &'a Value, name: &str) -> &'a Value {
    let items = list["value"].as_array().expect("a list");
    items.iter().find(|item| item["displayName"] == name).unwrap_or_else(|| panic!("{name} is in the list"))
}

/// The names of a list in order.
pub fn names(list: &Value) -> Vec<&str> {
    list["value"].as_array().expect("a list").iter().map(|item| item["displayName"].as_str().expect("a name")).collect()
}

/// A text in an object.
pub fn text(object: &Value, name: &str) -> String {
    object[name].as_str().unwrap_or_else(|| panic!("{name} is a text in {object}")).to_owned()
}

/// A request to be sent.
#[derive(Clone)]
pub struct Ask<'a> {
    server: &'a Server,
    pub method: Method,
    pub path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Ask<'_> {
    /// With another token.
    pub fn token(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// With the cookie of a session and no token.
    pub fn cookie(mut self, cookie: &str) -> Self {
        self.headers.remove("authorization");
        self.header("cookie", cookie)
    }

    /// From nobody.
    pub fn anonymous(mut self) -> Self {
        self.headers.remove("authorization");
        self
    }

    /// With a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.parse().expect("a header"));
        self
    }

    /// With one more header of this name, whose value need not be text.
    pub fn and_header(mut self, name: &'static str, value: &[u8]) -> Self {
        self.headers.append(name, value.try_into().expect("a header"));
        self
    }

    /// With `ConsistencyLevel: eventual`.
    pub fn eventual(self) -> Self {
        self.header("consistencylevel", "eventual")
    }

    /// With JSON.
    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").bytes(body.to_string())
    }

    /// With a body as it is.
    pub fn bytes(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it over a connection of its own.
    pub async fn send(self) -> Answer {
        let stream = TcpStream::connect(self.server.addr).await.expect("the server listens");
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("HTTP");
        tokio::spawn(connection);
        let path = format!("{}{}", self.server.base_path, self.path);
        let mut request = http::Request::new(Full::new(self.body));
        *request.method_mut() = self.method;
        *request.uri_mut() = encode(&path).parse().expect("an address");
        *request.headers_mut() = self.headers;
        let response = sender.send_request(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// Encodes what may not stand in an address as it is, as every client does.
fn encode(path: &str) -> String {
    path.replace(' ', "%20").replace('"', "%22").replace('<', "%3C").replace('>', "%3E")
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// Its JSON, when it has this status.
    #[track_caller]
    pub fn expect(&self, status: StatusCode) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        if self.body.is_empty() { Value::Null } else { serde_json::from_slice(&self.body).expect("JSON") }
    }

    /// A header as text, empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    /// The cookie that it sets, as a browser sends it back.
    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
    }

    /// The mistakes of an error: code and pointer, when it has this status and this word of Graph's.
    #[track_caller]
    pub fn refused(&self, status: StatusCode, word: &str) -> Vec<(String, String)> {
        let body = self.expect(status);
        assert_eq!(body["error"]["code"], word, "{body}");
        let details = body["error"]["details"].as_array().expect("details");
        details.iter().map(|detail| (text(detail, "code"), text(detail, "target"))).collect()
    }

    /// Asserts the one mistake of an error.
    #[track_caller]
    pub fn refused_for(&self, status: StatusCode, word: &str, code: &str, pointer: &str) {
        assert_eq!(self.refused(status, word), [(code.to_owned(), pointer.to_owned())]);
    }

    /// The parameters of the first mistake of an error.
    pub fn parameters(&self) -> Value {
        let body: Value = serde_json::from_slice(&self.body).expect("JSON");
        body["error"]["details"][0]["@pomona.parameters"].clone()
    }
}
