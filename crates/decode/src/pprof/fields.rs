//! The fields of a whole profile, in the order they are written, while it is being inflated.
//!
//! A profile is ten times the memory of what is made of it if its inflated bytes are kept too. So only a window of them
//! is: fields are read from it as they become whole, while they are still in the processor's cache.

use super::cursor::{Cursor, Field};
use crate::error::{DecodeError, LimitKind, WireFault};
use crate::inflate::{Inflater, expected_size, is_gzip};
use crate::{Limits, Progress, Watch};

/// Bytes inflated at a time.
const WINDOW: usize = 256 << 10;

/// Bytes read between two calls of the watch where nothing is inflated.
const STEP: usize = 1 << 20;

/// What is made of the fields.
pub(super) trait Reader {
    /// Takes in one field.
    fn field(&mut self, field: Field<'_>) -> Result<(), DecodeError>;

    /// Is told now and then that `done` of `total` bytes are read.
    fn progress(&mut self, done: usize, total: usize);
}

/// Gives every field of a profile, raw or gzip, to `reader`. Gives the size of the profile in bytes, inflated.
pub(super) fn read(
    bytes: &[u8],
    limits: &Limits,
    watch: &mut Watch<'_>,
    reader: &mut impl Reader,
) -> Result<usize, DecodeError> {
    if !is_gzip(bytes) {
        return raw(bytes, limits, watch, reader).map(|()| bytes.len());
    }
    let mut window =
        Window { inflater: Inflater::new(bytes, limits)?, bytes: vec![0; window_size(bytes)], filled: 0, gone: 0 };
    let read = window.read(limits, watch, reader);
    match read {
        // Where the gzip itself is broken, that is the better answer.
        Err(DecodeError::Wire { .. } | DecodeError::Invalid { .. }) => window.drain(watch).and(read),
        read => read,
    }
}

/// A window no larger than the profile says it is: most are small.
fn window_size(gzip: &[u8]) -> usize {
    expected_size(gzip).clamp(4 << 10, WINDOW)
}

fn raw(bytes: &[u8], limits: &Limits, watch: &mut Watch<'_>, reader: &mut impl Reader) -> Result<(), DecodeError> {
    if bytes.len() > limits.input_bytes {
        return Err(DecodeError::TooLarge { what: LimitKind::InputBytes, limit: limits.input_bytes });
    }
    let mut cursor = Cursor::new(bytes, 0);
    let mut next = STEP;
    while let Some(field) = cursor.next() {
        reader.field(field?)?;
        if cursor.at() >= next {
            next = cursor.at() + STEP;
            reader.progress(cursor.at(), bytes.len());
            if watch(Progress { done: cursor.at(), total: bytes.len() }).is_break() {
                return Err(DecodeError::Cancelled {});
            }
        }
    }
    Ok(())
}

/// The part of the inflated bytes that is being read.
struct Window<'a> {
    inflater: Inflater<'a>,
    bytes: Vec<u8>,
    /// How much of `bytes` is inflated and not yet read.
    filled: usize,
    /// How many inflated bytes were before the window.
    gone: usize,
}

impl Window<'_> {
    fn read(&mut self, limits: &Limits, watch: &mut Watch<'_>, reader: &mut impl Reader) -> Result<usize, DecodeError> {
        loop {
            let is_end = !self.fill(watch)?;
            let read = self.fields(is_end, reader)?;
            self.bytes.copy_within(read..self.filled, 0);
            self.filled -= read;
            self.gone += read;
            if is_end {
                return Ok(self.gone);
            }
            reader.progress(self.inflater.at_byte(), self.inflater.total());
            if self.filled == self.bytes.len() {
                // One field is longer than the window.
                self.bytes.resize((2 * self.filled).min(limits.inflated_bytes + 1), 0);
            }
        }
    }

    /// Inflates until the window is full; false at the end.
    fn fill(&mut self, watch: &mut Watch<'_>) -> Result<bool, DecodeError> {
        let progress = Progress { done: self.inflater.at_byte(), total: self.inflater.total() };
        if watch(progress).is_break() {
            return Err(DecodeError::Cancelled {});
        }
        while let Some(free) = self.bytes.get_mut(self.filled..).filter(|free| !free.is_empty()) {
            match self.inflater.read(free)? {
                0 => return Ok(false),
                inflated => self.filled += inflated,
            }
        }
        Ok(true)
    }

    /// Reads every field that is whole. Gives how many bytes they are.
    fn fields(&self, is_end: bool, reader: &mut impl Reader) -> Result<usize, DecodeError> {
        let mut cursor = Cursor::new(self.bytes.get(..self.filled).unwrap_or_default(), self.gone);
        loop {
            let start = cursor.at() - self.gone;
            match cursor.next() {
                None => return Ok(start),
                Some(Ok(field)) => reader.field(field)?,
                Some(Err(DecodeError::Wire { fault: WireFault::Truncated, .. })) if !is_end => return Ok(start),
                Some(Err(error)) => return Err(error),
            }
        }
    }

    /// Inflates the rest for nothing but its errors.
    fn drain(&mut self, watch: &mut Watch<'_>) -> Result<(), DecodeError> {
        self.filled = 0;
        while self.fill(watch)? {
            self.filled = 0;
        }
        Ok(())
    }
}
