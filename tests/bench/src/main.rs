//! `bench make big_profile SAMPLES`: writes a generated profile to standard output. `bench run WORK FILE RUNS`: does the
//! work and prints, one a line, what came of it, the peak of the process's memory after the first run in bytes, and the
//! seconds of each run.
#![allow(clippy::print_stdout, reason = "that is what it is for")]

use std::io::{Write, stdout};
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use bench::Work;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", "big_profile", samples] => {
            Ok(stdout().write_all(&testkit::gzip(&testkit::big_profile(samples.parse()?)))?)
        }
        ["run", work, file, runs] => run(work, file, runs.parse()?),
        _ => bail!("usage: bench make big_profile SAMPLES | bench run WORK FILE RUNS"),
    }
}

fn run(name: &str, file: &str, runs: usize) -> Result<()> {
    let bytes = fs::read(file).with_context(|| file.to_owned())?;
    let mut work = Work::new(name, bytes).with_context(|| format!("no work {name} on {file}"))?;
    for index in 0..runs {
        work.reset();
        let start = Instant::now();
        let made = work.run().with_context(|| format!("{name} failed on {file}"))?;
        let seconds = start.elapsed().as_secs_f64();
        if index == 0 {
            println!("{made}\n{}", peak_bytes()?);
        }
        println!("{seconds}");
    }
    Ok(())
}

/// The most memory this process has had in RAM, by Linux.
fn peak_bytes() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status").context("peak memory is read from Linux's /proc")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
}
