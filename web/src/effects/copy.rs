//! Copying and saving.

use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::{Desk, intake};
use crate::js::{clipboard, download};

/// Copies `text`, then says whether that worked.
pub(crate) fn copy(text: String, done: Callback<bool>) {
    spawn_local(async move { done.emit(clipboard::write(&text).await) });
}

/// Saves `text` as a file.
pub(crate) fn save(name: &str, media_type: &str, text: &str) {
    // A browser that can't make a link has no way to say so; copying is offered beside it.
    let _ = download::save(name, media_type, text);
}

/// Saves the report as its JSON document.
pub(crate) fn save_json(document: &str) {
    save("oomscope-report.json", "application/json", document);
}

/// Takes what is on the clipboard as if it had been pasted. The browser may ask first, or refuse: then nothing happens,
/// and the keyboard still pastes.
pub(crate) fn paste(desk: Desk) {
    spawn_local(async move {
        if let Some(text) = clipboard::read().await {
            intake::take_text(&desk, &text);
        }
    });
}
