//! A canvas with a flame graph on it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use view::flame::{Direction, Drawn, Found, Look, Scene, Step, Viewport, What, step};
use view::tree::{NodeId, Tree};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};
use yew::Callback;

use super::graph::Graph;
use super::minimap::Minimap;
use super::painter::{self, FONT};
use super::theme::Theme;
use crate::js::canvas::{context, device_pixels, motion_is_welcome, next_frame, now, set_height};
use crate::words::explorer;

/// Height of a row in CSS pixels.
pub(crate) const ROW: f64 = 20.0;
/// The highest a canvas gets, in CSS pixels; deeper graphs are scrolled.
const HIGHEST: f64 = 560.0;
/// How long a zoom takes, in milliseconds.
const FLIGHT: f64 = 180.0;
/// How much a key zooms, and how much of the screen it moves.
const KEY_ZOOM: f64 = 1.5;
const KEY_MOVE: f64 = 0.15;

/// A node of one of the graph's trees.
pub(crate) type Place = (usize, NodeId);

/// What the components hear.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Told {
    /// What is under the pointer, and where that is on the canvas.
    Hovered(Option<(usize, What)>, f64, f64),
    /// A box was selected.
    Selected(Option<Place>),
    /// A box was zoomed to.
    Zoomed(Place),
}

/// A movement that keys and buttons ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moved {
    /// Zoom in.
    In,
    /// Zoom out.
    Out,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// The whole graph.
    All,
}

struct Flight {
    from: Viewport,
    to: Viewport,
    started: f64,
}

/// The stage. Everything that moves it asks for one frame; a frame paints once.
pub(crate) struct Stage {
    me: Weak<RefCell<Self>>,
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    map: Option<Minimap>,
    theme: Theme,
    graph: Graph,
    direction: Direction,
    found: Option<Found>,
    viewport: Viewport,
    flight: Option<Flight>,
    scene: Scene,
    device: f64,
    column: f64,
    hovered: Option<(usize, What)>,
    selected: Option<Place>,
    has_frame: bool,
    tell: Callback<Told>,
}

impl Stage {
    /// A stage on a canvas; `probe` is an element to resolve colours with, `map` a canvas for the small picture.
    pub(crate) fn new(
        canvas: HtmlCanvasElement,
        map: Option<HtmlCanvasElement>,
        probe: HtmlElement,
        graph: Graph,
        tell: Callback<Told>,
    ) -> Option<Rc<RefCell<Self>>> {
        let painted = context(&canvas)?;
        painted.set_font(FONT);
        let column = painted.measure_text("0000000000").map_or(7.2, |text| text.width() / 10.0);
        let theme = Theme::new(probe)?;
        let map = map.and_then(Minimap::new);
        Some(Rc::new_cyclic(|me| {
            RefCell::new(Self {
                me: me.clone(),
                canvas,
                context: painted,
                map,
                theme,
                graph,
                direction: Direction::default(),
                found: None,
                viewport: Viewport::whole(0.0, 0.0),
                flight: None,
                scene: Scene::default(),
                device: 1.0,
                column,
                hovered: None,
                selected: None,
                has_frame: false,
                tell,
            })
        }))
    }

    /// The graph.
    pub(crate) const fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The scene that was painted last.
    pub(crate) const fn scene(&self) -> &Scene {
        &self.scene
    }

    /// Size of the canvas in CSS pixels.
    pub(crate) const fn size(&self) -> (f64, f64) {
        (self.viewport.width, self.viewport.height)
    }

    /// The canvas.
    pub(crate) const fn canvas(&self) -> &HtmlCanvasElement {
        &self.canvas
    }

    /// The colours.
    pub(crate) fn theme(&mut self) -> &mut Theme {
        &mut self.theme
    }

    /// The selected node.
    pub(crate) const fn selected(&self) -> Option<Place> {
        self.selected
    }

