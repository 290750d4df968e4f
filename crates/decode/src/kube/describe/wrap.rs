//! Lines cut at a fixed width, by a terminal at any character or by a mail at blanks, put together again.

use super::lines::Line;
use super::vocabulary;

/// Widths at which text is wrapped.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=250;

/// Joins wrapped lines, if there is proof of wrapping: a line kubectl never breaks, as wide as the widest of all or too
/// wide for one more word, goes on at column 0, or, cut between blanks, further left than it starts or in a line just as wide.
pub(super) fn undo(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let width = lines.iter().map(|line| line.width).max().unwrap_or(0);
    // Where one line was cut at a blank, those that fill the width were too.
    let at_blanks = lines.windows(2).any(|pair| {
        is_unbroken(&pair[0]) && pair[0].width < width && blanks(&pair[0], &pair[1], width, true).is_some()
    });
    let proof = |pair: &[Line<'_>]| {
        let is_left = pair[1].indent == 0 || pair[1].indent < pair[0].indent;
        let goes_on = is_left || pair.iter().all(|line| line.width == width);
        is_unbroken(&pair[0]) && goes_on && blanks(&pair[0], &pair[1], width, at_blanks).is_some()
    };
    if !WIDTHS.contains(&width) || !lines.windows(2).any(proof) {
        return lines;
    }
    let mut joined: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    // The piece that was added to a line last decides whether the next line goes on from it.
    let mut piece: Option<Line<'_>> = None;
    for line in lines {
        let goes_on = piece.as_ref().and_then(|piece| blanks(piece, &line, width, at_blanks));
        if let (Some(blanks), Some(last)) = (goes_on, joined.last_mut()) {
            let text = last.text.to_mut();
            text.extend(std::iter::repeat_n(' ', blanks + line.indent));
            text.push_str(&line.text);
        } else {
            joined.push(line.clone());
        }
        piece = Some(line);
    }
    joined
}

/// How many blanks were between `line` and `next` before the text was wrapped at `width`; `None` if `next` is a line of
/// its own.
fn blanks(line: &Line<'_>, next: &Line<'_>, width: usize, at_blanks: bool) -> Option<usize> {
    if line.is_blank() || next.is_blank() || next.is_border() || is_known(next) {
        return None;
    }
    let used = line.indent + line.text.chars().count();
    let word = next.text.split(' ').next().unwrap_or_default().chars().count();
    if line.width == width && (next.indent == 0 || next.key().is_none()) {
        Some((width - used).max(usize::from(at_blanks && next.indent == 0)))
    } else {
        (next.indent == 0 && used + 1 + word > width).then_some(1)
    }
}

/// Whether kubectl prints all of a line's content, whatever it is, in one line.
fn is_unbroken(line: &Line<'_>) -> bool {
    const KEYS: [&str; 7] = ["Container ID", "Image", "Image ID", "Liveness", "Readiness", "Startup", "Mounts"];
    let is_event = line.text.starts_with("Normal  ") || line.text.starts_with("Warning  ");
    is_event || line.key().is_some_and(|key| KEYS.contains(&key))
}

/// Whether a line starts with a word of describe's own.
fn is_known(line: &Line<'_>) -> bool {
    let is_event = line.text.starts_with("Normal ") || line.text.starts_with("Warning ");
    is_event
        || line.key().is_some_and(|key| {
            vocabulary::HEADER.contains(&key)
                || vocabulary::CONTAINER.contains(&key)
                || vocabulary::STATE.contains(&key)
        })
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::undo;

    #[test]
    fn an_event_cut_between_blanks_is_put_together() {
        let event = format!("Normal  Reason  1s  kubelet  {}  {}done", "ab ".repeat(10), "cd ".repeat(25));
        let text = format!("Events:\n{}\n{}\n{}", &event[..60], &event[60..120], &event[120..]);
        assert!(text.contains("\n cd"), "{text}");
        let lines = undo(split(&text));
        assert_eq!(lines.len(), 2, "{text}");
        assert_eq!(lines[1].text, event);
    }

    #[test]
    fn a_probe_cut_before_a_blank_is_put_together() {
        let lines = undo(split(
            "    Liveness:  http-get http://:http/healthz period=10s\n failureThreshold=1\n    Mounts:  <none>",
        ));
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].text, "Liveness:  http-get http://:http/healthz period=10s failureThreshold=1");
    }
}
