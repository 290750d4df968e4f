//! The stacks of a profile as one tree: stacks that start alike share their places. Made once for a profile, it is what
//! filters work on: there are far fewer places than there are steps in all stacks.

use decode::pprof::{LocationId, Profile, SampleId};
use rustc_hash::FxHashMap;

/// Places in stacks, callers before callees and each right before all it calls. Place 0 is above all roots and has no
/// location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trie {
    parent: Vec<u32>,
    /// By place, from place 1 on.
    location: Vec<LocationId>,
    of_sample: Vec<u32>,
}

/// Children of nodes by what they are.
#[derive(Debug, Default)]
pub(crate) struct Children(FxHashMap<u64, u32>);

impl Children {
    /// The child of a node that is `what`: `next` where there is none yet.
    #[inline]
    pub(crate) fn of(&mut self, parent: u32, what: u32, next: u32) -> u32 {
        *self.0.entry(u64::from(parent) << 32 | u64::from(what)).or_insert(next)
    }
}

impl Trie {
    /// The stacks of a profile.
    pub(crate) fn new(profile: &Profile) -> Self {
        let mut trie =
            Self { parent: vec![0], location: Vec::new(), of_sample: Vec::with_capacity(profile.sample_count()) };
        let mut children = Children::default();
        // The sample before, and the places it led to: most stacks share most of their callers with it.
        let (mut before, mut path): (Vec<LocationId>, Vec<u32>) = (Vec::new(), Vec::new());
        for sample in profile.samples() {
            let steps = profile.stack(sample).iter().rev();
            let shared = before.iter().zip(steps.clone()).take_while(|(before, step)| before == step).count();
            before.truncate(shared);
            path.truncate(shared);
            let mut place = path.last().copied().unwrap_or(0);
            for location in steps.skip(shared) {
                let next = trie.parent.len() as u32;
                let child = children.of(place, location.index() as u32, next);
                if child == next {
                    trie.parent.push(place);
                    trie.location.push(*location);
                }
                place = child;
                before.push(*location);
                path.push(place);
            }
            trie.of_sample.push(place);
        }
        trie.in_order()
    }

    /// The same with each place right before all it calls: whoever walks the places walks stacks, and memory from its
    /// start to its end.
    fn in_order(self) -> Self {
        let (starts, children) = by_parent(&self.parent);
        let mut new = vec![0; self.parent.len()];
        let mut ordered =
            Self { parent: Vec::with_capacity(new.len()), location: Vec::with_capacity(new.len()), ..Self::empty() };
        let mut open = vec![0_u32];
        while let Some(old) = open.pop() {
            let old = old as usize;
            new[old] = ordered.parent.len() as u32;
            ordered.parent.push(new[self.parent[old] as usize]);
            if old > 0 {
                ordered.location.push(self.location[old - 1]);
            }
            open.extend(children[starts[old] as usize..starts[old + 1] as usize].iter().rev());
        }
        ordered.of_sample = self.of_sample.iter().map(|place| new[*place as usize]).collect();
        ordered
    }

    const fn empty() -> Self {
        Self { parent: Vec::new(), location: Vec::new(), of_sample: Vec::new() }
    }

    /// Number of places, with place 0.
    pub(crate) fn len(&self) -> usize {
        self.parent.len()
    }

    /// All places but place 0, each with its caller and its location; callers before callees.
    pub(crate) fn places(&self) -> impl Iterator<Item = (usize, usize, LocationId)> {
        let places = self.parent.iter().skip(1).zip(&self.location).enumerate();
        places.map(|(before, (parent, location))| (before + 1, *parent as usize, *location))
    }

    /// The caller of a place.
    #[inline]
    pub(crate) fn parent(&self, place: usize) -> usize {
        self.parent[place] as usize
    }

    /// The location of a place; `None` for place 0.
    #[cfg(test)]
    pub(crate) fn location(&self, place: usize) -> Option<LocationId> {
        self.location.get(place.checked_sub(1)?).copied()
    }

    /// Where the stack of a sample ends.
    #[inline]
    pub(crate) fn of_sample(&self, sample: SampleId) -> usize {
        self.of_sample[sample.index()] as usize
    }
}

/// The children of every node, and where each node's start: a counting sort.
pub(crate) fn by_parent(parent: &[u32]) -> (Vec<u32>, Vec<u32>) {
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

#[cfg(test)]
mod tests {
    use decode::{Limits, unwatched};
    use testkit::ProfileText;

    use super::*;

    #[test]
    fn stacks_that_start_alike_share_places_and_lead_back_to_themselves() {
        let text = ProfileText::new(&[("space", "bytes")], "a;b;c 1\nd 1\na;b 1\n- 1\na;b;c 1\na;c;b 1\nd;a 1");
        let (profile, _) = decode::pprof::decode_profile(&text.encode(), &Limits::default(), &mut unwatched).unwrap();
        let trie = Trie::new(&profile);
        assert_eq!(trie.len(), 1 + 7, "a ab abc ac acb d da");
        for sample in profile.samples() {
            let mut stack = Vec::new();
            let mut place = trie.of_sample(sample);
            while let Some(location) = trie.location(place) {
                stack.push(location);
                assert!(trie.parent(place) < place);
                place = trie.parent(place);
            }
            assert_eq!(stack, profile.stack(sample), "{sample:?}");
        }
        // Each place is right before all it calls: the caller of the next one is this one or one of its callers.
        let mut open = vec![0];
        for (place, parent, _) in trie.places() {
            while open.last() != Some(&parent) {
                assert!(open.pop().is_some());
            }
            open.push(place);
        }
    }
}
