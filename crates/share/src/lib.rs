//! What a link or a saved report holds, and what it never holds.
//!
//! A shared incident is `#<version>.<payload>`: the report's facts as its own JSON document (schema 1, without prose), and
//! the call trees of its profiles, pruned to what fits. The way out is [`make`]: `scrub` drops what must not leave,
//! `redact` replaces names, `fit` chooses what goes in for a number of characters, `v1` writes it. The way in is
//! [`open`]: the version decides who reads it, every older version is upgraded step by step, and what comes out is a
//! report and profiles as if they had been dropped.
#![forbid(unsafe_code)]

mod codec;
mod contents;
mod facts;
mod fit;
mod forest;
mod mend;
mod open;
mod redact;
mod saved;
mod scrub;
mod tier;
mod v1;
mod view_state;
mod wish;

pub use contents::{Held, contents};
pub use facts::LeftOut;
pub use fit::{Coverage, Made, make, sizes};
pub use forest::{PRUNED, STAND_INS};
pub use mend::tidied;
pub use open::{Kept, Shared, alone, open, open_payload, upgraders};
pub use saved::{NoPage, embed};
pub use scrub::{BLOCKED, PASSED, scrubbed};
pub use tier::{NOTE, TITLE, Tier};
pub use view_state::TYPED;
pub use wish::{Incident, Wish};

/// The version of the links that are made here.
pub const NEWEST: u32 = 1;
