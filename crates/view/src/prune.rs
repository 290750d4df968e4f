//! Frames a profile itself calls uninteresting: the allocator's own, in profiles of C and C++ programs.

use decode::pprof::{Frame, LocationId, Profile};
use regex::Regex;

/// What a location is to its stacks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Not matched.
    User,
    /// Its outermost frame is matched: it goes, with everything called from it.
    Whole,
    /// An inlined frame is matched: what that is inlined into stays.
    Inlined,
}

/// The profile without what its `drop_frames` match (less what its `keep_frames` match) and everything called from there;
/// `None` if it names no such frames, as Go's profiles don't, or if they are no regular expression. A match before the
/// first other frame from the root doesn't count, so that something is left of every stack. google/pprof,
/// `profile/prune.go`.
pub(crate) fn uninteresting(profile: &Profile) -> Option<Profile> {
    let whole = |text: &str| Regex::new(&format!("^({text})$")).ok();
    let drop = whole(profile.drop_frames()?)?;
    let keep = profile.keep_frames().and_then(whole);
    let is_dropped = |frame: &Frame| {
        let name = simplified(profile.function_name(frame));
        !name.is_empty() && drop.is_match(name) && !keep.as_ref().is_some_and(|keep| keep.is_match(name))
    };
    // For each location, the number of frames that go from its innermost on.
    let matched = |location: LocationId| {
        let frames = profile.frames(location);
        match frames.iter().rposition(is_dropped) {
            None => (Role::User, 0),
            Some(last) if last + 1 == frames.len() => (Role::Whole, 0),
            Some(last) => (Role::Inlined, last + 1),
        }
    };
    let roles: Vec<(Role, usize)> = profile.locations().map(matched).collect();
    let role = |location: &LocationId| roles[location.index()].0;
    let pruned = profile.with_stacks(|_, stack, kept| {
        let user = stack.iter().rposition(|location| role(location) == Role::User);
        let below = &stack[..user.unwrap_or(0)];
        let cut = below.iter().rposition(|location| role(location) != Role::User);
        let first = cut.map_or(0, |cut| cut + usize::from(role(&stack[cut]) == Role::Whole));
        kept.extend_from_slice(&stack[first..]);
        true
    });
    Some(pruned.with_frames(|location| profile.frames(location).iter().skip(roles[location.index()].1).copied()))
}

/// A C++ name without its arguments, by pprof's rule: up to the first parenthesis that isn't part of a name.
fn simplified(name: &str) -> &str {
    let name = name.strip_prefix('.').unwrap_or(name);
    let mut from = 0;
    while let Some(at) = name[from..].find('(').map(|at| from + at) {
        let reserved = ["(anonymous namespace)", "()"]
            .into_iter()
            .find(|text| name[at..].starts_with(text) && (*text != "()" || name[..at].ends_with("operator")));
        let Some(reserved) = reserved else { return &name[..at] };
        from = at + reserved.len();
    }
    name
}

#[cfg(test)]
mod tests {
    use decode::{Limits, unwatched};
    use testkit::ProfileText;

    use super::*;

    fn stacks(text: &str, drop: &str, keep: &str) -> Vec<String> {
        let text = ProfileText::new(&[("space", "bytes")], text).frames_to_drop(drop, keep);
        let (profile, _) = decode::pprof::decode_profile(&text.encode(), &Limits::default(), &mut unwatched).unwrap();
        let pruned = uninteresting(&profile).unwrap();
        let names = |sample| {
            let mut names: Vec<_> = pruned.stack_frames(sample).map(|frame| pruned.function_name(frame)).collect();
            names.reverse();
            names.join(";")
        };
        pruned.samples().map(names).collect()
    }

    #[test]
    fn dropped_frames_go_with_what_they_call() {
        let text = "main;work;malloc;tc_malloc 1\nmain;work 1\nmain;malloc;hook;work;malloc 1\nmain;work;+malloc;+tc 1";
        assert_eq!(stacks(text, "malloc", ""), ["main;work", "main;work", "main", "main;work"]);
    }

    #[test]
    fn matches_at_the_root_stay_until_a_user_frame() {
        assert_eq!(stacks("malloc;work;malloc 1\nmalloc;malloc 1", "malloc", ""), ["malloc;work", "malloc;malloc"]);
    }

    #[test]
    fn kept_frames_are_no_match_and_a_match_is_whole() {
        let text = "main;runtime.mallocgc;x 1\nmain;runtime.panic;x 1\nmain;myruntime.f 1";
        let pruned = stacks(text, r"runtime\..*", r"runtime\.panic");
        assert_eq!(pruned, ["main", "main;runtime.panic;x", "main;myruntime.f"]);
    }

    #[test]
    fn arguments_are_no_part_of_a_name() {
        let cases = [
            ("malloc", "malloc"),
            ("operator()(int)", "operator()"),
            ("(anonymous namespace)::f(int)", "(anonymous namespace)::f"),
            (".f(g(int))", "f"),
            ("main.(*T).f", "main."),
        ];
        for (name, simple) in cases {
            assert_eq!(simplified(name), simple);
        }
    }
}
