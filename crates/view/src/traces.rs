//! The heaviest stacks: whole, from the leaf to the root.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::compared::Compared;
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
    pub value: Compared,
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

/// The `limit` heaviest stacks, by absolute value and then by their frames; with a base those that changed most. Stacks
/// that account for nothing, or did not change, are left out.
pub fn traces(subject: &Subject<'_>, limit: usize) -> Traces {
    let stacks = Stacks::new(subject);
    let none = (Compared::none(subject.base.is_some()), 0_i64);
    let mut sums: FxHashMap<Vec<(u32, bool)>, (Compared, i64)> = FxHashMap::default();
    stacks.each(|steps, leaf| {
        let sum = match sums.get_mut(steps) {
            Some(sum) => sum,
            None => sums.entry(steps.to_vec()).or_insert(none),
        };
        sum.0.add(leaf.value, leaf.base);
        sum.1 = sum.1.wrapping_add(leaf.objects);
    });
    let mut all: Vec<_> = sums.into_iter().filter(|(_, (value, _))| value.shown() != 0).collect();
    let count = all.len();
    all.sort_by(|(a, (value_a, _)), (b, (value_b, _))| {
        Reverse(value_a.shown().unsigned_abs()).cmp(&Reverse(value_b.shown().unsigned_abs())).then_with(|| a.cmp(b))
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
