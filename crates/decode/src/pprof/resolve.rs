//! Second pass over a profile: ids and string indices become positions, samples become columns, and what pprof's
//! `CheckValid` refuses is refused.

use super::cursor::Cursor;
use super::ids::Ids;
use super::profile::{
    Frame, Function, FunctionId, Label, LabelValue, LocationId, Mapping, MappingId, Profile, SampleType, StringId,
};
use super::tables::{RawType, Tables};
use crate::Limits;
use crate::error::{DecodeError, LimitKind, ProfileFault, Table};
use crate::units::UnixNanos;
use crate::warning::{Warning, WarningKind};

const fn invalid(fault: ProfileFault) -> DecodeError {
    DecodeError::Invalid { fault }
}

/// A profile without its samples, and what the samples need to be resolved.
#[derive(Debug)]
pub(super) struct Resolver {
    profile: Profile,
    locations: Ids,
    /// Frames of the location that has most of them, at least 1.
    most_frames: usize,
    warnings: Vec<Warning>,
}

impl Resolver {
    /// Resolves every table but the samples. Empties `tables` on its way, except for the places of the samples.
    pub(super) fn new(tables: &mut Tables) -> Result<Self, DecodeError> {
        let strings = Strings::new(std::mem::take(&mut tables.strings))?;
        let mut profile = Profile {
            sample_types: strings.types(&tables.sample_types)?,
            period: tables.period,
            period_type: tables.period_type.map(|period_type| strings.value_type(period_type)).transpose()?,
            taken_at: (tables.time_nanos != 0).then_some(UnixNanos(tables.time_nanos)),
            duration_nanos: tables.duration_nanos,
            drop_frames: strings.optional(tables.drop_frames)?,
            keep_frames: strings.optional(tables.keep_frames)?,
            comments: tables.comments.iter().map(|index| strings.id(*index)).collect::<Result<_, _>>()?,
            ..Profile::default()
        };
        let default_type = strings.optional(tables.default_sample_type)?;
        resolve_functions(&mut profile, tables, &strings)?;
        resolve_mappings(&mut profile, tables, &strings)?;
        let nameless_lines = resolve_locations(&mut profile, tables)?;
        profile.strings = strings.0;
        profile.default_type = default_type.and_then(|name| profile.type_index(profile.string(name)));

        let locations = Ids::new(Table::Location, &std::mem::take(&mut tables.location_ids))?;
        let widths = profile.frame_starts.windows(2).map(|pair| (pair[1] - pair[0]) as usize);
        let most_frames = widths.max().unwrap_or(1).max(1);
        let mut warnings = Vec::new();
        if tables.invalid_utf8 > 0 {
            warnings.push(WarningKind::InvalidUtf8 { strings: tables.invalid_utf8 });
        }
        if nameless_lines > 0 {
            warnings.push(WarningKind::LinesWithoutFunction { lines: nameless_lines });
        }
        let warnings = warnings.into_iter().map(|kind| Warning { kind, line: None }).collect();
        Ok(Self { profile, locations, most_frames, warnings })
    }

    /// Reads the samples. `step` is called for each with the byte it starts at.
    pub(super) fn read_samples(
        &mut self,
        whole: &Cursor<'_>,
        places: &[(u32, u32)],
        limits: &Limits,
        mut step: impl FnMut(usize) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let profile = &mut self.profile;
        let width = profile.sample_types.len();
        if width == 0 && !places.is_empty() {
            return Err(invalid(ProfileFault::NoSampleTypes));
        }
        profile.values.reserve_exact(places.len() * width);
        profile.stack_starts.reserve_exact(places.len() + 1);
        profile.label_starts.reserve_exact(places.len() + 1);
        profile.stack_starts.push(0);
        profile.label_starts.push(0);
        for (index, place) in places.iter().enumerate() {
            step(place.0 as usize)?;
            let (first_value, first_location) = (profile.values.len(), profile.stack_locations.len());
            read_sample(profile, &self.locations, whole.part(*place))?;
            let found = profile.values.len() - first_value;
            if found != width {
                return Err(invalid(ProfileFault::ValueCount { sample: index, expected: width, found }));
            }
            let stack = profile.stack_locations.get(first_location..).unwrap_or_default();
            check_depth(profile, stack, self.most_frames, limits.stack_depth)?;
            profile.stack_starts.push(profile.stack_locations.len() as u32);
            profile.label_starts.push(profile.labels.len() as u32);
        }
        profile.stack_locations.shrink_to_fit();
        profile.labels.shrink_to_fit();
        Ok(())
    }

    /// The profile, and what looked wrong in its tables.
    pub(super) fn finish(self) -> (Profile, Vec<Warning>) {
        (self.profile, self.warnings)
    }
}

