//! A flame graph as a picture that scales.

use std::fmt::Write;

use super::{Scene, Tint};

/// What the boxes are drawn on.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// Width and height in pixels.
    pub size: (f64, f64),
    /// The list of fonts of the text.
    pub font: &'a str,
    /// Colour behind the boxes.
    pub ground: &'a str,
    /// Colour of the line at the top of inlined calls.
    pub inlined: &'a str,
}

/// The boxes as SVG. `colour` gives the fill of a tint and the colour of text on it; `title` says what a box stands for,
/// in words that a viewer shows when it is pointed at.
pub fn svg(
    scene: &Scene,
    paper: &Paper<'_>,
    colour: impl Fn(Tint) -> (String, String),
    title: impl Fn(&super::Drawn) -> String,
) -> String {
    let (width, height) = paper.size;
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{}" font-size="12">"#,
        escaped(paper.font)
    );
    // Writing to a string doesn't fail.
    let _ = writeln!(svg, "\n<path d=\"M0 0H{width}V{height}H0z\" fill=\"{}\"/>", escaped(paper.ground));
    for drawn in &scene.boxes {
        let (fill, ink) = colour(drawn.tint);
        // As on the canvas: text stays readable on boxes that a search did not find.
        let (faint, soft) = if drawn.dimmed { (r#" fill-opacity="0.3""#, r#" fill-opacity="0.55""#) } else { ("", "") };
        let _ = writeln!(
            svg,
            r#"<g><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" fill="{}"{faint}/>"#,
            escaped(&title(drawn)),
            rounded(drawn.x),
            rounded(drawn.y),
            rounded(drawn.width),
            rounded(drawn.height),
            escaped(&fill)
        );
        if drawn.inlined {
            let (x, y, width) = (rounded(drawn.x), rounded(drawn.y), rounded(drawn.width));
            let _ = writeln!(svg, r#"<path d="M{x} {y}h{width}v2h-{width}z" fill="{}"/>"#, escaped(paper.inlined));
        }
        if !drawn.text.is_empty() {
            let baseline = drawn.y + drawn.height / 2.0 + 4.0;
            let _ = writeln!(
                svg,
                r#"<text x="{}" y="{}" fill="{}"{soft}>{}</text>"#,
                rounded(drawn.text_x),
                rounded(baseline),
                escaped(&ink),
                escaped(&drawn.text)
            );
        }
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn rounded(pixels: f64) -> f64 {
    (pixels * 100.0).round() / 100.0
}

fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '"' => plain.push_str("&quot;"),
            // XML has no place for the other control characters.
            '\n' => plain.push('\n'),
            character if character.is_control() => plain.push('\u{fffd}'),
            character => plain.push(character),
        }
    }
    plain
}
