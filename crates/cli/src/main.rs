//! The terminal program: reads files, calls the crates, prints.

mod diagnose;
mod sharing;
mod top;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Why was this Go container OOM-killed: a leak or a tuning problem, and the YAML that fixes it.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Judge an incident from its files: heap profiles, `kubectl describe pod` output and more.
    Diagnose(diagnose::Arguments),
    /// Print a link that holds the incident: verdict, evidence, patch and pruned call tree, all after the `#`.
    Link(sharing::LinkArguments),
    /// Write the incident as one HTML file that opens from disk with no network.
    Report(sharing::ReportArguments),
    /// Print what a profile holds, function by function: the table of `go tool pprof -top`.
    Top(top::Arguments),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Diagnose(arguments) => diagnose::run(&arguments),
        Command::Link(arguments) => sharing::link(&arguments),
        Command::Report(arguments) => sharing::report(&arguments),
        Command::Top(arguments) => top::run(&arguments),
    }
}
