//! Profiles made from profiles: fewer frames, fewer samples, one less another.

use rustc_hash::FxHashMap;

use super::profile::{
    Frame, FunctionId, Label, LabelValue, LocationId, MappingId, Profile, SampleId, SampleType, StringId,
};

/// Two profiles that can't be put together: they measure different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incompatible;

/// The label that marks the samples of a base in a difference, with the value `true`, as in pprof.
pub const BASE_LABEL: &str = "pprof::base";

impl Profile {
    /// The profile with other frames. `frames` gives what is left of a location's frames, innermost first, and may only
    /// leave some out.
    #[must_use]
    pub fn with_frames<I: IntoIterator<Item = Frame>>(mut self, mut frames: impl FnMut(LocationId) -> I) -> Self {
        let (mut left, mut starts) =
            (Vec::with_capacity(self.frames.len()), Vec::with_capacity(self.frame_starts.len()));
        starts.push(0);
        for location in self.locations() {
            left.extend(frames(location));
            starts.push(left.len() as u32);
        }
        (self.frames, self.frame_starts) = (left.into(), starts.into());
        self
    }

    /// A copy with other samples. `keep` is given a sample, its stack, leaf first, and a list to which it adds the
    /// locations that stay; where it gives false the sample goes. It may only use locations of the profile. Tables are
    /// shared with this profile, so that the copy costs as much as what is left.
    #[must_use]
    pub fn with_stacks(&self, mut keep: impl FnMut(SampleId, &[LocationId], &mut Vec<LocationId>) -> bool) -> Self {
        let mut edited = Self { stack_starts: vec![0], label_starts: vec![0], ..self.without_samples() };
        for sample in self.samples() {
            let stack = &mut edited.stack_locations;
            let first = stack.len();
            if !keep(sample, self.stack(sample), stack) {
                stack.truncate(first);
                continue;
            }
            edited.stack_starts.push(edited.stack_locations.len() as u32);
            edited.labels.extend_from_slice(self.labels(sample));
            edited.label_starts.push(edited.labels.len() as u32);
            edited.values.extend_from_slice(self.values(sample));
        }
        edited
    }

    /// This profile less `base`, as pprof's `-diff_base` has it: the sample types both have, in this profile's order,
    /// the samples of both, those of the base negative and marked with [`BASE_LABEL`].
    ///
    /// Fails if no sample type is in both, or if they were sampled by different things.
    pub fn minus(&self, base: &Self) -> Result<Self, Incompatible> {
        self.with(base, true)
    }

    /// This profile and `other` together, as pprof puts several files together: the sample types both have, in this
    /// profile's order, the samples of both. The errors are those of [`Profile::minus`].
    pub fn plus(&self, other: &Self) -> Result<Self, Incompatible> {
        self.with(other, false)
    }

    fn with(&self, base: &Self, is_base: bool) -> Result<Self, Incompatible> {
        let name =
            |profile: &Self, of: SampleType| (profile.string(of.name).to_owned(), profile.string(of.unit).to_owned());
        let period = |profile: &Self| profile.period_type.map(|of| name(profile, of));
        if let (Some(ours), Some(theirs)) = (period(self), period(base))
            && ours != theirs
        {
            return Err(Incompatible);
        }
        let of_base = |of: &SampleType| {
            let wanted = name(self, *of);
            base.sample_types.iter().position(|candidate| name(base, *candidate) == wanted)
        };
        let shared: Vec<_> =
            self.sample_types.iter().enumerate().filter_map(|(index, of)| Some((index, of_base(of)?))).collect();
        if shared.is_empty() {
            return Err(Incompatible);
        }
        let mut together = self.with_types(shared.iter().map(|(ours, _)| *ours));
        let sign = if is_base { -1 } else { 1 };
        Appended::new(&mut together, base, is_base)
            .samples(|values| shared.iter().map(|(_, theirs)| values[*theirs].wrapping_mul(sign)).collect());
        together.taken_at = [self.taken_at, base.taken_at].into_iter().flatten().min();
        together.period = self.period.max(base.period);
        together.duration_nanos = self.duration_nanos.saturating_add(base.duration_nanos);
        Ok(together)
    }

