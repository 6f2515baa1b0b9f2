//! What the tests need from the machine: Node, Python and Chromium with its driver. Installed by the system's package
//! manager where that is possible without asking anybody; otherwise the error says what to type.

use crate::command::{find, output, program, run};
use crate::fingerprint::fingerprint;
use crate::project;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian's and Ubuntu's names for what is missing, and the words that install it.
fn install(packages: &[&str], what_for: &str) -> Result<()> {
    let packages_in_words = packages.join(" ");
    let advice = format!("{what_for} needs packages; on Debian: apt-get install {packages_in_words}");
    if find("apt-get").is_none() {
        bail!("{advice}");
    }
    let mut apt = match output(Command::new("id").arg("-u")).as_deref() {
        Ok("0") => vec!["apt-get"],
        _ if output(Command::new("sudo").args(["-n", "true"])).is_ok() => vec!["sudo", "-n", "apt-get"],
        _ => bail!("{advice} (this account may not, so run it as root)"),
    };
    println!("Installing {packages_in_words} ({what_for})");
    let program_name = apt.remove(0);
    let apt_get = |words: &[&str]| run(program(program_name).args(&apt).args(words).env("DEBIAN_FRONTEND", "noninteractive"));
    apt_get(&["update", "--quiet"])
        .and_then(|()| {
            apt_get(&["install", "--yes", "--quiet", "--no-install-recommends"].iter().chain(packages).copied().collect::<Vec<_>>())
        })
        .context(advice)
}

/// The browser and the driver of the same version.
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

/// Finds Chromium or Chrome: what `CHROMIUM` and `CHROMEDRIVER` say, else on the path, else installs it.
pub fn chromium() -> Result<Chromium> {
    let look = || {
        let named = |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file());
        let browser = named("CHROMIUM").or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find))?;
        let driver = named("CHROMEDRIVER").or_else(|| find("chromedriver"))?;
        Some(Chromium { browser, driver })
    };
    if let Some(found) = look() {
        return Ok(found);
    }
    install(&["chromium", "chromium-driver"], "the browser tests")?;
    look().context("Chromium was installed, yet `chromium` or `chromedriver` is not on the path")
}

/// Makes sure that Node and npm are there, and that `folder` has the packages of its lock file.
pub fn node_packages(folder: &Path) -> Result<()> {
    // Some repositories put npm into the package of Node, others beside it.
    for (name, package) in [("node", "nodejs"), ("npm", "npm")] {
        if find(name).is_none() {
            install(&[package], "the browser tests")?;
        }
    }
    let version = output(program("node").arg("--version"))?;
    let major: u32 = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok()).unwrap_or_default();
    if major < 20 {
        bail!("the browser tests need Node 20 or later, this is {version}; install a newer one and put it first on the path");
    }
    once_for(&folder.join("package-lock.json"), &folder.join("node_modules/.installed-for"), || {
        run(program("npm").arg("ci").current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
    })
}

/// Makes sure that `.tools/python` is a virtual environment with the packages of `requirements`, and answers its interpreter.
pub fn python_packages(requirements: &Path) -> Result<PathBuf> {
    let has_venv = || output(program("python3").args(["-c", "import ensurepip, venv"])).is_ok();
    if !has_venv() {
        install(&["python3", "python3-venv"], "the tests with Microsoft's own client")?;
    }
    let environment = project::tools().join("python");
    let python = environment.join("bin/python");
    once_for(requirements, &environment.join(".installed-for"), || {
        run(program("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        run(program(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(requirements))
    })?;
    Ok(python)
}

/// Does `work` unless `stamp` says that it was done for just this content of `cause`.
fn once_for(cause: &Path, stamp: &Path, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let content = fs::read(cause).with_context(|| format!("cannot read {}", cause.display()))?;
    let digest = fingerprint(&content);
    if fs::read_to_string(stamp).is_ok_and(|done| done == digest) {
        return Ok(());
    }
    work()?;
    fs::write(stamp, digest).with_context(|| format!("cannot write {}", stamp.display()))
}
