//! What `boot.js` provides: files given before the app ran, workers, and a message for when the app is dead.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Worker;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = oomscope, js_name = takeQueue, catch)]
    fn take_queue_js() -> Result<Array, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = startWorker, catch)]
    fn start_worker_js() -> Result<Worker, JsValue>;

    #[wasm_bindgen(js_namespace = oomscope, js_name = fail, catch)]
    fn fail_js(message: &str) -> Result<(), JsValue>;
}

/// What was given before the app listened, and an end to the early listening.
pub(crate) fn take_queue() -> Vec<JsValue> {
    take_queue_js().map(|queue| queue.iter().collect()).unwrap_or_default()
}

/// A worker that runs the `start_worker` of this wasm; an error where the browser allows none.
pub(crate) fn start_worker() -> Result<Worker, JsValue> {
    start_worker_js()
}

/// Shows a message outside the app.
pub(crate) fn fail(message: &str) {
    // Without boot.js there is no page to show it on.
    let _ = fail_js(message);
}
