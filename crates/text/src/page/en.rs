//! The page in English.

use decode::Kind;
use decode::units::Bytes;
use diagnose::evidence::Says;
use diagnose::fix::Price;
use diagnose::fix::compare::{Measure, Outcome};
use diagnose::fix::forms::Form;
use diagnose::fix::manifest::EditError;
use diagnose::report::{Action, Cause, Class, Confidence, LastState, Part, SuspectRole, Weight};

use super::{Example, Page, number};
use crate::{Term, Terms};

/// English.
#[derive(Debug, Clone, Copy)]
pub struct English;

impl Page for English {
    fn title(&self) -> &'static str {
        "oomscope: why was this Go container OOMKilled?"
    }
    fn description(&self) -> &'static str {
        "Drop Go heap profiles and kubectl describe pod output: leak or tuning, the line to blame, and the YAML that fixes it. Nothing leaves the browser."
    }
    fn needs_scripts(&self) -> &'static str {
        "oomscope needs JavaScript and WebAssembly: your files are read here, in the browser, and by nothing else. In a terminal, oomscope diagnose FILE… gives the same report."
    }
    fn not_started(&self, reason: &str) -> String {
        format!("oomscope could not start: {reason}. Reload the page; if that does not help, try a current browser.")
    }
    fn no_web_assembly(&self) -> &'static str {
        "this browser, or a policy set for it, has WebAssembly turned off"
    }
    fn not_answered(&self, url: &str, status: &str) -> String {
        format!("{url} was answered with status {status}")
    }

    fn promise(&self) -> &'static str {
        "Runs in this browser. Nothing is uploaded."
    }
    fn add_files(&self) -> &'static str {
        "Add files"
    }
    fn export(&self) -> &'static str {
        "Export"
    }
    fn choose_language(&self) -> &'static str {
        "Language"
    }
    fn choose_theme(&self) -> &'static str {
        "Theme"
    }
    fn theme_system(&self) -> &'static str {
        "System"
    }
    fn theme_light(&self) -> &'static str {
        "Light"
    }
    fn theme_dark(&self) -> &'static str {
        "Dark"
    }
    fn theme_contrast(&self) -> &'static str {
        "High contrast"
    }
    fn let_go(&self) -> &'static str {
        "Let go to add these files"
    }
    fn working(&self) -> &'static str {
        "Reading your files"
    }
    fn page_crashed(&self, message: &str) -> String {
        format!(
            "oomscope stopped because of a bug in it ({message}). Reload the page to go on; what is on screen stays readable until then."
        )
    }
    fn judging_crashed(&self) -> &'static str {
        "oomscope could not judge these files"
    }
    fn judging_crashed_detail(&self, message: &str) -> String {
        format!(
            "A bug in oomscope stopped it ({message}). Your files are still here: take away the last one you added and it tries again."
        )
    }
    fn nothing_read(&self) -> &'static str {
        "None of this could be read"
    }
    fn nothing_read_detail(&self) -> String {
        "Each card says what is wrong with its file. What helps most: the output of kubectl describe pod, and two heap \
         profiles of the same process from /debug/pprof/heap."
            .to_owned()
    }

    fn copy(&self) -> &'static str {
        "Copy"
    }
    fn copied(&self) -> &'static str {
        "Copied"
    }
    fn copy_refused(&self) -> &'static str {
        "Refused: select and copy"
    }
    fn the_command(&self) -> &'static str {
        "the command"
    }
    fn the_yaml(&self) -> &'static str {
        "the YAML"
    }
    fn download(&self) -> &'static str {
        "Download"
    }
    fn close(&self) -> &'static str {
        "Close"
    }

    fn lede(&self) -> &'static str {
        "Why was this Go container OOMKilled?"
    }
    fn lede_detail(&self) -> &'static str {
        "Leak or tuning, the line of code to blame, and the YAML that fixes it."
    }
    fn drop_here(&self) -> &'static str {
        "Drop files or folders anywhere on this page"
    }
    fn drop_what(&self) -> &'static str {
        "Go heap profiles and the output of kubectl describe pod. More is better: two profiles of one process show growth."
    }
    fn choose_files(&self) -> &'static str {
        "Choose files"
    }
    fn paste(&self) -> &'static str {
        "Paste text"
    }
    fn examples_title(&self) -> &'static str {
        "Or try a real incident"
    }
    fn examples_detail(&self) -> &'static str {
        "Captured from Go processes that a kernel really killed, or from a real cluster's kubectl."
    }
    fn example(&self, example: Example) -> (&'static str, &'static str) {
        match example {
            Example::Leak => ("A leak", "A session cache that never forgets. Five heap profiles and the pod."),
            Example::Tuning => {
                ("A tuning problem", "Steady memory, killed all the same. Five heap profiles and the pod.")
            }
            Example::GoroutineLeak => {
                ("A goroutine leak", "HTTP bodies left open. Heap and goroutine profiles and the pod.")
            }
            Example::ProbeKill => {
                ("Not an OOM kill", "Exit code 137, but memory had nothing to do with it. The pod alone.")
            }
        }
    }
    fn privacy_title(&self) -> &'static str {
        "Nothing leaves this browser"
    }
    fn privacy(&self) -> &'static str {
        "The page forbids itself every connection but to its own files. To check: open the network panel of your browser's \
         developer tools, drop a file, and see that nothing is sent. Or go offline first; it works all the same."
    }

    fn inputs(&self) -> &'static str {
        "Inputs"
    }
    fn inputs_count(&self, count: usize, failed: usize) -> String {
        let inputs = if count == 1 { "1 input".to_owned() } else { format!("{count} inputs") };
        if failed == 0 { inputs } else { format!("{inputs}, {failed} not read") }
    }
    fn drop_more(&self) -> &'static str {
        "Drop or paste more at any time"
    }
    fn remove(&self, name: &str) -> String {
        format!("Remove {name}")
    }
    fn remove_all(&self) -> &'static str {
        "Remove all"
    }
    fn waiting(&self) -> &'static str {
        "waiting"
    }
    fn reading(&self) -> &'static str {
        "reading"
    }
    fn decoding(&self) -> &'static str {
        "decoding"
    }
    fn judging(&self) -> &'static str {
        "decoded"
    }
    fn not_read(&self) -> &'static str {
        "not read"
    }
    fn not_read_title(&self) -> &'static str {
        "Not read"
    }
    fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Heap => "heap profile",
            Kind::Allocs => "allocs profile",
            Kind::HeapDelta => "heap difference",
            Kind::HeapText => "heap profile (text)",
            Kind::Goroutine => "goroutine profile",
            Kind::GoroutineText => "goroutine profile (text)",
            Kind::GoroutineDump => "goroutine dump",
            Kind::Goroutineleak => "leaked goroutines",
            Kind::OtherProfile => "other profile",
            Kind::DescribePod => "describe pod",
            Kind::Pod => "pod",
            Kind::Workload => "workload",
            Kind::Events => "events",
            Kind::Node => "node",
            Kind::PodTable => "get pod",
            Kind::TopTable => "top pod",
            Kind::Gctrace => "gctrace",
            Kind::GoMetrics => "Go metrics",
            Kind::Expvar => "expvar",
            Kind::MetricsSeries => "metrics",
            Kind::Cgroup => "cgroup",
            Kind::KernelLog => "kernel log",
            Kind::AppLog => "application log",
            Kind::SavedReport => "saved report",
            Kind::ShareLink => "link",
            Kind::Unknown => "unknown",
        }
    }
    fn process(&self, number: u32) -> String {
        format!("process {number}")
    }

    fn class(&self, class: Class) -> &'static str {
        match class {
            Class::Leak => "Leak",
            Class::Tuning => "Tuning",
            Class::NotOom => "Not an OOM",
            Class::Inconclusive => "Inconclusive",
        }
    }
    fn cause(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::HeapGrowth => "the heap keeps growing",
            Cause::GoroutineLeak => "goroutines pile up",
            Cause::OffHeap => "memory outside the Go heap grows",
            Cause::Stacks => "goroutine stacks",
            Cause::GcHeadroom => "garbage passes the limit before it is collected",
            Cause::Undersized => "the limit is too small for the live heap",
            Cause::Spike => "a short spike",
            Cause::GcThrash => "GOMEMLIMIT is too close to the live heap",
            Cause::GomemlimitTooHigh => "GOMEMLIMIT is at or above the limit",
            Cause::GomemlimitIgnored => "GOMEMLIMIT has no effect",
            Cause::GomemlimitStale => "GOMEMLIMIT is older than the limit",
            Cause::LoadGrowth => "more load",
            Cause::Fragmentation => "fragmentation",
            Cause::KernelMemory => "kernel memory",
            Cause::PageCache => "page cache",
            Cause::Tmpfs => "files in memory (tmpfs)",
            Cause::NoLimit => "no memory limit",
            Cause::PodLimit => "the limit of the pod as a whole",
            Cause::NodeOom => "the node ran out of memory",
            Cause::InitContainer => "an init container",
            Cause::Sidecar => "a sidecar",
            Cause::ChildProcess => "a child process",
            Cause::Startup => "memory at startup",
            Cause::RuntimeRegression => "a new Go version",
            Cause::Healthy => "nothing wrong with memory",
            Cause::ProbeKill => "killed by a failed probe",
            Cause::Eviction => "evicted",
            Cause::Preempted => "preempted",
            Cause::NodeShutdown => "the node shut down",
            Cause::Admission => "refused by the node",
            Cause::StartError => "never started",
            Cause::StatusUnknown => "lost track of by the kubelet",
            Cause::GoFatal => "a Go panic or fatal error",
            Cause::GomemlimitInvalid => "GOMEMLIMIT is malformed",
            Cause::Stopped => "stopped on purpose",
            Cause::Completed => "ran to its end",
            Cause::Unknown => "cause not known yet",
        }
    }
    fn confidence(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Low => "low confidence",
            Confidence::Medium => "medium confidence",
            Confidence::High => "high confidence",
        }
    }
    fn confidence_means(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Low => "A suspicion: get the next capture before acting on it.",
            Confidence::Medium => "More likely than not, by a margin.",
            Confidence::High => "Safe to act on.",
        }
    }
    fn weight(&self, weight: Weight) -> &'static str {
        match weight {
            Weight::Strong => "strong",
            Weight::Medium => "medium",
            Weight::Weak => "weak",
        }
    }
    fn also(&self) -> &'static str {
        "Also"
    }
    fn choose_container(&self) -> &'static str {
        "Container to judge"
    }
    fn ended(&self, last: &LastState) -> String {
        let reason = last.reason.as_deref().unwrap_or("ended");
        match (last.exit_code, last.signal) {
            (Some(code), _) => format!("{reason}, exit {code}"),
            (None, Some(signal)) => format!("{reason}, signal {signal}"),
            (None, None) => reason.to_owned(),
        }
    }
    fn memory_request(&self) -> &'static str {
        "Memory request"
    }
    fn not_set(&self) -> &'static str {
        "not set"
    }
    fn hidden(&self) -> &'static str {
        "hidden in a secret or config map"
    }
    fn restarts(&self) -> &'static str {
        "Restarts"
    }
    fn restarts_per_day(&self) -> &'static str {
        "Restarts a day"
    }
    fn gc_per_second(&self) -> &'static str {
        "Collections a second"
    }
    fn forecast_title(&self) -> &'static str {
        "Forecast: now → with the change"
    }
    fn plan_title(&self) -> &'static str {
        "Now, next, later"
    }
    fn plan_parts(&self) -> [&'static str; 3] {
        ["Now", "Next", "Later"]
    }
    fn plan_traps(&self) -> &'static str {
        "What to mind"
    }
    fn form(&self, form: Form) -> &'static str {
        match form {
            Form::Patch => "Patch",
            Form::Snippet => "Manifest",
            Form::Kustomize => "Kustomize",
        }
    }
    fn choose_form(&self) -> &'static str {
        "Form of the change"
    }
    fn manifest_title(&self, name: &str) -> String {
        format!("{name} with the change in it")
    }
    fn manifest_error(&self, name: &str, error: &EditError) -> String {
        match error {
            EditError::Syntax { line } => {
                format!("{name} is not plain YAML (line {line}): a chart's template can't be edited here.")
            }
            EditError::NotFound => format!("No object in {name} has this container."),
            EditError::Shared { line } => {
                format!("{name}, line {line}: an anchor or an unusual form; change it by hand.")
            }
        }
    }
    fn what_if_title(&self) -> &'static str {
        "What if"
    }
    fn what_if_note(&self) -> &'static str {
        "Try other settings: budget, forecast and patch follow. Nothing is applied."
    }
    fn gomemlimit_percent(&self) -> &'static str {
        "GOMEMLIMIT, % of the limit"
    }
    fn headroom(&self) -> &'static str {
        "Live heap grows by"
    }
    fn request_under_limit(&self) -> &'static str {
        "Request a little under the limit"
    }
    fn off(&self) -> &'static str {
        "off"
    }
    fn reset(&self) -> &'static str {
        "Back to the recommendation"
    }
    fn peak(&self) -> &'static str {
        "Peak"
    }
    fn what_if_verdict(&self, fits: Option<bool>, price: Option<Price>) -> &'static str {
        match (fits, price) {
            (Some(false), _) => "The peak passes the limit: it would be killed.",
            (_, Some(Price::Refused)) => "The collector would run nearly without pause: GC thrash.",
            (_, Some(Price::Warned)) => "It fits, and the collector takes more CPU than a tenth.",
            (Some(true), _) => "The peak stays under the limit.",
            (None, _) => "A leak fills every limit, and without a live heap nothing can be forecast.",
        }
    }
    fn compare_title(&self) -> &'static str {
        "Before and after"
    }
    fn outcome(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Fixed => "Fixed",
            Outcome::NotYet => "Not yet",
            Outcome::Worse => "Worse",
            Outcome::NotComparable => "Load not comparable",
        }
    }
    fn measure(&self, measure: Measure) -> &'static str {
        match measure {
            Measure::RestartsPerDay => self.restarts_per_day(),
            Measure::Peak => self.peak(),
            Measure::GcCpu => self.term(Term::GcCpu),
            Measure::LiveHeap => self.term(Term::LiveHeap),
            Measure::Limit => self.term(Term::MemoryLimit),
            Measure::Gomemlimit => "GOMEMLIMIT",
        }
    }
    fn before_and_after(&self) -> [&'static str; 2] {
        ["Before", "After"]
    }
    fn budget_title(&self, limit: Option<Bytes>) -> String {
        match limit {
            Some(limit) => format!("Where the {limit} go"),
            None => "Where the memory goes".to_owned(),
        }
    }
    fn budget_part(&self, part: Part) -> &'static str {
        match part {
            Part::LiveHeap => "live heap",
            Part::GcHeadroom => "garbage until the next GC",
            Part::Stacks => "goroutine stacks",
            Part::RuntimeOverhead => "Go runtime",
            Part::Fragmentation => "fragmentation",
            Part::IdleNotReleased => "idle, not yet returned",
            Part::OffHeap => "outside the Go heap",
            Part::Kernel => "kernel",
            Part::Sockets => "sockets",
            Part::Tmpfs => "tmpfs",
            Part::PageCache => "page cache",
            Part::Unexplained => "unexplained",
            Part::Free => "free",
        }
    }
    fn growth_title(&self) -> &'static str {
        "Live heap over time"
    }
    fn growth_means(&self, from: Bytes, to: Bytes, seconds: f64, snapshots: usize) -> String {
        format!("From {from} to {to} in {}, over {snapshots} snapshots.", self.duration(seconds))
    }
    fn growth_ahead(&self, limit: Bytes, seconds: f64) -> String {
        format!("At this rate it reaches the limit of {limit}, {} after the last one.", self.duration(seconds))
    }
    fn derived(&self) -> &'static str {
        "computed"
    }

    fn suspects_title(&self) -> &'static str {
        "Code to look at"
    }
    fn role(&self, role: SuspectRole) -> &'static str {
        match role {
            SuspectRole::Retains => "keeps memory",
            SuspectRole::Churns => "makes garbage",
        }
    }
    fn holds(&self) -> &'static str {
        "Holds"
    }
    fn holds_value(&self, bytes: Bytes, share: Option<f64>) -> String {
        match share {
            Some(share) => format!("{bytes}, {} of the live heap", number::percent(share)),
            None => bytes.to_string(),
        }
    }
    fn grew(&self) -> &'static str {
        "Growth"
    }
    fn growth(&self, bytes: i64, per_second: Option<f64>) -> String {
        let growth = number::growth(bytes);
        per_second.map_or_else(|| growth.clone(), |rate| format!("{growth}, {}", self.rate(rate)))
    }
    fn allocates(&self) -> &'static str {
        "Allocates"
    }
    fn goroutines(&self) -> &'static str {
        "Goroutines"
    }
    fn goroutines_value(&self, count: u64, growth: Option<i64>, state: Option<&str>) -> String {
        let growth = growth.map(|growth| format!(" ({})", number::signed(growth)));
        let state = state.map(|state| format!(", in {state}"));
        format!("{}{}{}", number::grouped(count as i64), growth.unwrap_or_default(), state.unwrap_or_default())
    }
    fn evidence_title(&self) -> &'static str {
        "Evidence"
    }
    fn evidence_for(&self) -> &'static str {
        "For this verdict"
    }
    fn evidence_against(&self) -> &'static str {
        "Against it"
    }
    fn evidence_context(&self) -> &'static str {
        "Context"
    }
    fn says(&self, says: Says) -> &'static str {
        match says {
            Says::Leak => "leak",
            Says::Tuning => "tuning",
            Says::NotOom => "not an OOM",
            Says::Neutral => "context",
        }
    }
    fn source(&self, input: &str, line: Option<usize>) -> String {
        match line {
            Some(line) => format!("{input}, line {line}"),
            None => input.to_owned(),
        }
    }

    fn source_loading(&self) -> &'static str {
        "Reading it again"
    }
    fn source_gone(&self) -> &'static str {
        "This input is not text, or it is not there any more."
    }
    fn source_lines(&self, first: usize, last: usize, total: usize) -> String {
        format!("Lines {first} to {last} of {total}")
    }

    fn fix_title(&self) -> &'static str {
        "What to do"
    }
    fn stop_gap(&self, class: Class) -> &'static str {
        match class {
            Class::Leak => "These settings only buy time. The leak has to be fixed in the code.",
            _ => "These settings only buy time until the cause is known.",
        }
    }
    fn no_yaml(&self) -> &'static str {
        "There is no setting to change on the strength of these inputs."
    }
    fn yaml_title(&self) -> &'static str {
        "Patch"
    }
    fn commands_title(&self) -> &'static str {
        "The same as a command"
    }
    fn liveness(&self) -> &'static str {
        "Liveness probe"
    }
    fn startup(&self) -> &'static str {
        "Startup probe"
    }
    fn action(&self, action: Action) -> &'static str {
        match action {
            Action::Keep => "Keep",
            Action::Set => "Set",
            Action::Remove => "Remove",
            Action::Unknown => "Open",
        }
    }
    fn setting(&self, name: &str, action: Action, value: Option<&str>, why: &str) -> String {
        let value = value.map_or(String::new(), |value| format!(" {value}"));
        format!("{name}: {}{value}. {why}", self.action(action))
    }
    fn kept(&self, names: &[&str]) -> String {
        format!("Nothing in the inputs asks to change: {}.", names.join(", "))
    }
    fn arithmetic(&self) -> &'static str {
        "Show the arithmetic"
    }
    fn next_title(&self) -> &'static str {
        "What to capture next"
    }

    fn top_title(&self) -> &'static str {
        "Profile"
    }
    fn choose_snapshot(&self) -> &'static str {
        "Snapshot"
    }
    fn choose_sample_type(&self) -> &'static str {
        "Sample type"
    }
    fn sample_type_note(&self, sample_type: &str) -> &'static str {
        match sample_type {
            "inuse_space" => "Memory held right now, as of the last completed GC: what counts against the limit.",
            "inuse_objects" => "Objects held right now.",
            "alloc_space" => {
                "Everything allocated since the start, freed or not: shows who makes garbage, not who leaks."
            }
            "alloc_objects" => "Objects allocated since the start, freed or not.",
            _ => "",
        }
    }
    fn search(&self) -> &'static str {
        "Search functions and files"
    }
    fn function(&self) -> &'static str {
        "function"
    }
    fn flat_means(&self) -> &'static str {
        "Allocated by the function itself"
    }
    fn cum_means(&self) -> &'static str {
        "Allocated by the function and everything it calls"
    }
    fn table_legend(&self, shown: usize, rows: usize, sum: i64, total: i64, unit: &str) -> String {
        format!(
            "{} of {} functions, {} ({}) of {} in total",
            number::grouped(shown as i64),
            number::grouped(rows as i64),
            number::amount(sum, unit),
            number::percent_of(sum, total),
            number::amount(total, unit)
        )
    }
    fn no_rows(&self, search: &str) -> String {
        if search.is_empty() {
            "This profile has no samples.".to_owned()
        } else {
            format!("No function or file holds “{search}”.")
        }
    }

    fn export_title(&self) -> &'static str {
        "Export the report"
    }
    fn json_title(&self) -> &'static str {
        "JSON report"
    }
    fn json_detail(&self) -> &'static str {
        "The same document that oomscope diagnose --json prints in a terminal."
    }
    fn export_privacy(&self) -> &'static str {
        "It holds names of pods, containers and functions. It never holds environment values, arguments or log text."
    }

    fn no_time_left(&self) -> &'static str {
        "none left"
    }
    fn duration(&self, seconds: f64) -> String {
        let (minute, hour, day) = (60.0, 3_600.0, 86_400.0);
        match seconds {
            seconds if seconds < 2.0 * minute => format!("{seconds:.0} s"),
            seconds if seconds < 2.0 * hour => format!("{:.0} min", seconds / minute),
            seconds if seconds < 2.0 * day => format!("{:.0} h", seconds / hour),
            seconds => format!("{:.0} days", seconds / day),
        }
    }
}
