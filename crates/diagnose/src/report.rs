//! The report: a contract (schema 1) between oomscope and whoever reads its JSON. Sentences are added by `text`.
//! Unknown is `None`, never a default.

mod fix;
mod numbers;
mod pod;
mod verdict;

use decode::Kind;
use decode::error::DecodeError;
use decode::units::UnixNanos;
use decode::warning::Warning;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;

pub use fix::*;
pub use numbers::Sig6;
pub use pod::*;
pub use verdict::*;

/// The whole report. Field order is the order of the JSON document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this contract: 1.
    pub schema: u32,
    /// What was asked for.
    pub options: Options,
    /// Every input, sorted by kind, time, name and content.
    pub inputs: Vec<InputReport>,
    /// Every pod the inputs describe.
    pub pods: Vec<PodReport>,
    /// The container the verdict is about.
    pub target: Option<Target>,
    /// What kind of change is needed.
    pub class: Class,
    /// The main cause.
    pub cause: Cause,
    /// How sure.
    pub confidence: Confidence,
    /// Other causes of medium weight or more.
    pub contributing: Vec<Contribution>,
    /// Code to blame, worst first.
    pub suspects: Vec<Suspect>,
    /// What speaks for and against, strongest first.
    pub evidence: Vec<Evidence>,
    /// Where the memory under the limit goes.
    pub budget: Budget,
    /// What will happen, now and after the fix.
    pub forecast: Forecast,
    /// What to set.
    pub recommendation: Recommendation,
    /// Strategic-merge patch to paste; `None` if nothing should be set.
    pub yaml: Option<String>,
    /// The same as commands.
    pub kubectl: Vec<String>,
    /// Captures that would settle what is open, best first.
    pub next_capture: Vec<NextCapture>,
}

/// What the person chose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Judge this container instead of the one the evidence points to.
    pub target: Option<Target>,
    /// Name of the input to compare with, instead of the first.
    pub base: Option<String>,
}

/// One input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputReport {
    /// Base name, or path inside a folder or archive.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// When it was taken.
    pub taken_at: Option<UnixNanos>,
    /// Inputs of one proven process share a number; `None` = can't tell.
    pub process: Option<u32>,
    /// What looks wrong in it.
    pub warnings: Vec<Warning>,
    /// Why it could not be read.
    pub error: Option<DecodeError>,
}

/// A container of a pod.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Target {
    /// Pod name; `None` where unknown.
    pub pod: Option<String>,
    /// Container name.
    pub container: String,
}

/// A capture that would settle something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextCapture {
    /// What it would settle, as an id that `text` explains.
    pub why: CaptureReason,
    /// A command that can be run as it is.
    pub command: String,
}

/// What a capture would settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureReason {
    /// There is no heap profile: is it the Go heap at all?
    HeapProfile,
    /// One snapshot can't show growth.
    SecondSnapshot,
    /// Two snapshots can't tell a leak from a warm-up.
    ThirdSnapshot,
    /// It still grows: a later snapshot tells a leak from a cache that fills up.
    LaterSnapshot,
    /// The snapshots are of different processes.
    SameProcess,
    /// No collection ran between the snapshots.
    AfterCollection,
    /// There is no pod: was it an OOM kill, and what is the limit?
    DescribePod,
    /// Memory that isn't in the heap profile.
    MemStats,
    /// Whose limit it was.
    Cgroup,
    /// Goroutines that may hold the memory.
    Goroutines,
    /// Why a container was killed without a reason.
    NodeEvents,
    /// What a container said before it ended by itself.
    PreviousLog,
    /// The container is killed again and again: what it looks like right before.
    BeforeNextKill,
    /// The container has no shell to read its files with.
    CgroupFromBeside,
    /// The program may not serve profiles yet.
    NoPprof,
}
