//! The small picture beside a deep graph: all of it, and a frame around what is on screen.

use view::flame::{Scene, Viewport};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::graph::Graph;
use super::painter;
use super::theme::Theme;
use crate::js::canvas::{context, new_canvas};

/// Where the small picture is seen, and the graph without the frame, painted once.
pub(super) struct Minimap {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    graph: HtmlCanvasElement,
    graph_context: CanvasRenderingContext2d,
    is_stale: bool,
    /// In CSS pixels.
    size: (f64, f64),
}

impl Minimap {
    /// A small picture on a canvas. `None` where the browser draws no canvas.
    pub(super) fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let graph = new_canvas()?;
        Some(Self {
            context: context(&canvas)?,
            graph_context: context(&graph)?,
            canvas,
            graph,
            is_stale: true,
            size: (0.0, 0.0),
        })
    }

    /// Fits it to the page; `device` is the number of device pixels in a CSS pixel.
    pub(super) fn resize(&mut self, device: f64) {
        let (width, height) = (f64::from(self.canvas.client_width()), f64::from(self.canvas.client_height()));
        self.size = (width, height);
        for canvas in [&self.canvas, &self.graph] {
            canvas.set_width((width * device).round() as u32);
            canvas.set_height((height * device).round() as u32);
        }
        self.outdate();
    }

    /// Width and height in CSS pixels.
    pub(super) const fn size(&self) -> (f64, f64) {
        self.size
    }

    /// The graph is another one, or looks otherwise.
    pub(super) const fn outdate(&mut self) {
        self.is_stale = true;
    }

    /// Whether the graph has to be drawn again; asked once.
    pub(super) const fn take_stale(&mut self) -> bool {
        std::mem::replace(&mut self.is_stale, false)
    }

    /// The viewport that shows all of a graph here.
    pub(super) fn whole(&self) -> Viewport {
        Viewport::whole(self.size.0, self.size.1)
    }

    /// Height of a graph's rows here, in CSS pixels.
    pub(super) fn row(&self, graph: &Graph) -> f64 {
        self.size.1 / graph.height(1.0)
    }

    /// Draws the graph, to be painted under every frame.
    pub(super) fn draw(&self, scene: &Scene, theme: &mut Theme, device: f64) {
        painter::paint(&self.graph_context, scene, theme, self.size, device);
    }

    /// Paints the graph, and a frame around what `seen` shows; `scale` is the height of a row here to one there.
    pub(super) fn paint(&self, seen: &Viewport, scale: f64, theme: &mut Theme, device: f64) {
        let context = &self.context;
        // The numbers of a scale are finite.
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, f64::from(self.graph.width()), f64::from(self.graph.height()));
        // A picture without a size is not drawn.
        let _ = context.draw_image_with_html_canvas_element(&self.graph, 0.0, 0.0);
        let _ = context.set_transform(device, 0.0, 0.0, device, 0.0, 0.0);
        context.set_stroke_style_str(theme.token("--focus"));
        context.set_line_width(2.0);
        let (width, height) = (seen.span() * self.size.0, (seen.height * scale).min(self.size.1));
        let (left, top) = (seen.left * self.size.0, seen.top * scale);
        context.stroke_rect(left + 1.0, top + 1.0, (width - 2.0).max(1.0), (height - 2.0).max(1.0));
    }
}
