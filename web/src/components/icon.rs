//! Icons, drawn inline so that they follow the text's colour.

use yew::prelude::*;

/// The icons there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// A tick.
    Check,
    /// A cross that closes or removes.
    Close,
    /// Two sheets.
    Copy,
    /// An arrow into a tray.
    Download,
    /// An arrow out of a tray.
    Export,
    /// A sheet of paper.
    File,
    /// A magnifying glass.
    Search,
    /// A shield.
    Shield,
    /// An arrow up into a box.
    Drop,
    /// A triangle with an exclamation mark.
    Warning,
    /// A drop falling from a line: memory that runs away.
    Leak,
    /// Sliders.
    Tuning,
    /// A circle with a tick.
    NotOom,
    /// A question mark in a circle.
    Unknown,
    /// A plus sign.
    Plus,
    /// A minus sign.
    Minus,
    /// Two stacked boxes: a pod.
    Pod,
    /// An arrow to what comes next.
    Next,
    /// Three dots.
    More,
    /// A globe.
    Language,
    /// A disc, half of it dark.
    Theme,
}

impl Glyph {
    /// Path of the icon on a field of 24 by 24, drawn as a line of width 2.
    const fn path(self) -> &'static str {
        match self {
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Self::Download => "M12 4v11m-5-5 5 5 5-5M5 20h14",
            Self::Export => "M12 15V4m-5 5 5-5 5 5M5 14v6h14v-6",
            Self::File => "M6 3h8l5 5v13H6zM14 3v5h5",
            Self::Search => "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16.2 16.2 21 21",
            Self::Shield => "M12 3l8 3v6c0 4.6-3.3 7.9-8 9-4.700-1.100-8-4.400-8-9V6zM8.500 12l2.500 2.500 4.500-5",
            Self::Drop => "M12 16V5m-5 5 5-5 5 5M4 15v5h16v-5",
            Self::Warning => "M12 4 2.500 20h19zM12 10v4.500M12 17.200v.300",
            Self::Leak => "M4 4h16M12 8c3 4 5 6.500 5 9a5 5 0 0 1-10 0c0-2.500 2-5 5-9z",
            Self::Tuning => {
                "M4 7h9m5 0h2M4 17h3m5 0h8M13 7a2.500 2.500 0 1 0 5 0 2.500 2.500 0 0 0-5 0zM7 17a2.500 2.500 0 1 0 5 0 2.500 2.500 0 0 0-5 0z"
            }
            Self::NotOom => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM8 12.500l3 3 5-6",
            Self::Unknown => {
                "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.700.300-1 .900-1 1.700M12 16.700v.300"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Next => "M5 12h13m-5-5 5 5-5 5",
            Self::More => "M4.500 11.500h1v1h-1zM11.500 11.500h1v1h-1zM18.500 11.500h1v1h-1z",
            Self::Minus => "M5 12h14",
            Self::Pod => "M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9",
            Self::Language => {
                "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM3 12h18M12 3c3 3 4 6 4 9s-1 6-4 9c-3-3-4-6-4-9s1-6 4-9z"
            }
            Self::Theme => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 3v18M15 4v16M18 6v12",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct IconProps {
    /// Which icon.
    pub(crate) glyph: Glyph,
}

/// An icon beside text that says the same.
#[component]
pub(crate) fn Icon(props: &IconProps) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={props.glyph.path()} />
        </svg>
    }
}
