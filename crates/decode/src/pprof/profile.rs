//! A validated profile in columns. Ids are minted by the decoder only, so every id resolves.

use super::shared::Shared;
use crate::units::{Bytes, UnixNanos};

/// Index of a string. The empty string is id 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StringId(pub(crate) u32);
/// Index of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub(crate) u32);
/// Index of a location: one return address, one or more frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocationId(pub(crate) u32);
/// Index of a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MappingId(pub(crate) u32);
/// Index of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SampleId(pub(crate) u32);

impl StringId {
    /// Position in the table, for arrays indexed by string.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
impl FunctionId {
    /// Position in the table, for arrays indexed by function.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
impl LocationId {
    /// Position in the table, for arrays indexed by location.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
impl SampleId {
    /// Position in the profile, for arrays indexed by sample.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What one column of values measures: `inuse_space` in `bytes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleType {
    /// `inuse_space`
    pub name: StringId,
    /// `bytes`
    pub unit: StringId,
}

/// A function of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function {
    /// Full name as the profile has it.
    pub name: StringId,
    /// Source file; the empty string if unknown.
    pub file: StringId,
    /// Line on which the function starts; 0 if unknown.
    pub start_line: i64,
}

/// One frame of a location. A location with inlined calls has several, innermost first; all but the last are inlined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The function.
    pub function: FunctionId,
    /// The source line; 0 if unknown.
    pub line: i64,
    /// Whether the compiler inlined this call into the next frame.
    pub inlined: bool,
}

/// A region of the process's address space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mapping {
    /// First address.
    pub start: u64,
    /// Address after the last.
    pub limit: u64,
    /// Offset in the file.
    pub offset: u64,
    /// The file: the binary's path, `[vdso]`, a shared library.
    pub file: StringId,
    /// The file's build id; the empty string if unknown.
    pub build_id: StringId,
}

/// A label of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// `bytes`, `request`, …
    pub key: StringId,
    /// Its value.
    pub value: LabelValue,
}

/// The value of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelValue {
    /// Text.
    Text(StringId),
    /// A number with its unit; the unit is the empty string where the profile gives none.
    Number(i64, StringId),
}

/// A decoded and validated profile. Samples, locations, frames and labels are columns; a sample's stack is a run of
/// location ids, leaf first. Copies share the tables, which is all but the samples.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    pub(crate) strings: Shared<Box<str>>,
    pub(crate) sample_types: Vec<SampleType>,
    pub(crate) default_type: Option<usize>,
    pub(crate) functions: Shared<Function>,
    pub(crate) mappings: Shared<Mapping>,
    /// Address of each location; 0 if unknown.
    pub(crate) addresses: Shared<u64>,
    pub(crate) location_mappings: Shared<Option<MappingId>>,
    /// Where each location's frames start in `frames`; one more entry than locations.
    pub(crate) frame_starts: Shared<u32>,
    pub(crate) frames: Shared<Frame>,
    /// Where each sample's stack starts in `stack_locations`; one more entry than samples.
    pub(crate) stack_starts: Vec<u32>,
    pub(crate) stack_locations: Vec<LocationId>,
    /// Row-major: samples x sample types.
    pub(crate) values: Vec<i64>,
    /// Where each sample's labels start in `labels`; one more entry than samples.
    pub(crate) label_starts: Vec<u32>,
    pub(crate) labels: Vec<Label>,
    pub(crate) period: i64,
    pub(crate) period_type: Option<SampleType>,
    pub(crate) taken_at: Option<UnixNanos>,
    pub(crate) duration_nanos: i64,
    pub(crate) drop_frames: Option<StringId>,
    pub(crate) keep_frames: Option<StringId>,
    pub(crate) comments: Vec<StringId>,
}

impl Profile {
    /// The columns of values, in the profile's own order.
    pub fn sample_types(&self) -> &[SampleType] {
        &self.sample_types
    }

    /// Index of the sample type called `name`, such as `inuse_space`.
    pub fn type_index(&self, name: &str) -> Option<usize> {
        self.sample_types.iter().position(|sample_type| self.string(sample_type.name) == name)
    }

    /// Index of the type the profile itself asks to be shown first, if it names one.
    pub fn default_type(&self) -> Option<usize> {
        self.default_type
    }

    /// Number of samples.
    pub fn sample_count(&self) -> usize {
        self.stack_starts.len().saturating_sub(1)
    }

    /// All samples.
    pub fn samples(&self) -> impl ExactSizeIterator<Item = SampleId> + use<> {
        (0..self.sample_count() as u32).map(SampleId)
    }

    /// The values of a sample, one for each sample type.
    pub fn values(&self, sample: SampleId) -> &[i64] {
        let width = self.sample_types.len();
        &self.values[sample.index() * width..][..width]
    }

