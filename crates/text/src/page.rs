//! What the page itself says, beside the sentences of the report: titles, buttons, hints, the words of its numbers.
//!
//! One function per string, so that a language which lacks one does not compile. Adding a language is one more file
//! that implements [`Page`].

mod en;
pub(crate) mod number;
mod zh;

use decode::Kind;
use decode::units::{Bytes, UnixNanos};
use diagnose::evidence::Says;
use diagnose::fix::Price;
use diagnose::fix::compare::{Measure, Outcome};
use diagnose::fix::forms::Form;
use diagnose::fix::manifest::EditError;
use diagnose::report::{Action, Cause, Class, Confidence, LastState, Part, SuspectRole, Target, Weight};

use crate::{Intake, Palette, Sharing, Terms};

pub use en::English;
pub use zh::Chinese;

/// The real incidents that can be tried on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Example {
    /// A map that is never emptied.
    Leak,
    /// A collector that does not know the limit.
    Tuning,
    /// Response bodies that are never closed.
    GoroutineLeak,
    /// A kill that was no OOM kill.
    ProbeKill,
}

impl Example {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Leak, Self::Tuning, Self::GoroutineLeak, Self::ProbeKill];

    /// A name that never changes, as in `static/examples`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Leak => "leak",
            Self::Tuning => "tuning",
            Self::GoroutineLeak => "goroutine_leak",
            Self::ProbeKill => "probe_kill",
        }
    }
}

/// The strings of the page in one language.
pub trait Page: Sharing + Palette + Intake + Terms {
    // Before the program runs, and when it can't. `static/index.html` and `static/boot.js` say these.

    /// Title of the document.
    fn title(&self) -> &'static str;
    /// What the page is for, as search engines show it.
    fn description(&self) -> &'static str;
    /// Shown where scripts are off.
    fn needs_scripts(&self) -> &'static str;
    /// Shown when the program did not start; `reason` is a clause without a full stop.
    fn not_started(&self, reason: &str) -> String;
    /// Such a reason: the browser runs no WebAssembly.
    fn no_web_assembly(&self) -> &'static str;
    /// Such a reason: a file of the page was answered with an HTTP status that is no success.
    fn not_answered(&self, url: &str, status: &str) -> String;

    // The page as a whole.

    /// The promise beside the name: nothing leaves the browser.
    fn promise(&self) -> &'static str;
    /// Button: choose more files.
    fn add_files(&self) -> &'static str;
    /// Button: open the export panel.
    fn export(&self) -> &'static str;
    /// Label of the choice of a language.
    fn choose_language(&self) -> &'static str;
    /// Label of the choice of a theme.
    fn choose_theme(&self) -> &'static str;
    /// Theme: as the system has it.
    fn theme_system(&self) -> &'static str;
    /// Theme: dark on light.
    fn theme_light(&self) -> &'static str;
    /// Theme: light on dark.
    fn theme_dark(&self) -> &'static str;
    /// Theme: more contrast than usual.
    fn theme_contrast(&self) -> &'static str;
    /// Shown over the page while files are held over it.
    fn let_go(&self) -> &'static str;
    /// Announced while a verdict is on its way.
    fn working(&self) -> &'static str;
    /// Shown when the page itself fails; `message` is the panic's.
    fn page_crashed(&self, message: &str) -> String;
    /// Title when the worker died while it judged.
    fn judging_crashed(&self) -> &'static str;
    /// What to do then; `message` is the panic's.
    fn judging_crashed_detail(&self, message: &str) -> String;
    /// Title when no input could be read.
    fn nothing_read(&self) -> &'static str;
    /// What to do then.
    fn nothing_read_detail(&self) -> String;

    // Copying and saving.

    /// Button: copy.
    fn copy(&self) -> &'static str;
    /// Said after copying.
    fn copied(&self) -> &'static str;
    /// Said when the browser refuses to copy.
    fn copy_refused(&self) -> &'static str;
    /// What a copy button beside a command copies.
    fn the_command(&self) -> &'static str;
    /// What the copy button beside the YAML copies.
    fn the_yaml(&self) -> &'static str;
    /// Button: save as a file.
    fn download(&self) -> &'static str;
    /// Button: close a panel.
    fn close(&self) -> &'static str;

