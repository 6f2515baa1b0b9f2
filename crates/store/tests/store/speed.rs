//! The budget: 500 guarded writes a second with 8 writers, each on the disk before it is acknowledged.

use std::sync::Arc;
use std::time::{Duration, Instant};

use enrollment::profile::ProfileChange;
use enrollment::text::Description;
use pomona_store::ProfileStore as _;

use crate::fixture::{Fixture, ada, id, moment};

const WRITERS: u32 = 8;
const TIME: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures this machine: run by hand with --release"]
async fn eight_writers_make_500_guarded_writes_a_second() {
    let fixture = Fixture::new().await;
    for number in 0..100 {
        fixture.create(100 + number, &format!("Profile {number}")).await;
    }
    let store = Arc::new(fixture.store);
    let begin = Instant::now();
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        let store = Arc::clone(&store);
        writers.push(tokio::spawn(async move {
            let mut version = 1;
            while begin.elapsed() < TIME {
                let description = Some(Description::parse(&format!("Text {version}")).expect("fine"));
                let change = ProfileChange { description, ..ProfileChange::default() };
                let saved = store.change_profile(&ada(), moment(2), &id(100 + writer), Some(version), change).await;
                version = saved.expect("written").expect("nobody else changes it").profile.version;
            }
            version - 1
        }));
    }
    let mut done = 0;
    for writer in writers {
        done += writer.await.expect("no panic");
    }
    let per_second = done / TIME.as_secs();
    println!("{per_second} guarded writes a second");
    assert!(per_second >= 500);
}
