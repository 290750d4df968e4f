//! Once everything is read: ids and string indices become positions, and what pprof's `CheckValid` refuses is refused.

use super::ids::Ids;
use super::profile::{Frame, Function, FunctionId, Mapping, MappingId, Profile, SampleType, StringId};
use super::samples::Samples;
use super::tables::{RawType, Tables};
use crate::Limits;
use crate::error::{DecodeError, ProfileFault, Table};
use crate::units::UnixNanos;
use crate::warning::{Warning, WarningKind};

const fn invalid(fault: ProfileFault) -> DecodeError {
    DecodeError::Invalid { fault }
}

/// Joins the tables and the samples. Gives the profile and what looked wrong in it.
pub(super) fn resolve(
    mut tables: Tables,
    samples: Samples,
    limits: &Limits,
) -> Result<(Profile, Vec<Warning>), DecodeError> {
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
    resolve_functions(&mut profile, &mut tables, &strings)?;
    resolve_mappings(&mut profile, &mut tables, &strings)?;
    let nameless_lines = resolve_locations(&mut profile, &mut tables)?;
    profile.strings = strings.0.into();
    profile.default_type = default_type.and_then(|name| profile.type_index(profile.string(name)));
    let locations = Ids::new(Table::Location, &tables.location_ids)?;
    samples.finish(&mut profile, &locations, limits)?;

    let mut warnings = Vec::new();
    if tables.invalid_utf8 > 0 {
        warnings.push(WarningKind::InvalidUtf8 { strings: tables.invalid_utf8 });
    }
    if nameless_lines > 0 {
        warnings.push(WarningKind::LinesWithoutFunction { lines: nameless_lines });
    }
    Ok((profile, warnings.into_iter().map(|kind| Warning { kind, line: None }).collect()))
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
        match usize::try_from(index) {
            Ok(position) if position < self.0.len() => Ok(StringId(position as u32)),
            _ => Err(invalid(ProfileFault::StringIndex { index })),
        }
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
