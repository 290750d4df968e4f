//! Which colour a box has: by its package, or by how it changed.

use decode::pprof::symbol::Origin;

use crate::tree::{NodeId, Numbers, Tree};

/// How many hues packages are told apart by.
pub const HUES: u8 = 24;

/// The hue of a package, the same in every profile and file: FNV-1a of its path, in [`HUES`] steps.
pub fn hue(package: &str) -> u8 {
    let hash = package.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // The golden ratio spreads the hashes of names that differ little.
    let spread = hash.wrapping_mul(0x9e37_79b9);
    ((u64::from(spread) * u64::from(HUES)) >> 32) as u8
}

/// What colours a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tint {
    /// The root, which stands for all.
    Root,
    /// Code of a package: the person's own is strongest, the runtime weakest.
    Code(Origin, u8),
    /// In a difference, how the box changed.
    Change(Change),
    /// Boxes too small to draw.
    Rest,
}

/// How an amount changed, in steps that people can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// It is there no more.
    Gone,
    /// It fell to half or less.
    FellMuch,
    /// It fell.
    Fell,
    /// It changed by less than 15 % of the larger amount.
    Same,
    /// It grew.
    Grew,
    /// It doubled or more.
    GrewMuch,
    /// It was not there before.
    New,
}

impl Change {
    /// All of them, from gone to new.
    pub const ALL: [Self; 7] =
        [Self::Gone, Self::FellMuch, Self::Fell, Self::Same, Self::Grew, Self::GrewMuch, Self::New];

    /// The change from one amount to another.
    pub fn between(before: i64, after: i64) -> Self {
        let (old, new) = (before.unsigned_abs() as f64, after.unsigned_abs() as f64);
        let difference = (after as f64 - before as f64).abs();
        let is_up = after > before;
        match (before, after) {
            (0, 0) => Self::Same,
            (0, _) => Self::New,
            (_, 0) => Self::Gone,
            _ if difference < 0.15 * old.max(new) => Self::Same,
            _ if is_up && difference >= old => Self::GrewMuch,
            _ if is_up => Self::Grew,
            _ if difference >= new => Self::FellMuch,
            _ => Self::Fell,
        }
    }

    /// A mark that says the same without colour; empty where little changed.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Gone => "−",
            Self::FellMuch => "▼▼",
            Self::Fell => "▼",
            Self::Same => "",
            Self::Grew => "▲",
            Self::GrewMuch => "▲▲",
            Self::New => "+",
        }
    }

    /// Its name in style sheets and tests: `grew-much`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::FellMuch => "fell-much",
            Self::Fell => "fell",
            Self::Same => "same",
            Self::Grew => "grew",
            Self::GrewMuch => "grew-much",
            Self::New => "new",
        }
    }
}

impl Tree {
    /// What colours a node.
    pub fn tint(&self, node: NodeId) -> Tint {
        match (self.numbers(node), self.frame(node)) {
            (Numbers { cum, base: Some((_, before)), .. }, _) => Tint::Change(Change::between(before, cum)),
            (_, Some(frame)) => Tint::Code(frame.origin, frame.hue),
            (_, None) => Tint::Root,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_keeps_its_hue() {
        // Frozen: people remember colours, and two profiles are compared by them.
        assert_eq!(["main", "net/http", "runtime", "corp.example/shop/dingdan"].map(hue), [11, 2, 8, 2]);
    }

    #[test]
    fn hues_are_spread_over_packages() {
        let mut used = [0; HUES as usize];
        for number in 0..2_400 {
            used[hue(&format!("corp.example/shop/internal/pkg{number}")) as usize] += 1;
        }
        assert!(used.iter().all(|count| (50..=150).contains(count)), "{used:?}");
    }

    #[test]
    fn changes_are_named_by_their_size_and_direction() {
        let cases = [
            ((0, 0), Change::Same),
            ((0, 5), Change::New),
            ((5, 0), Change::Gone),
            ((100, 114), Change::Same),
            ((100, 120), Change::Grew),
            ((100, 200), Change::GrewMuch),
            ((120, 100), Change::Fell),
            ((200, 100), Change::FellMuch),
            ((-100, 100), Change::GrewMuch),
            ((i64::MIN, i64::MAX), Change::GrewMuch),
        ];
        for ((before, after), change) in cases {
            assert_eq!(Change::between(before, after), change, "{before} to {after}");
        }
    }
}
