//! What the page says of links, saved reports and postmortems.

mod en;
mod zh;

use decode::units::Bytes;
use share::{Held, LeftOut, Tier};

/// Titles of a postmortem and its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heading {
    /// What happened.
    Summary,
    /// Memory under the limit, as a picture.
    Memory,
    /// Code to look at.
    Code,
    /// Why: the table.
    Evidence,
    /// Column: what was found.
    Finding,
    /// Column: what it speaks for.
    SpeaksFor,
    /// Column: how much.
    Weight,
    /// Column: where it was read.
    Source,
    /// The patch.
    Patch,
    /// Commands.
    Commands,
    /// What would settle what is open.
    Next,
    /// The link.
    Link,
}

/// The strings around sharing in one language.
pub trait Sharing {
    /// A title of a postmortem.
    fn heading(&self, heading: Heading) -> &'static str;
    /// The line under a postmortem: which program wrote it.
    fn made_by(&self) -> &'static str;
    /// Chat summary: the code and the fix, in one line; any of them may be missing.
    fn chat_fix(&self, function: Option<&str>, settings: &[String]) -> String;

    /// Button: open the sharing panel.
    fn share(&self) -> &'static str;
    /// Its title.
    fn share_title(&self) -> &'static str;
    /// What a link is.
    fn share_intro(&self) -> &'static str;
    /// Said while a link is made.
    fn share_working(&self) -> &'static str;
    /// Label of the link.
    fn link(&self) -> &'static str;
    /// What the copy button beside it copies.
    fn the_link(&self) -> &'static str;
    /// Label of the choice of a tier.
    fn choose_tier(&self) -> &'static str;
    /// A tier.
    fn tier(&self, tier: Tier) -> &'static str;
    /// What a tier gets through.
    fn tier_means(&self, tier: Tier) -> &'static str;
    /// Characters used, and how many there may be.
    fn characters(&self, used: usize, of: usize) -> String;
    /// Shown where the page was opened from disk: a link without an address.
    fn no_address(&self) -> &'static str;
    /// Label of the title.
    fn title_label(&self) -> &'static str;
    /// Label of the note.
    fn note_label(&self) -> &'static str;
    /// Switch: stand-ins for names.
    fn redact_names(&self) -> &'static str;
    /// What it does.
    fn redact_names_detail(&self) -> &'static str;
    /// Switch: stand-ins for functions of other modules.
    fn own_functions(&self) -> &'static str;
    /// What it does.
    fn own_functions_detail(&self) -> &'static str;
    /// Title of the list of what a link holds.
    fn contents_title(&self) -> &'static str;
    /// A kind of thing a link holds.
    fn held(&self, held: Held) -> &'static str;
    /// What a link never holds.
    fn never_held(&self) -> &'static str;
    /// How much of a sample type of an input a link holds.
    fn kept_part(&self, sample_type: &str, input: &str, kept: u64, whole: u64) -> String;
    /// What of the report was left out.
    fn left_out(&self, what: LeftOut, count: u32) -> String;
    /// Says that nothing was left out.
    fn nothing_left_out(&self) -> &'static str;

    /// The report as one HTML file.
    fn html_title(&self) -> &'static str;
    /// What that is.
    fn html_detail(&self) -> &'static str;
    /// What the incident in it takes.
    fn html_size(&self, size: Bytes) -> String;
    /// Said where the page can't find its own one-file edition.
    fn html_refused(&self) -> &'static str;
    /// The postmortem as Markdown.
    fn markdown_title(&self) -> &'static str;
    /// What that is.
    fn markdown_detail(&self) -> &'static str;
    /// The chat summary.
    fn chat_title(&self) -> &'static str;
    /// What that is.
    fn chat_detail(&self) -> &'static str;
    /// Printing.
    fn print_title(&self) -> &'static str;
    /// What that gives.
    fn print_detail(&self) -> &'static str;
    /// Button: print.
    fn print(&self) -> &'static str;

    /// Badge on a shared incident.
    fn shared(&self) -> &'static str;
    /// What that means for its reader.
    fn shared_means(&self) -> &'static str;
    /// Title of what was pruned.
    fn pruned_title(&self) -> &'static str;
    /// Title when a link can't be opened.
    fn link_refused(&self) -> &'static str;
    /// Label of the field that takes a link.
    fn open_link(&self) -> &'static str;
    /// Button: open it.
    fn open(&self) -> &'static str;

    /// Switch: keep work across visits.
    fn keep_work(&self) -> &'static str;
    /// What it does.
    fn keep_work_detail(&self) -> &'static str;
    /// Button: remove everything that was kept.
    fn forget_everything(&self) -> &'static str;
    /// Said once that is done.
    fn forgotten(&self) -> &'static str;
    /// Said where the browser keeps nothing.
    fn keep_refused(&self) -> &'static str;
    /// Badge on an incident that was kept.
    fn kept_work(&self) -> &'static str;
    /// What that means.
    fn kept_work_means(&self) -> &'static str;

    /// Says that a newer version of the page waits.
    fn update_waits(&self) -> &'static str;
    /// Button: switch to it.
    fn update(&self) -> &'static str;
}

/// How much of a whole is there: never `100%` unless all of it is.
fn kept_share(kept: u64, whole: u64) -> String {
    let share = if whole == 0 { 1.0 } else { kept as f64 / whole as f64 };
    match crate::numbers::percent(share) {
        text if text == "100%" && kept < whole => ">99.9%".to_owned(),
        text => text,
    }
}
