//! Every sentence oomscope says, and the JSON report that carries them.
//!
//! The crates below this one speak in ids and numbers. Here each id has its sentence: one exhaustive `match` per
//! kind of id, so that an id without a sentence does not compile. [`Sentences`] are those of the report,
//! [`page::Page`] those of the page around it, [`Explorer`] those of its explorer of profiles; a language is one type
//! that implements all three, and one variant of [`Language`].
#![forbid(unsafe_code)]

mod document;
pub mod explorer;
mod forecast;
mod intake;
mod language;
pub mod page;
mod palette;
mod plain;
mod postmortem;
mod sentences;
mod sharing;
mod terms;

pub use document::document;
pub use explorer::Explorer;
pub use forecast::forecast;
pub use intake::{Aspect, Intake, ReachField};
pub use language::Language;
pub use page::{Chinese, English};
pub use palette::{Deed, Group, Palette};
pub use plain::{comparison, manifest, plain};
pub use postmortem::{Postmortem, chat, markdown};
pub use sentences::{Fixed, Sentences, left_by};
pub use sharing::{Heading, Sharing};
pub use terms::{Called, Own, Term, Terms};
