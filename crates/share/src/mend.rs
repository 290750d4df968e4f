//! A link as it was made, out of what arrived: chat tools, mail programs and people wrap it, quote it, encode it and set
//! signs around it.

/// Digits a version may have.
const DIGITS: usize = 9;

/// The first link in a text, as `#<version>.<payload>`; `None` if there is none.
///
/// Before it there may be an address and anything else. In it, white space, marks of quotes, soft hyphens, the line ends of
/// quoted-printable mail (RFC 2045, section 6.7), backslashes of Markdown and percent-encoding (RFC 3986, section 2.1) mean
/// nothing. It ends at the first other character that no link has: what follows a link is not part of it, and an ellipsis
/// in it stands for what a tool cut out.
pub fn tidied(text: &str) -> Option<String> {
    let hashes = text.match_indices('#').map(|(at, _)| at + 1);
    let encoded = text.match_indices("%23").map(|(at, _)| at + 3);
    let mut starts: Vec<usize> = hashes.chain(encoded).collect();
    starts.sort_unstable();
    starts.into_iter().find_map(|start| link(&text[start..]))
}

fn link(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (version, rest) = text.split_at(digits);
    let is_version = (1..=DIGITS).contains(&digits);
    let point = [".", "%2E", "%2e"].into_iter().find_map(|point| rest.strip_prefix(point));
    // A link that was cut before its point has nothing after its number.
    let payload = point.or(rest.is_empty().then_some(""))?;
    is_version.then(|| format!("#{version}.{}", characters(payload)))
}

/// The characters of a payload that are its own.
fn characters(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    let mut rest = text;
    let mut at_line_start = false;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        rest = match character {
            '\n' | '\r' => after,
            _ if character.is_whitespace() || is_invisible(character) => after,
            '>' | '|' if at_line_start => after,
            '\\' if after.starts_with(is_own) => after,
            '=' if after.starts_with(['\n', '\r']) => after,
            '%' => match decoded(after) {
                Some(decoded) if is_own(decoded) => {
                    own.push(decoded);
                    &after[2..]
                }
                Some(decoded) if decoded.is_ascii_whitespace() => &after[2..],
                _ => break,
            },
            _ if is_own(character) => {
                own.push(character);
                after
            }
            _ => break,
        };
        at_line_start = match character {
            '\n' | '\r' => true,
            '>' | '|' | ' ' => at_line_start,
            _ => false,
        };
    }
    own
}

const fn is_own(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

/// Characters without width, which tools put into long words so that they may be wrapped.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The character of two hexadecimal digits, if it is one of ASCII.
fn decoded(text: &str) -> Option<char> {
    let byte = u8::from_str_radix(text.get(..2)?, 16).ok()?;
    byte.is_ascii().then_some(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_found_in_what_stands_around_it() {
        let cases = [
            ("#1.AbC-_9", "#1.AbC-_9"),
            ("https://oomscope.example/?x#1.AbC.", "#1.AbC"),
            ("issue #7: https://oomscope.example/#1.AbC)", "#1.AbC"),
            ("#12.Ab\r\n> Cd\n>> Ef", "#12.AbCdEf"),
            ("%231%2EAb%2DC", "#1.Ab-C"),
            (r"#1.Ab\_C", "#1.Ab_C"),
            ("#1.Ab=\r\nC", "#1.AbC"),
            ("#1.Ab\u{200b}C", "#1.AbC"),
            ("#1.Ab…C", "#1.Ab"),
            ("#1.Ab%E2%80%A6C", "#1.Ab"),
            ("#1.Ab&amp;C", "#1.Ab"),
            ("https://oomscope.example/#1", "#1."),
        ];
        for (text, link) in cases {
            assert_eq!(tidied(text).as_deref(), Some(link), "{text}");
        }
    }

    #[test]
    fn other_text_holds_no_link() {
        for text in ["", "#", "#top", "1.AAAA", "#x.AAAA", "#1 is first", "#1234567890.A", "100%"] {
            assert_eq!(tidied(text), None, "{text}");
        }
    }
}
