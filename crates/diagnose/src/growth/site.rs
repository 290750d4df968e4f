//! Growth function by function.

use std::collections::BTreeMap;

use decode::pprof::Profile;
use decode::units::Bytes;

use super::cell::{Cell, Grain, Place, read};
use super::{LEAST_GROWTH, Point, RISE};
use crate::process::sampling_probability;
use crate::trend::trend;

/// How the live bytes of a function went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Fewer than three points: growth was seen, its shape was not.
    TooFewPoints,
    /// It still grew at the end.
    Sustained,
    /// It still grew at the end, much slower than at the start: a cache that fills up looks like this.
    Slowing,
    /// It grew and stopped, although the program went on allocating.
    Plateau,
    /// It went up and down: more at the end than at the start, but no rise.
    Erratic,
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
    /// Live bytes gained in the later half of the points.
    pub late: i64,
    /// Bytes allocated between them.
    pub allocated: i64,
    /// Those of them in objects of half a MiB and more.
    pub large: i64,
    /// Those of them in goroutines of libraries.
    pub by_others: i64,
    /// Live objects gained from the first to the last point.
    pub objects: i64,
    /// Those of the size that most of the gained bytes are in: what holds it has at least one of them, and may have many
    /// small ones beside it.
    pub main_objects: i64,
    /// Live objects at the last point, where they did not become more but larger: slices that are appended to, buffers,
    /// tables of maps. 0 where they became more.
    pub enlarged: i64,
    /// Live bytes under the main goroutine.
    pub by_main: i64,
    /// Live bytes under goroutines that the program itself started.
    pub by_started: i64,
    /// Standard deviation of `growth` from sampling, in bytes.
    pub sd: f64,
    /// Relative standard error of `inuse` from sampling.
    pub relative_error: Option<f64>,
    /// How it went.
    pub shape: Shape,
    /// Whether it rises from point to point by more than chance.
    pub rises: bool,
    /// Functions on its stacks at the last point, by name, with their bytes.
    pub functions: Vec<(String, i64)>,
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

    /// Whether goroutines that the program itself started may hold most of it.
    pub(crate) fn in_own_goroutines(&self) -> bool {
        self.by_started as f64 >= 0.5 * self.inuse.as_f64()
    }

    /// Whether most of what it holds was allocated by the main goroutine.
    pub(crate) fn set_up_by_main(&self) -> bool {
        self.by_main as f64 >= 0.5 * self.inuse.as_f64()
    }
}

/// All functions, or all their lines, that hold or allocate anything, by name.
pub(super) fn table(profiles: &[&Profile], points: &[Point], grain: Grain) -> Vec<SiteGrowth> {
    let cells: Vec<BTreeMap<Place, Cell>> = profiles.iter().map(|profile| read(profile, grain)).collect();
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return Vec::new() };
    let rate = profiles.first().map_or(0, |profile| profile.period());
    let empty = Cell::default();
    let site = |(place, cell): (&Place, &Cell)| {
        let before = if cells.len() > 1 { first.get(place).unwrap_or(&empty) } else { &empty };
        let curve: Vec<i64> = cells.iter().map(|cells| cells.get(place).map_or(0, |cell| cell.inuse)).collect();
        let (growth, sd) = (cell.inuse - before.inuse, deviation(before, cell, rate));
        let enlarged = if is_enlarged(before, cell) { live_objects(cell) } else { 0 };
        let late = if enlarged > 0 { LATE_STEPS } else { LATE };
        let single = cells.len() < 2;
        let mut functions: Vec<(String, i64)> =
            cell.functions.iter().map(|(name, bytes)| (name.clone(), *bytes)).collect();
        functions.sort_unstable();
        SiteGrowth {
            function: place.function.clone(),
            file: cell.file.clone(),
            line: cell.lines.iter().max_by_key(|(_, bytes)| **bytes).map_or(0, |(line, _)| *line),
            inuse: Bytes(u64::try_from(cell.inuse).unwrap_or(0)),
            growth: if single { 0 } else { growth },
            late: cell.inuse - curve[curve.len() / 2],
            allocated: if single { 0 } else { cell.alloc - before.alloc },
            large: cell.large - if single { 0 } else { before.large },
            by_others: cell.by_others - if single { 0 } else { before.by_others },
            objects: live_objects(cell) - if single { 0 } else { live_objects(before) },
            main_objects: main_objects(before, cell),
            enlarged,
            by_main: cell.by_main,
            by_started: cell.by_started,
            sd,
            relative_error: relative_error(cell, rate),
            shape: shape(&curve, points, sd, late),
            rises: trend(&readings(&curve, points)).is_some_and(|trend| trend.chance <= RISE),
            functions,
        }
    };
    last.iter().map(site).collect()
}

