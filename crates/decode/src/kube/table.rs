//! Tables that `kubectl get` and `kubectl top` print: one header line, then rows aligned with it.

use super::describe::{Line, clean, repetition, split, subject};
use super::model::{Event, PodRow, TopRow};
use super::{quantity, time};

/// What a table is about, told by its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Table {
    /// `kubectl get events` or `kubectl events`.
    Events(Vec<Event>),
    /// `kubectl get pod`.
    Pods(Vec<PodRow>),
    /// `kubectl top pod`.
    Top(Vec<TopRow>),
}

/// How many lines are looked at for a header: a prompt, a fence and some words may come before it.
const LOOKED_AT: usize = 50;

/// Whether the text has the header of a table that is read here, cheaply.
pub fn recognise(text: &str) -> bool {
    text.lines().take(LOOKED_AT).any(|line| Header::read(line.trim()).is_some())
}

/// Reads the first table of the text; `None` if it has none. Rows that do not fit its header are left out.
pub fn parse(text: &str) -> Option<Table> {
    let clean = clean(text);
    let lines = split(&clean);
    let at = lines.iter().take(LOOKED_AT).position(|line| Header::read(&line.text).is_some())?;
    let header = Header::read(&lines[at].text)?;
    let rows = lines[at + 1..].iter().take_while(|line| !line.is_border()).filter(|line| !line.is_blank());
    Some(match header.about {
        About::Events => Table::Events(rows.fold(Vec::new(), |events, line| add_event(events, &header, line))),
        About::Pods => Table::Pods(rows.filter_map(|line| pod_row(&header, line)).collect()),
        About::Top => Table::Top(rows.filter_map(|line| top_row(&header, line)).collect()),
    })
}

#[derive(Clone, Copy)]
enum About {
    Events,
    Pods,
    Top,
}

/// The columns of a table: name and first byte.
struct Header<'a> {
    about: About,
    columns: Vec<(usize, &'a str)>,
}

impl<'a> Header<'a> {
    fn read(text: &'a str) -> Option<Self> {
        // Cheaper than splitting every line of a large file.
        if !text.starts_with(['N', 'L', 'P']) {
            return None;
        }
        let columns: Vec<_> = cells(text).collect();
        let has = |name: &str| columns.iter().any(|(_, column)| *column == name);
        let about = if has("LAST SEEN") && has("REASON") && has("MESSAGE") {
            About::Events
        } else if has("NAME") && has("READY") && has("STATUS") && has("RESTARTS") {
            About::Pods
        } else if has("MEMORY(bytes)") && has("CPU(cores)") && !has("CPU%") && !has("CPU(%)") {
            About::Top
        } else {
            return None;
        };
        Some(Self { about, columns })
    }

    /// The cell of `row` under the column `name`.
    fn cell<'r>(&self, row: &'r str, name: &str) -> Option<&'r str> {
        let at = self.columns.iter().position(|(_, column)| *column == name)?;
        let cell = if self.is_aligned(row) {
            let start = self.columns[at].0;
            let end = self.columns.get(at + 1).map_or(row.len(), |(next, _)| *next);
            row.get(start..end.min(row.len())).unwrap_or_default()
        } else if at + 1 == self.columns.len() {
            row.get(cells(row).nth(at)?.0..)?
        } else {
            cells(row).nth(at)?.1
        };
        let cell = cell.trim();
        (!cell.is_empty() && cell != "<none>").then_some(cell)
    }

    /// Whether the cells of `row` start where those of the header do; a copy may have squeezed the blanks.
    fn is_aligned(&self, row: &str) -> bool {
        let has_all = cells(row).count() >= self.columns.len();
        self.columns.iter().all(|(start, _)| match row.as_bytes().get(start.saturating_sub(1)) {
            _ if *start == 0 => true,
            Some(before) => *before == b' ' && row.is_char_boundary(*start),
            None => !has_all,
        })
    }
}

