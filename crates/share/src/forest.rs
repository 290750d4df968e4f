//! The stacks of several profiles as one forest: what is shared is said once, and the smallest nodes are pruned first.

mod read;
mod write;

use std::cmp::Ordering;

use decode::pprof::{Frame, Profile, SampleId};
use rustc_hash::FxHashMap;

use crate::redact::Redactor;
use crate::v1;

pub(crate) use read::profiles;
pub(crate) use write::Part;

/// The name of the function that stands for everything pruned below its caller.
pub const PRUNED: &str = "[pruned]";

/// What stands for functions outside the program's own modules: of the runtime, of the rest of the standard library, of
/// other modules.
pub const STAND_INS: [&str; 3] = ["[runtime]", "[standard library]", "[other module]"];

/// Frames of a stack that are kept, from the root on.
const DEEPEST: usize = 1_000;
/// Frames on all stacks of one column together, as they are when the forest is opened.
pub(crate) const FRAMES: usize = 16 << 20;

/// Which sample type of which profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ColumnOf {
    /// Place among the incident's profiles.
    pub(crate) profile: usize,
    /// Place among the profile's sample types.
    pub(crate) sample_type: usize,
}

/// A function as it may leave.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Function {
    name: String,
    file: String,
    starts: u32,
}

/// A place in the forest. Parents stand before their children.
#[derive(Debug, Clone, Copy)]
struct Node {
    parent: Option<u32>,
    function: u32,
    line: u32,
    depth: u32,
}

/// The values of one sample type of one profile.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) of: ColumnOf,
    name: String,
    unit: String,
    /// Sum of the absolute values of the samples.
    pub(crate) whole: u64,
    /// By node, the sum of the samples that end there.
    own: Vec<i64>,
}

/// All stacks of some profiles.
#[derive(Debug, Clone)]
pub(crate) struct Forest {
    functions: Vec<Function>,
    nodes: Vec<Node>,
    pub(crate) columns: Vec<Column>,
    profiles: Vec<v1::Profile>,
    by_line: bool,
}

/// Builds a forest stack by stack.
struct Growing<'a> {
    forest: Forest,
    redactor: &'a Redactor,
    functions: FxHashMap<Function, u32>,
    children: FxHashMap<(Option<u32>, u32, u32), u32>,
}

impl Forest {
    /// The forest of `profiles` (with their places in the report) in `columns`, nodes told apart by function, or also by
    /// line.
    pub(crate) fn new(
        profiles: &[(usize, &Profile)],
        columns: &[ColumnOf],
        redactor: &Redactor,
        by_line: bool,
    ) -> Self {
        let facts = profiles.iter().map(|(input, profile)| facts(*input, profile)).collect();
        let forest = Self { functions: Vec::new(), nodes: Vec::new(), columns: Vec::new(), profiles: facts, by_line };
        let mut growing = Growing { forest, redactor, functions: FxHashMap::default(), children: FxHashMap::default() };
        for (index, (_, profile)) in profiles.iter().enumerate() {
            let of_profile: Vec<ColumnOf> = columns.iter().copied().filter(|of| of.profile == index).collect();
            if !of_profile.is_empty() {
                growing.profile(profile, &of_profile);
            }
        }
        growing.forest.finish(columns)
    }

    /// Columns in the order of `columns`, all as long as there are nodes.
    fn finish(mut self, columns: &[ColumnOf]) -> Self {
        self.columns.sort_by_key(|column| columns.iter().position(|of| *of == column.of));
        for column in &mut self.columns {
            column.own.resize(self.nodes.len(), 0);
        }
        self
    }

    /// The nodes in the order in which they are worth their room for `columns`: by the largest share of any of these
    /// columns that passes through them. Parents stand before their children.
    pub(crate) fn order(&self, columns: &[usize]) -> Vec<u32> {
        let mut weights = vec![0.0_f64; self.nodes.len()];
        for column in columns.iter().filter_map(|column| self.columns.get(*column)) {
            let mut through: Vec<u64> = column.own.iter().map(|own| own.unsigned_abs()).collect();
            for (index, node) in self.nodes.iter().enumerate().rev() {
                weights[index] = weights[index].max(through[index] as f64 / column.whole.max(1) as f64);
                if let Some(parent) = node.parent {
                    through[parent as usize] = through[parent as usize].saturating_add(through[index]);
                }
            }
        }
        let mut order: Vec<u32> = (0..self.nodes.len() as u32).filter(|node| weights[*node as usize] > 0.0).collect();
        let weight = |node: &u32| weights[*node as usize];
        order.sort_by(|a, b| weight(b).partial_cmp(&weight(a)).unwrap_or(Ordering::Equal).then(a.cmp(b)));
        order
    }

    /// How many nodes of `order` have no more than `frames` frames on the stacks that end in them, for `columns` together.
    pub(crate) fn nodes_within(&self, order: &[u32], columns: &[usize], frames: usize) -> usize {
        let mut room = frames;
        let columns: Vec<&Column> = columns.iter().filter_map(|column| self.columns.get(*column)).collect();
        let mut fits = |node: &&u32| {
            let ends = columns.iter().filter(|column| column.own[**node as usize] != 0).count();
            let needed = ends * self.nodes[**node as usize].depth as usize;
            room = room.saturating_sub(needed + 1);
            room > 0
        };
        order.iter().take_while(|node| fits(node)).count()
    }