    /// The value of a sample for the sample type at index `sample_type`.
    pub fn value(&self, sample: SampleId, sample_type: usize) -> i64 {
        self.values(sample)[sample_type]
    }

    /// Sum of the values of one sample type over all samples, saturating.
    pub fn total(&self, sample_type: usize) -> i64 {
        self.samples().fold(0, |sum, sample| sum.saturating_add(self.value(sample, sample_type)))
    }

    /// The stack of a sample, leaf first.
    pub fn stack(&self, sample: SampleId) -> &[LocationId] {
        let (from, to) = (self.stack_starts[sample.index()], self.stack_starts[sample.index() + 1]);
        &self.stack_locations[from as usize..to as usize]
    }

    /// The frames of a sample's stack, leaf first, every inlined call a frame of its own.
    pub fn stack_frames(&self, sample: SampleId) -> impl Iterator<Item = &Frame> {
        self.stack(sample).iter().flat_map(|location| self.frames(*location))
    }

    /// The labels of a sample.
    pub fn labels(&self, sample: SampleId) -> &[Label] {
        let (from, to) = (self.label_starts[sample.index()], self.label_starts[sample.index() + 1]);
        &self.labels[from as usize..to as usize]
    }

    /// All locations.
    pub fn locations(&self) -> impl ExactSizeIterator<Item = LocationId> + use<> {
        (0..self.location_count() as u32).map(LocationId)
    }

    /// Whether each location is in the stack of a sample.
    pub fn is_in_stacks(&self) -> Vec<bool> {
        let mut is_in_stacks = vec![false; self.location_count()];
        for location in &self.stack_locations {
            is_in_stacks[location.index()] = true;
        }
        is_in_stacks
    }

    /// Number of locations.
    pub fn location_count(&self) -> usize {
        self.addresses.len()
    }

    /// The frames of a location, innermost first; none if it is not symbolised.
    pub fn frames(&self, location: LocationId) -> &[Frame] {
        let (from, to) = (self.frame_starts[location.index()], self.frame_starts[location.index() + 1]);
        &self.frames[from as usize..to as usize]
    }

    /// The address of a location; 0 if unknown.
    pub fn address(&self, location: LocationId) -> u64 {
        self.addresses[location.index()]
    }

    /// The mapping a location lies in.
    pub fn location_mapping(&self, location: LocationId) -> Option<&Mapping> {
        self.location_mappings[location.index()].map(|id| &self.mappings[id.0 as usize])
    }

    /// All functions.
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// A function.
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.index()]
    }

    /// The name of a frame's function.
    pub fn function_name(&self, frame: &Frame) -> &str {
        self.string(self.function(frame.function).name)
    }

    /// The source file of a frame's function; empty if unknown.
    pub fn file_name(&self, frame: &Frame) -> &str {
        self.string(self.function(frame.function).file)
    }

    /// A string.
    pub fn string(&self, id: StringId) -> &str {
        &self.strings[id.index()]
    }

    /// All strings, the empty one first.
    pub fn strings(&self) -> impl ExactSizeIterator<Item = &str> {
        self.strings.iter().map(|text| &**text)
    }

    /// All mappings, the main binary first.
    pub fn mappings(&self) -> &[Mapping] {
        &self.mappings
    }

    /// The sampling period, in the unit of [`Profile::period_type`]; for heap profiles `MemProfileRate`, bytes
    /// allocated between samples on average (0 means profiling was off, 1 that every allocation was counted).
    pub fn period(&self) -> i64 {
        self.period
    }

    /// What the period is measured in.
    pub fn period_type(&self) -> Option<SampleType> {
        self.period_type
    }

    /// When the profile was taken.
    pub fn taken_at(&self) -> Option<UnixNanos> {
        self.taken_at
    }

    /// For how long it was taken, in nanoseconds; 0 for a snapshot.
    pub fn duration_nanos(&self) -> i64 {
        self.duration_nanos
    }

    /// Frames to drop from the leaf, as a regular expression (legacy formats only).
    pub fn drop_frames(&self) -> Option<&str> {
        self.drop_frames.map(|id| self.string(id))
    }

    /// Exceptions from [`Profile::drop_frames`].
    pub fn keep_frames(&self) -> Option<&str> {
        self.keep_frames.map(|id| self.string(id))
    }

    /// Free text in the profile.
    pub fn comments(&self) -> impl Iterator<Item = &str> {
        self.comments.iter().map(|id| self.string(*id))
    }

    /// Live heap by this profile: the sum of `inuse_space`; `None` for other profiles and for negative sums.
    pub fn inuse_bytes(&self) -> Option<Bytes> {
        let total = self.total(self.type_index("inuse_space")?);
        u64::try_from(total).ok().map(Bytes)
    }
}
