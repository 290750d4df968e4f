//! Files reach the page from anywhere on it: by drop, by paste, by the file field, and from before it ran.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, Document, DragEvent, Element, Event, HtmlInputElement};
use yew::Callback;

use super::Desk;
use crate::js::{boot, drop, page};

/// The name of an input that was pasted as text.
const PASTED: &str = "pasted.txt";

/// Listens on the whole document, then takes over what was given before. `hovering` is told when files are held over
/// the page. Dropping the listeners ends it.
pub(crate) fn listen(desk: &Desk, hovering: &Callback<bool>) -> Vec<EventListener> {
    let Some(document) = page::document() else { return Vec::new() };
    let (dropped, pasted, picked) = (desk.clone(), desk.clone(), desk.clone());
    let (enter, leave, end) = (hovering.clone(), hovering.clone(), hovering.clone());
    let listeners = vec![
        on(&document, "dragover", move |event| {
            event.prevent_default();
            enter.emit(true);
        }),
        on(&document, "dragleave", move |event| {
            if event.unchecked_ref::<DragEvent>().related_target().is_none() {
                leave.emit(false);
            }
        }),
        on(&document, "drop", move |event| {
            event.prevent_default();
            end.emit(false);
            take(&dropped, event.unchecked_ref::<DragEvent>().data_transfer());
        }),
        on(&document, "paste", move |event| {
            if !is_field(event) {
                take(&pasted, event.unchecked_ref::<ClipboardEvent>().clipboard_data());
            }
        }),
        on(&document, "change", move |event| {
            if let Some(field) = file_field(event) {
                picked.give(drop::picked(field.files()));
                // The same file can be picked again only if the field forgets it.
                field.set_value("");
            }
        }),
    ];
    desk.give(drop::queued(boot::take_queue()));
    listeners
}

fn on(document: &Document, name: &'static str, callback: impl FnMut(&Event) + 'static) -> EventListener {
    EventListener::new_with_options(document, name, EventListenerOptions::enable_prevent_default(), callback)
}

/// Files if there are any, else text.
fn take(desk: &Desk, transfer: Option<DataTransfer>) {
    let Some(transfer) = transfer else { return };
    let items = drop::items(&transfer);
    if items.is_empty() {
        take_text(desk, &transfer.get_data("text/plain").unwrap_or_default());
    } else {
        desk.give(items);
    }
}

/// Takes pasted text as a file.
pub(crate) fn take_text(desk: &Desk, text: &str) {
    if !text.trim().is_empty() {
        desk.give(vec![drop::text_file(PASTED, text)]);
    }
}

/// The file field, if that is what changed.
fn file_field(event: &Event) -> Option<HtmlInputElement> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    (field.type_() == "file").then_some(field)
}

/// Whether an event belongs to a field one can type in.
fn is_field(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest("input:not([type=file]), textarea").ok().flatten().is_some())
}
