//! `GODEBUG=gctrace=1` lines of every Go version since 1.5, out of any log.

use std::collections::HashMap;

use crate::units::{Bytes, UnixNanos};

/// Collections as a program traced them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GcTrace {
    /// One entry for each process, in order of appearance: the log starts a new one where the counter or the clock
    /// goes back. Lines with a `[pod/…]` prefix are told apart by it.
    pub processes: Vec<Vec<GcCycle>>,
}

impl GcTrace {
    /// Number of collections of all processes.
    pub fn cycles(&self) -> usize {
        self.processes.iter().map(Vec::len).sum()
    }
}

/// One collection. The runtime prints sizes in whole MiB, cut off: the truth is up to 1 MiB larger.
#[derive(Debug, Clone, PartialEq)]
pub struct GcCycle {
    /// Its number since the start of the process, from 1.
    pub number: u32,
    /// Seconds since the start of the process.
    pub at_seconds: f64,
    /// Share of the CPU spent on collections since the start of the process, in percent.
    pub cpu_percent: u32,
    /// Wall-clock time of its phases.
    pub clock: Clock,
    /// CPU time of its phases.
    pub cpu: Cpu,
    /// Heap when it started.
    pub heap_start: Bytes,
    /// Heap when marking ended.
    pub heap_end: Bytes,
    /// Live heap: what was marked, with everything allocated while marking.
    pub heap_live: Bytes,
    /// The heap goal.
    pub goal: Bytes,
    /// Stacks that were scanned (Go 1.18 and later).
    pub stacks: Option<Bytes>,
    /// Global variables that were scanned (Go 1.18 and later).
    pub globals: Option<Bytes>,
    /// GOMAXPROCS.
    pub procs: u32,
    /// Whether the program asked for it (`runtime.GC()`).
    pub forced: bool,
    /// The time in front of the line, if the log writes one in RFC 3339.
    pub logged_at: Option<UnixNanos>,
    /// Line of the log, from 1.
    pub line: usize,
}

impl GcCycle {
    /// CPU time of all phases but idle marking, which takes only what nothing else wanted, in seconds.
    pub fn cpu_seconds(&self) -> f64 {
        (self.cpu.stopped_ms + self.cpu.assist_ms + self.cpu.background_ms) / 1e3
    }
}

/// Wall-clock time of a collection's phases, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Clock {
    /// Sweep termination, with the world stopped.
    pub sweep_termination_ms: f64,
    /// Marking, beside the program.
    pub mark_ms: f64,
    /// Mark termination, with the world stopped.
    pub mark_termination_ms: f64,
}

/// CPU time of a collection's phases, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cpu {
    /// Sweep and mark termination, with the world stopped.
    pub stopped_ms: f64,
    /// Marking done by the program's goroutines because they allocate: this is what slows requests.
    pub assist_ms: f64,
    /// Marking done by dedicated workers.
    pub background_ms: f64,
    /// Marking done on processors that had nothing else to do.
    pub idle_ms: f64,
}

/// Finds the collections in a log of any kind. Lines without one are passed over.
pub fn parse(log: &str) -> GcTrace {
    let mut collector = Collector::default();
    log.lines().enumerate().for_each(|(index, line)| collector.line(index + 1, line));
    collector.finish()
}

/// Collects the gctrace lines of a log, line by line.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    trace: GcTrace,
    /// Process the last line of each source belongs to, by prefix.
    open: HashMap<String, usize>,
}

impl Collector {
    /// Takes one line of a log; lines without a collection are passed over.
    pub(crate) fn line(&mut self, number: usize, line: &str) {
        let Some((prefix, cycle)) = find(line, number) else { return };
        let source = source(prefix);
        let process = self.open.get(source).copied().filter(|process| self.follows(*process, &cycle));
        let process = process.unwrap_or_else(|| {
            self.trace.processes.push(Vec::new());
            self.open.insert(source.to_owned(), self.trace.processes.len() - 1);
            self.trace.processes.len() - 1
        });
        if let Some(cycles) = self.trace.processes.get_mut(process) {
            cycles.push(cycle);
        }
    }

    fn follows(&self, process: usize, cycle: &GcCycle) -> bool {
        let last = self.trace.processes.get(process).and_then(|cycles| cycles.last());
        last.is_some_and(|last| cycle.number > last.number && cycle.at_seconds >= last.at_seconds)
    }

    pub(crate) fn finish(self) -> GcTrace {
        self.trace
    }
}

/// The `[pod/name/container]` that `kubectl logs --prefix` writes; one source where there is none.
fn source(prefix: &str) -> &str {
    prefix.find("[pod/").and_then(|from| prefix[from..].split_once(']')).map_or("", |(source, _)| source)
}

/// Finds a collection in a line, and what stands before it.
fn find(line: &str, number: usize) -> Option<(&str, GcCycle)> {
    let start = line.match_indices("gc ").map(|(at, _)| at).find(|at| {
        let digits = line[at + 3..].trim_start_matches(|c: char| c.is_ascii_digit());
        digits.len() < line.len() - at - 3 && digits.starts_with(" @")
    })?;
    let prefix = &line[..start];
    let mut cycle = Cursor { rest: &line[start..] }.cycle()?;
    cycle.line = number;
    cycle.logged_at = logged_at(prefix);
    Some((prefix, cycle))
}

