//! `cargo xtask bench`: measures, natively and in wasm in a real browser, and keeps the results.
//!
//! A benchmark is a file here with a function from [`Setup`] to a [`Table`], and its line in [`BENCHES`]; what is counted
//! and not timed needs no [`Setup`], and has its line in [`COUNTS`].

mod browser;
mod decode;
mod describe;
mod flame;
mod inputs;
mod lighthouse;
mod native;
mod share;
mod table;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use crate::build;
use crate::page::Profile;
use crate::server;
use crate::shell::step;
use crate::workspace::Workspace;
use inputs::Input;
use table::Table;

/// A benchmark: its name and what it does with what it needs.
type Benchmark<Of> = (&'static str, fn(&Of) -> Result<Table>);

/// Every benchmark.
const BENCHES: [Benchmark<Setup>; 4] =
    [("decode", decode::run), ("describe", describe::run), ("flame", flame::run), ("lighthouse", lighthouse::run)];

/// Tables of what is counted, not timed: the same on every machine, and made in seconds.
const COUNTS: [Benchmark<Workspace>; 1] = [("share", share::run)];

/// What to measure.
#[derive(clap::Args)]
#[command(
    about = "Measures decoding, the flame graph and how the page loads, natively and in Chromium, and counts the characters of links"
)]
pub(crate) struct Options {
    /// Writes the results to tests/bench/RESULTS.md too
    #[arg(long)]
    write: bool,
    /// Runs of each piece of work; the median counts
    #[arg(long, default_value_t = 9)]
    runs: usize,
    /// Leaves out what Go's own tools take, which is minutes
    #[arg(long)]
    without_go: bool,
    /// Names of benchmarks; all if none is given
    names: Vec<String>,
}

/// What benchmarks work with.
pub(crate) struct Setup {
    workspace: Workspace,
    /// Where generated files and the page of the benchmarks are.
    folder: PathBuf,
    chromium: crate::browser::Browser,
    /// Built when first asked for: the flame graph needs neither.
    native: OnceCell<native::Native>,
    worker: OnceCell<browser::Browser>,
    /// Where the page that ships is served.
    page: OnceCell<String>,
    runs: usize,
    with_go: bool,
}

/// What one piece of work took.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(crate) struct Measured {
    /// What came of it: bytes, samples, rows, inputs.
    made: u64,
    /// The most memory it took, its input included.
    peak_bytes: u64,
    /// Of each run.
    seconds: Vec<f64>,
}

/// Where work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Native,
    Wasm,
}

impl Place {
    const ALL: [Self; 2] = [Self::Native, Self::Wasm];

    const fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Wasm => "wasm in Chromium",
        }
    }
}

impl Measured {
    /// The middle of the runs.
    fn median(&self) -> f64 {
        median(&self.seconds)
    }
}

/// The middle of some numbers.
fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

impl Setup {
    fn new(options: &Options) -> Result<Self> {
        let workspace = Workspace::find()?;
        let folder = workspace.target.join("bench");
        fs::create_dir_all(&folder)?;
        let chromium = crate::browser::for_benchmarks(&workspace)?;
        let (native, worker, page) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Ok(Self { workspace, folder, chromium, native, worker, page, runs: options.runs, with_go: !options.without_go })
    }

    /// The native program.
    fn native(&self) -> Result<&native::Native> {
        if self.native.get().is_none() {
            // Nobody else sets it.
            let _ = self.native.set(native::Native::build(&self.workspace)?);
        }
        self.native.get().context("the native benchmarks")
    }

    /// The same work in a worker.
    fn worker(&self) -> Result<&browser::Browser> {
        if self.worker.get().is_none() {
            let _ = self.worker.set(browser::Browser::build(self)?);
        }
        self.worker.get().context("the benchmarks in the browser")
    }

