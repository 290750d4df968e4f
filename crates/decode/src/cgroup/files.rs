//! Memory files of cgroup v1 and v2: one alone, or several behind headers.

use std::collections::BTreeMap;

use crate::units::Bytes;
use crate::warning::Warning;

use super::reader::Reader;

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

    pub(super) fn is_empty(&self) -> bool {
        *self == Self { line: self.line, ..Self::default() }
    }
}

/// Reads a text of cgroup memory files, one [`Cgroup`] for each time they were read, or `None` if it is something else.
///
/// Files are told apart by headers (`== memory.max`, `==> memory.max <==`, `# memory.current 1024`), by the prompt line
/// of the command that printed them, by their content (`memory.stat`, `memory.events`, `memory.pressure`), and a bare
/// number by `name`, the name of the input. What rests on a prompt or a name comes with a warning.
pub fn parse(name: &str, text: &str) -> Option<(Vec<Cgroup>, Vec<Warning>)> {
    let mut reader = Reader::new(name);
    for (index, line) in text.lines().enumerate() {
        reader.line(index + 1, line.trim());
        if reader.is_lost() {
            return None;
        }
    }
    reader.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::warning::WarningKind;

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
            "$ cd\n== memory.current\n1000\n== memory.max\nmax\n== memory.low\n0\n== memory.min\n0\n",
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
    fn the_memory_of_the_process_is_read_in_the_unit_that_proc_writes() {
        assert_eq!(one("x", "== memory.current\n9000\nVmRSS:\t   11756 kB\n").0.vm_rss, Some(Bytes(11_756 * 1024)));
        assert_eq!(one("x", "# memory.current 9000\n# VmRSS 12038144\n").0.vm_rss, Some(Bytes(12_038_144)));
    }

    #[test]
    fn every_line_may_have_its_file_in_front() {
        let text = "/sys/fs/cgroup/memory.stat:anon 5\n/sys/fs/cgroup/memory.stat:file 7\n/sys/fs/cgroup/memory.events:oom 1\n/sys/fs/cgroup/memory.events:oom_kill 2\n/sys/fs/cgroup/memory.peak:9\n";
        let (cgroup, _) = one("x", text);
        assert_eq!((cgroup.stat["anon"], cgroup.stat["file"], cgroup.peak), (5, 7, Some(Bytes(9))));
        assert_eq!(cgroup.events.map(|events| (events.oom, events.oom_kill)), Some((1, 2)));
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
