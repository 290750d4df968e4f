//! The document itself.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The document; `None` in a worker.
pub(crate) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Says what the page is doing, on its root element: `empty`, `working`, `ready` or `error`.
pub(crate) fn set_state(name: &str) {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        // A plain name is always a valid attribute value.
        let _ = root.dataset().set("state", name);
    }
}

/// The language of the document, as `<html lang>` has it.
pub(crate) fn language() -> Option<String> {
    document()?.document_element()?.get_attribute("lang")
}

/// Opens a dialog so that it takes the focus and Escape closes it.
pub(crate) fn open_dialog(element: &Element) {
    if let Some(dialog) = element.dyn_ref::<HtmlDialogElement>() {
        // Fails only for a dialog that is open already.
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog.
pub(crate) fn close_dialog(element: &Element) {
    if let Some(dialog) = element.dyn_ref::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// Closes the dialog that `element` is in.
pub(crate) fn close_dialog_around(element: Option<&HtmlElement>) {
    if let Some(dialog) = element.and_then(|element| element.closest("dialog").ok().flatten()) {
        close_dialog(&dialog);
    }
}

/// Whether a dialog lies over the page.
pub(crate) fn has_dialog() -> bool {
    document().is_some_and(|document| document.query_selector("dialog[open]").ok().flatten().is_some())
}

/// The element that has the focus.
pub(crate) fn focused() -> Option<HtmlElement> {
    document()?.active_element()?.dyn_into().ok()
}

/// Opens the file picker: a click on the page's file field, which stands outside the app and outlives its parts.
pub(crate) fn choose_files() {
    let field = document().and_then(|document| document.get_element_by_id("file-input"));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        field.click();
    }
}

/// The content of the `<meta>` element of this name.
pub(crate) fn named(name: &str) -> Option<String> {
    document()?.query_selector(&format!("meta[name='{name}']")).ok()??.get_attribute("content")
}

/// Scrolls the element with this id into view and focuses it.
pub(crate) fn reveal(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view();
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            // A title takes the focus only where it says so.
            if element.tab_index() < 0 {
                element.set_tab_index(-1);
            }
            // Only an element that is not rendered can't be focused.
            let _ = element.focus();
        }
    }
}

/// Scrolls the element with this id to the middle of what it scrolls in.
pub(crate) fn center(id: &str) {
    scroll(id, ScrollLogicalPosition::Center);
}

/// Scrolls the element with this id into view, no further than it needs.
pub(crate) fn nearest(id: &str) {
    scroll(id, ScrollLogicalPosition::Nearest);
}

fn scroll(id: &str, to: ScrollLogicalPosition) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(to);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Focuses the element with this id.
pub(crate) fn focus(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Only an element that is not rendered can't be focused.
        let _ = element.focus();
    }
}
