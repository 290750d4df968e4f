//! Frames gathered into nodes: what one row of a table stands for.

use std::borrow::Cow;

use decode::pprof::{Function, LocationId, Profile, symbol};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::path::{base_name, clean};

/// What frames are gathered by. pprof's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Granularity {
    /// The function's name.
    #[default]
    Functions,
    /// The function's name and file.
    Filefunctions,
    /// The file. As in pprof, functions that start on different lines stay apart.
    Files,
    /// The function's name, file and source line.
    Lines,
    /// The function's package. pprof has no such granularity.
    Packages,
}

/// What makes two frames the same node.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Identity<'a> {
    name: &'a str,
    file: Cow<'a, str>,
    line: i64,
    /// Only where there is no name.
    start_line: i64,
    /// Only where there is no name.
    object: &'a str,
}

/// A node, with what is shown of it.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) identity: Identity<'a>,
    /// The first function seen in it.
    function: Option<&'a Function>,
}

impl<'a> Identity<'a> {
    fn of_function(profile: &'a Profile, function: &'a Function, line: i64, object: &'a str, by: Granularity) -> Self {
        let name = match (by, profile.string(function.name)) {
            (Granularity::Files, _) => "",
            (Granularity::Packages, name) => symbol::package(name),
            (_, name) => name,
        };
        let file = match by {
            Granularity::Functions | Granularity::Packages => "",
            _ => profile.string(function.file),
        };
        let (start_line, object) = if name.is_empty() { (function.start_line, object) } else { (0, "") };
        let line = if by == Granularity::Lines { line } else { 0 };
        Self { name, file: clean(file), line, start_line, object }
    }

    /// Whether the name is all there is to it.
    fn is_name(&self) -> bool {
        let Self { name, file, line, start_line: _, object: _ } = self;
        !name.is_empty() && file.is_empty() && *line == 0
    }

    /// Code that is known by its binary only.
    const fn of_object(object: &'a str) -> Self {
        Self { name: "", file: Cow::Borrowed(""), line: 0, start_line: 0, object }
    }
}

impl<'a> Node<'a> {
    /// The function's name, or where it has none, what else is known: the file, the binary in brackets.
    pub(crate) fn name(&self) -> String {
        match &self.identity {
            Identity { name, .. } if !name.is_empty() => (*name).to_owned(),
            Identity { file, .. } if !file.is_empty() => file.clone().into_owned(),
            Identity { object: "", .. } => "<unknown>".to_owned(),
            Identity { object, .. } => format!("[{}]", base_name(object)),
        }
    }

    /// Whether its name is all that tells it from others.
    pub(crate) fn is_name(&self) -> bool {
        self.identity.is_name()
    }

    /// The function's file; the folder of a package; empty if unknown.
    pub(crate) fn file(&self, profile: &Profile, by: Granularity) -> String {
        let file = self.function.map(|function| clean(profile.string(function.file))).unwrap_or_default();
        match by {
            Granularity::Packages => file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(),
            _ => file.into_owned(),
        }
    }

    /// The source line, or where nodes are not lines, the line on which the function starts; 0 if unknown.
    pub(crate) fn line(&self, by: Granularity) -> i64 {
        match by {
            Granularity::Lines => self.identity.line,
            Granularity::Packages => 0,
            _ => self.function.map_or(0, |function| function.start_line),
        }
    }

    /// The name as pprof prints it and sorts by: function, file, line, as far as the granularity has them.
    pub(crate) fn printed(&self) -> Cow<'a, str> {
        let Identity { name, file, line, .. } = &self.identity;
        match (name.is_empty(), file.is_empty(), *line) {
            (false, true, 0) => Cow::Borrowed(name),
            (true, false, 0) => file.clone(),
            (true, true, 0) => Cow::Owned(self.name()),
            (true, _, line) => Cow::Owned(format!("{file}:{line}")),
            (false, _, 0) => Cow::Owned(format!("{name} {file}")),
            (false, _, line) => Cow::Owned(format!("{name} {file}:{line}")),
        }
    }
}

/// The nodes of a profile, and which of them each location stands for.
#[derive(Debug)]
pub(crate) struct Nodes<'a> {
    pub(crate) all: Vec<Node<'a>>,
    /// Where each location's nodes start in `of_frames`; one more entry than locations.
    starts: Vec<u32>,
    of_frames: Vec<u32>,
}

/// Nodes found so far. Most are told by their name alone, which is less to hash.
struct Known<'a> {
    named: FxHashMap<&'a str, u32>,
    others: FxHashMap<Identity<'a>, u32>,
}

impl<'a> Nodes<'a> {
    /// Gathers the frames of a profile's stacks. A location without frames is one node: its binary. Locations that are in
    /// no stack, as most are not in what a filter has left, have no node.
    pub(crate) fn new(profile: &'a Profile, by: Granularity) -> Self {
        let locations = profile.location_count();
        let mut gathered = Self {
            all: Vec::new(),
            starts: Vec::with_capacity(locations + 1),
            of_frames: Vec::with_capacity(locations),
        };
        gathered.starts.push(0);
        let mut known = Known { named: FxHashMap::default(), others: FxHashMap::default() };
        // Names are looked at once for each function: most have many frames.
        let mut of_functions: Vec<Option<u32>> = vec![None; profile.functions().len()];
        let is_one_node = |identity: &Identity<'_>| by != Granularity::Lines && !identity.name.is_empty();
        for (location, is_in_stack) in profile.locations().zip(profile.is_in_stacks()) {
            if !is_in_stack {
                gathered.starts.push(gathered.of_frames.len() as u32);
                continue;
            }
            let object = profile.location_mapping(location).map_or("", |mapping| profile.string(mapping.file));
            for frame in profile.frames(location) {
                let of_function = &mut of_functions[frame.function.index()];
                let node = of_function.unwrap_or_else(|| {
                    let function = profile.function(frame.function);
                    let identity = Identity::of_function(profile, function, frame.line, object, by);
                    let is_one_node = is_one_node(&identity);
                    let node = gathered.node(&mut known, identity, Some(function));
                    *of_function = is_one_node.then_some(node);
                    node
                });
                gathered.of_frames.push(node);
            }
            if profile.frames(location).is_empty() {
                let node = gathered.node(&mut known, Identity::of_object(object), None);
                gathered.of_frames.push(node);
            }
            gathered.starts.push(gathered.of_frames.len() as u32);
        }
        gathered
    }

    fn node(&mut self, known: &mut Known<'a>, identity: Identity<'a>, function: Option<&'a Function>) -> u32 {
        let next = self.all.len() as u32;
        let node = if identity.is_name() {
            *known.named.entry(identity.name).or_insert(next)
        } else {
            *known.others.entry(identity.clone()).or_insert(next)
        };
        if node == next {
            self.all.push(Node { identity, function });
        }
        node
    }

    /// The nodes of a location, innermost first; never empty for one that is in a stack.
    #[inline]
    pub(crate) fn of(&self, location: LocationId) -> &[u32] {
        let (from, to) = (self.starts[location.index()], self.starts[location.index() + 1]);
        &self.of_frames[from as usize..to as usize]
    }
}
