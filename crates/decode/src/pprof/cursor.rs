//! Walks the fields of a protobuf message and knows at which byte of the whole profile it is.

use prost::encoding::decode_varint;

use crate::error::{DecodeError, WireFault};

/// What is left of a message: an iterator over its fields. Nested messages keep the offsets of the whole.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    /// Byte of the whole profile at which `bytes` starts.
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
    /// A cursor over `bytes`, which start at byte `at` of the whole profile.
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Byte of the whole profile at which the cursor is.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The bytes that are left.
    pub(super) const fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    const fn fault(&self, fault: WireFault) -> DecodeError {
        DecodeError::Wire { fault, at_byte: self.at }
    }

    /// Steps over `length` bytes, if there are as many, and gives them.
    #[inline]
    fn split(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        self.at += length;
        Some(taken)
    }

    #[inline]
    pub(super) fn varint(&mut self) -> Result<u64, DecodeError> {
        // Nearly all numbers of a profile are ids and lengths of one to three bytes.
        let (value, rest) = match self.bytes {
            [a, rest @ ..] if *a < 0x80 => (u32::from(*a), rest),
            [a, b, rest @ ..] if *b < 0x80 => (u32::from(*a & 0x7f) | u32::from(*b) << 7, rest),
            [a, b, c, rest @ ..] if *c < 0x80 => {
                (u32::from(*a & 0x7f) | u32::from(*b & 0x7f) << 7 | u32::from(*c) << 14, rest)
            }
            _ => return self.long_varint(),
        };
        self.at += self.bytes.len() - rest.len();
        self.bytes = rest;
        Ok(u64::from(value))
    }

    #[inline(never)]
    fn long_varint(&mut self) -> Result<u64, DecodeError> {
        let mut left = self.bytes;
        match decode_varint(&mut left) {
            Ok(value) => {
                self.at += self.bytes.len() - left.len();
                self.bytes = left;
                Ok(value)
            }
            Err(_) if self.bytes.len() < 10 && self.bytes.iter().all(|byte| *byte >= 0x80) => {
                self.at += self.bytes.len();
                Err(self.fault(WireFault::Truncated))
            }
            Err(_) => Err(self.fault(WireFault::Varint)),
        }
    }

    #[inline]
    fn take(&mut self, length: u64) -> Result<Cursor<'a>, DecodeError> {
        let at = self.at;
        let taken = usize::try_from(length).ok().and_then(|length| self.split(length));
        taken.map_or_else(|| Err(self.fault(WireFault::Truncated)), |bytes| Ok(Cursor { bytes, at }))
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
        (!self.bytes.is_empty()).then(|| self.field())
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

    /// The numbers of a repeated field, packed or a single one.
    #[inline]
    pub(super) fn numbers(&self) -> Result<Numbers<'a>, DecodeError> {
        match &self.value {
            Value::Varint(value) => Ok(Numbers::One(*value)),
            Value::Bytes(packed) => Ok(Numbers::Packed(packed.clone())),
            Value::Fixed => Err(self.wrong_type()),
        }
    }
}

/// The numbers of a repeated field.
#[derive(Debug, Clone)]
pub(super) enum Numbers<'a> {
    One(u64),
    Packed(Cursor<'a>),
}

impl Numbers<'_> {
    /// How many there are: as many as bytes that end a number. What a broken one at the end is worth doesn't matter, as
    /// reading it is an error.
    #[inline]
    pub(super) fn count(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Packed(packed) => ends(packed.bytes),
        }
    }

    /// Fills a column with the numbers, as `convert` has them; it has room for [`Numbers::count`] of them.
    #[inline]
    pub(super) fn fill<T>(self, column: &mut [T], mut convert: impl FnMut(u64) -> T) -> Result<(), DecodeError> {
        let mut packed = match self {
            Self::One(value) => {
                for slot in column {
                    *slot = convert(value);
                }
                return Ok(());
            }
            Self::Packed(packed) => packed,
        };
        let mut pairs = column.chunks_exact_mut(2);
        for pair in &mut pairs {
            let [first, second] = pair else { continue };
            if let Some((one, two)) = packed.two_varints() {
                (*first, *second) = (convert(u64::from(one)), convert(u64::from(two)));
            } else {
                *first = convert(packed.varint()?);
                *second = convert(packed.varint()?);
            }
        }
        for slot in pairs.into_remainder() {
            *slot = convert(packed.varint()?);
        }
        // Bytes that are left don't end a number.
        if packed.bytes.is_empty() { Ok(()) } else { packed.varint().map(|_| ()) }
    }
}

/// How many bytes end a number: eight at a time, by their highest bits, which a multiplication adds up.
fn ends(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let in_word = |word: &[u8; 8]| {
        let ends = !u64::from_le_bytes(*word) >> 7 & 0x0101_0101_0101_0101;
        ends.wrapping_mul(0x0101_0101_0101_0101) >> 56
    };
    words.iter().map(in_word).sum::<u64>() as usize + rest.iter().filter(|byte| **byte < 0x80).count()
}

impl Cursor<'_> {
    /// The next two numbers where both are at most four bytes long and eight bytes are left, without a branch on their
    /// lengths: in lists of ids those are left to chance, and a processor that guesses them wrong loses more time than
    /// all of this takes.
    #[inline]
    fn two_varints(&mut self) -> Option<(u32, u32)> {
        let word = u64::from_le_bytes(*self.bytes.first_chunk()?);
        // A byte without its highest bit ends a number.
        let ends = !word & 0x8080_8080_8080_8080;
        let (first_bits, second) = (ends.trailing_zeros() + 1, ends & ends.wrapping_sub(1));
        let bits = second.trailing_zeros() + 1;
        if second == 0 || first_bits > 32 || bits - first_bits > 32 {
            return None;
        }
        let one = word as u32 & (u32::MAX >> (32 - first_bits));
        let two = (word >> first_bits) as u32 & (u32::MAX >> (32 - (bits - first_bits)));
        self.split(bits as usize / 8)?;
        Some((joined(one), joined(two)))
    }
}

/// The number in the low seven bits of each byte, least significant first.
#[inline]
const fn joined(bytes: u32) -> u32 {
    bytes & 0x7f | bytes >> 1 & 0x3f80 | bytes >> 2 & 0x1f_c000 | bytes >> 3 & 0xfe0_0000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use prost::encoding::encode_varint;

    use super::*;

    proptest! {
        #[test]
        fn numbers_of_any_length_come_back(numbers in prop::collection::vec((any::<u64>(), 0_u32..64), 0..40)) {
            let numbers: Vec<u64> = numbers.into_iter().map(|(number, shift)| number >> shift).collect();
            let mut bytes = Vec::new();
            for number in &numbers {
                encode_varint(*number, &mut bytes);
            }
            let packed = Numbers::Packed(Cursor::new(&bytes, 0));
            prop_assert_eq!(packed.count(), numbers.len());
            let mut column = vec![0; numbers.len()];
            packed.fill(&mut column, |number| number).unwrap();
            prop_assert_eq!(column, numbers);
        }
    }
}
