//! Goroutines: how many stand where, in profiles of every form.

use std::collections::BTreeMap;

use decode::pprof::Profile;
use decode::runtime::dump::{GoroutineDump, GoroutineGroup};
use decode::units::UnixNanos;
use decode::{Input, Kind};

use crate::growth::blame;

/// Everything the inputs tell of goroutines.
#[derive(Debug, Default)]
pub(crate) struct Goroutines {
    /// Profiles of one form, in the order they were taken; the form there is most of.
    pub profiles: Vec<GoroutineProfile>,
    /// Whether their order is known and not only that of their names.
    pub ordered: bool,
    /// The last dump: only dumps tell how long goroutines have waited.
    pub dump: Option<GoroutineProfile>,
    /// Goroutines that the collector proved can never go on (`goroutineleak`, or marked in a dump).
    pub proven: Option<GoroutineProfile>,
}

/// One goroutine profile.
#[derive(Debug, Clone)]
pub(crate) struct GoroutineProfile {
    /// Index of its input.
    pub input: usize,
    /// When it was taken.
    pub taken_at: Option<UnixNanos>,
    /// All goroutines.
    pub total: u64,
    /// Goroutines by the function that parks them, by name.
    pub sites: BTreeMap<String, GoroutineSite>,
    /// Highest goroutine id: ids are never used twice, so it tells the order of dumps.
    newest: u64,
}

/// Goroutines that stand in one function of the program (or of a library, where no function of it is on the stack).
#[derive(Debug, Clone, Default)]
pub(crate) struct GoroutineSite {
    /// How many.
    pub count: u64,
    /// Source file of the function.
    pub file: String,
    /// Line, where most of them stand.
    pub line: i64,
    /// What most of them wait for, in the runtime's words, such as `chan send`.
    pub state: Option<String>,
    /// Minutes that at least half of them have waited; `None` where the form does not tell.
    pub minutes: Option<u32>,
    /// Those that serve a connection of an HTTP server: they come and go with the load.
    pub serving: u64,
    /// Those whose stack shows the reading or writing loop of an HTTP client's connection.
    pub connections: u64,
    /// Frames on all their stacks together.
    pub depth: u64,
    /// Functions on their stacks.
    pub functions: Vec<String>,
    /// Count of the largest group so far.
    largest: u64,
}

impl GoroutineProfile {
    /// The function where most goroutines stand.
    pub(crate) fn largest(&self) -> Option<(&String, &GoroutineSite)> {
        self.sites.iter().max_by_key(|(function, site)| (site.count, std::cmp::Reverse(*function)))
    }
}

impl Goroutines {
    /// Reads every goroutine profile among `inputs`.
    pub(super) fn read(inputs: &[&Input]) -> Self {
        let of_kind = |kind: Kind| {
            let wanted = inputs.iter().enumerate().filter(move |(_, input)| input.kind == kind);
            wanted.filter_map(|(index, input)| of_profile(index, input.facts.profile()?)).collect::<Vec<_>>()
        };
        let mut binary = of_kind(Kind::Goroutine);
        binary.sort_by_key(|profile| (profile.taken_at.is_none(), profile.taken_at, profile.input));
        let mut dumps: Vec<GoroutineProfile> = Vec::new();
        for (index, input) in inputs.iter().enumerate() {
            dumps.extend(input.facts.goroutine_dump().map(|dump| of_dump(index, dump, |_| true)));
        }
        dumps.sort_by_key(|profile| (profile.newest, profile.input));
        let mut text = of_kind(Kind::GoroutineText);
        text.sort_by(|a, b| inputs[a.input].name.cmp(&inputs[b.input].name));
        let proven = of_kind(Kind::Goroutineleak).pop().or_else(|| marked(inputs));
        let dump = dumps.last().cloned();
        let (profiles, ordered) = match (binary.len(), dumps.len(), text.len()) {
            (2.., _, _) => (binary, true),
            (_, 2.., _) => (dumps, true),
            (_, _, 2..) => (text, false),
            (1, _, _) => (binary, true),
            (_, 1, _) => (dumps, true),
            _ => (text, true),
        };
        Self { profiles, ordered, dump, proven }
    }

    /// First and last profile, if there are two.
    pub(crate) fn ends(&self) -> Option<(&GoroutineProfile, &GoroutineProfile)> {
        match self.profiles.as_slice() {
            [first, .., last] => Some((first, last)),
            _ => None,
        }
    }

    /// The last profile.
    pub(crate) fn last(&self) -> Option<&GoroutineProfile> {
        self.profiles.last()
    }
}

