//! Heap snapshots grouped by process, and the series that is judged.

use decode::pprof::Profile;
use decode::units::{Bytes, UnixNanos};
use decode::{Input, Kind};

use crate::process::{Identity, Incarnation, Relation};

/// One heap snapshot.
#[derive(Debug)]
pub(crate) struct Snapshot<'a> {
    /// Index of its input.
    pub input: usize,
    /// The profile.
    pub profile: &'a Profile,
    /// When it was taken.
    pub taken_at: Option<UnixNanos>,
    /// Live heap.
    pub inuse: Bytes,
    /// Allocated since the start of the process.
    pub alloc: Bytes,
    identity: Identity,
}

/// Snapshots of one process at one sampling rate, by time.
#[derive(Debug)]
pub(crate) struct Series<'a> {
    /// The snapshots.
    pub snapshots: Vec<Snapshot<'a>>,
    /// Whether each is proven to be of the process of the one before.
    pub proven: bool,
    /// Whether the sampling rate was changed before it: what was sampled until then is scaled by the new rate, so that its
    /// level is wrong, and only what came since is right.
    pub rescaled: bool,
}

impl<'a> Series<'a> {
    /// Name of the program that the profiles are of: the file of their first mapping.
    pub(crate) fn program(&self) -> Option<&'a str> {
        let profile = self.last()?.profile;
        let file = profile.string(profile.mappings().first()?.file);
        file.rsplit('/').next().filter(|name| !name.is_empty() && !name.starts_with('['))
    }

    /// Whether its last snapshot was taken at a time that none of `runs`, which are known, covers.
    pub(super) fn lies_outside(&self, runs: &[Incarnation]) -> bool {
        let at = self.last().and_then(|last| last.taken_at);
        !runs.is_empty() && at.is_some_and(|at| !runs.iter().any(|run| run.covers(at)))
    }

    /// The last snapshot.
    pub(crate) fn last(&self) -> Option<&Snapshot<'a>> {
        self.snapshots.last()
    }
}

/// All heap snapshots, grouped.
#[derive(Debug)]
pub(super) struct Grouped<'a> {
    pub series: Option<Series<'a>>,
    /// The other groups.
    pub others: Vec<Series<'a>>,
    pub processes: usize,
    /// Programs that they are of.
    pub programs: usize,
    pub rates_differ: bool,
    /// Number of the group of each input.
    pub numbers: Vec<Option<u32>>,
    /// The same, of the inputs whose group is proven to be one process.
    pub proven: Vec<Option<u32>>,
}

/// Groups the heap snapshots among `inputs` and picks the group that tells most: the one with the most collections
/// between its snapshots, the latest of equals; where they are of several programs, one that `is_judged` says runs in the
/// container. Snapshots before the input named `base` are left out.
pub(super) fn group<'a>(
    inputs: &[&'a Input],
    runs: &[Incarnation],
    base: Option<&str>,
    is_judged: impl Fn(&str) -> bool,
) -> Grouped<'a> {
    let mut groups: Vec<Series<'a>> = Vec::new();
    for snapshot in snapshots(inputs) {
        place(&mut groups, snapshot, runs);
    }
    let of_all = |counts: fn(&Series, usize) -> bool| numbered(&groups, inputs.len(), counts);
    let numbers = of_all(|_, _| true);
    let proven = of_all(|group, groups| group.proven && (group.snapshots.len() > 1 || groups > 1));
    let processes = groups.len();
    let mut programs: Vec<&str> = groups.iter().filter_map(Series::program).collect();
    programs.sort_unstable();
    programs.dedup();
    let programs = programs.len();
    let mut rates_differ = false;
    let mut candidates: Vec<Series<'a>> = Vec::new();
    for group in groups {
        let parts = split_by_rate(group);
        rates_differ |= parts.len() > 1;
        candidates.extend(parts);
    }
    candidates.sort_by_key(|series| {
        let judged = series.program().is_some_and(&is_judged);
        (judged, !series.rescaled && collections(series) > 2, collections(series), last_time(series))
    });
    let mut series = candidates.pop();
    // What another program keeps says nothing of this one.
    let program = series.as_ref().and_then(Series::program);
    candidates.retain(|other| programs < 2 || other.program() == program);
    let others = candidates;
    if let (Some(series), Some(base)) = (&mut series, base) {
        start_at(series, inputs, base);
    }
    Grouped { series, others, processes, programs, rates_differ, numbers, proven }
}

