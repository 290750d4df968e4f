//! The wire between the page and its worker: JSON text, and a file beside it.

use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, ErrorEvent, Event, File, MessageEvent, Worker};

use super::boot;
use crate::worker::host::Host;
use crate::worker::protocol::{Answer, Request};

/// A running worker; dropping it stops the worker.
pub(crate) struct Link {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Link {
    /// Starts a worker. `heard` gets its answers, or the browser's word on why it failed.
    pub(crate) fn start(heard: impl Fn(Result<Answer, String>) + 'static) -> Result<Self, JsValue> {
        let worker = boot::start_worker()?;
        let heard = Rc::new(heard);
        let on_error = Rc::clone(&heard);
        let message = EventListener::new(&worker, "message", move |event| heard(read(event)));
        let error = EventListener::new(&worker, "error", move |event| on_error(Err(complaint(event))));
        Ok(Self { worker, _listeners: [message, error] })
    }

    /// Sends a request, and the file it is about.
    pub(crate) fn send(&self, request: &Request, file: Option<&File>) {
        let Ok(text) = serde_json::to_string(request) else { return };
        let file = file.map_or(JsValue::UNDEFINED, JsValue::from);
        // Text and files can always be posted; a dead worker reports itself.
        let _ = self.worker.post_message(&Array::of2(&text.into(), &file));
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// An answer is a text, or a text with the bytes that travel beside it.
fn read(event: &Event) -> Result<Answer, String> {
    let data = event.unchecked_ref::<MessageEvent>().data();
    let parts = data.dyn_into::<Array>().unwrap_or_else(|text| Array::of1(&text));
    let text = parts.get(0).as_string().unwrap_or_default();
    let mut answer: Answer = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    for (index, blob) in (1..).zip(answer.blobs()) {
        blob.bytes = Uint8Array::new(&parts.get(index)).to_vec();
    }
    Ok(answer)
}

fn complaint(event: &Event) -> String {
    event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default()
}

/// Whether this code runs in a worker.
pub(crate) fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Posts an answer from inside the worker. Bytes beside it are handed over, not copied again.
pub(crate) fn post(scope: &DedicatedWorkerGlobalScope, mut answer: Answer) {
    let Ok(text) = serde_json::to_string(&answer) else { return };
    let (parts, handed_over) = (Array::of1(&text.into()), Array::new());
    for blob in answer.blobs() {
        let buffer = Uint8Array::from(&blob.bytes[..]).buffer();
        parts.push(&buffer);
        handed_over.push(&buffer);
    }
    // A page that is gone needs no answer.
    let _ = scope.post_message_with_transfer(&parts, &handed_over);
}

/// Serves the page from inside the worker, for as long as the worker lives.
pub(crate) fn serve(scope: &DedicatedWorkerGlobalScope) {
    let port = scope.clone();
    let host = Host::new(move |answer| post(&port, answer));
    EventListener::new(scope, "message", move |event| {
        let message: Array = event.unchecked_ref::<MessageEvent>().data().unchecked_into();
        let text = message.get(0).as_string().unwrap_or_default();
        if let Ok(request) = serde_json::from_str(&text) {
            host.take(request, message.get(1).dyn_into().ok());
        }
    })
    .forget();
    post(scope, Answer::Ready);
}
