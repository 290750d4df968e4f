//! Which samples a location is in: looked up instead of searched for, as a filter matches few locations.

use decode::pprof::{LocationId, Profile};

/// The samples of every location of a profile, in the order of the profile; twice where a stack has the location twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplesOf {
    /// Where each location's samples start; one more entry than locations.
    starts: Vec<u32>,
    samples: Vec<u32>,
    count: usize,
}

impl SamplesOf {
    /// The most entries worth their memory, four bytes each: half a million stacks of thirty calls.
    const MOST: usize = 16 << 20;

    /// Looks through a profile once. `None` if its stacks are more than are worth the memory.
    pub fn new(profile: &Profile) -> Option<Self> {
        let mut starts = vec![0_u32; profile.location_count() + 1];
        for location in profile.samples().flat_map(|sample| profile.stack(sample)) {
            starts[location.index() + 1] += 1;
        }
        for location in 1..starts.len() {
            starts[location] += starts[location - 1];
        }
        let entries = starts.last().map_or(0, |last| *last as usize);
        if entries > Self::MOST {
            return None;
        }
        let (mut free, mut samples) = (starts.clone(), vec![0; entries]);
        for sample in profile.samples() {
            for location in profile.stack(sample) {
                let place = &mut free[location.index()];
                samples[*place as usize] = sample.index() as u32;
                *place += 1;
            }
        }
        Some(Self { starts, samples, count: profile.sample_count() })
    }

    /// By sample, whether any of these locations is in its stack.
    pub(crate) fn any(&self, locations: impl Iterator<Item = LocationId>) -> Vec<bool> {
        let mut is_in = vec![false; self.count];
        for location in locations {
            let (from, to) = (self.starts[location.index()], self.starts[location.index() + 1]);
            for sample in &self.samples[from as usize..to as usize] {
                is_in[*sample as usize] = true;
            }
        }
        is_in
    }
}
