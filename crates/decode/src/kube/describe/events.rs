//! The events table.

use super::lines::Line;
use super::{Reader, some};
use crate::kube::model::{Event, Pod};
use crate::kube::time;

impl Reader<'_> {
    /// The events of a pod, up to the next pod or the end of the paste.
    pub(super) fn events(&mut self, pod: &mut Pod, value: &str) {
        pod.has_events_section = true;
        if value.starts_with('<') {
            return;
        }
        let mut table = EventTable::default();
        while let Some(line) = self.lines.get(self.at) {
            if line.is_border() || self.starts_pod(self.at) {
                break;
            }
            self.at += 1;
            table.line(line);
        }
        pod.events = table.events;
    }
}

/// An events table as `describe` prints it, line by line. A message of several lines breaks out to column 0: a line
/// directly under a row that is no row belongs to its message.
#[derive(Default)]
pub(in crate::kube) struct EventTable {
    pub(in crate::kube) events: Vec<Event>,
    columns: Columns,
    in_message: bool,
}

impl EventTable {
    pub(in crate::kube) fn line(&mut self, line: &Line<'_>) {
        if line.indent == 2 && is_row(&line.text) {
            let event = row(line, &self.columns);
            self.in_message = event.is_some();
            self.events.extend(event);
        } else if line.indent == 2 && line.text.starts_with("Type ") {
            self.columns = Columns::of_header(&line.text);
        } else if line.is_blank() || line.is_grep_separator() {
            self.in_message = false;
        } else if let Some(event) = self.events.last_mut().filter(|_| self.in_message) {
            event.message.push('\n');
            event.message.push_str(&line.text);
        }
    }
}

fn is_row(text: &str) -> bool {
    ["Normal", "Warning"].iter().any(|kind| text.strip_prefix(kind).is_some_and(|rest| rest.starts_with([' ', '\t'])))
}

/// Where the cells of the table start, in bytes of a row.
#[derive(Default)]
struct Columns {
    message: Option<usize>,
}

impl Columns {
    fn of_header(header: &str) -> Self {
        // In a squeezed table columns say nothing.
        Self { message: header.find("Message").filter(|_| header.contains("  ")) }
    }
}

/// `Warning  BackOff  74m (x9 over 81m)  kubelet  spec.containers{app}: Back-off …`
fn row(line: &Line<'_>, columns: &Columns) -> Option<Event> {
    let (kind, rest) = cell(&line.text)?;
    let (reason, rest) = cell(rest)?;
    let (age, rest) = age_cell(rest);
    let message_at = line.text.len() - rest.len();
    // A component may be missing: then the cell after the age stands where messages start.
    let (from, message) = match cell(rest) {
        _ if columns.message == Some(message_at) => ("", rest),
        Some((from, _)) if !rest[from.len()..].starts_with("  ") && !is_component(from) => ("", rest),
        Some((from, message)) => (from, message),
        None => (rest, ""),
    };
    let (seen, count, over_seconds) = repetition(age);
    let (container, message) = subject(message);
    Some(Event {
        kind: kind.to_owned(),
        reason: reason.to_owned(),
        age: some(seen),
        age_seconds: time::age_seconds(seen),
        count,
        over_seconds,
        from: some(from),
        object: None,
        container,
        message: message.to_owned(),
        line: Some(line.number),
    })
}

/// The first cell and the rest: cells end at two blanks or a tab, or where a copy squeezed those, at one blank.
fn cell(text: &str) -> Option<(&str, &str)> {
    let wide = text.find("  ").into_iter().chain(text.find('\t')).min();
    let end = wide.or_else(|| text.find(' '))?;
    Some((&text[..end], text[end..].trim_start()))
}

/// Whether a word is the name of a component, as `kubelet` or `default-scheduler`, and not the start of a message.
fn is_component(word: &str) -> bool {
    word.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/' | b','))
}

