//! The flame graph with all that is around it.

use view::flame::{Direction, Found, Paper, Scene, What, svg};
use view::tree::Tree;
use yew::prelude::*;

use super::amount::Amounts;
use super::describe::describe;
use super::flame_canvas::{FlameCanvas, StageHandle};
use super::flame_selected::{FlameSelected, act, pivot};
use super::flame_table::FlameTable;
use super::notice::{notice, working};
use super::panel::ViewProps;
use super::{legend, save};
use crate::canvas::{GROUND, Graph, Moved, Place, Stage, Told};
use crate::components::icon::{Glyph, Icon};
use crate::effects::{Desk, explore};
use crate::js::canvas::rgb;
use crate::state::{Action, Explored, Shown, Units};
use crate::words::{explorer, words};
use crate::worker::look::Ask;

/// The flame graph of a profile, or of a difference.
#[component]
pub(crate) fn Flame(props: &ViewProps) -> Html {
    let wanted = props.explorer.answer(&props.picked.look, &Ask::Flame).cloned();
    let last = || props.explorer.last(|ask| *ask == Ask::Flame).map(|seen| seen.shown.clone());
    let graph = match wanted.or_else(last) {
        None => return working(),
        Some(Err(refusal)) => return notice(&refusal, ""),
        Some(Ok(shown)) => match &*shown {
            Shown::Flame(tree) => Graph::Whole(tree.clone()),
            _ => return working(),
        },
    };
    html! { <FlameGraph desk={props.desk.clone()} {graph} direction={props.explorer.direction} search={props.explorer.search.clone()} units={props.explorer.units} /> }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FlameGraphProps {
    /// Takes filters, pivots and choices.
    pub(crate) desk: Desk,
    /// What is drawn.
    pub(crate) graph: Graph,
    /// Where callees are.
    pub(crate) direction: Direction,
    /// What is searched for.
    pub(crate) search: String,
    /// How amounts are written.
    pub(crate) units: Units,
}

/// A flame graph with its tools, its path, its legend and its table.
#[component]
pub(crate) fn FlameGraph(props: &FlameGraphProps) -> Html {
    let stage = use_memo((), |()| StageHandle::default());
    let selected = use_state_eq(|| None::<Place>);
    let zoomed = use_state_eq(|| None::<Place>);
    let FlameGraphProps { desk, graph, direction, search, units } = props.clone();
    let told = {
        let (selected, zoomed) = (selected.setter(), zoomed.setter());
        Callback::from(move |news: Told| match news {
            Told::Selected(place) => selected.set(place),
            Told::Zoomed(place) => zoomed.set(Some(place)),
            Told::Hovered(..) => {}
        })
    };
    let pressed = {
        let (desk, graph, selected) = (desk.clone(), graph.clone(), *selected);
        Callback::from(move |key: String| {
            if let Some(pivot) = selected.and_then(|place| pivot(&graph, place)) {
                act(&desk, &key, pivot);
            }
        })
    };
    let choose = {
        let stage = (*stage).clone();
        Callback::from(move |place: Place| {
            let _ = stage.with(|stage| {
                stage.reveal(place);
                stage.zoom_to(place);
            });
        })
    };
    let is_difference = graph.tree(0).is_difference();
    let spoken = selected.filter(|(tree, node)| (*node as usize) < graph.tree(*tree).len()).map(|(tree, node)| {
        let tree = graph.tree(tree);
        describe(tree, What::Node(node), &amounts(tree, units)).line()
    });
    html! {
        <div class="flame-view">
            { tools(props, &stage) }
            { path(&graph, *zoomed, &choose) }
            { found(&graph, &search) }
            <FlameCanvas graph={graph.clone()} {direction} {search} {units} stage={(*stage).clone()} {told} {pressed} selected={spoken.unwrap_or_default()} />
            <FlameSelected {desk} graph={graph.clone()} place={*selected} {units} />
            { if is_difference { legend::changes() } else { legend::origins() } }
            <FlameTable {graph} {units} {choose} />
        </div>
    }
}

pub(crate) const fn amounts(tree: &Tree, units: Units) -> Amounts<'_> {
    Amounts { units, unit: tree.unit.as_str(), total: tree.total }
}

