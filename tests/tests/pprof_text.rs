//! A profile in text form says what its protobuf form says.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use decode::pprof::{Label, LabelValue, Profile};
use decode::warning::WarningKind;
use decode::{Facts, Input, Kind, Limits, Source, unwatched};
use tests::fixtures;

fn read(path: &Path) -> Input {
    decode_bytes(&fs::read(path).unwrap())
}

fn decode_bytes(bytes: &[u8]) -> Input {
    let inputs = decode::decode(Source { name: "dropped", bytes }, &Limits::default(), &mut unwatched);
    assert_eq!(inputs.len(), 1);
    inputs.into_iter().next().unwrap()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(fixtures().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    files.sort();
    files
}

/// The protobuf form beside a text form.
fn protobuf_of(text: &Path) -> Option<PathBuf> {
    let name = text.file_name()?.to_str()?;
    let stem = name.strip_suffix(".txt").or_else(|| name.strip_suffix(".txt.gz"))?;
    Some(text.with_file_name(format!("{stem}.pb.gz"))).filter(|path| path.exists())
}

/// A stack with its labels: frames from leaf to root.
type Key = (Vec<String>, Vec<String>);

/// Values by stack and labels. Text names type arguments `[...]`, so names are compared that way.
fn by_stack(profile: &Profile) -> BTreeMap<Key, Vec<i64>> {
    let mut stacks: BTreeMap<Key, Vec<i64>> = BTreeMap::new();
    for sample in profile.samples() {
        let frame = |frame: &decode::pprof::Frame| {
            format!("{} {}:{}", without_types(profile.function_name(frame)), profile.file_name(frame), frame.line)
        };
        let label = |label: &Label| match label.value {
            LabelValue::Text(text) => format!("{}={}", profile.string(label.key), profile.string(text)),
            LabelValue::Number(number, _) => format!("{}={number}", profile.string(label.key)),
        };
        let mut labels: Vec<_> = profile.labels(sample).iter().map(label).collect();
        labels.sort();
        let key = (profile.stack_frames(sample).map(frame).collect(), labels);
        let values = stacks.entry(key).or_insert_with(|| vec![0; profile.sample_types().len()]);
        for (sum, value) in values.iter_mut().zip(profile.values(sample)) {
            *sum += value;
        }
    }
    stacks.retain(|_, values| values.iter().any(|value| *value != 0));
    stacks
}

/// Go leaves the runtime's frames out at the leaf, in text by their names, in protobuf by their addresses. Where a call
/// is inlined the second can take a frame too many, so a stack of the text may have one more.
fn assert_same(text: BTreeMap<Key, Vec<i64>>, mut protobuf: BTreeMap<Key, Vec<i64>>, path: &Path) {
    let mut longer = 0;
    for ((mut frames, labels), values) in text {
        if !protobuf.contains_key(&(frames.clone(), labels.clone())) {
            frames.remove(0);
            longer += 1;
        }
        let found = protobuf.remove(&(frames.clone(), labels));
        assert_eq!(found, Some(values), "{} in {}", frames.join("\n"), path.display());
    }
    assert!(protobuf.is_empty() && longer <= 2, "{longer} longer, {protobuf:?} more in {}", path.display());
}

fn without_types(name: &str) -> String {
    let (Some(from), Some(to)) = (name.find('['), name.rfind(']')) else { return name.to_owned() };
    format!("{}[...]{}", &name[..from], &name[to + 1..])
}

fn names(profile: &Profile) -> Vec<(String, String)> {
    let name =
        |of: &decode::pprof::SampleType| (profile.string(of.name).to_owned(), profile.string(of.unit).to_owned());
    profile.sample_types().iter().map(name).collect()
}

#[test]
fn heap_text_equals_its_protobuf_value_for_value() {
    let (mut equal, mut apart) = (0, 0);
    for text in files("incidents").into_iter().chain(files("pprof")) {
        let Some(protobuf) = protobuf_of(&text).filter(|path| path.to_str().unwrap().contains("heap.")) else {
            continue;
        };
        let (text_input, protobuf_input) = (read(&text), read(&protobuf));
        assert_eq!((text_input.kind, protobuf_input.kind), (Kind::HeapText, Kind::Heap), "{}", text.display());
        let ours = text_input.facts.profile().unwrap();
        let theirs = protobuf_input.facts.profile().unwrap();
        assert_eq!(names(ours), names(theirs));
        assert_eq!(ours.period(), theirs.period(), "{}", text.display());
        let allocated = |profile: &Profile| (profile.total(0), profile.total(1));
        if allocated(ours) != allocated(theirs) {
            // A collection ran between the two requests.
            apart += 1;
            continue;
        }
        assert_same(by_stack(ours), by_stack(theirs), &text);
        assert!(text_input.facts.memstats().is_some(), "{}", text.display());
        equal += 1;
    }
    assert!(equal >= 12, "only {equal} pairs are of one moment, {apart} are not");
}

#[test]
fn goroutine_text_has_the_counts_labels_and_user_frames_of_its_protobuf() {
    let mut compared = 0;
    let texts = files("pprof").into_iter().filter(|path| path.ends_with("goroutine.txt"));
    for (text, protobuf) in texts.filter_map(|text| protobuf_of(&text).map(|protobuf| (text, protobuf))) {
        let (ours, theirs) = (read(&text), read(&protobuf));
        assert_eq!((ours.kind, theirs.kind), (Kind::GoroutineText, Kind::Goroutine));
        let (ours, theirs) = (ours.facts.profile().unwrap(), theirs.facts.profile().unwrap());
        assert_eq!(ours.total(0), theirs.total(0));
        // Text leaves out the runtime's frames at the leaf, and the writer of the profile is in it.
        let blocked = |profile: &Profile| -> Vec<_> {
            let user = |frames: &[String]| -> Vec<String> {
                frames.iter().skip_while(|frame| frame.starts_with("runtime.")).cloned().collect()
            };
            let stacks = by_stack(profile).into_iter().map(|((frames, labels), count)| (user(&frames), labels, count));
            stacks.filter(|(_, labels, _)| !labels.is_empty()).collect()
        };
        assert_eq!(blocked(ours), blocked(theirs));
        assert_eq!(blocked(ours).len(), 2, "two tenants in {}", text.display());
        compared += 1;
    }
    assert_eq!(compared, 2);
}

#[test]
fn thread_text_counts_the_threads() {
    let input = read(&fixtures().join("pprof/go1.27/threadcreate.txt"));
    assert_eq!(input.kind, Kind::OtherProfile);
    let profile = input.facts.profile().unwrap();
    assert_eq!(names(profile), [("threadcreate".to_owned(), "count".to_owned())]);
    assert!(profile.total(0) > 0);
}

fn heap_text() -> String {
    fs::read_to_string(fixtures().join("pprof/go1.27/heap.1.txt")).unwrap()
}

#[test]
fn noise_around_a_pasted_heap_text_changes_nothing() {
    let text = heap_text();
    let whole = decode_bytes(text.as_bytes());
    let noisy = format!("$ curl -s localhost:6060/debug/pprof/heap?debug=1\n\n{}", text.replace('\n', "\r\n"));
    let spaces = text.replace('\t', "    ");
    for other in [noisy, spaces, format!("\u{feff}{text}")] {
        let other = decode_bytes(other.as_bytes());
        assert_eq!(other.kind, Kind::HeapText);
        assert_eq!(by_stack(other.facts.profile().unwrap()), by_stack(whole.facts.profile().unwrap()));
    }
}

#[test]
fn a_heap_text_cut_short_says_so() {
    let text = heap_text();
    let rows_end = text.find("# runtime.MemStats").unwrap();
    for end in [rows_end / 4, rows_end / 2, rows_end * 3 / 4] {
        let input = decode_bytes(&text.as_bytes()[..end]);
        assert_eq!(input.kind, Kind::HeapText);
        assert!(input.warnings.iter().any(|warning| warning.kind == WarningKind::Truncated {}), "cut at {end}");
    }
    let whole = decode_bytes(text.as_bytes());
    assert!(whole.warnings.iter().all(|warning| warning.kind != WarningKind::Truncated {}), "{:?}", whole.warnings);
}

#[test]
fn a_damaged_row_is_named_with_its_line_and_the_others_count() {
    let text = heap_text();
    let damaged: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(index, line)| if index == 1 { line.replace(": ", "; ") } else { line.to_owned() })
        .collect();
    let input = decode_bytes(damaged.join("\n").as_bytes());
    let unreadable = input.warnings.iter().find(|warning| matches!(warning.kind, WarningKind::RowUnreadable { .. }));
    assert_eq!(unreadable.and_then(|warning| warning.line), Some(2));
    assert!(input.facts.profile().unwrap().sample_count() > 3);
}

#[test]
fn sampling_that_is_off_is_told_in_both_forms() {
    for file in ["heap.1.txt", "heap.1.pb.gz"] {
        let input = read(&fixtures().join("pprof/go1.27_rate0").join(file));
        assert!(input.warnings.iter().any(|warning| warning.kind == WarningKind::ProfilingOff {}), "{file}");
        assert!(!matches!(input.facts, Facts::None));
    }
}
