//! The browser's history. It is given numbers only: a browser writes what is in it to disk.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::History;

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

/// Adds an entry after the current one, which keeps the address.
pub(crate) fn push(mark: &str) {
    if let Some(history) = history() {
        // Refused only to pages that do so hundreds of times in seconds: going back then goes further.
        let _ = history.push_state(&mark.into(), "");
    }
}

/// Marks the current entry.
pub(crate) fn mark(mark: &str) {
    if let Some(history) = history() {
        // See `push`.
        let _ = history.replace_state(&mark.into(), "");
    }
}

/// The mark of the current entry.
pub(crate) fn marked() -> Option<String> {
    history()?.state().ok().as_ref().and_then(JsValue::as_string)
}

/// Calls `moved` whenever another entry is the current one, by whatever means.
pub(crate) fn on_move(moved: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let listen = |name: &'static str| {
        let moved = moved.clone();
        EventListener::new(&window, name, move |_| moved())
    };
    vec![listen("popstate"), listen("hashchange")]
}