    /// Shows another graph. What was zoomed to stays zoomed to, as far as the new graph has it.
    pub(crate) fn set_graph(&mut self, graph: Graph) {
        if self.graph == graph {
            return;
        }
        let names = self.selected.map(|(tree, node)| (tree, self.names(tree, node)));
        self.graph = graph;
        self.selected =
            names.map(|(tree, names)| (tree, self.graph.tree(tree).follow(names.iter().map(String::as_str))));
        let selected = self.selected.filter(|(_, node)| *node != Tree::ROOT);
        if selected != self.selected {
            self.select(selected);
        }
        self.hovered = None;
        self.flight = None;
        self.redraw_map();
        self.viewport = Viewport { left: 0.0, right: 1.0, ..self.viewport };
        self.resize(None);
        self.start_position();
    }

    fn names(&self, tree: usize, node: NodeId) -> Vec<String> {
        let tree = self.graph.tree(tree);
        tree.path(node).into_iter().skip(1).filter_map(|node| Some(tree.frame(node)?.name.clone())).collect()
    }

    /// Turns the graph around.
    pub(crate) fn set_direction(&mut self, direction: Direction) {
        if self.direction != direction {
            self.direction = direction;
            self.redraw_map();
            self.start_position();
        }
    }

    /// Dims all that doesn't match.
    pub(crate) fn set_found(&mut self, found: Option<Found>) {
        self.found = found;
        self.redraw_map();
        self.request();
    }

    /// Where a graph is first seen: its root; a sandwich with its pivot in the upper third.
    fn start_position(&mut self) {
        let height = self.graph.height(ROW);
        let top = match (&self.graph, self.direction) {
            (Graph::Sandwich(callers, _), _) => f64::from(callers.depth) * ROW - self.viewport.height / 3.0,
            (_, Direction::Up) => height,
            (_, Direction::Down) => 0.0,
        };
        self.viewport = Viewport { top: 0.0, ..self.viewport }.scrolled(top, height);
        self.request();
    }

    /// Fits the canvas to the page and to the screen's pixels: `pixels` is its size in those, where the browser tells it.
    pub(crate) fn resize(&mut self, pixels: Option<(f64, f64)>) {
        let width = self.canvas.get_bounding_client_rect().width();
        let height = self.graph.height(ROW).clamp(3.0 * ROW, HIGHEST);
        set_height(&self.canvas, height);
        let device = device_pixels();
        // What was told before the height was set is about another size.
        let fitted = |size: f64, told: Option<f64>| {
            let rounded = (size * device).round();
            told.filter(|told| (told - rounded).abs() <= 1.0).unwrap_or(rounded)
        };
        let across = fitted(width, pixels.map(|(across, _)| across));
        // So that a box that ends at a device pixel is drawn to it, and not a little short of it.
        self.device = if width > 0.0 { across / width } else { device };
        self.canvas.set_width(across as u32);
        self.canvas.set_height(fitted(height, pixels.map(|(_, down)| down)) as u32);
        self.viewport = self.viewport.resized(width, height).scrolled(0.0, self.graph.height(ROW));
        if let Some(map) = &mut self.map {
            map.resize(self.device);
        }
        self.request();
    }

    /// The page has other colours: asks for a frame in them.
    pub(crate) fn recolour(&mut self) {
        self.theme.forget();
        self.redraw_map();
        self.request();
    }

    /// Asks for a frame.
    pub(crate) fn request(&mut self) {
        if std::mem::replace(&mut self.has_frame, true) {
            return;
        }
        let me = self.me.clone();
        next_frame(move |time| {
            if let Some(stage) = me.upgrade() {
                stage.borrow_mut().paint(time);
            }
        });
    }

    fn paint(&mut self, time: f64) {
        self.has_frame = false;
        if let Some(Flight { from, to, started }) = &self.flight {
            let progress = ((time - started) / FLIGHT).clamp(0.0, 1.0);
            // Fast at first, slow at the end.
            self.viewport = from.towards(to, 1.0 - (1.0 - progress).powi(3));
            if progress < 1.0 {
                self.request();
            } else {
                self.flight = None;
            }
        }
        self.scene = self.graph.scene(&self.viewport, &self.look(ROW, self.column));
        let size = self.size();
        painter::paint(&self.context, &self.scene, &mut self.theme, size, self.device);
        if let Some(drawn) = self.hovered.and_then(|(tree, what)| self.drawn(tree, what)) {
            painter::frame(&self.context, &drawn, &mut self.theme, false, self.device);
        }
        if let Some(drawn) = self.selected.and_then(|(tree, node)| self.drawn(tree, What::Node(node))) {
            painter::frame(&self.context, &drawn, &mut self.theme, true, self.device);
        }
        self.paint_map();
    }