/// Goroutines that a dump marks as leaked.
fn marked(inputs: &[&Input]) -> Option<GoroutineProfile> {
    let of = |(index, input): (usize, &&Input)| {
        let dump = input.facts.goroutine_dump()?;
        let leaked = |group: &GoroutineGroup| group.members.iter().any(|member| member.leaked);
        dump.groups.iter().any(leaked).then(|| of_dump(index, dump, leaked))
    };
    inputs.iter().enumerate().filter_map(of).next_back()
}

fn of_profile(input: usize, profile: &Profile) -> Option<GoroutineProfile> {
    let column = profile.type_index("goroutine").or_else(|| profile.type_index("goroutineleak"))?;
    let mut found =
        GoroutineProfile { input, taken_at: profile.taken_at(), total: 0, sites: BTreeMap::new(), newest: 0 };
    for sample in profile.samples() {
        let count = u64::try_from(profile.value(sample, column)).unwrap_or(0);
        let frames: Vec<(&str, &str, i64)> = profile
            .stack_frames(sample)
            .map(|frame| (profile.function_name(frame), profile.file_name(frame), frame.line))
            .collect();
        let state = wait_reason(&frames).map(str::to_owned);
        found.add(count, &frames, state, None);
    }
    Some(found)
}

fn of_dump(input: usize, dump: &GoroutineDump, wanted: impl Fn(&GoroutineGroup) -> bool) -> GoroutineProfile {
    let mut found = GoroutineProfile { input, taken_at: None, total: 0, sites: BTreeMap::new(), newest: 0 };
    for group in dump.groups.iter().filter(|group| wanted(group)) {
        let frames: Vec<(&str, &str, i64)> = group
            .frames
            .iter()
            .map(|frame| (frame.function.as_str(), frame.file.as_str(), i64::from(frame.line)))
            .collect();
        let mut minutes: Vec<u32> = group.members.iter().map(|member| member.minutes).collect();
        minutes.sort_unstable();
        let median = minutes.get(minutes.len() / 2).copied();
        found.add(group.members.len() as u64, &frames, Some(group.state.clone()), median);
        let newest = group.members.iter().map(|member| member.id).max().unwrap_or(0);
        found.newest = found.newest.max(newest);
    }
    found
}

impl GoroutineProfile {
    fn add(&mut self, count: u64, frames: &[(&str, &str, i64)], state: Option<String>, minutes: Option<u32>) {
        self.total += count;
        let names: Vec<(&str, &str)> = frames.iter().map(|(name, file, _)| (*name, *file)).collect();
        let Some((name, file, line)) = blame::goroutine(&names).and_then(|index| frames.get(index)) else { return };
        let site = self.sites.entry((*name).to_owned()).or_default();
        if count > site.largest {
            (site.largest, site.line, site.state, site.minutes) = (count, *line, state, minutes);
            (*file).clone_into(&mut site.file);
        }
        site.count += count;
        let on_stack = |wanted: &str| names.iter().any(|(name, _)| *name == wanted);
        if on_stack("net/http.(*conn).serve") {
            site.serving += count;
        }
        if names.iter().any(|(name, _)| blame::is_connection(name)) {
            site.connections += count;
        }
        site.depth += count * frames.len() as u64;
        site.functions.extend(names.iter().map(|(name, _)| (*name).to_owned()));
    }
}

/// The wait reason that the runtime prints for goroutines parked in one of its functions (`runtime2.go`), by the
/// outermost runtime or sync function at the leaf.
fn wait_reason(frames: &[(&str, &str, i64)]) -> Option<&'static str> {
    const REASONS: [(&str, &str); 14] = [
        ("sync.(*Mutex).Lock", "sync.Mutex.Lock"),
        ("internal/sync.(*Mutex).lockSlow", "sync.Mutex.Lock"),
        ("sync.(*RWMutex).RLock", "sync.RWMutex.RLock"),
        ("sync.(*RWMutex).Lock", "sync.RWMutex.Lock"),
        ("sync.(*WaitGroup).Wait", "sync.WaitGroup.Wait"),
        ("sync.(*Cond).Wait", "sync.Cond.Wait"),
        ("time.Sleep", "sleep"),
        ("runtime.chansend", "chan send"),
        ("runtime.chanrecv", "chan receive"),
        ("runtime.selectgo", "select"),
        ("runtime.block", "select (no cases)"),
        ("runtime.netpollblock", "IO wait"),
        ("runtime.semacquire", "semacquire"),
        ("runtime.gcAssist", "GC assist wait"),
    ];
    let head: Vec<&str> = frames.iter().take(6).map(|(name, _, _)| *name).collect();
    REASONS.iter().find(|(start, _)| head.iter().any(|name| name.starts_with(start))).map(|(_, reason)| *reason)
}
