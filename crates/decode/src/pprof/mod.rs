//! Profiles: gzip, then protobuf, then resolved and validated into a columnar [`Profile`].

mod builder;
mod cursor;
mod edit;
mod encode;
mod ids;
mod kind;
mod legacy;
mod profile;
mod resolve;
pub mod sampling;
pub mod symbol;
mod tables;
pub mod wire;

pub use edit::{BASE_LABEL, Incompatible};
pub use encode::encode_profile;
pub use kind::{kind, looks_like_profile};
pub use legacy::{TextProfile, decode_text};
pub use profile::{
    Frame, Function, FunctionId, Label, LabelValue, LocationId, Mapping, MappingId, Profile, SampleId, SampleType,
    StringId,
};

use std::ops::ControlFlow;

use crate::error::{DecodeError, LimitKind};
use crate::inflate::{inflate, is_gzip};
use crate::warning::Warning;
use crate::{Limits, Progress, Watch};

use cursor::Cursor;
use resolve::Resolver;
use tables::Tables;

/// Bytes read between two calls of the watch.
const STEP: usize = 1 << 20;

/// Decodes a pprof protobuf, raw or gzip, and validates it by the rules of pprof's `CheckValid`.
///
/// Values are kept as they are written: Go has scaled sampled heap values up before writing them. Fails with the errors
/// of [`inflate`]; with [`DecodeError::Wire`] at the inflated byte where the protobuf cannot be parsed; with
/// [`DecodeError::Invalid`] where its parts don't fit; with [`DecodeError::TooLarge`] past a limit.
pub fn decode_profile(
    bytes: &[u8],
    limits: &Limits,
    watch: &mut Watch<'_>,
) -> Result<(Profile, Vec<Warning>), DecodeError> {
    let total = bytes.len();
    if is_gzip(bytes) {
        let inflated = inflate(bytes, limits, watch)?;
        // Every dropped byte is read by now; what follows is a small part of the work.
        return decode_inflated(&inflated, limits, &mut |_| watch(Progress { done: total, total }));
    }
    if total > limits.input_bytes {
        return Err(DecodeError::TooLarge { what: LimitKind::InputBytes, limit: limits.input_bytes });
    }
    decode_inflated(bytes, limits, watch)
}

fn decode_inflated(
    bytes: &[u8],
    limits: &Limits,
    watch: &mut Watch<'_>,
) -> Result<(Profile, Vec<Warning>), DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty {});
    }
    // Columns count in 32 bits, and everything counted takes at least one byte.
    if u32::try_from(bytes.len()).is_err() {
        return Err(DecodeError::TooLarge { what: LimitKind::InflatedBytes, limit: u32::MAX as usize });
    }
    let total = bytes.len();
    let whole = Cursor::new(bytes);
    // Two passes, each half of the way.
    let mut tables = Tables::read(whole.clone(), limits, paced(|at| watch(Progress { done: at / 2, total })))?;
    let mut resolver = Resolver::new(&mut tables)?;
    let step = paced(|at| watch(Progress { done: total / 2 + at / 2, total }));
    resolver.read_samples(&whole, &tables.samples, limits, step)?;
    let (profile, mut warnings) = resolver.finish();
    warnings.extend(kind::warnings(&profile).into_iter().map(|kind| Warning { kind, line: None }));
    Ok((profile, warnings))
}

/// Lets only one call in every [`STEP`] bytes through to `watch`, and makes its `Break` an error.
fn paced(mut watch: impl FnMut(usize) -> ControlFlow<()>) -> impl FnMut(usize) -> Result<(), DecodeError> {
    let mut next = STEP;
    move |at| {
        if at < next {
            return Ok(());
        }
        next = at + STEP;
        if watch(at).is_break() { Err(DecodeError::Cancelled {}) } else { Ok(()) }
    }
}
