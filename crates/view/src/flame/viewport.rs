//! Which part of a flame graph is on screen.
//!
//! There are two spaces: shares of the root's width (0 to 1), and pixels of the screen (CSS pixels). Only this type
//! converts between them.

/// The part of a flame graph on screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// The share of the root's width at the left edge.
    pub left: f64,
    /// The share at the right edge.
    pub right: f64,
    /// Pixels scrolled down from the top of the graph.
    pub top: f64,
    /// Width of the screen in pixels.
    pub width: f64,
    /// Height of the screen in pixels.
    pub height: f64,
}

impl Viewport {
    /// How far one can zoom in: at this share of the whole a pixel is still 2^13 steps of a 64-bit float.
    pub const NARROWEST: f64 = 1.0 / (1_u64 << 28) as f64;

    /// Fingers are never closer than this many pixels.
    const FINGER: f64 = 16.0;

    /// The whole graph, from its top.
    pub const fn whole(width: f64, height: f64) -> Self {
        Self { left: 0.0, right: 1.0, top: 0.0, width, height }
    }

    /// The share of the root's width that is on screen.
    pub fn span(&self) -> f64 {
        self.right - self.left
    }

    /// Where a share of the root's width is on screen.
    pub fn x(&self, share: f64) -> f64 {
        (share - self.left) / self.span() * self.width
    }

    /// Which share of the root's width is at a pixel.
    pub fn share(&self, x: f64) -> f64 {
        self.left + x / self.width.max(1.0) * self.span()
    }

    /// Zoomed in by `factor` (out below 1), with what is at pixel `x` staying there.
    #[must_use]
    pub fn zoomed(&self, factor: f64, x: f64) -> Self {
        let span = (self.span() / factor).clamp(Self::NARROWEST, 1.0);
        let left = self.share(x) - x / self.width.max(1.0) * span;
        self.at(left, span)
    }

    /// Moved by so many pixels to the right.
    #[must_use]
    pub fn panned(&self, pixels: f64) -> Self {
        self.at(self.left + pixels / self.width.max(1.0) * self.span(), self.span())
    }

    /// Moved by so many pixels down a graph of that height.
    #[must_use]
    pub fn scrolled(&self, pixels: f64, graph: f64) -> Self {
        Self { top: (self.top + pixels).clamp(0.0, (graph - self.height).max(0.0)), ..*self }
    }

    /// Moved so that the row from `from` to `to` pixels of a graph of that height is on screen, as little as needed.
    #[must_use]
    pub fn showing(&self, from: f64, to: f64, graph: f64) -> Self {
        let above = (from - self.top).min(0.0);
        let below = (to - self.top - self.height).max(0.0);
        self.scrolled(above + below, graph)
    }