    /// A copy of everything but the samples.
    fn without_samples(&self) -> Self {
        Self {
            strings: self.strings.clone(),
            sample_types: self.sample_types.clone(),
            functions: self.functions.clone(),
            mappings: self.mappings.clone(),
            addresses: self.addresses.clone(),
            location_mappings: self.location_mappings.clone(),
            frame_starts: self.frame_starts.clone(),
            frames: self.frames.clone(),
            comments: self.comments.clone(),
            default_type: self.default_type,
            period: self.period,
            period_type: self.period_type,
            taken_at: self.taken_at,
            duration_nanos: self.duration_nanos,
            drop_frames: self.drop_frames,
            keep_frames: self.keep_frames,
            ..Self::default()
        }
    }

    /// A copy with only these sample types.
    fn with_types(&self, types: impl Iterator<Item = usize>) -> Self {
        let types: Vec<usize> = types.collect();
        let mut copy = self.clone();
        copy.sample_types = types.iter().map(|index| self.sample_types[*index]).collect();
        copy.default_type = types.iter().position(|index| Some(*index) == self.default_type);
        copy.values.clear();
        for sample in self.samples() {
            copy.values.extend(types.iter().map(|index| self.value(sample, *index)));
        }
        copy
    }
}

/// Adds the samples of another profile to one, with every table they need.
struct Appended<'a> {
    into: &'a mut Profile,
    base: &'a Profile,
    /// Where the base's strings are now.
    strings: Vec<StringId>,
    first_location: u32,
    /// The label that marks them, key and value.
    mark: Option<(StringId, StringId)>,
}

impl<'a> Appended<'a> {
    fn new(into: &'a mut Profile, base: &'a Profile, is_base: bool) -> Self {
        let mut known: FxHashMap<Box<str>, StringId> =
            into.strings.iter().zip(0..).map(|(text, index)| (text.clone(), StringId(index))).collect();
        let mut intern = |strings: &mut Vec<Box<str>>, text: &str| {
            *known.entry(text.into()).or_insert_with(|| {
                strings.push(text.into());
                StringId(strings.len() as u32 - 1)
            })
        };
        let strings: Vec<_> = base.strings.iter().map(|text| intern(&mut into.strings, text)).collect();
        let mark = is_base.then(|| (intern(&mut into.strings, BASE_LABEL), intern(&mut into.strings, "true")));
        let first_location = into.addresses.len() as u32;
        let mut appended = Self { into, base, strings, first_location, mark };
        appended.tables();
        appended
    }

    fn string(&self, id: StringId) -> StringId {
        self.strings[id.index()]
    }

    fn tables(&mut self) {
        let first_function = self.into.functions.len() as u32;
        let first_mapping = self.into.mappings.len() as u32;
        let first_frame = self.into.frames.len() as u32;
        for function in self.base.functions.iter() {
            let (name, file) = (self.string(function.name), self.string(function.file));
            self.into.functions.push(super::Function { name, file, ..*function });
        }
        for mapping in self.base.mappings.iter() {
            let (file, build_id) = (self.string(mapping.file), self.string(mapping.build_id));
            self.into.mappings.push(super::Mapping { file, build_id, ..*mapping });
        }
        let frame = |frame: &Frame| Frame { function: FunctionId(frame.function.0 + first_function), ..*frame };
        self.into.frames.extend(self.base.frames.iter().map(frame));
        self.into.frame_starts.extend(self.base.frame_starts.iter().skip(1).map(|start| start + first_frame));
        self.into.addresses.extend_from_slice(&self.base.addresses);
        let mapping = |id: &Option<MappingId>| id.map(|id| MappingId(id.0 + first_mapping));
        self.into.location_mappings.extend(self.base.location_mappings.iter().map(mapping));
    }

    fn samples(self, mut values: impl FnMut(&[i64]) -> Vec<i64>) {
        for sample in self.base.samples() {
            let moved = |location: &LocationId| LocationId(location.0 + self.first_location);
            self.into.stack_locations.extend(self.base.stack(sample).iter().map(moved));
            self.into.stack_starts.push(self.into.stack_locations.len() as u32);
            for label in self.base.labels(sample) {
                let value = match label.value {
                    LabelValue::Text(text) => LabelValue::Text(self.string(text)),
                    LabelValue::Number(number, unit) => LabelValue::Number(number, self.string(unit)),
                };
                self.into.labels.push(Label { key: self.string(label.key), value });
            }
            let mark = self.mark.map(|(key, value)| Label { key, value: LabelValue::Text(value) });
            self.into.labels.extend(mark);
            self.into.label_starts.push(self.into.labels.len() as u32);
            self.into.values.extend(values(self.base.values(sample)));
        }
    }
}
