//! Bytes to the characters of a link and back: deflate with a dictionary, a length and a checksum, base64url.
//!
//! The dictionary (as in RFC 1950, section 2.2) is what most payloads hold anyway: keys of the report, Go's own functions.
//! It takes three fifths off the facts of an incident. It belongs to a version and never changes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use decode::error::SharedFault;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// Bytes a payload may inflate to.
const INFLATED: usize = 64 << 20;
/// Deflate's greatest ratio, about 1,032.
const RATIO: usize = 1_033;
/// Bytes before the deflated ones: their number, the number of inflated bytes, the checksum.
const HEADER: usize = 12;

/// Packs `payload` into base64url characters.
pub(crate) fn encode(payload: &[u8], dictionary: &[u8]) -> String {
    let deflated = deflate(payload, dictionary);
    let mut bytes = Vec::with_capacity(HEADER + deflated.len());
    bytes.extend((deflated.len() as u32).to_le_bytes());
    bytes.extend((payload.len() as u32).to_le_bytes());
    bytes.extend(checksum(&deflated).to_le_bytes());
    bytes.extend(deflated);
    URL_SAFE_NO_PAD.encode(shortened(&bytes))
}

/// The payload in base64url characters. What follows its end is passed over: words after a link look like part of it.
pub(crate) fn decode(characters: &str, dictionary: &[u8]) -> Result<Vec<u8>, SharedFault> {
    let cut = |of| SharedFault::Cut { characters: characters.len(), of };
    // A single character more than a whole number of bytes is the rest of a cut link, or of what follows it.
    let whole_bytes = characters.len() - usize::from(characters.len() % 4 == 1);
    let arrived = characters.get(..whole_bytes).ok_or(SharedFault::Damaged)?;
    let lenient = base64::engine::GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone);
    let engine = base64::engine::GeneralPurpose::new(&base64::alphabet::URL_SAFE, lenient);
    let bytes = engine.decode(arrived).map_err(|_| SharedFault::Damaged)?;
    let (header, deflated) = Header::read(&bytes).ok_or_else(|| cut(None))?;
    if deflated.len() < header.deflated {
        return Err(cut(Some(characters_of(bytes.len() - deflated.len() + header.deflated))));
    }
    let deflated = &deflated[..header.deflated];
    if checksum(deflated) != header.checksum {
        return Err(SharedFault::Damaged);
    }
    if header.inflated > INFLATED {
        return Err(SharedFault::TooLarge);
    }
    inflate(deflated, header.inflated, dictionary)
}

/// Characters of so many bytes in base64 without padding.
const fn characters_of(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

/// What stands before the deflated bytes.
struct Header {
    deflated: usize,
    inflated: usize,
    checksum: u32,
}

/// Two lengths of four bytes become variable ones, as in protobuf: most links are short.
fn shortened(bytes: &[u8]) -> Vec<u8> {
    let (lengths, rest) = bytes.split_at(8);
    let mut short = Vec::with_capacity(bytes.len());
    for length in lengths.chunks_exact(4) {
        let mut value = length.iter().rev().fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
        while value >= 0x80 {
            short.push(value as u8 | 0x80);
            value >>= 7;
        }
        short.push(value as u8);
    }
    short.extend_from_slice(rest);
    short
}

impl Header {
    /// The header and what follows it; `None` if it isn't all there.
    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (deflated, rest) = varint(bytes)?;
        let (inflated, rest) = varint(rest)?;
        let (checksum, rest) = rest.split_first_chunk::<4>()?;
        Some((Self { deflated, inflated, checksum: u32::from_le_bytes(*checksum) }, rest))
    }
}

fn varint(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, &bytes[index + 1..]));
        }
    }
    None
}

/// FNV-1a, 32 bits: tells damage from forgery, no more.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Deflates `payload` as what follows `dictionary`. The dictionary goes through the same compressor first; what it gave
/// until the flush after it, which ends at a whole byte, is left out.
fn deflate(payload: &[u8], dictionary: &[u8]) -> Vec<u8> {
    const BEST: i32 = 10;
    const RAW: i32 = -15;
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(BEST, RAW, 0));
    let mut through = |bytes: &[u8], flush| {
        let mut deflated = Vec::new();
        compress_to_output(&mut compressor, bytes, flush, |part| {
            deflated.extend_from_slice(part);
            true
        });
        deflated
    };
    through(dictionary, TDEFLFlush::Sync);
    through(payload, TDEFLFlush::Finish)
}

/// Inflates exactly `length` bytes that were deflated after `dictionary`.
fn inflate(deflated: &[u8], length: usize, dictionary: &[u8]) -> Result<Vec<u8>, SharedFault> {
    if length > deflated.len().saturating_mul(RATIO) {
        return Err(SharedFault::Forged);
    }
    let mut out = dictionary.to_vec();
    // One byte more than there should be, so that too much is noticed.
    out.resize(dictionary.len() + length + 1, 0);
    let mut inflater = DecompressorOxide::new();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, _, written) = decompress(&mut inflater, deflated, &mut out, dictionary.len(), flags);
    if status != TINFLStatus::Done || written != length {
        return Err(SharedFault::Forged);
    }
    out.truncate(dictionary.len() + length);
    Ok(out.split_off(dictionary.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DICTIONARY: &[u8] = b"runtime.goexit\nnet/http.(*conn).serve\n";

    #[test]
    fn the_dictionary_makes_what_it_holds_almost_free() {
        let payload = b"net/http.(*conn).serve\nruntime.goexit\n";
        let with = encode(payload, DICTIONARY);
        assert!(with.len() + 20 < encode(payload, b"").len());
        assert_eq!(decode(&with, DICTIONARY).unwrap(), payload);
    }

    #[test]
    fn the_empty_payload_and_large_ones_come_back() {
        for payload in [Vec::new(), vec![7; 300_000], (0..200_000_u32).flat_map(u32::to_le_bytes).collect()] {
            assert_eq!(decode(&encode(&payload, DICTIONARY), DICTIONARY).unwrap(), payload);
        }
    }

    #[test]
    fn a_link_cut_anywhere_is_said_to_be_cut() {
        let whole = encode(b"a payload that is long enough to be cut in many places", DICTIONARY);
        for end in 0..whole.len() {
            match decode(&whole[..end], DICTIONARY) {
                Err(SharedFault::Cut { characters, of }) => {
                    assert_eq!(characters, end);
                    assert!(of.is_none_or(|of| of == whole.len()), "{of:?}");
                }
                other => panic!("cut at {end}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_changed_character_is_damage_and_what_follows_the_end_is_not() {
        let whole = encode(b"a payload", DICTIONARY);
        let changed = format!("{}A", &whole[..whole.len() - 1]);
        assert!(matches!(decode(&changed, DICTIONARY), Err(SharedFault::Damaged) | Ok(_)));
        for words in ["s", "se", "second", "second-time"] {
            assert_eq!(decode(&format!("{whole}{words}"), DICTIONARY).unwrap(), b"a payload");
        }
    }

    #[test]
    fn a_payload_that_claims_to_be_huge_is_refused_before_it_is_inflated() {
        let deflated = deflate(b"x", b"");
        let mut bytes = Vec::new();
        bytes.extend((deflated.len() as u32).to_le_bytes());
        bytes.extend(0xffff_ffff_u32.to_le_bytes());
        bytes.extend(checksum(&deflated).to_le_bytes());
        bytes.extend(deflated);
        let link = URL_SAFE_NO_PAD.encode(shortened(&bytes));
        assert_eq!(decode(&link, b""), Err(SharedFault::TooLarge));
    }
}
