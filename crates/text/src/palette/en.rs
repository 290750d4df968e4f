//! English.

use super::{Deed, Group, Palette};
use crate::English;

impl Palette for English {
    fn palette_title(&self) -> &'static str {
        "Commands"
    }
    fn palette_hint(&self) -> &'static str {
        "What do you want to do?"
    }
    fn palette_found(&self, count: usize) -> String {
        match count {
            0 => "No command matches".to_owned(),
            1 => "1 command".to_owned(),
            _ => format!("{count} commands"),
        }
    }
    fn deed(&self, deed: Deed) -> &'static str {
        match deed {
            Deed::CopyYaml => "Copy the YAML",
            Deed::CopyKubectl => "Copy the kubectl command",
            Deed::Share => "Share: link, HTML file, postmortem",
            Deed::SaveJson => "Save as JSON",
            Deed::Print => "Print, or save as PDF",
            Deed::Search => "Search functions and files",
            Deed::Palette => "All commands",
            Deed::Keys => "All keys",
            Deed::OrderInputs => "Order by time, or as the report has them",
        }
    }
    fn group(&self, group: Group) -> &'static str {
        match group {
            Group::Inputs => "Inputs",
            Group::Example => "Example",
            Group::GoTo => "Go to",
            Group::Report => "Report",
            Group::View => "View",
            Group::Snapshot => "Snapshot",
            Group::SampleType => "Sample type",
            Group::Granularity => "Granularity",
            Group::Filter => "Filters",
            Group::Container => "Container",
            Group::Language => "Language",
            Group::Theme => "Theme",
            Group::Help => "Help",
        }
    }
    fn keys_title(&self) -> &'static str {
        "Keys"
    }
    fn keys_anywhere(&self) -> &'static str {
        "Anywhere on the page"
    }
    fn keys_graph(&self) -> &'static str {
        "In the flame graph"
    }
    fn graph_keys(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("↑ ↓", "to the neighbouring level"),
            ("← →", "to the wider and the narrower neighbour"),
            ("Enter", "zoom to the selected box"),
            ("Esc, 0", "show all"),
            ("+ −", "zoom in and out"),
            ("w a s d", "zoom and move"),
            ("p", "callers and callees of the selected function"),
            ("f", "focus: only stacks with it"),
            ("i", "ignore: no stacks with it"),
            ("h", "hide its frames"),
            ("r", "show from: start stacks at it"),
            ("c", "copy its name"),
        ]
    }
    fn single_keys(&self) -> &'static str {
        "Single keys"
    }
    fn single_keys_means(&self) -> &'static str {
        "Switch them off if you dictate, or press keys by accident. Ctrl or Cmd + K always works."
    }
}
