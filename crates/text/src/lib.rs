//! Every sentence oomscope says, and the JSON report that carries them.
//!
//! The crates below this one speak in ids and numbers. Here each id has its sentence: one exhaustive `match` per
//! kind of id, so that an id without a sentence does not compile. [`Sentences`] are those of the report,
//! [`page::Page`] those of the page around it with what belongs to it ([`Judgement`], [`Fixing`], …), [`Explorer`] those of
//! its explorer of profiles; a language is one type that implements them all, and one variant of [`Language`].
#![forbid(unsafe_code)]

mod document;
pub mod explorer;
mod fixing;
mod forecast;
mod intake;
mod judgement;
mod language;
mod numbers;
pub mod page;
mod palette;
mod plain;
mod postmortem;
mod sentences;
mod sharing;
mod terms;

pub use document::document;
pub use explorer::Explorer;
pub use fixing::Fixing;
pub use forecast::forecast;
pub use intake::{Aspect, Intake, ReachField};
pub use judgement::Judgement;
pub use language::Language;
pub use numbers::Numbers;
pub use page::{Chinese, English};
pub use palette::{Deed, Group, Palette};
pub use plain::{comparison, instead_of_disk, manifest, plain, why};
pub use postmortem::{Postmortem, chat, markdown};
pub use sentences::{Fixed, Sentences, left_by};
pub use sharing::{Heading, Sharing};
pub use terms::{Called, Own, Term, Terms};
