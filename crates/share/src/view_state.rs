//! What was on screen, as far as it may leave.

use crate::redact::Redactor;
use crate::scrub::without_addresses;

/// Keys of a view whose values a person typed, or that name code. Of any other key only a word of oomscope's own passes.
///
/// Filters by label aren't among them: a link has no labels that they could be applied to.
pub const TYPED: [&str; 8] = ["search", "focus", "ignore", "hide", "show", "show_from", "pivot", "pivot_file"];

/// Characters a value may have: one that is longer is left out, as half a regular expression is another one.
const LONGEST: usize = 400;

/// The pairs of a view that may leave, names in them replaced, as many as have `room` characters.
///
/// Where only own functions are to be seen, what was typed stays out, as it may name others; so does a filter in which a
/// name is spelt so that it can't be replaced (`corp\\.example`).
pub(crate) fn passed(view: &[(String, String)], redactor: &Redactor, room: usize) -> Vec<(String, String)> {
    let value_of = |wanted: &str| view.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.as_str());
    let pivot_file = value_of("pivot_file").unwrap_or_default();
    let by_function = value_of("granularity").is_none_or(|granularity| granularity == "functions");
    let passed = view.iter().filter_map(|(key, value)| {
        let value = match key.as_str() {
            "pivot" if by_function => redactor.own_function(value, pivot_file)?,
            key if TYPED.contains(&key) => typed(value, redactor)?,
            _ => is_word(value).then(|| value.clone())?,
        };
        (!value.is_empty() && value.chars().count() <= LONGEST).then(|| (key.clone(), value))
    });
    let mut left = room;
    let fits = |(key, value): &(String, String)| {
        let taken = key.len() + value.len() + 2;
        let fits = taken <= left;
        left -= if fits { taken } else { 0 };
        fits
    };
    passed.filter(fits).collect()
}

fn typed(text: &str, redactor: &Redactor) -> Option<String> {
    if redactor.hides_functions() {
        return None;
    }
    let clean = |text: &str| without_addresses(&redactor.text(text));
    let cleaned = clean(text);
    let unescaped = cleaned.replace('\\', "");
    (clean(&unescaped) == unescaped).then_some(cleaned)
}

fn is_word(value: &str) -> bool {
    value.len() <= 40 && value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(view: &[(&str, &str)]) -> Vec<(String, String)> {
        view.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn redactor(own_functions_only: bool) -> Redactor {
        let document = serde_json::json!({ "pods": [{ "name": "cart-7d9f8", "node": "w3.corp.example" }] });
        Redactor::new(&document, true, own_functions_only)
    }

    #[test]
    fn names_in_what_was_typed_have_their_stand_ins_and_words_stay() {
        let view = pairs(&[("tab", "flame"), ("search", "cart-7d9f8"), ("focus", "main|10.1.2.3"), ("base", "3")]);
        let expected = pairs(&[("tab", "flame"), ("search", "pod-1"), ("focus", "main|[ip]"), ("base", "3")]);
        assert_eq!(passed(&view, &redactor(false), 1_000), expected);
    }

    #[test]
    fn a_name_that_is_spelt_with_escapes_takes_its_filter_with_it() {
        for hidden in ["w3\\.corp\\.example", "cart\\-7d9f8", "10\\.1\\.2\\.3"] {
            assert_eq!(passed(&pairs(&[("hide", hidden)]), &redactor(false), 1_000), [], "{hidden}");
        }
        let harmless = pairs(&[("show", "^main\\.")]);
        assert_eq!(passed(&harmless, &redactor(false), 1_000), harmless);
    }

    #[test]
    fn where_only_own_functions_may_be_seen_no_other_is_named() {
        let view = pairs(&[("search", "json"), ("focus", "encoding/json"), ("pivot", "net/http.(*conn).serve")]);
        assert_eq!(passed(&view, &redactor(true), 1_000), []);
        let own = pairs(&[("pivot", "main.(*cache).put"), ("pivot_file", "main.go"), ("tab", "callers")]);
        assert_eq!(passed(&own, &redactor(true), 1_000), pairs(&[("pivot", "main.(*cache).put"), ("tab", "callers")]));
    }

    #[test]
    fn what_is_no_word_too_long_or_without_room_is_left_out_whole() {
        let long = "x".repeat(401);
        let view = pairs(&[("tab", "Sekret!"), ("focus", &long), ("hide", "abcdefgh"), ("units", "mib")]);
        assert_eq!(passed(&view, &redactor(false), 12), pairs(&[("units", "mib")]));
    }
}
