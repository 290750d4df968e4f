//! What the runtime prints when a program ends itself.

/// An end that the program brought about itself; the kernel's SIGKILL leaves no such line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crash {
    /// What happened.
    pub kind: CrashKind,
    /// The runtime's line. It may hold anything the program knows, so it never leaves the page.
    pub message: String,
    /// Line of the log, from 1.
    pub line: usize,
}

/// Ways in which a Go program ends itself, all but signals with exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrashKind {
    /// `panic: …`
    Panic,
    /// `fatal error: …`, none of those below.
    Fatal,
    /// The system refused memory: a ulimit or strict overcommit, never the container's limit.
    OutOfMemory,
    /// A goroutine's stack reached its maximum, 1 GB unless set otherwise.
    StackOverflow,
    /// GOMEMLIMIT is malformed.
    MalformedGomemlimit {
        /// The value, where the log has it.
        value: Option<String>,
    },
    /// Ended by a signal that prints stacks, such as SIGQUIT or SIGABRT.
    Signal,
}

/// Collects crashes, line by line.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    crashes: Vec<Crash>,
    /// The value in the last `GOMEMLIMIT=…` line.
    gomemlimit: Option<String>,
}

impl Collector {
    pub(crate) fn line(&mut self, number: usize, line: &str) {
        if let Some(value) = line.strip_prefix("GOMEMLIMIT=") {
            self.gomemlimit = Some(value.to_owned());
        }
        let kind = if line.starts_with("panic: ") {
            CrashKind::Panic
        } else if let Some(message) = line.strip_prefix("fatal error: ") {
            self.fatal(message)
        } else if is_signal(line) {
            CrashKind::Signal
        } else {
            return;
        };
        self.crashes.push(Crash { kind, message: line.to_owned(), line: number });
    }

    fn fatal(&mut self, message: &str) -> CrashKind {
        let out_of_memory = ["out of memory", "cannot allocate memory", "failed to reserve page summary memory"];
        if message.starts_with("malformed GOMEMLIMIT") {
            CrashKind::MalformedGomemlimit { value: self.gomemlimit.take() }
        } else if out_of_memory.iter().any(|words| message.contains(words)) {
            CrashKind::OutOfMemory
        } else if message.starts_with("stack overflow") {
            CrashKind::StackOverflow
        } else {
            CrashKind::Fatal
        }
    }

    pub(crate) fn finish(self) -> Vec<Crash> {
        self.crashes
    }
}

/// `SIGQUIT: quit`
fn is_signal(line: &str) -> bool {
    line.starts_with("SIG")
        && line
            .split_once(": ")
            .is_some_and(|(name, _)| name.len() <= 10 && name.bytes().all(|byte| byte.is_ascii_uppercase()))
}
