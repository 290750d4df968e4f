//! What more inputs have changed in the verdict.

use diagnose::report::{Action, Cause, Class, Confidence, Report, Setting};

use super::State;

/// One thing that is another than before.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Changed {
    /// The class.
    Class(Class, Class),
    /// The cause.
    Cause(Cause, Cause),
    /// The confidence.
    Confidence(Confidence, Confidence),
    /// The memory limit that is recommended; `None` for no change of what is set.
    MemoryLimit(Option<String>, Option<String>),
    /// The GOMEMLIMIT that is recommended.
    Gomemlimit(Option<String>, Option<String>),
}

impl State {
    /// What the last change of the inputs changed in the verdict; `None` where there was none before it, or it was on another
    /// container.
    pub(crate) fn changes(&self) -> Option<Vec<Changed>> {
        let (before, now) = (self.before.as_ref()?, self.verdict.as_ref()?);
        let comparable = before.is_readable() && now.is_readable() && same_target(&before.report, &now.report);
        comparable.then(|| changes(&before.report, &now.report))
    }
}

/// Whether both are on one container, as far as both name one.
fn same_target(before: &Report, now: &Report) -> bool {
    before.target.is_none() || before.target == now.target
}

/// What differs between two verdicts, the most important first.
fn changes(before: &Report, now: &Report) -> Vec<Changed> {
    let mut changed = Vec::new();
    if before.class != now.class {
        changed.push(Changed::Class(before.class, now.class));
    }
    if before.confidence != now.confidence {
        changed.push(Changed::Confidence(before.confidence, now.confidence));
    }
    if before.cause != now.cause {
        changed.push(Changed::Cause(before.cause, now.cause));
    }
    let (old, new) = (&before.recommendation, &now.recommendation);
    let limits = (value(&old.memory_limit), value(&new.memory_limit));
    if limits.0 != limits.1 {
        changed.push(Changed::MemoryLimit(limits.0, limits.1));
    }
    let goals = (value(&old.gomemlimit), value(&new.gomemlimit));
    if goals.0 != goals.1 {
        changed.push(Changed::Gomemlimit(goals.0, goals.1));
    }
    changed
}

/// The value a setting is to be given, if it is to be given one.
fn value(setting: &Setting) -> Option<String> {
    let written = || setting.value.clone().or_else(|| setting.bytes.map(|bytes| bytes.to_string()));
    (setting.action == Action::Set).then(written).flatten()
}
