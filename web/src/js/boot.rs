//! What `boot.js` provides: files given before the app ran, workers, a message for when the app is dead, and the settings
//! that outlive the tab.

use gloo_events::EventListener;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Worker;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = oomscope, js_name = takeQueue, catch)]
    fn take_queue_js() -> Result<Array, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = startWorker, catch)]
    fn start_worker_js() -> Result<Worker, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = update, catch)]
    fn update_js() -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = fail, catch)]
    fn fail_js(message: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = theme, catch)]
    fn theme_js() -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = setTheme, catch)]
    fn set_theme_js(theme: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = setLanguage, catch)]
    fn set_language_js(code: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = mayKeep, catch)]
    fn may_keep_js() -> Result<bool, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = startKeeping, catch)]
    fn start_keeping_js() -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = keptWork, catch)]
    fn kept_js() -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = keepWork, catch)]
    fn keep_js(incident: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = forgetWork, catch)]
    fn forget_work_js() -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = forget, catch)]
    fn forget_js() -> Result<Promise, JsValue>;
}

/// What was given before the app listened, and an end to the early listening.
pub(crate) fn take_queue() -> Vec<JsValue> {
    take_queue_js().map(|queue| queue.iter().collect()).unwrap_or_default()
}

/// A worker that runs the `start_worker` of this wasm; an error where the browser allows none.
pub(crate) fn start_worker() -> Result<Worker, JsValue> {
    start_worker_js()
}

/// Calls `waits` once a newer version of the page waits.
pub(crate) fn on_update(waits: impl Fn() + 'static) -> Option<EventListener> {
    let root = super::page::document()?.document_element()?;
    Some(EventListener::new(&root, "updatewaits", move |_| waits()))
}

/// Switches to the version that waits: the page is loaded again.
pub(crate) fn update() {
    // There is nothing to switch to where no service worker runs.
    let _ = update_js();
}

/// Shows a message outside the app.
pub(crate) fn fail(message: &str) {
    // Without boot.js there is no page to show it on.
    let _ = fail_js(message);
}

/// The name of the theme the page is shown in.
pub(crate) fn theme() -> String {
    theme_js().unwrap_or_default()
}

/// Shows the page in the theme of this name, now and on the next visit.
pub(crate) fn set_theme(name: &str) {
    // Without boot.js there is no page to show.
    let _ = set_theme_js(name);
}

/// Says that the page is in the language of this code, now and on the next visit.
pub(crate) fn set_language(code: &str) {
    // Without boot.js there is no page to show.
    let _ = set_language_js(code);
}

/// Whether work can be kept across visits at all.
pub(crate) fn may_keep() -> bool {
    may_keep_js().unwrap_or(false)
}

/// The incident that was kept, empty if none was yet; `None` where keeping is off.
pub(crate) async fn kept() -> Option<String> {
    JsFuture::from(kept_js().ok()?).await.ok()?.as_string()
}

/// Switches keeping on; `false` if the browser refuses.
pub(crate) async fn start_keeping() -> bool {
    is_done(start_keeping_js()).await
}

/// Keeps an incident: whether keeping is still on; an error if the browser refuses.
pub(crate) async fn keep(incident: &str) -> Result<bool, JsValue> {
    JsFuture::from(keep_js(incident)?).await.map(|kept| kept.is_truthy())
}

/// Switches keeping off and removes the incident that was kept; `false` if the browser refuses.
pub(crate) async fn forget_work() -> bool {
    is_done(forget_work_js()).await
}

/// Removes all that was kept, settings too; `false` if the browser refuses.
pub(crate) async fn forget() -> bool {
    is_done(forget_js()).await
}

async fn is_done(promise: Result<Promise, JsValue>) -> bool {
    match promise {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    }
}
