//! Stacks of all goroutines as text: `goroutine?debug=2`, and what a panic or SIGQUIT prints.

use std::collections::HashMap;
use std::fmt::Write as _;

/// The goroutines of one dump, those with one stack and state together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoroutineDump {
    /// Groups, in order of first appearance.
    pub groups: Vec<GoroutineGroup>,
    /// Whether the end is missing: `debug=2` stops at 64 MiB, and pastes get cut.
    pub truncated: bool,
}

impl GoroutineDump {
    /// Number of goroutines.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.members.len()).sum()
    }
}

/// Goroutines with the same state, stack and creator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoroutineGroup {
    /// `chan send`, `select`, `IO wait`, `running`, …
    pub state: String,
    /// The stack, leaf first, without arguments.
    pub frames: Vec<DumpFrame>,
    /// The `go` statement that started them.
    pub created_by: Option<DumpFrame>,
    /// The goroutines.
    pub members: Vec<Goroutine>,
    /// Line of the first of them, from 1.
    pub line: usize,
}

/// One goroutine of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goroutine {
    /// Its number, unique in a process.
    pub id: u64,
    /// For how many minutes it has waited, as of the last collection; 0 if less than one.
    pub minutes: u32,
    /// Whether the collector proved that it can never go on (Go 1.26 and later).
    pub leaked: bool,
}

/// A frame as dumps print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DumpFrame {
    /// Function, with its package.
    pub function: String,
    /// Source file.
    pub file: String,
    /// Source line.
    pub line: u32,
}

/// Where `net/http/pprof` stops writing (`runtime/pprof.writeGoroutineStacks`).
const CAP: usize = 64 << 20;

/// Collects the goroutines of a text, line by line; other lines are passed over.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    dump: GoroutineDump,
    /// Group by everything that makes a group one.
    known: HashMap<String, usize>,
    current: Option<Stack>,
    bytes: usize,
}

#[derive(Debug)]
struct Stack {
    group: GoroutineGroup,
    /// A function whose file line is still to come, and whether it is the creator.
    pending: Option<(String, bool)>,
}

impl Collector {
    pub(crate) fn line(&mut self, number: usize, line: &str) {
        self.bytes += line.len() + 1;
        if let Some(group) = header(line, number) {
            self.close();
            self.current = Some(Stack { group, pending: None });
        } else if line.trim().is_empty() {
            self.close();
        } else if let Some(stack) = &mut self.current {
            stack.line(line);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.dump.groups.is_empty() && self.current.is_none()
    }

    pub(crate) fn finish(mut self) -> GoroutineDump {
        self.dump.truncated = self.bytes >= CAP || self.current.as_ref().is_some_and(Stack::is_cut);
        self.close();
        self.dump
    }

    fn close(&mut self) {
        let Some(Stack { group, .. }) = self.current.take() else { return };
        let next = self.dump.groups.len();
        let known = *self.known.entry(group.key()).or_insert(next);
        match self.dump.groups.get_mut(known) {
            Some(same) => same.members.extend(group.members),
            None => self.dump.groups.push(group),
        }
    }
}

impl Stack {
    fn line(&mut self, line: &str) {
        if let Some((function, is_creator)) = self.pending.take()
            && let Some((file, line)) = location(line)
        {
            let frame = DumpFrame { function, file: file.to_owned(), line };
            if is_creator {
                self.group.created_by = Some(frame);
            } else {
                self.group.frames.push(frame);
            }
        } else if let Some(creator) = line.trim_start().strip_prefix("created by ") {
            let function = creator.split_once(" in goroutine ").map_or(creator, |(function, _)| function);
            self.pending = Some((function.to_owned(), true));
        } else if let Some((function, arguments)) = line.trim_start().rsplit_once('(')
            && arguments.ends_with(')')
        {
            self.pending = Some((function.to_owned(), false));
        }
    }

