//! Profiles written as text stacks.

use std::collections::HashMap;
use std::io::Write;

use decode::pprof::wire;
use flate2::Compression;
use flate2::write::GzEncoder;
use prost::Message;

/// The sample types of a Go heap profile, in its order.
pub const HEAP_TYPES: [(&str, &str); 4] =
    [("alloc_objects", "count"), ("alloc_space", "bytes"), ("inuse_objects", "count"), ("inuse_space", "bytes")];

/// A heap profile at the default rate, encoded and not compressed: [`ProfileText`] with its defaults.
pub fn profile_from_text(stacks: &str) -> Vec<u8> {
    ProfileText::heap(stacks).encode()
}

/// A profile to be, from stacks as text, one sample on a line:
///
/// ```text
/// main.main;main.serve@main.go:12;+main.alloc@alloc.go:30   3 6144 1 2048   {bytes=2048 tenant=acme}
/// ```
///
/// The root comes first, as a person would draw it. A frame is a function, with `@file:line` if it matters; `+` says it
/// is inlined into the frame before it. `0x1234` is a location without a function. Then one value for each sample type,
/// and labels, if any: numbers if they look like numbers, otherwise text. Lines that are empty or start with `#` say
/// nothing. A line may start with `-` for an empty stack.
#[derive(Debug, Clone)]
pub struct ProfileText {
    profile: wire::Profile,
    strings: HashMap<String, i64>,
    functions: HashMap<(String, String), u64>,
    locations: HashMap<String, u64>,
}

impl ProfileText {
    /// A heap profile at the default sampling rate, `MemProfileRate` 524288.
    ///
    /// # Panics
    /// If the text isn't of the form above.
    pub fn heap(stacks: &str) -> Self {
        Self::new(&HEAP_TYPES, stacks).period("space", "bytes", 524_288)
    }

    /// A profile with these sample types and units.
    ///
    /// # Panics
    /// If the text isn't of the form above.
    pub fn new(types: &[(&str, &str)], stacks: &str) -> Self {
        let mut text = Self {
            profile: wire::Profile::default(),
            strings: HashMap::new(),
            functions: HashMap::new(),
            locations: HashMap::new(),
        };
        text.string("");
        for (name, unit) in types {
            let sample_type = wire::ValueType { r#type: text.string(name), unit: text.string(unit) };
            text.profile.sample_type.push(sample_type);
        }
        for line in stacks.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            text.sample(line);
        }
        text
    }

