//! What is on screen. Components show state and call the desk; they start nothing themselves.

mod arrange;
mod budget;
mod captures;
mod changes;
mod choice;
mod code_block;
mod compare;
mod copy_button;
mod dialog;
mod drop_overlay;
mod error_panel;
mod evidence;
mod examples;
mod explained;
mod explorer;
mod facts;
mod fix;
mod forms;
mod growth;
mod header;
mod icon;
mod input_card;
mod inputs;
mod keys;
mod live;
mod manifests;
mod next_captures;
mod palette;
mod plan;
mod report;
mod settings;
mod share;
mod slider;
mod source_panel;
mod suspects;
mod update_bar;
mod verdict;
mod welcome;
mod what_if;
mod yaml;

pub(crate) use drop_overlay::DropOverlay;
pub(crate) use error_panel::ErrorPanel;
pub(crate) use header::Header;
pub(crate) use inputs::Inputs;
pub(crate) use keys::Keys;
pub(crate) use live::Live;
pub(crate) use palette::Palette;
pub(crate) use report::Report;
pub(crate) use share::{Keep, OpenLink, SharePanel, SharedBanner};
pub(crate) use source_panel::SourcePanel;
pub(crate) use update_bar::UpdateBar;
pub(crate) use welcome::Welcome;

/// A sentence in which what stands between backticks is code.
fn marked(sentence: &str) -> yew::Html {
    let part = |(index, part): (usize, &str)| {
        if index % 2 == 1 {
            yew::html! { <code>{part.to_owned()}</code> }
        } else {
            yew::html! { {part.to_owned()} }
        }
    };
    sentence.split('`').enumerate().map(part).collect()
}

/// The id of a value of the report, as its JSON has it: `heap_growth` for `Cause::HeapGrowth`.
fn id(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
