//! Who calls a place and what it calls: pprof's `-peek`.

use decode::pprof::Profile;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::compared::Compared;
use crate::tree::{Pivot, Stacks, Subject, TreeFrame};

/// A place with its neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peek {
    /// The place itself.
    pub pivot: Pivot,
    /// What it accounts for itself.
    pub flat: Compared,
    /// What it and all it calls account for.
    pub cum: Compared,
    /// Its unit.
    pub unit: String,
    /// What shares are of.
    pub total: i64,
    /// Its callers, heaviest first.
    pub callers: Vec<Neighbour>,
    /// What it calls, heaviest first.
    pub callees: Vec<Neighbour>,
}

/// A caller or callee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Which place.
    pub place: Pivot,
    /// What goes through the call.
    pub value: Compared,
    /// Whether every such call is inlined.
    pub inlined: bool,
}

/// What goes through a call, and whether every such call is inlined.
type Edge = (Compared, bool);

/// The neighbours of a place; `None` if the profile doesn't have it. A call is counted once in a sample, and a call
/// from a place to itself not at all. Rules: google/pprof, `internal/graph`, `newGraph`.
pub fn peek(subject: &Subject<'_>, pivot: &Pivot) -> Option<Peek> {
    let stacks = Stacks::new(subject);
    let own = stacks.frames.iter().position(|frame| pivot.is(frame, subject.granularity))? as u32;
    let none = Compared::none(subject.base.is_some());
    let (mut flat, mut cum) = (none, none);
    let (mut callers, mut callees): (FxHashMap<u32, Edge>, FxHashMap<u32, Edge>) = Default::default();
    let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
    stacks.each(|steps, leaf| {
        seen.clear();
        if !steps.iter().any(|(frame, _)| *frame == own) {
            return;
        }
        cum.add(leaf.value, leaf.base);
        if steps.last().is_some_and(|(frame, _)| *frame == own) {
            flat.add(leaf.value, leaf.base);
        }
        for pair in steps.windows(2) {
            let ((from, _), (to, inlined)) = (pair[0], pair[1]);
            if from == to || (from != own && to != own) || !seen.insert((from, to)) {
                continue;
            }
            let edges = if to == own { (&mut callers, from) } else { (&mut callees, to) };
            let (value, is_inlined) = edges.0.entry(edges.1).or_insert((none, true));
            value.add(leaf.value, leaf.base);
            *is_inlined &= inlined;
        }
    });
    Some(Peek {
        pivot: Pivot::of(&stacks.frames[own as usize]),
        flat,
        cum,
        unit: unit(subject.profile, subject.sample_type),
        total: subject.total,
        callers: sorted(&stacks.frames, callers),
        callees: sorted(&stacks.frames, callees),
    })
}

pub(crate) fn unit(profile: &Profile, sample_type: usize) -> String {
    profile.sample_types().get(sample_type).map(|shown| profile.string(shown.unit).to_owned()).unwrap_or_default()
}

fn sorted(frames: &[TreeFrame], edges: FxHashMap<u32, Edge>) -> Vec<Neighbour> {
    let neighbour = |(frame, (value, inlined)): (u32, Edge)| Neighbour {
        place: Pivot::of(&frames[frame as usize]),
        value,
        inlined,
    };
    let mut all: Vec<Neighbour> = edges.into_iter().map(neighbour).collect();
    all.sort_by(|a, b| {
        b.value
            .shown()
            .unsigned_abs()
            .cmp(&a.value.shown().unsigned_abs())
            .then_with(|| a.place.name.cmp(&b.place.name))
            .then_with(|| (&a.place.file, a.place.line).cmp(&(&b.place.file, b.place.line)))
    });
    all
}
