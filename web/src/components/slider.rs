//! A number that can be dragged or typed.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// From where to where, and in which steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    /// The least.
    pub(crate) from: f64,
    /// The most.
    pub(crate) to: f64,
    /// The step of the arrow keys.
    pub(crate) step: f64,
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SliderProps {
    /// What it is.
    pub(crate) label: AttrValue,
    /// Its unit.
    pub(crate) unit: AttrValue,
    /// Its value.
    pub(crate) value: f64,
    /// What zero means, if not a number.
    #[prop_or_default]
    pub(crate) zero: Option<AttrValue>,
    /// Its range.
    pub(crate) scale: Scale,
    /// Takes a new value.
    pub(crate) onchange: Callback<f64>,
    /// Hook for tests.
    pub(crate) testid: AttrValue,
}

/// A slider and a field that show the same number.
#[component]
pub(crate) fn Slider(props: &SliderProps) -> Html {
    let oninput = {
        let onchange = props.onchange.clone();
        Callback::from(move |event: InputEvent| {
            let value = event.target_dyn_into::<HtmlInputElement>().map(|field| field.value_as_number());
            if let Some(value) = value.filter(|value| value.is_finite() && *value >= 0.0) {
                onchange.emit(value);
            }
        })
    };
    let Scale { from, to, step } = props.scale;
    let value = format!("{}", (props.value * 10.0).round() / 10.0);
    let unit = props.zero.clone().filter(|_| props.value == 0.0).unwrap_or_else(|| props.unit.clone());
    html! {
        <label class="slider">
            <span>{props.label.clone()}</span>
            <input type="range" min={from.to_string()} max={to.to_string()} step={step.to_string()} value={value.clone()} oninput={oninput.clone()} />
            <input type="number" aria-label={props.label.clone()} min={from.to_string()} step="any" {value} {oninput} data-testid={props.testid.clone()} />
            <span class="slider-unit">{unit}</span>
        </label>
    }
}
