//! What a table knows beyond flat and cum: objects, sampling error, and how each row changed from a base.

use decode::pprof::Profile;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::Granularity;
use crate::nodes::Nodes;
use crate::top::{Row, Table, table};
use crate::tree::{Columns, Subject};

/// A table with the details of its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Detailed {
    /// The table. With a base it also has the rows that only the base has, with flat and cum 0, after all others.
    pub table: Table,
    /// One for each row.
    pub details: Vec<Detail>,
    /// The base's own total; `None` without a base.
    pub base_total: Option<i64>,
    /// Seconds from the base to the profile, where both say when they were taken.
    pub seconds: Option<f64>,
}

/// The details of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// Objects that make up flat, where the sample type has a type of objects beside it.
    pub objects: Option<i64>,
    /// Bytes of these objects.
    pub bytes: Option<i64>,
    /// Standard error of flat from sampling, as a share of it.
    pub relative_error: Option<f64>,
    /// Flat and cum of the base.
    pub base: Option<(i64, i64)>,
    /// Of the bytes allocated since the base, the share that stayed: the growth of `inuse_space` by that of `alloc_space`,
    /// both flat. `None` if nothing was allocated, or the profile doesn't have both.
    pub retention: Option<f64>,
}

impl Detail {
    /// Average size of the objects in bytes.
    pub fn average(&self) -> Option<f64> {
        let (bytes, objects) = (self.bytes?, self.objects?);
        (objects != 0).then(|| bytes as f64 / objects as f64)
    }
}

/// The table of a profile, less nothing: flat and cum are the profile's own, those of its base stand beside them.
pub fn detailed(subject: &Subject<'_>) -> Detailed {
    let &Subject { profile, sample_type, granularity, .. } = subject;
    let mut table = Table { total: subject.total, ..table(profile, sample_type, granularity) };
    let own = Leaves::new(profile, sample_type, granularity);
    let mut details: Vec<Detail> = table.rows.iter().map(|row| own.detail(row, granularity)).collect();
    let mut compared = None;
    if let Some((base, base_type)) = subject.base {
        compared = Some(crate::top::total(base, base_type));
        let before = crate::top::table(base, base_type, granularity);
        let leaves = Leaves::new(base, base_type, granularity);
        add_base(&mut table, &mut details, &before, granularity);
        for (row, detail) in table.rows.iter().zip(&mut details) {
            detail.retention = own.retention(&leaves, row, granularity);
        }
    }
    let taken = |profile: &Profile| profile.taken_at();
    let seconds = subject.base.and_then(|(base, _)| Some(taken(profile)?.seconds_since(taken(base)?)));
    Detailed { table, details, base_total: compared, seconds }
}

fn add_base(table: &mut Table, details: &mut Vec<Detail>, before: &Table, granularity: Granularity) {
    let mut rows: FxHashMap<Key, usize> = FxHashMap::default();
    for (index, row) in table.rows.iter().enumerate() {
        rows.entry(key(row, granularity)).or_insert(index);
    }
    for detail in details.iter_mut() {
        detail.base = Some((0, 0));
    }
    for row in &before.rows {
        let index = *rows.entry(key(row, granularity)).or_insert_with(|| {
            table.rows.push(Row { flat: 0, cum: 0, ..row.clone() });
            details.push(Detail::default());
            table.rows.len() - 1
        });
        let (flat, cum) = details[index].base.unwrap_or_default();
        details[index].base = Some((flat + row.flat, cum + row.cum));
    }
}

/// What makes rows of two tables the same.
type Key = (String, String, i64);

fn key(row: &Row, granularity: Granularity) -> Key {
    let (by_file, by_line) = match granularity {
        Granularity::Functions | Granularity::Packages => (false, false),
        Granularity::Filefunctions => (true, false),
        Granularity::Files | Granularity::Lines => (true, true),
    };
    let file = if by_file { row.file.clone() } else { String::new() };
    (row.name.clone(), file, if by_line { row.line } else { 0 })
}

/// Sums over the samples that have a row as their leaf.
#[derive(Debug, Clone, Copy, Default)]
struct Leaf {
    value: i64,
    variance: f64,
    objects: i64,
    bytes: i64,
    inuse: i64,
    alloc: i64,
}

struct Leaves {
    sums: FxHashMap<Key, Leaf>,
    has_objects: bool,
    has_error: bool,
    has_retention: bool,
}

impl Leaves {
    fn new(profile: &Profile, sample_type: usize, granularity: Granularity) -> Self {
        let columns = Columns::new(profile, sample_type);
        let retention = profile.type_index("inuse_space").zip(profile.type_index("alloc_space"));
        let mut leaves = Self {
            sums: FxHashMap::default(),
            has_objects: columns.objects.is_some() && columns.bytes.is_some(),
            has_error: columns.rate(profile).is_some(),
            has_retention: retention.is_some(),
        };
        if sample_type >= profile.sample_types().len() {
            return leaves;
        }
        let nodes = Nodes::new(profile, granularity);
        let mut sums = vec![Leaf::default(); nodes.all.len()];
        for sample in profile.samples() {
            let Some(leaf) = profile.stack(sample).first() else { continue };
            let value = |column: Option<usize>| column.map_or(0, |column| profile.value(sample, column));
            let sum = &mut sums[nodes.of(*leaf)[0] as usize];
            sum.value += value(Some(sample_type));
            sum.variance += columns.variance(profile, sample);
            sum.objects += value(columns.objects);
            sum.bytes += value(columns.bytes);
            sum.inuse += value(retention.map(|(inuse, _)| inuse));
            sum.alloc += value(retention.map(|(_, alloc)| alloc));
        }
        for (node, sum) in nodes.all.iter().zip(sums) {
            let row = Row {
                name: node.name(),
                file: node.file(profile, granularity),
                line: node.line(granularity),
                flat: 0,
                cum: 0,
            };
            leaves.sums.entry(key(&row, granularity)).or_insert(sum);
        }
        leaves
    }

    fn of(&self, row: &Row, granularity: Granularity) -> Leaf {
        self.sums.get(&key(row, granularity)).copied().unwrap_or_default()
    }

    fn detail(&self, row: &Row, granularity: Granularity) -> Detail {
        let sum = self.of(row, granularity);
        let error = || sum.variance.sqrt() / (sum.value as f64).abs();
        Detail {
            objects: self.has_objects.then_some(sum.objects),
            bytes: self.has_objects.then_some(sum.bytes),
            relative_error: (self.has_error && sum.value != 0).then(error),
            base: None,
            retention: None,
        }
    }

    fn retention(&self, base: &Self, row: &Row, granularity: Granularity) -> Option<f64> {
        let (now, before) = (self.of(row, granularity), base.of(row, granularity));
        let (kept, allocated) = (now.inuse - before.inuse, now.alloc - before.alloc);
        (self.has_retention && base.has_retention && allocated > 0).then(|| kept as f64 / allocated as f64)
    }
}
