//! Gestures on the canvas.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlCanvasElement, MouseEvent, WheelEvent};

use super::hand;
use super::stage::Stage;
use crate::js::canvas::{Resizes, on_theme_change};

/// Pixels in a line of wheels that count in lines.
const LINE: f64 = 16.0;

/// Everything that moves a stage; dropping it ends that.
pub(crate) struct Listeners {
    _events: Vec<EventListener>,
    _resizes: Option<Resizes>,
}

impl Listeners {
    /// Listens on the canvas of a stage and on its small picture.
    pub(crate) fn new(stage: &Rc<RefCell<Stage>>, canvas: &HtmlCanvasElement, map: Option<&HtmlCanvasElement>) -> Self {
        let mut events = vec![wheel(stage, canvas)];
        events.extend(hand::listeners(stage, canvas));
        events.extend(map.into_iter().flat_map(|map| map_pointers(stage, map)));
        let stage_on_theme = Rc::clone(stage);
        events.extend(on_theme_change(move || stage_on_theme.borrow_mut().recolour()));
        let stage_on_resize = Rc::clone(stage);
        let resizes = Resizes::of(canvas, move |pixels| stage_on_resize.borrow_mut().resize(pixels));
        Self { _events: events, _resizes: resizes }
    }
}

pub(super) fn listen(element: &Element, name: &'static str, callback: impl FnMut(&Event) + 'static) -> EventListener {
    EventListener::new_with_options(element, name, EventListenerOptions::enable_prevent_default(), callback)
}

/// With Ctrl (which pinching on a touchpad also sends), Alt or the command key the wheel zooms. Without, it scrolls the graph
/// as far as that goes, and then the page.
fn wheel(stage: &Rc<RefCell<Stage>>, canvas: &HtmlCanvasElement) -> EventListener {
    let stage = Rc::clone(stage);
    listen(canvas, "wheel", move |event| {
        let event = event.unchecked_ref::<WheelEvent>();
        let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { LINE } else { 1.0 };
        let (right, down) = (event.delta_x() * unit, event.delta_y() * unit);
        let mut stage = stage.borrow_mut();
        let moved = if event.ctrl_key() || event.meta_key() || event.alt_key() {
            stage.zoom((-down * 0.004).exp(), f64::from(event.offset_x()));
            true
        } else if event.shift_key() && right == 0.0 {
            stage.pan(down, 0.0)
        } else {
            stage.pan(right, down)
        };
        if moved {
            event.prevent_default();
        }
    })
}

fn map_pointers(stage: &Rc<RefCell<Stage>>, map: &HtmlCanvasElement) -> Vec<EventListener> {
    let go = |stage: &Rc<RefCell<Stage>>, event: &Event| {
        let event = event.unchecked_ref::<MouseEvent>();
        if event.buttons() & 1 == 1 {
            stage.borrow_mut().move_by_map(f64::from(event.offset_x()), f64::from(event.offset_y()));
        }
    };
    let (pressed, dragged) = (Rc::clone(stage), Rc::clone(stage));
    vec![
        listen(map, "pointerdown", move |event| go(&pressed, event)),
        listen(map, "pointermove", move |event| go(&dragged, event)),
    ]
}
