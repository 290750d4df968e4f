//! Every table of a profile but the samples, as it is written: ids and string indices still unresolved, as writers may
//! put tables in any order.

use super::cursor::{Cursor, Field};
use crate::Limits;
use crate::error::{DecodeError, LimitKind, ProfileFault};

/// Sample type or period type: string indices of its name and unit.
pub(super) type RawType = (i64, i64);

/// A function, its strings as indices.
#[derive(Debug, Default)]
pub(super) struct RawFunction {
    pub(super) name: i64,
    pub(super) file: i64,
    pub(super) start_line: i64,
}

/// A mapping, its strings as indices.
#[derive(Debug, Default)]
pub(super) struct RawMapping {
    pub(super) start: u64,
    pub(super) limit: u64,
    pub(super) offset: u64,
    pub(super) file: i64,
    pub(super) build_id: i64,
}

/// A location, its lines as a run of [`Tables::lines`].
#[derive(Debug, Default)]
pub(super) struct RawLocation {
    pub(super) mapping: u64,
    pub(super) address: u64,
    pub(super) lines: (u32, u32),
}

/// The tables of a profile, ids beside them in vectors of their own.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) sample_types: Vec<RawType>,
    pub(super) mapping_ids: Vec<u64>,
    pub(super) mappings: Vec<RawMapping>,
    pub(super) location_ids: Vec<u64>,
    pub(super) locations: Vec<RawLocation>,
    /// Function id and line, innermost first within a location.
    pub(super) lines: Vec<(u64, i64)>,
    pub(super) function_ids: Vec<u64>,
    pub(super) functions: Vec<RawFunction>,
    pub(super) strings: Vec<Box<str>>,
    /// How many strings are not UTF-8.
    pub(super) invalid_utf8: usize,
    pub(super) drop_frames: i64,
    pub(super) keep_frames: i64,
    pub(super) time_nanos: i64,
    pub(super) duration_nanos: i64,
    pub(super) period_type: Option<RawType>,
    pub(super) period: i64,
    pub(super) comments: Vec<i64>,
    pub(super) default_sample_type: i64,
}

impl Tables {
    /// Takes in a field that is no sample.
    pub(super) fn field(&mut self, field: &Field<'_>, limits: &Limits) -> Result<(), DecodeError> {
        match field.number {
            1 => self.sample_types.push(value_type(field.message()?)?),
            3 => self.mapping(field.message()?)?,
            4 => self.location(field.message()?)?,
            5 => self.function(field.message()?)?,
            6 => {
                self.string(field.message()?.rest());
                bound(self.strings.len(), limits.strings, LimitKind::Strings)?;
            }
            7 => self.drop_frames = field.int()?,
            8 => self.keep_frames = field.int()?,
            9 => self.time(field.int()?)?,
            10 => self.duration_nanos = field.int()?,
            11 => self.period_type = Some(value_type(field.message()?)?),
            12 => self.period = field.int()?,
            13 => {
                let (indices, from) = (field.numbers()?, self.comments.len());
                self.comments.resize(from + indices.count(), 0);
                indices.fill(&mut self.comments[from..], |index| index as i64)?;
            }
            14 => self.default_sample_type = field.int()?,
            _ => {}
        }
        Ok(())
    }

    /// A second time means a second profile was appended, which protobuf would merge into the first without a word.
    fn time(&mut self, time_nanos: i64) -> Result<(), DecodeError> {
        if self.time_nanos != 0 {
            return Err(DecodeError::Invalid { fault: ProfileFault::Concatenated });
        }
        self.time_nanos = time_nanos;
        Ok(())
    }

    fn string(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        self.invalid_utf8 += usize::from(matches!(text, std::borrow::Cow::Owned(_)));
        self.strings.push(text.into());
    }

    fn mapping(&mut self, message: Cursor<'_>) -> Result<(), DecodeError> {
        let (mut id, mut mapping) = (0, RawMapping::default());
        for field in message {
            let field = field?;
            match field.number {
                1 => id = field.uint()?,
                2 => mapping.start = field.uint()?,
                3 => mapping.limit = field.uint()?,
                4 => mapping.offset = field.uint()?,
                5 => mapping.file = field.int()?,
                6 => mapping.build_id = field.int()?,
                _ => {}
            }
        }
        self.mapping_ids.push(id);
        self.mappings.push(mapping);
        Ok(())
    }

    fn location(&mut self, message: Cursor<'_>) -> Result<(), DecodeError> {
        let (mut id, mut location) = (0, RawLocation::default());
        location.lines.0 = self.lines.len() as u32;
        for field in message {
            let field = field?;
            match field.number {
                1 => id = field.uint()?,
                2 => location.mapping = field.uint()?,
                3 => location.address = field.uint()?,
                4 => self.lines.push(line(field.message()?)?),
                _ => {}
            }
        }
        location.lines.1 = self.lines.len() as u32;
        self.location_ids.push(id);
        self.locations.push(location);
        Ok(())
    }

    fn function(&mut self, message: Cursor<'_>) -> Result<(), DecodeError> {
        let (mut id, mut function) = (0, RawFunction::default());
        for field in message {
            let field = field?;
            match field.number {
                1 => id = field.uint()?,
                2 => function.name = field.int()?,
                4 => function.file = field.int()?,
                5 => function.start_line = field.int()?,
                _ => {}
            }
        }
        self.function_ids.push(id);
        self.functions.push(function);
        Ok(())
    }
}

/// Reads the two string indices of a sample or period type.
fn value_type(message: Cursor<'_>) -> Result<RawType, DecodeError> {
    let mut value_type = (0, 0);
    for field in message {
        let field = field?;
        match field.number {
            1 => value_type.0 = field.int()?,
            2 => value_type.1 = field.int()?,
            _ => {}
        }
    }
    Ok(value_type)
}

fn line(message: Cursor<'_>) -> Result<(u64, i64), DecodeError> {
    let mut line = (0, 0);
    for field in message {
        let field = field?;
        match field.number {
            1 => line.0 = field.uint()?,
            2 => line.1 = field.int()?,
            _ => {}
        }
    }
    Ok(line)
}

fn bound(count: usize, limit: usize, what: LimitKind) -> Result<(), DecodeError> {
    if count > limit { Err(DecodeError::TooLarge { what, limit }) } else { Ok(()) }
}
