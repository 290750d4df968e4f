//! The call tree of a profile, in columns: what a flame graph draws.
//!
//! Nodes are in breadth-first order, so the children of a node are a run of nodes; they are sorted by width, widest
//! first. Whoever draws can therefore skip all that is too narrow or off screen by binary search.

mod build;
mod bytes;
mod grow;

use std::ops::Range;

use decode::pprof::symbol::{self, Origin};

pub(crate) use build::{Columns, Stacks};
pub use build::{Pivot, Subject, Weight, call_tree, sandwich};

/// Index of a node; 0 is the root.
pub type NodeId = u32;

/// A place in the program that nodes stand for: a function, or what the granularity makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeFrame {
    /// The function, file or package.
    pub name: String,
    /// The source file; empty if unknown.
    pub file: String,
    /// The source line where frames are lines, else the line on which the function starts; 0 if unknown.
    pub line: i64,
    /// Where its code comes from.
    pub origin: Origin,
    /// A hue of [`crate::flame::HUES`], the same for all functions of a package in every profile.
    pub hue: u8,
}

impl TreeFrame {
    /// A frame, with the origin and hue its name and file tell.
    pub fn new(name: String, file: String, line: i64) -> Self {
        let (origin, hue) = (symbol::origin(&name, &file), crate::flame::hue(symbol::package(&name)));
        Self { name, file, line, origin, hue }
    }
}

/// A call tree. Its columns have one entry for each node; those that a tree does without are empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// The sample type: `inuse_space`.
    pub sample: String,
    /// Its unit: `bytes`.
    pub unit: String,
    /// What shares are of, in that unit: [`crate::top::total`] of the profile before it was filtered.
    pub total: i64,
    /// The places that nodes stand for.
    pub frames: Vec<TreeFrame>,
    /// Deepest level; 0 if there is only a root.
    pub depth: u32,
    pub(crate) frame: Vec<u32>,
    pub(crate) parent: Vec<u32>,
    /// First child of each node; one more entry than nodes.
    pub(crate) first: Vec<u32>,
    pub(crate) inlined: Vec<bool>,
    pub(crate) flat: Vec<i64>,
    pub(crate) cum: Vec<i64>,
    /// Objects that make up cum, where the sample type has a type of objects beside it.
    pub(crate) objects: Vec<i64>,
    /// Variance of cum from sampling, in the unit's square.
    pub(crate) variance: Vec<f64>,
    /// Flat and cum of the base; only in differences.
    pub(crate) base_flat: Vec<i64>,
    pub(crate) base_cum: Vec<i64>,
    /// Where each node starts and how wide it is, in the unit.
    pub(crate) start: Vec<f64>,
    pub(crate) width: Vec<f64>,
}

/// The numbers of one node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numbers {
    /// What the node itself accounts for.
    pub flat: i64,
    /// What it and all it calls account for.
    pub cum: i64,
    /// Objects that make up cum.
    pub objects: Option<i64>,
    /// Standard error of cum from sampling, as a share of it.
    pub relative_error: Option<f64>,
    /// Flat and cum of the base; only in differences.
    pub base: Option<(i64, i64)>,
}

impl Tree {
    /// The root.
    pub const ROOT: NodeId = 0;

    /// Number of nodes, with the root; at least one.
    pub fn len(&self) -> usize {
        self.frame.len()
    }

    /// Whether there is nothing but the root.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// Whether this is a difference.
    pub fn is_difference(&self) -> bool {
        !self.base_cum.is_empty()
    }

    /// The frame of a node; `None` for a root that stands for all.
    pub fn frame(&self, node: NodeId) -> Option<&TreeFrame> {
        self.frames.get(self.frame_index(node))
    }

    /// Index of a node's frame in [`Tree::frames`]; out of range for a root that stands for all.
    pub fn frame_index(&self, node: NodeId) -> usize {
        self.frame[node as usize] as usize
    }

    /// The caller of a node; `None` for the root.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        (node != Self::ROOT).then(|| self.parent[node as usize])
    }

    /// The nodes called by a node, widest first.
    pub fn children(&self, node: NodeId) -> Range<NodeId> {
        self.first[node as usize]..self.first[node as usize + 1]
    }

    /// Whether every call of a node was inlined into its caller.
    pub fn is_inlined(&self, node: NodeId) -> bool {
        self.inlined[node as usize]
    }

    /// The numbers of a node.
    pub fn numbers(&self, node: NodeId) -> Numbers {
        let at = node as usize;
        let cum = self.cum[at];
        let deviation = self.variance.get(at).map(|variance| variance.sqrt());
        Numbers {
            flat: self.flat[at],
            cum,
            objects: self.objects.get(at).copied(),
            relative_error: deviation.filter(|_| cum != 0).map(|deviation| deviation / (cum as f64).abs()),
            base: self.base_flat.get(at).copied().zip(self.base_cum.get(at).copied()),
        }
    }

    /// Where a node starts and ends, as shares of the root's width.
    pub fn span(&self, node: NodeId) -> (f64, f64) {
        let whole = self.width[0];
        if whole <= 0.0 {
            return (0.0, 1.0);
        }
        let (start, width) = (self.start[node as usize], self.width[node as usize]);
        (start / whole, (start + width) / whole)
    }

    /// A node and its callers, the root first.
    pub fn path(&self, node: NodeId) -> Vec<NodeId> {
        let mut path: Vec<NodeId> = std::iter::successors(Some(node), |node| self.parent(*node)).collect();
        path.reverse();
        path
    }

    /// How far a node is from the root.
    pub fn level(&self, node: NodeId) -> usize {
        std::iter::successors(self.parent(node), |node| self.parent(*node)).count()
    }

    /// The node reached from the root by frames of these names, as far as they lead.
    pub fn follow<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> NodeId {
        let mut node = Self::ROOT;
        for name in names {
            let mut children = self.children(node);
            let Some(child) = children.find(|child| self.frame(*child).is_some_and(|frame| frame.name == name)) else {
                break;
            };
            node = child;
        }
        node
    }
}
