//! Fills the `{{slots}}` of the files in `static/`.

use anyhow::{Result, ensure};

/// Replaces every `{{name}}` by its value. A slot that is not in the template, or one that nothing fills, is an error.
pub(crate) fn fill(template: &str, slots: &[(&str, &str)]) -> Result<String> {
    for (name, _) in slots {
        ensure!(template.contains(&format!("{{{{{name}}}}}")), "the template has no slot {{{{{name}}}}}");
    }
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        let value = slots.iter().find(|slot| slot.0 == name);
        ensure!(value.is_some(), "nothing fills the slot {{{{{name}}}}} of the template");
        filled.push_str(before);
        filled.push_str(value.map_or("", |slot| slot.1));
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn slots_are_filled_and_values_are_not_searched_for_slots() {
        let filled = fill("<a>{{x}}</a>{{y}}.", &[("x", "{{y}}"), ("y", "2")]).unwrap();
        assert_eq!(filled, "<a>{{y}}</a>2.");
    }

    #[test]
    fn a_slot_nothing_fills_and_a_value_without_a_slot_are_errors() {
        assert!(fill("{{x}} {{z}}", &[("x", "1")]).is_err());
        assert!(fill("{{x}}", &[("x", "1"), ("y", "2")]).is_err());
    }
}
