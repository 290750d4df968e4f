//! A canvas with a flame graph, its small picture, and the tooltip.

use std::cell::RefCell;
use std::rc::Rc;

use view::flame::{Direction, Found, What};
use web_sys::{HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

use super::amount::Amounts;
use super::describe::describe;
use crate::canvas::{Graph, Listeners, Moved, Stage, Told};
use crate::state::Units;
use crate::words::explorer;

/// The stage of a canvas, for those beside it: empty until the canvas is in the page.
#[derive(Clone, Default)]
pub(crate) struct StageHandle(Rc<RefCell<Option<Rc<RefCell<Stage>>>>>);

impl PartialEq for StageHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl StageHandle {
    /// Does something with the stage, if it is there.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut Stage) -> T) -> Option<T> {
        let stage = self.0.borrow().clone()?;
        let done = act(&mut stage.borrow_mut());
        Some(done)
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FlameCanvasProps {
    /// What is drawn.
    pub(crate) graph: Graph,
    /// Where callees are.
    pub(crate) direction: Direction,
    /// What is searched for.
    pub(crate) search: String,
    /// How amounts are written.
    pub(crate) units: Units,
    /// Where the stage is put.
    pub(crate) stage: StageHandle,
    /// Told what is selected and zoomed to.
    pub(crate) told: Callback<Told>,
    /// Keys that aren't about moving.
    pub(crate) pressed: Callback<String>,
    /// The selected box in words, for screen readers.
    pub(crate) selected: AttrValue,
}

/// What is under the pointer.
type Hover = Option<((usize, What), f64, f64)>;

/// The canvas.
#[component]
pub(crate) fn FlameCanvas(props: &FlameCanvasProps) -> Html {
    let (canvas, map, probe, tooltip) = (use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref());
    let hover = use_state_eq(|| Hover::None);
    use_stage(props, [&canvas, &map, &probe], &hover);
    {
        let (stage, graph) = (props.stage.clone(), props.graph.clone());
        let (direction, search) = (props.direction, props.search.clone());
        use_effect_with((graph, direction, search), move |(graph, direction, search)| {
            let found = Found::new(graph.tree(graph.main()), search);
            let _ = stage.with(|stage| {
                stage.set_graph(graph.clone());
                stage.set_direction(*direction);
                stage.set_found(found);
            });
        });
    }
    let (shown, at) = (tooltip.clone(), *hover);
    use_effect_with(at, move |hover| {
        if let (Some((_, x, y)), Some(tooltip)) = (hover, shown.cast::<HtmlElement>()) {
            crate::js::canvas::place_beside(&tooltip, *x, *y);
        }
    });
    let onkeydown = on_key(&props.stage, &props.pressed);
    html! {
        <div class="flame">
            <canvas class="flame-map" ref={map} title={explorer().minimap()} aria-hidden="true"></canvas>
            <div class="flame-stage">
                <canvas class="flame-canvas" data-testid="flamegraph" ref={canvas} tabindex="0" role="img" {onkeydown}
                    aria-label={explorer().flame_label()} aria-describedby="flame-selected-words"></canvas>
                <span class="flame-probe" ref={probe} aria-hidden="true"></span>
                <p class="visually-hidden" id="flame-selected-words" aria-live="polite">{props.selected.clone()}</p>
                <div class="flame-tooltip" ref={tooltip} role="tooltip" hidden={hover.is_none()} data-testid="flame-tooltip">{ tip(props, *hover) }</div>
            </div>
        </div>
    }
}

fn tip(props: &FlameCanvasProps, hover: Hover) -> Html {
    let Some(((tree, what), _, _)) = hover else { return Html::default() };
    let tree = props.graph.tree(tree);
    // Another graph may have taken the place of the one that was pointed at.
    let is_there = match what {
        What::Node(node) => (node as usize) < tree.len(),
        What::Rest { parent, first } => (parent as usize) < tree.len() && first < tree.children(parent).end,
    };
    if !is_there {
        return Html::default();
    }
    let described = describe(tree, what, &Amounts { units: props.units, unit: &tree.unit, total: tree.total });
    html! {
        <>
            <code>{described.name}</code>
            if !described.place.is_empty() { <span class="place">{described.place}</span> }
            { for described.facts.into_iter().map(|fact| html! { <span>{fact}</span> }) }
        </>
    }
}

/// Puts a stage on the canvas for as long as the component is in the page.
#[hook]
fn use_stage(props: &FlameCanvasProps, elements: [&NodeRef; 3], hover: &UseStateHandle<Hover>) {
    let [canvas, map, probe] = elements.map(NodeRef::clone);
    let (handle, graph, told, hover) = (props.stage.clone(), props.graph.clone(), props.told.clone(), hover.setter());
    use_effect_with((), move |()| {
        let tell = Callback::from(move |news: Told| match news {
            Told::Hovered(what, x, y) => hover.set(what.map(|what| (what, x, y))),
            news => told.emit(news),
        });
        let elements = canvas.cast::<HtmlCanvasElement>().zip(probe.cast::<HtmlElement>());
        let listeners = elements.and_then(|(canvas, probe)| {
            let map = map.cast::<HtmlCanvasElement>();
            let stage = Stage::new(canvas.clone(), map.clone(), probe, graph, tell)?;
            let listeners = Listeners::new(&stage, &canvas, map.as_ref());
            *handle.0.borrow_mut() = Some(stage);
            Some(listeners)
        });
        move || {
            drop(listeners);
            *handle.0.borrow_mut() = None;
        }
    });
}

/// Keys that move; all others go on.
fn on_key(stage: &StageHandle, key: &Callback<String>) -> Callback<KeyboardEvent> {
    use view::flame::Step;
    let (stage, key) = (stage.clone(), key.clone());
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let name = event.key();
        let _ = match name.as_str() {
            "ArrowUp" => stage.with(|stage| stage.walk(true, None)),
            "ArrowDown" => stage.with(|stage| stage.walk(false, None)),
            "ArrowLeft" => stage.with(|stage| stage.walk(false, Some(Step::Wider))),
            "ArrowRight" => stage.with(|stage| stage.walk(false, Some(Step::Narrower))),
            "Enter" => stage.with(|stage| {
                if let Some(place) = stage.selected() {
                    stage.zoom_to(place);
                }
            }),
            "+" | "=" | "w" => stage.with(|stage| stage.moved(Moved::In)),
            "-" | "s" => stage.with(|stage| stage.moved(Moved::Out)),
            "a" => stage.with(|stage| stage.moved(Moved::Left)),
            "d" => stage.with(|stage| stage.moved(Moved::Right)),
            "0" | "Escape" => stage.with(|stage| stage.moved(Moved::All)),
            "p" | "f" | "i" | "h" | "r" | "c" => {
                key.emit(name);
                Some(())
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
    })
}
