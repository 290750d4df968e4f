//! The flame graph on its canvas: the only part of the page that draws itself, frame by frame, past the components.
//!
//! `view::flame` says which boxes are on screen. Here they are painted, and gestures become viewports. Components give the
//! stage a graph and hear from it what is hovered, selected and zoomed to.

mod events;
mod graph;
mod hand;
mod minimap;
mod painter;
mod stage;
mod theme;

pub(crate) use events::Listeners;
pub(crate) use graph::Graph;
pub(crate) use painter::GROUND;
pub(crate) use stage::{Moved, Place, Stage, Told};
