//! Canvases: frames, sizes, pixels, and pictures of them.

use super::page;
use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, CanvasRenderingContext2d, ContextAttributes2d, Element, HtmlCanvasElement, HtmlElement, ResizeObserver,
    ResizeObserverBoxOptions, ResizeObserverEntry, ResizeObserverOptions, ResizeObserverSize,
};

/// What a canvas is painted with. Ours are painted all over: the browser need not mix them with what is behind.
pub(crate) fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    let settings = ContextAttributes2d::new();
    settings.set_alpha(false);
    canvas.get_context_with_context_options("2d", &settings).ok()??.dyn_into().ok()
}

/// A canvas that is not in the page.
pub(crate) fn new_canvas() -> Option<HtmlCanvasElement> {
    page::document()?.create_element("canvas").ok()?.dyn_into().ok()
}

/// Calls `paint` with the time in milliseconds when the browser is about to draw.
pub(crate) fn next_frame(paint: impl FnOnce(f64) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let callback = Closure::once_into_js(paint);
    // A window always takes a function.
    let _ = window.request_animation_frame(callback.unchecked_ref());
}

/// The time that frames are told in, in milliseconds.
pub(crate) fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// A colour of any notation as `#rrggbb`, which every program that reads SVG knows.
pub(crate) fn rgb(colour: &str) -> String {
    let pixel = new_canvas().and_then(|canvas| {
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        context.set_fill_style_str(colour);
        context.fill_rect(0.0, 0.0, 1.0, 1.0);
        context.get_image_data(0.0, 0.0, 1.0, 1.0).ok()
    });
    match pixel.map(|pixel| pixel.data().0) {
        Some(pixel) if pixel.len() >= 3 => format!("#{:02x}{:02x}{:02x}", pixel[0], pixel[1], pixel[2]),
        _ => colour.to_owned(),
    }
}

/// Device pixels in a CSS pixel.
pub(crate) fn device_pixels() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// Whether the person has not asked for less motion.
pub(crate) fn motion_is_welcome() -> bool {
    !matches("(prefers-reduced-motion: reduce)")
}

fn matches(query: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Listens for the page changing its colours: `boot.js` says so, whether it was the system or the person.
pub(crate) fn on_theme_change(changed: impl Fn() + 'static) -> Option<EventListener> {
    let document = web_sys::window()?.document()?;
    Some(EventListener::new(&document, "themechange", move |_| changed()))
}

/// Sets the height of an element in CSS pixels. The page's policy allows no style attributes, but this.
pub(crate) fn set_height(canvas: &HtmlCanvasElement, pixels: f64) {
    // A number of pixels is always a valid height.
    let _ = canvas.style().set_property("height", &format!("{pixels}px"));
}

/// Puts a tooltip beside a place of the element it is in, within its edges.
pub(crate) fn place_beside(tooltip: &HtmlElement, x: f64, y: f64) {
    let (width, room) =
        (f64::from(tooltip.offset_width()), tooltip.offset_parent().map_or(0, |parent| parent.client_width()));
    let left = (x + 14.0).min(f64::from(room) - width - 4.0).max(0.0);
    let style = tooltip.style();
    // Numbers of pixels are always valid places.
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{}px", y + 18.0));
}

/// Listens for an element changing its size; dropping it ends that.
pub(crate) struct Resizes {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Resizes {
    /// Calls `resized` for the first size too, with width and height in device pixels where the browser tells them: only
    /// it knows where the edges of an element that starts between two pixels fall.
    pub(crate) fn of(element: &Element, resized: impl Fn(Option<(f64, f64)>) + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| resized(pixels(&entries)));
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        if tells_pixels() {
            let options = ResizeObserverOptions::new();
            options.set_box(ResizeObserverBoxOptions::DevicePixelContentBox);
            observer.observe_with_options(element, &options);
        } else {
            observer.observe(element);
        }
        Some(Self { observer, _callback: callback })
    }
}

/// Whether the browser tells the size of elements in device pixels. Those that don't would throw if asked to.
fn tells_pixels() -> bool {
    let prototype = |name: &str| {
        let class = js_sys::Reflect::get(&js_sys::global(), &name.into()).ok()?;
        js_sys::Reflect::get(&class, &"prototype".into()).ok()
    };
    prototype("ResizeObserverEntry")
        .is_some_and(|entry| js_sys::Reflect::has(&entry, &"devicePixelContentBoxSize".into()).unwrap_or(false))
}

fn pixels(entries: &Array) -> Option<(f64, f64)> {
    if !tells_pixels() {
        return None;
    }
    let entry: ResizeObserverEntry = entries.get(entries.length().checked_sub(1)?).dyn_into().ok()?;
    let size: ResizeObserverSize = entry.device_pixel_content_box_size().get(0).dyn_into().ok()?;
    Some((size.inline_size(), size.block_size()))
}

impl Drop for Resizes {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Makes a PNG of a canvas and hands it to `made`.
pub(crate) fn picture(canvas: &HtmlCanvasElement, made: impl Fn(Blob) + 'static) {
    let callback = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            made(blob);
        }
    });
    // A canvas that only ever had our own boxes on it can be read.
    let _ = canvas.to_blob(callback.unchecked_ref());
}

/// A file of these bytes.
pub(crate) fn file(bytes: &[u8], media_type: &str) -> Option<Blob> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}
