//! The oomscope page: a Yew app and its worker in one wasm file.
//!
//! `state` is what the page knows and changes by one pure reducer; `worker` decodes and judges away from the page's
//! thread; `effects` is what starts either; `commands` is all that can be done; `components` shows the state; `canvas` draws the flame graph; `js` holds the
//! calls of the browser.

mod app;
mod canvas;
mod commands;
mod components;
mod effects;
mod examples;
mod js;
mod shared;
mod state;
mod words;
mod worker;

use wasm_bindgen::prelude::wasm_bindgen;

/// Entry of the page: shows the app in the element `app`.
#[wasm_bindgen]
pub fn start_app() {
    words::speak(effects::appearance::present().language);
    std::panic::set_hook(Box::new(|panic| js::boot::fail(&words::words().page_crashed(&panic.to_string()))));
    if let Some(root) = js::page::document().and_then(|document| document.get_element_by_id("app")) {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}

/// Entry of a worker: waits for requests of the page.
#[wasm_bindgen]
pub fn start_worker() {
    let Some(scope) = js::worker::scope() else { return };
    let port = scope.clone();
    std::panic::set_hook(Box::new(move |panic| {
        js::worker::post(&port, worker::protocol::Answer::Died { message: panic.to_string() });
    }));
    js::worker::serve(&scope);
}
