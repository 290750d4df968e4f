//! The best a number of characters can hold: facts first, then the biggest nodes of the most telling profile, then what
//! it is compared with, and so on.

use decode::Kind;
use diagnose::report::Cause;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use view::Granularity;

use crate::facts::{LEVELS, reduced};
use crate::forest::{ColumnOf, FRAMES, Forest, Part};
use crate::redact::Redactor;
use crate::scrub::scrubbed;
use crate::{Incident, NEWEST, NOTE, TITLE, Tier, Wish, v1, view_state};

/// A link that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// `#<version>.<payload>`
    pub link: String,
    /// Its characters, those of the address counted.
    pub characters: usize,
}

/// Share of a sample type that is written before anything else is: what is left is noise to a reader.
const MOST: f64 = 0.99;
/// Share of the room that facts may take before some are left out, in tenths.
const FACTS: usize = 7;
/// Part of the room that the state of the view may take.
const VIEW: usize = 5;

/// Makes a link of an incident. It never has more characters than its tier allows, unless the address alone leaves no
/// room for a verdict.
pub fn make(incident: &Incident<'_>, wish: &Wish) -> Made {
    let link = Fitting::new(incident, wish).fit();
    Made { characters: wish.address + link.len(), link }
}

/// Characters of a link that holds an incident's facts, and a share of the bytes in use of the profile it shows first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// The share; 0 is for the facts alone.
    pub share: f64,
    /// Nodes it takes.
    pub nodes: usize,
    /// Characters it takes.
    pub characters: usize,
}

/// What it takes to hold each of `shares` of an incident's first column, beside all of its facts.
pub fn sizes(incident: &Incident<'_>, shares: &[f64]) -> Vec<Coverage> {
    let wish = Wish { tier: Tier::File, ..Wish::default() };
    let fitting = Fitting::new(incident, &wish);
    let facts = fitting.facts(0);
    let forest = Forest::new(&incident.profiles, &fitting.columns(1), &fitting.redactor, false);
    let order = forest.order(&[0]);
    let coverage = |share: &f64| {
        let nodes = if *share > 0.0 { forest.nodes_for(&order, &[0], *share).unwrap_or(order.len()) } else { 0 };
        let columns: &[usize] = if nodes > 0 { &[0] } else { &[] };
        let payload = with(&facts, &forest, Part { columns, nodes: &order[..nodes], files: false });
        Coverage { share: *share, nodes, characters: link(&payload).len() }
    };
    shares.iter().map(coverage).collect()
}

fn link(payload: &v1::Payload) -> String {
    format!("#{NEWEST}.{}", payload.encode())
}

fn with(facts: &v1::Payload, forest: &Forest, part: Part<'_>) -> v1::Payload {
    let (profiles, forest) = forest.write(part);
    v1::Payload { profiles, forest, ..facts.clone() }
}

struct Fitting<'a> {
    incident: &'a Incident<'a>,
    wish: &'a Wish,
    document: Value,
    redactor: Redactor,
    room: usize,
}

impl<'a> Fitting<'a> {
    fn new(incident: &'a Incident<'a>, wish: &'a Wish) -> Self {
        let mut document = scrubbed(incident.report);
        let redactor = Redactor::new(&document, wish.redact_names, wish.own_functions_only);
        let files = if wish.own_functions_only { files(incident) } else { FxHashMap::default() };
        redactor.document(&mut document, &|function| files.get(function).copied().unwrap_or_default().to_owned());
        let room = wish.tier.characters().saturating_sub(wish.address);
        Self { incident, wish, document, redactor, room }
    }

    /// The payload without profiles, its report reduced to `level`.
    fn facts(&self, level: usize) -> v1::Payload {
        let (document, left_out) = reduced(&self.document, level);
        let clip = |text: &str, most: usize| text.chars().take(most).collect::<String>();
        v1::Payload {
            report: document.to_string(),
            title: clip(&self.wish.title, TITLE),
            note: clip(&self.wish.note, NOTE),
            view: view_state::passed(&self.wish.view, &self.redactor, self.room / VIEW),
            left_out: left_out.into_iter().map(|(what, count)| (what.number(), count)).collect(),
            ..v1::Payload::default()
        }
    }

    fn fit(&self) -> String {
        let most = self.room * FACTS / 10;
        for level in 0..LEVELS - 1 {
            let facts = self.facts(level);
            let link = link(&facts);
            if link.len() <= most {
                return self.with_profiles(&facts).unwrap_or(link);
            }
        }
        self.least()
    }

