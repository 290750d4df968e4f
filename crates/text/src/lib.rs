//! Every sentence oomscope says, and the JSON report that carries them.
//!
//! The crates below this one speak in ids and numbers. Here each id has its sentence: one exhaustive `match` per
//! kind of id, so that an id without a sentence does not compile. [`Sentences`] are those of the report,
//! [`page::Page`] those of the page around it; a language is one type that implements both.
#![forbid(unsafe_code)]

mod document;
pub mod page;
mod plain;
mod sentences;

pub use document::document;
pub use page::English;
pub use plain::plain;
pub use sentences::Sentences;