    fn look(&self, row: f64, column: f64) -> Look<'_> {
        Look {
            direction: self.direction,
            row,
            device: self.device,
            column,
            root: explorer().everything(),
            found: self.found.as_ref(),
        }
    }

    fn drawn(&self, tree: usize, what: What) -> Option<Drawn> {
        self.scene.boxes.iter().find(|drawn| drawn.tree == tree && drawn.what == what).cloned()
    }

    fn redraw_map(&mut self) {
        if let Some(map) = &mut self.map {
            map.outdate();
        }
    }

    /// The small picture: the whole graph, and on it what is on screen.
    fn paint_map(&mut self) {
        let Some(mut map) = self.map.take() else { return };
        let row = map.row(&self.graph);
        if map.take_stale() {
            let scene = self.graph.scene(&map.whole(), &self.look(row, 0.0));
            map.draw(&scene, &mut self.theme, self.device);
        }
        map.paint(&self.viewport, row / ROW, &mut self.theme, self.device);
        self.map = Some(map);
    }

    /// Moves the screen to a place of the small picture.
    pub(crate) fn move_by_map(&mut self, x: f64, y: f64) {
        let Some((width, height)) = self.map.as_ref().map(Minimap::size) else { return };
        let middle = x / width.max(1.0);
        let half = self.viewport.span() / 2.0;
        let graph = self.graph.height(ROW);
        self.go(self.viewport.over((middle - half, middle + half)));
        let top = y / height.max(1.0) * graph - self.viewport.height / 2.0;
        self.go(Viewport { top: 0.0, ..self.viewport }.scrolled(top, graph));
    }

    fn go(&mut self, viewport: Viewport) {
        self.flight = None;
        if self.viewport != viewport {
            self.viewport = viewport;
            self.request();
        }
    }

    fn fly(&mut self, to: Viewport) {
        if motion_is_welcome() {
            self.flight = Some(Flight { from: self.viewport, to, started: now() });
            self.request();
        } else {
            self.go(to);
        }
    }

    /// Zooms around a pixel, at once.
    pub(crate) fn zoom(&mut self, factor: f64, x: f64) {
        self.go(self.viewport.zoomed(factor, x));
    }

    /// What is on screen.
    pub(crate) const fn viewport(&self) -> Viewport {
        self.viewport
    }

    /// Two fingers have moved since `from` was on screen.
    pub(crate) fn pinch(&mut self, from: Viewport, before: [(f64, f64); 2], now: [(f64, f64); 2]) {
        let to = from.pinched(before, now, self.graph.height(ROW));
        self.go(Viewport { width: self.viewport.width, height: self.viewport.height, ..to });
    }

    /// Moves by pixels, at once. Gives whether there was anything to move.
    pub(crate) fn pan(&mut self, right: f64, down: f64) -> bool {
        let before = self.viewport;
        self.go(self.viewport.panned(right).scrolled(down, self.graph.height(ROW)));
        before != self.viewport
    }

    /// A movement by key or button.
    pub(crate) fn moved(&mut self, moved: Moved) {
        let middle = self.viewport.width / 2.0;
        let from = self.flight.as_ref().map_or(self.viewport, |flight| flight.to);
        let to = match moved {
            Moved::In => from.zoomed(KEY_ZOOM, middle),
            Moved::Out => from.zoomed(1.0 / KEY_ZOOM, middle),
            Moved::Left => from.panned(-KEY_MOVE * from.width),
            Moved::Right => from.panned(KEY_MOVE * from.width),
            Moved::All => Viewport { left: 0.0, right: 1.0, ..from },
        };
        if moved == Moved::All {
            self.tell.emit(Told::Zoomed((self.graph.main(), Tree::ROOT)));
        }
        self.fly(to);
    }

    /// Zooms to a node.
    pub(crate) fn zoom_to(&mut self, (tree, node): Place) {
        let span = self.graph.tree(tree).span(node);
        let flame = self.direction == Direction::Up;
        let top = self.graph.row_top(tree, node, ROW, flame);
        let to = self.viewport.over(span).showing(top, top + ROW, self.graph.height(ROW));
        self.fly(to);
        self.tell.emit(Told::Zoomed((tree, node)));
    }

    /// What is at a pixel.
    pub(crate) fn at(&self, x: f64, y: f64) -> Option<(usize, What)> {
        self.scene.hit(x, y).map(|drawn| (drawn.tree, drawn.what))
    }

    /// The pointer is at a pixel, or nowhere.
    pub(crate) fn hover(&mut self, at: Option<(f64, f64)>) {
        let hovered = at.and_then(|(x, y)| self.at(x, y));
        let (x, y) = at.unwrap_or_default();
        if hovered != self.hovered {
            self.hovered = hovered;
            self.request();
        }
        self.tell.emit(Told::Hovered(hovered, x, y));
    }

    /// A click: a box is selected and zoomed to, one that stands for many is zoomed into.
    pub(crate) fn click(&mut self, x: f64, y: f64) {
        match self.at(x, y) {
            Some((tree, What::Node(node))) => {
                self.select(Some((tree, node)));
                self.zoom_to((tree, node));
            }
            Some((tree, What::Rest { parent, first })) => {
                let of = self.graph.tree(tree);
                let span = (of.span(first).0, of.span(of.children(parent).end - 1).1);
                self.fly(self.viewport.over(span));
            }
            None => self.select(None),
        }
    }

    /// Selects a node.
    pub(crate) fn select(&mut self, place: Option<Place>) {
        self.selected = place;
        self.tell.emit(Told::Selected(place));
        self.request();
    }

    /// Walks with the keyboard. In a sandwich callers are walked away from the pivot.
    pub(crate) fn walk(&mut self, up: bool, across: Option<Step>) {
        let Some((tree, node)) = self.selected else {
            return self.reveal((self.graph.main(), Tree::ROOT));
        };
        let is_flipped = self.direction == Direction::Up || matches!((&self.graph, tree), (Graph::Sandwich(..), 0));
        let vertical = if up == is_flipped { Step::Callee } else { Step::Caller };
        let to = step(self.graph.tree(tree), node, across.unwrap_or(vertical));
        match (&self.graph, to) {
            // The pivot belongs to both trees: it is shown as the root of the callees.
            (Graph::Sandwich(..), Some(Tree::ROOT)) => self.reveal((1, Tree::ROOT)),
            (_, Some(to)) => self.reveal((tree, to)),
            (Graph::Sandwich(callers, _), None) if node == Tree::ROOT && up && across.is_none() => {
                if let Some(first) = callers.children(Tree::ROOT).next() {
                    self.reveal((0, first));
                }
            }
            _ => {}
        }
    }

    /// Selects a node and brings it on screen.
    pub(crate) fn reveal(&mut self, (tree, node): Place) {
        self.select(Some((tree, node)));
        let (from, to) = self.graph.tree(tree).span(node);
        let top = self.graph.row_top(tree, node, ROW, self.direction == Direction::Up);
        let shown = self.viewport.showing(top, top + ROW, self.graph.height(ROW));
        let is_seen = to > shown.left && from < shown.right;
        let is_wide = (to - from) / shown.span() * shown.width >= 20.0;
        let zoomed = if is_seen && is_wide { shown } else { shown.over(widened((from, to))) };
        self.fly(zoomed);
    }
}

/// A span with as much again on both sides, so that neighbours are seen too.
fn widened((from, to): (f64, f64)) -> (f64, f64) {
    let margin = (to - from) * 2.0;
    (from - margin, to + margin)
}
