//! Taking connections in. Nobody keeps one without asking for anything, or there would soon be none for anybody else.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

/// So long may the head of a request take, from the connection or the answer before it to its last line.
pub const LONGEST_HEAD: Duration = Duration::from_secs(30);

/// Answers whoever connects until `told` ends, then finishes what is under way.
pub async fn listen(mut listener: TcpListener, router: Router, longest_head: Duration, told: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(longest_head);
    let connections = GracefulShutdown::new();
    let mut told = pin!(told);
    loop {
        let (stream, peer) = tokio::select! {
            // Where no connection can be opened, for want of file descriptors say, axum logs that and waits before it tries again.
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut told => break,
        };
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            router.clone().oneshot(request)
        });
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended");
            }
        });
    }
    drop(listener);
    connections.shutdown().await;
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;
    use tokio::time::timeout;

    use super::*;

    const SHORT: Duration = Duration::from_millis(200);
    /// Long enough for a busy machine, and shorter than anything that would never end.
    const PATIENCE: Duration = Duration::from_secs(20);

    async fn server(longest_head: Duration) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        let slow = get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
            tokio::time::sleep(SHORT * 2).await;
            peer.to_string()
        });
        let (tell, told) = oneshot::channel();
        let router = Router::new().route("/slow", slow);
        let ended = tokio::spawn(listen(listener, router, longest_head, async move { _ = told.await }));
        (addr, tell, ended)
    }

    /// What the server says until it hangs up.
    async fn rest(mut stream: TcpStream) -> String {
        let mut said = Vec::new();
        timeout(PATIENCE, stream.read_to_end(&mut said)).await.expect("the server hangs up").ok();
        String::from_utf8_lossy(&said).into_owned()
    }

    async fn connected(addr: SocketAddr, sent: &str) -> TcpStream {
        let mut stream = TcpStream::connect(addr).await.expect("it listens");
        stream.write_all(sent.as_bytes()).await.expect("it reads");
        stream
    }

    #[tokio::test]
    async fn who_connects_and_sends_no_whole_head_is_hung_up_on() {
        let (addr, _tell, _) = server(SHORT).await;
        for sent in ["", "GET /slow HTTP/1.1\r\nHost: x\r\nX-Half:"] {
            rest(connected(addr, sent).await).await;
        }
    }

    #[tokio::test]
    async fn an_answer_may_take_longer_than_a_head_and_the_connection_ends_when_nothing_follows() {
        let (addr, _tell, _) = server(SHORT).await;
        let stream = connected(addr, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let own = stream.local_addr().expect("an address").to_string();
        let said = rest(stream).await;
        assert!(said.starts_with("HTTP/1.1 200 OK") && said.ends_with(&own), "{said}");
    }

    #[tokio::test]
    async fn what_is_under_way_is_finished_after_the_end_was_told() {
        let (addr, tell, ended) = server(PATIENCE * 2).await;
        let idle = connected(addr, "").await;
        let busy = connected(addr, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
        tokio::time::sleep(SHORT).await;
        tell.send(()).expect("it runs");
        assert!(rest(busy).await.starts_with("HTTP/1.1 200 OK"));
        rest(idle).await;
        timeout(PATIENCE, ended).await.expect("it ends").expect("without a panic");
        assert!(TcpStream::connect(addr).await.is_err(), "nobody listens any more");
    }
}