    /// Moved by two fingers from `before` to `now`, in pixels of the screen: zoomed as they spread, moved as their middle
    /// moves, over a graph of that height.
    #[must_use]
    pub fn pinched(&self, before: [(f64, f64); 2], now: [(f64, f64); 2], graph: f64) -> Self {
        let spread = |[a, b]: [(f64, f64); 2]| (a.0 - b.0).hypot(a.1 - b.1).max(Self::FINGER);
        let middle = |[a, b]: [(f64, f64); 2]| (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
        let (from, to) = (middle(before), middle(now));
        let zoomed = self.zoomed(spread(now) / spread(before), from.0);
        zoomed.panned(from.0 - to.0).scrolled(from.1 - to.1, graph)
    }

    /// With these shares of the root's width at its edges, as far as one can zoom.
    #[must_use]
    pub fn over(&self, (from, to): (f64, f64)) -> Self {
        self.at(from, (to - from).clamp(Self::NARROWEST, 1.0))
    }

    /// On a screen of another size.
    #[must_use]
    pub fn resized(&self, width: f64, height: f64) -> Self {
        Self { width, height, ..*self }
    }

    /// On the way to another viewport: at 0 this one, at 1 the other. Zooming goes by factors, so that it looks even.
    #[must_use]
    pub fn towards(&self, other: &Self, progress: f64) -> Self {
        if progress >= 1.0 {
            return *other;
        }
        let (from, to) = (self.span(), other.span());
        let span = from * (to / from).powf(progress);
        // Along a zoom the share that stays where it is divides the edges alike.
        let way = if (to - from).abs() < f64::EPSILON { progress } else { (span - from) / (to - from) };
        let left = self.left + (other.left - self.left) * way;
        Self { left, right: left + span, top: self.top + (other.top - self.top) * progress, ..*other }
    }

    /// Whether the whole width is on screen.
    pub fn is_whole(&self) -> bool {
        self.span() >= 1.0
    }

    fn at(&self, left: f64, span: f64) -> Self {
        let left = left.clamp(0.0, 1.0 - span);
        Self { left, right: left + span, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Viewport = Viewport::whole(1000.0, 200.0);

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let zoomed = WHOLE.zoomed(4.0, 250.0);
        assert!(near(zoomed.span(), 0.25) && near(zoomed.share(250.0), WHOLE.share(250.0)));
        let back = zoomed.zoomed(0.25, 250.0);
        assert!(near(back.left, 0.0) && near(back.right, 1.0));
    }

    #[test]
    fn one_cannot_leave_the_graph() {
        assert_eq!(WHOLE.zoomed(0.5, 0.0), WHOLE);
        assert_eq!(WHOLE.panned(500.0), WHOLE);
        let right = WHOLE.zoomed(10.0, 500.0).panned(1e9);
        assert!(near(right.right, 1.0) && near(right.span(), 0.1));
        assert!(near(WHOLE.zoomed(1e30, 500.0).span(), Viewport::NARROWEST));
        assert!(near(WHOLE.scrolled(50.0, 100.0).top, 0.0));
        assert!(near(WHOLE.scrolled(1e9, 500.0).top, 300.0));
    }

    #[test]
    fn two_fingers_zoom_as_they_spread_and_move_what_is_between_them() {
        let apart = WHOLE.pinched([(400.0, 50.0), (600.0, 50.0)], [(300.0, 50.0), (700.0, 50.0)], 1000.0);
        assert!(near(apart.span(), 0.5) && near(apart.share(500.0), 0.5));
        let zoomed = WHOLE.zoomed(4.0, 500.0);
        let moved = zoomed.pinched([(400.0, 50.0), (600.0, 90.0)], [(300.0, 20.0), (500.0, 60.0)], 1000.0);
        assert!(near(moved.span(), zoomed.span()) && near(moved.share(400.0), zoomed.share(500.0)));
        assert!(near(moved.top, 30.0));
        let there_and_back = zoomed.pinched([(1.0, 1.0), (2.0, 1.0)], [(2.0, 1.0), (1.0, 1.0)], 1000.0);
        assert_eq!(there_and_back, zoomed);
    }

    #[test]
    fn a_row_is_brought_on_screen_by_the_shortest_way() {
        assert!(near(WHOLE.showing(100.0, 120.0, 500.0).top, 0.0));
        assert!(near(WHOLE.showing(300.0, 320.0, 500.0).top, 120.0));
        let down = WHOLE.scrolled(300.0, 500.0);
        assert!(near(down.showing(20.0, 40.0, 500.0).top, 20.0));
    }

    #[test]
    fn the_way_between_two_viewports_starts_and_ends_there_and_stays_inside() {
        let far = WHOLE.over((0.6, 0.6001));
        assert_eq!(WHOLE.towards(&far, 0.0), WHOLE);
        assert_eq!(WHOLE.towards(&far, 1.0), far);
        for step in 0..=20 {
            let on_the_way = WHOLE.towards(&far, f64::from(step) / 20.0);
            assert!(on_the_way.left >= 0.0 && on_the_way.right <= 1.0 + 1e-12, "{on_the_way:?}");
            assert!(on_the_way.left <= 0.6 && on_the_way.right >= 0.6001 - 1e-12, "the goal stays on screen");
        }
    }
}
