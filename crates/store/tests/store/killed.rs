//! A process that is killed in the middle of writing loses nothing that it acknowledged.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use enrollment::guid::Guid;
use pomona_store::{ProfileStore as _, Store as _};

use crate::fixture::{ada, id, moment, open, profile};

/// Tells the child where to write.
const FOLDER: &str = "POMONA_TEST_FOLDER";
const ACKNOWLEDGED: &str = "acknowledged ";
const WRITERS: u32 = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the test below in a process of its own, which is then killed"]
async fn writes_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let store = std::sync::Arc::new(open(folder.as_ref()).await);
    let begin = u32::try_from(store.snapshot().order_version).expect("few") * 1_000;
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        let store = std::sync::Arc::clone(&store);
        writers.push(tokio::spawn(async move {
            for number in (begin + writer..).step_by(WRITERS as usize) {
                let mut new = profile(&format!("Profile {number}"));
                new.priority = Some(number % 7);
                let saved = store.create_profile(&ada(), moment(1), id(number), new, None).await.expect("written").expect("allowed");
                let mut out = std::io::stdout().lock();
                writeln!(out, "{ACKNOWLEDGED}{}", saved.profile.id).expect("the parent listens");
                out.flush().expect("the parent listens");
            }
        }));
    }
    for writer in writers {
        writer.await.expect("no panic");
    }
}

#[tokio::test]
async fn every_acknowledged_write_survives_a_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut acknowledged: BTreeSet<Guid> = BTreeSet::new();
    for round in 1..=5_usize {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "killed::writes_until_it_is_killed", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut heard = 0;
        // The pipe is read to its end after the kill: what stands in it was acknowledged too.
        for line in lines {
            let line = line.expect("readable");
            let Some((_, text)) = line.split_once(ACKNOWLEDGED) else { continue };
            // The last line may be cut off by the kill.
            if let Ok(id) = Guid::parse(text) {
                acknowledged.insert(id);
                heard += 1;
            }
            if heard == 15 * round {
                child.kill().expect("it runs");
            }
        }
        child.wait().expect("it ended");
        assert!(heard >= 15 * round, "the child wrote until it was killed");

        // Opening demands places without a gap.
        let store = open(folder.path()).await;
        let there: BTreeSet<Guid> = store.snapshot().ids().into_iter().collect();
        let lost: Vec<_> = acknowledged.difference(&there).collect();
        assert!(lost.is_empty(), "lost in round {round}: {lost:?}");
        // At most what each writer had begun is there without having been acknowledged.
        assert!(there.len() <= acknowledged.len() + round * WRITERS as usize);
        store.close().await;
    }
}
