//! Memory files of cgroup v1 and v2: one alone, or several behind headers.

use std::collections::BTreeMap;

use crate::units::Bytes;
use crate::warning::{Warning, WarningKind};

/// The memory files of one cgroup at one moment. After the last process ended only `peak` and `events` still speak.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cgroup {
    /// `memory.current`, v1 `memory.usage_in_bytes`: everything charged, page cache too.
    pub current: Option<Bytes>,
    /// `memory.peak` (Linux 5.19), v1 `memory.max_usage_in_bytes`. Can be a little over the limit.
    pub peak: Option<Bytes>,
    /// `memory.max`, v1 `memory.limit_in_bytes`.
    pub max: Option<Limit>,
    /// `memory.high`: where the kernel starts to throttle.
    pub high: Option<Limit>,
    /// `memory.swap.current`.
    pub swap_current: Option<Bytes>,
    /// `memory.events`: of this cgroup and those below.
    pub events: Option<Events>,
    /// `memory.events.local`: of this cgroup alone.
    pub events_local: Option<Events>,
    /// `memory.stat`: every key, in bytes or counts. Empty if it wasn't there.
    pub stat: BTreeMap<String, u64>,
    /// v1 `memory.failcnt`: how often the limit was hit.
    pub failcnt: Option<u64>,
    /// `some avg10`, `avg60`, `avg300` of `memory.pressure`: percent of time in which something waited for memory.
    pub pressure_some: Option<[f64; 3]>,
    /// `VmRSS` of the process, where the capture adds it.
    pub vm_rss: Option<Bytes>,
    /// Line of the first of its files, from 1.
    pub line: usize,
}

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// `max`, or v1's number next to 2^63.
    Unlimited,
    /// So much.
    Bytes(Bytes),
}

/// Counters of `memory.events`. A restarted container has a new cgroup and starts at zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Events {
    /// Times reclaimed below `memory.low`.
    pub low: u64,
    /// Times throttled at `memory.high`.
    pub high: u64,
    /// Times about to pass `memory.max`: reclaim, not death.
    pub max: u64,
    /// Times an allocation was about to fail at this limit.
    pub oom: u64,
    /// Processes killed by any OOM killer, also for the limit of a cgroup above or for the node.
    pub oom_kill: u64,
    /// Times the whole cgroup was killed.
    pub oom_group_kill: u64,
}

impl Cgroup {
    /// What cAdvisor calls the working set: `current` less inactive file pages, never below zero.
    pub fn working_set(&self) -> Option<Bytes> {
        let inactive = self.size("inactive_file", "total_inactive_file").unwrap_or_default();
        self.current.map(|current| current.saturating_sub(inactive))
    }

    /// Anonymous memory: the process's heaps and stacks.
    pub fn anon(&self) -> Option<Bytes> {
        self.size("anon", "total_rss").or_else(|| self.size("rss", "rss"))
    }

    /// An entry of `memory.stat` in bytes, by its v2 name or else its v1 name.
    pub fn size(&self, v2: &str, v1: &str) -> Option<Bytes> {
        self.stat.get(v2).or_else(|| self.stat.get(v1)).copied().map(Bytes)
    }

    fn is_empty(&self) -> bool {
        *self == Self { line: self.line, ..Self::default() }
    }
}

/// The files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum File {
    Current,
    Peak,
    Max,
    High,
    SwapCurrent,
    Events,
    EventsLocal,
    Stat,
    Failcnt,
    OomControl,
    Pressure,
    VmRss,
    /// A file of a cgroup that says nothing of use here.
    Other,
}

const FILES: [(&str, File); 26] = [
    ("memory.current", File::Current),
    ("memory.peak", File::Peak),
    ("memory.max", File::Max),
    ("memory.high", File::High),
    ("memory.swap.current", File::SwapCurrent),
    ("memory.events", File::Events),
    ("memory.events.local", File::EventsLocal),
    ("memory.stat", File::Stat),
    ("memory.pressure", File::Pressure),
    ("memory.usage_in_bytes", File::Current),
    ("memory.max_usage_in_bytes", File::Peak),
    ("memory.limit_in_bytes", File::Max),
    ("memory.failcnt", File::Failcnt),
    ("memory.oom_control", File::OomControl),
    ("VmRSS", File::VmRss),
    ("memory.low", File::Other),
    ("memory.min", File::Other),
    ("memory.oom.group", File::Other),
    ("memory.swap.max", File::Other),
    ("memory.swap.high", File::Other),
    ("memory.swap.peak", File::Other),
    ("memory.swap.events", File::Other),
    ("memory.numa_stat", File::Other),
    ("memory.zswap.current", File::Other),
    ("memory.zswap.max", File::Other),
    ("memory.reclaim", File::Other),
];