fn live_objects(cell: &Cell) -> i64 {
    cell.sizes.values().map(|(live, _)| live).sum()
}

fn main_objects(before: &Cell, after: &Cell) -> i64 {
    let gained = after.sizes.iter().map(|(size, (live, _))| {
        let objects = live - before.sizes.get(size).map_or(0, |(live, _)| *live);
        (objects * size, objects)
    });
    gained.max().map_or(0, |(_, objects)| objects.max(0))
}

/// Whether a piece of code holds more at the later point because its objects became larger, not more.
fn is_enlarged(before: &Cell, after: &Cell) -> bool {
    let (few, many) = (live_objects(before), live_objects(after));
    few > 0 && after.inuse >= 2 * before.inuse && 2 * many <= 3 * few
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
pub(super) const LATE: f64 = 0.25;
/// The same for objects that become larger: `append` doubles a small slice, and then nothing is seen until as much again
/// was appended as it held (`nextslicecap` in `runtime/slice.go`).
const LATE_STEPS: f64 = 0.5;
/// A curve has stopped if it grows at less than this share of its average slope (`domain.md` §G3).
const STOPPED: f64 = 0.2;
/// A curve slows if its second half rises at less than this share of the slope of its first half (`domain.md` §G3).
const SLOWING: f64 = 0.5;
/// Readings that come in as rising an order as these by chance in more than this share of cases show no rise.
const BY_CHANCE: f64 = 0.05;

/// The curve against the bytes allocated.
fn readings(curve: &[i64], points: &[Point]) -> Vec<(f64, f64)> {
    points.iter().zip(curve).map(|(point, inuse)| (point.alloc.as_f64(), *inuse as f64)).collect()
}

/// Whether a curve rises, and whether it still does in the last part of the allocations, of the share `late`.
pub(super) fn shape(curve: &[i64], points: &[Point], sd: f64, late: f64) -> Shape {
    let n = curve.len();
    if n < 3 {
        return Shape::TooFewPoints;
    }
    let alloc = |index: usize| points[index].alloc.as_f64();
    let whole = alloc(n - 1) - alloc(0);
    let from = (0..n - 1).rev().find(|index| alloc(n - 1) - alloc(*index) >= late * whole).unwrap_or(0);
    let part = (alloc(n - 1) - alloc(from)) / whole.max(1.0);
    let growth = (curve[n - 1] - curve[0]) as f64;
    let expected = growth * part;
    let found = (curve[n - 1] - curve[from]) as f64;
    // Only a missing growth that would have been noticed counts.
    let noticeable = expected >= LEAST_GROWTH.as_f64().max(3.0 * sd * part.sqrt() / 2.0);
    if found < STOPPED * expected && noticeable {
        return Shape::Plateau;
    }
    let Some(trend) = trend(&readings(curve, points)) else { return Shape::TooFewPoints };
    // With four readings or fewer even a steady rise may be chance.
    if n > 4 && trend.chance > BY_CHANCE {
        return Shape::Erratic;
    }
    let slope = |from: usize, to: usize| (curve[to] - curve[from]) as f64 / (alloc(to) - alloc(from)).max(1.0);
    let halves = || {
        let early = slope(0, n / 2);
        (early > 0.0).then(|| slope(n / 2, n - 1) / early)
    };
    let slows = trend.lasting.or_else(halves).is_some_and(|lasting| lasting < SLOWING);
    if slows { Shape::Slowing } else { Shape::Sustained }
}
