//! The one writer. Jobs wait in a queue; all that wait are done in one transaction, each behind its own savepoint, and
//! are answered after the commit. So a commit's wait for the disk is shared, and an answer is never ahead of the disk.

use std::mem;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::{mpsc, oneshot};

use super::dialect;
use super::pictures::{Pictures, Published};
use super::work::Work;
use crate::error::StoreError;

/// The most jobs in one transaction, so that the first of many does not wait for long.
const BATCH: usize = 128;
/// How many jobs may wait before those who bring more wait too.
const QUEUE: usize = 1_024;

/// Tells the one who asked: done when the commit was fine, else why not.
type Reply = Box<dyn FnOnce(Result<(), String>) + Send>;
type Job = Box<dyn for<'a> FnOnce(&'a mut Work) -> BoxFuture<'a, Ran> + Send>;

/// A job that ran.
struct Ran {
    /// Whether what it wrote is to stay.
    keep: bool,
    reply: Reply,
}

/// The way to the writer.
#[derive(Debug)]
pub(super) struct Queue {
    jobs: mpsc::Sender<Job>,
}

impl Queue {
    /// Runs a job in a transaction and answers once it is on the disk. What a refused or failed job wrote is undone.
    pub(super) async fn write<T, R>(
        &self,
        job: impl for<'a> FnOnce(&'a mut Work) -> BoxFuture<'a, Result<Result<T, R>, StoreError>> + Send + 'static,
    ) -> Result<Result<T, R>, StoreError>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |work| {
            async move {
                let result = job(work).await;
                let keep = matches!(result, Ok(Ok(_)));
                let reply: Reply = Box::new(move |committed| {
                    // Nobody listens any more when the caller went away; the write counts all the same.
                    let _ = answer.send(committed.map_err(StoreError::Unavailable).and(result));
                });
                Ran { keep, reply }
            }
            .boxed()
        });
        let gone = || StoreError::Unavailable("it is closed, or the transaction failed".to_owned());
        self.jobs.send(job).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

/// The writer itself, which lives in a task.
pub(super) struct Writer {
    folder: PathBuf,
    published: Arc<Published>,
    /// Gone after a failed transaction: the next one opens a new connection and reads everything again.
    work: Option<Work>,
    jobs: mpsc::Receiver<Job>,
}

impl Writer {
    /// A writer on an open connection, and the way to it.
    pub(super) fn new(folder: PathBuf, published: Arc<Published>, work: Work) -> (Self, Queue) {
        let (sender, receiver) = mpsc::channel(QUEUE);
        (Self { folder, published, work: Some(work), jobs: receiver }, Queue { jobs: sender })
    }

    /// Works until `stop` says so and nothing waits any more.
    pub(super) async fn run(mut self, mut stop: oneshot::Receiver<()>) {
        let mut waiting = Vec::with_capacity(BATCH);
        let mut open = true;
        loop {
            tokio::select! {
                biased;
                count = self.jobs.recv_many(&mut waiting, BATCH) => {
                    if count == 0 {
                        break;
                    }
                    self.batch(mem::take(&mut waiting)).await;
                }
                _ = &mut stop, if open => {
                    self.jobs.close();
                    open = false;
                }
            }
        }
        if let Some(work) = self.work
            && let Err(error) = work.connection.close().await
        {
            tracing::warn!(%error, "the database could not be closed cleanly");
        }
    }

    async fn batch(&mut self, jobs: Vec<Job>) {
        let mut replies = Vec::with_capacity(jobs.len());
        let committed = match self.transaction(jobs, &mut replies).await {
            Ok(work) => {
                self.published.publish(&work.pictures);
                self.work = Some(work);
                Ok(())
            }
            Err(error) => {
                tracing::error!(%error, "a transaction failed");
                self.read_again().await;
                Err(error.to_string())
            }
        };
        for reply in replies {
            reply(committed.clone());
        }
        if let Some(work) = &mut self.work {
            work.reservations.clear();
        }
    }

    /// Runs the jobs and commits. On an error the connection is dropped with the transaction in it.
    async fn transaction(&mut self, jobs: Vec<Job>, replies: &mut Vec<Reply>) -> Result<Work, StoreError> {
        let mut work = match self.work.take() {
            Some(mut work) => {
                begin(&mut work).await?;
                work.pictures = Pictures::read(&mut work.connection, Some(&work.pictures)).await?;
                work
            }
            None => self.open().await?,
        };
        for job in jobs {
            let before = work.pictures.clone();
            sqlx::query("SAVEPOINT job").execute(&mut work.connection).await?;
            // A mistake in one job must not stop the writing of all others.
            let ran = AssertUnwindSafe(job(&mut work)).catch_unwind().await;
            if !ran.as_ref().is_ok_and(|ran| ran.keep) {
                sqlx::query("ROLLBACK TO SAVEPOINT job").execute(&mut work.connection).await?;
                work.pictures = before;
            }
            sqlx::query("RELEASE SAVEPOINT job").execute(&mut work.connection).await?;
            replies.extend(ran.map(|ran| ran.reply));
        }
        sqlx::query("COMMIT").execute(&mut work.connection).await?;
        Ok(work)
    }

    async fn open(&self) -> Result<Work, StoreError> {
        let connection = dialect::writer(&self.folder).create_if_missing(false).connect().await?;
        let pictures = Pictures::clone(&self.published.get());
        let mut work = Work { connection, pictures, reservations: Vec::new() };
        begin(&mut work).await?;
        work.pictures = Pictures::read(&mut work.connection, None).await?;
        Ok(work)
    }

    /// After a commit of which nobody knows whether it came to the disk: what the disk says counts.
    async fn read_again(&mut self) {
        match self.open().await {
            Ok(mut work) => {
                if sqlx::query("ROLLBACK").execute(&mut work.connection).await.is_ok() {
                    self.published.publish(&work.pictures);
                    self.work = Some(work);
                }
            }
            Err(error) => tracing::warn!(%error, "the database could not be read again, it will be tried at the next write"),
        }
    }
}

async fn begin(work: &mut Work) -> Result<(), StoreError> {
    sqlx::query(dialect::BEGIN_WRITE).execute(&mut work.connection).await?;
    Ok(())
}
