//! A flame graph as a picture that scales.

use std::fmt::Write;

use super::{Scene, Tint};

/// The boxes as SVG. `colour` gives the fill of a tint and the colour of text on it; `title` says what a box stands for,
/// in words that a viewer shows when it is pointed at; `font` is the list of fonts of the text.
pub fn svg(
    scene: &Scene,
    size: (f64, f64),
    font: &str,
    colour: impl Fn(Tint) -> (String, String),
    title: impl Fn(&super::Drawn) -> String,
) -> String {
    let (width, height) = size;
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{}" font-size="12">"#,
        escaped(font)
    );
    svg.push('\n');
    for drawn in &scene.boxes {
        let (fill, ink) = colour(drawn.tint);
        let opacity = if drawn.dimmed { r#" opacity="0.35""# } else { "" };
        // Writing to a string doesn't fail.
        let _ = writeln!(
            svg,
            r#"<g{opacity}><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>"#,
            escaped(&title(drawn)),
            rounded(drawn.x),
            rounded(drawn.y),
            rounded(drawn.width),
            rounded(drawn.height),
            escaped(&fill)
        );
        if !drawn.text.is_empty() {
            let baseline = drawn.y + drawn.height / 2.0 + 4.0;
            let _ = writeln!(
                svg,
                r#"<text x="{}" y="{}" fill="{}">{}</text>"#,
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
