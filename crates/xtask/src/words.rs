//! The words the page needs before its program runs, in every language: the first screen, and what `boot.js` says.
//!
//! They are those of `text`, so that nothing is written twice. The template holds each string in every language; a rule
//! of the style shows the one that `<html lang>` names.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use text::Language;
use text::page::Page;

/// A string of the first screen, under the name of its slot.
type Said = (&'static str, fn(&dyn Page) -> &'static str);

const FIRST_SCREEN: [Said; 6] = [
    ("promise", |page| page.promise()),
    ("lede", |page| page.lede()),
    ("lede_detail", |page| page.lede_detail()),
    ("drop_here", |page| page.drop_here()),
    ("drop_what", |page| page.drop_what()),
    ("choose_files", |page| page.choose_files()),
];

/// The slots of `index.html` that hold words.
pub(crate) fn slots() -> Vec<(&'static str, String)> {
    let standard = Language::default().page();
    let mut slots = vec![
        ("title", escaped(standard.title())),
        ("description", escaped(standard.description())),
        ("needs_scripts", each("p", "failure", |page| page.needs_scripts())),
        ("words", boot()),
    ];
    slots.extend(FIRST_SCREEN.map(|(slot, say)| (slot, each("bdi", "said", say))));
    slots
}

/// The rules that show one language of the first screen.
pub(crate) fn style() -> String {
    let rule = |code| format!(":root[lang=\"{code}\"] .said:not([lang=\"{code}\"])");
    format!("{} {{ display: none; }}\n", Language::ALL.map(|language| rule(language.code())).join(", "))
}

/// One element for each language.
fn each(element: &str, class: &str, say: impl Fn(&dyn Page) -> &'static str) -> String {
    Language::ALL.iter().fold(String::new(), |mut html, language| {
        let (code, text) = (language.code(), escaped(say(language.page())));
        let _ = write!(html, r#"<{element} class="{class}" lang="{code}">{text}</{element}>"#);
        html
    })
}

/// What `boot.js` says, as JSON: an object for each language, with the values it puts in as `{name}`.
fn boot() -> String {
    let words: Map<String, Value> = Language::ALL
        .iter()
        .map(|language| {
            let page = language.page();
            let words = json!({
                "title": page.title(),
                "crashed": page.page_crashed("{message}"),
                "notStarted": page.not_started("{reason}"),
                "noWebAssembly": page.no_web_assembly(),
                "notAnswered": page.not_answered("{url}", "{status}"),
            });
            (language.code().to_owned(), words)
        })
        .collect();
    Value::Object(words).to_string().replace('<', "\\u003c")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{slots, style};

    #[test]
    fn the_first_screen_stands_in_the_page_in_every_language() {
        let slots = slots();
        let lede = &slots.iter().find(|slot| slot.0 == "lede").unwrap().1;
        assert!(lede.contains(r#"<bdi class="said" lang="en">Why was"#), "{lede}");
        assert!(lede.contains(r#"<bdi class="said" lang="zh-Hans">这个"#), "{lede}");
        assert!(style().contains(r#":root[lang="zh-Hans"] .said:not([lang="zh-Hans"])"#));
    }

    #[test]
    fn the_words_of_the_boot_script_name_the_values_it_puts_in() {
        let words = slots().into_iter().find(|slot| slot.0 == "words").unwrap().1;
        let words: serde_json::Value = serde_json::from_str(&words).unwrap();
        for language in ["en", "zh-Hans"] {
            assert!(words[language]["notStarted"].as_str().unwrap().contains("{reason}"));
            assert!(words[language]["notAnswered"].as_str().unwrap().contains("{status}"));
        }
    }
}
