//! What is measured: the same calls natively and in wasm.

#[cfg(target_family = "wasm")]
mod wasm;

use decode::pprof::{Profile, decode_profile};
use decode::{Limits, Source, unwatched};
use view::detail::detailed;
use view::filter::Filters;
use view::tree::{Subject, Weight, call_tree};
use view::{Granularity, SamplesOf};

/// A measured piece of work. What it makes is kept until the next [`Work::reset`], so that throwing it away is not
/// measured: the page keeps it too.
#[derive(Debug)]
pub enum Work {
    /// gzip to bytes: what no decoder can do without.
    Inflate {
        /// The gzip.
        gzip: Vec<u8>,
        /// What came of it.
        made: Vec<u8>,
    },
    /// gzip to validated columnar profile.
    Decode {
        /// The gzip.
        gzip: Vec<u8>,
        /// What came of it.
        made: Option<Box<Profile>>,
    },
    /// The top table of a profile, by functions, of its last sample type.
    Top {
        /// The profile.
        profile: Box<Profile>,
    },
    /// A change of filters, as the worker makes it: a profile to the table that crosses to the page.
    Filter {
        /// The profile.
        profile: Box<Profile>,
        /// What the worker finds out while nobody waits.
        samples_of: Option<SamplesOf>,
        /// The filters.
        filters: Filters,
        /// Whether the call tree is made too.
        with_tree: bool,
    },
    /// Whatever the dropped bytes are, to facts: for text.
    Read {
        /// The bytes as dropped.
        bytes: Vec<u8>,
        /// What came of it.
        made: Vec<decode::Input>,
    },
}

impl Work {
    /// Makes ready the work called `name` (`inflate`, `decode`, `top`, `read`, `focus`, `hide`, and with the call tree
    /// `focus-tree`, `hide-tree`) on a file; `None` for any other name and for a file it cannot be done with.
    pub fn new(name: &str, file: Vec<u8>) -> Option<Self> {
        Some(match name {
            "inflate" => Self::Inflate { gzip: file, made: Vec::new() },
            "decode" => Self::Decode { gzip: file, made: None },
            "top" => Self::Top { profile: profile(&file)? },
            "focus" | "hide" | "focus-tree" | "hide-tree" => {
                let pattern = Some(r"pkg7\.".to_owned());
                let filters = if name.starts_with("focus") {
                    Filters { focus: pattern, ..Filters::default() }
                } else {
                    Filters { hide: pattern, ..Filters::default() }
                };
                let profile = profile(&file)?;
                Self::Filter {
                    samples_of: SamplesOf::new(&profile),
                    profile,
                    filters,
                    with_tree: name.ends_with("tree"),
                }
            }
            "read" => Self::Read { bytes: file, made: Vec::new() },
            _ => return None,
        })
    }

    /// Throws away what the last run made.
    pub fn reset(&mut self) {
        match self {
            Self::Inflate { made, .. } => *made = Vec::new(),
            Self::Decode { made, .. } => *made = None,
            Self::Top { .. } | Self::Filter { .. } => {}
            Self::Read { made, .. } => *made = Vec::new(),
        }
    }

    /// Does the work once. Gives how much came of it, so that nothing can be left out: bytes, samples, rows, inputs.
    /// `None` if it failed.
    pub fn run(&mut self) -> Option<usize> {
        let limits = Limits::default();
        match self {
            Self::Inflate { gzip, made } => {
                *made = decode::inflate::inflate(gzip, &limits, &mut unwatched).ok()?;
                Some(made.len())
            }
            Self::Decode { gzip, made } => {
                let (profile, _) = decode_profile(gzip, &limits, &mut unwatched).ok()?;
                Some(made.insert(Box::new(profile)).sample_count())
            }
            Self::Top { profile } => {
                let last = profile.sample_types().len().checked_sub(1)?;
                Some(view::top::table(profile, last, Granularity::Functions).rows.len())
            }
            Self::Filter { profile, samples_of, filters, with_tree } => {
                let sample_type = profile.sample_types().len().checked_sub(1)?;
                let filtered = filters.apply_with(profile, samples_of.as_ref()).ok()?;
                let subject = Subject {
                    profile: &filtered.profile,
                    sample_type,
                    base: None,
                    total: view::top::total(profile, sample_type),
                    granularity: Granularity::Functions,
                    weight: Weight::default(),
                };
                let table = detailed(&subject).to_bytes().len();
                Some(if *with_tree { table + call_tree(&subject).to_bytes().len() } else { table })
            }
            Self::Read { bytes, made } => {
                *made = decode::decode(Source { name: "dropped", bytes }, &limits, &mut unwatched);
                made.iter().all(|input| input.error.is_none()).then_some(made.len())
            }
        }
    }
}

fn profile(file: &[u8]) -> Option<Box<Profile>> {
    let (profile, _) = decode_profile(file, &Limits::default(), &mut unwatched).ok()?;
    Some(Box::new(profile))
}
