//! Columns as bytes, for the way from the worker to the page: as they are, in little-endian order. Both ends are one
//! build, so the format has no version.

/// Appends a text with its length.
pub(crate) fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

/// Appends a column with its length.
pub(crate) fn put<T: Copy, const N: usize>(
    bytes: &mut Vec<u8>,
    column: impl ExactSizeIterator<Item = T>,
    encode: impl Fn(T) -> [u8; N],
) {
    bytes.reserve(4 + column.len() * N);
    bytes.extend((column.len() as u32).to_le_bytes());
    // Value by value: byte by byte takes several times as long.
    for value in column {
        bytes.extend_from_slice(&encode(value));
    }
}

/// Appends a column in which entries may be missing; one that has none at all takes no room.
pub(crate) fn put_options<T: Copy + Default, const N: usize>(
    bytes: &mut Vec<u8>,
    column: impl ExactSizeIterator<Item = Option<T>> + Clone,
    encode: impl Fn(T) -> [u8; N],
) {
    if column.clone().any(|value| value.is_some()) {
        put(bytes, column.clone(), |value| [u8::from(value.is_some())]);
        put(bytes, column, |value| encode(value.unwrap_or_default()));
    } else {
        put(bytes, std::iter::empty::<u8>(), |value| [value]);
    }
}

/// Reads what was appended, in the same order.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether nothing is left.
    pub(crate) const fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let length = u32::from_le_bytes(self.array()?);
        std::str::from_utf8(self.take(length as usize)?).ok()
    }

    pub(crate) fn column<T, const N: usize>(&mut self, decode: impl Fn([u8; N]) -> T) -> Option<Vec<T>> {
        let count = u32::from_le_bytes(self.array()?) as usize;
        let (values, _) = self.take(count.checked_mul(N)?)?.as_chunks::<N>();
        Some(values.iter().map(|value| decode(*value)).collect())
    }

    /// A column of `count` entries of which some may be missing.
    pub(crate) fn options<T, const N: usize>(
        &mut self,
        count: usize,
        decode: impl Fn([u8; N]) -> T,
    ) -> Option<Vec<Option<T>>> {
        let is_there = self.column(|[value]: [u8; 1]| value != 0)?;
        if is_there.is_empty() {
            return Some(std::iter::repeat_with(|| None).take(count).collect());
        }
        let values = self.column(decode)?;
        let is_whole = is_there.len() == count && values.len() == count;
        is_whole.then(|| is_there.into_iter().zip(values).map(|(is_there, value)| is_there.then_some(value)).collect())
    }
}