/// Reads a text of cgroup memory files, one [`Cgroup`] for each time they were read, or `None` if it is something else.
///
/// Files are told apart by headers (`== memory.max`, `==> memory.max <==`, `# memory.current 1024`), by the prompt line
/// of the command that printed them, by their content (`memory.stat`, `memory.events`, `memory.pressure`), and a bare
/// number by `name`, the name of the input. What rests on a prompt or a name comes with a warning.
pub fn parse(name: &str, text: &str) -> Option<(Vec<Cgroup>, Vec<Warning>)> {
    let mut reader = Reader::default();
    if let Some((file, _)) = find_file(name.rsplit('/').next().unwrap_or(name)) {
        reader.file = Some((file, Word::Name));
    }
    for (index, line) in text.lines().enumerate() {
        reader.line(index + 1, line.trim());
        if reader.strange > 2 && reader.strange * 4 > reader.known {
            return None;
        }
    }
    let Reader { mut done, current, warnings, known, strange, .. } = reader;
    done.extend(Some(current).filter(|cgroup| !cgroup.is_empty()));
    (!done.is_empty() && strange * 4 <= known).then_some((done, warnings))
}

/// On whose word a number belongs to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// A header of the capture.
    Header,
    /// The prompt line of a shell.
    Prompt,
    /// The name of the input.
    Name,
}

#[derive(Default)]
struct Reader {
    done: Vec<Cgroup>,
    current: Cgroup,
    file: Option<(File, Word)>,
    warnings: Vec<Warning>,
    /// Lines that were understood, and those that weren't.
    known: usize,
    strange: usize,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        if line.is_empty() {
            return;
        }
        if let Some((file, word, value)) = header(line) {
            self.known += 1;
            if self.has(file) {
                self.done.push(std::mem::take(&mut self.current));
            }
            self.file = Some((file, word));
            if self.current.is_empty() {
                self.current.line = number;
            }
            if !value.is_empty() && !self.value(number, value) {
                self.strange += 1;
            }
        } else if self.pair(line) || self.value(number, line) {
            self.known += 1;
            self.current.line = if self.current.line == 0 { number } else { self.current.line };
        } else if self.file.is_none_or(|(file, _)| file != File::Other) {
            self.strange += 1;
        }
    }

    /// Whether a file was read already, so that the next one of that name belongs to another moment.
    fn has(&self, file: File) -> bool {
        let cgroup = &self.current;
        match file {
            File::Current => cgroup.current.is_some(),
            File::Peak => cgroup.peak.is_some(),
            File::Max => cgroup.max.is_some(),
            File::High => cgroup.high.is_some(),
            File::Events => cgroup.events.is_some(),
            File::EventsLocal => cgroup.events_local.is_some(),
            File::Stat => !cgroup.stat.is_empty(),
            _ => false,
        }
    }

    /// A line with a number, or `max`, alone.
    fn value(&mut self, line: usize, text: &str) -> bool {
        let Some((file, word)) = self.file else { return false };
        let limit = match text {
            "max" => Limit::Unlimited,
            _ => match text.split_ascii_whitespace().next().map(str::parse) {
                // v1 writes "no limit" as the largest number of whole pages.
                Some(Ok(bytes)) if bytes >= i64::MAX as u64 >> 16 << 16 => Limit::Unlimited,
                Some(Ok(bytes)) => Limit::Bytes(Bytes(bytes)),
                _ => return false,
            },
        };
        let bytes = if let Limit::Bytes(bytes) = limit { Some(bytes) } else { None };
        let cgroup = &mut self.current;
        match (file, bytes) {
            (File::Current, Some(_)) => cgroup.current = bytes,
            (File::Peak, Some(_)) => cgroup.peak = bytes,
            (File::SwapCurrent, Some(_)) => cgroup.swap_current = bytes,
            (File::VmRss, Some(_)) => cgroup.vm_rss = bytes,
            (File::Failcnt, Some(count)) => cgroup.failcnt = Some(count.0),
            (File::Max, _) => cgroup.max = Some(limit),
            (File::High, _) => cgroup.high = Some(limit),
            (File::Other, _) => {}
            _ => return false,
        }
        if word != Word::Header {
            self.warnings.push(Warning { kind: WarningKind::TakenByName {}, line: Some(line) });
        }
        // One number to a file: the next bare one needs a header of its own.
        self.file = None;
        true
    }

    /// A line of `memory.stat`, `memory.events` or `memory.pressure`.
    fn pair(&mut self, line: &str) -> bool {
        if let Some(averages) = line.strip_prefix("some avg10=") {
            self.current.pressure_some = pressure(averages);
            return self.current.pressure_some.is_some();
        }
        let mut words = line.split_ascii_whitespace();
        let (Some(name), Some(value), None) = (words.next(), words.next(), words.next()) else {
            return line.starts_with("full avg10=") || self.file.is_some_and(|(file, _)| file == File::Other);
        };
        let Ok(value) = value.parse::<u64>() else { return false };
        match self.file {
            Some((File::EventsLocal, _)) => {
                return event(self.current.events_local.get_or_insert_default(), name, value);
            }
            Some((File::Events, _)) => return event(self.current.events.get_or_insert_default(), name, value),
            Some((File::OomControl, _)) if name == "oom_kill" => {
                self.current.events.get_or_insert_default().oom_kill = value;
                return true;
            }
            Some((File::OomControl | File::Other, _)) => return true,
            _ => {}
        }
        if EVENTS.contains(&name) {
            return event(self.current.events.get_or_insert_default(), name, value);
        }
        if self.current.stat.is_empty() && !STAT.contains(&name) || !is_key(name) {
            return false;
        }
        self.current.stat.insert(name.to_owned(), value);
        true
    }
}

