//! Names from evidence, written so that none can inject YAML or shell.

/// Quotes `text` for a POSIX shell if it has any character with a meaning there.
pub(crate) fn shell(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Writes `text` as a YAML double-quoted scalar: quotes, backslashes and everything that is not printable are
/// escaped (YAML 1.2 §5.7), so that it stays one line and one value.
pub(crate) fn yaml(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if needs_escape(c) => quoted.push_str(&escape(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn escape(c: char) -> String {
    let code = u32::from(c);
    if code <= 0xff { format!("\\x{code:02x}") } else { format!("\\u{code:04x}") }
}

/// Takes line breaks and control characters out of a name that is to stand in a comment.
pub(crate) fn comment(text: &str) -> String {
    text.chars().map(|c| if needs_escape(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shell_words_stay_one_word() {
        for (text, quoted) in
            [("shop", "shop"), ("a b", "'a b'"), ("$(rm -rf x)", "'$(rm -rf x)'"), ("it's", r"'it'\''s'"), ("", "''")]
        {
            assert_eq!(shell(text), quoted);
        }
    }

    #[test]
    fn yaml_scalars_stay_one_line() {
        assert_eq!(yaml("a\n- b: \"c\" # d"), "\"a\\n- b: \\\"c\\\" # d\"");
        assert_eq!(yaml("x\u{2028}y"), "\"x\\u2028y\"");
    }
}
