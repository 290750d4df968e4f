//! The table of `go tool pprof -top`.

use decode::pprof::{BASE_LABEL, LabelValue, Profile, SampleId};
use serde::{Deserialize, Serialize};

use crate::Granularity;
use crate::nodes::Nodes;

/// Flat and cum of every node, for one sample type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The sample type: `inuse_space`.
    pub sample: String,
    /// Its unit: `bytes`.
    pub unit: String,
    /// What percentages are of, in that unit: the sum of the samples' absolute values, or of the base's alone where the
    /// profile is a difference.
    pub total: i64,
    /// Every node with a value; in [`table`] as pprof sorts them: largest flat first, then by name.
    pub rows: Vec<Row>,
}

/// One node of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The function; the file where nodes are files; the binary in brackets where neither is known.
    pub name: String,
    /// The source file; empty if unknown.
    pub file: String,
    /// The source line where nodes are lines, else the line on which the function starts; 0 if unknown.
    pub line: i64,
    /// Sum over the samples that have the node as their leaf.
    pub flat: i64,
    /// Sum over the samples that have the node anywhere in their stack, each counted once.
    pub cum: i64,
}

/// Adds up the samples of a profile for the sample type at index `sample_type`; an index out of range gives an empty
/// table. Rules: google/pprof, `internal/graph` and `internal/report`.
pub fn table(profile: &Profile, sample_type: usize, granularity: Granularity) -> Table {
    by_node(profile, sample_type, granularity, Ranking::Pprof).0
}

/// What order rows are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ranking {
    /// pprof's: largest flat first, whatever its sign, then by name.
    Pprof,
    /// Largest flat first, then largest cum: the order the page starts with. Few rows are alike in both, so hardly any names
    /// are compared.
    Amounts,
}

/// The table, with the node that each of its rows stands for, and all nodes.
pub(crate) fn by_node(
    profile: &Profile,
    sample_type: usize,
    granularity: Granularity,
    ranking: Ranking,
) -> (Table, Vec<u32>, Nodes<'_>) {
    let nodes = Nodes::new(profile, granularity);
    let Some(shown) = profile.sample_types().get(sample_type) else {
        let none = Table { sample: String::new(), unit: String::new(), total: 0, rows: Vec::new() };
        return (none, Vec::new(), nodes);
    };
    let sums = sums(profile, sample_type, &nodes);
    let mut ranked: Vec<(u32, i64, i64)> = (0..)
        .zip(&sums)
        .filter(|(_, sum)| (sum.flat, sum.cum) != (0, 0))
        .map(|(node, sum)| (node, sum.flat, sum.cum))
        .collect();
    let node = |index: u32| &nodes.all[index as usize];
    let by_name = |a: u32, b: u32| node(a).printed().cmp(&node(b).printed());
    ranked.sort_unstable_by(|(a, flat_a, cum_a), (b, flat_b, cum_b)| {
        let by_amounts = match ranking {
            Ranking::Pprof => flat_b
                .unsigned_abs()
                .cmp(&flat_a.unsigned_abs())
                .then_with(|| by_name(*a, *b))
                .then_with(|| cum_b.unsigned_abs().cmp(&cum_a.unsigned_abs())),
            Ranking::Amounts => flat_b.cmp(flat_a).then_with(|| cum_b.cmp(cum_a)).then_with(|| by_name(*a, *b)),
        };
        by_amounts.then_with(|| node(*a).identity.cmp(&node(*b).identity))
    });
    let row = |(index, flat, cum): &(u32, i64, i64)| Row {
        name: node(*index).name(),
        file: node(*index).file(profile, granularity),
        line: node(*index).line(granularity),
        flat: *flat,
        cum: *cum,
    };
    let table = Table {
        sample: profile.string(shown.name).to_owned(),
        unit: profile.string(shown.unit).to_owned(),
        total: total(profile, sample_type),
        rows: ranked.iter().map(row).collect(),
    };
    (table, ranked.into_iter().map(|(node, _, _)| node).collect(), nodes)
}

/// What percentages are of: the sum of absolute values; where the profile is a difference with a marked base
/// ([`Profile::minus`]), of the base's samples alone. pprof's `computeTotal`.
pub fn total(profile: &Profile, sample_type: usize) -> i64 {
    let (mut all, mut base) = (0_i64, 0_i64);
    let marks_base = profile.strings().any(|text| text == BASE_LABEL);
    for sample in profile.samples() {
        let value = profile.value(sample, sample_type).wrapping_abs();
        all = all.wrapping_add(value);
        if marks_base && is_base(profile, sample) {
            base = base.wrapping_add(value);
        }
    }
    if base > 0 { base } else { all }
}

fn is_base(profile: &Profile, sample: SampleId) -> bool {
    profile.labels(sample).iter().any(|label| match label.value {
        LabelValue::Text(text) => profile.string(label.key) == BASE_LABEL && profile.string(text) == "true",
        LabelValue::Number(..) => false,
    })
}

/// Flat and cum of a node: beside each other, as a large profile's don't fit into the processor's first cache.
#[derive(Clone, Copy)]
struct Sum {
    flat: i64,
    cum: i64,
    /// The sample in which the node was last counted, so that recursion counts once.
    counted: u32,
}

/// Flat and cum of all nodes.
fn sums(profile: &Profile, sample_type: usize, nodes: &Nodes<'_>) -> Vec<Sum> {
    let mut sums = vec![Sum { flat: 0, cum: 0, counted: u32::MAX }; nodes.all.len()];
    for sample in profile.samples() {
        let value = profile.value(sample, sample_type);
        let stack = profile.stack(sample);
        let (Some(leaf), true) = (stack.first(), value != 0) else { continue };
        for location in stack {
            for node in nodes.of(*location) {
                let sum = &mut sums[*node as usize];
                if sum.counted != sample.index() as u32 {
                    sum.counted = sample.index() as u32;
                    sum.cum = sum.cum.wrapping_add(value);
                }
            }
        }
        let leaf = &mut sums[nodes.of(*leaf)[0] as usize];
        leaf.flat = leaf.flat.wrapping_add(value);
    }
    sums
}
