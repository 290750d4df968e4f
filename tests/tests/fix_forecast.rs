//! Forecasts against what then happened.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::report::{Class, Options, Report};
use tests::{Incident, incidents};

/// The incident as it stood at this share of its life, with heap profiles and the described pod, and the seconds that were
/// left from the last profile on.
fn early(incident: &Incident, share: f64) -> (Report, f64) {
    let end = incident.label["exit"]["ended_at_seconds"].as_f64().unwrap();
    let files = incident.label["files"].as_array().unwrap();
    let taken =
        |name: &str| files.iter().find(|file| file["path"] == name).and_then(|file| file["at_seconds"].as_f64());
    let there = |kind: &str, input: &Input| match kind {
        "describe" => true,
        "heap" | "heap_after_gc" => taken(&input.name).is_some_and(|at| at <= share * end),
        _ => false,
    };
    let mine = || incident.files.iter().filter(|(kind, input)| there(kind, input)).map(|(_, input)| input);
    let last = mine().filter_map(|input| taken(&input.name)).fold(0.0, f64::max);
    let inputs: Vec<Input> = mine().cloned().collect();
    (diagnose::diagnose(&inputs, &Options::default()), end - last)
}

/// Leaks whose kill does not follow from the past that heap profiles show: they start, swing or jump; a collection that
/// somebody asked for stands among those that came by themselves; much is in stacks and sockets of goroutines, so that what
/// is said is late.
const UNSTEADY: [&str; 7] = [
    "leak_late_start",
    "leak_wave_load",
    "leak_and_spike",
    "leak_map_cache",
    "gleak_transport_per_call",
    "gleak_missing_cancel",
    "gleak_lost_parcels",
];

#[test]
fn the_time_to_the_limit_of_steady_leaks_is_within_twice_of_the_kill() {
    let mut told = 0;
    let mut wrong = Vec::new();
    for incident in incidents().iter().filter(|incident| incident.label["oom_killed"] == true) {
        if !incident.allows("classes", "leak") || UNSTEADY.contains(&incident.name.as_str()) {
            continue;
        }
        let (report, left) = early(incident, 0.6);
        let Some(said) = report.forecast.seconds_to_limit.filter(|_| report.class == Class::Leak) else { continue };
        told += 1;
        if !(0.5..=2.0).contains(&(said.get() / left)) {
            wrong.push(format!("{}: {:.1} s said, {left:.1} s left", incident.name, said.get()));
        }
    }
    assert!(told >= 12, "{told} forecasts");
    assert!(wrong.is_empty(), "{wrong:#?} of {told}");
}
