//! gzip, bounded: what every format may be wrapped in.

use std::io::{ErrorKind, Read};

use flate2::bufread::MultiGzDecoder;

use crate::error::{DecodeError, GzipFault, LimitKind};
use crate::{Limits, Progress, Watch};

/// Bytes inflated between two calls of the watch.
const STEP: usize = 1 << 20;

/// Whether `bytes` start with the magic number of gzip (RFC 1952).
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// Inflates gzip of one or more members, which are joined as gunzip and Go's reader join them. Only one layer is taken
/// off. The watch sees compressed bytes.
///
/// Fails with [`DecodeError::Gzip`] at the compressed byte where the stream ends early or is corrupt (anything but
/// another member after a member is corrupt), with [`DecodeError::TooLarge`] past `limits.inflated_bytes`, and with
/// [`DecodeError::Cancelled`].
pub fn inflate(bytes: &[u8], limits: &Limits, watch: &mut Watch<'_>) -> Result<Vec<u8>, DecodeError> {
    let mut inflater = Inflater::new(bytes, limits)?;
    let mut inflated = vec![0; expected_size(bytes).min(limits.inflated_bytes.saturating_add(1))];
    let mut filled = 0;
    loop {
        if filled == inflated.len() {
            inflated.resize((2 * filled).max(STEP), 0);
        }
        let end = (filled + STEP).min(inflated.len());
        match inflater.read(&mut inflated[filled..end])? {
            0 => break,
            read => filled += read,
        }
        if watch(Progress { done: inflater.at_byte(), total: bytes.len() }).is_break() {
            return Err(DecodeError::Cancelled {});
        }
    }
    inflated.truncate(filled);
    inflated.shrink_to_fit();
    Ok(inflated)
}

/// At most the first `most` bytes of what gzip holds, without a word about what is wrong with it.
pub(crate) fn head(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut head = Vec::new();
    // What was read before an error is what there is.
    let _ = MultiGzDecoder::new(bytes).take(most as u64).read_to_end(&mut head);
    head
}

/// Inflates piece by piece.
#[derive(Debug)]
pub(crate) struct Inflater<'a> {
    decoder: MultiGzDecoder<&'a [u8]>,
    /// Compressed bytes there are.
    total: usize,
    /// Bytes that may still be inflated.
    left: usize,
    limit: usize,
}

impl<'a> Inflater<'a> {
    pub(crate) fn new(bytes: &'a [u8], limits: &Limits) -> Result<Self, DecodeError> {
        if bytes.len() > limits.input_bytes {
            return Err(DecodeError::TooLarge { what: LimitKind::InputBytes, limit: limits.input_bytes });
        }
        let limit = limits.inflated_bytes;
        Ok(Self { decoder: MultiGzDecoder::new(bytes), total: bytes.len(), left: limit, limit })
    }

    /// Fills a part of `into`, which must not be empty. Gives how much of it; 0 at the end. The errors are those of
    /// [`inflate`].
    pub(crate) fn read(&mut self, into: &mut [u8]) -> Result<usize, DecodeError> {
        let read = self.decoder.read(into).map_err(|error| {
            let is_cut = error.kind() == ErrorKind::UnexpectedEof;
            let fault = if is_cut { GzipFault::Truncated } else { GzipFault::Corrupt };
            DecodeError::Gzip { fault, at_byte: self.at_byte() }
        })?;
        let too_large = DecodeError::TooLarge { what: LimitKind::InflatedBytes, limit: self.limit };
        self.left = self.left.checked_sub(read).ok_or(too_large)?;
        Ok(read)
    }

    /// Compressed bytes read so far.
    pub(crate) fn at_byte(&self) -> usize {
        self.total - self.decoder.get_ref().len()
    }

    /// Compressed bytes there are.
    pub(crate) const fn total(&self) -> usize {
        self.total
    }
}

/// What the last member says its size is, in its last four bytes, so that the buffer need not grow. A hint only: it is
/// held to deflate's greatest ratio, about 1,032, so a lie costs no more than the truth could.
pub(crate) fn expected_size(bytes: &[u8]) -> usize {
    let Some(size) = bytes.last_chunk::<4>() else { return 0 };
    // One byte more, so that the read that finds the end doesn't make the buffer grow.
    (u32::from_le_bytes(*size) as usize).min(bytes.len().saturating_mul(1032)).saturating_add(32)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::ops::ControlFlow;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::unwatched;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn inflate_all(bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
        inflate(bytes, &Limits::default(), &mut unwatched)
    }

    #[test]
    fn members_are_joined() {
        let two = [gzip(b"heap "), gzip(b""), gzip(b"profile")].concat();
        assert_eq!(inflate_all(&two).unwrap(), b"heap profile");
    }

    #[test]
    fn a_stream_cut_anywhere_is_truncated_at_a_byte_inside_it() {
        let whole = gzip(b"a profile, or what would have been one");
        for end in 2..whole.len() {
            match inflate_all(&whole[..end]) {
                Err(DecodeError::Gzip { fault: GzipFault::Truncated, at_byte }) => assert!(at_byte <= end),
                other => panic!("cut at {end}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_wrong_checksum_and_trailing_garbage_are_corrupt() {
        let mut wrong = gzip(b"heap");
        let checksum = wrong.len() - 8;
        wrong[checksum] ^= 1;
        let garbage = [gzip(b"heap"), b"and more text".to_vec()].concat();
        for bytes in [wrong, garbage] {
            assert!(matches!(inflate_all(&bytes), Err(DecodeError::Gzip { fault: GzipFault::Corrupt, .. })));
        }
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let limits = Limits { inflated_bytes: 3 << 20, ..Limits::default() };
        let bomb = gzip(&vec![0; 32 << 20]);
        let mut seen = 0;
        let mut watch = |_: Progress| {
            seen += 1;
            ControlFlow::Continue(())
        };
        let error = inflate(&bomb, &limits, &mut watch).unwrap_err();
        assert_eq!(error, DecodeError::TooLarge { what: LimitKind::InflatedBytes, limit: 3 << 20 });
        assert!(seen <= 4, "inflated {seen} MiB");
    }

    #[test]
    fn it_can_be_cancelled() {
        let big = gzip(&vec![7; 4 << 20]);
        let result = inflate(&big, &Limits::default(), &mut |_| ControlFlow::Break(()));
        assert_eq!(result, Err(DecodeError::Cancelled {}));
    }
}
