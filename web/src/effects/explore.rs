//! Saving what the explorer shows.

use web_sys::HtmlCanvasElement;

use crate::js::{canvas, download};

/// Saves a text as a file.
pub(crate) fn save_text(name: &str, media_type: &str, text: &str) {
    // A browser that can't make a link has no way to say so.
    let _ = download::save(name, media_type, text);
}

/// Saves bytes as a file.
pub(crate) fn save_bytes(name: &str, media_type: &str, bytes: &[u8]) {
    if let Some(blob) = canvas::file(bytes, media_type) {
        let _ = download::save_blob(name, &blob);
    }
}

/// Saves a canvas as a picture, pixel by pixel as the screen shows it.
pub(crate) fn save_picture(name: &'static str, of: &HtmlCanvasElement) {
    canvas::picture(of, move |blob| {
        let _ = download::save_blob(name, &blob);
    });
}
