//! Where things lie in this repository.

use std::env;
use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn root() -> PathBuf {
    // Cargo says at run time where the package is now; the place at build time is for an xtask that is started by hand.
    let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or(package.clone(), Path::to_path_buf)
}

/// Cargo's own output.
pub fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from))
}

/// Tools at pinned versions, and what they need, that belong to this repository alone.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// The finished web app, which the server embeds.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The finished server.
pub fn binary() -> PathBuf {
    target().join("release").join(format!("pomona{}", env::consts::EXE_SUFFIX))
}
