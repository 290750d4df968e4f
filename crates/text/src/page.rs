//! What the page itself says, beside the sentences of the report: titles, buttons, hints, the words of its numbers.
//!
//! One function per string, so that a language which lacks one does not compile. Adding a language is one more file
//! that implements [`Page`].

mod en;
mod zh;

use decode::Kind;
use decode::units::UnixNanos;

use crate::{Fixing, Intake, Judgement, Palette, Sharing, numbers};

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
pub trait Page: Judgement + Fixing + Sharing + Palette + Intake {
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

    // The fix.

    // Why.

    // Where something was read.

    // The fix.

    // The profile.

    /// Title of the top table.
    fn top_title(&self) -> &'static str;
    /// Label of the choice of a snapshot.
    fn choose_snapshot(&self) -> &'static str;
    /// A snapshot.
    fn snapshot(&self, name: &str, taken_at: Option<UnixNanos>) -> String {
        match taken_at {
            Some(time) => format!("{name} · {}", numbers::time_of_day(time)),
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
}
