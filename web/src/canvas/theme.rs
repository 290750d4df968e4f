//! Colours of the canvas, from the page's own tokens.

use std::collections::HashMap;

use view::flame::{HUES, Tint};
use web_sys::{CssStyleDeclaration, HtmlElement};

/// Resolved colours. The style sheet has the tokens; the browser works out what they are in the light or dark page.
pub(crate) struct Theme {
    /// An element that takes on one colour after another.
    probe: HtmlElement,
    computed: CssStyleDeclaration,
    colours: HashMap<Tint, String>,
    named: HashMap<&'static str, String>,
}

impl Theme {
    /// A theme that asks this element, which must be in the page.
    pub(crate) fn new(probe: HtmlElement) -> Option<Self> {
        let computed = web_sys::window()?.get_computed_style(&probe).ok()??;
        Some(Self { probe, computed, colours: HashMap::new(), named: HashMap::new() })
    }

    /// Forgets all colours: the page has changed to another theme.
    pub(crate) fn forget(&mut self) {
        self.colours.clear();
        self.named.clear();
    }

    /// The fill of a box.
    pub(crate) fn fill(&mut self, tint: Tint) -> &str {
        if !self.colours.contains_key(&tint) {
            let colour = self.resolve(&css(tint));
            self.colours.insert(tint, colour);
        }
        self.colours.get(&tint).map_or("", String::as_str)
    }

    /// The colour of a token, such as `--flame-ink`.
    pub(crate) fn token(&mut self, token: &'static str) -> &str {
        if !self.named.contains_key(token) {
            let colour = self.resolve(&format!("var({token})"));
            self.named.insert(token, colour);
        }
        self.named.get(token).map_or("", String::as_str)
    }

    fn resolve(&self, colour: &str) -> String {
        // A colour the browser doesn't know leaves the one before.
        let _ = self.probe.style().set_property("color", colour);
        self.computed.get_property_value("color").unwrap_or_default()
    }
}

/// The colour of a tint as the style sheet would write it. Packages differ in hue alone, so that text is readable on all.
fn css(tint: Tint) -> String {
    match tint {
        Tint::Root => "var(--flame-root)".to_owned(),
        Tint::Rest => "var(--flame-rest)".to_owned(),
        Tint::Change(change) => format!("var(--change-{})", change.name()),
        Tint::Code(origin, hue) => {
            let token = format!("{origin:?}").to_lowercase();
            format!("oklch(from var(--flame-{token}) l c {})", f64::from(hue) * 360.0 / f64::from(HUES))
        }
    }
}
