//! Filters on labels: pprof's `-tagfocus` and `-tagignore`.

use decode::pprof::{Label, LabelValue, Profile};
use regex::Regex;
use rustc_hash::FxHashMap;

use crate::measure::scale;

/// A filter on labels. Numbers are compared with their units, text with regular expressions.
#[derive(Debug)]
pub(crate) struct TagFilter {
    /// The key it is about; any if `None`.
    key: Option<String>,
    wanted: Wanted,
}

#[derive(Debug)]
enum Wanted {
    /// From and to in a unit, both included.
    Range { from: f64, to: f64, unit: String },
    /// With a key, any of them must match a value; without, each must match some `key:value`.
    Text(Vec<Regex>),
}

impl TagFilter {
    /// Parses `[key=]32kb`, `:64kb`, `4mb:`, `12kb:64mb`, or regular expressions with commas between.
    pub(crate) fn parse(text: &str) -> Result<Self, regex::Error> {
        let (key, value) = match text.split_once('=') {
            Some((key, value)) => (Some(key).filter(|key| !key.is_empty()).map(str::to_owned), value),
            None => (None, text),
        };
        let wanted = match parse_range(value) {
            Some(range) => range,
            None => Wanted::Text(value.split(',').map(Regex::new).collect::<Result<_, _>>()?),
        };
        Ok(Self { key, wanted })
    }

    pub(crate) fn matches(&self, profile: &Profile, labels: &[Label], units: &Units<'_>) -> bool {
        let of_key = |label: &&Label| self.key.as_deref().is_none_or(|key| profile.string(label.key) == key);
        let labels = || labels.iter().filter(of_key);
        match &self.wanted {
            Wanted::Range { from, to, unit } => labels().any(|label| {
                let LabelValue::Number(number, _) = label.value else { return false };
                let (value, in_unit) = scale(number, units.of(profile.string(label.key)), unit);
                in_unit == *unit && value >= *from && value <= *to
            }),
            Wanted::Text(regexes) => {
                let text = |label: &Label| match label.value {
                    LabelValue::Text(text) => Some((profile.string(label.key), profile.string(text))),
                    LabelValue::Number(..) => None,
                };
                if self.key.is_some() {
                    return labels()
                        .filter_map(text)
                        .any(|(_, value)| regexes.iter().any(|regex| regex.is_match(value)));
                }
                let pairs: Vec<_> = labels().filter_map(text).map(|(key, value)| format!("{key}:{value}")).collect();
                regexes.iter().all(|regex| pairs.iter().any(|pair| regex.is_match(pair)))
            }
        }
    }
}

/// `32kb`, `:64kb`, `4mb:`, `12kb:64mb`; `None` for everything else.
fn parse_range(text: &str) -> Option<Wanted> {
    let amount = |text: &str| {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let end = text.len() - digits.len() + digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (number, unit) = text.split_at(end);
        let is_unit = unit.chars().all(|c| c.is_ascii_alphabetic());
        number.parse::<i64>().ok().filter(|_| is_unit).map(|number| (number, unit.to_owned()))
    };
    let bounded = |text, ends: fn(f64) -> (f64, f64)| {
        let (number, unit) = amount(text)?;
        let (value, unit) = scale(number, &unit, &unit);
        let (from, to) = ends(value);
        Some(Wanted::Range { from, to, unit })
    };
    match text.split_once(':') {
        None => bounded(text, |value| (value, value)),
        Some((from, "")) => bounded(from, |value| (value, f64::INFINITY)),
        Some(("", to)) => bounded(to, |value| (f64::NEG_INFINITY, value)),
        Some((from, to)) => {
            let ((from, unit), (to, to_unit)) = (amount(from)?, amount(to)?);
            let (from, unit) = scale(from, &unit, &unit);
            let (to, to_unit) = scale(to, &to_unit, &unit);
            (to_unit == unit).then_some(Wanted::Range { from, to, unit })
        }
    }
}

/// The unit of each numeric label: the first one its key comes with anywhere in the profile.
#[derive(Debug)]
pub(crate) struct Units<'a>(FxHashMap<&'a str, &'a str>);

impl<'a> Units<'a> {
    pub(crate) fn new(profile: &'a Profile) -> Self {
        let mut units = FxHashMap::default();
        for sample in profile.samples() {
            for label in profile.labels(sample) {
                if let LabelValue::Number(_, unit) = label.value
                    && !profile.string(unit).is_empty()
                {
                    units.entry(profile.string(label.key)).or_insert_with(|| profile.string(unit));
                }
            }
        }
        Self(units)
    }

    /// Where no unit is given, these two keys are bytes, and any other key is its own unit: `bytes` are bytes.
    pub(crate) fn of<'k>(&self, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        match (self.0.get(key), key) {
            (Some(unit), _) => unit,
            (None, "alignment" | "request") => "bytes",
            (None, key) => key,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_ranges_are_ranges() {
        for range in ["32kb", ":64kb", "4mb:", "12kb:64mb", "-3:5", "2048"] {
            assert!(parse_range(range).is_some(), "{range}");
        }
        for regex in ["kb", "a32kb", "32kb:x", "1kb:2ms", "tenant", ":", ""] {
            assert!(parse_range(regex).is_none(), "{regex}");
        }
    }
}
