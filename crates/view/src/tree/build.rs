//! From samples to trees.

use std::borrow::Cow;

use decode::pprof::{LocationId, Profile, SampleId, sampling};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::grow::{Growing, Leaf, Step};
use super::{Tree, TreeFrame};
use crate::Granularity;
use crate::nodes::{Node, Nodes};

/// What a tree is made of.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The profile, filtered.
    pub profile: &'a Profile,
    /// Index of the sample type.
    pub sample_type: usize,
    /// The profile it is compared with, filtered alike, and the index of the sample type there.
    pub base: Option<(&'a Profile, usize)>,
    /// What shares are of.
    pub total: i64,
    /// What frames are gathered by.
    pub granularity: Granularity,
    /// What makes a difference wide.
    pub weight: Weight,
}

/// What makes a node of a difference wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// How much it changed, up or down: what stayed is not shown. pprof's.
    #[default]
    Change,
    /// What it accounts for before and after, together: what stayed is shown too.
    Both,
}

/// The call tree: its root stands for all, its leaves are where samples were taken.
pub fn call_tree(subject: &Subject<'_>) -> Tree {
    let stacks = Stacks::new(subject);
    let mut growing = Growing::new(u32::MAX, subject.profile.sample_count());
    stacks.each(|steps, leaf| growing.add(steps.iter().copied(), leaf));
    finish(subject, stacks.frames, growing)
}

/// A place to look at from both sides: what names a row of the top table or a [`TreeFrame`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pivot {
    /// The function, file or package.
    pub name: String,
    /// The source file; counts only where the granularity tells files apart.
    pub file: String,
    /// The source line; counts only where the granularity tells lines apart.
    pub line: i64,
}

impl Pivot {
    /// The place a frame stands for.
    pub fn of(frame: &TreeFrame) -> Self {
        Self { name: frame.name.clone(), file: frame.file.clone(), line: frame.line }
    }

    /// Whether a frame is this place.
    pub fn is(&self, frame: &TreeFrame, granularity: Granularity) -> bool {
        let (by_file, by_line) = match granularity {
            Granularity::Functions | Granularity::Files | Granularity::Packages => (false, false),
            Granularity::Filefunctions => (true, false),
            Granularity::Lines => (true, true),
        };
        self.name == frame.name && (!by_file || self.file == frame.file) && (!by_line || self.line == frame.line)
    }
}

/// The callers of a place, nearest first, and what it calls: two trees whose roots are that place. In a recursive stack
/// the outermost one counts. `None` if the profile doesn't have it.
pub fn sandwich(subject: &Subject<'_>, pivot: &Pivot) -> Option<(Tree, Tree)> {
    let stacks = Stacks::new(subject);
    let is_pivot = |frame: &TreeFrame| pivot.is(frame, subject.granularity);
    let pivot = stacks.frames.iter().position(is_pivot)? as u32;
    let (mut callers, mut callees) = (Growing::new(pivot, 0), Growing::new(pivot, 0));
    stacks.each(|steps, leaf| {
        if let Some(place) = steps.iter().position(|(frame, _)| *frame == pivot) {
            callers.add(steps[..place].iter().rev().copied(), leaf);
            callees.add(steps[place + 1..].iter().copied(), leaf);
        }
    });
    Some((finish(subject, stacks.frames.clone(), callers), finish(subject, stacks.frames, callees)))
}

fn finish(subject: &Subject<'_>, frames: Vec<TreeFrame>, growing: Growing) -> Tree {
    let shown = subject.profile.sample_types().get(subject.sample_type);
    let name = |of: fn(&decode::pprof::SampleType) -> decode::pprof::StringId| {
        shown.map(|shown| subject.profile.string(of(shown)).to_owned()).unwrap_or_default()
    };
    let columns = Columns::new(subject.profile, subject.sample_type);
    // One entry says that a column is wanted.
    let tree = Tree {
        sample: name(|shown| shown.name),
        unit: name(|shown| shown.unit),
        total: subject.total,
        frames,
        depth: 0,
        frame: Vec::new(),
        parent: Vec::new(),
        first: Vec::new(),
        inlined: Vec::new(),
        flat: Vec::new(),
        cum: Vec::new(),
        objects: columns.objects.map(|_| 0).into_iter().collect(),
        variance: columns.rate(subject.profile).map(|_| 0.0).into_iter().collect(),
        base_flat: Vec::new(),
        base_cum: subject.base.map(|_| 0).into_iter().collect(),
        start: Vec::new(),
        width: Vec::new(),
    };
    growing.finish(tree, |leaf| match (subject.base, subject.weight) {
        (None, _) => leaf.value.unsigned_abs() as f64,
        (Some(_), Weight::Change) => leaf.value.wrapping_sub(leaf.base).unsigned_abs() as f64,
        (Some(_), Weight::Both) => leaf.value.unsigned_abs() as f64 + leaf.base.unsigned_abs() as f64,
    })
}

/// The columns of a profile that go with a sample type: for `inuse_space` the one of `inuse_objects`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    pub(crate) value: usize,
    pub(crate) objects: Option<usize>,
    /// The one in bytes, if there are both.
    pub(crate) bytes: Option<usize>,
}

impl Columns {
    pub(crate) fn new(profile: &Profile, sample_type: usize) -> Self {
        let name = profile.sample_types().get(sample_type).map_or("", |shown| profile.string(shown.name));
        let kind = name.strip_suffix("_space").or_else(|| name.strip_suffix("_objects"));
        let of = |suffix: &str| kind.and_then(|kind| profile.type_index(&format!("{kind}_{suffix}")));
        let (objects, bytes) = (of("objects"), of("space"));
        Self { value: sample_type, objects, bytes: bytes.filter(|_| objects.is_some()) }
    }

