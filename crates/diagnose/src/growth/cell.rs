//! What one snapshot says of each piece of code.

use std::collections::BTreeMap;

use decode::pprof::symbol::{self, Origin};
use decode::pprof::{Profile, SampleId};
use rustc_hash::FxHashMap;

use super::blame;
use crate::process::object_size;

/// A piece of code: a function, or one of its lines together with the function that allocates for it, or its objects of
/// one size. A function that throws away much and keeps a little hides the little; its lines and sizes don't: of a text
/// that doubled as it was built only the last size is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub function: String,
    pub line: Option<(i64, String)>,
    pub size: Option<i64>,
}

/// How finely a profile is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    Function,
    Line,
    Size,
}

/// Live and allocated bytes of one place in one snapshot, with what the sampling error needs.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub inuse: i64,
    pub alloc: i64,
    /// Live bytes of stacks that the main goroutine stands under: what a program sets up, rather than serves.
    pub by_main: i64,
    /// Live bytes of stacks that a `go` statement of the program itself stands under: such a goroutine may hold them.
    pub by_started: i64,
    /// Allocated bytes of all other stacks.
    pub by_others: i64,
    /// Allocated bytes in objects of [`LARGE`] and more.
    pub large: i64,
    /// Bytes by line of the function.
    pub lines: BTreeMap<i64, i64>,
    pub file: String,
    /// Live and allocated objects by object size.
    pub sizes: BTreeMap<i64, (i64, i64)>,
    /// Live bytes, else allocated ones, by function on the stacks.
    pub functions: FxHashMap<String, i64>,
}

/// What the main goroutine runs.
const MAIN: &str = "runtime.main";

/// Objects from this size on are large: whole bodies, files, pictures.
pub(super) const LARGE: i64 = 512 << 10;

/// All places that hold or allocate anything.
pub(super) fn read(profile: &Profile, grain: Grain) -> BTreeMap<Place, Cell> {
    let mut cells: BTreeMap<Place, Cell> = BTreeMap::new();
    let columns = ["inuse_space", "alloc_space", "inuse_objects", "alloc_objects"].map(|name| profile.type_index(name));
    let [Some(inuse), Some(alloc), Some(live), Some(made)] = columns else { return cells };
    for sample in profile.samples() {
        let value = |column| profile.value(sample, column);
        let (inuse, alloc) = (value(inuse), value(alloc));
        if inuse == 0 && alloc == 0 {
            continue;
        }
        let frames: Vec<_> = profile.stack_frames(sample).copied().collect();
        let Some(frame) = blame::frame(profile, &frames) else { continue };
        let leaf = || frames.first().map_or("", |leaf| profile.function_name(leaf)).to_owned();
        let size = size_of(profile, sample, alloc, value(made));
        let place = Place {
            function: profile.function_name(&frame).to_owned(),
            line: (grain == Grain::Line).then(|| (frame.line, leaf())),
            size: (grain == Grain::Size).then_some(size),
        };
        let cell = cells.entry(place).or_default();
        cell.inuse += inuse;
        cell.alloc += alloc;
        *cell.lines.entry(frame.line).or_default() += inuse.max(alloc / 1024);
        profile.file_name(&frame).clone_into(&mut cell.file);
        let counts = cell.sizes.entry(size).or_default();
        (counts.0, counts.1) = (counts.0 + value(live), counts.1 + value(made));
        if size >= LARGE {
            cell.large += alloc;
        }
        let outermost = frames.last().map(|frame| (profile.function_name(frame), profile.file_name(frame)));
        let started = outermost.is_some_and(|(name, file)| symbol::origin(name, file) == Origin::Application);
        let by_main = frames.iter().any(|frame| profile.function_name(frame) == MAIN);
        if started {
            cell.by_started += inuse;
        }
        if by_main {
            cell.by_main += inuse;
        }
        if !started && !by_main {
            cell.by_others += alloc;
        }
        for frame in &frames {
            let name = profile.function_name(frame);
            let bytes = inuse.max(alloc / 1024);
            match cell.functions.get_mut(name) {
                Some(known) => *known += bytes,
                None => drop(cell.functions.insert(name.to_owned(), bytes)),
            }
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