    // The first screen.

    /// The question this answers.
    fn lede(&self) -> &'static str;
    /// What the answer holds, in one line.
    fn lede_detail(&self) -> &'static str;
    /// Title of the drop zone.
    fn drop_here(&self) -> &'static str;
    /// What can be dropped.
    fn drop_what(&self) -> &'static str;
    /// Button: choose files.
    fn choose_files(&self) -> &'static str;
    /// Button: paste from the clipboard.
    fn paste(&self) -> &'static str;
    /// Title over the examples.
    fn examples_title(&self) -> &'static str;
    /// What the examples are.
    fn examples_detail(&self) -> &'static str;
    /// Name of an example, and what it shows.
    fn example(&self, example: Example) -> (&'static str, &'static str);
    /// Title of the privacy promise.
    fn privacy_title(&self) -> &'static str;
    /// The privacy promise, with a way to check it.
    fn privacy(&self) -> &'static str;

    // The inputs strip.

    /// Name of the strip.
    fn inputs(&self) -> &'static str;
    /// Its title with the number of inputs, and of those that could not be read.
    fn inputs_count(&self, count: usize, failed: usize) -> String;
    /// Says that more can be dropped at any time.
    fn drop_more(&self) -> &'static str;
    /// Button: take one input away.
    fn remove(&self, name: &str) -> String;
    /// Button: take all inputs away.
    fn remove_all(&self) -> &'static str;
    /// A file that waits for its turn.
    fn waiting(&self) -> &'static str;
    /// A file that is read from disk.
    fn reading(&self) -> &'static str;
    /// A file that is decoded.
    fn decoding(&self) -> &'static str;
    /// A file that is decoded and not yet in the verdict.
    fn judging(&self) -> &'static str;
    /// A file that could not be read.
    fn not_read(&self) -> &'static str;
    /// Title of the list of those.
    fn not_read_title(&self) -> &'static str;
    /// A kind of input.
    fn kind(&self, kind: Kind) -> &'static str;
    /// The number of a process that several inputs share.
    fn process(&self, number: u32) -> String;

    // The verdict.

    /// A class.
    fn class(&self, class: Class) -> &'static str;
    /// A cause.
    fn cause(&self, cause: Cause) -> &'static str;
    /// A confidence.
    fn confidence(&self, confidence: Confidence) -> &'static str;
    /// What a confidence means.
    fn confidence_means(&self, confidence: Confidence) -> &'static str;
    /// A weight.
    fn weight(&self, weight: Weight) -> &'static str;
    /// Before the contributing causes.
    fn also(&self) -> &'static str;
    /// Label of the choice of a container.
    fn choose_container(&self) -> &'static str;
    /// A container of a pod.
    fn container(&self, target: &Target) -> String {
        match &target.pod {
            Some(pod) => format!("{} ({pod})", target.container),
            None => target.container.clone(),
        }
    }
    /// How it ended: `OOMKilled, exit code 137`.
    fn ended(&self, last: &LastState) -> String;
    /// Fact: memory request.
    fn memory_request(&self) -> &'static str;
    /// Value of a setting that isn't set.
    fn not_set(&self) -> &'static str;
    /// Value of a setting in a secret or config map.
    fn hidden(&self) -> &'static str;
    /// Fact: number of restarts.
    fn restarts(&self) -> &'static str;
    /// Fact: restarts a day.
    fn restarts_per_day(&self) -> &'static str;
    /// Fact: how often the collector runs.
    fn gc_per_second(&self) -> &'static str;
    /// Title of the forecast.
    fn forecast_title(&self) -> &'static str;
    // The fix.

