//! What the Go runtime says of itself, `MemStats`, gctrace, metrics, stacks and last words, and what it makes of
//! GOMEMLIMIT and GOGC.

pub mod crash;
pub mod dump;
pub mod gctrace;
pub mod gogc;
pub mod gomemlimit;
pub mod log;
pub mod memstats;
pub mod metrics;
pub mod series;
