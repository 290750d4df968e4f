//! The heaviest stacks: whole, from the leaf to the root.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::peek::unit;
use crate::tree::{Pivot, Stacks, Subject};

/// The heaviest stacks of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traces {
    /// The unit of their values.
    pub unit: String,
    /// What shares are of.
    pub total: i64,
    /// How many different stacks there are.
    pub count: usize,
    /// The heaviest, heaviest first.
    pub heaviest: Vec<Trace>,
}

/// One stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Sum over all samples with this stack.
    pub value: i64,
    /// The objects they are made of, where the sample type has a type of objects beside it.
    pub objects: Option<i64>,
    /// Its frames, the leaf first.
    pub frames: Vec<TraceFrame>,
}

/// A frame of a stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceFrame {
    /// Which place.
    pub place: Pivot,
    /// Whether the call was inlined into the next frame.
    pub inlined: bool,
}

/// The `limit` heaviest stacks, by absolute value and then by their frames. The base of the subject isn't looked at.
pub fn traces(subject: &Subject<'_>, limit: usize) -> Traces {
    let stacks = Stacks::new(&Subject { base: None, ..*subject });
    let mut sums: FxHashMap<Vec<(u32, bool)>, (i64, i64)> = FxHashMap::default();
    stacks.each(|steps, leaf| {
        let sum = match sums.get_mut(steps) {
            Some(sum) => sum,
            None => sums.entry(steps.to_vec()).or_default(),
        };
        *sum = (sum.0.wrapping_add(leaf.value), sum.1.wrapping_add(leaf.objects));
    });
    let mut all: Vec<_> = sums.into_iter().filter(|(_, (value, _))| *value != 0).collect();
    let count = all.len();
    all.sort_by(|(a, (value_a, _)), (b, (value_b, _))| {
        Reverse(value_a.unsigned_abs()).cmp(&Reverse(value_b.unsigned_abs())).then_with(|| a.cmp(b))
    });
    let has_objects = stacks.has_objects();
    let frame = |(frame, inlined): &(u32, bool)| TraceFrame {
        place: Pivot::of(&stacks.frames[*frame as usize]),
        inlined: *inlined,
    };
    let heaviest = all.into_iter().take(limit).map(|(steps, (value, objects))| Trace {
        value,
        objects: has_objects.then_some(objects),
        frames: steps.iter().rev().map(frame).collect(),
    });
    Traces {
        unit: unit(subject.profile, subject.sample_type),
        total: subject.total,
        count,
        heaviest: heaviest.collect(),
    }
}