fn logged_at(prefix: &str) -> Option<UnixNanos> {
    let word = prefix.split([' ', '\t', '"']).find(|word| word.starts_with("20") && word.contains('T'))?;
    let timestamp: jiff::Timestamp = word.parse().ok()?;
    i64::try_from(timestamp.as_nanosecond()).ok().map(UnixNanos)
}

/// What is left of a line.
struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    /// `gc # @#s #%: #+#+# ms clock, #+#/#/#+# ms cpu, #->#-># MB, # MB goal, # MB stacks, # MB globals, # P (forced)`:
    /// stacks and globals since Go 1.18, a remark after `%` since 1.26. Go 1.5 has two more phases in the middle.
    fn cycle(mut self) -> Option<GcCycle> {
        self.eat("gc ")?;
        let number = self.int()?;
        self.eat(" @")?;
        let at_seconds = self.float()?;
        self.eat("s ")?;
        let cpu_percent = self.int()?;
        self.eat("%")?;
        self.skip_remark();
        self.eat(": ")?;
        let clock = clock(&self.phases(" ms clock, ")?)?;
        let cpu = cpu(&self.phases(" ms cpu, ")?)?;
        let heap_start = self.mib()?;
        self.arrow()?;
        let heap_end = self.mib()?;
        self.arrow()?;
        let heap_live = self.mib()?;
        self.eat(" MB, ")?;
        let goal = self.mib()?;
        self.eat(" MB goal, ")?;
        let stacks = self.optional(" MB stacks, ");
        let globals = self.optional(" MB globals, ");
        let procs = self.int()?;
        self.eat(" P")?;
        let forced = self.eat(" (forced)").is_some();
        let (logged_at, line) = (None, 0);
        Some(GcCycle {
            number,
            at_seconds,
            cpu_percent,
            clock,
            cpu,
            heap_start,
            heap_end,
            heap_live,
            goal,
            stacks,
            globals,
            procs,
            forced,
            logged_at,
            line,
        })
    }

    fn eat(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// ` (checking for goroutine leaks)`
    fn skip_remark(&mut self) {
        if let Some((_, rest)) = self.rest.strip_prefix(" (").and_then(|remark| remark.split_once(')')) {
            self.rest = rest;
        }
    }

    /// `->`, also as JSON and HTML escape it.
    fn arrow(&mut self) -> Option<()> {
        ["->", "-\\u003e", "-&gt;"].into_iter().find_map(|arrow| self.eat(arrow))
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn int(&mut self) -> Option<u32> {
        self.take(|c| c.is_ascii_digit()).parse().ok()
    }

    fn float(&mut self) -> Option<f64> {
        self.take(|c| c.is_ascii_digit() || c == '.').parse().ok()
    }

    fn mib(&mut self) -> Option<Bytes> {
        self.int().map(|mib| Bytes(u64::from(mib) << 20))
    }

    /// A size followed by `name`; nothing is taken if it is another one.
    fn optional(&mut self, name: &str) -> Option<Bytes> {
        let before = self.rest;
        let size = self.mib().filter(|_| self.eat(name).is_some());
        if size.is_none() {
            self.rest = before;
        }
        size
    }

    /// Numbers in groups: `+` parts groups, `/` the numbers of one.
    fn phases(&mut self, end: &str) -> Option<Vec<Vec<f64>>> {
        let mut groups = vec![vec![self.float()?]];
        while self.eat(end).is_none() {
            let same_group = self.eat("/").is_some();
            if !same_group {
                self.eat("+")?;
            }
            let number = self.float()?;
            match groups.last_mut().filter(|_| same_group) {
                Some(group) => group.push(number),
                None => groups.push(vec![number]),
            }
        }
        Some(groups)
    }
}

/// First and last phase stop the world, those between (one; three in Go 1.5) don't.
fn clock(groups: &[Vec<f64>]) -> Option<Clock> {
    let [first, middle @ .., last] = groups else { return None };
    Some(Clock {
        sweep_termination_ms: sum(first),
        mark_ms: middle.iter().map(|group| sum(group)).sum(),
        mark_termination_ms: sum(last),
    })
}

/// As [`clock`]; the group of three is assist, background and idle marking, single ones beside it (Go 1.5) are
/// background work.
fn cpu(groups: &[Vec<f64>]) -> Option<Cpu> {
    let [first, middle @ .., last] = groups else { return None };
    let mut cpu = Cpu { stopped_ms: sum(first) + sum(last), ..Cpu::default() };
    for group in middle {
        if let [assist, background, idle] = group.as_slice() {
            cpu.assist_ms += assist;
            cpu.background_ms += background;
            cpu.idle_ms += idle;
        } else {
            cpu.background_ms += sum(group);
        }
    }
    Some(cpu)
}

fn sum(group: &[f64]) -> f64 {
    group.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> GcCycle {
        let trace = parse(line);
        assert_eq!(trace.cycles(), 1, "{line}");
        trace.processes[0][0].clone()
    }

    const GO_1_27: &str = "gc 20 @0.220s 7%: 0.29+8.9+0.010 ms clock, 0.59+2.6/2.1/0.32+0.021 ms cpu, 186->241->154 MB, 219 MB goal, 1 MB stacks, 2 MB globals, 2 P";

    #[test]
    fn every_number_of_a_line_is_kept() {
        let cycle = one(GO_1_27);
        let expected = GcCycle {
            number: 20,
            at_seconds: 0.22,
            cpu_percent: 7,
            clock: Clock { sweep_termination_ms: 0.29, mark_ms: 8.9, mark_termination_ms: 0.01 },
            cpu: Cpu { stopped_ms: 0.59 + 0.021, assist_ms: 2.6, background_ms: 2.1, idle_ms: 0.32 },
            heap_start: Bytes(186 << 20),
            heap_end: Bytes(241 << 20),
            heap_live: Bytes(154 << 20),
            goal: Bytes(219 << 20),
            stacks: Some(Bytes(1 << 20)),
            globals: Some(Bytes(2 << 20)),
            procs: 2,
            forced: false,
            logged_at: None,
            line: 1,
        };
        assert_eq!(cycle, expected);
        assert!((cycle.cpu_seconds() - 0.005_311).abs() < 1e-9);
    }

    #[test]
    fn lines_of_every_go_version_are_parse() {
        let go_1_5 = one(
            "gc 3 @0.010s 6%: 0.015+0.26+0.041+0.77+0.19 ms clock, 0.060+0.26+0+0.23/0.77/0.16+0.79 ms cpu, 4->4->1 MB, 5 MB goal, 8 P",
        );
        assert_eq!((go_1_5.procs, go_1_5.stacks), (8, None));
        assert!((go_1_5.clock.mark_ms - 1.071).abs() < 1e-9 && (go_1_5.cpu.background_ms - 1.03).abs() < 1e-9);
        let go_1_17 = one(
            "gc 1 @0.012s 2%: 0.026+0.39+0.10 ms clock, 0.21+0.88/0.52/0+0.84 ms cpu, 4->4->0 MB, 5 MB goal, 8 P (forced)",
        );
        assert!(go_1_17.forced && go_1_17.globals.is_none());
        let go_1_26 = one(&GO_1_27.replace("7%:", "7% (checking for goroutine leaks):"));
        assert_eq!(go_1_26, one(GO_1_27));
    }

    #[test]
    fn lines_are_found_behind_prefixes_and_in_json() {
        for wrapped in [
            format!("2026-11-20T10:00:00.5Z stderr F {GO_1_27}"),
            format!("[pod/shop/app] {GO_1_27}"),
            format!(
                "{{\"log\":\"{}\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-20T10:00:00.5Z\"}}",
                GO_1_27.replace('>', "\\u003e")
            ),
            format!("gc-worker gc (idle) {GO_1_27}\u{1b}[0m"),
        ] {
            assert_eq!(one(&wrapped).goal, Bytes(219 << 20), "{wrapped}");
        }
        let stamped = one(&format!("2026-11-20T10:00:00.5Z stderr F {GO_1_27}"));
        assert_eq!(stamped.logged_at, Some(UnixNanos(1_795_168_800_500_000_000)));
    }

    #[test]
    fn other_lines_and_cut_ones_are_passed_over() {
        let others = "GC forced\nscav 0 KiB work (bg), 0 KiB work (eager), 3184 KiB now, 62% util\npacer: sweep done at heap size 154MB\ngc 7\ngc 7 @\nlogic gc 12 @home";
        assert_eq!(parse(others), GcTrace::default());
        for end in 0..GO_1_27.len() {
            assert_eq!(parse(&GO_1_27[..end]).cycles(), usize::from(end == GO_1_27.len()), "cut at {end}");
        }
    }

    #[test]
    fn a_restart_begins_another_process_and_lost_lines_do_not() {
        let line = |number: u32, at: &str| GO_1_27.replace("gc 20 @0.220s", &format!("gc {number} @{at}s"));
        let log = [line(1, "0.1"), line(2, "0.2"), line(9, "3.0"), line(1, "0.1"), line(2, "0.1"), line(3, "0.05")];
        let trace = parse(&log.join("\n"));
        let numbers: Vec<Vec<u32>> =
            trace.processes.iter().map(|cycles| cycles.iter().map(|cycle| cycle.number).collect()).collect();
        assert_eq!(numbers, [vec![1, 2, 9], vec![1, 2], vec![3]]);
    }

    #[test]
    fn pods_in_one_log_are_told_apart_by_their_prefix() {
        let line =
            |pod: &str, number: u32| format!("[pod/{pod}/app] {}", GO_1_27.replace("gc 20", &format!("gc {number}")));
        let log = [line("a", 1), line("b", 1), line("a", 2), line("b", 2)];
        assert_eq!(parse(&log.join("\n")).processes.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    }
}
