//! The terms of the field: what each means, what it is here, and the truth where common advice is wrong.

mod en;
mod zh;

use decode::units::Bytes;
use diagnose::report::{ContainerReport, Part, Report};

/// A term that the page explains on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Term {
    /// How the container ended: `OOMKilled`, exit code 137.
    LastState,
    /// The memory limit.
    MemoryLimit,
    /// GOMEMLIMIT.
    Gomemlimit,
    /// GOGC.
    Gogc,
    /// The live heap.
    LiveHeap,
    /// The size at which the collector runs.
    HeapGoal,
    /// Resident memory.
    Rss,
    /// What `kubectl top` shows.
    WorkingSet,
    /// The time until the limit is reached.
    TimeToLimit,
    /// CPU the collector takes.
    GcCpu,
    /// Share of what was allocated that stayed.
    Retention,
    /// Error from sampling.
    SamplingError,
    /// The confidence of a verdict.
    Confidence,
}

impl Term {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::LastState,
        Self::MemoryLimit,
        Self::Gomemlimit,
        Self::Gogc,
        Self::LiveHeap,
        Self::HeapGoal,
        Self::Rss,
        Self::WorkingSet,
        Self::TimeToLimit,
        Self::GcCpu,
        Self::Retention,
        Self::SamplingError,
        Self::Confidence,
    ];
}

/// What something is called: by a term that is explained, or by plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called {
    /// A term.
    Term(Term),
    /// Words that need no explanation.
    Words(&'static str),
}

impl Called {
    /// The name alone, as a terminal shows it.
    pub fn name(self, language: crate::Language) -> &'static str {
        match self {
            Self::Term(term) => language.page().term(term),
            Self::Words(words) => words,
        }
    }
}

/// What a report says of a person's own numbers, as far as explanations need it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Own<'a> {
    /// The container's memory limit.
    pub limit: Option<Bytes>,
    /// Its GOMEMLIMIT as written.
    pub gomemlimit: Option<&'a str>,
    /// The live heap.
    pub live: Option<Bytes>,
    /// Garbage that may lie beside it before the collector runs.
    pub headroom: Option<Bytes>,
    /// The highest resident memory that was read. No report has it: the timeline does.
    pub rss: Option<Bytes>,
    /// The highest working set that was read, as the timeline has it.
    pub working_set: Option<Bytes>,
    /// The highest heap goal that was read, as the timeline has it.
    pub goal: Option<Bytes>,
}

impl<'a> Own<'a> {
    /// The numbers of a report.
    pub fn of(report: &'a Report) -> Self {
        let container = container(report);
        let parts = report.budget.parts();
        let part = |wanted| parts.iter().find(|(part, _)| *part == wanted).map(|(_, amount)| amount.bytes);
        Self {
            limit: container.and_then(|container| container.memory_limit_bytes),
            gomemlimit: container.and_then(|container| container.gomemlimit.as_ref()?.raw.as_deref()),
            live: part(Part::LiveHeap),
            headroom: part(Part::GcHeadroom),
            ..Self::default()
        }
    }
}

fn container(report: &Report) -> Option<&ContainerReport> {
    let target = report.target.as_ref()?;
    let pods = report.pods.iter().filter(|pod| target.pod.is_none() || pod.name == target.pod);
    pods.flat_map(|pod| &pod.containers).find(|container| container.name == target.container)
}

/// The explanations in one language.
pub trait Terms {
    /// Its name.
    fn term(&self, term: Term) -> &'static str;
    /// What it means.
    fn means(&self, term: Term) -> &'static str;
    /// What it is here, in the person's own numbers.
    fn here(&self, term: Term, own: &Own<'_>) -> Option<String>;
    /// What is often said of it, and what is true.
    fn truth(&self, term: Term) -> Option<&'static str>;
    /// Label of the button that explains a term.
    fn explain(&self, name: &str) -> String;
    /// Before what it is here.
    fn here_label(&self) -> &'static str;
    /// Before the truth.
    fn truth_label(&self) -> &'static str;
    /// Title of the list of all terms.
    fn terms_title(&self) -> &'static str;
}
