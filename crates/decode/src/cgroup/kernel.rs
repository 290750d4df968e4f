//! The kernel's lines about an OOM kill, from dmesg or a journal.

use std::collections::BTreeMap;

use crate::units::{Bytes, UnixNanos};

/// One process killed for lack of memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KernelOom {
    /// What ran out of memory.
    pub constraint: Option<Constraint>,
    /// The cgroup whose limit was hit, as a path: the container's own, its pod's, or one above.
    pub oom_memcg: Option<String>,
    /// The cgroup of the killed process.
    pub task_memcg: Option<String>,
    /// Name of the killed process, at most 15 characters of it.
    pub task: Option<String>,
    /// Its id on the node.
    pub pid: Option<u32>,
    /// Its address space.
    pub total_vm: Option<Bytes>,
    /// Its anonymous resident memory, exact at its end.
    pub anon_rss: Option<Bytes>,
    /// Its resident file pages.
    pub file_rss: Option<Bytes>,
    /// Its resident shared memory.
    pub shmem_rss: Option<Bytes>,
    /// Its page tables.
    pub pgtables: Option<Bytes>,
    /// Its OOM score adjustment: by Kubernetes -997 Guaranteed, 1000 `BestEffort`, between for Burstable.
    pub oom_score_adj: Option<i32>,
    /// Memory charged to the cgroup that ran out.
    pub usage: Option<Bytes>,
    /// Its limit.
    pub limit: Option<Bytes>,
    /// Its `memory.stat` at that moment, under the names of its cgroup version, in bytes or counts.
    pub stat: BTreeMap<String, u64>,
    /// Whether it was killed because its whole cgroup was (`memory.oom.group`).
    pub whole_group: bool,
    /// Seconds since the node started.
    pub uptime_seconds: Option<f64>,
    /// When it happened, where the log has a full time.
    pub time: Option<UnixNanos>,
    /// Line of `Killed process`, or of the last one about this kill, from 1.
    pub line: usize,
}

/// What ran out of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// A cgroup, at its limit.
    Memcg,
    /// The node.
    Node,
    /// A NUMA policy or cpuset.
    NodeSet,
}

/// Finds the kills in dmesg output or a journal. Other lines are passed over.
pub fn parse(log: &str) -> Vec<KernelOom> {
    let mut collector = Collector::default();
    log.lines().enumerate().for_each(|(index, line)| collector.line(index + 1, line));
    collector.finish()
}

/// Collects kills, line by line; other lines are passed over.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    kills: Vec<KernelOom>,
    /// A kill whose `Killed process` line is still to come.
    open: Option<KernelOom>,
    /// The cgroup that is being killed as a whole, with what is known of why.
    group: Option<KernelOom>,
    in_stat: bool,
}

impl Collector {
    pub(crate) fn line(&mut self, number: usize, line: &str) {
        if self.open.is_none() && !["oom", "Kill", "killed"].iter().any(|word| line.contains(word)) {
            return;
        }
        if let Some((before, _)) = line.split_once(" invoked oom-killer:") {
            self.close();
            self.group = None;
            self.open = Some(KernelOom { line: number, ..stamp(before) });
        } else if let Some((before, after)) = line.split_once("oom-kill:constraint=") {
            self.open(number, before).constraint(after);
        } else if let Some((before, after)) = line.split_once("Killed process ") {
            self.killed(number, before, after);
        } else if let Some((before, after)) =
            line.split_once("Task in ").filter(|(_, task)| task.contains(" killed as a result of limit of "))
        {
            self.open(number, before).limited(after);
        } else if let Some((before, _)) = line.split_once(": Kill process ") {
            // Before Linux 5.0, just above `Killed process`.
            self.open(number, before).constraint = scope(line);
        } else if line.contains("are going to be killed due to memory.oom.group set") {
            self.group = self.open.clone().or_else(|| self.kills.last().cloned());
        } else if let Some(kill) = &mut self.open {
            self.in_stat = kill.detail(line, self.in_stat);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kills.is_empty() && self.open.is_none()
    }

    pub(crate) fn finish(mut self) -> Vec<KernelOom> {
        self.close();
        self.kills
    }

    fn open(&mut self, number: usize, before: &str) -> &mut KernelOom {
        self.in_stat = false;
        let kill = self.open.get_or_insert_with(|| stamp(before));
        kill.line = number;
        kill
    }

    /// Keeps a kill that never got its last line, if it says who.
    fn close(&mut self) {
        self.in_stat = false;
        self.kills.extend(self.open.take().filter(|kill| kill.task.is_some() || kill.oom_memcg.is_some()));
    }

    fn killed(&mut self, number: usize, before: &str, after: &str) {
        let group = self.group.as_ref().map(|first| KernelOom { whole_group: true, ..first.clone() });
        let mut kill = self.open.take().or(group).unwrap_or_default();
        self.in_stat = false;
        let KernelOom { uptime_seconds, time, .. } = stamp(before);
        (kill.uptime_seconds, kill.time) = (uptime_seconds.or(kill.uptime_seconds), time.or(kill.time));
        kill.line = number;
        kill.constraint = kill.constraint.or_else(|| scope(before));
        kill.process(after);
        self.kills.push(kill);
    }
}

impl KernelOom {
    /// `CONSTRAINT_MEMCG,nodemask=(null),…,oom_memcg=/a,task_memcg=/a/b,task=app,pid=1,uid=0` (Linux 5.0 and later)
    fn constraint(&mut self, text: &str) {
        self.constraint = match text.split(',').next() {
            Some("CONSTRAINT_MEMCG") => Some(Constraint::Memcg),
            Some("CONSTRAINT_NONE") => Some(Constraint::Node),
            Some("CONSTRAINT_MEMORY_POLICY" | "CONSTRAINT_CPUSET") => Some(Constraint::NodeSet),
            _ => None,
        };
        let field = |name: &str| text.split_once(name).and_then(|(_, rest)| rest.split(',').next());
        self.oom_memcg = field(",oom_memcg=").map(str::to_owned);
        self.task_memcg = field(",task_memcg=").map(str::to_owned);
        // A process may have a comma in its name.
        if let Some((_, rest)) = text.split_once(",task=")
            && let Some((task, pid)) = rest.rsplit_once(",pid=")
        {
            self.task = Some(task.to_owned());
            self.pid = leading_number(pid);
        }
    }