/// Keys that `memory.stat` starts with: v2 and v1.
const STAT: [&str; 4] = ["anon", "file", "cache", "rss"];
/// Keys of `memory.events`; `max` and `high` are files too, but not with a value on their line.
const EVENTS: [&str; 7] = ["low", "high", "max", "oom", "oom_kill", "oom_group_kill", "sock_throttled"];

fn event(events: &mut Events, name: &str, value: u64) -> bool {
    match name {
        "low" => events.low = value,
        "high" => events.high = value,
        "max" => events.max = value,
        "oom" => events.oom = value,
        "oom_kill" => events.oom_kill = value,
        "oom_group_kill" => events.oom_group_kill = value,
        _ => return is_key(name),
    }
    true
}

fn is_key(name: &str) -> bool {
    name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit())
}

/// `0.00 avg60=0.00 avg300=0.00 total=0`, the first number without its name.
fn pressure(averages: &str) -> Option<[f64; 3]> {
    let mut words = averages.split_ascii_whitespace();
    let first = words.next()?.parse().ok()?;
    let second = words.next()?.strip_prefix("avg60=")?.parse().ok()?;
    let third = words.next()?.strip_prefix("avg300=")?.parse().ok()?;
    Some([first, second, third])
}

/// A line that names a file, and what stands after the name.
fn header(line: &str) -> Option<(File, Word, &str)> {
    let (file, at) = find_file(line)?;
    let (before, after) = (&line[..at.start], &line[at.end..]);
    let is_plain = before.trim_start_matches(['=', '#', '>', ' ', '-']).bytes().all(|byte| byte.is_ascii_graphic());
    let is_prompt = before.contains(['$', '#', '%']) || before.contains("cat ");
    let value = after.trim_matches([' ', '\t', '=', ':', '<', '-', '>']);
    match () {
        // `$ cat /sys/fs/cgroup/memory.max`, and several files at once can't be told apart.
        () if is_prompt && !is_plain => value.is_empty().then_some((file, Word::Prompt, "")),
        () if is_plain => Some((file, Word::Header, value)),
        () => None,
    }
}