/// All heap snapshots by time. Where a moment was captured in both forms the text would say it twice, so text counts
/// only where there is more of it.
fn snapshots<'a>(inputs: &[&'a Input]) -> Vec<Snapshot<'a>> {
    let of = |kinds: &[Kind]| -> Vec<Snapshot<'a>> {
        let wanted = inputs.iter().enumerate().filter(|(_, input)| kinds.contains(&input.kind));
        wanted.filter_map(|(index, input)| snapshot(index, input)).collect()
    };
    let (binary, text) = (of(&[Kind::Heap, Kind::Allocs]), of(&[Kind::HeapText]));
    let mut found = if text.len() > binary.len() { text } else { binary };
    found.sort_by_key(|snapshot| (snapshot.taken_at.is_none(), snapshot.taken_at, snapshot.alloc, snapshot.input));
    found
}

fn snapshot(index: usize, input: &Input) -> Option<Snapshot<'_>> {
    let (profile, memstats) = (input.facts.profile()?, input.facts.memstats());
    let alloc = profile.total(profile.type_index("alloc_space")?);
    Some(Snapshot {
        input: index,
        profile,
        // A text has no time of its own; that of the last collection is when what it shows was true.
        taken_at: profile.taken_at().or_else(|| memstats?.last_gc),
        inuse: profile.inuse_bytes()?,
        alloc: Bytes(u64::try_from(alloc).ok()?),
        identity: Identity::of(profile, memstats),
    })
}

/// Puts a snapshot into the latest group it is proven to belong to, else the latest it may belong to, else a new one.
fn place<'a>(groups: &mut Vec<Series<'a>>, snapshot: Snapshot<'a>, runs: &[Incarnation]) {
    let relation =
        |group: &Series| group.last().map_or(Relation::Open, |last| last.identity.relation(&snapshot.identity, runs));
    let relations: Vec<Relation> = groups.iter().map(relation).collect();
    let with = |wanted| relations.iter().rposition(|found| *found == wanted);
    match with(Relation::Same).or_else(|| with(Relation::Open)) {
        Some(index) => {
            groups[index].proven &= relations[index] == Relation::Same;
            groups[index].snapshots.push(snapshot);
        }
        None => groups.push(Series { snapshots: vec![snapshot], proven: true, rescaled: false }),
    }
}

/// The number of the group that each of `inputs` inputs is in, counted from 1, of the groups that count.
fn numbered(groups: &[Series], inputs: usize, counts: fn(&Series, usize) -> bool) -> Vec<Option<u32>> {
    let mut numbers = vec![None; inputs];
    for (group, number) in groups.iter().zip(1..).filter(|(group, _)| counts(group, groups.len())) {
        for snapshot in &group.snapshots {
            numbers[snapshot.input] = Some(number);
        }
    }
    numbers
}

fn split_by_rate(group: Series<'_>) -> Vec<Series<'_>> {
    let mut parts: Vec<Series> = Vec::new();
    for snapshot in group.snapshots {
        let same_rate =
            |part: &Series| part.last().is_some_and(|last| last.profile.period() == snapshot.profile.period());
        let rescaled = !parts.is_empty();
        match parts.iter().position(same_rate) {
            Some(index) => parts[index].snapshots.push(snapshot),
            None => parts.push(Series { snapshots: vec![snapshot], proven: group.proven, rescaled }),
        }
    }
    parts
}

/// Number of different collections the snapshots show: totals change only when a collection publishes new ones.
fn collections(series: &Series) -> usize {
    let mut totals: Vec<Bytes> = series.snapshots.iter().map(|snapshot| snapshot.alloc).collect();
    totals.dedup();
    totals.len()
}

fn last_time(series: &Series) -> Option<UnixNanos> {
    series.last().and_then(|last| last.taken_at)
}

fn start_at(series: &mut Series, inputs: &[&Input], base: &str) {
    if let Some(from) = series.snapshots.iter().position(|snapshot| inputs[snapshot.input].name == base) {
        series.snapshots.drain(..from);
    }
}
