//! The last step of every web build, which Trunk calls: builds the other parts of the portal, makes the style sheet, and
//! writes the hashed names of this build into the files that have to know them without asking.

use crate::command::{cargo, program, run};
use crate::fingerprint::fingerprint;
use crate::{project, style_sheet};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Works on the folder in which Trunk has put its output, before it takes the place of the last one.
pub fn write() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).context("this is called by Trunk, at the end of a build")?;

    let list = Part { script: only_file(&folder, "pomona-list-", ".js")?, wasm: only_file(&folder, "pomona-list-", "_bg.wasm")? };
    let (profile, insight) = (build("pomona-profile", &folder)?, build("pomona-insight", &folder)?);
    let management = build("pomona-management", &folder)?;
    let css = style_sheet::join(&project::root().join("style"))?;
    let style = format!("portal-{}.css", fingerprint(css.as_bytes()));
    fs::write(folder.join(&style), css)?;

    let names = [
        ("%list.js%", &*list.script),
        ("%list.wasm%", &list.wasm),
        ("%profile.js%", &profile.script),
        ("%profile.wasm%", &profile.wasm),
        ("%insight.js%", &insight.script),
        ("%insight.wasm%", &insight.wasm),
        ("%management.js%", &management.script),
        ("%management.wasm%", &management.wasm),
        ("%style%", &style),
    ];
    fill_in(&folder.join("embed.js"), &names)?;
    fill_in(&folder.join("index.html"), &[("portal.css", &style)])?;
    let part = |Part { script, wasm }| json!({ "script": script, "wasm": wasm });
    let manifest = json!({
        "embed": "embed.js", "list": part(list), "profile": part(profile), "insight": part(insight), "management": part(management),
        "style": style,
    });
    fs::write(folder.join("asset-manifest.json"), format!("{manifest:#}\n"))?;
    Ok(())
}

/// The files of one part of the portal.
struct Part {
    script: String,
    wasm: String,
}

/// Builds a part as Trunk has built the first one, which is the only one that it knows of.
fn build(name: &str, folder: &Path) -> Result<Part> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let (profile, output) = if is_release { ("wasm-release", "wasm-release") } else { ("dev", "debug") };
    run(cargo().args([
        "build",
        "--quiet",
        "--package",
        "pomona-portal",
        "--bin",
        name,
        "--target",
        TARGET,
        "--profile",
        profile,
        "--offline",
    ]))?;
    let built = project::target().join(TARGET).join(output).join(format!("{name}.wasm"));
    let bound = project::target().join("bound").join(name);
    run(program("wasm-bindgen").args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(&bound).arg(built))?;
    let place = |ending: &str| -> Result<String> {
        let content = fs::read(bound.join(format!("{name}{ending}")))?;
        let hashed = format!("{name}-{}{ending}", fingerprint(&content));
        fs::write(folder.join(&hashed), content)?;
        Ok(hashed)
    };
    Ok(Part { script: place(".js")?, wasm: place("_bg.wasm")? })
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