    /// The address of the page that ships, built and served when first asked for.
    fn page(&self) -> Result<&str> {
        if self.page.get().is_none() {
            build::dist(&self.workspace, Profile::Release)?;
            let _ = self.page.set(format!("http://{}/", server::start(&self.workspace.dist(), 0)?));
        }
        self.page.get().map(String::as_str).context("the page that ships")
    }

    /// The folder with the drivers and Playwright.
    fn drivers(&self) -> PathBuf {
        self.workspace.root.join("tests/browser")
    }

    /// Does each of `works` (see the package `bench`) on a file, by turns, so that whatever else the machine is busy with
    /// hits all of them alike.
    fn measure(&self, place: Place, works: &[&str], input: &Input) -> Result<Vec<Measured>> {
        const TURNS: usize = 3;
        let mut all: Vec<Measured> = works.iter().map(|_| Measured::default()).collect();
        for _ in 0..TURNS {
            for (work, sum) in works.iter().zip(&mut all) {
                let runs = self.runs.div_ceil(TURNS);
                let measured = match place {
                    Place::Native => self.native()?.run(work, input, runs)?,
                    Place::Wasm => self.worker()?.run(work, input, runs)?,
                };
                ensure!(measured.seconds.len() == runs, "{work} was done {} times", measured.seconds.len());
                sum.made = measured.made;
                sum.peak_bytes = sum.peak_bytes.max(measured.peak_bytes);
                sum.seconds.extend(measured.seconds);
            }
        }
        Ok(all)
    }
}

/// Runs the task.
pub(crate) fn bench(options: &Options) -> Result<()> {
    let known: Vec<&str> = BENCHES.iter().map(|(name, _)| *name).chain(COUNTS.iter().map(|(name, _)| *name)).collect();
    if let Some(unknown) = options.names.iter().find(|name| !known.contains(&name.as_str())) {
        bail!("there is no benchmark {unknown}, there are: {}", known.join(", "));
    }
    let wanted = |name: &str| options.names.is_empty() || options.names.iter().any(|wanted| wanted == name);
    let workspace = Workspace::find()?;
    let mut sections = BTreeMap::new();
    for (name, run) in COUNTS.into_iter().filter(|(name, _)| wanted(name)) {
        let table = step(name, || run(&workspace))?;
        println!("\n{table}");
        sections.insert(name.to_owned(), table.to_string());
    }
    let timed: Vec<Benchmark<Setup>> = BENCHES.into_iter().filter(|(name, _)| wanted(name)).collect();
    if !timed.is_empty() {
        let setup = Setup::new(options)?;
        let machine = table::machine(&setup.chromium);
        for (name, run) in timed {
            let table = step(name, || run(&setup))?;
            println!("\n{table}");
            sections.insert(name.to_owned(), format!("{}\n\n{machine}", table.to_string().trim()));
        }
        println!("{machine}");
    }
    if options.write { write(&workspace, sections) } else { Ok(()) }
}

/// Writes the sections that were measured into the file of results; the others stay.
fn write(workspace: &Workspace, measured: BTreeMap<String, String>) -> Result<()> {
    let path: PathBuf = workspace.root.join("tests/bench/RESULTS.md");
    let before = fs::read_to_string(&path).unwrap_or_default();
    let mut sections: BTreeMap<String, String> = BTreeMap::new();
    for section in before.split("\n## ").skip(1) {
        if let Some((name, text)) = section.split_once('\n') {
            sections.insert(name.to_owned(), text.trim().to_owned());
        }
    }
    for (name, text) in measured {
        sections.insert(name, text.trim().to_owned());
    }
    // What people wrote about how it was measured stays.
    let words = before.split("\n## ").next().filter(|words| !words.is_empty());
    let mut text = words.unwrap_or("# Results\n\nWritten by `cargo xtask bench --write`.\n").to_owned();
    for (name, section) in sections {
        text.extend(["\n## ", &name, "\n\n", &section, "\n"]);
    }
    fs::write(&path, text).with_context(|| format!("writing {}", path.display()))
}