/// The age with its repetition, and the rest.
fn age_cell(text: &str) -> (&str, &str) {
    let end = match text.find(" (x") {
        Some(open) if !text[..open].contains(' ') => {
            text[open..].find(')').map_or(text.len(), |close| open + close + 1)
        }
        _ => text.find([' ', '\t']).unwrap_or(text.len()),
    };
    (&text[..end], text[end..].trim_start())
}

/// `74m (x9 over 81m)`: the age, the count and the seconds.
pub(in crate::kube) fn repetition(age: &str) -> (&str, u32, Option<u64>) {
    let Some((seen, rest)) = age.split_once(" (x") else { return (age, 1, None) };
    let (count, over) = rest.trim_end_matches(')').split_once(" over ").unwrap_or((rest.trim_end_matches(')'), ""));
    (seen, count.parse().unwrap_or(1), time::age_seconds(over))
}

/// The container an event is about and its message without the field path that kubectl 1.35 and later put before it.
/// Before that only the wording names the container.
pub(in crate::kube) fn subject(message: &str) -> (Option<String>, &str) {
    for prefix in ["spec.containers{", "spec.initContainers{", "spec.ephemeralContainers{"] {
        if let Some((name, rest)) = message.strip_prefix(prefix).and_then(|rest| rest.split_once('}')) {
            return (Some(name.to_owned()), rest.trim_start_matches(':').trim_start());
        }
    }
    (named_container(message).map(str::to_owned), message)
}

fn named_container(message: &str) -> Option<&str> {
    const BEFORE: [&str; 8] = [
        "Created container: ",
        "Created container ",
        "Started container ",
        "Stopping container ",
        "Killing container ",
        "Back-off restarting failed container ",
        "Back-off restarting failed container=",
        "Container ",
    ];
    let rest = BEFORE.iter().find_map(|before| message.strip_prefix(before))?;
    let name = rest.split([' ', ',', ':']).next()?;
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    // `Container image "…" already present` and `Container created` name none.
    (is_name && !matches!(name, "image" | "created" | "started")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(text: &str) -> Event {
        row(&Line { number: 1, indent: 2, width: 2, text: text.into() }, &Columns { message: Some(48) }).expect("a row")
    }

    #[test]
    fn a_row_is_read_with_its_repetition_and_container() {
        let event =
            event("Warning  BackOff  74m (x9 over 81m)  kubelet  spec.containers{app}: Back-off restarting  failed");
        assert_eq!((event.kind.as_str(), event.reason.as_str()), ("Warning", "BackOff"));
        assert_eq!((event.age.as_deref(), event.age_seconds), (Some("74m"), Some(4440)));
        assert_eq!((event.count, event.over_seconds), (9, Some(4860)));
        assert_eq!((event.from.as_deref(), event.container.as_deref()), (Some("kubelet"), Some("app")));
        assert_eq!(event.message, "Back-off restarting  failed");
    }

    #[test]
    fn a_row_without_a_component_keeps_its_message() {
        let event = event("Normal   Scheduled  <unknown>                   Successfully assigned shop/x to node-1");
        assert_eq!(event.from, None);
        assert_eq!(event.age_seconds, None);
        assert_eq!(event.message, "Successfully assigned shop/x to node-1");
    }

    #[test]
    fn a_squeezed_row_is_read_too() {
        let event =
            event("Warning BackOff 74m (x9 over 81m) kubelet Back-off restarting failed container app in pod x");
        assert_eq!((event.reason.as_str(), event.count, event.from.as_deref()), ("BackOff", 9, Some("kubelet")));
        assert_eq!(event.container.as_deref(), Some("app"));
    }

    #[test]
    fn the_container_is_told_from_the_wording_of_older_messages() {
        let cases = [
            ("Started container app", Some("app")),
            ("Container app failed liveness probe, will be restarted", Some("app")),
            ("Created container: app", Some("app")),
            ("Container image \"x\" already present on machine", None),
            ("Container created", None),
            ("Stopping container app", Some("app")),
        ];
        for (message, name) in cases {
            assert_eq!(subject(message).0.as_deref(), name, "{message}");
        }
    }
}
