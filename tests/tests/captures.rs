//! The commands that a report asks to be run are commands that a shell can run.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use decode::Input;
use diagnose::report::{CaptureReason, NextCapture, Options};
use tests::incidents;

/// What is asked for where all files, all but the first, or only one of them are known.
fn asked() -> Vec<NextCapture> {
    let ask = |inputs: &[Input]| diagnose::diagnose(inputs, &Options::default()).next_capture;
    let mut asked = ask(&[]);
    for incident in incidents() {
        let inputs = incident.inputs();
        asked.extend(ask(&inputs));
        asked.extend(ask(&inputs[1..]));
        asked.extend(inputs.iter().flat_map(|input| ask(std::slice::from_ref(input))));
    }
    asked
}

#[test]
fn a_shell_can_parse_every_command() {
    let commands = asked().into_iter().filter(|next| next.why != CaptureReason::NoPprof).map(|next| next.command);
    let commands: BTreeSet<String> = commands.collect();
    assert!(commands.iter().any(|command| command.contains("before-kill")), "the loop is among them");
    for command in commands {
        let mut shell = Command::new("sh").arg("-n").stdin(Stdio::piped()).spawn().unwrap();
        shell.stdin.take().unwrap().write_all(command.as_bytes()).unwrap();
        assert!(shell.wait().unwrap().success(), "{command}");
    }
}

#[test]
fn the_handlers_to_add_stay_off_the_default_mux() {
    let snippet = asked().into_iter().find(|next| next.why == CaptureReason::NoPprof).unwrap().command;
    assert!(snippet.starts_with("package main\n") && snippet.contains("127.0.0.1:6060"));
    assert!(!snippet.contains("net/http/pprof"), "its init puts pprof beside the API");
}
