//! A tree that grows sample by sample, and is then put in order.

use std::cmp::Ordering;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Tree, TreeFrame};

/// What one sample adds to the node it ends at.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Leaf {
    pub(crate) value: i64,
    pub(crate) objects: i64,
    pub(crate) variance: f64,
    pub(crate) base: i64,
}

/// A tree under construction: parents come before their children.
#[derive(Debug)]
pub(super) struct Growing {
    frame: Vec<u32>,
    parent: Vec<u32>,
    /// Whether only inlined calls were seen.
    inlined: Vec<bool>,
    leaf: Vec<Leaf>,
    children: FxHashMap<u64, u32>,
    /// The steps of the sample before, and the nodes they led to: most stacks share most of their callers.
    before: Vec<Step>,
    path: Vec<u32>,
}

/// A frame of a stack: the index of the frame, and whether the call was inlined.
pub(crate) type Step = (u32, bool);

impl Growing {
    /// A tree with nothing but a root of this frame, that is about to get so many samples.
    pub(super) fn new(root: u32, samples: usize) -> Self {
        Self {
            frame: vec![root],
            parent: vec![0],
            inlined: vec![false],
            leaf: vec![Leaf::default()],
            // Most samples end at a node of their own: growing to that step by step means to hash all again and again.
            children: FxHashMap::with_capacity_and_hasher(samples, FxBuildHasher),
            before: Vec::new(),
            path: Vec::new(),
        }
    }

    /// Adds a sample by its steps from the root.
    pub(super) fn add(&mut self, steps: impl Iterator<Item = Step> + Clone, leaf: Leaf) {
        let shared = self.before.iter().zip(steps.clone()).take_while(|(before, step)| *before == step).count();
        self.before.truncate(shared);
        self.path.truncate(shared);
        let mut node = self.path.last().copied().unwrap_or(0);
        for step in steps.skip(shared) {
            node = self.child(node, step);
            self.before.push(step);
            self.path.push(node);
        }
        let sum = &mut self.leaf[node as usize];
        sum.value = sum.value.wrapping_add(leaf.value);
        sum.objects = sum.objects.wrapping_add(leaf.objects);
        sum.variance += leaf.variance;
        sum.base = sum.base.wrapping_add(leaf.base);
    }

    fn child(&mut self, parent: u32, (frame, inlined): Step) -> u32 {
        let next = self.frame.len() as u32;
        let node = *self.children.entry(u64::from(parent) << 32 | u64::from(frame)).or_insert(next);
        if node == next {
            self.frame.push(frame);
            self.parent.push(parent);
            self.inlined.push(inlined);
            self.leaf.push(Leaf::default());
        } else if !inlined {
            self.inlined[node as usize] = false;
        }
        node
    }

    /// Sums up and puts the nodes in order. `weigh` gives the width that a node itself adds.
    pub(super) fn finish(self, tree: Tree, weigh: impl Fn(&Leaf) -> f64) -> Tree {
        let count = self.frame.len();
        let mut sum = self.leaf.clone();
        let mut width: Vec<f64> = self.leaf.iter().map(weigh).collect();
        for node in (1..count).rev() {
            let (parent, own) = (self.parent[node] as usize, sum[node]);
            sum[parent].value = sum[parent].value.wrapping_add(own.value);
            sum[parent].objects = sum[parent].objects.wrapping_add(own.objects);
            sum[parent].variance += own.variance;
            sum[parent].base = sum[parent].base.wrapping_add(own.base);
            width[parent] += width[node];
        }
        let order = Order::new(&self, &tree.frames, &width);
        order.tree(&self, &sum, &width, tree)
    }
}

/// The nodes in breadth-first order.
struct Order {
    /// Old indices by new ones.
    old: Vec<u32>,
    /// New index of each node's parent.
    parent: Vec<u32>,
    /// New index of each node's first child; one more entry than nodes.
    first: Vec<u32>,
    depth: u32,
}

impl Order {
    fn new(growing: &Growing, frames: &[TreeFrame], width: &[f64]) -> Self {
        let (starts, mut children) = by_parent(&growing.parent);
        let name = |node: u32| frames.get(growing.frame[node as usize] as usize).map(|frame| &frame.name);
        let compare = |a: &u32, b: &u32| -> Ordering {
            width[*b as usize].total_cmp(&width[*a as usize]).then_with(|| name(*a).cmp(&name(*b)))
        };
        let mut order = Self { old: vec![0], parent: vec![0], first: Vec::new(), depth: 0 };
        let (mut next, mut level_end) = (0, 1);
        while next < order.old.len() {
            if next == level_end {
                order.depth += 1;
                level_end = order.old.len();
            }
            let old = order.old[next] as usize;
            let own = &mut children[starts[old] as usize..starts[old + 1] as usize];
            own.sort_unstable_by(compare);
            order.first.push(order.old.len() as u32);
            // What has no width is nowhere to be seen.
            let shown = own.iter().take_while(|child| width[**child as usize] > 0.0);
            order.old.extend(shown);
            order.parent.resize(order.old.len(), next as u32);
            next += 1;
        }
        order.first.push(order.old.len() as u32);
        order
    }

    fn tree(&self, growing: &Growing, sum: &[Leaf], width: &[f64], tree: Tree) -> Tree {
        fn column<T>(order: &[u32], of: impl Fn(usize) -> T) -> Vec<T> {
            order.iter().map(|old| of(*old as usize)).collect()
        }
        // A column that nothing has anything in is left out.
        let needed = |is_needed: bool| if is_needed { &self.old[..] } else { &[] };
        let (has_objects, has_base) = (!tree.objects.is_empty(), !tree.base_cum.is_empty());
        let has_variance = !tree.variance.is_empty();
        let width = column(&self.old, |old| width[old]);
        let mut start = vec![0.0; width.len()];
        for node in 0..width.len() {
            let mut at = start[node];
            for child in self.first[node] as usize..self.first[node + 1] as usize {
                start[child] = at;
                at += width[child];
            }
        }
        Tree {
            depth: self.depth,
            frame: column(&self.old, |old| growing.frame[old]),
            parent: self.parent.clone(),
            first: self.first.clone(),
            inlined: column(&self.old, |old| growing.inlined[old]),
            flat: column(&self.old, |old| growing.leaf[old].value),
            cum: column(&self.old, |old| sum[old].value),
            objects: column(needed(has_objects), |old| sum[old].objects),
            variance: column(needed(has_variance), |old| sum[old].variance),
            base_flat: column(needed(has_base), |old| growing.leaf[old].base),
            base_cum: column(needed(has_base), |old| sum[old].base),
            start,
            width,
            ..tree
        }
    }
}

/// The children of every node, and where each node's start: a counting sort.
fn by_parent(parent: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; parent.len() + 1];
    for parent in &parent[1..] {
        starts[*parent as usize + 1] += 1;
    }
    for node in 1..starts.len() {
        starts[node] += starts[node - 1];
    }
    let mut free = starts.clone();
    let mut children = vec![0; parent.len() - 1];
    for (node, parent) in parent.iter().enumerate().skip(1) {
        let place = &mut free[*parent as usize];
        children[*place as usize] = node as u32;
        *place += 1;
    }
    (starts, children)
}
