//! Builds a profile stack by stack: for the text formats, and for trees that were shared.

use rustc_hash::FxHashMap;

use crate::units::UnixNanos;

use super::profile::{Frame, Function, FunctionId, Label, LabelValue, LocationId, Profile, SampleType, StringId};

/// A profile under construction. Strings, functions and locations are kept once each.
#[derive(Debug)]
pub struct Builder {
    profile: Profile,
    strings: FxHashMap<Box<str>, StringId>,
    functions: FxHashMap<(StringId, StringId), FunctionId>,
    locations: FxHashMap<(u64, Option<(FunctionId, i64)>), LocationId>,
}

/// A frame as text has it.
#[derive(Debug, Clone, Copy)]
pub struct TextFrame<'a> {
    /// Its address; 0 if unknown.
    pub address: u64,
    /// Function, file and line, unless unknown.
    pub symbol: Option<(&'a str, &'a str, i64)>,
}

impl Builder {
    /// A profile without samples, of these sample types.
    pub fn new(types: &[(&str, &str)]) -> Self {
        let mut builder = Self {
            profile: Profile {
                frame_starts: vec![0].into(),
                stack_starts: vec![0],
                label_starts: vec![0],
                ..Profile::default()
            },
            strings: FxHashMap::default(),
            functions: FxHashMap::default(),
            locations: FxHashMap::default(),
        };
        builder.string("");
        for (name, unit) in types {
            let sample_type = builder.sample_type(name, unit);
            builder.profile.sample_types.push(sample_type);
        }
        builder
    }

    /// Says what samples were taken by: `space` in `bytes`, every `period`.
    pub fn period(&mut self, name: &str, unit: &str, period: i64) {
        self.profile.period_type = Some(self.sample_type(name, unit));
        self.profile.period = period;
    }

    /// Says when the profile was taken.
    pub fn taken_at(&mut self, time: Option<UnixNanos>) {
        self.profile.taken_at = time;
    }

    /// Says on which line a function starts. Functions no sample has yet are left alone.
    pub fn starts_at(&mut self, name: &str, file: &str, line: i64) {
        let id = self.strings.get(name).zip(self.strings.get(file));
        if let Some(function) = id.and_then(|(name, file)| self.functions.get(&(*name, *file))) {
            self.profile.functions[function.index()].start_line = line;
        }
    }

    fn sample_type(&mut self, name: &str, unit: &str) -> SampleType {
        SampleType { name: self.string(name), unit: self.string(unit) }
    }

    fn string(&mut self, text: &str) -> StringId {
        if let Some(id) = self.strings.get(text) {
            return *id;
        }
        let id = StringId(self.profile.strings.len() as u32);
        self.profile.strings.push(text.into());
        self.strings.insert(text.into(), id);
        id
    }

    fn location(&mut self, frame: &TextFrame<'_>) -> LocationId {
        let symbol = frame.symbol.map(|(name, file, line)| {
            let (name, file) = (self.string(name), self.string(file));
            let next = FunctionId(self.profile.functions.len() as u32);
            let functions = &mut self.profile.functions;
            let function = *self.functions.entry((name, file)).or_insert_with(|| {
                functions.push(Function { name, file, start_line: 0 });
                next
            });
            (function, line)
        });
        let next = LocationId(self.profile.addresses.len() as u32);
        let profile = &mut self.profile;
        *self.locations.entry((frame.address, symbol)).or_insert_with(|| {
            profile.addresses.push(frame.address);
            profile.location_mappings.push(None);
            profile.frames.extend(symbol.map(|(function, line)| Frame { function, line, inlined: false }));
            profile.frame_starts.push(profile.frames.len() as u32);
            next
        })
    }

    /// Adds a number to the sample that is next.
    pub(super) fn number_label(&mut self, key: &str, number: i64) {
        let key = self.string(key);
        self.profile.labels.push(Label { key, value: LabelValue::Number(number, StringId(0)) });
    }

    /// Adds a text to the sample that is next.
    pub(super) fn text_label(&mut self, key: &str, text: &str) {
        let (key, text) = (self.string(key), self.string(text));
        self.profile.labels.push(Label { key, value: LabelValue::Text(text) });
    }

    /// Adds a sample with the labels given before it. `stack` is leaf first, `values` one for each sample type.
    pub fn sample(&mut self, stack: &[TextFrame<'_>], values: &[i64]) {
        for frame in stack {
            let location = self.location(frame);
            self.profile.stack_locations.push(location);
        }
        self.profile.stack_starts.push(self.profile.stack_locations.len() as u32);
        self.profile.label_starts.push(self.profile.labels.len() as u32);
        self.profile.values.extend_from_slice(values);
    }

    /// The profile.
    pub fn finish(self) -> Profile {
        self.profile
    }
}