    /// `/a/b killed as a result of limit of /a` (before Linux 5.0)
    fn limited(&mut self, text: &str) {
        if let Some((task_memcg, oom_memcg)) = text.split_once(" killed as a result of limit of ") {
            self.constraint = Some(Constraint::Memcg);
            self.task_memcg = Some(task_memcg.to_owned());
            self.oom_memcg = Some(oom_memcg.trim().to_owned());
        }
    }

    /// `42 (app) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:975`
    fn process(&mut self, text: &str) {
        self.pid = leading_number(text).or(self.pid);
        let name =
            text.split_once('(').and_then(|(_, rest)| rest.split_once(") total-vm:").or_else(|| rest.split_once(')')));
        self.task = name.map(|(name, _)| name.to_owned()).or_else(|| self.task.take());
        let size = |name: &str| text.split_once(name).and_then(|(_, rest)| kilobytes(rest));
        self.total_vm = size(" total-vm:");
        self.anon_rss = size(" anon-rss:");
        self.file_rss = size(" file-rss:");
        self.shmem_rss = size(" shmem-rss:");
        self.pgtables = size(" pgtables:");
        self.oom_score_adj = text.split_once(" oom_score_adj:").and_then(|(_, rest)| leading_number(rest));
    }

    /// A line between the first and the last of a kill. Gives whether lines of `memory.stat` may follow.
    fn detail(&mut self, line: &str, in_stat: bool) -> bool {
        if let Some((_, text)) = line.split_once("memory: usage ") {
            self.usage = kilobytes(text);
            self.limit = text.split_once("limit ").and_then(|(_, limit)| kilobytes(limit));
            return false;
        }
        if let Some((_, text)) = line.split_once("Memory cgroup stats for ") {
            self.old_stat(text);
            return true;
        }
        let mut words = line.split_ascii_whitespace().rev();
        if let (true, Some(value), Some(name)) = (in_stat, words.next(), words.next())
            && let Ok(value) = value.parse()
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'0'..=b'9'))
        {
            self.stat.insert(name.to_owned(), value);
            return true;
        }
        false
    }

    /// `/a: cache:4KB rss:8KB …`, one line for all (before Linux 5.2).
    fn old_stat(&mut self, text: &str) {
        let pairs = text.split_ascii_whitespace().filter_map(|pair| pair.split_once(':'));
        self.stat.extend(pairs.filter_map(|(name, size)| Some((name.to_owned(), kilobytes(size)?.0))));
    }
}

/// `Memory cgroup out of memory: Kill…` or `Out of memory: Kill…`.
fn scope(text: &str) -> Option<Constraint> {
    if text.contains("Memory cgroup out of memory") {
        return Some(Constraint::Memcg);
    }
    text.contains("Out of memory").then_some(Constraint::Node)
}

/// The times in front of a line: `[   36.680000] `, or RFC 3339 as journals may write it.
fn stamp(before: &str) -> KernelOom {
    let brackets = before.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    let uptime_seconds = brackets.and_then(|(seconds, _)| seconds.trim().parse().ok());
    let first = before.split_ascii_whitespace().next().unwrap_or_default();
    let time = first.parse::<jiff::Timestamp>().ok().and_then(|time| i64::try_from(time.as_nanosecond()).ok());
    KernelOom { uptime_seconds, time: time.map(UnixNanos), ..KernelOom::default() }
}

/// `130288kB`, also `KB` as old kernels write it.
fn kilobytes(text: &str) -> Option<Bytes> {
    let (number, unit) = split_number(text);
    let is_unit = unit.starts_with("kB") || unit.starts_with("KB");
    number.parse::<u64>().ok().filter(|_| is_unit).map(|number| Bytes(number.saturating_mul(1024)))
}

