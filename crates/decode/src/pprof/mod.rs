//! Profiles: gzip, then protobuf, then resolved and validated into a columnar [`Profile`].

mod builder;
mod cursor;
mod edit;
mod encode;
mod fields;
mod ids;
mod kind;
mod legacy;
mod profile;
mod resolve;
mod samples;
pub mod sampling;
mod shared;
pub mod symbol;
mod tables;
pub mod wire;

pub use builder::{Builder, TextFrame};
pub use edit::{BASE_LABEL, Incompatible};
pub use encode::encode_profile;
pub use kind::{kind, looks_like_profile};
pub use legacy::{TextProfile, decode_text};
pub use profile::{
    Frame, Function, FunctionId, Label, LabelValue, LocationId, Mapping, MappingId, Profile, SampleId, SampleType,
    StringId,
};

use crate::error::{DecodeError, LimitKind};
use crate::warning::Warning;
use crate::{Limits, Watch};

use cursor::Field;
use fields::Reader;
use samples::Samples;
use tables::Tables;

/// Decodes a pprof protobuf, raw or gzip, and validates it by the rules of pprof's `CheckValid`.
///
/// Values are kept as they are written: Go has scaled sampled heap values up before writing them. Fails with the errors
/// of [`inflate`](crate::inflate::inflate); with [`DecodeError::Wire`] at the inflated byte where the protobuf cannot be parsed; with
/// [`DecodeError::Invalid`] where its parts don't fit; with [`DecodeError::TooLarge`] past a limit.
pub fn decode_profile(
    bytes: &[u8],
    limits: &Limits,
    watch: &mut Watch<'_>,
) -> Result<(Profile, Vec<Warning>), DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty {});
    }
    let mut parts = Parts { tables: Tables::default(), samples: Samples::new(), limits, is_reserved: false };
    let inflated = fields::read(bytes, limits, watch, &mut parts)?;
    if inflated == 0 {
        return Err(DecodeError::Empty {});
    }
    // Columns count in 32 bits, and everything counted takes at least one byte.
    if u32::try_from(inflated).is_err() {
        return Err(DecodeError::TooLarge { what: LimitKind::InflatedBytes, limit: u32::MAX as usize });
    }
    let (profile, mut warnings) = resolve::resolve(parts.tables, parts.samples, limits)?;
    warnings.extend(kind::warnings(&profile).into_iter().map(|kind| Warning { kind, line: None }));
    Ok((profile, warnings))
}

/// What the fields of a profile become while they are read.
struct Parts<'a> {
    tables: Tables,
    samples: Samples,
    limits: &'a Limits,
    is_reserved: bool,
}

impl Reader for Parts<'_> {
    #[inline]
    fn field(&mut self, field: Field<'_>) -> Result<(), DecodeError> {
        const SAMPLE: u64 = 2;
        match field.number {
            SAMPLE => self.samples.read(field.message()?, self.limits),
            _ => self.tables.field(&field, self.limits),
        }
    }

    /// Once a part of a large profile is read, the rest is taken to be like it.
    fn progress(&mut self, done: usize, total: usize) {
        if !self.is_reserved {
            self.samples.reserve(done, total);
            self.is_reserved = true;
        }
    }
}
