//! What a paste does to text, undone: colours, odd blanks, quote marks.

use std::borrow::Cow;

/// Removes what terminals, editors and chats add: colours, odd blanks, carriage returns, quote marks. Lines keep their
/// number.
pub(in crate::kube) fn clean(text: &str) -> Cow<'_, str> {
    let text = characters(text);
    let text = numbers(&text).map_or(text, Cow::Owned);
    match quote(&text) {
        Some(mark) => Cow::Owned(unquote(&text, &mark)),
        None => text,
    }
}

/// Takes off the numbers that `grep -n` (`31:`, `32-` for lines around a match) and `cat -n` (`31` and a tab) put before
/// every line; `None` where there are none: some line has no number, or they don't count up.
fn numbers(text: &str) -> Option<String> {
    let mut last = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        if line.is_empty() || line == "--" {
            lines.push(line);
            continue;
        }
        let start = line.trim_start_matches(' ');
        let (number, rest) = start.split_at(start.find(|c: char| !c.is_ascii_digit())?);
        let number: usize = number.parse().ok().filter(|number| *number > last)?;
        last = number;
        lines.push(rest.strip_prefix([':', '-', '\t'])?);
    }
    let numbered = lines.iter().filter(|line| !line.is_empty()).count();
    (numbered > 1).then(|| lines.join("\n"))
}

fn characters(text: &str) -> Cow<'_, str> {
    const ODD: [char; 7] = ['\u{1b}', '\r', '\u{a0}', '\u{feff}', '\u{200b}', '\u{3000}', '\u{202f}'];
    if !text.contains(ODD) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => skip_escape(&mut characters),
            '\r' | '\u{feff}' | '\u{200b}' => {}
            '\u{a0}' | '\u{202f}' => out.push(' '),
            '\u{3000}' => out.push_str("  "),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// What stands before every line of a quoted or commented paste: `> `, `# `, `// `, `| `. The first key that only
/// describe output has decides: it comes before anything a container could write.
fn quote(text: &str) -> Option<String> {
    let is_first = |line: &&str| bare_key(line).is_some_and(|key| key == "Namespace" || STRONG.contains(&key));
    let line = text.lines().take(LOOKED_AT).find(is_first)?;
    let marks = line.trim_start_matches(['>', '#', '/', '|', '│']);
    let mark = &line[..line.len() - marks.len()];
    (!mark.is_empty()).then(|| if marks.starts_with(' ') { format!("{mark} ") } else { mark.to_owned() })
}

/// Takes `mark` off every line that has it; what stands between quoted lines is not quoted and becomes blank.
fn unquote(text: &str, mark: &str) -> String {
    let strip =
        |line: &str| line.strip_prefix(mark).or(line.strip_prefix(mark.trim_end())).unwrap_or_default().to_owned();
    text.split('\n').map(strip).collect::<Vec<_>>().join("\n")
}

/// Skips the rest of an ANSI escape sequence: `[…letter`, or `]…BEL`.
fn skip_escape(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match characters.peek() {
        Some('[') => {
            characters.next();
            while characters.next_if(|next| !('@'..='~').contains(next) && *next != '\n').is_some() {}
            characters.next_if(|next| ('@'..='~').contains(next));
        }
        Some(']') => {
            while characters.next_if(|next| *next != '\u{7}' && *next != '\n').is_some() {}
            characters.next_if_eq(&'\u{7}');
        }
        _ => {}
    }
}

/// How many lines are looked at to recognise a text.
const LOOKED_AT: usize = 2_000;

/// Whether the text is `kubectl describe pod` output or a piece of it, cheaply. True also inside fences, quotes and
/// after prompts; false for `describe` of anything else. YAML can hold a script that looks like a piece: ask
/// [`manifest::recognise`](crate::kube::manifest::recognise) before, and [`has_header`] before that.
pub fn recognise(text: &str) -> bool {
    let head = unnumbered(head(text));
    let mut seen = [false; STRONG.len()];
    for key in head.lines().take(LOOKED_AT).filter_map(bare_key) {
        if let Some(at) = STRONG.iter().position(|strong| *strong == key) {
            seen[at] = true;
        }
    }
    seen.iter().filter(|seen| **seen).count() >= 2 || has_header(text)
}

/// Whether the text has the header of a described pod, cheaply: three keys that follow each other in nothing else.
pub fn has_header(text: &str) -> bool {
    let head = unnumbered(head(text));
    let mut keys = [None, None];
    head.lines().take(LOOKED_AT).any(|line| {
        let third = bare_key(line);
        let found = keys == [Some("Name"), Some("Namespace")] && third.is_some_and(|key| THIRD.contains(&key));
        keys = [keys[1], third];
        found
    })
}

/// A text without odd characters and without line numbers.
fn unnumbered(text: &str) -> Cow<'_, str> {
    let text = characters(text);
    // The last line may be cut.
    let whole = text.rsplit_once('\n').map_or(&*text, |(whole, _)| whole);
    numbers(whole).map_or(text, Cow::Owned)
}

/// What stands before the first described pod, and what a prompt or a fence parts from the end of the last: other output
/// in one paste. Each is preceded by as many blank lines as make its lines those of the whole.
pub(in crate::kube) fn around(text: &str) -> Vec<String> {
    let text = clean(text);
    let lines = super::split(&text);
    let is_name = |line: &super::Line<'_>| line.key() == Some("Name");
    let first = lines.windows(2).position(|pair| is_name(&pair[0]) && pair[1].key() == Some("Namespace"));
    let last = lines.iter().rposition(|line| matches!(line.key(), Some("Events" | "QoS Class")));
    let border = last.and_then(|last| Some(last + lines.get(last..)?.iter().position(super::Line::is_border)?));
    let part = |from: usize, to: usize| {
        let taken = text.split('\n').take(to).skip(from).collect::<Vec<_>>().join("\n");
        "\n".repeat(from) + &taken
    };
    let before = first.map(|first| part(0, first));
    before.into_iter().chain(border.map(|border| part(border, lines.len()))).collect()
}

/// Whether the text describes a workload: its pod template has containers but no state.
pub fn is_template(text: &str) -> bool {
    text.lines().take(LOOKED_AT).any(|line| bare_key(line) == Some("Pod Template"))
}

/// The start of a text, which is enough to recognise it by.
fn head(text: &str) -> &str {
    crate::lines::head(text, 256 << 10)
}

const THIRD: [&str; 5] =
    ["Priority", "Priority Class Name", "PriorityClassName", "Service Account", "Runtime Class Name"];

/// Keys that only a described pod has. `Node` as third key is told by the others.
const STRONG: [&str; 10] = [
    "Last State",
    "State",
    "Exit Code",
    "Restart Count",
    "Container ID",
    "Image ID",
    "QoS Class",
    "Host Port",
    "Finished",
    "Controlled By",
];

/// The key of a line without what a paste can put before it.
fn bare_key(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|character: char| {
        character.is_whitespace() || matches!(character, '>' | '#' | '/' | '|' | '│' | '*' | '-' | '\u{feff}')
    });
    let (key, value) = line.split_once(':')?;
    (value.is_empty() || value.starts_with(char::is_whitespace)).then_some(key)
}