#[inline]
fn read_sample(profile: &mut Profile, locations: &Ids, sample: Cursor<'_>) -> Result<(), DecodeError> {
    for field in sample {
        let field = field?;
        match field.number {
            1 => field.each_uint(|id| {
                let Some(position) = locations.position(id) else {
                    return Err(invalid(ProfileFault::DanglingId { table: Table::Location, id }));
                };
                profile.stack_locations.push(LocationId(position));
                Ok(())
            })?,
            2 => field.each_uint(|value| {
                profile.values.push(value as i64);
                Ok(())
            })?,
            3 => {
                let label = read_label(&profile.strings, field.message()?)?;
                profile.labels.extend(label);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Text where the label has text, else a number; a label with neither is no label, as in pprof.
fn read_label(strings: &[Box<str>], message: Cursor<'_>) -> Result<Option<Label>, DecodeError> {
    let (mut key, mut text, mut number, mut unit) = (0, 0, 0, 0);
    for field in message {
        let field = field?;
        match field.number {
            1 => key = field.int()?,
            2 => text = field.int()?,
            3 => number = field.int()?,
            4 => unit = field.int()?,
            _ => {}
        }
    }
    let id = |index| string_id(strings, index);
    let value = match (text, number, unit) {
        (0, 0, 0) => return id(key).map(|_| None),
        (0, number, unit) => LabelValue::Number(number, id(unit)?),
        (text, ..) => LabelValue::Text(id(text)?),
    };
    Ok(Some(Label { key: id(key)?, value }))
}

/// Holds a stack to the limit, inlined frames counted. Frames are only counted where the limit is within reach.
fn check_depth(profile: &Profile, stack: &[LocationId], most_frames: usize, limit: usize) -> Result<(), DecodeError> {
    if stack.len().saturating_mul(most_frames) <= limit {
        return Ok(());
    }
    let frames: usize = stack.iter().map(|location| profile.frames(*location).len().max(1)).sum();
    if frames > limit { Err(DecodeError::TooLarge { what: LimitKind::StackDepth, limit }) } else { Ok(()) }
}

fn resolve_functions(profile: &mut Profile, tables: &mut Tables, strings: &Strings) -> Result<(), DecodeError> {
    for raw in std::mem::take(&mut tables.functions) {
        let (name, file) = (strings.id(raw.name)?, strings.id(raw.file)?);
        profile.functions.push(Function { name, file, start_line: raw.start_line });
    }
    Ok(())
}

fn resolve_mappings(profile: &mut Profile, tables: &mut Tables, strings: &Strings) -> Result<(), DecodeError> {
    for raw in std::mem::take(&mut tables.mappings) {
        let (file, build_id) = (strings.id(raw.file)?, strings.id(raw.build_id)?);
        profile.mappings.push(Mapping { start: raw.start, limit: raw.limit, offset: raw.offset, file, build_id });
    }
    Ok(())
}

/// Gives the number of lines that name no function. pprof refuses such a profile; here they are left out, and the
/// other lines of the profile are still of use. A mapping that doesn't exist counts as none, as in pprof.
fn resolve_locations(profile: &mut Profile, tables: &mut Tables) -> Result<usize, DecodeError> {
    let functions = Ids::new(Table::Function, &std::mem::take(&mut tables.function_ids))?;
    let mappings = Ids::new(Table::Mapping, &std::mem::take(&mut tables.mapping_ids))?;
    let lines = std::mem::take(&mut tables.lines);
    let locations = std::mem::take(&mut tables.locations);
    let mut nameless = 0;
    profile.frame_starts.push(0);
    for raw in &locations {
        profile.addresses.push(raw.address);
        profile.location_mappings.push(mappings.position(raw.mapping).map(MappingId));
        let first = profile.frames.len();
        for &(id, line) in lines.get(raw.lines.0 as usize..raw.lines.1 as usize).unwrap_or_default() {
            match functions.position(id) {
                Some(function) => profile.frames.push(Frame { function: FunctionId(function), line, inlined: true }),
                None if id == 0 => nameless += 1,
                None => return Err(invalid(ProfileFault::DanglingId { table: Table::Function, id })),
            }
        }
        if let Some(outermost) = profile.frames.get_mut(first..).and_then(<[Frame]>::last_mut) {
            outermost.inlined = false;
        }
        profile.frame_starts.push(profile.frames.len() as u32);
    }
    Ok(nameless)
}

/// A string table whose first string is empty.
#[derive(Debug)]
struct Strings(Vec<Box<str>>);

impl Strings {
    fn new(strings: Vec<Box<str>>) -> Result<Self, DecodeError> {
        match strings.first() {
            Some(first) if !first.is_empty() => Err(invalid(ProfileFault::FirstString)),
            Some(_) => Ok(Self(strings)),
            None => Err(invalid(ProfileFault::StringIndex { index: 0 })),
        }
    }

    fn id(&self, index: i64) -> Result<StringId, DecodeError> {
        string_id(&self.0, index)
    }

    /// The string at `index`, `None` for the empty one.
    fn optional(&self, index: i64) -> Result<Option<StringId>, DecodeError> {
        let id = self.id(index)?;
        Ok(self.0.get(id.index()).is_some_and(|text| !text.is_empty()).then_some(id))
    }

    fn value_type(&self, (name, unit): RawType) -> Result<SampleType, DecodeError> {
        Ok(SampleType { name: self.id(name)?, unit: self.id(unit)? })
    }

    fn types(&self, raw: &[RawType]) -> Result<Vec<SampleType>, DecodeError> {
        raw.iter().map(|raw| self.value_type(*raw)).collect()
    }
}

fn string_id(strings: &[Box<str>], index: i64) -> Result<StringId, DecodeError> {
    match usize::try_from(index) {
        Ok(position) if position < strings.len() => Ok(StringId(position as u32)),
        _ => Err(invalid(ProfileFault::StringIndex { index })),
    }
}
