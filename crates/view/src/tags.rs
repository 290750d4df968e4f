//! Labels of samples: what each key's values account for, numbers as a histogram.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use decode::pprof::{BASE_LABEL, LabelValue, Profile};
use serde::{Deserialize, Serialize};

use crate::compared::Compared;
use crate::peek::unit;
use crate::tag::Units;
use crate::tree::Subject;

/// The labels of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tags {
    /// The unit of their sums.
    pub unit: String,
    /// What shares are of.
    pub total: i64,
    /// The keys, by name.
    pub keys: Vec<TagKey>,
}

/// One key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagKey {
    /// Its name: `bytes`, `tenant`.
    pub key: String,
    /// Sum over the samples that have it.
    pub sum: Compared,
    /// Its values.
    pub values: TagValues,
}

/// The values of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TagValues {
    /// Texts with what they account for, most first.
    Texts(Vec<(String, Compared)>),
    /// Numbers in ranges that double, from the smallest to the largest, with none left out between.
    Numbers {
        /// Their unit: `bytes`.
        unit: String,
        /// The ranges.
        ranges: Vec<Range>,
    },
}

/// Numbers from `from` to `to`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The smallest number it may hold.
    pub from: i64,
    /// The largest.
    pub to: i64,
    /// What samples with these numbers account for.
    pub sum: Compared,
}

#[derive(Default)]
struct Sums {
    sum: Compared,
    texts: BTreeMap<String, Compared>,
    numbers: BTreeMap<u32, Compared>,
}

/// Sums up the labels. A key that has numbers and texts shows the numbers.
pub fn tags(subject: &Subject<'_>) -> Tags {
    let units = Units::new(subject.profile);
    let mut keys: BTreeMap<&str, Sums> = BTreeMap::new();
    let none = Compared::none(subject.base.is_some());
    add(&mut keys, subject.profile, subject.sample_type, none, |sum, value| sum.add(value, 0));
    if let Some((base, sample_type)) = subject.base {
        add(&mut keys, base, sample_type, none, |sum, value| sum.add(0, value));
    }
    let keys = keys.into_iter().map(|(key, sums)| TagKey {
        key: key.to_owned(),
        sum: sums.sum,
        values: values(units.of(key), sums, none),
    });
    Tags { unit: unit(subject.profile, subject.sample_type), total: subject.total, keys: keys.collect() }
}

fn add<'a>(
    keys: &mut BTreeMap<&'a str, Sums>,
    profile: &'a Profile,
    sample_type: usize,
    none: Compared,
    add: impl Fn(&mut Compared, i64),
) {
    for sample in profile.samples().filter(|_| sample_type < profile.sample_types().len()) {
        let value = profile.value(sample, sample_type);
        for label in profile.labels(sample) {
            let key = profile.string(label.key);
            if value == 0 || key == BASE_LABEL {
                continue;
            }
            let sums = keys.entry(key).or_insert_with(|| Sums { sum: none, ..Sums::default() });
            add(&mut sums.sum, value);
            add(
                match label.value {
                    LabelValue::Text(text) => sums.texts.entry(profile.string(text).to_owned()).or_insert(none),
                    LabelValue::Number(number, _) => sums.numbers.entry(bin(number)).or_insert(none),
                },
                value,
            );
        }
    }
}

fn values(unit: &str, sums: Sums, none: Compared) -> TagValues {
    let (first, last) = (sums.numbers.keys().next().copied(), sums.numbers.keys().last().copied());
    let (Some(first), Some(last)) = (first, last) else {
        let mut texts: Vec<(String, Compared)> = sums.texts.into_iter().collect();
        texts.sort_by_key(|(_, sum)| Reverse(sum.shown().unsigned_abs()));
        return TagValues::Texts(texts);
    };
    let ranges = (first..=last).map(|bin| {
        let (from, to) = bounds(bin);
        Range { from, to, sum: sums.numbers.get(&bin).copied().unwrap_or(none) }
    });
    TagValues::Numbers { unit: unit.to_owned(), ranges: ranges.collect() }
}

/// 0 for numbers up to 0, then 1 for 1, 2 for 2, 3 for 3 and 4, 4 for 5 to 8, …
fn bin(number: i64) -> u32 {
    match number {
        ..=0 => 0,
        number => 65 - (number as u64 - 1).leading_zeros(),
    }
}

fn bounds(bin: u32) -> (i64, i64) {
    let power = |exponent: u32| 1_i64.checked_shl(exponent).filter(|power| *power > 0).unwrap_or(i64::MAX);
    match bin {
        0 => (i64::MIN, 0),
        1 => (1, 1),
        bin => (power(bin - 2).saturating_add(1), power(bin - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_in_the_range_of_its_bin() {
        for number in [i64::MIN, -1, 0, 1, 2, 3, 4, 5, 8, 9, 4096, 4097, 1 << 62, (1 << 62) + 1, i64::MAX] {
            let (from, to) = bounds(bin(number));
            assert!((from..=to).contains(&number), "{number} in {from} to {to}");
        }
        assert_eq!(bounds(bin(4096)), (2049, 4096));
    }
}
