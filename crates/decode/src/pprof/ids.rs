//! From the 64-bit ids of a profile's tables to positions in them.

use rustc_hash::FxHashMap;

use crate::error::{DecodeError, ProfileFault, Table};

/// Positions by id. Writers number their tables 1, 2, 3, …; any other 64-bit ids work too, more slowly.
#[derive(Debug)]
pub(super) enum Ids {
    /// Id `n` is at position `n - 1`, for so many ids.
    InOrder(u64),
    Scattered(FxHashMap<u64, u32>),
}

impl Ids {
    /// Learns the ids of a table in their order. Fails for the reserved id 0 and for an id used twice.
    pub(super) fn new(table: Table, ids: &[u64]) -> Result<Self, DecodeError> {
        if ids.iter().zip(1..).all(|(id, expected)| *id == expected) {
            return Ok(Self::InOrder(ids.len() as u64));
        }
        let mut positions = FxHashMap::with_capacity_and_hasher(ids.len(), rustc_hash::FxBuildHasher);
        for (position, id) in ids.iter().enumerate() {
            let fault = match *id {
                0 => ProfileFault::ReservedId { table },
                id if positions.insert(id, position as u32).is_some() => ProfileFault::DuplicateId { table, id },
                _ => continue,
            };
            return Err(DecodeError::Invalid { fault });
        }
        Ok(Self::Scattered(positions))
    }

    /// Position of an id, `None` if the table doesn't have it.
    #[inline]
    pub(super) fn position(&self, id: u64) -> Option<u32> {
        match self {
            Self::InOrder(count) => (id.wrapping_sub(1) < *count).then(|| (id - 1) as u32),
            Self::Scattered(positions) => positions.get(&id).copied(),
        }
    }
}
