//! What a table knows beyond flat and cum: objects, sampling error, and how each row changed from a base.

use decode::pprof::Profile;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::Granularity;
use crate::bytes::{Reader, put, put_options, text};
use crate::nodes::Nodes;
use crate::top::{Ranking, Row, Table, by_node};
use crate::tree::{Columns, Subject};

/// A table with the details of its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Detailed {
    /// The table, largest flat first, then largest cum. With a base it also has the rows that only the base has, with flat
    /// and cum 0, after all others.
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

impl Detailed {
    /// The table as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Table { sample, unit, total, rows } = &self.table;
        let texts = rows.iter().map(|row| row.name.len() + row.file.len() + 8).sum::<usize>();
        let mut bytes = Vec::with_capacity(texts + rows.len() * 96 + 256);
        text(&mut bytes, sample);
        text(&mut bytes, unit);
        bytes.extend(total.to_le_bytes());
        put_options(&mut bytes, [self.base_total].into_iter(), i64::to_le_bytes);
        put_options(&mut bytes, [self.seconds].into_iter(), f64::to_le_bytes);
        bytes.extend((rows.len() as u32).to_le_bytes());
        for row in rows {
            text(&mut bytes, &row.name);
            text(&mut bytes, &row.file);
        }
        for column in [|row: &Row| row.line, |row: &Row| row.flat, |row: &Row| row.cum] {
            put(&mut bytes, rows.iter().map(column), i64::to_le_bytes);
        }
        let base = |detail: &Detail| detail.base.map(|(flat, _)| flat);
        let base_cum = |detail: &Detail| detail.base.map(|(_, cum)| cum);
        for column in [|detail: &Detail| detail.objects, |detail: &Detail| detail.bytes, base, base_cum] {
            put_options(&mut bytes, self.details.iter().map(column), i64::to_le_bytes);
        }
        for column in [|detail: &Detail| detail.relative_error, |detail: &Detail| detail.retention] {
            put_options(&mut bytes, self.details.iter().map(column), f64::to_le_bytes);
        }
        bytes
    }

    /// The table that [`Detailed::to_bytes`] wrote; `None` if these bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let (sample, unit) = (reader.text()?.to_owned(), reader.text()?.to_owned());
        let total = i64::from_le_bytes(reader.array()?);
        let base_total = reader.options(1, i64::from_le_bytes)?.pop()?;
        let seconds = reader.options(1, f64::from_le_bytes)?.pop()?;
        let count = u32::from_le_bytes(reader.array()?) as usize;
        let names = (0..count).map(|_| Some((reader.text()?, reader.text()?))).collect::<Option<Vec<_>>>()?;
        let mut numbers = || reader.column(i64::from_le_bytes).filter(|column| column.len() == count);
        let (line, flat, cum) = (numbers()?, numbers()?, numbers()?);
        let mut options = || reader.options(count, i64::from_le_bytes);
        let (objects, sizes, base, base_cum) = (options()?, options()?, options()?, options()?);
        let mut shares = || reader.options(count, f64::from_le_bytes);
        let (errors, retention) = (shares()?, shares()?);
        let row = |(at, (name, file)): (usize, &(&str, &str))| Row {
            name: (*name).to_owned(),
            file: (*file).to_owned(),
            line: line[at],
            flat: flat[at],
            cum: cum[at],
        };
        let rows = names.iter().enumerate().map(row).collect();
        let detail = |at: usize| Detail {
            objects: objects[at],
            bytes: sizes[at],
            relative_error: errors[at],
            base: base[at].zip(base_cum[at]),
            retention: retention[at],
        };
        let details = (0..count).map(detail).collect();
        let table = Table { sample, unit, total, rows };
        reader.is_at_end().then_some(Self { table, details, base_total, seconds })
    }
}

/// The table of a profile with its details: flat and cum are the profile's own, those of its base stand beside them.
pub fn detailed(subject: &Subject<'_>) -> Detailed {
    let &Subject { profile, sample_type, granularity, .. } = subject;
    let (mut table, of_rows, nodes) = by_node(profile, sample_type, granularity, Ranking::Amounts);
    table.total = subject.total;
    let own = Leaves::new(profile, sample_type, &nodes);
    let mut details: Vec<Detail> = of_rows.iter().map(|node| own.detail(*node)).collect();
    let mut compared = None;
    if let Some((base, base_type)) = subject.base {
        compared = Some(crate::top::total(base, base_type));
        add_base(&mut table, &mut details, (base, base_type), (&own, &of_rows), granularity);
    }
    let taken = |profile: &Profile| profile.taken_at();
    let seconds = subject.base.and_then(|(base, _)| Some(taken(profile)?.seconds_since(taken(base)?)));
    Detailed { table, details, base_total: compared, seconds }
}

