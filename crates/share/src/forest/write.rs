//! A forest as version 1 writes it.

use rustc_hash::FxHashMap;

use super::Forest;
use crate::v1;

/// Which part of a forest is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'a> {
    /// The columns, by their place.
    pub(crate) columns: &'a [usize],
    /// The nodes; with a node its parents are in it too.
    pub(crate) nodes: &'a [u32],
    /// Whether source files are written.
    pub(crate) files: bool,
}

/// Marks a node that is not written.
const GONE: u32 = u32::MAX;

impl Forest {
    /// The profiles and the forest of a part. What the nodes left out hold is added to the nearest parent that stays.
    pub(crate) fn write(&self, part: Part<'_>) -> (Vec<v1::Profile>, v1::Forest) {
        let walk = self.walk(part.nodes);
        let mut written = v1::Forest::default();
        // The place of each node in the walk, counted from 1; 0 stands above all of them.
        let mut place = vec![GONE; self.nodes.len()];
        for (at, node) in (1..).zip(&walk) {
            place[*node as usize] = at;
        }
        self.write_nodes(&walk, part.files, &mut written);
        let mut profiles: Vec<v1::Profile> = Vec::new();
        for column in part.columns.iter().filter_map(|column| self.columns.get(*column)) {
            let facts = &self.profiles[column.of.profile];
            let known = profiles.iter().position(|profile| profile == facts);
            let profile = known.unwrap_or_else(|| {
                profiles.push(facts.clone());
                profiles.len() - 1
            });
            written.columns.push(v1::Column {
                profile: profile as u32,
                name: column.name.clone(),
                unit: column.unit.clone(),
                whole: column.whole,
                own: walk.iter().map(|node| column.own[*node as usize]).collect(),
                pruned: self.pruned(&column.own, &place),
            });
        }
        (profiles, written)
    }

    /// The nodes in the order of a walk: parents first, then their children in the order of `nodes`.
    fn walk(&self, nodes: &[u32]) -> Vec<u32> {
        let mut children: FxHashMap<Option<u32>, Vec<u32>> = FxHashMap::default();
        for node in nodes.iter().rev() {
            children.entry(self.nodes[*node as usize].parent).or_default().push(*node);
        }
        let mut walk = Vec::with_capacity(nodes.len());
        let mut open = children.remove(&None).unwrap_or_default();
        while let Some(node) = open.pop() {
            walk.push(node);
            open.extend(children.remove(&Some(node)).unwrap_or_default());
        }
        walk
    }

    fn write_nodes(&self, walk: &[u32], files: bool, written: &mut v1::Forest) {
        let mut seen: FxHashMap<u32, u32> = FxHashMap::default();
        let mut names = Vec::new();
        let mut file_places: FxHashMap<&str, u32> = FxHashMap::from_iter([("", 0)]);
        let mut file_names = vec![""];
        let mut depth = 0;
        for node in walk.iter().map(|node| self.nodes[*node as usize]) {
            written.up.push(depth + 1 - node.depth);
            depth = node.depth;
            let next = names.len() as u32;
            let number = *seen.entry(node.function).or_insert(next);
            written.function.push(next - number);
            if self.by_line {
                written.line.push(node.line);
            }
            if number < next {
                continue;
            }
            let function = &self.functions[node.function as usize];
            names.push(function.name.as_str());
            if files {
                let next = file_names.len() as u32;
                let file = *file_places.entry(&function.file).or_insert_with(|| {
                    file_names.push(&function.file);
                    next
                });
                written.file_of.push(file);
                written.starts.push(function.starts);
            }
        }
        written.names = names.join("\n");
        if files {
            written.files = file_names.join("\n");
        }
    }

    /// What each written node, by its place in the walk, holds of nodes that aren't.
    fn pruned(&self, own: &[i64], place: &[u32]) -> Vec<(u32, i64)> {
        let mut sums = vec![0_i64; self.nodes.len() + 1];
        let mut rest = own.to_vec();
        for (index, node) in self.nodes.iter().enumerate().rev() {
            if place[index] != GONE || rest[index] == 0 {
                continue;
            }
            match node.parent {
                Some(parent) if place[parent as usize] == GONE => {
                    rest[parent as usize] = rest[parent as usize].saturating_add(rest[index]);
                }
                parent => {
                    let at = parent.map_or(0, |parent| place[parent as usize]) as usize;
                    sums[at] = sums[at].saturating_add(rest[index]);
                }
            }
        }
        let mut last = 0;
        let mut pruned = Vec::new();
        for (at, sum) in (0..).zip(sums).filter(|(_, sum)| *sum != 0) {
            pruned.push((at - last, sum));
            last = at;
        }
        pruned
    }
}
