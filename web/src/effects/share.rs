//! Opening links and saved reports, and saving them.

use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;

use super::{Desk, copy};
use crate::js::{drop, history, share};
use crate::state::{Action, Change};

/// Opens what the page was opened with: the incident in it, or the link in its address. Then follows the browser's
/// history: back and forward, and every link its address becomes. Dropping the listeners ends that.
pub(crate) fn listen(desk: &Desk) -> Vec<EventListener> {
    if let Some(link) = ::share::tidied(&share::fragment()) {
        give(desk, "link", &link);
    } else if let Some(incident) = share::incident() {
        give(desk, "report", &incident);
    }
    let desk = desk.clone();
    history::on_move(move || {
        if desk.visits().is_elsewhere() {
            let link = ::share::tidied(&share::fragment());
            if link.is_some() {
                desk.clear();
            }
            desk.visits().take_over();
            if let Some(link) = link {
                give(&desk, "link", &link);
            }
        } else {
            desk.return_to_entry();
        }
    })
}

/// Opens a link that was pasted, with or without its address and whatever else came with it. Something that is no link is
/// opened all the same: the page then says so.
pub(crate) fn open(desk: &Desk, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let link = ::share::tidied(text).or_else(|| ::share::tidied(&format!("#{}", text.trim())));
    match link {
        Some(link) if Some(&link) != ::share::tidied(&share::fragment()).as_ref() => share::go_to(&link),
        link => {
            desk.clear();
            give(desk, "link", link.as_deref().unwrap_or(NO_LINK));
        }
    }
}

/// A link that no oomscope makes.
const NO_LINK: &str = "#0.";

fn give(desk: &Desk, name: &str, link: &str) {
    desk.give_here(vec![drop::text_file(name, link)]);
}

/// Opens the browser's print dialog.
pub(crate) fn print() {
    share::print();
}

/// Saves the page with an incident in it.
pub(crate) fn save_page(desk: Desk, incident: String) {
    spawn_local(async move {
        let page = share::one_page().await;
        let report = page.and_then(|page| ::share::embed(&page, &incident).ok());
        if let Some(report) = &report {
            copy::save("oomscope-report.html", "text/html", report);
        }
        desk.act(Action::Share(Change::Saved(report.is_some())));
    });
}
