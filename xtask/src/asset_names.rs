//! The last step of every web build, which Trunk calls: makes the style sheet, and writes the hashed names of this build into
//! the files that have to know them without asking.

use crate::fingerprint::fingerprint;
use crate::{project, style_sheet};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Works on the folder in which Trunk has put its output, before it takes the place of the last one.
pub fn write() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).context("this is called by Trunk, at the end of a build")?;

    let script = only_file(&folder, "pomona-portal-", ".js")?;
    let wasm = only_file(&folder, "pomona-portal-", "_bg.wasm")?;
    let css = style_sheet::join(&project::root().join("style"))?;
    let style = format!("portal-{}.css", fingerprint(css.as_bytes()));
    fs::write(folder.join(&style), css)?;

    fill_in(&folder.join("embed.js"), &[("%script%", &script), ("%wasm%", &wasm), ("%style%", &style)])?;
    fill_in(&folder.join("index.html"), &[("portal.css", &style)])?;
    let manifest = json!({ "embed": "embed.js", "script": script, "wasm": wasm, "style": style });
    fs::write(folder.join("asset-manifest.json"), format!("{manifest:#}\n"))?;
    Ok(())
}

fn only_file(folder: &Path, start: &str, end: &str) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with(start) && name.ends_with(end) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [name] => Ok(name.clone()),
        _ => bail!("expected one file {start}*{end} in {}, found {names:?}", folder.display()),
    }
}

/// Each placeholder must be there: one that is missing means that the file and this step have grown apart.
fn fill_in(file: &Path, values: &[(&str, &str)]) -> Result<()> {
    let mut text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    for (placeholder, value) in values {
        if !text.contains(placeholder) {
            bail!("{} has no {placeholder}", file.display());
        }
        text = text.replace(placeholder, value);
    }
    fs::write(file, text)?;
    Ok(())
}
