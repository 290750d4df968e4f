//! What is drawn: one tree, or the two of a sandwich.

use view::flame::{Look, Scene, height};
use view::tree::{NodeId, Tree};

use crate::shared::Shared;

/// The trees of a flame graph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Graph {
    /// A call tree.
    Whole(Shared<Tree>),
    /// The callers of a place and what it calls.
    Sandwich(Shared<Tree>, Shared<Tree>),
}

impl Graph {
    /// The tree at this index of a scene.
    pub(crate) fn tree(&self, index: usize) -> &Tree {
        match (self, index) {
            (Self::Whole(tree), _) | (Self::Sandwich(tree, _), 0) => tree,
            (Self::Sandwich(_, callees), _) => callees,
        }
    }

    /// The tree a walk with the keyboard starts in: its root is the root of all.
    pub(crate) const fn main(&self) -> usize {
        match self {
            Self::Whole(_) => 0,
            Self::Sandwich(..) => 1,
        }
    }

    /// The boxes that are in a viewport.
    pub(crate) fn scene(&self, viewport: &view::flame::Viewport, look: &Look<'_>) -> Scene {
        match self {
            Self::Whole(tree) => Scene::of(tree, viewport, look),
            Self::Sandwich(callers, callees) => Scene::sandwich(callers, callees, viewport, look),
        }
    }

    /// Height of the whole graph in pixels.
    pub(crate) fn height(&self, row: f64) -> f64 {
        match self {
            Self::Whole(tree) => height(tree, row),
            Self::Sandwich(callers, callees) => height(callers, row) + height(callees, row) - row,
        }
    }

    /// Top of a node's row in pixels from the top of the graph.
    pub(crate) fn row_top(&self, tree: usize, node: NodeId, row: f64, flame: bool) -> f64 {
        let level = self.tree(tree).level(node) as f64;
        match self {
            Self::Whole(whole) if flame => height(whole, row) - (level + 1.0) * row,
            Self::Whole(_) => level * row,
            Self::Sandwich(callers, _) if tree == 0 => (f64::from(callers.depth) - level) * row,
            Self::Sandwich(callers, _) => (f64::from(callers.depth) + level) * row,
        }
    }
}
