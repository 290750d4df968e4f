//! From a [`Profile`] back to the protobuf that `go tool pprof` reads.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use prost::Message;

use super::profile::{LabelValue, LocationId, Profile, SampleId, SampleType, StringId};
use super::wire;

/// The profile as gzipped protobuf, as Go serves it. What the columns don't keep (columns of lines, system names, the
/// flags of mappings) is written as what follows from the rest. Locations and functions that no sample leads to are left
/// out, so that a filtered profile doesn't hold what was filtered away.
pub fn encode_profile(profile: &Profile) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let bytes = Encoding::new(profile).message().encode_to_vec();
    // Writing to memory doesn't fail.
    let written = encoder.write_all(&bytes).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

struct Encoding<'a> {
    profile: &'a Profile,
    /// Whether each location, function and string is needed.
    locations: Vec<bool>,
    functions: Vec<bool>,
    /// Where each string is in the new table; 0 until it is needed.
    strings: Vec<i64>,
    table: Vec<Vec<u8>>,
}

impl<'a> Encoding<'a> {
    fn new(profile: &'a Profile) -> Self {
        let mut encoding = Self {
            profile,
            locations: vec![false; profile.location_count()],
            functions: vec![false; profile.functions().len()],
            strings: vec![0; profile.strings().len()],
            table: vec![Vec::new()],
        };
        for sample in profile.samples() {
            for location in profile.stack(sample) {
                encoding.locations[location.index()] = true;
            }
        }
        for location in profile.locations().filter(|location| encoding.locations[location.index()]) {
            for frame in profile.frames(location) {
                encoding.functions[frame.function.index()] = true;
            }
        }
        encoding
    }

    fn message(mut self) -> wire::Profile {
        let profile = self.profile;
        let value_type = |encoding: &mut Self, of: SampleType| wire::ValueType {
            r#type: encoding.string(of.name),
            unit: encoding.string(of.unit),
        };
        let default = profile.default_type().and_then(|index| profile.sample_types().get(index));
        let mut message = wire::Profile {
            sample_type: profile.sample_types().iter().map(|of| value_type(&mut self, *of)).collect(),
            sample: profile.samples().map(|sample| self.sample(sample)).collect(),
            mapping: self.mappings(),
            location: self.locations(),
            function: self.functions(),
            drop_frames: profile.drop_frames.map_or(0, |id| self.string(id)),
            keep_frames: profile.keep_frames.map_or(0, |id| self.string(id)),
            time_nanos: profile.taken_at().map_or(0, |time| time.0),
            duration_nanos: profile.duration_nanos(),
            period_type: profile.period_type().map(|of| value_type(&mut self, of)),
            period: profile.period(),
            comment: profile.comments.iter().map(|id| self.string(*id)).collect(),
            default_sample_type: default.map_or(0, |of| self.string(of.name)),
            ..wire::Profile::default()
        };
        message.string_table = self.table;
        message
    }

    fn string(&mut self, id: StringId) -> i64 {
        let text = self.profile.string(id);
        let place = &mut self.strings[id.index()];
        if *place == 0 && !text.is_empty() {
            *place = self.table.len() as i64;
            self.table.push(text.as_bytes().to_vec());
        }
        *place
    }

    fn sample(&mut self, sample: SampleId) -> wire::Sample {
        let profile = self.profile;
        let label = |label: &super::Label| match label.value {
            LabelValue::Text(text) => {
                wire::Label { key: self.string(label.key), str: self.string(text), ..wire::Label::default() }
            }
            LabelValue::Number(num, unit) => {
                wire::Label { key: self.string(label.key), num, num_unit: self.string(unit), ..wire::Label::default() }
            }
        };
        wire::Sample {
            label: profile.labels(sample).iter().map(label).collect(),
            location_id: profile.stack(sample).iter().map(|location| location_id(*location)).collect(),
            value: profile.values(sample).to_vec(),
        }
    }

    /// All of them: the first says which binary it is, and the vdso which process.
    fn mappings(&mut self) -> Vec<wire::Mapping> {
        let profile = self.profile;
        let is_symbolised = profile.locations().any(|location| !profile.frames(location).is_empty());
        let mapping = |(id, mapping): (u64, &super::Mapping)| wire::Mapping {
            id,
            memory_start: mapping.start,
            memory_limit: mapping.limit,
            file_offset: mapping.offset,
            filename: self.string(mapping.file),
            build_id: self.string(mapping.build_id),
            // Without these pprof would look for the binary to find names.
            has_functions: is_symbolised,
            has_filenames: is_symbolised,
            has_line_numbers: is_symbolised,
            has_inline_frames: is_symbolised,
        };
        (1..).zip(profile.mappings()).map(mapping).collect()
    }

    fn locations(&self) -> Vec<wire::Location> {
        let needed = self.profile.locations().filter(|location| self.locations[location.index()]);
        let location = |location: LocationId| wire::Location {
            id: location_id(location),
            mapping_id: self.profile.location_mappings[location.index()].map_or(0, |id| u64::from(id.0) + 1),
            address: self.profile.address(location),
            line: self.profile.frames(location).iter().map(line).collect(),
            is_folded: false,
        };
        needed.map(location).collect()
    }

    fn functions(&mut self) -> Vec<wire::Function> {
        let profile = self.profile;
        let mut functions = Vec::new();
        for (index, function) in profile.functions().iter().enumerate() {
            if self.functions[index] {
                let (name, filename) = (self.string(function.name), self.string(function.file));
                let (id, start_line) = (index as u64 + 1, function.start_line);
                functions.push(wire::Function { id, name, system_name: name, filename, start_line });
            }
        }
        functions
    }
}

fn location_id(location: LocationId) -> u64 {
    location.index() as u64 + 1
}

fn line(frame: &super::Frame) -> wire::Line {
    wire::Line { function_id: frame.function.index() as u64 + 1, line: frame.line, column: 0 }
}
