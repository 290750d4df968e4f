//! English.

use decode::units::Bytes;
use share::{Held, LeftOut, Tier};

use super::{Heading, Sharing, kept_share};
use crate::English;
use crate::numbers::grouped;

impl Sharing for English {
    fn heading(&self, heading: Heading) -> &'static str {
        match heading {
            Heading::Summary => "Summary",
            Heading::Memory => "Memory under the limit",
            Heading::Code => "Code to look at",
            Heading::Evidence => "Evidence",
            Heading::Finding => "Finding",
            Heading::SpeaksFor => "Speaks for",
            Heading::Weight => "Weight",
            Heading::Source => "Source",
            Heading::Patch => "Patch",
            Heading::Commands => "Commands",
            Heading::Next => "Captures that would settle more",
            Heading::Link => "Open this incident",
        }
    }
    fn made_by(&self) -> &'static str {
        "Written by oomscope from what the incident left behind. Nothing was uploaded."
    }
    fn chat_fix(&self, function: Option<&str>, settings: &[String]) -> String {
        let code = function.map(|function| format!("Look at {function}"));
        let set = (!settings.is_empty()).then(|| format!("set {}", settings.join(", ")));
        match (code, set) {
            (Some(code), Some(set)) => format!("{code}; meanwhile {set}."),
            (Some(code), None) => format!("{code}."),
            (None, Some(set)) => format!("Fix: {set}."),
            (None, None) => "No setting to change.".to_owned(),
        }
    }

    fn share(&self) -> &'static str {
        "Share"
    }
    fn share_title(&self) -> &'static str {
        "Share this incident"
    }
    fn share_intro(&self) -> &'static str {
        "The link is the incident: verdict, evidence, patch and call tree stand in it after the #, which no browser sends to a server."
    }
    fn share_working(&self) -> &'static str {
        "Making the link…"
    }
    fn link(&self) -> &'static str {
        "Link"
    }
    fn the_link(&self) -> &'static str {
        "the link"
    }
    fn choose_tier(&self) -> &'static str {
        "Length"
    }
    fn tier(&self, tier: Tier) -> &'static str {
        match tier {
            Tier::Chat => "Chat-safe",
            Tier::Standard => "Standard",
            Tier::Full => "Full",
            Tier::File => "File",
        }
    }
    fn tier_means(&self, tier: Tier) -> &'static str {
        match tier {
            Tier::Chat => "Up to 2,000 characters: gets through chat and ticket tools whole.",
            Tier::Standard => "Up to 8,000 characters: for wikis, mail and issues.",
            Tier::Full => "Up to 32,000 characters: every browser opens it, some tools cut it.",
            Tier::File => "No link: everything, in a file.",
        }
    }
    fn characters(&self, used: usize, of: usize) -> String {
        format!("{} of {} characters", grouped(used as i64), grouped(of as i64))
    }
    fn no_address(&self) -> &'static str {
        "This page was opened from disk, so the link has no address: its reader pastes it into “Open a link” on any oomscope."
    }
    fn title_label(&self) -> &'static str {
        "Title"
    }
    fn note_label(&self) -> &'static str {
        "Note"
    }
    fn redact_names(&self) -> &'static str {
        "Replace names"
    }
    fn redact_names_detail(&self) -> &'static str {
        "Pods, namespaces, nodes, owners, containers and files become pod-1, namespace-1, …"
    }
    fn own_functions(&self) -> &'static str {
        "Own functions only"
    }
    fn own_functions_detail(&self) -> &'static str {
        "Functions of the standard library and of other modules lose their names."
    }
    fn contents_title(&self) -> &'static str {
        "What the link contains"
    }
    fn held(&self, held: Held) -> &'static str {
        match held {
            Held::Words => "Title and note",
            Held::View => "Search and filters",
            Held::Inputs => "Names of inputs",
            Held::Pods => "Pods",
            Held::Namespaces => "Namespaces",
            Held::Nodes => "Nodes",
            Held::Owners => "Owners",
            Held::Containers => "Containers",
            Held::Settings => "GOMEMLIMIT and GOGC",
            Held::Functions => "Functions",
            Held::Files => "Source files",
            Held::Patch => "Patch and commands",
        }
    }
    fn never_held(&self) -> &'static str {
        "Never in it: values of other environment variables, arguments, annotations, labels, images, IP addresses, log lines and messages."
    }
    fn kept_part(&self, sample_type: &str, input: &str, kept: u64, whole: u64) -> String {
        format!("{sample_type} of {input}: {}", kept_share(kept, whole))
    }
    fn left_out(&self, what: LeftOut, count: u32) -> String {
        let (one, many) = match what {
            LeftOut::Events => ("event", "events"),
            LeftOut::OtherContainers => ("other container", "other containers"),
            LeftOut::Warnings => ("remark on inputs", "remarks on inputs"),
            LeftOut::Probes => ("probe or port", "probes and ports"),
            LeftOut::Evidence => ("weaker piece of evidence", "weaker pieces of evidence"),
            LeftOut::Suspects => ("lesser suspect", "lesser suspects"),
            LeftOut::Captures => ("suggested capture", "suggested captures"),
            LeftOut::Commands => ("command or formula", "commands and formulas"),
            LeftOut::LongNames => return "the ends of long names".into(),
            LeftOut::Patch => return "the patch".into(),
            LeftOut::AllButVerdict => return "everything but the verdict".into(),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }
    fn nothing_left_out(&self) -> &'static str {
        "The report is whole, and so is every profile listed here."
    }

    fn html_title(&self) -> &'static str {
        "One HTML file"
    }
    fn html_detail(&self) -> &'static str {
        "The whole page with this incident in it: for a ticket or an archive. Opens from disk with no network, years from now."
    }
    fn html_size(&self, size: Bytes) -> String {
        format!("The incident takes {size} of it, every profile included.")
    }
    fn html_refused(&self) -> &'static str {
        "The one-file edition of this page can't be reached. Try again with a network, or use oomscope report in a terminal."
    }
    fn markdown_title(&self) -> &'static str {
        "Markdown"
    }
    fn markdown_detail(&self) -> &'static str {
        "A postmortem with summary, evidence, patch and link, for GitHub, GitLab and Confluence."
    }
    fn chat_title(&self) -> &'static str {
        "Three lines"
    }
    fn chat_detail(&self) -> &'static str {
        "What happened, what to do and the link, for the incident channel."
    }
    fn print_title(&self) -> &'static str {
        "Print or PDF"
    }
    fn print_detail(&self) -> &'static str {
        "Verdict, evidence and fix on paper, without the controls."
    }
    fn print(&self) -> &'static str {
        "Print"
    }

    fn shared(&self) -> &'static str {
        "Shared summary"
    }
    fn shared_means(&self) -> &'static str {
        "Someone made this from inputs that are not here, so it can't be judged again. Read commands before you run them."
    }
    fn pruned_title(&self) -> &'static str {
        "What was left out"
    }
    fn link_refused(&self) -> &'static str {
        "This link can't be opened"
    }
    fn open_link(&self) -> &'static str {
        "Open a link"
    }
    fn open(&self) -> &'static str {
        "Open"
    }

    fn keep_work(&self) -> &'static str {
        "Keep my work in this browser"
    }
    fn keep_work_detail(&self) -> &'static str {
        "The incident is here again after a reload: scrubbed like a link, on this device only, for 7 days. Off unless you switch it on."
    }
    fn forget_everything(&self) -> &'static str {
        "Forget everything"
    }
    fn forgotten(&self) -> &'static str {
        "Everything this page kept is removed: work, language and theme."
    }
    fn keep_refused(&self) -> &'static str {
        "This browser keeps nothing for this page: a private window, or no room left."
    }
    fn kept_work(&self) -> &'static str {
        "Kept from your last visit"
    }
    fn kept_work_means(&self) -> &'static str {
        "Made from inputs that are no longer here, so it can't be judged again. Drop them to do that."
    }

    fn update_waits(&self) -> &'static str {
        "A new version of oomscope is ready."
    }
    fn update(&self) -> &'static str {
        "Reload"
    }
}