fn tools(props: &FlameGraphProps, stage: &StageHandle) -> Html {
    let mover = |moved: Moved| {
        let stage = stage.clone();
        Callback::from(move |_: MouseEvent| {
            let _ = stage.with(|stage| stage.moved(moved));
        })
    };
    let button = |moved: Moved, glyph: Glyph, label: &'static str, testid: &'static str| {
        html! { <button type="button" class="icon-button" onclick={mover(moved)} title={label} aria-label={label} data-testid={testid}><Icon {glyph} /></button> }
    };
    html! {
        <div class="flame-tools">
            if matches!(props.graph, Graph::Whole(_)) { { directions(props) } }
            <div class="zoom" role="group" aria-label={explorer().zoom_in()}>
                { button(Moved::Out, Glyph::Minus, explorer().zoom_out(), "zoom-out") }
                { button(Moved::In, Glyph::Plus, explorer().zoom_in(), "zoom-in") }
                <button type="button" class="button small quiet" onclick={mover(Moved::All)} data-testid="zoom-reset">{explorer().zoom_reset()}</button>
            </div>
            { saves(stage, props.units) }
        </div>
    }
}

fn directions(props: &FlameGraphProps) -> Html {
    let both = [(Direction::Down, explorer().icicle(), "icicle"), (Direction::Up, explorer().flame(), "flame")];
    html! {
        <div class="switch" role="group" aria-label={explorer().choose_direction()}>
            { for both.into_iter().map(|(direction, label, name)| {
                let desk = props.desk.clone();
                html! {
                    <button type="button" aria-pressed={(direction == props.direction).to_string()} data-direction={name}
                        onclick={move |_| desk.act(Action::Explored(Explored::Direction(direction)))}>{label}</button>
                }
            }) }
        </div>
    }
}

fn saves(stage: &StageHandle, units: Units) -> Html {
    let (vector, pixels) = (stage.clone(), stage.clone());
    let save_svg = Callback::from(move |_| {
        if let Some(text) = vector.with(|stage| picture(stage, units)) {
            explore::save_text("oomscope-flame.svg", "image/svg+xml", &text);
        }
    });
    let save_png = Callback::from(move |_| {
        let _ = pixels.with(|stage| explore::save_picture("oomscope-flame.png", stage.canvas()));
    });
    save::buttons(vec![("svg", save_svg), ("png", save_png)])
}

/// What is shown, as SVG in the colours of the screen.
fn picture(stage: &mut Stage, units: Units) -> String {
    let (graph, size) = (stage.graph().clone(), stage.size());
    let scene: Scene = stage.scene().clone();
    let token = |stage: &mut Stage, name| rgb(stage.theme().token(name));
    let ink = token(stage, "--flame-ink");
    let (ground, inlined) = (token(stage, GROUND), token(stage, "--flame-inlined"));
    let mut tints: Vec<_> = scene.boxes.iter().map(|drawn| drawn.tint).collect();
    tints.sort_unstable();
    tints.dedup();
    let colours: Vec<_> = tints.into_iter().map(|tint| (tint, rgb(stage.theme().fill(tint)))).collect();
    let fill =
        |tint| colours.iter().find(|(other, _)| *other == tint).map(|(_, fill)| fill.clone()).unwrap_or_default();
    let title = |drawn: &view::flame::Drawn| {
        let tree = graph.tree(drawn.tree);
        describe(tree, drawn.what, &amounts(tree, units)).line()
    };
    let paper = Paper { size, font: "ui-monospace, monospace", ground: &ground, inlined: &inlined };
    svg(&scene, &paper, |tint| (fill(tint), ink.clone()), title)
}

/// The way from the root to what was zoomed to.
fn path(graph: &Graph, zoomed: Option<Place>, choose: &Callback<Place>) -> Html {
    let place = zoomed.filter(|(tree, node)| *node != Tree::ROOT && (*node as usize) < graph.tree(*tree).len());
    let Some((index, node)) = place else { return Html::default() };
    let tree = graph.tree(index);
    let steps = tree.path(node);
    let crumb = |step: &u32| {
        let (choose, step) = (choose.clone(), *step);
        let name =
            tree.frame(step).map_or_else(|| explorer().everything().to_owned(), |frame| view::name::short(&frame.name));
        html! { <li><button type="button" onclick={move |_| choose.emit((index, step))}>{name}</button></li> }
    };
    html! { <nav class="crumbs" aria-label={explorer().view("flame")} data-testid="crumbs"><ol>{ for steps.iter().map(crumb) }</ol></nav> }
}

fn found(graph: &Graph, search: &str) -> Html {
    let Some(found) = Found::new(graph.tree(graph.main()), search) else { return Html::default() };
    let share = words().percent(found.share);
    html! { <p class="found" role="status" data-testid="found" data-nodes={found.nodes.to_string()}>{explorer().found(found.frames, found.nodes, &share)}</p> }
}
