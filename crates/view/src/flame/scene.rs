//! The boxes on screen.
//!
//! A tree's children are sorted by width, so once one is too narrow to draw, so are all that follow: they become one
//! box that says how many it hides, and nothing below them is looked at. What is off screen is skipped by binary search.
//! The work therefore depends on the number of boxes drawn, not on the size of the tree.

use super::{Found, Tint, Viewport};
use crate::name;
use crate::tree::{NodeId, Tree};

/// Boxes narrower than this many pixels are drawn together.
const NARROW: f64 = 3.0;
/// Boxes drawn together that are still narrower than this many pixels are left out.
const INVISIBLE: f64 = 0.5;
/// Pixels between a box's left edge and its text.
const PADDING: f64 = 4.0;

/// Where callees are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Below their callers: an icicle.
    #[default]
    Down,
    /// Above their callers: a flame.
    Up,
}

/// How boxes are made.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Where callees are.
    pub direction: Direction,
    /// Height of a row in pixels.
    pub row: f64,
    /// Device pixels in a pixel: the edges of boxes fall on device pixels.
    pub device: f64,
    /// Width in pixels of a column of text; 0 for boxes without text.
    pub column: f64,
    /// What a root that stands for all is called.
    pub root: &'a str,
    /// What was searched for: all else is dimmed.
    pub found: Option<&'a Found>,
}

/// What a box stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A node.
    Node(NodeId),
    /// The callees of a node from `first` on, too narrow to draw one by one.
    Rest {
        /// The node.
        parent: NodeId,
        /// The first of its callees that isn't drawn.
        first: NodeId,
    },
}

/// A box on screen, in pixels from the screen's top left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// What it stands for.
    pub what: What,
    /// Which of the scene's trees it is from: 0, or in a sandwich 0 for the callers and 1 for the callees.
    pub tree: usize,
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Its colour.
    pub tint: Tint,
    /// Whether all its calls are inlined.
    pub inlined: bool,
    /// Whether something else was searched for.
    pub dimmed: bool,
    /// What it says, cut to fit; empty if nothing fits.
    pub text: String,
    /// Where its text starts.
    pub text_x: f64,
}

/// What is on screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// The boxes, callers before callees.
    pub boxes: Vec<Drawn>,
    /// Height of the whole graph in pixels.
    pub height: f64,
}

/// Height in pixels of the graph of a tree.
pub fn height(tree: &Tree, row: f64) -> f64 {
    f64::from(tree.depth + 1) * row
}

impl Scene {
    /// The boxes of a tree that are in the viewport.
    pub fn of(tree: &Tree, viewport: &Viewport, look: &Look<'_>) -> Self {
        let mut scene = Self { boxes: Vec::new(), height: height(tree, look.row) };
        let first = match look.direction {
            Direction::Down => 0.0,
            Direction::Up => (scene.height - look.row).max(viewport.height - look.row),
        };
        Painting { tree, index: 0, viewport, look, first, skips_root: false }.into(&mut scene);
        scene
    }

    /// The boxes of a place's callers and callees that are in the viewport: callers above it, callees below.
    pub fn sandwich(callers: &Tree, callees: &Tree, viewport: &Viewport, look: &Look<'_>) -> Self {
        let mut scene =
            Self { boxes: Vec::new(), height: height(callers, look.row) + height(callees, look.row) - look.row };
        let first = f64::from(callers.depth) * look.row;
        let (up, down) = (Look { direction: Direction::Up, ..*look }, Look { direction: Direction::Down, ..*look });
        Painting { tree: callers, index: 0, viewport, look: &up, first, skips_root: true }.into(&mut scene);
        Painting { tree: callees, index: 1, viewport, look: &down, first, skips_root: false }.into(&mut scene);
        scene
    }

    /// The box at a pixel.
    pub fn hit(&self, x: f64, y: f64) -> Option<&Drawn> {
        let holds = |drawn: &&Drawn| {
            (drawn.x..drawn.x + drawn.width).contains(&x) && (drawn.y..drawn.y + drawn.height).contains(&y)
        };
        self.boxes.iter().find(holds)
    }

    /// The box of a node.
    pub fn node(&self, tree: usize, node: NodeId) -> Option<&Drawn> {
        self.boxes.iter().find(|drawn| drawn.tree == tree && drawn.what == What::Node(node))
    }
}

struct Painting<'a> {
    tree: &'a Tree,
    index: usize,
    viewport: &'a Viewport,
    look: &'a Look<'a>,
    /// Top of the root's row, in pixels from the top of the graph.
    first: f64,
    skips_root: bool,
}

