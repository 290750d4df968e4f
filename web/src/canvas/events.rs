//! Gestures on the canvas.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlCanvasElement, MouseEvent, PointerEvent, WheelEvent};

use super::stage::Stage;
use crate::js::canvas::{Resizes, on_theme_change};

/// How many pixels a pointer may move between down and up for a click.
const CLICK: f64 = 4.0;
/// Pixels in a line of wheels that count in lines.
const LINE: f64 = 16.0;

/// Everything that moves a stage; dropping it ends that.
pub(crate) struct Listeners {
    _events: Vec<EventListener>,
    _resizes: Option<Resizes>,
}

/// The pointers that are down on a canvas.
#[derive(Default)]
struct Hand {
    pointers: RefCell<Vec<(i32, f64, f64)>>,
    /// Whether they have moved further than a click may.
    dragged: Cell<bool>,
}

impl Listeners {
    /// Listens on the canvas of a stage and on its small picture.
    pub(crate) fn new(stage: &Rc<RefCell<Stage>>, canvas: &HtmlCanvasElement, map: Option<&HtmlCanvasElement>) -> Self {
        let mut events = vec![wheel(stage, canvas)];
        events.extend(pointers(stage, canvas));
        events.extend(map.into_iter().flat_map(|map| map_pointers(stage, map)));
        let stage_on_theme = Rc::clone(stage);
        events.extend(on_theme_change(move || stage_on_theme.borrow_mut().recolour()));
        let stage_on_resize = Rc::clone(stage);
        let resizes = Resizes::of(canvas, move || stage_on_resize.borrow_mut().resize());
        Self { _events: events, _resizes: resizes }
    }
}

fn listen(element: &Element, name: &'static str, callback: impl FnMut(&Event) + 'static) -> EventListener {
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

fn pointers(stage: &Rc<RefCell<Stage>>, canvas: &HtmlCanvasElement) -> Vec<EventListener> {
    let hand = Rc::new(Hand::default());
    let down = {
        let (hand, canvas) = (Rc::clone(&hand), canvas.clone());
        move |event: &Event| {
            let event = event.unchecked_ref::<PointerEvent>();
            if event.button() == 0 {
                // A pointer that is gone already needs no capture.
                let _ = canvas.set_pointer_capture(event.pointer_id());
                hand.put(event);
            }
        }
    };
    let moved = {
        let (hand, stage) = (Rc::clone(&hand), Rc::clone(stage));
        move |event: &Event| hand.moved(event.unchecked_ref(), &mut stage.borrow_mut())
    };
    let up = {
        let (hand, stage) = (Rc::clone(&hand), Rc::clone(stage));
        move |event: &Event| {
            let event = event.unchecked_ref::<PointerEvent>();
            let was_down = hand.lift(event);
            if was_down && !hand.dragged.get() {
                stage.borrow_mut().click(f64::from(event.offset_x()), f64::from(event.offset_y()));
            }
        }
    };
    let (lost, left) = (Rc::clone(&hand), Rc::clone(stage));
    vec![
        listen(canvas, "pointerdown", down),
        listen(canvas, "pointermove", moved),
        listen(canvas, "pointerup", up),
        listen(canvas, "pointercancel", move |event| {
            let _ = lost.lift(event.unchecked_ref());
        }),
        listen(canvas, "pointerleave", move |_| left.borrow_mut().hover(None)),
    ]
}

impl Hand {
    fn put(&self, event: &PointerEvent) {
        let mut pointers = self.pointers.borrow_mut();
        self.dragged.set(!pointers.is_empty());
        pointers.push((event.pointer_id(), f64::from(event.offset_x()), f64::from(event.offset_y())));
    }

    fn lift(&self, event: &PointerEvent) -> bool {
        let mut pointers = self.pointers.borrow_mut();
        let before = pointers.len();
        pointers.retain(|(id, _, _)| *id != event.pointer_id());
        pointers.len() < before
    }

    /// One pointer drags, two zoom; none hovers.
    fn moved(&self, event: &PointerEvent, stage: &mut Stage) {
        let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let mut pointers = self.pointers.borrow_mut();
        let Some(place) = pointers.iter().position(|(id, _, _)| *id == event.pointer_id()) else {
            return stage.hover((event.pointer_type() != "touch").then_some(at));
        };
        let (_, x, y) = pointers[place];
        let (right, down) = (at.0 - x, at.1 - y);
        if !self.dragged.get() && right.hypot(down) < CLICK {
            return;
        }
        self.dragged.set(true);
        match pointers.iter().find(|(id, _, _)| *id != event.pointer_id()) {
            None => {
                let _ = stage.pan(-right, -down);
            }
            Some((_, other, _)) => {
                let (before, after) = ((x - other).abs().max(8.0), (at.0 - other).abs().max(8.0));
                stage.zoom(after / before, f64::midpoint(at.0, *other));
            }
        }
        pointers[place] = (event.pointer_id(), at.0, at.1);
    }
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