    /// Sets what is sampled and how often.
    #[must_use]
    pub fn period(mut self, name: &str, unit: &str, period: i64) -> Self {
        self.profile.period_type = Some(wire::ValueType { r#type: self.string(name), unit: self.string(unit) });
        self.profile.period = period;
        self
    }

    /// Sets when it was taken, in nanoseconds since the Unix epoch.
    #[must_use]
    pub fn taken_at(mut self, time_nanos: i64) -> Self {
        self.profile.time_nanos = time_nanos;
        self
    }

    /// Makes it a profile over so many nanoseconds; for a heap profile, a difference.
    #[must_use]
    pub fn duration(mut self, nanos: i64) -> Self {
        self.profile.duration_nanos = nanos;
        self
    }

    /// Sets the sample type to show first; `alloc_space` makes a heap profile an allocs profile.
    #[must_use]
    pub fn default_type(mut self, name: &str) -> Self {
        self.profile.default_sample_type = self.string(name);
        self
    }

    /// Sets the frames that are of no interest, and exceptions from them, as regular expressions.
    #[must_use]
    pub fn frames_to_drop(mut self, drop: &str, keep: &str) -> Self {
        self.profile.drop_frames = self.string(drop);
        self.profile.keep_frames = self.string(keep);
        self
    }

    /// Adds a mapping. The first is the binary, which all locations lie in; `[vdso]` tells processes apart.
    #[must_use]
    pub fn mapping(mut self, start: u64, file: &str, build_id: &str) -> Self {
        let (filename, build_id) = (self.string(file), self.string(build_id));
        let id = self.profile.mapping.len() as u64 + 1;
        let memory_limit = start + 0x1000;
        let mapping = wire::Mapping { id, memory_start: start, memory_limit, filename, build_id, ..Default::default() };
        self.profile.mapping.push(mapping);
        for location in &mut self.profile.location {
            location.mapping_id = 1;
        }
        self
    }

    /// The message, to be bent further.
    pub fn message(self) -> wire::Profile {
        self.profile
    }

    /// The protobuf.
    pub fn encode(&self) -> Vec<u8> {
        self.profile.encode_to_vec()
    }

    /// The protobuf in gzip, as Go serves it.
    pub fn gzip(&self) -> Vec<u8> {
        gzip(&self.encode())
    }

    fn string(&mut self, text: &str) -> i64 {
        let next = self.profile.string_table.len() as i64;
        *self.strings.entry(text.to_owned()).or_insert_with(|| {
            self.profile.string_table.push(text.as_bytes().to_vec());
            next
        })
    }

    fn sample(&mut self, line: &str) {
        let (line, labels) = line.split_once('{').unwrap_or((line, "}"));
        let mut words = line.split_whitespace();
        let stack = words.next().unwrap_or_default();
        let value: Vec<i64> = words.map(|word| number(word).unwrap_or_else(|| panic!("no value: {word}"))).collect();
        assert_eq!(value.len(), self.profile.sample_type.len(), "values of {line}");
        let label = labels.trim_end_matches('}').split_whitespace().map(|label| self.label(label)).collect();
        let location_id = if stack == "-" { Vec::new() } else { self.stack(stack) };
        self.profile.sample.push(wire::Sample { location_id, value, label });
    }

    fn label(&mut self, label: &str) -> wire::Label {
        let (key, value) = label.split_once('=').unwrap_or_else(|| panic!("no label: {label}"));
        let key = self.string(key);
        match number(value) {
            Some(num) => wire::Label { key, num, ..Default::default() },
            None => wire::Label { key, str: self.string(value), ..Default::default() },
        }
    }

    /// Location ids of a stack, leaf first. Frames inlined into one another are one location.
    fn stack(&mut self, stack: &str) -> Vec<u64> {
        let mut locations: Vec<Vec<&str>> = Vec::new();
        for frame in stack.split(';') {
            match (frame.strip_prefix('+'), locations.last_mut()) {
                (Some(inlined), Some(caller)) => caller.push(inlined),
                _ => locations.push(vec![frame]),
            }
        }
        locations.iter().rev().map(|frames| self.location(frames)).collect()
    }

    fn location(&mut self, frames: &[&str]) -> u64 {
        let text = frames.join(";+");
        if let Some(id) = self.locations.get(&text) {
            return *id;
        }
        let id = self.locations.len() as u64 + 1;
        self.locations.insert(text, id);
        let address = frames.first().and_then(|frame| u64::from_str_radix(frame.strip_prefix("0x")?, 16).ok());
        let line = match address {
            Some(_) => Vec::new(),
            None => frames.iter().rev().map(|frame| self.line(frame)).collect(),
        };
        let address = address.unwrap_or(0x0040_0000 + id * 16);
        self.profile.location.push(wire::Location { id, address, line, ..Default::default() });
        id
    }

    fn line(&mut self, frame: &str) -> wire::Line {
        let (name, place) = frame.split_once('@').unwrap_or((frame, ""));
        let (file, line) = place.rsplit_once(':').unwrap_or((place, "0"));
        let line = number(line).unwrap_or_else(|| panic!("no line: {frame}"));
        let key = (name.to_owned(), file.to_owned());
        let function_id = if let Some(id) = self.functions.get(&key) {
            *id
        } else {
            let id = self.functions.len() as u64 + 1;
            let (name, filename) = (self.string(name), self.string(file));
            self.profile.function.push(wire::Function { id, name, system_name: name, filename, start_line: 0 });
            self.functions.insert(key, id);
            id
        };
        wire::Line { function_id, line, column: 0 }
    }
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// Compresses as Go does: one member, fastest level.
///
/// # Panics
/// Never: writing to memory doesn't fail.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes every byte");
    encoder.finish().expect("memory takes every byte")
}