impl Painting<'_> {
    fn into(self, scene: &mut Scene) {
        let y = self.y(0);
        if !self.skips_root && y + self.look.row > 0.0 && y < self.viewport.height {
            let (x, width) = self.edges(self.tree.span(Tree::ROOT));
            self.push(scene, What::Node(Tree::ROOT), x, width, y);
        }
        let mut level = vec![Tree::ROOT];
        let mut next = Vec::new();
        for depth in 1.. {
            let y = self.y(depth);
            let is_past = match self.look.direction {
                Direction::Down => y >= self.viewport.height,
                Direction::Up => y + self.look.row <= 0.0,
            };
            if level.is_empty() || is_past {
                break;
            }
            let is_shown = y + self.look.row > 0.0 && y < self.viewport.height;
            for node in level.drain(..) {
                self.children(node, y, is_shown, scene, &mut next);
            }
            std::mem::swap(&mut level, &mut next);
        }
    }

    /// Draws the callees of a node and puts those that are wide enough into `next`.
    fn children(&self, node: NodeId, y: f64, is_shown: bool, scene: &mut Scene, next: &mut Vec<NodeId>) {
        let all = self.tree.children(node);
        let span = |child: NodeId| self.tree.span(child);
        let find = |from: NodeId, to: NodeId, before: &dyn Fn(NodeId) -> bool| {
            let (mut low, mut high) = (from, to);
            while low < high {
                let middle = low + (high - low) / 2;
                if before(middle) { low = middle + 1 } else { high = middle }
            }
            low
        };
        let (left, right) = (self.viewport.left, self.viewport.right);
        let narrow = NARROW / self.viewport.width.max(1.0) * self.viewport.span();
        let wide_end = find(all.start, all.end, &|child| {
            let (from, to) = span(child);
            to - from >= narrow
        });
        let from = find(all.start, wide_end, &|child| span(child).1 <= left);
        let to = find(from, wide_end, &|child| span(child).0 < right);
        for child in from..to {
            next.push(child);
            if is_shown {
                let (x, width) = self.edges(span(child));
                self.push(scene, What::Node(child), x, width, y);
            }
        }
        if is_shown && wide_end < all.end {
            let hidden = (span(wide_end).0, span(all.end - 1).1);
            let (x, width) = self.edges(hidden);
            if hidden.1 > left && hidden.0 < right && width >= INVISIBLE {
                self.push(scene, What::Rest { parent: node, first: wide_end }, x, width, y);
            }
        }
    }

    /// Top of a row, in pixels of the screen.
    fn y(&self, depth: u32) -> f64 {
        let rows = f64::from(depth) * self.look.row;
        let y = match self.look.direction {
            Direction::Down => self.first + rows,
            Direction::Up => self.first - rows,
        };
        y - self.viewport.top
    }

    /// Left edge and width on screen, on device pixels and with a gap of one at the right.
    fn edges(&self, (from, to): (f64, f64)) -> (f64, f64) {
        let snap = |share: f64| {
            let x = self.viewport.x(share).clamp(-1.0, self.viewport.width + 1.0);
            (x * self.look.device).round() / self.look.device
        };
        let (x, end) = (snap(from), snap(to));
        let gap = 1.0 / self.look.device;
        (x, (end - x - gap).max(gap))
    }

    fn push(&self, scene: &mut Scene, what: What, x: f64, width: f64, y: f64) {
        let device = self.look.device;
        let top = (y * device).round() / device;
        let bottom = ((y + self.look.row) * device).round() / device;
        // The text of a box that starts left of the screen starts at the screen's edge.
        let text_x = x.max(0.0) + PADDING;
        let room = (x + width - text_x - PADDING).min(self.viewport.width - text_x);
        let room = if self.look.column > 0.0 && room > 0.0 { (room / self.look.column) as usize } else { 0 };
        let (tint, inlined, frame) = match what {
            What::Node(node) => (self.tree.tint(node), self.tree.is_inlined(node), self.tree.frame_index(node)),
            What::Rest { .. } => (Tint::Rest, false, usize::MAX),
        };
        scene.boxes.push(Drawn {
            what,
            tree: self.index,
            x,
            y: top,
            width,
            height: bottom - top - 1.0 / device,
            tint,
            inlined,
            dimmed: self.look.found.is_some_and(|found| !found.has(frame)),
            text: self.text(what, tint, room),
            text_x,
        });
    }

    fn text(&self, what: What, tint: Tint, room: usize) -> String {
        match what {
            What::Node(node) => {
                let mark = if let Tint::Change(change) = tint { change.mark() } else { "" };
                let taken = if mark.is_empty() { 0 } else { name::columns(mark) + 1 };
                let name = self.tree.frame(node).map_or(self.look.root, |frame| &frame.name);
                let text = name::label(name, room.saturating_sub(taken));
                if mark.is_empty() || text.is_empty() { text } else { format!("{mark} {text}") }
            }
            What::Rest { parent, first } => {
                let text = format!("… {}", self.tree.children(parent).end - first);
                if name::columns(&text) <= room { text } else { String::new() }
            }
        }
    }
}
