//! Flame graphs: from a tree and a viewport to boxes. No canvas here: whoever has one draws the boxes.

mod colour;
mod find;
mod outline;
mod scene;
mod svg;
mod viewport;

pub use colour::{Change, HUES, Tint, hue};
pub use find::Found;
pub use outline::{Outlined, Step, outline, step};
pub use scene::{Direction, Drawn, Look, Scene, What, height};
pub use svg::{Paper, svg};
pub use viewport::Viewport;
