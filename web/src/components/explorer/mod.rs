//! The explorer of profiles: one panel with its views.

mod amount;
mod callers;
mod chips;
mod compare;
mod controls;
mod describe;
mod flame;
mod flame_canvas;
mod flame_selected;
mod flame_table;
mod legend;
mod notice;
mod panel;
mod save;
mod tabs;
mod tags;
mod timeline;
mod timeline_chart;
mod timeline_series;
mod timeline_table;
mod top_cells;
mod top_rows;
mod top_table;
mod traces;

pub(crate) use panel::{ExplorerPanel, TITLE_ID};
pub(crate) use timeline::marks;
pub(crate) use timeline_chart::{Chart, Frame, outline};
