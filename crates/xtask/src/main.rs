//! The tasks of this repository: `cargo xtask serve | build | test | eval | bench | fuzz`. One task per file; only this crate installs things.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "progress is printed")]

use std::process::ExitCode;

use clap::Parser;

mod bench;
mod browser;
mod build;
mod csp;
mod eval;
mod fuzz;
mod hosted;
mod licences;
mod link_base;
mod npm;
mod one_file;
mod page;
mod serve;
mod server;
mod shell;
mod static_files;
mod template;
mod test;
mod wasm_opt;
mod words;
mod workspace;

/// What to do.
#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, serves and tests the oomscope page.")]
enum Task {
    Serve(serve::Options),
    Build(build::Options),
    Test(test::Options),
    Eval(eval::Options),
    Bench(bench::Options),
    Fuzz(fuzz::Options),
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Serve(options) => serve::serve(&options),
        Task::Build(options) => build::build(&options),
        Task::Test(options) => test::test(&options),
        Task::Eval(options) => eval::eval(&options),
        Task::Bench(options) => bench::bench(&options),
        Task::Fuzz(options) => fuzz::fuzz(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