/// The cells of a line with their first byte: two blanks or a tab lie between them. Where a copy left only one, every
/// word is a cell, but `LAST SEEN` and what is in brackets.
fn cells(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let wide = text.contains("  ") || text.contains('\t');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|next: char| !next.is_whitespace())?;
        let cell = &text[start..];
        let length = if wide {
            cell.find("  ").into_iter().chain(cell.find('\t')).min().unwrap_or(cell.len())
        } else {
            word(cell)
        };
        at = start + length;
        Some((start, &text[start..at]))
    })
}

/// The length of the first word, with a bracket behind it.
fn word(text: &str) -> usize {
    if text.starts_with("LAST SEEN") {
        return "LAST SEEN".len();
    }
    let end = text.find(' ').unwrap_or(text.len());
    let bracket = text[end..].starts_with(" (").then(|| text[end..].find(')')).flatten();
    bracket.map_or(end, |close| end + close + 1)
}

/// Adds a row; a line that starts with no age continues the message of the row before.
fn add_event(mut events: Vec<Event>, header: &Header<'_>, line: &Line<'_>) -> Vec<Event> {
    let cell = |name: &str| header.cell(&line.text, name);
    let (age, count, over_seconds) = cell("LAST SEEN").map_or(("", 0, None), repetition);
    let is_age = age.starts_with('<') || time::age_seconds(age).is_some();
    if let (true, Some(kind), Some(reason)) = (is_age, cell("TYPE"), cell("REASON")) {
        let (container, message) = subject(cell("MESSAGE").unwrap_or_default());
        events.push(Event {
            kind: kind.to_owned(),
            reason: reason.to_owned(),
            age: Some(age.to_owned()),
            age_seconds: time::age_seconds(age),
            count: cell("COUNT").and_then(|count| count.parse().ok()).unwrap_or(count),
            over_seconds,
            from: cell("SOURCE").map(str::to_owned),
            object: cell("OBJECT").map(object_name),
            container: container.or_else(|| Some(cell("SUBOBJECT")?.split_once('{')?.1.strip_suffix('}')?.to_owned())),
            message: message.to_owned(),
            line: Some(line.number),
        });
    } else if let Some(last) = events.last_mut() {
        last.message.push('\n');
        last.message.push_str(&line.text);
    }
    events
}

/// `Pod/x` or `pod/x` with the kind in lower case.
fn object_name(text: &str) -> String {
    text.split_once('/').map_or_else(|| text.to_owned(), |(kind, name)| format!("{}/{name}", kind.to_lowercase()))
}

fn pod_row(header: &Header<'_>, line: &Line<'_>) -> Option<PodRow> {
    let cell = |name: &str| header.cell(&line.text, name);
    let ready = cell("READY")?.split_once('/').and_then(|(ready, all)| Some((ready.parse().ok()?, all.parse().ok()?)));
    // `5 (3m ago)`
    let restarts = cell("RESTARTS").unwrap_or_default();
    let (restarts, ago) = restarts.split_once(" (").unwrap_or((restarts, ""));
    ready?;
    Some(PodRow {
        namespace: cell("NAMESPACE").map(str::to_owned),
        name: cell("NAME")?.to_owned(),
        ready,
        status: cell("STATUS")?.to_owned(),
        restarts: restarts.parse().ok(),
        restarted_ago_seconds: ago.strip_suffix(" ago)").and_then(time::age_seconds),
        age_seconds: cell("AGE").and_then(time::age_seconds),
        line: line.number,
    })
}

