//! Walks the fields of a protobuf message and knows at which byte of the whole profile it is.

use prost::encoding::decode_varint;

use crate::error::{DecodeError, WireFault};

/// A position in a message: an iterator over its fields. Nested messages keep the offsets of the whole.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    /// The whole profile up to the end of this message.
    bytes: &'a [u8],
    at: usize,
}

/// A field: its number and its value, still undecoded where it is a message.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    pub(super) number: u64,
    /// Byte of the whole profile at which the field starts.
    at: usize,
    value: Value<'a>,
}

#[derive(Debug, Clone)]
enum Value<'a> {
    Varint(u64),
    /// Four or eight bytes; no field of a profile is of this type.
    Fixed,
    Bytes(Cursor<'a>),
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Byte of the whole profile at which the cursor is.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Start and end of what is left, to come back with [`Cursor::part`].
    pub(super) const fn span(&self) -> (u32, u32) {
        (self.at as u32, self.bytes.len() as u32)
    }

    /// A cursor over a span of this one's bytes; empty if it isn't one.
    pub(super) fn part(&self, (start, end): (u32, u32)) -> Self {
        Self { bytes: self.bytes.get(..end as usize).unwrap_or_default(), at: start as usize }
    }

    /// The bytes that are left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    fn fault(&self, fault: WireFault) -> DecodeError {
        DecodeError::Wire { fault, at_byte: self.at }
    }

    #[inline]
    fn varint(&mut self) -> Result<u64, DecodeError> {
        let rest = self.rest();
        // Nearly all numbers of a profile are ids and lengths of one to three bytes.
        let (value, length) = match *rest {
            [a, ..] if a < 0x80 => (u32::from(a), 1),
            [a, b, ..] if b < 0x80 => (u32::from(a & 0x7f) | u32::from(b) << 7, 2),
            [a, b, c, ..] if c < 0x80 => (u32::from(a & 0x7f) | u32::from(b & 0x7f) << 7 | u32::from(c) << 14, 3),
            _ => return self.long_varint(rest),
        };
        self.at += length;
        Ok(u64::from(value))
    }

    #[cold]
    fn long_varint(&mut self, rest: &[u8]) -> Result<u64, DecodeError> {
        let mut left = rest;
        match decode_varint(&mut left) {
            Ok(value) => {
                self.at += rest.len() - left.len();
                Ok(value)
            }
            Err(_) if rest.len() < 10 && rest.iter().all(|byte| *byte >= 0x80) => {
                self.at = self.bytes.len();
                Err(self.fault(WireFault::Truncated))
            }
            Err(_) => Err(self.fault(WireFault::Varint)),
        }
    }

    fn take(&mut self, length: u64) -> Result<Cursor<'a>, DecodeError> {
        let end = usize::try_from(length).ok().and_then(|length| self.at.checked_add(length));
        let Some(bytes) = end.and_then(|end| self.bytes.get(..end)) else {
            return Err(self.fault(WireFault::Truncated));
        };
        let taken = Cursor { bytes, at: self.at };
        self.at = bytes.len();
        Ok(taken)
    }

    #[inline]
    fn field(&mut self) -> Result<Field<'a>, DecodeError> {
        let at = self.at;
        let key = self.varint()?;
        let value = match key & 7 {
            0 => Value::Varint(self.varint()?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = self.varint()?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            _ => return Err(DecodeError::Wire { fault: WireFault::WireType, at_byte: at }),
        };
        Ok(Field { number: key >> 3, at, value })
    }
}

impl<'a> Iterator for Cursor<'a> {
    type Item = Result<Field<'a>, DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        (!self.is_at_end()).then(|| self.field())
    }
}

impl<'a> Field<'a> {
    const fn wrong_type(&self) -> DecodeError {
        DecodeError::Wire { fault: WireFault::FieldType, at_byte: self.at }
    }

    /// The value as a number.
    #[inline]
    pub(super) fn uint(&self) -> Result<u64, DecodeError> {
        match self.value {
            Value::Varint(value) => Ok(value),
            _ => Err(self.wrong_type()),
        }
    }

    /// The value as a signed number.
    #[inline]
    pub(super) fn int(&self) -> Result<i64, DecodeError> {
        self.uint().map(|value| value as i64)
    }

    /// The value as a message, or as a run of bytes.
    #[inline]
    pub(super) fn message(&self) -> Result<Cursor<'a>, DecodeError> {
        match &self.value {
            Value::Bytes(cursor) => Ok(cursor.clone()),
            _ => Err(self.wrong_type()),
        }
    }

    /// Gives every number of a repeated field to `push`; both packed and single ones are read.
    #[inline]
    pub(super) fn each_uint(&self, mut push: impl FnMut(u64) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        let Value::Bytes(packed) = &self.value else { return push(self.uint()?) };
        let mut packed = packed.clone();
        while !packed.is_at_end() {
            push(packed.varint()?)?;
        }
        Ok(())
    }
}
