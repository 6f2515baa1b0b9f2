//! [`Transport`] over the browser's `fetch`, with what gloo-net leaves to its callers: a timeout and aborting on drop.

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use gloo_net::http::RequestBuilder;
use web_sys::{AbortController, AbortSignal, RequestCache, RequestCredentials};

use super::transport::{Method, NetError, Request, Response, Transport};

/// Sends through `fetch`, with the session cookie of this origin.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, NetError>> {
        send(request).boxed_local()
    }
}

/// Aborts with the default reason, because gloo-net panics on reasons that are not an `Error`.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn send(request: Request) -> Result<Response, NetError> {
    let controller = AbortOnDrop(AbortController::new().map_err(|_| NetError::Unreachable)?);
    let timeout = u32::try_from(request.patience.as_millis()).unwrap_or(u32::MAX);
    let signals = js_sys::Array::of2(&controller.0.signal(), &AbortSignal::timeout_with_u32(timeout));
    let signal = AbortSignal::any(&signals);
    let mut builder = RequestBuilder::new(&request.path)
        .method(method(request.method))
        .credentials(RequestCredentials::SameOrigin)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(&signal))
        .header("Accept", "application/json");
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let sent = match &request.body {
        Some(body) => builder.json(body),
        None => builder.build(),
    };
    let answer = sent.map_err(why)?.send().await.map_err(why)?;
    let headers = answer.headers().entries().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let status = answer.status();
    let body = answer.text().await.map_err(why)?;
    Ok(Response { status, headers, body })
}

fn method(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}

fn why(error: gloo_net::Error) -> NetError {
    match error {
        gloo_net::Error::JsError(error) if error.name == "TimeoutError" => NetError::Timeout,
        gloo_net::Error::JsError(error) if error.name == "AbortError" => NetError::Aborted,
        _ => NetError::Unreachable,
    }
}
