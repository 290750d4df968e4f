//! Saving to disk.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::page;

/// Downloads `text` as a file called `name` of the given media type.
pub(crate) fn save(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    save_blob(name, gloo_file::Blob::new_with_options(text, Some(media_type)).as_ref())
}

/// Downloads a file called `name`.
pub(crate) fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = page::document().ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken the blob over by then.
    Timeout::new(60_000, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(())
}
