//! Searching a flame graph.

use crate::tree::{NodeId, Tree};

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    matches: Vec<bool>,
    /// How many functions (or files, lines, packages) match.
    pub frames: usize,
    /// How many boxes match.
    pub nodes: usize,
    /// The share of the whole graph that matching boxes cover; one inside another counts once.
    pub share: f64,
}

impl Found {
    /// Searches the names and files of a tree for a text, upper and lower case alike. `None` if the text is blank.
    pub fn new(tree: &Tree, text: &str) -> Option<Self> {
        let needle = text.trim().to_lowercase();
        if needle.is_empty() {
            return None;
        }
        let holds = |text: &str| text.to_lowercase().contains(&needle);
        let matches: Vec<bool> = tree.frames.iter().map(|frame| holds(&frame.name) || holds(&frame.file)).collect();
        let mut found = Self { matches, frames: 0, nodes: 0, share: 0.0 };
        let mut used = vec![false; found.matches.len()];
        // Whether a node or one of its callers matched.
        let mut covered = vec![false; tree.len()];
        for node in 0..tree.len() as NodeId {
            let is_inside = tree.parent(node).is_some_and(|parent| covered[parent as usize]);
            let frame = tree.frame_index(node);
            let is_match = found.has(frame);
            covered[node as usize] = is_inside || is_match;
            if is_match {
                used[frame] = true;
                found.nodes += 1;
                let (from, to) = tree.span(node);
                found.share += if is_inside { 0.0 } else { to - from };
            }
        }
        found.frames = used.into_iter().filter(|used| *used).count();
        Some(found)
    }

    /// Whether the frame at this index matches.
    pub fn has(&self, frame: usize) -> bool {
        self.matches.get(frame).copied().unwrap_or(false)
    }
}
