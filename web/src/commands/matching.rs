//! Which commands a person means by a few letters.

use text::Language;

use super::Command;
use crate::state::State;

/// The commands that `typed` may mean, best first; all of them, in their order, where nothing is typed. A name counts in
/// every language: who reads Chinese may well type English.
pub(crate) fn matching(commands: Vec<Command>, state: &State, typed: &str) -> Vec<Command> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let score = |command: &Command| {
        let in_language = |language: Language| {
            let name = format!("{} {}", language.page().group(command.group()), command.name(state, language));
            score(&name.to_lowercase(), &words)
        };
        Language::ALL.into_iter().filter_map(in_language).max()
    };
    let mut scored: Vec<(u32, Command)> =
        commands.into_iter().filter_map(|command| score(&command).map(|score| (score, command))).collect();
    // A stable sort: equals stay in their order.
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, command)| command).collect()
}

/// How well all of `words` fit `name`; `None` if one of them doesn't. All are in lower case.
fn score(name: &str, words: &[String]) -> Option<u32> {
    words.iter().map(|word| fit(name, word)).sum()
}

/// How well one word fits: as the start of a word of the name, as a part of it, or as its letters in order.
fn fit(name: &str, word: &str) -> Option<u32> {
    let starts = |at: usize| at == 0 || name[..at].ends_with(|before: char| !before.is_alphanumeric());
    match name.find(word) {
        Some(_) if name.match_indices(word).any(|(at, _)| starts(at)) => Some(100),
        Some(_) => Some(60),
        None => letters(name, word),
    }
}

/// Letters in order, the fewer letters skipped between them the better: at most 40.
fn letters(name: &str, word: &str) -> Option<u32> {
    let mut rest = name.chars();
    let (mut skipped, mut first) = (0_u32, true);
    for letter in word.chars() {
        let between = rest.by_ref().position(|other| other == letter)?;
        if !first {
            skipped = skipped.saturating_add(u32::try_from(between).unwrap_or(u32::MAX));
        }
        first = false;
    }
    // Letters that are strewn all over the name were not meant.
    (skipped <= 8).then(|| 40 - skipped * 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::Deed;

    fn best(typed: &str) -> Option<Command> {
        let state = State::default();
        matching(Command::all(&state), &state, typed).into_iter().next()
    }

    #[test]
    fn a_few_letters_find_a_command_in_either_language() {
        assert_eq!(best("dark"), Some(Command::Theme(crate::state::Theme::Dark)));
        assert_eq!(best("深色"), Some(Command::Theme(crate::state::Theme::Dark)));
        assert_eq!(best("all keys"), Some(Command::Do(Deed::Keys)));
        assert_eq!(best("chsf"), Some(Command::ChooseFiles));
        assert_eq!(best("qqqq"), None);
    }

    #[test]
    fn the_start_of_a_word_counts_more_than_its_middle_and_that_more_than_strewn_letters() {
        assert!(fit("theme dark", "dar") > fit("theme dark", "ark"));
        assert!(fit("theme dark", "ark") > fit("theme dark", "thmd"));
        assert_eq!(fit("theme dark", "kd"), None);
    }

    #[test]
    fn without_a_word_all_commands_stay_in_their_order() {
        let state = State::default();
        assert_eq!(matching(Command::all(&state), &state, " "), Command::all(&state));
    }
}
