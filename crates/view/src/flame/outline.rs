//! A flame graph without pixels: as a list, and step by step with the keyboard.

use crate::tree::{NodeId, Tree};

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlined {
    /// The node.
    pub node: NodeId,
    /// How far it is below the node the list starts from.
    pub level: usize,
    /// How many of its callees are too small for the list.
    pub hidden: usize,
}

/// What `from` calls, depth first, as far as it has at least this share of the whole graph; at most `limit` rows.
pub fn outline(tree: &Tree, from: NodeId, least: f64, limit: usize) -> Vec<Outlined> {
    let mut rows = Vec::new();
    let mut open = vec![(from, 0)];
    while let Some((node, level)) = open.pop() {
        if rows.len() == limit {
            break;
        }
        let children = tree.children(node);
        let is_shown = |child: &NodeId| {
            let (from, to) = tree.span(*child);
            to - from >= least
        };
        let shown: Vec<NodeId> = children.clone().take_while(is_shown).collect();
        rows.push(Outlined { node, level, hidden: children.len() - shown.len() });
        open.extend(shown.into_iter().rev().map(|child| (child, level + 1)));
    }
    rows
}

/// A step with the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the caller.
    Caller,
    /// To the widest callee.
    Callee,
    /// To the next wider one called by the same caller.
    Wider,
    /// To the next narrower one.
    Narrower,
}

/// Where a step leads; `None` if there is nothing.
pub fn step(tree: &Tree, node: NodeId, step: Step) -> Option<NodeId> {
    let siblings = tree.parent(node).map(|parent| tree.children(parent));
    match step {
        Step::Caller => tree.parent(node),
        Step::Callee => tree.children(node).next(),
        Step::Wider => siblings.filter(|siblings| node > siblings.start).map(|_| node - 1),
        Step::Narrower => siblings.filter(|siblings| node + 1 < siblings.end).map(|_| node + 1),
    }
}
