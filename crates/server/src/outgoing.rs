//! A body that goes out while it is made, on a thread of its own, and that is made no further when nobody reads any more.

use std::convert::Infallible;

use axum::body::Body;
use bytes::Bytes;
use futures::stream::unfold;
use tokio::sync::mpsc::{self, Sender};

/// How many parts may wait until a slow reader takes them.
const WAITING_PARTS: usize = 4;

/// Nobody reads any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;

/// Where the parts go.
#[derive(Debug)]
pub struct Outgoing(Sender<Bytes>);

impl Outgoing {
    /// Sends a part, and waits while the reader is slow. After an error nothing more needs to be made.
    pub fn send(&self, part: impl Into<Bytes>) -> Result<(), Gone> {
        self.0.blocking_send(part.into()).map_err(|_| Gone)
    }
}

/// A body of what `make` sends.
pub fn outgoing(make: impl FnOnce(Outgoing) -> Result<(), Gone> + Send + 'static) -> Body {
    let (sender, receiver) = mpsc::channel(WAITING_PARTS);
    // When nobody reads any more, it ends before its end, which is no failure.
    tokio::task::spawn_blocking(move || make(Outgoing(sender)));
    Body::from_stream(unfold(receiver, |mut receiver| async {
        let part: Result<Bytes, Infallible> = Ok(receiver.recv().await?);
        Some((part, receiver))
    }))
}
