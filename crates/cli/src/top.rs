//! `oomscope top`

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueEnum};
use decode::pprof::Profile;
use decode::{Facts, Limits, Source};
use text::{English, Sentences};
use view::Granularity;
use view::filter::Filters;
use view::top::{self, Table};

/// Arguments of `oomscope top`; filters as in `go tool pprof`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// What to add up: `inuse_space`, `inuse_objects`, `alloc_space`, `alloc_objects`, …
    #[arg(long, value_name = "TYPE")]
    sample: Option<String>,
    /// Show the difference to this profile, as `-diff_base` does.
    #[arg(long, value_name = "FILE")]
    base: Option<PathBuf>,
    /// What a row stands for.
    #[arg(long, value_enum, default_value_t = RowsOf::Functions)]
    granularity: RowsOf,
    /// Keep stacks that match.
    #[arg(long, value_name = "RE")]
    focus: Option<String>,
    /// Drop stacks that match.
    #[arg(long, value_name = "RE")]
    ignore: Option<String>,
    /// Drop frames that match.
    #[arg(long, value_name = "RE")]
    hide: Option<String>,
    /// Keep only frames that match.
    #[arg(long, value_name = "RE")]
    show: Option<String>,
    /// Drop what is above the first frame that matches.
    #[arg(long = "show-from", alias = "show_from", value_name = "RE")]
    show_from: Option<String>,
    /// Keep samples with a label that matches.
    #[arg(long, value_name = "RE")]
    tagfocus: Option<String>,
    /// Drop samples with a label that matches.
    #[arg(long, value_name = "RE")]
    tagignore: Option<String>,
    /// Print the table as JSON: every row, integers.
    #[arg(long)]
    json: bool,
    /// The profile; several are added up.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Granularities by pprof's names.
#[derive(Clone, Copy, ValueEnum)]
enum RowsOf {
    Functions,
    Filefunctions,
    Files,
    Lines,
}

impl From<RowsOf> for Granularity {
    fn from(rows: RowsOf) -> Self {
        match rows {
            RowsOf::Functions => Self::Functions,
            RowsOf::Filefunctions => Self::Filefunctions,
            RowsOf::Files => Self::Files,
            RowsOf::Lines => Self::Lines,
        }
    }
}

/// Prints the table of `go tool pprof -top` for a profile, with every row.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let printed = table(arguments).and_then(|table| {
        let output = if arguments.json { serde_json::to_string(&table)? + "\n" } else { plain(&table) };
        Ok(std::io::stdout().write_all(output.as_bytes())?)
    });
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "oomscope: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn table(arguments: &Arguments) -> Result<Table> {
    let nothing_shared = |_| anyhow!("the profiles have no sample type in common");
    let (first, more) = arguments.files.split_first().context("no file")?;
    let mut profile = read(first)?;
    for file in more {
        profile = profile.plus(&read(file)?).map_err(nothing_shared)?;
    }
    if let Some(base) = &arguments.base {
        profile = profile.minus(&read(base)?).map_err(nothing_shared)?;
    }
    let sample_type = view::sample_type(&profile, wanted(arguments, &profile))?;
    let filters = Filters {
        focus: arguments.focus.clone(),
        ignore: arguments.ignore.clone(),
        hide: arguments.hide.clone(),
        show: arguments.show.clone(),
        show_from: arguments.show_from.clone(),
        tagfocus: arguments.tagfocus.clone(),
        tagignore: arguments.tagignore.clone(),
    };
    let filtered = filters.apply(&profile)?;
    // As in pprof, percentages stay those of the whole profile.
    let total = top::total(&profile, sample_type);
    Ok(Table { total, ..top::table(&filtered.profile, sample_type, arguments.granularity.into()) })
}

/// What was asked for; else what is live, where the profile has it: it is what memory questions are about.
fn wanted<'a>(arguments: &'a Arguments, profile: &Profile) -> Option<&'a str> {
    arguments.sample.as_deref().or_else(|| profile.type_index("inuse_space").map(|_| "inuse_space"))
}

fn read(path: &Path) -> Result<Profile> {
    let name = path.display().to_string();
    let bytes = fs::read(path).with_context(|| name.clone())?;
    let inputs = decode::decode(Source { name: &name, bytes: &bytes }, &Limits::default(), &mut decode::unwatched);
    let input = inputs.into_iter().next().ok_or_else(|| anyhow!("{name}: nothing in it"))?;
    if let Some(error) = &input.error {
        return Err(anyhow!("{name}: {}", English.error(error)));
    }
    match input.facts {
        Facts::Profile(profile) | Facts::HeapText { profile, .. } => Ok(*profile),
        _ => Err(anyhow!("{name}: this is not a profile")),
    }
}

fn plain(table: &Table) -> String {
    let mut text = format!("{} ({}), total {}\n", table.sample, table.unit, table.total);
    let _ = writeln!(text, "{:>16} {:>7} {:>16} {:>7}", "flat", "flat%", "cum", "cum%");
    let share = |value: i64| value as f64 / (table.total.max(1)) as f64 * 100.0;
    for row in &table.rows {
        let place = match (row.file.as_str(), row.line) {
            ("", _) => String::new(),
            (file, 0) => format!("  {file}"),
            (file, line) => format!("  {file}:{line}"),
        };
        let (flat, cum) = (share(row.flat), share(row.cum));
        let _ = writeln!(text, "{:>16} {flat:>6.2}% {:>16} {cum:>6.2}%  {}{place}", row.flat, row.cum, row.name);
    }
    text
}
