//! Growth function by function.

use std::collections::BTreeMap;

use decode::pprof::{Profile, SampleId};
use decode::units::Bytes;

use super::{LEAST_GROWTH, Point, blame};
use crate::process::{object_size, sampling_probability};

/// How the live bytes of a function went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Fewer than three points: growth was seen, its shape was not.
    TooFewPoints,
    /// It still grew at the end.
    Sustained,
    /// It grew and stopped, although the program went on allocating.
    Plateau,
}

/// One function over the points of a series.
#[derive(Debug, Clone)]
pub(crate) struct SiteGrowth {
    /// Function.
    pub function: String,
    /// Source file; empty if unknown.
    pub file: String,
    /// The line that allocates most; 0 if unknown.
    pub line: i64,
    /// Live bytes at the last point.
    pub inuse: Bytes,
    /// Live bytes gained from the first to the last point.
    pub growth: i64,
    /// Bytes allocated between them.
    pub allocated: i64,
    /// Standard deviation of `growth` from sampling, in bytes.
    pub sd: f64,
    /// Relative standard error of `inuse` from sampling.
    pub relative_error: Option<f64>,
    /// How it went.
    pub shape: Shape,
    /// Every function on its stacks at the last point.
    pub functions: Vec<String>,
}

impl SiteGrowth {
    /// Growth in standard deviations.
    pub(crate) fn z(&self) -> f64 {
        if self.growth <= 0 { 0.0 } else { self.growth as f64 / self.sd.max(1.0) }
    }

    /// Share of the bytes allocated between the points that is still live: Δinuse/Δalloc.
    pub(crate) fn retention(&self) -> Option<f64> {
        (self.allocated > 0).then(|| self.growth as f64 / self.allocated as f64)
    }
}

/// Live and allocated bytes of one function at one point, with what the sampling error needs.
#[derive(Debug, Default)]
struct Cell {
    inuse: i64,
    alloc: i64,
    lines: BTreeMap<i64, i64>,
    file: String,
    /// Live and allocated objects by object size.
    sizes: BTreeMap<i64, (i64, i64)>,
    functions: Vec<String>,
}

/// All functions that hold or allocate anything, by name.
pub(super) fn table(profiles: &[&Profile], points: &[Point]) -> Vec<SiteGrowth> {
    let cells: Vec<BTreeMap<String, Cell>> = profiles.iter().map(|profile| read(profile)).collect();
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return Vec::new() };
    let rate = profiles.first().map_or(0, |profile| profile.period());
    let empty = Cell::default();
    let site = |(function, cell): (&String, &Cell)| {
        let before = if cells.len() > 1 { first.get(function).unwrap_or(&empty) } else { &empty };
        let curve: Vec<i64> = cells.iter().map(|cells| cells.get(function).map_or(0, |cell| cell.inuse)).collect();
        let (growth, sd) = (cell.inuse - before.inuse, deviation(before, cell, rate));
        let single = cells.len() < 2;
        SiteGrowth {
            function: function.clone(),
            file: cell.file.clone(),
            line: cell.lines.iter().max_by_key(|(_, bytes)| **bytes).map_or(0, |(line, _)| *line),
            inuse: Bytes(u64::try_from(cell.inuse).unwrap_or(0)),
            growth: if single { 0 } else { growth },
            allocated: if single { 0 } else { cell.alloc - before.alloc },
            sd,
            relative_error: relative_error(cell, rate),
            shape: shape(&curve, points, sd),
            functions: cell.functions.clone(),
        }
    };
    last.iter().map(site).collect()
}

fn read(profile: &Profile) -> BTreeMap<String, Cell> {
    let mut cells: BTreeMap<String, Cell> = BTreeMap::new();
    let columns = ["inuse_space", "alloc_space", "inuse_objects", "alloc_objects"].map(|name| profile.type_index(name));
    let [Some(inuse), Some(alloc), Some(live), Some(made)] = columns else { return cells };
    for sample in profile.samples() {
        let value = |column| profile.value(sample, column);
        if value(inuse) == 0 && value(alloc) == 0 {
            continue;
        }
        let frames: Vec<_> = profile.stack_frames(sample).copied().collect();
        let Some(frame) = blame::frame(profile, &frames) else { continue };
        let cell = cells.entry(profile.function_name(&frame).to_owned()).or_default();
        cell.inuse += value(inuse);
        cell.alloc += value(alloc);
        *cell.lines.entry(frame.line).or_default() += value(inuse).max(value(alloc) / 1024);
        profile.file_name(&frame).clone_into(&mut cell.file);
        let size = cell.sizes.entry(size_of(profile, sample, value(alloc), value(made))).or_default();
        (size.0, size.1) = (size.0 + value(live), size.1 + value(made));
        if value(inuse) > 0 {
            cell.functions.extend(frames.iter().map(|frame| profile.function_name(frame).to_owned()));
        }
    }
    cells
}

/// Object size by label, else the average of what was allocated.
fn size_of(profile: &Profile, sample: SampleId, bytes: i64, objects: i64) -> i64 {
    match object_size(profile, sample) {
        0 => bytes.checked_div(objects).unwrap_or(0),
        size => size,
    }
}

/// Standard deviation of the growth between two points. An object is sampled for its whole life or never, so only
/// objects that came or went in between add noise: at most as many as were allocated in between, and at most as many
/// as are live at either end. With k of them sampled at probability p, the sum of their sizes s has the variance
/// s²·k·(1-p)/p² (`domain.md` §C1); one sample more or less is the least that chance can do.
fn deviation(before: &Cell, after: &Cell, rate: i64) -> f64 {
    let mut variance = 0.0;
    for (size, (live, made)) in &after.sizes {
        let (live_before, made_before) = before.sizes.get(size).copied().unwrap_or_default();
        let changed = (made - made_before).max(0).min(live + live_before);
        let p = sampling_probability(*size, rate);
        variance += (*size as f64).powi(2) * changed as f64 * (1.0 - p) / p;
    }
    variance.sqrt()
}

fn relative_error(cell: &Cell, rate: i64) -> Option<f64> {
    let variance: f64 = cell
        .sizes
        .iter()
        .map(|(size, (live, _))| {
            let p = sampling_probability(*size, rate);
            (*size as f64).powi(2) * *live as f64 * (1.0 - p) / p
        })
        .sum();
    (cell.inuse > 0).then(|| variance.sqrt() / cell.inuse as f64)
}

/// Share of the allocations in which the end of a curve is looked at.
const LATE: f64 = 0.25;
/// A curve has stopped if it grows at less than this share of its average slope (`domain.md` §G3).
const STOPPED: f64 = 0.2;

/// Whether a curve still grows in the last quarter of the allocations.
fn shape(curve: &[i64], points: &[Point], sd: f64) -> Shape {
    let n = curve.len();
    if n < 3 {
        return Shape::TooFewPoints;
    }
    let alloc = |index: usize| points[index].alloc.as_f64();
    let whole = alloc(n - 1) - alloc(0);
    let from = (0..n - 1).rev().find(|index| alloc(n - 1) - alloc(*index) >= LATE * whole).unwrap_or(0);
    let part = (alloc(n - 1) - alloc(from)) / whole.max(1.0);
    let growth = (curve[n - 1] - curve[0]) as f64;
    let expected = growth * part;
    let found = (curve[n - 1] - curve[from]) as f64;
    // Only a missing growth that would have been noticed counts.
    let noticeable = expected >= LEAST_GROWTH.as_f64().max(3.0 * sd * part.sqrt() / 2.0);
    if found < STOPPED * expected && noticeable { Shape::Plateau } else { Shape::Sustained }
}
