//! What is to be shared, and how.

use decode::pprof::Profile;
use diagnose::report::Report;
use serde::{Deserialize, Serialize};
use view::Granularity;

use crate::Tier;

/// An incident as it was judged.
#[derive(Debug, Clone)]
pub struct Incident<'a> {
    /// The report.
    pub report: &'a Report,
    /// Every profile, with the place of its input in the report.
    pub profiles: Vec<(usize, &'a Profile)>,
}

/// How it is to be shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// How long the link may be.
    pub tier: Tier,
    /// Characters of the address before the `#`, which count too.
    pub address: usize,
    /// Whether names of pods, namespaces, nodes, containers, owners, inputs and hidden places become stand-ins.
    pub redact_names: bool,
    /// Whether functions outside the program's own modules become stand-ins.
    pub own_functions_only: bool,
    /// A title by the person; [`TITLE`](crate::TITLE) characters are kept.
    pub title: String,
    /// A note by the person; [`NOTE`](crate::NOTE) characters are kept.
    pub note: String,
    /// Place in the report of the profile on screen; `None` leaves the choice to [`make`](crate::make).
    pub input: Option<usize>,
    /// Place in the report of the profile it is compared with.
    pub base: Option<usize>,
    /// The sample type on screen.
    pub sample_type: Option<String>,
    /// What frames are gathered by on screen: files and lines go in first where they are shown.
    pub granularity: Granularity,
    /// What else is on screen, by key and value; the page knows what they mean. Values are words of oomscope's own, but for
    /// those under a key of [`TYPED`](crate::TYPED).
    pub view: Vec<(String, String)>,
}
