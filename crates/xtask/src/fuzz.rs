//! `cargo xtask fuzz`: random input, led by coverage, for every decoder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::shell::{run, step};
use crate::workspace::{Workspace, files_in};

/// What to fuzz, and for how long.
#[derive(clap::Args)]
#[command(about = "Runs every fuzz target of tests/fuzz for a minute, with seeds from the fixtures")]
pub(crate) struct Options {
    /// Seconds for each target
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Names of targets; all if none is given
    targets: Vec<String>,
}

/// Inputs longer than this are cut: mutations of them would be too few a second.
const LONGEST_INPUT: usize = 64 << 10;

/// What names of fixtures that suit a target end like. More seeds are in `tests/fuzz/seeds`, for formats of which there
/// are no captures.
const SEEDS: [(&str, &[&str]); 12] = [
    ("archive", &[".zip", ".tar.gz"]),
    ("cgroup", &["cgroup.1.txt", "cgroup.end.txt"]),
    ("decode", &[""]),
    ("describe", &["describe.txt", "_1.27.txt", "_1.33.txt", "two_pods.txt", "_oom.txt", "_137.txt"]),
    ("gctrace", &["stderr.log"]),
    ("goroutines", &["debug2.txt"]),
    ("kernel", &["dmesg.txt"]),
    ("log", &["stderr.log", "debug2.txt"]),
    ("manifest", &[".yaml"]),
    ("profile", &[".pb.gz"]),
    ("profile_text", &["heap.1.txt", "goroutine.first.txt", "goroutine.txt", "threadcreate.txt"]),
    ("share_link", &[".link"]),
];

/// Runs the task: every target is run, then all findings are told.
pub(crate) fn fuzz(options: &Options) -> Result<()> {
    let workspace = Workspace::find()?;
    check_nightly()?;
    install_cargo_fuzz(&workspace)?;
    let known = targets(&workspace)?;
    if let Some(unknown) = options.targets.iter().find(|name| !known.contains(name)) {
        bail!("there is no fuzz target {unknown}, there are: {}", known.join(", "));
    }
    let wanted = known.iter().filter(|name| options.targets.is_empty() || options.targets.contains(name));
    let failed: Vec<&str> = wanted
        .filter(|target| {
            let done = step(&format!("fuzz {target}"), || fuzz_target(&workspace, target, options.seconds));
            done.inspect_err(|error| eprintln!("{target}: {error:#}")).is_err()
        })
        .map(String::as_str)
        .collect();
    if failed.is_empty() {
        return Ok(());
    }
    let artifacts = folder(&workspace).join("artifacts");
    bail!(
        "not clean, each with its reason above: {}; inputs that were found are in {}",
        failed.join(", "),
        artifacts.display()
    )
}

/// The fuzz targets: the files of `tests/fuzz/targets`.
fn targets(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.root.join("tests/fuzz/targets");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
        names.extend(entry?.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

fn fuzz_target(workspace: &Workspace, target: &str, seconds: u32) -> Result<()> {
    let folder = folder(workspace);
    let (corpus, artifacts) = (folder.join("corpus").join(target), folder.join("artifacts").join(target));
    fs::create_dir_all(&artifacts)?;
    seed(workspace, target, &corpus)?;
    let mut cargo = nightly(workspace);
    cargo.args(["fuzz", "run", "--fuzz-dir", "tests/fuzz", "--target-dir"]).arg(folder.join("target"));
    cargo.arg(target).arg(&corpus).arg("--").arg(format!("-max_total_time={seconds}"));
    cargo.arg(format!("-artifact_prefix={}/", artifacts.display())).arg(format!("-max_len={LONGEST_INPUT}"));
    run(cargo.args(["-timeout=10", "-rss_limit_mb=4096", "-print_final_stats=1", "-verbosity=0"]))
}

/// Puts the start of every file that suits the target into its corpus.
fn seed(workspace: &Workspace, target: &str, corpus: &Path) -> Result<()> {
    fs::create_dir_all(corpus)?;
    let endings = SEEDS.iter().find(|(name, _)| *name == target).map_or(&[][..], |(_, endings)| endings);
    let mut files = Vec::new();
    files_in(&workspace.root.join("tests/fixtures"), &mut files)?;
    files.retain(|path| endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)));
    let own = workspace.root.join("tests/fuzz/seeds").join(target);
    if own.is_dir() {
        files_in(&own, &mut files)?;
    }
    if files.is_empty() {
        bail!(
            "{target} has no seeds: name fixtures for it in crates/xtask/src/fuzz.rs or put files into {}",
            own.display()
        );
    }
    for path in files {
        let bytes = fs::read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        fs::write(corpus.join(format!("seed.{name}")), &bytes[..bytes.len().min(LONGEST_INPUT)])?;
    }
    Ok(())
}

/// Where what fuzzing needs and finds is kept, out of the repository.
fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("fuzz")
}

/// The cargo of the nightly toolchain: sanitizers need it.
fn nightly(workspace: &Workspace) -> Command {
    let mut cargo = Command::new("rustup");
    // The cargo that runs this task has put its own toolchain into the environment.
    cargo
        .args(["run", "nightly", "cargo"])
        .current_dir(&workspace.root)
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN");
    cargo
}

fn check_nightly() -> Result<()> {
    let mut rustc = Command::new("rustup");
    rustc.args(["run", "nightly", "rustc", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    if rustc.status().is_ok_and(|status| status.success()) {
        return Ok(());
    }
    bail!("fuzzing needs a nightly compiler: rustup toolchain install nightly --profile minimal")
}

fn install_cargo_fuzz(workspace: &Workspace) -> Result<()> {
    let mut version = nightly(workspace);
    version.args(["fuzz", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    if version.status().is_ok_and(|status| status.success()) {
        return Ok(());
    }
    step("install cargo-fuzz", || run(nightly(workspace).args(["install", "--locked", "cargo-fuzz"])))
}
