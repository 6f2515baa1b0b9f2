//! Building the web app with Trunk, and making `dist/` of it: what the server embeds, with each file also compressed as far
//! as it goes, because a build happens once and a download many times.

use crate::command::{cargo, program, run};
use crate::{project, tools};
use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

type Compress = fn(&[u8]) -> Result<Vec<u8>>;

/// A compressed copy has the name of its file and this after it.
const COMPRESSED: [(&str, Compress); 2] = [("br", brotli), ("gz", gzip)];

/// Builds the release app into `dist/`. Files that did not change are not touched, so that the server is not built again.
pub fn build() -> Result<()> {
    tools::ensure()?;
    // All that needs the network happens here; Trunk and the cargo it calls then work offline.
    run(cargo().args(["fetch", "--target", "wasm32-unknown-unknown"]))?;
    run(trunk().args(["build", "--release", "--offline"]))?;
    finish(&project::root().join("target/web"), &project::dist())
}

/// Trunk with its messages kept to warnings.
pub fn trunk() -> Command {
    let mut trunk = program("trunk");
    trunk.env("RUST_LOG", "warn").env("RUST_BACKTRACE", "0");
    // Trunk reads it as a flag of its own, and refuses the 1 that others expect there.
    trunk.env_remove("NO_COLOR");
    trunk
}

/// Makes `finished` hold exactly the files of `built`, each with its compressed copies.
fn finish(built: &Path, finished: &Path) -> Result<()> {
    let mut expected = BTreeSet::new();
    for name in files(built)? {
        let content = fs::read(built.join(&name))?;
        let target = finished.join(&name);
        let unchanged = fs::read(&target).is_ok_and(|present| present == content);
        if !unchanged {
            write(&target, &content)?;
        }
        for (suffix, compress) in COMPRESSED {
            let copy = with_suffix(&name, suffix);
            if !unchanged || !finished.join(&copy).is_file() {
                write(&finished.join(&copy), &compress(&content)?)?;
            }
            expected.insert(copy);
        }
        expected.insert(name);
    }
    for name in files(finished)?.difference(&expected) {
        fs::remove_file(finished.join(name))?;
    }
    Ok(())
}

/// The files below a folder, by their path in it.
pub fn files(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inside) = open.pop() {
        let path = folder.join(&inside);
        if !path.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&path).with_context(|| format!("cannot read {}", path.display()))? {
            let entry = entry?;
            let name = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                open.push(name);
            } else {
                found.insert(name);
            }
        }
    }
    Ok(found)
}

pub fn with_suffix(name: &Path, suffix: &str) -> PathBuf {
    let mut name = name.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn write(file: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: content.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::{files, finish};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::SystemTime;

    fn names(folder: &Path) -> BTreeSet<PathBuf> {
        files(folder).unwrap()
    }

    fn paths<const N: usize>(names: [&str; N]) -> BTreeSet<PathBuf> {
        names.map(PathBuf::from).into()
    }

    #[test]
    fn every_file_has_its_compressed_copies_and_old_files_go() {
        let (built, finished) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir(built.path().join("inside")).unwrap();
        fs::write(built.path().join("inside/app.js"), "let a = 1;".repeat(100)).unwrap();
        fs::write(finished.path().join("old.js.br"), "old").unwrap();

        finish(built.path(), finished.path()).unwrap();

        assert_eq!(names(finished.path()), paths(["inside/app.js", "inside/app.js.br", "inside/app.js.gz"]));
        let compressed = fs::read(finished.path().join("inside/app.js.br")).unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &compressed[..], &mut plain).unwrap();
        assert_eq!(plain, fs::read(built.path().join("inside/app.js")).unwrap());
    }

    #[test]
    fn only_what_changed_is_written_again() {
        let (built, finished) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(built.path().join("same.css"), "a{}").unwrap();
        fs::write(built.path().join("other.css"), "b{}").unwrap();
        finish(built.path(), finished.path()).unwrap();
        for name in names(finished.path()) {
            let file = fs::File::options().write(true).open(finished.path().join(name)).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }

        fs::write(built.path().join("other.css"), "c{}").unwrap();
        finish(built.path(), finished.path()).unwrap();

        let mut written = names(finished.path());
        written.retain(|name| finished.path().join(name).metadata().unwrap().modified().unwrap() != SystemTime::UNIX_EPOCH);
        assert_eq!(written, paths(["other.css", "other.css.br", "other.css.gz"]));
    }
}