    /// Title of the plan.
    fn plan_title(&self) -> &'static str;
    /// What to do at once, with settings, and in the code: the titles of the plan's parts.
    fn plan_parts(&self) -> [&'static str; 3];
    /// Title over what to mind.
    fn plan_traps(&self) -> &'static str;
    /// A form of the change.
    fn form(&self, form: Form) -> &'static str;
    /// Label of the choice of a form.
    fn choose_form(&self) -> &'static str;
    /// Title over a person's own manifest with the change in it.
    fn manifest_title(&self, name: &str) -> String;
    /// Why a manifest can't be changed.
    fn manifest_error(&self, name: &str, error: &EditError) -> String;
    /// Title of the what-if panel.
    fn what_if_title(&self) -> &'static str;
    /// What it is for.
    fn what_if_note(&self) -> &'static str;
    /// Field: GOMEMLIMIT in percent of the limit.
    fn gomemlimit_percent(&self) -> &'static str;
    /// Field: growth of the live heap to be ready for, in percent.
    fn headroom(&self) -> &'static str;
    /// Switch: a request a little under the limit.
    fn request_under_limit(&self) -> &'static str;
    /// Value of a setting that is off.
    fn off(&self) -> &'static str;
    /// Button: back to the recommended settings.
    fn reset(&self) -> &'static str;
    /// Fact: predicted peak.
    fn peak(&self) -> &'static str;
    /// What the settings of the what-if panel amount to.
    fn what_if_verdict(&self, fits: Option<bool>, price: Option<Price>) -> &'static str;
    /// Title of the comparison of captures from before and after a change.
    fn compare_title(&self) -> &'static str;
    /// What a change amounted to.
    fn outcome(&self, outcome: Outcome) -> &'static str;
    /// A measure of the comparison.
    fn measure(&self, measure: Measure) -> &'static str;
    /// The value of a measure: bytes, a share or a number.
    fn measured(&self, measure: Measure, value: f64) -> String {
        match measure {
            Measure::RestartsPerDay => number::short(value),
            Measure::GcCpu => number::percent(value),
            Measure::Peak | Measure::LiveHeap | Measure::Limit | Measure::Gomemlimit => Bytes(value as u64).to_string(),
        }
    }
    /// Heads of the columns: before and after.
    fn before_and_after(&self) -> [&'static str; 2];

    /// Title of the budget bar; `limit` if it is known.
    fn budget_title(&self, limit: Option<Bytes>) -> String;
    /// A part of the budget, by its name in the report.
    fn budget_part(&self, part: Part) -> &'static str;
    /// Title of the growth picture.
    fn growth_title(&self) -> &'static str;
    /// What it shows, in words: from, to, in how many seconds, in how many snapshots.
    fn growth_means(&self, from: Bytes, to: Bytes, seconds: f64, snapshots: usize) -> String;
    /// The same of the time left until the limit.
    fn growth_ahead(&self, limit: Bytes, seconds: f64) -> String;
    /// Beside an amount that was computed, not read.
    fn derived(&self) -> &'static str;

    // Why.

    /// Title of the suspects.
    fn suspects_title(&self) -> &'static str;
    /// What a suspect does.
    fn role(&self, role: SuspectRole) -> &'static str;
    /// Fact of a suspect: what it holds.
    fn holds(&self) -> &'static str;
    /// The amount, and its share of the live heap.
    fn holds_value(&self, bytes: Bytes, share: Option<f64>) -> String;
    /// Fact of a suspect: how it grew.
    fn grew(&self) -> &'static str;
    /// Growth in bytes, and per second.
    fn growth(&self, bytes: i64, per_second: Option<f64>) -> String;
    /// Fact of a suspect: what it allocates.
    fn allocates(&self) -> &'static str;
    /// Fact of a suspect: goroutines.
    fn goroutines(&self) -> &'static str;
    /// How many, how many more, and what they wait for.
    fn goroutines_value(&self, count: u64, growth: Option<i64>, state: Option<&str>) -> String;
    /// Title of the evidence.
    fn evidence_title(&self) -> &'static str;
    /// Title of the evidence for the verdict.
    fn evidence_for(&self) -> &'static str;
    /// Title of the evidence against it.
    fn evidence_against(&self) -> &'static str;
    /// Title of the evidence that is neither.
    fn evidence_context(&self) -> &'static str;
    /// What a piece of evidence speaks for.
    fn says(&self, says: Says) -> &'static str;
    /// Where it was read.
    fn source(&self, input: &str, line: Option<usize>) -> String;

    // Where something was read.

    /// While the text is read again.
    fn source_loading(&self) -> &'static str;
    /// Where there is no text to show.
    fn source_gone(&self) -> &'static str;
    /// Which lines are shown of how many.
    fn source_lines(&self, first: usize, last: usize, total: usize) -> String;

    // The fix.

    /// Title of the fix.
    fn fix_title(&self) -> &'static str;
    /// Says that the settings only buy time, given the class of the verdict.
    fn stop_gap(&self, class: Class) -> &'static str;
    /// Shown where there is nothing to set.
    fn no_yaml(&self) -> &'static str;
    /// Title of the YAML.
    fn yaml_title(&self) -> &'static str;
    /// Title of the commands.
    fn commands_title(&self) -> &'static str;
    /// Setting: liveness probe.
    fn liveness(&self) -> &'static str;
    /// Setting: startup probe.
    fn startup(&self) -> &'static str;
    /// What to do with a setting.
    fn action(&self, action: Action) -> &'static str;
    /// A setting in one line: its name, what to do with it, the value if one is set, and why.
    fn setting(&self, name: &str, action: Action, value: Option<&str>, why: &str) -> String;
    /// The settings nothing asks to change, in one sentence.
    fn kept(&self, names: &[&str]) -> String;
    /// Summary of the arithmetic.
    fn arithmetic(&self) -> &'static str;
    /// Title of the captures that would settle what is open.
    fn next_title(&self) -> &'static str;

    // The profile.

    /// Title of the top table.
    fn top_title(&self) -> &'static str;
    /// Label of the choice of a snapshot.
    fn choose_snapshot(&self) -> &'static str;
    /// A snapshot.
    fn snapshot(&self, name: &str, taken_at: Option<UnixNanos>) -> String {
        match taken_at {
            Some(time) => format!("{name} · {}", number::time_of_day(time)),
            None => name.to_owned(),
        }
    }
    /// Label of the sample types.
    fn choose_sample_type(&self) -> &'static str;
    /// What a sample type measures.
    fn sample_type_note(&self, sample_type: &str) -> &'static str;
    /// Label of the search field.
    fn search(&self) -> &'static str;
    /// Column: function.
    fn function(&self) -> &'static str;
    /// What flat means.
    fn flat_means(&self) -> &'static str;
    /// What cum means.
    fn cum_means(&self) -> &'static str;
    /// How much of the profile the rows on screen account for.
    fn table_legend(&self, shown: usize, rows: usize, sum: i64, total: i64, unit: &str) -> String;
    /// Shown where no function matches.
    fn no_rows(&self, search: &str) -> String;

    // The export panel.

    /// Its title.
    fn export_title(&self) -> &'static str;
    /// The report as JSON.
    fn json_title(&self) -> &'static str;
    /// What that is.
    fn json_detail(&self) -> &'static str;
    /// What is in an export and what never is.
    fn export_privacy(&self) -> &'static str;

    // Numbers, which most languages write alike.

    /// Of a forecast: what it is about is so already.
    fn no_time_left(&self) -> &'static str;
    /// A stretch of time in seconds.
    fn duration(&self, seconds: f64) -> String;
    /// A share as percentage: 0.5 is `50%`.
    fn percent(&self, share: f64) -> String {
        number::percent(share)
    }
    /// A relative error: 0.08 is `±8%`.
    fn plus_minus(&self, share: f64) -> String {
        format!("±{}", number::percent(share))
    }
    /// Bytes per second.
    fn rate(&self, bytes_per_second: f64) -> String {
        format!("{}/s", number::signed_bytes(bytes_per_second as i64))
    }
    /// A value of a profile in its unit: `88.2 MiB`, `12,345`.
    fn amount(&self, value: i64, unit: &str) -> String {
        number::amount(value, unit)
    }
    /// An instant, as a time of day in UTC.
    fn time_of_day(&self, time: UnixNanos) -> String {
        number::time_of_day(time)
    }
}