/// The first name of a file in `text`, and where it stands.
fn find_file(text: &str) -> Option<(File, std::ops::Range<usize>)> {
    let start = text.find("memory.").or_else(|| text.find("VmRSS"))?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))).unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches(".txt").trim_end_matches('.');
    let (_, file) = FILES.into_iter().find(|(known, _)| *known == name)?;
    Some((file, start..start + name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, text: &str) -> (Cgroup, Vec<Warning>) {
        let (mut cgroups, warnings) = parse(name, text).unwrap_or_else(|| panic!("no cgroup: {text}"));
        assert_eq!(cgroups.len(), 1, "{cgroups:?}");
        (cgroups.remove(0), warnings)
    }

    #[test]
    fn all_styles_of_headers_name_the_files() {
        for text in [
            "== memory.current\n1000\n== memory.max\nmax\n",
            "==> /sys/fs/cgroup/memory.current <==\n1000\n\n==> /sys/fs/cgroup/memory.max <==\nmax\n",
            "# memory.current 1000\n# memory.max max\n",
            "/sys/fs/cgroup/memory.current:1000\n/sys/fs/cgroup/memory.max:max\n",
            "memory.current: 1000\nmemory.max=max\n",
        ] {
            let (cgroup, warnings) = one("x", text);
            assert_eq!((cgroup.current, cgroup.max), (Some(Bytes(1000)), Some(Limit::Unlimited)), "{text}");
            assert_eq!(warnings, [], "{text}");
        }
    }

    #[test]
    fn a_bare_number_needs_a_name_or_a_prompt_and_says_so() {
        assert_eq!(parse("x", "1000\n"), None);
        for (name, text) in [
            ("memory.peak", "1000\n"),
            ("pod/memory.peak.txt", "1000"),
            ("x", "root@pod:/# cat /sys/fs/cgroup/memory.peak\n1000\n"),
        ] {
            let (cgroup, warnings) = one(name, text);
            assert_eq!(cgroup.peak, Some(Bytes(1000)), "{name} {text}");
            assert_eq!(warnings.len(), 1, "{name} {text}");
            assert_eq!(warnings[0].kind, WarningKind::TakenByName {});
        }
    }

    #[test]
    fn files_that_name_their_values_need_no_header() {
        assert_eq!(one("x", "anon 5\nfile 7\nsock 9\n").0.stat["sock"], 9);
        let events = one("x", "low 0\nhigh 0\nmax 19350\noom 1\noom_kill 1\noom_group_kill 0\n").0.events.unwrap();
        assert_eq!((events.max, events.oom, events.oom_kill), (19_350, 1, 1));
        let pressure =
            "some avg10=1.50 avg60=2.00 avg300=0.10 total=9\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1\n";
        assert_eq!(one("x", pressure).0.pressure_some, Some([1.5, 2.0, 0.1]));
    }

    #[test]
    fn version_1_is_read_under_the_same_names() {
        let text = "== memory.usage_in_bytes\n9000\n== memory.limit_in_bytes\n9223372036854771712\n== memory.failcnt\n3\n\
            == memory.oom_control\noom_kill_disable 0\nunder_oom 0\noom_kill 2\n== memory.stat\ncache 100\nrss 50\ntotal_rss 60\ntotal_inactive_file 40\n";
        let (cgroup, _) = one("x", text);
        assert_eq!((cgroup.max, cgroup.failcnt, cgroup.anon()), (Some(Limit::Unlimited), Some(3), Some(Bytes(60))));
        assert_eq!((cgroup.working_set(), cgroup.events.unwrap().oom_kill), (Some(Bytes(8960)), 2));
    }

    #[test]
    fn events_of_the_cgroup_alone_are_kept_apart() {
        let (cgroup, _) = one("x", "== memory.events\noom 0\noom_kill 1\n== memory.events.local\noom 0\noom_kill 0\n");
        assert_eq!((cgroup.events.unwrap().oom_kill, cgroup.events_local.unwrap().oom_kill), (1, 0));
    }

    #[test]
    fn a_second_reading_of_a_file_begins_another_moment() {
        let (cgroups, _) = parse("x", "== memory.current\n1\n== memory.peak\n5\n== memory.current\n2\n").unwrap();
        assert_eq!(
            cgroups.iter().map(|cgroup| (cgroup.current, cgroup.peak)).collect::<Vec<_>>(),
            [(Some(Bytes(1)), Some(Bytes(5))), (Some(Bytes(2)), None)]
        );
    }

    #[test]
    fn other_text_is_no_cgroup() {
        for text in ["", "hello\nworld\n", "Name: app\n", "the limit in memory.max is too low\n", "max\n", "7 8\n"] {
            assert_eq!(parse("x", text), None, "{text}");
        }
    }
}