fn leading_number<N: std::str::FromStr>(text: &str) -> Option<N> {
    split_number(text).0.parse().ok()
}

fn split_number(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !(byte.is_ascii_digit() || byte == b'-')).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kill_for_the_pods_limit_is_told_from_one_for_the_containers() {
        let kills = parse(
            "[ 12.5] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=a,mems_allowed=0,oom_memcg=/kubepods.slice/pod1.slice,task_memcg=/kubepods.slice/pod1.slice/cri-1.scope,task=a,b,pid=42,uid=0\n\
            [ 12.6] Memory cgroup out of memory: Killed process 42 (a,b) total-vm:1100kB, anon-rss:506500kB, file-rss:1268kB, shmem-rss:4kB, UID:0 pgtables:8kB oom_score_adj:-997",
        );
        let [kill] = kills.as_slice() else { panic!("{kills:?}") };
        assert_eq!(kill.oom_memcg.as_deref(), Some("/kubepods.slice/pod1.slice"));
        assert_eq!(kill.task_memcg.as_deref(), Some("/kubepods.slice/pod1.slice/cri-1.scope"));
        assert_eq!((kill.task.as_deref(), kill.pid, kill.oom_score_adj), (Some("a,b"), Some(42), Some(-997)));
        assert_eq!((kill.anon_rss, kill.shmem_rss), (Some(Bytes(506_500 << 10)), Some(Bytes(4 << 10))));
        assert_eq!((kill.constraint, kill.uptime_seconds, kill.line), (Some(Constraint::Memcg), Some(12.6), 2));
    }

    #[test]
    fn lines_of_old_kernels_are_parse() {
        let kills = parse(
            "Task in /kubepods/pod1/c1 killed as a result of limit of /kubepods/pod1\n\
            memory: usage 131072kB, limit 131072kB, failcnt 99\n\
            Memory cgroup stats for /kubepods/pod1: cache:4KB rss:130000KB rss_huge:0KB\n\
            Memory cgroup out of memory: Kill process 7 (app) score 1990 or sacrifice child\n\
            Killed process 7 (app) total-vm:900kB, anon-rss:800kB, file-rss:0kB",
        );
        let [kill] = kills.as_slice() else { panic!("{kills:?}") };
        assert_eq!((kill.oom_memcg.as_deref(), kill.limit), (Some("/kubepods/pod1"), Some(Bytes(128 << 20))));
        assert_eq!((kill.stat["rss"], kill.pid, kill.shmem_rss), (130_000 << 10, Some(7), None));
    }

    #[test]
    fn old_kernels_say_the_scope_a_line_above() {
        let kills = parse(
            "[Thu Dec  7 00:05:15 2017] Memory cgroup out of memory: Kill process 24572 (java) score 0 or sacrifice child\n\
            [Thu Dec  7 00:05:15 2017] Killed process 28438 (java) total-vm:20255636kB, anon-rss:466160kB, file-rss:13684kB",
        );
        let [kill] = kills.as_slice() else { panic!("{kills:?}") };
        assert_eq!((kill.constraint, kill.pid, kill.uptime_seconds), (Some(Constraint::Memcg), Some(28_438), None));
    }

    #[test]
    fn a_kill_for_the_node_has_no_cgroup() {
        let kills = parse(
            "2026-11-20T10:00:00+00:00 node kernel: Out of memory: Killed process 9 (app) total-vm:1kB, anon-rss:1kB, file-rss:0kB",
        );
        assert_eq!((kills[0].constraint, kills[0].oom_memcg.as_deref()), (Some(Constraint::Node), None));
        assert_eq!(kills[0].time, Some(UnixNanos(1_795_168_800_000_000_000)));
    }

    #[test]
    fn every_process_of_a_group_that_is_killed_is_kept() {
        let kills = parse(
            "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),oom_memcg=/p,task_memcg=/p/c,task=app,pid=1,uid=0\n\
            Memory cgroup out of memory: Killed process 1 (app) total-vm:1kB, anon-rss:1kB, file-rss:0kB\n\
            Tasks in /p/c are going to be killed due to memory.oom.group set\n\
            Memory cgroup out of memory: Killed process 1 (app) total-vm:1kB, anon-rss:1kB, file-rss:0kB\n\
            Memory cgroup out of memory: Killed process 2 (helper) total-vm:1kB, anon-rss:1kB, file-rss:0kB",
        );
        let tasks: Vec<_> =
            kills.iter().map(|kill| (kill.task.as_deref(), kill.whole_group, kill.oom_memcg.as_deref())).collect();
        assert_eq!(
            tasks,
            [(Some("app"), false, Some("/p")), (Some("app"), true, Some("/p")), (Some("helper"), true, Some("/p"))]
        );
    }

    #[test]
    fn words_about_oom_are_no_kill() {
        assert_eq!(
            parse(
                "the oom happened again\nKilled by the boss\nsystemd: app.service: A process was killed by the OOM killer"
            ),
            []
        );
    }
}
