//! The web app is embedded from `dist/` at the top of the project. Where it was not built yet, an empty folder takes its place.

fn main() {
    let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    // When this fails, embedding fails right after, and says where.
    std::fs::create_dir_all(&dist).ok();
    println!("cargo::rerun-if-changed={}", dist.display());
}