/// Puts the base's numbers beside the rows, and adds the rows that only the base has.
fn add_base(
    table: &mut Table,
    details: &mut Vec<Detail>,
    (base, base_type): (&Profile, usize),
    (own, of_rows): (&Leaves, &[u32]),
    granularity: Granularity,
) {
    let (before, nodes_before, nodes) = by_node(base, base_type, granularity, Ranking::Amounts);
    let leaves = Leaves::new(base, base_type, &nodes);
    let mut rows: FxHashMap<Key, usize> = FxHashMap::default();
    for (index, row) in table.rows.iter().enumerate() {
        rows.entry(key(row, granularity)).or_insert(index);
    }
    for detail in details.iter_mut() {
        detail.base = Some((0, 0));
    }
    let mut leaves_before = vec![Leaf::default(); details.len()];
    for (row, node) in before.rows.iter().zip(nodes_before) {
        let index = *rows.entry(key(row, granularity)).or_insert_with(|| {
            table.rows.push(Row { flat: 0, cum: 0, ..row.clone() });
            details.push(Detail::default());
            leaves_before.push(Leaf::default());
            table.rows.len() - 1
        });
        let (flat, cum) = details[index].base.unwrap_or_default();
        details[index].base = Some((flat.saturating_add(row.flat), cum.saturating_add(row.cum)));
        leaves_before[index] = leaves.sums[node as usize];
    }
    if own.has_retention && leaves.has_retention {
        for (index, (detail, before)) in details.iter_mut().zip(&leaves_before).enumerate() {
            let now = of_rows.get(index).map(|node| own.sums[*node as usize]).unwrap_or_default();
            detail.retention = now.retention(before);
        }
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

/// Sums over the samples that have a node as their leaf.
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
    /// By node.
    sums: Vec<Leaf>,
    has_objects: bool,
    has_error: bool,
    has_retention: bool,
}

impl Leaf {
    fn retention(&self, before: &Self) -> Option<f64> {
        let kept = self.inuse.saturating_sub(before.inuse);
        let allocated = self.alloc.saturating_sub(before.alloc);
        (allocated > 0).then(|| kept as f64 / allocated as f64)
    }
}

impl Leaves {
    fn new(profile: &Profile, sample_type: usize, nodes: &Nodes<'_>) -> Self {
        let columns = Columns::new(profile, sample_type);
        let retention = profile.type_index("inuse_space").zip(profile.type_index("alloc_space"));
        let mut leaves = Self {
            sums: vec![Leaf::default(); nodes.all.len()],
            has_objects: columns.objects.is_some() && columns.bytes.is_some(),
            has_error: columns.rate(profile).is_some(),
            has_retention: retention.is_some(),
        };
        if sample_type >= profile.sample_types().len() {
            return leaves;
        }
        for sample in profile.samples() {
            let Some(leaf) = profile.stack(sample).first() else { continue };
            let value = |column: Option<usize>| column.map_or(0, |column| profile.value(sample, column));
            let sum = &mut leaves.sums[nodes.of(*leaf)[0] as usize];
            sum.value = sum.value.wrapping_add(value(Some(sample_type)));
            sum.variance += columns.variance(profile, sample);
            sum.objects = sum.objects.wrapping_add(value(columns.objects));
            sum.bytes = sum.bytes.wrapping_add(value(columns.bytes));
            sum.inuse = sum.inuse.wrapping_add(value(retention.map(|(inuse, _)| inuse)));
            sum.alloc = sum.alloc.wrapping_add(value(retention.map(|(_, alloc)| alloc)));
        }
        leaves
    }

    fn detail(&self, node: u32) -> Detail {
        let sum = &self.sums[node as usize];
        let error = || sum.variance.sqrt() / (sum.value as f64).abs();
        Detail {
            objects: self.has_objects.then_some(sum.objects),
            bytes: self.has_objects.then_some(sum.bytes),
            relative_error: (self.has_error && sum.value != 0).then(error),
            base: None,
            retention: None,
        }
    }
}
