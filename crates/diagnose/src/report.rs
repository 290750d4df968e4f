//! The report: a contract (schema 1) between oomscope and whoever reads its JSON. Sentences are added by `text`.
//! Unknown is `None`, never a default.

mod numbers;
mod parts;

pub use numbers::Sig6;
pub use parts::*;
