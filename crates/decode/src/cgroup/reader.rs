//! Tells cgroup memory files apart, line by line.

use super::files::{Cgroup, Events, Limit};
use crate::units::Bytes;
use crate::warning::{Warning, WarningKind};

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

/// Reads the files one line at a time.
#[derive(Default)]
pub(super) struct Reader {
    done: Vec<Cgroup>,
    current: Cgroup,
    file: Option<(File, Word)>,
    warnings: Vec<Warning>,
    /// Lines that were understood, and those that weren't.
    known: usize,
    strange: usize,
}

impl Reader {
    /// A reader of the input called `name`.
    pub(super) fn new(name: &str) -> Self {
        let file = find_file(name.rsplit('/').next().unwrap_or(name)).map(|(file, _)| (file, Word::Name));
        Self { file, ..Self::default() }
    }

    /// Whether so much is strange that this is another kind of text.
    pub(super) const fn is_lost(&self) -> bool {
        self.strange > 2 && self.strange * 4 > self.known
    }

    /// What was read; `None` if it was nothing, or mostly strange.
    pub(super) fn finish(mut self) -> Option<(Vec<Cgroup>, Vec<Warning>)> {
        self.done.extend(Some(self.current).filter(|cgroup| !cgroup.is_empty()));
        (!self.done.is_empty() && self.strange * 4 <= self.known).then_some((self.done, self.warnings))
    }

    /// Takes a line, trimmed, with its number.
    pub(super) fn line(&mut self, number: usize, line: &str) {
        if line.is_empty() {
            return;
        }
        if let Some((file, word, value)) = header(line) {
            self.known += 1;
            // `grep` puts the file in front of every line of it.
            let goes_on = self.file.is_some_and(|(last, _)| last == file) && !value.is_empty();
            if self.has(file) && !goes_on {
                self.done.push(std::mem::take(&mut self.current));
            }
            self.file = Some((file, word));
            if self.current.is_empty() {
                self.current.line = number;
            }
            if !value.is_empty() && !self.pair(value) && !self.value(number, value) {
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
            _ => match amount(text) {
                // v1 writes "no limit" as the largest number of whole pages.
                Some(bytes) if bytes >= i64::MAX as u64 >> 16 << 16 => Limit::Unlimited,
                Some(bytes) => Limit::Bytes(Bytes(bytes)),
                None => return false,
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

/// The number that a line begins with. `/proc/PID/status` counts in kB, which are 1,024 bytes there (`proc_pid_status(5)`).
fn amount(text: &str) -> Option<u64> {
    let mut words = text.split_ascii_whitespace();
    let number: u64 = words.next()?.parse().ok()?;
    if words.next() == Some("kB") { number.checked_mul(1024) } else { Some(number) }
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
