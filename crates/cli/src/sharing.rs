//! `oomscope link` and `oomscope report`

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use decode::Input;
use diagnose::report::Options;
use share::{Incident, Made, Tier, Wish};

use crate::diagnose::{judge, read_all};

/// What `link` and `report` have in common.
#[derive(Args)]
struct What {
    /// Replace names of pods, namespaces, nodes, owners, containers and files by stand-ins.
    #[arg(long)]
    redact: bool,
    /// Replace functions outside the program's own modules by stand-ins.
    #[arg(long)]
    own_functions: bool,
    /// A title to be shown with it.
    #[arg(long, default_value = "")]
    title: String,
    /// A note to be shown with it.
    #[arg(long, default_value = "")]
    note: String,
    /// Files to read; `-` reads standard input. A folder stands for the files in it.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Arguments of `oomscope link`.
#[derive(Args)]
pub(crate) struct LinkArguments {
    /// How long the link may be.
    #[arg(long, value_enum, default_value_t = Length::Standard)]
    tier: Length,
    /// Where the page is served; without it the link starts with its `#`.
    #[arg(long, value_name = "URL", default_value = "")]
    base: String,
    #[command(flatten)]
    what: What,
}

/// Tiers of links.
#[derive(Clone, Copy, ValueEnum)]
enum Length {
    /// At most 2,000 characters: gets through chat and ticket tools whole.
    Chat,
    /// At most 8,000 characters.
    Standard,
    /// At most 32,000 characters: every browser opens it.
    Full,
}

/// Arguments of `oomscope report`.
#[derive(Args)]
pub(crate) struct ReportArguments {
    /// The page's one-file edition; by default `oomscope.html` or `dist/oomscope.html`, next to this program or here.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Where to write the report; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    what: What,
}

/// Prints a link.
pub(crate) fn link(arguments: &LinkArguments) -> ExitCode {
    let tier = match arguments.tier {
        Length::Chat => Tier::Chat,
        Length::Standard => Tier::Standard,
        Length::Full => Tier::Full,
    };
    let base = arguments.base.split('#').next().unwrap_or_default();
    let printed = made(&arguments.what, tier, base.chars().count()).and_then(|made| {
        writeln!(std::io::stdout(), "{base}{}", made.link)?;
        Ok(())
    });
    end(printed)
}

/// Writes a report.
pub(crate) fn report(arguments: &ReportArguments) -> ExitCode {
    let written = made(&arguments.what, Tier::File, 0).and_then(|made| {
        let path = arguments.page.clone().or_else(find_page).ok_or_else(|| {
            anyhow!("there is no oomscope.html next to this program or in ./dist; say where it is with --page")
        })?;
        let page = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let report = share::embed(&page, &made.link)
            .map_err(|_| anyhow!("{} is not the one-file edition of oomscope", path.display()))?;
        if arguments.output == Path::new("-") {
            std::io::stdout().write_all(report.as_bytes())?;
            return Ok(());
        }
        fs::write(&arguments.output, report).with_context(|| arguments.output.display().to_string())
    });
    end(written)
}

fn end(result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "oomscope: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Judges the files and makes a link of what came out. Fails if none of them could be read.
fn made(what: &What, tier: Tier, address: usize) -> Result<Made> {
    let (inputs, report) = judge(read_all(&what.files), &Options::default());
    if report.inputs.iter().all(|input| input.error.is_some()) {
        bail!("none of the files could be read; oomscope diagnose says why");
    }
    let wish = Wish {
        tier,
        address,
        redact_names: what.redact,
        own_functions_only: what.own_functions,
        title: what.title.clone(),
        note: what.note.clone(),
        ..Wish::default()
    };
    Ok(share::make(&Incident { report: &report, profiles: profiles(&inputs) }, &wish))
}

/// Every profile with the place of its input in the report.
fn profiles(inputs: &[Input]) -> Vec<(usize, &decode::pprof::Profile)> {
    inputs.iter().enumerate().filter_map(|(place, input)| Some((place, input.facts.profile()?))).collect()
}

fn find_page() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    let folders = beside.into_iter().chain([PathBuf::from(".")]);
    let pages = folders.flat_map(|folder| ["oomscope.html", "dist/oomscope.html"].map(|name| folder.join(name)));
    pages.into_iter().find(|page| page.is_file())
}
