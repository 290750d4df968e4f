//! Goroutine profiles: how many goroutines stand where.

use std::collections::BTreeMap;

use decode::pprof::Profile;
use decode::units::UnixNanos;
use decode::{Facts, Input, Kind};

use crate::growth::blame;

/// One goroutine profile.
#[derive(Debug)]
pub(crate) struct GoroutineProfile {
    /// Index of its input.
    pub input: usize,
    /// When it was taken.
    pub taken_at: Option<UnixNanos>,
    /// All goroutines.
    pub total: u64,
    /// Goroutines by the function that parks them, by name.
    pub sites: BTreeMap<String, GoroutineSite>,
}

/// Goroutines that stand in one function of the program (or of a library, where no function of it is on the stack).
#[derive(Debug, Clone, Default)]
pub(crate) struct GoroutineSite {
    /// How many.
    pub count: u64,
    /// Source file of the function.
    pub file: String,
    /// Line, where most of them stand.
    pub line: i64,
    /// What they wait in: the runtime's own leaf function, such as `runtime.chansend`.
    pub waits_in: String,
    /// Frames on all their stacks together.
    pub depth: u64,
    /// Functions on their stacks.
    pub functions: Vec<String>,
}

/// Reads every goroutine profile among `inputs`, by time.
pub(super) fn read(inputs: &[&Input]) -> Vec<GoroutineProfile> {
    let mut profiles: Vec<GoroutineProfile> =
        inputs.iter().enumerate().filter_map(|(index, input)| goroutine_profile(index, input)).collect();
    profiles.sort_by_key(|profile| (profile.taken_at.is_none(), profile.taken_at, profile.input));
    profiles
}

fn goroutine_profile(index: usize, input: &Input) -> Option<GoroutineProfile> {
    let Facts::Profile(profile) = &input.facts else { return None };
    if input.kind != Kind::Goroutine {
        return None;
    }
    let column = profile.type_index("goroutine")?;
    let mut sites: BTreeMap<String, GoroutineSite> = BTreeMap::new();
    let mut total = 0;
    for sample in profile.samples() {
        let count = u64::try_from(profile.value(sample, column)).unwrap_or(0);
        total += count;
        let frames: Vec<_> = profile.stack_frames(sample).copied().collect();
        let Some(frame) = blame::frame(profile, &frames) else { continue };
        let site = sites.entry(profile.function_name(&frame).to_owned()).or_default();
        if count > site.count {
            (site.line, site.file) = (frame.line, profile.file_name(&frame).to_owned());
            site.waits_in = wait_function(profile, &frames);
        }
        site.count += count;
        site.depth += count * frames.len() as u64;
        site.functions.extend(frames.iter().map(|frame| profile.function_name(frame).to_owned()));
    }
    Some(GoroutineProfile { input: index, taken_at: profile.taken_at(), total, sites })
}

/// The outermost runtime function at the leaf, past `runtime.gopark`: it says what is waited for.
fn wait_function(profile: &Profile, frames: &[decode::pprof::Frame]) -> String {
    let names = frames.iter().map(|frame| profile.function_name(frame));
    names
        .take_while(|name| name.starts_with("runtime."))
        .filter(|name| *name != "runtime.gopark")
        .last()
        .unwrap_or("")
        .to_owned()
}
