//! What Go had of the container's memory, and what was used beyond it.

use decode::cgroup::files::Cgroup;
use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::Case;
use crate::fix::pacing;

/// Profiles count by samples: their sums of what was allocated are within a few percent of the runtime's own.
const NEWER: f64 = 1.1;

impl Case<'_> {
    /// The most memory that Go is known or likely to have had mapped when the cgroup was read last. Where a heap snapshot is
    /// newer than the runtime's own numbers, the heap has grown since: by no more than was allocated in between, and
    /// no further than the collector lets a heap with what is live in it.
    pub(crate) fn go_memory(&self) -> Option<Bytes> {
        let told = self.outside.go_memory_told()?;
        Some(self.grown_since(told).map_or(told, |grown| told.max(grown)))
    }

    /// Bytes allocated between the runtime's own numbers and a newer heap snapshot. Stacks may have grown since too, which no
    /// snapshot shows.
    pub(crate) fn allocated_since_told(&self) -> Option<Bytes> {
        let (vitals, last) = (self.outside.vitals.last()?, self.series.as_ref()?.last()?);
        let is_newer = last.alloc.as_f64() >= NEWER * vitals.allocated.as_f64();
        is_newer.then(|| last.alloc - vitals.allocated)
    }

    fn grown_since(&self, told: Bytes) -> Option<Bytes> {
        let vitals = self.outside.vitals.last()?;
        let most = told + self.allocated_since_told()?;
        let paced = match self.gogc() {
            Gogc::Percent(gogc) => {
                let heap = pacing::peak(self.live_high()?, gogc, pacing::gomemlimit(self));
                heap + vitals.stacks + vitals.overhead
            }
            Gogc::Off => most,
        };
        Some(paced.min(most))
    }

    /// The last reading of the cgroup's own files, with its input, that the runtime's numbers can be held against: without
    /// heap snapshots nothing tells how the heap went on after them.
    pub(crate) fn read_beside_go(&self) -> Option<(usize, &Cgroup)> {
        let told = self.outside.vitals.len();
        let is_alone = self.series.is_none() && self.outside.trace.is_none() && told > 0;
        self.outside.read_alive().take(if is_alone { told } else { usize::MAX }).last()
    }
}