    /// The verdict alone, and what else of it there is room for.
    fn least(&self) -> String {
        let mut facts = self.facts(LEVELS - 1);
        let mut made = link(&facts);
        let forget: [fn(&mut v1::Payload); 3] =
            [|facts| facts.view.clear(), |facts| facts.note.clear(), |facts| facts.title.clear()];
        for forget in forget {
            if made.len() <= self.room {
                break;
            }
            forget(&mut facts);
            made = link(&facts);
        }
        made
    }

    /// The link with as much of the profiles as fits; `None` if nothing does.
    fn with_profiles(&self, facts: &v1::Payload) -> Option<String> {
        let columns = self.columns(match self.wish.tier {
            Tier::Chat => 8,
            Tier::Standard => 16,
            Tier::Full => 64,
            Tier::File => usize::MAX,
        });
        if columns.is_empty() {
            return None;
        }
        let by_line = || Forest::new(&self.incident.profiles, &columns, &self.redactor, true);
        if self.wish.tier == Tier::File {
            let forest = by_line();
            return Ladder { facts, forest: &forest, room: self.room, files: false }.climb();
        }
        let (files, lines) = match self.wish.granularity {
            Granularity::Functions | Granularity::Packages => (false, false),
            Granularity::Files | Granularity::Filefunctions => (true, false),
            Granularity::Lines => (true, true),
        };
        let forest = Forest::new(&self.incident.profiles, &columns, &self.redactor, lines);
        let ladder = Ladder { facts, forest: &forest, room: self.room, files };
        // Lines that nobody looks at are worth it only once everything else is there.
        let all: Vec<usize> = (0..columns.len()).collect();
        if self.wish.tier == Tier::Full && !lines && ladder.all(&all).is_some() {
            let forest = by_line();
            if let Some(link) = (Ladder { facts, forest: &forest, room: self.room, files }).all(&all) {
                return Some(link);
            }
        }
        ladder.climb()
    }

    /// The columns by what they are worth: what is on screen, what it is compared with, the numbers of objects,
    /// goroutines (first where they are the cause), what was allocated, then everything else.
    fn columns(&self, most: usize) -> Vec<ColumnOf> {
        let Some(shown) = self.shown() else { return Vec::new() };
        let profiles = &self.incident.profiles;
        let kind = |profile: usize| self.incident.report.inputs.get(profiles[profile].0).map(|input| input.kind);
        let has = |profile: usize, name: &str| profiles[profile].1.type_index(name);
        let chosen = self.wish.base.and_then(|base| profiles.iter().position(|(input, _)| *input == base));
        let like = |profile: &usize| *profile != shown && kind(*profile) == kind(shown);
        let first = chosen.filter(|base| *base != shown).or_else(|| (0..profiles.len()).find(like));
        let of_goroutines = |profile: &usize| matches!(kind(*profile), Some(Kind::Goroutine | Kind::GoroutineText));
        let goroutines = [(0..profiles.len()).rfind(of_goroutines), (0..profiles.len()).find(of_goroutines)];
        let wanted = self.wish.sample_type.as_deref().filter(|name| has(shown, name).is_some());
        let main = wanted.or_else(|| has(shown, "inuse_space").map(|_| "inuse_space"));

        let mut columns = Columns { found: Vec::new() };
        let mut named = |profile: Option<usize>, name: Option<&str>| {
            let Some(profile) = profile else { return };
            match name {
                Some(name) => columns.add(profile, has(profile, name)),
                None => columns.add(profile, Some(0)),
            }
        };
        let leaks_goroutines = self.incident.report.cause == Cause::GoroutineLeak;
        named(Some(shown), main);
        named(first, main);
        if leaks_goroutines {
            for profile in goroutines {
                named(profile, None);
            }
        }
        named(Some(shown), Some("inuse_space"));
        named(Some(shown), Some("inuse_objects"));
        named(first, Some("inuse_objects"));
        for profile in goroutines {
            named(profile, None);
        }
        for name in ["alloc_space", "alloc_objects"] {
            named(Some(shown), Some(name));
            named(first, Some(name));
        }
        for name in ["inuse_space", "inuse_objects"] {
            for profile in 0..profiles.len() {
                named(Some(profile), Some(name));
            }
        }
        for (profile, (_, values)) in profiles.iter().enumerate() {
            for index in 0..values.sample_types().len() {
                columns.add(profile, Some(index));
            }
        }
        columns.found.truncate(most);
        columns.found
    }

