//! Opening links and saved reports, and saving them.

use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;

use super::{Desk, copy};
use crate::js::{drop, share};
use crate::state::{Action, Change};

/// Opens what the page was opened with: the incident in it, or the link in its address; then every link its address
/// becomes. Dropping the listener ends that.
pub(crate) fn listen(desk: &Desk) -> Option<EventListener> {
    if let Some(link) = link_of(&share::fragment()) {
        give(desk, "link", &link);
    } else if let Some(incident) = share::incident() {
        give(desk, "report", &incident);
    }
    let desk = desk.clone();
    share::on_fragment(move || {
        if let Some(link) = link_of(&share::fragment()) {
            desk.clear();
            give(&desk, "link", &link);
        }
    })
}

/// Opens a link that was pasted, with or without its address. Something that is no link is opened all the same: the page
/// then says what is wrong with it.
pub(crate) fn open(desk: &Desk, text: &str) {
    let text = text.trim();
    let link = text.split_once('#').map_or(text, |(_, link)| link);
    if share::fragment().trim_start_matches('#') == link {
        desk.clear();
        give(desk, "link", &format!("#{link}"));
    } else if !link.is_empty() {
        share::go_to(link);
    }
}

/// The fragment, if it may be a link: `#`, digits, a point.
fn link_of(fragment: &str) -> Option<String> {
    let (version, _) = fragment.strip_prefix('#')?.split_once('.')?;
    let is_version = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    is_version.then(|| fragment.to_owned())
}

fn give(desk: &Desk, name: &str, link: &str) {
    desk.give(vec![drop::text_file(name, link)]);
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
