//! Bytes to text: byte order marks, UTF-16 (a Windows shell's redirect) and UTF-8 with a few broken bytes.

use std::borrow::Cow;

/// How many bytes at the start decide between text and binary, and between UTF-16 byte orders.
const LOOKED_AT: usize = 8 << 10;

/// The text in `bytes` without its byte order mark, or `None` where they are no text.
///
/// UTF-16 is told by its mark, or without one by the zero bytes Latin text leaves in it. Everything else is UTF-8;
/// invalid sequences become U+FFFD as long as nothing says "binary": a zero byte, or control characters that no
/// terminal prints among the first bytes.
pub fn to_text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => from_utf8(rest),
        [0xFF, 0xFE, rest @ ..] => from_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => from_utf16(rest, u16::from_be_bytes),
        _ if zero_share(bytes, 1) > 0.6 && zero_share(bytes, 0) < 0.1 => from_utf16(bytes, u16::from_le_bytes),
        _ if zero_share(bytes, 0) > 0.6 && zero_share(bytes, 1) < 0.1 => from_utf16(bytes, u16::from_be_bytes),
        _ => from_utf8(bytes),
    }
}

/// The share of zero bytes among those at even (`parity` 0) or odd (`parity` 1) positions.
fn zero_share(bytes: &[u8], parity: usize) -> f64 {
    let looked_at = bytes.iter().take(LOOKED_AT).skip(parity).step_by(2);
    let (zeros, all) =
        looked_at.fold((0_usize, 0_usize), |(zeros, all), byte| (zeros + usize::from(*byte == 0), all + 1));
    if all < 2 { 0.0 } else { zeros as f64 / all as f64 }
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Cow<'_, str>> {
    let units = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(unit);
    let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    (!looks_binary(text.as_bytes())).then_some(Cow::Owned(text))
}

fn from_utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    (!looks_binary(bytes)).then(|| String::from_utf8_lossy(bytes))
}

/// Whether a zero byte occurs, or among the first bytes more than one in a hundred is a control character.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let controls = head.iter().filter(|byte| matches!(byte, 1..=6 | 14..=26 | 28..=31 | 127)).count();
    controls * 100 > head.len() || bytes.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn marks_are_removed_and_utf16_is_decoded_with_or_without_one() {
        let text = "Name:  容器\r\nNamespace:  shop\r\nLast State:  Terminated\r\n";
        assert_eq!(to_text(text.as_bytes()).as_deref(), Some(text));
        assert_eq!(to_text(format!("\u{FEFF}{text}").as_bytes()).as_deref(), Some(text));
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(to_text(&utf16(text, bytes)).as_deref(), Some(text));
            assert_eq!(to_text(&utf16(&format!("\u{FEFF}{text}"), bytes)).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_few_broken_bytes_are_replaced_and_binary_is_refused() {
        assert_eq!(to_text(b"Reason: OOMKilled \xff\n").as_deref(), Some("Reason: OOMKilled \u{FFFD}\n"));
        assert_eq!(to_text(b"\x1f\x8b\x08\x00\x00\x00"), None);
        assert_eq!(to_text(b"\x0a\x04\x08\x01\x10\x02\x0a\x04\x08\x03\x10\x04"), None);
        assert_eq!(to_text(b"").as_deref(), Some(""));
        assert_eq!(to_text("\u{1b}[31mred\u{1b}[0m".as_bytes()).as_deref(), Some("\u{1b}[31mred\u{1b}[0m"));
    }
}