fn top_row(header: &Header<'_>, line: &Line<'_>) -> Option<TopRow> {
    let cell = |name: &str| header.cell(&line.text, name);
    let with_containers = header.columns.iter().any(|(_, name)| *name == "POD");
    let name = cell("NAME")?.to_owned();
    let memory = cell("MEMORY(bytes)").and_then(|text| quantity::memory(text).0);
    memory?;
    Some(TopRow {
        namespace: cell("NAMESPACE").map(str::to_owned),
        pod: cell("POD").map_or_else(|| name.clone(), str::to_owned),
        container: with_containers.then_some(name),
        cpu_milli: cell("CPU(cores)").and_then(quantity::cpu_milli),
        memory,
        line: line.number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Bytes;

    fn events(text: &str) -> Vec<Event> {
        match parse(text) {
            Some(Table::Events(events)) => events,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn events_are_read_with_object_and_repetition() {
        let text = "\
LAST SEEN               TYPE      REASON      OBJECT                         MESSAGE
65m (x3 over 66m)       Warning   Unhealthy   Pod/checkout-6d5f7c9b8-x2x4z   Liveness probe failed: Get  \"http\"
second line
2m13s (x121 over 11h)   Warning   BackOff     Pod/checkout-6d5f7c9b8-x2x4z   Back-off restarting failed container app in pod x
";
        let events = events(text);
        assert_eq!(events.len(), 2);
        assert_eq!(events[0].message, "Liveness probe failed: Get  \"http\"\nsecond line");
        assert_eq!((events[0].count, events[0].over_seconds, events[0].line), (3, Some(3_960), Some(2)));
        assert_eq!(events[1].object.as_deref(), Some("pod/checkout-6d5f7c9b8-x2x4z"));
        assert_eq!((events[1].container.as_deref(), events[1].count), (Some("app"), 121));
    }

    #[test]
    fn an_empty_cell_does_not_move_the_others() {
        let text = "\
LAST SEEN   TYPE      REASON      OBJECT      SUBOBJECT              SOURCE         MESSAGE        FIRST SEEN   COUNT   NAME
5m          Normal    Scheduled   pod/x                              scheduler, -   Assigned       5m           1       x.17
4m          Warning   BackOff     pod/x       spec.containers{app}   kubelet, n1    Back-off       9m           7       x.18
";
        let events = events(text);
        assert_eq!((events[0].message.as_str(), events[0].container.as_deref()), ("Assigned", None));
        assert_eq!((events[1].message.as_str(), events[1].container.as_deref()), ("Back-off", Some("app")));
        assert_eq!((events[1].count, events[1].from.as_deref()), (7, Some("kubelet, n1")));
    }

    #[test]
    fn pods_are_read_aligned_or_squeezed() {
        let aligned = "\
$ kubectl get pod -A
NAMESPACE   NAME    READY   STATUS             RESTARTS       AGE
shop        web-1   0/1     CrashLoopBackOff   12 (3m4s ago)  2d3h
shop        web-2   1/1     Running            0              2d3h
";
        let squeezed = aligned.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        for text in [aligned.to_owned(), squeezed.collect::<Vec<_>>().join("\n")] {
            let Some(Table::Pods(rows)) = parse(&text) else { panic!("{text}") };
            assert_eq!(rows.len(), 2);
            let first = &rows[0];
            assert_eq!(
                (first.name.as_str(), first.status.as_str(), first.ready),
                ("web-1", "CrashLoopBackOff", Some((0, 1)))
            );
            assert_eq!(
                (first.restarts, first.restarted_ago_seconds, first.age_seconds),
                (Some(12), Some(184), Some(183_600))
            );
            assert_eq!((rows[1].restarts, rows[1].restarted_ago_seconds, rows[1].line), (Some(0), None, 4));
        }
    }

    #[test]
    fn usage_is_read_by_pod_and_by_container() {
        let by_container = "\
POD     NAME          CPU(cores)   MEMORY(bytes)
web-1   app           250m         497Mi
web-1   istio-proxy   3m           41Mi
";
        let Some(Table::Top(rows)) = parse(by_container) else { panic!("a table") };
        assert_eq!((rows[0].pod.as_str(), rows[0].container.as_deref()), ("web-1", Some("app")));
        assert_eq!((rows[0].cpu_milli, rows[0].memory), (Some(250), Some(Bytes(497 << 20))));
        let Some(Table::Top(rows)) = parse("NAME    CPU(cores)   MEMORY(bytes)\nweb-1   1m   1Gi\n") else {
            panic!("a table")
        };
        assert_eq!((rows[0].pod.as_str(), rows[0].container.as_deref()), ("web-1", None));
        assert!(!recognise("NAME   CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nn1   250m   12%   1Gi   10%\n"));
    }
}
