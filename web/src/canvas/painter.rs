//! Paints boxes. Boxes of one colour are painted together: setting a colour costs more than filling a box.

use view::flame::{Drawn, Scene, Tint};
use web_sys::CanvasRenderingContext2d;

use super::theme::Theme;

/// Font of the boxes: that of code, as names are cut by columns.
pub(crate) const FONT: &str = r#"12px ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono", "Noto Sans Mono CJK SC", monospace"#;

/// What boxes are painted on. A picture that is saved has it, too: it may be looked at on another ground.
pub(crate) const GROUND: &str = "--surface-sunk";

/// How strong a box is that a search did not find.
const DIM: f64 = 0.3;

/// Paints a scene on a canvas of this size in CSS pixels, scaled to device pixels.
pub(crate) fn paint(
    context: &CanvasRenderingContext2d,
    scene: &Scene,
    theme: &mut Theme,
    size: (f64, f64),
    device: f64,
) {
    // The numbers of a scale are finite.
    let _ = context.set_transform(device, 0.0, 0.0, device, 0.0, 0.0);
    context.set_fill_style_str(theme.token(GROUND));
    // One more, as the last pixel of a size with a fraction is a whole one.
    context.fill_rect(0.0, 0.0, size.0 + 1.0, size.1 + 1.0);
    let mut order: Vec<&Drawn> = scene.boxes.iter().collect();
    order.sort_by_key(|drawn| (drawn.dimmed, drawn.tint));
    fill(context, &order, theme);
    stripes(context, scene, theme);
    texts(context, &order, theme);
}

fn fill(context: &CanvasRenderingContext2d, order: &[&Drawn], theme: &mut Theme) {
    let mut last: Option<(bool, Tint)> = None;
    for drawn in order {
        let key = (drawn.dimmed, drawn.tint);
        if last != Some(key) {
            context.set_global_alpha(if drawn.dimmed { DIM } else { 1.0 });
            context.set_fill_style_str(theme.fill(drawn.tint));
            last = Some(key);
        }
        context.fill_rect(drawn.x, drawn.y, drawn.width, drawn.height);
    }
    context.set_global_alpha(1.0);
}

/// Inlined calls have a line at their top.
fn stripes(context: &CanvasRenderingContext2d, scene: &Scene, theme: &mut Theme) {
    context.set_fill_style_str(theme.token("--flame-inlined"));
    for drawn in scene.boxes.iter().filter(|drawn| drawn.inlined && drawn.width >= 2.0) {
        context.fill_rect(drawn.x, drawn.y, drawn.width, 2.0);
    }
}

fn texts(context: &CanvasRenderingContext2d, order: &[&Drawn], theme: &mut Theme) {
    context.set_font(FONT);
    context.set_text_baseline("middle");
    context.set_fill_style_str(theme.token("--flame-ink"));
    let mut dimmed = false;
    for drawn in order.iter().filter(|drawn| !drawn.text.is_empty()) {
        if drawn.dimmed != dimmed {
            dimmed = drawn.dimmed;
            context.set_global_alpha(if dimmed { 0.55 } else { 1.0 });
        }
        // A canvas that is gone has nobody to read it.
        let _ = context.fill_text(&drawn.text, drawn.text_x, drawn.y + drawn.height / 2.0 + 0.5);
    }
    context.set_global_alpha(1.0);
}

/// Frames a box: the one under the pointer, or the selected one.
pub(crate) fn frame(
    context: &CanvasRenderingContext2d,
    drawn: &Drawn,
    theme: &mut Theme,
    is_selected: bool,
    device: f64,
) {
    // Whole device pixels: others would be blurred.
    let width = (if is_selected { 2.0 * device } else { device }).round().max(1.0) / device;
    context.set_stroke_style_str(theme.token(if is_selected { "--focus" } else { "--flame-ink" }));
    context.set_line_width(width);
    let inset = width / 2.0;
    context.stroke_rect(
        drawn.x + inset,
        drawn.y + inset,
        (drawn.width - width).max(0.5),
        (drawn.height - width).max(0.5),
    );
}
