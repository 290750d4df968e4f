//! The string literals of Rust source, for tests of where words may stand.

/// A string literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// What stands between the quotes, as written; the lines of a continued literal are joined.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// The code before it on its line, without trailing blanks.
    pub before: String,
    /// The code after it on its line, without leading blanks.
    pub after: String,
}

/// The string literals of `source` in their order, without those in comments, attributes and the tests at its end.
pub fn literals(source: &str) -> Vec<Literal> {
    let shipped = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut rest = shipped;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (before, here) = rest.split_at(at);
        rest = match here.as_bytes() {
            [b'/', b'/', ..] => here.find('\n').map_or("", |end| &here[end..]),
            [b'\'', b'"', b'\'', ..] | [b'\'', b'\\', _, ..] => &here[3..],
            [b'"', ..] => {
                let length = length(here, before);
                found.push(literal(shipped, here, length));
                &here[length..]
            }
            _ => &here[1..],
        };
    }
    found.retain(|literal| !literal.before.trim_start().starts_with("#["));
    found
}

/// Length of the literal that `here` starts with, quotes included; `before` ends in `r#` if it is raw.
fn length(here: &str, before: &str) -> usize {
    let hashes = before.len() - before.trim_end_matches('#').len();
    if before.trim_end_matches('#').ends_with('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        return here[1..].find(&end).map_or(here.len(), |at| at + 2);
    }
    let mut escaped = false;
    for (at, byte) in here.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return at + 1,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    here.len()
}

fn literal(source: &str, here: &str, length: usize) -> Literal {
    let start = source.len() - here.len();
    let text = here[1..length - 1].split("\\\n").map(str::trim_start).collect::<Vec<_>>().join("");
    Literal {
        text: if here[1..length - 1].contains("\\\n") { text } else { here[1..length - 1].to_owned() },
        line: source[..start].matches('\n').count() + 1,
        before: source[..start].rsplit('\n').next().unwrap_or_default().trim_end().to_owned(),
        after: here[length..].split('\n').next().unwrap_or_default().trim_start().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::literals;

    #[test]
    fn literals_are_found_where_they_are_code() {
        let source = "// \"no\"\n#[doc = \"no\"]\nlet a = \"one \\\"1\\\"\"; // \"no\"\nlet q = '\"';\n<p title=\"two\">{\"three\"}</p> r#\"four \"4\"\"#\n";
        let found: Vec<(usize, String)> = literals(source).into_iter().map(|found| (found.line, found.text)).collect();
        let expected = [(3, "one \\\"1\\\""), (5, "two"), (5, "three"), (5, "four \"4\"")];
        assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn a_literal_knows_what_stands_around_it() {
        let literal = literals("    <b title=\"two\">").remove(0);
        assert_eq!((literal.before.as_str(), literal.after.as_str()), ("    <b title=", ">"));
    }
}
