//! Where words stand: those of the page only in `text`, and there in every language.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tests::{Literal, literals};

/// What the page may say outside `text`: names that are the same in every language.
const NAMES: [&str; 13] = [
    "oomscope",
    "GOMEMLIMIT",
    "GOGC",
    "flat",
    "flat%",
    "cum",
    "cum%",
    "kubectl",
    "Ctrl K",
    "Ctrl / ⌘ K",
    "Shift ",
    "flat ",
    "cum ",
];

/// Attributes whose value is shown or read out.
const SPOKEN: [&str; 9] = [
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "aria-roledescription",
    "title",
    "placeholder",
    "alt",
    "label",
    "summary",
];

/// Strings of the page that are the same in every language: terms of the field, units, and names of keys.
const UNTRANSLATED: [&str; 26] = [
    "allocs profile",
    "GOMEMLIMIT",
    "Kustomize",
    "goroutine profile",
    "goroutine dump",
    "describe pod",
    "Pod",
    "get pod",
    "top pod",
    "gctrace",
    "expvar",
    "cgroup",
    "page cache",
    "sidecar",
    "socket",
    "tmpfs",
    "Profile",
    "Go runtime",
    "KiB",
    "MiB",
    "sum%",
    "Δ flat",
    "Δ cum",
    "Enter",
    "Esc, 0",
    "GOGC",
];

fn sources(folder: &str) -> Vec<PathBuf> {
    tests::sources(&tests::root().join("..").join(folder))
}

fn read(path: &Path) -> Vec<Literal> {
    literals(&fs::read_to_string(path).unwrap())
}

/// The style sheets of the page.
fn style() -> String {
    let folder = tests::root().join("../static/css");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn is_chinese(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

/// Whether a literal of the page would be shown: a text node, the value of an attribute that is read out, or several
/// words that are no list of classes.
fn is_shown(literal: &Literal, style: &str) -> bool {
    let before = literal.before.trim_end_matches(['{', '(']).trim_end();
    let attribute = before.strip_suffix('=').map(|before| before.rsplit([' ', '<']).next().unwrap_or_default());
    let text_node = literal.before.ends_with('{') && (before.ends_with('>') || before.trim().is_empty());
    let spoken = attribute.is_some_and(|name| SPOKEN.contains(&name));
    let words = literal.text.split(' ').filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic));
    let is_classes = literal.text.split(' ').all(|word| style.contains(&format!(".{word}")));
    let code = is_classes || attribute.is_some() || before.ends_with("classes!") || literal.text.ends_with("monospace");
    has_letters(&literal.text) && (text_node || spoken || (words.count() >= 2 && !code))
}

#[test]
fn the_page_says_nothing_that_is_not_in_text() {
    let mut files = sources("web/src");
    files.retain(|file| !file.ends_with("tests.rs"));
    assert!(files.len() > 30, "the page has moved");
    let style = style();
    for file in files {
        let shown = read(&file)
            .into_iter()
            .filter(|literal| is_shown(literal, &style))
            .filter(|literal| !NAMES.contains(&literal.text.as_str()));
        let shown: Vec<_> = shown.map(|literal| (literal.line, literal.text)).collect();
        assert!(shown.is_empty(), "{}: words that belong in crates/text: {shown:?}", file.display());
    }
}

#[test]
fn what_would_be_shown_is_told_from_what_would_not() {
    for shown in [
        r#"<p>{"Copied"}</p>"#,
        r#"<button aria-label="Close">"#,
        r#"<input placeholder={"Search"} />"#,
        r#"            {"Copied"}"#,
        r#"let message = format!("Could not read {name}");"#,
        r#"panic.expect("the page is gone")"#,
    ] {
        assert!(literals(shown).iter().any(|literal| is_shown(literal, ".wide")), "{shown}");
    }
    for hidden in [
        r#"<p class="card wide">{name}</p>"#,
        r#"class={classes!("page header", x)}"#,
        r#"data-testid="verdict""#,
        r#"_ => "card wide","#,
        r#"Self::Check => "M5 12.5l4.5 4.5L19 7.5","#,
        r#"<span>{"/"}</span>"#,
        r#"root.dataset().set("state", name)"#,
    ] {
        assert!(!literals(hidden).iter().any(|literal| is_shown(literal, ".wide .card")), "{hidden}");
    }
}

/// The literals of each function of a language, by the function's name; keys of a `match` are none.
fn functions(language: &str) -> BTreeMap<String, Vec<String>> {
    let mut functions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let files = sources("crates/text/src").into_iter().filter(|file| {
        let path = file.to_string_lossy();
        ["page", "explorer", "palette", "intake", "terms"]
            .iter()
            .any(|part| path.contains(&format!("/{part}/{language}")))
    });
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        for function in source.split("\n    fn ").skip(1) {
            let name = function.split('(').next().unwrap_or_default().to_owned();
            let said = literals(function).into_iter().filter(|literal| !literal.after.starts_with(['=', '|']));
            functions.entry(name).or_default().extend(said.map(|literal| literal.text));
        }
    }
    functions
}

/// A command is the same in every language, and so is a pattern that only joins values.
fn needs_translation(text: &str) -> bool {
    let is_command = ["kubectl ", "curl "].iter().any(|command| text.starts_with(command));
    let mut words = String::new();
    let mut depth = 0;
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 => words.push(character),
            _ => {}
        }
    }
    let has_words = words.split(|character: char| !character.is_alphabetic()).any(|word| word.chars().count() > 1);
    has_words && !is_command && !UNTRANSLATED.contains(&text)
}

#[test]
fn every_word_of_the_page_is_translated() {
    let (english, chinese) = (functions("en"), functions("zh"));
    assert!(english.len() > 100, "the words of the page have moved");
    assert_eq!(english.keys().collect::<Vec<_>>(), chinese.keys().collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for (function, said) in chinese {
        assert_eq!(said.is_empty(), english[&function].is_empty(), "{function}");
        let said = said.into_iter().filter(|text| needs_translation(text));
        wrong.extend(said.filter(|text| !text.chars().any(is_chinese)).map(|text| (function.clone(), text)));
    }
    assert!(wrong.is_empty(), "no Chinese: {wrong:?}");
}