    /// The profile that is shown first: the one that was on screen, else the last heap snapshot.
    fn shown(&self) -> Option<usize> {
        let profiles = &self.incident.profiles;
        let at = |input: usize| profiles.iter().position(|(index, _)| *index == input);
        let kind = |input: usize| self.incident.report.inputs.get(input).map(|input| input.kind);
        let last = |wanted: Kind| profiles.iter().rposition(|(input, _)| kind(*input) == Some(wanted));
        let heap = || last(Kind::Heap).or_else(|| last(Kind::HeapText)).or_else(|| last(Kind::Allocs));
        let wanted = self.wish.input.and_then(at);
        wanted.or_else(heap).or_else(|| (!profiles.is_empty()).then_some(0))
    }
}

/// The source file of every function of an incident's profiles.
fn files<'a>(incident: &Incident<'a>) -> FxHashMap<&'a str, &'a str> {
    let mut files = FxHashMap::default();
    for (_, profile) in &incident.profiles {
        for function in profile.functions() {
            files.insert(profile.string(function.name), profile.string(function.file));
        }
    }
    files
}

struct Columns {
    found: Vec<ColumnOf>,
}

impl Columns {
    fn add(&mut self, profile: usize, sample_type: Option<usize>) {
        let of = sample_type.map(|sample_type| ColumnOf { profile, sample_type });
        self.found.extend(of.filter(|of| !self.found.contains(of)));
    }
}

/// Adds one thing after the other as long as there is room.
struct Ladder<'a> {
    facts: &'a v1::Payload,
    forest: &'a Forest,
    room: usize,
    /// Whether source files are on screen, so that they go in with the first column.
    files: bool,
}

impl Ladder<'_> {
    /// The link with these columns, nodes and files, if it fits.
    fn fits(&self, columns: &[usize], nodes: &[u32], files: bool) -> Option<String> {
        let link = link(&with(self.facts, self.forest, Part { columns, nodes, files }));
        (link.len() <= self.room).then_some(link)
    }

    /// The link with all nodes of these columns, if it fits.
    fn all(&self, columns: &[usize]) -> Option<String> {
        let order = self.order(columns);
        (order.len() == self.forest.order(columns).len()).then(|| self.fits(columns, &order, true))?
    }

    /// The nodes by their worth, as many as may be opened again, and as could fit at all: each takes a character or more.
    fn order(&self, columns: &[usize]) -> Vec<u32> {
        let mut order = self.forest.order(columns);
        order.truncate(self.room.min(self.forest.nodes_within(&order, columns, FRAMES / 4)));
        order
    }

    fn climb(&self) -> Option<String> {
        let every: Vec<usize> = (0..self.forest.columns.len()).collect();
        if let Some(link) = self.all(&every) {
            return Some(link);
        }
        let mut chosen: Vec<usize> = Vec::new();
        let (mut files, mut best, mut kept) = (self.files, None, 0);
        for next in every {
            let columns: Vec<usize> = chosen.iter().copied().chain([next]).collect();
            let order = self.order(&columns);
            let Some(most) = self.forest.nodes_for(&order, &columns, MOST) else { break };
            let Some(link) = self.fits(&columns, &order[..most], files) else { break };
            (chosen, best, kept) = (columns, Some(link), most);
            // Files come after the comparison.
            if chosen.len() == 2
                && let Some(link) = self.fits(&chosen, &order[..most], true)
            {
                (files, best) = (true, Some(link));
            }
        }
        if chosen.is_empty() {
            chosen.push(0);
        }
        let order = self.order(&chosen);
        if !files && self.fits(&chosen, &order, true).is_some() {
            files = true;
        }
        self.most(&chosen, &order, kept, files).or(best)
    }

    /// The link with as many nodes of `order` as fit, knowing that `kept` do.
    fn most(&self, columns: &[usize], order: &[u32], kept: usize, files: bool) -> Option<String> {
        let (mut low, mut high, mut best) = (kept, order.len(), None);
        while low < high {
            // Everything is tried first: often it fits.
            let middle = if best.is_none() && high == order.len() { high } else { low + (high - low).div_ceil(2) };
            match self.fits(columns, &order[..middle], files) {
                Some(link) => (low, best) = (middle, Some(link)),
                None => high = middle - 1,
            }
        }
        best
    }
}
