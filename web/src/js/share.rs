//! What links and saved reports need of the browser.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Location;

use super::page;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = oomscope, js_name = onePage, catch)]
    fn one_page_js() -> Result<js_sys::Promise, JsValue>;
}

fn location() -> Option<Location> {
    web_sys::window().map(|window| window.location())
}

/// Where links start: the address the page was built for (`cargo xtask build --base`), or where it is served, without a
/// fragment; empty where it was opened from disk.
pub(crate) fn address() -> String {
    if let Some(base) = page::named("link-base") {
        return base;
    }
    let served = |location: &Location| location.protocol().is_ok_and(|protocol| protocol.starts_with("http"));
    let address = location().filter(served).and_then(|location| location.href().ok()).unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// The fragment of the page's address, with its `#`; empty if there is none.
pub(crate) fn fragment() -> String {
    location().and_then(|location| location.hash().ok()).unwrap_or_default()
}

/// Makes `link` the fragment of the page's address, as if the person had typed it.
pub(crate) fn go_to(link: &str) {
    if let Some(location) = location() {
        // Setting a fragment loads nothing and can't fail.
        let _ = location.set_hash(link);
    }
}

/// The incident in this page, if it is a saved report.
pub(crate) fn incident() -> Option<String> {
    let element = page::document()?.get_element_by_id("incident")?;
    element.text_content().filter(|link| !link.trim().is_empty())
}

/// The one-file edition of this page as text; `None` where it can't be reached.
pub(crate) async fn one_page() -> Option<String> {
    JsFuture::from(one_page_js().ok()?).await.ok()?.as_string()
}

/// Opens the browser's print dialog.
pub(crate) fn print() {
    if let Some(window) = web_sys::window() {
        // Refused only inside a sandboxed frame.
        let _ = window.print();
    }
}