    fn is_cut(&self) -> bool {
        self.pending.is_some() || self.group.frames.is_empty()
    }
}

impl GoroutineGroup {
    fn key(&self) -> String {
        let mut key = self.state.clone();
        for frame in self.frames.iter().chain(&self.created_by) {
            // Writing to a string can't fail.
            let _ = write!(key, "\n{}\t{}:{}", frame.function, frame.file, frame.line);
        }
        key.push(if self.created_by.is_some() { '+' } else { '-' });
        key
    }
}

/// `goroutine 19 [chan receive, 12 minutes, locked to thread]:`, since Go 1.23 also with `gp=… m=… mp=…` before the
/// bracket, since 1.26 with ` (leaked)`, ` (scan)` or ` (durable)` after the state, since 1.27 with labels after it.
fn header(line: &str, number: usize) -> Option<GoroutineGroup> {
    let rest = line.strip_prefix("goroutine ")?;
    let (id, rest) = rest.split_once(' ')?;
    let (between, rest) = rest.split_once('[')?;
    if !(between.is_empty() || between.starts_with("gp=")) || !rest.trim_end().ends_with(':') {
        return None;
    }
    let (status, _) = rest.split_once(']')?;
    let mut parts = status.split(", ");
    let mut state = parts.next()?;
    let mut leaked = false;
    while let Some((plain, remark)) = MARKS.iter().find_map(|mark| state.strip_suffix(mark).map(|plain| (plain, mark)))
    {
        state = plain;
        leaked |= *remark == " (leaked)";
    }
    let minutes = parts.find_map(|part| part.strip_suffix(" minutes")?.parse().ok()).unwrap_or(0);
    let member = Goroutine { id: id.parse().ok()?, minutes, leaked };
    let (frames, created_by) = (Vec::new(), None);
    Some(GoroutineGroup { state: state.to_owned(), frames, created_by, members: vec![member], line: number })
}

const MARKS: [&str; 3] = [" (leaked)", " (scan)", " (durable)"];

/// `net/http/server.go:3608 +0x4fd` behind a tab.
fn location(line: &str) -> Option<(&str, u32)> {
    let place = line.trim();
    let place = place.split_once(" +0x").map_or(place, |(place, _)| place);
    // Offset of a goroutine without one, and what `GOTRACEBACK=system` adds.
    let place = place.split_once(" fp=0x").map_or(place, |(place, _)| place);
    let (file, line) = place.rsplit_once(':')?;
    Some((file, line.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> GoroutineDump {
        let mut collector = Collector::default();
        text.lines().enumerate().for_each(|(index, line)| collector.line(index + 1, line));
        collector.finish()
    }

    const DUMP: &str = "goroutine 7 [chan send, 12 minutes, locked to thread]:
main.firstAnswer.func1()
\tmain.go:31 +0x74
created by main.firstAnswer in goroutine 998
\tmain.go:30 +0x105

goroutine 9 [chan send (leaked), 3 minutes]:
main.firstAnswer.func1()
\tmain.go:31 +0x74
created by main.firstAnswer in goroutine 5
\tmain.go:30 +0x105

goroutine 1 gp=0x38c0021c0 m=0 mp=0x5a8b40 [IO wait, synctest bubble 3]{team: shop}:
net/http.(*conn).serve(0x8380da60990, {0x9f6518, 0x8380da332f0})
\tnet/http/server.go:2161 +0x6dc fp=0x1 sp=0x2 pc=0x3
...10 frames elided...
main.main()
\tmain.go:9 +0x1
";

    #[test]
    fn goroutines_with_one_stack_are_one_group() {
        let dump = read(DUMP);
        assert_eq!((dump.count(), dump.groups.len(), dump.truncated), (3, 2, false));
        let [senders, server] = dump.groups.as_slice() else { panic!("{dump:?}") };
        assert_eq!(senders.state, "chan send");
        let frame = |function: &str, file: &str, line| DumpFrame { function: function.into(), file: file.into(), line };
        assert_eq!(senders.frames, [frame("main.firstAnswer.func1", "main.go", 31)]);
        assert_eq!(senders.created_by, Some(frame("main.firstAnswer", "main.go", 30)));
        let goroutine = |id, minutes, leaked| Goroutine { id, minutes, leaked };
        assert_eq!(senders.members, [goroutine(7, 12, false), goroutine(9, 3, true)]);
        assert_eq!((server.state.as_str(), server.line), ("IO wait", 13));
        assert_eq!(
            server.frames,
            [frame("net/http.(*conn).serve", "net/http/server.go", 2161), frame("main.main", "main.go", 9)]
        );
    }

    #[test]
    fn a_dump_cut_inside_a_goroutine_says_so() {
        let cut = &DUMP[..DUMP.find("\tnet/http/server.go").unwrap()];
        assert!(read(cut).truncated);
        assert_eq!(read(cut).count(), 3);
    }

    #[test]
    fn words_about_goroutines_are_no_dump() {
        for line in
            ["goroutine leak found in [app]:", "goroutine 7", "goroutine x [running]:", "goroutine 7 [running] at:now"]
        {
            assert_eq!(read(line).count(), 0, "{line}");
        }
    }
}
