//! `$batch` (GRAPH.md 1.9): up to twenty requests in one, each answered as if it had come alone, in the order that their
//! dependencies allow.

use std::collections::HashMap;

use bytes::Bytes;
use enrollment::error::{Code, FieldError};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::{Map, Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::path::GraphPath;
use crate::graph::reply::{Content, Reply};
use crate::graph::route::Route;
use crate::graph::{Call, admitted, answer, as_read, body};
use crate::request::JSON;

/// The most requests of a batch.
const MAX: usize = 20;

struct Item {
    id: String,
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Bytes,
    depends_on: Vec<String>,
}

/// `POST /$batch`
pub async fn run(call: &Call<'_>) -> ApiResult<Reply> {
    let mut waiting = items(&body::parse(&call.body)?)?;
    let mut statuses: HashMap<String, StatusCode> = HashMap::new();
    let mut responses = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_ready = |item: &Item| item.depends_on.iter().all(|id| statuses.contains_key(id));
        // The dependencies form a circle when nothing is ready.
        let next = waiting.iter().position(is_ready).ok_or_else(|| bad("/requests"))?;
        let item = waiting.remove(next);
        let failed = item.depends_on.iter().any(|id| statuses.get(id).is_none_or(|status| !status.is_success()));
        let outcome = if failed { Err(ApiError::new(Code::DependencyFailed)) } else { run_one(call, &item).await };
        let (status, response) = respond(call, &item, outcome);
        statuses.insert(item.id.to_lowercase(), status);
        responses.push(response);
    }
    Ok(Reply::json(json!({"responses": responses})))
}

fn bad(pointer: &str) -> ApiError {
    FieldError::new(Code::BadBatch, pointer).with("max", MAX).into()
}

fn items(body: &Value) -> ApiResult<Vec<Item>> {
    let requests = body.get("requests").and_then(Value::as_array).filter(|requests| (1..=MAX).contains(&requests.len()));
    let requests = requests.ok_or_else(|| bad("/requests"))?;
    let mut items: Vec<Item> = Vec::with_capacity(requests.len());
    for (index, request) in requests.iter().enumerate() {
        let pointer = format!("/requests/{index}");
        let item = item(request).ok_or_else(|| bad(&pointer))?;
        if items.iter().any(|other| other.id.to_lowercase() == item.id.to_lowercase()) {
            return Err(bad(&format!("{pointer}/id")));
        }
        items.push(item);
    }
    let is_known = |id: &String| items.iter().any(|item| item.id.to_lowercase() == *id);
    match items.iter().position(|item| !item.depends_on.iter().all(is_known)) {
        Some(index) => Err(bad(&format!("/requests/{index}/dependsOn"))),
        None => Ok(items),
    }
}

fn item(request: &Value) -> Option<Item> {
    let text = |name: &str| request.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let mut headers = HeaderMap::new();
    for (name, value) in request.get("headers").and_then(Value::as_object).into_iter().flatten() {
        headers.append(HeaderName::try_from(name).ok()?, HeaderValue::from_str(value.as_str()?).ok()?);
    }
    let depends_on = match request.get("dependsOn") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(ids)) => ids.iter().map(|id| id.as_str().map(str::to_lowercase)).collect::<Option<_>>()?,
        Some(_) => return None,
    };
    let body = request.get("body").filter(|body| !body.is_null()).map(|body| Bytes::from(body.to_string())).unwrap_or_default();
    Some(Item {
        id: text("id")?.to_owned(),
        method: text("method")?.to_ascii_uppercase().parse().ok()?,
        url: text("url")?.to_owned(),
        headers,
        body,
        depends_on,
    })
}

async fn run_one(call: &Call<'_>, item: &Item) -> ApiResult<Reply> {
    // Some clients send whole addresses; ours is taken off, another's leads nowhere.
    let url = item.url.strip_prefix(&call.context.graph_url()).unwrap_or(&item.url);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let route = GraphPath::parse(path).and_then(|path| Route::parse(&path));
    let route = admitted(route, &item.method, call.caller)?;
    if route == Route::Batch {
        return Err(bad(""));
    }
    if !item.body.is_empty() {
        body::require_json(&item.headers)?;
    }
    let inner = Call {
        app: call.app,
        context: call.context,
        caller: call.caller,
        method: as_read(&item.method),
        path,
        query,
        headers: &item.headers,
        body: item.body.clone(),
    };
    let reply = answer(&inner, route).await?;
    // What goes out while it is made has no place in a document.
    if matches!(reply.content, Content::Streamed(..)) { Err(bad("")) } else { Ok(reply) }
}

fn respond(call: &Call<'_>, item: &Item, outcome: ApiResult<Reply>) -> (StatusCode, Value) {
    let (status, headers, content) = match outcome {
        Ok(reply) => (reply.status, reply.headers, reply.content),
        Err(error) => (error.status(), error.headers().clone(), Content::Json(error.envelope(call.context))),
    };
    let mut written = Map::new();
    for (name, value) in &headers {
        // Graph's clients know these names in this spelling.
        let name = match name.as_str() {
            "etag" => "ETag",
            "location" => "Location",
            "retry-after" => "Retry-After",
            "allow" => "Allow",
            other => other,
        };
        written.insert(name.to_owned(), json!(value.to_str().unwrap_or_default()));
    }
    let mut response = Map::new();
    let body = match content {
        Content::None | Content::Streamed(..) => None,
        Content::Json(value) => Some((JSON, value)),
        Content::Written(bytes) => Some((JSON, serde_json::from_slice(&bytes).unwrap_or_default())),
        Content::Text(text) => Some(("text/plain", json!(text))),
    };
    if let Some((media_type, body)) = body {
        written.insert("Content-Type".to_owned(), json!(media_type));
        response.insert("body".to_owned(), body);
    }
    response.insert("id".to_owned(), json!(item.id));
    response.insert("status".to_owned(), json!(status.as_u16()));
    response.insert("headers".to_owned(), Value::Object(written));
    (status, Value::Object(response))
}
