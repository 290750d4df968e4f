//! The clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, HtmlDocument, HtmlTextAreaElement};

use super::page;

/// Puts text on the clipboard; `false` if the browser refuses.
pub(crate) async fn write(text: &str) -> bool {
    if let Some(clipboard) = clipboard()
        && JsFuture::from(clipboard.write_text(text)).await.is_ok()
    {
        return true;
    }
    write_by_selection(text).unwrap_or(false)
}

/// The text on the clipboard, if the browser and the person allow it.
pub(crate) async fn read() -> Option<String> {
    JsFuture::from(clipboard()?.read_text()).await.ok()?.as_string()
}

/// Pages over plain http have no clipboard object.
fn clipboard() -> Option<Clipboard> {
    let navigator = web_sys::window()?.navigator();
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object());
    there.then(|| navigator.clipboard())
}

fn write_by_selection(text: &str) -> Option<bool> {
    let document = page::document()?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("visually-hidden");
    document.body()?.append_child(&area).ok()?;
    area.select();
    let copied = document.unchecked_ref::<HtmlDocument>().exec_command("copy").ok();
    area.remove();
    copied
}
