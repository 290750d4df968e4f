//! Mouse, pen and fingers on the canvas.
//!
//! One pointer drags, two zoom and move; a mouse that is not down hovers. A tap is a click; a finger that rests asks what
//! is under it, as it cannot hover.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use view::flame::Viewport;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlCanvasElement, PointerEvent, TouchEvent};

use super::events::listen;
use super::stage::Stage;

/// How many pixels a pointer may move between down and up for a click.
const CLICK: f64 = 4.0;
/// The same of a finger, which is not as steady.
const TAP: f64 = 10.0;
/// How long a finger rests before it asks what is under it, in milliseconds.
const HOLD: u32 = 450;

/// A pointer that is down, and where.
type Pointer = (i32, (f64, f64));

/// What was on screen when a second finger came down, and where the two were.
#[derive(Clone, Copy)]
struct Pinch {
    viewport: Viewport,
    fingers: [(f64, f64); 2],
}

/// The pointers that are down on a canvas.
struct Hand {
    stage: Rc<RefCell<Stage>>,
    pointers: RefCell<Vec<Pointer>>,
    pinch: Cell<Option<Pinch>>,
    /// Whether they have moved further than a click may.
    dragged: Cell<bool>,
    /// Runs while a finger rests.
    resting: RefCell<Option<Timeout>>,
    /// Whether a finger has rested: it asks, it doesn't press.
    held: Cell<bool>,
}

/// What a canvas listens to.
pub(super) fn listeners(stage: &Rc<RefCell<Stage>>, canvas: &HtmlCanvasElement) -> Vec<EventListener> {
    let hand = Rc::new(Hand {
        stage: Rc::clone(stage),
        pointers: RefCell::default(),
        pinch: Cell::new(None),
        dragged: Cell::new(false),
        resting: RefCell::default(),
        held: Cell::new(false),
    });
    let on = |name: &'static str, act: fn(&Rc<Hand>, &Event)| {
        let hand = Rc::clone(&hand);
        listen(canvas, name, move |event| act(&hand, event))
    };
    let down = {
        let (hand, canvas) = (Rc::clone(&hand), canvas.clone());
        listen(&canvas.clone(), "pointerdown", move |event| {
            let event = event.unchecked_ref::<PointerEvent>();
            if event.button() == 0 {
                // A pointer that is gone already needs no capture.
                let _ = canvas.set_pointer_capture(event.pointer_id());
                hand.put(event);
            }
        })
    };
    vec![
        down,
        on("pointermove", |hand, event| hand.moved(event.unchecked_ref())),
        on("pointerup", |hand, event| hand.lifted(event.unchecked_ref())),
        on("pointercancel", |hand, event| {
            hand.lift(event.unchecked_ref());
        }),
        on("pointerleave", |hand, event| {
            // A finger leaves when it is lifted; what it asked for stays to be read.
            if !(is_finger(event.unchecked_ref()) && hand.held.get()) {
                hand.stage.borrow_mut().hover(None);
            }
        }),
        // The browser must not scroll or zoom the page with the fingers that move the graph.
        on("touchstart", keep_two_fingers),
        on("touchmove", keep_two_fingers),
        on("contextmenu", |hand, event| {
            if hand.held.get() || hand.resting.borrow().is_some() {
                event.prevent_default();
            }
        }),
    ]
}

fn keep_two_fingers(_: &Rc<Hand>, event: &Event) {
    if event.unchecked_ref::<TouchEvent>().touches().length() > 1 {
        event.prevent_default();
    }
}

fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}

fn is_finger(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

impl Hand {
    fn put(self: &Rc<Self>, event: &PointerEvent) {
        let at = place(event);
        let mut pointers = self.pointers.borrow_mut();
        pointers.push((event.pointer_id(), at));
        self.dragged.set(pointers.len() > 1);
        self.held.set(false);
        self.stop_resting();
        let mut stage = self.stage.borrow_mut();
        if let [(_, first), (_, second)] = pointers[..] {
            self.pinch.set(Some(Pinch { viewport: stage.viewport(), fingers: [first, second] }));
        }
        if is_finger(event) {
            stage.hover(None);
            if pointers.len() == 1 {
                self.rest(at);
            }
        }
    }

    /// A finger is down: if it stays where it is, it asks.
    fn rest(self: &Rc<Self>, at: (f64, f64)) {
        let hand = Rc::downgrade(self);
        *self.resting.borrow_mut() = Some(Timeout::new(HOLD, move || {
            if let Some(hand) = hand.upgrade() {
                hand.held.set(true);
                hand.stage.borrow_mut().hover(Some(at));
            }
        }));
    }

    fn stop_resting(&self) {
        // Dropping a timeout that has not run cancels it.
        drop(self.resting.borrow_mut().take());
    }

    fn lift(&self, event: &PointerEvent) -> bool {
        self.stop_resting();
        self.pinch.set(None);
        let mut pointers = self.pointers.borrow_mut();
        let before = pointers.len();
        pointers.retain(|(id, _)| *id != event.pointer_id());
        pointers.len() < before
    }

    fn lifted(&self, event: &PointerEvent) {
        if self.lift(event) && !self.dragged.get() && !self.held.get() {
            let (x, y) = place(event);
            self.stage.borrow_mut().click(x, y);
        }
    }

    fn moved(&self, event: &PointerEvent) {
        let at = place(event);
        let mut pointers = self.pointers.borrow_mut();
        let mut stage = self.stage.borrow_mut();
        let Some(index) = pointers.iter().position(|(id, _)| *id == event.pointer_id()) else {
            return stage.hover((!is_finger(event)).then_some(at));
        };
        if self.held.get() {
            return stage.hover(Some(at));
        }
        let from = pointers[index].1;
        let (right, down) = (at.0 - from.0, at.1 - from.1);
        let still = if is_finger(event) { TAP } else { CLICK };
        if !self.dragged.get() && right.hypot(down) < still {
            return;
        }
        self.dragged.set(true);
        self.stop_resting();
        pointers[index].1 = at;
        match (self.pinch.get(), &pointers[..]) {
            (Some(pinch), [(_, first), (_, second)]) => stage.pinch(pinch.viewport, pinch.fingers, [*first, *second]),
            (None, [_]) => {
                let _ = stage.pan(-right, -down);
            }
            // Three fingers mean nothing.
            _ => {}
        }
    }
}
