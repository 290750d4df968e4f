//! The page in English.

use decode::Kind;

use super::{Example, Page};
use crate::numbers;

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
        "Captured from real Go processes under real limits; the pods as a real kubectl prints them."
    }
    fn example(&self, example: Example) -> (&'static str, &'static str) {
        match example {
            Example::Leak => ("A leak", "A session cache that never forgets. Heap and goroutine profiles and the pod."),
            Example::Tuning => {
                ("A tuning problem", "Steady memory, killed all the same. Five heap profiles and the pod.")
            }
            Example::GoroutineLeak => {
                ("A goroutine leak", "HTTP bodies left open. Heap and goroutine profiles and the pod.")
            }
            Example::ProbeKill => (
                "Not an OOM kill",
                "Exit code 137, but memory had nothing to do with it. Four heap profiles and the pod.",
            ),
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
            numbers::grouped(shown as i64),
            numbers::grouped(rows as i64),
            numbers::amount(sum, unit),
            numbers::percent_of(sum, total),
            numbers::amount(total, unit)
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
}
