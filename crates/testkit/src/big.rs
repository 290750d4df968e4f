//! A heap profile as large as they get.

use decode::pprof::wire;
use prost::Message;

use crate::ProfileText;

/// A heap profile with `samples` samples, encoded and not compressed; 500,000 make about 46 MB. It has what makes real
/// ones large: deep stacks that share their roots, inlined frames, many sizes at one site. The same number always gives
/// the same bytes.
pub fn big_profile(samples: usize) -> Vec<u8> {
    const FUNCTIONS: u64 = 20_000;
    const LOCATIONS: u64 = 60_000;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut profile = ProfileText::heap("").mapping(0x40_0000, "/app/server", "0123456789abcdef").message();
    let mut string = |text: String| {
        profile.string_table.push(text.into_bytes());
        profile.string_table.len() as i64 - 1
    };
    let key = string("bytes".to_owned());
    for id in 1..=FUNCTIONS {
        let package = id % 500;
        let name = string(format!("corp.example/shop/internal/pkg{package}.(*Service{}).Handle{id}", id % 40));
        let filename = string(format!("corp.example/shop/internal/pkg{package}/file{}.go", id % 40));
        profile.function.push(wire::Function { id, name, system_name: name, filename, start_line: (id % 900) as i64 });
    }
    for id in 1..=LOCATIONS {
        let frames = if random.below(5) == 0 { 2 } else { 1 };
        let frame =
            |_| wire::Line { function_id: random.below(FUNCTIONS) + 1, line: random.below(2_000) as i64, column: 0 };
        let line = (0..frames).map(frame).collect();
        profile.location.push(wire::Location {
            id,
            mapping_id: 1,
            address: 0x40_0000 + id * 32,
            line,
            is_folded: false,
        });
    }
    let mut stack: Vec<u64> = Vec::new();
    for _ in 0..samples {
        // A new stack keeps the root side of the one before it, as stacks sorted by caller do.
        let kept = random.below(16) as usize;
        stack.drain(..stack.len().saturating_sub(kept));
        let mut location_id: Vec<u64> = (0..8 + random.below(24)).map(|_| random.below(LOCATIONS) + 1).collect();
        location_id.extend_from_slice(&stack);
        stack.clone_from(&location_id);
        let size = 16 << random.below(12);
        let (allocated, live) = (random.below(2_000) as i64 + 1, random.below(50) as i64);
        let value = vec![allocated, allocated * size, live, live * size];
        let label = vec![wire::Label { key, num: size, ..Default::default() }];
        profile.sample.push(wire::Sample { location_id, value, label });
    }
    profile.encode_to_vec()
}

/// splitmix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}