    /// The sampling rate, where the values were sampled by it.
    pub(crate) fn rate(&self, profile: &Profile) -> Option<i64> {
        Some(profile.period()).filter(|rate| *rate > 0 && self.bytes.is_some())
    }

    /// Variance of a sample's value, in the square of its unit. [`sampling`] has the formula.
    pub(crate) fn variance(&self, profile: &Profile, sample: SampleId) -> f64 {
        let (Some(objects), Some(bytes), Some(rate)) = (self.objects, self.bytes, self.rate(profile)) else {
            return 0.0;
        };
        let (count, size) = (profile.value(sample, objects), profile.value(sample, bytes));
        let of_bytes = sampling::bytes_variance(count, size, rate).unwrap_or(0.0);
        if self.value == objects && size != 0 {
            // Counts differ from bytes by the size of one object.
            of_bytes * (count as f64 / size as f64).powi(2)
        } else {
            of_bytes
        }
    }
}

/// The stacks of a profile and of its base, over one table of frames.
pub(crate) struct Stacks<'a> {
    pub(crate) frames: Vec<TreeFrame>,
    sides: Vec<Side<'a>>,
    /// Whether calls within one frame are one step.
    collapses: bool,
}

struct Side<'a> {
    profile: &'a Profile,
    columns: Columns,
    is_base: bool,
    /// The frames of every location, the outermost first.
    steps: Vec<Step>,
    /// Where each location's start; one more entry than locations.
    starts: Vec<u32>,
}

impl<'a> Stacks<'a> {
    pub(crate) fn new(subject: &Subject<'a>) -> Self {
        let mut stacks = Self {
            frames: Vec::new(),
            sides: Vec::new(),
            collapses: matches!(subject.granularity, Granularity::Files | Granularity::Packages),
        };
        let mut known = FxHashMap::default();
        let base = subject.base.map(|(profile, sample_type)| (profile, sample_type, true));
        let sides = [Some((subject.profile, subject.sample_type, false)), base];
        for (profile, sample_type, is_base) in sides.into_iter().flatten() {
            if sample_type < profile.sample_types().len() {
                let side = (profile, sample_type, is_base);
                stacks.side(side, subject.granularity, subject.base.is_none(), &mut known);
            }
        }
        stacks
    }

    fn side(
        &mut self,
        (profile, sample_type, is_base): (&'a Profile, usize, bool),
        granularity: Granularity,
        is_alone: bool,
        known: &mut FxHashMap<Cow<'a, str>, u32>,
    ) {
        let nodes = Nodes::new(profile, granularity);
        let all = &mut self.frames;
        let mut new = |node: &Node<'a>| {
            all.push(TreeFrame::new(node.name(), node.file(profile, granularity), node.line(granularity)));
            all.len() as u32 - 1
        };
        // Nodes that are printed alike are one frame. Those of one profile that have nothing but a name differ in it.
        let frames: Vec<u32> = if is_alone && nodes.all.iter().all(Node::is_name) {
            nodes.all.iter().map(new).collect()
        } else {
            nodes.all.iter().map(|node| *known.entry(node.printed()).or_insert_with(|| new(node))).collect()
        };
        let (mut steps, mut starts) = (Vec::new(), Vec::with_capacity(profile.location_count() + 1));
        starts.push(0);
        for location in profile.locations() {
            let own = profile.frames(location);
            let is_inlined = |place: usize| own.get(place).is_some_and(|frame| frame.inlined);
            let nodes = nodes.of(location).iter().enumerate().rev();
            steps.extend(nodes.map(|(place, node)| (frames[*node as usize], is_inlined(place))));
            starts.push(steps.len() as u32);
        }
        self.sides.push(Side { profile, columns: Columns::new(profile, sample_type), is_base, steps, starts });
    }

    /// Whether samples know how many objects they stand for.
    pub(crate) fn has_objects(&self) -> bool {
        self.sides.first().is_some_and(|side| side.columns.objects.is_some())
    }

    /// Calls `take` with the steps of every sample that has a value, from the root on.
    pub(crate) fn each(&self, mut take: impl FnMut(&[Step], Leaf)) {
        let mut steps = Vec::new();
        for side in &self.sides {
            for sample in side.profile.samples() {
                let value = side.profile.value(sample, side.columns.value);
                if value == 0 {
                    continue;
                }
                steps.clear();
                for location in side.profile.stack(sample).iter().rev() {
                    steps.extend(side.steps(*location).iter().copied());
                }
                if self.collapses {
                    steps.dedup_by_key(|(frame, _)| *frame);
                }
                take(&steps, side.leaf(sample, value));
            }
        }
    }
}

impl Side<'_> {
    /// The frames of a location, the outermost first.
    fn steps(&self, location: LocationId) -> &[Step] {
        let (from, to) = (self.starts[location.index()], self.starts[location.index() + 1]);
        &self.steps[from as usize..to as usize]
    }

    fn leaf(&self, sample: SampleId, value: i64) -> Leaf {
        if self.is_base {
            return Leaf { base: value, ..Leaf::default() };
        }
        Leaf {
            value,
            objects: self.columns.objects.map_or(0, |objects| self.profile.value(sample, objects)),
            variance: self.columns.variance(self.profile, sample),
            base: 0,
        }
    }
}