    /// How many nodes of `order` it takes for every one of `columns` to keep `share` of its whole; `None` if all of them
    /// don't do.
    pub(crate) fn nodes_for(&self, order: &[u32], columns: &[usize], share: f64) -> Option<usize> {
        let mut needed = 0;
        for column in columns.iter().filter_map(|column| self.columns.get(*column)) {
            let goal = share * total(&column.own) as f64;
            let mut kept = 0_u64;
            let reached = order.iter().position(|node| {
                kept = kept.saturating_add(column.own[*node as usize].unsigned_abs());
                kept as f64 >= goal
            });
            needed = needed.max(reached.map(|at| at + 1).or((goal <= 0.0).then_some(0))?);
        }
        Some(needed)
    }
}

/// Sum of absolute values.
pub(crate) fn total(values: &[i64]) -> u64 {
    values.iter().fold(0, |sum, value| sum.saturating_add(value.unsigned_abs()))
}

fn facts(input: usize, profile: &Profile) -> v1::Profile {
    let name = |of: fn(&decode::pprof::SampleType) -> decode::pprof::StringId| {
        profile.period_type().map_or_else(String::new, |period| profile.string(of(&period)).to_owned())
    };
    v1::Profile {
        input: input as u32,
        period_type: name(|of| of.name),
        period_unit: name(|of| of.unit),
        period: profile.period(),
    }
}

impl Growing<'_> {
    fn profile(&mut self, profile: &Profile, columns: &[ColumnOf]) {
        let first = self.forest.columns.len();
        for of in columns {
            let sample_type = profile.sample_types()[of.sample_type];
            self.forest.columns.push(Column {
                of: *of,
                name: profile.string(sample_type.name).to_owned(),
                unit: profile.string(sample_type.unit).to_owned(),
                whole: 0,
                own: Vec::new(),
            });
        }
        for sample in profile.samples() {
            if columns.iter().all(|of| profile.value(sample, of.sample_type) == 0) {
                continue;
            }
            let node = self.stack(profile, sample);
            for (column, of) in self.forest.columns[first..].iter_mut().zip(columns) {
                let value = profile.value(sample, of.sample_type);
                column.whole = column.whole.saturating_add(value.unsigned_abs());
                if column.own.len() <= node as usize {
                    column.own.resize(node as usize + 1, 0);
                }
                column.own[node as usize] = column.own[node as usize].saturating_add(value);
            }
        }
    }

    /// The node of a sample's leaf.
    fn stack(&mut self, profile: &Profile, sample: SampleId) -> u32 {
        let mut at = None;
        let mut depth = 0;
        for location in profile.stack(sample).iter().rev() {
            let frames = profile.frames(*location);
            if frames.is_empty() {
                let object = profile.location_mapping(*location).map_or("", |mapping| profile.string(mapping.file));
                let object = object.rsplit(['/', '\\']).next().unwrap_or_default();
                at = Some(self.child(at, Function { name: format!("[{object}]"), file: String::new(), starts: 0 }, 0));
                depth += 1;
            }
            for frame in frames.iter().rev() {
                at = Some(self.frame(at, profile, frame));
                depth += 1;
            }
            if depth > DEEPEST {
                let pruned = Function { name: PRUNED.to_owned(), file: String::new(), starts: 0 };
                return self.child(at, pruned, 0);
            }
        }
        // A sample without a stack is kept all the same: it counts.
        at.unwrap_or_else(|| self.child(None, Function { name: "[]".to_owned(), file: String::new(), starts: 0 }, 0))
    }

    fn frame(&mut self, parent: Option<u32>, profile: &Profile, frame: &Frame) -> u32 {
        let function = profile.function(frame.function);
        let (name, file) = (profile.string(function.name), profile.string(function.file));
        let (name, file) = self.redactor.function(name, file);
        let starts = u32::try_from(function.start_line).unwrap_or(0);
        if STAND_INS.contains(&name.as_str()) {
            let same =
                |node: &u32| self.forest.functions[self.forest.nodes[*node as usize].function as usize].name == name;
            return match parent.filter(same) {
                Some(parent) => parent,
                None => self.child(parent, Function { name, file, starts: 0 }, 0),
            };
        }
        let line = if self.forest.by_line { u32::try_from(frame.line).unwrap_or(0) } else { 0 };
        self.child(parent, Function { name, file, starts }, line)
    }

    fn child(&mut self, parent: Option<u32>, function: Function, line: u32) -> u32 {
        let forest = &mut self.forest;
        let next = forest.functions.len() as u32;
        let function = *self.functions.entry(function).or_insert_with_key(|function| {
            forest.functions.push(function.clone());
            next
        });
        let next = forest.nodes.len() as u32;
        *self.children.entry((parent, function, line)).or_insert_with(|| {
            let depth = parent.map_or(1, |parent| forest.nodes[parent as usize].depth + 1);
            forest.nodes.push(Node { parent, function, line, depth });
            next
        })
    }
}
