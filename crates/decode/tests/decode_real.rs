//! What real captures say, held against each other and against the truth in their labels.

use std::fs;
use std::path::{Path, PathBuf};

use decode::cgroup::files::Limit;
use decode::cgroup::kernel::Constraint;
use decode::error::{DecodeError, LookAlike};
use decode::runtime::memstats::MemStats;
use decode::units::Bytes;
use decode::{Facts, Input, Kind, Limits, Source, unwatched};
use serde_json::Value;

/// Files of one label kind in one incident.
struct Capture {
    label: Value,
    files: Vec<PathBuf>,
}

impl Capture {
    fn facts(&self) -> Vec<Facts> {
        self.files.iter().flat_map(|path| read(path)).map(|input| input.facts).collect()
    }

    fn name(&self) -> &str {
        self.label["name"].as_str().unwrap_or_default()
    }
}

/// Decodes a file; one that can't be read gives no input, and the tests miss it.
fn read(path: &Path) -> Vec<Input> {
    let Ok(bytes) = fs::read(path) else { return Vec::new() };
    decode::decode(Source { name: "dropped", bytes: &bytes }, &Limits::default(), &mut unwatched)
}

/// The files of the label kinds `kinds`, or of all, in every incident that has some.
fn captures(kinds: &[&str]) -> Vec<Capture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/incidents");
    let folders = fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
    let capture = |folder: PathBuf| {
        let label: Value = serde_json::from_slice(&fs::read(folder.join("label.json")).ok()?).ok()?;
        let of_kind = |file: &&Value| kinds.is_empty() || kinds.iter().any(|kind| file["kind"] == *kind);
        let files = label["files"].as_array()?.iter().filter(of_kind);
        let files: Vec<_> = files.filter_map(|file| Some(folder.join(file["path"].as_str()?))).collect();
        let files: Vec<_> = files.into_iter().filter(|path| path.exists()).collect();
        (!files.is_empty()).then_some(Capture { label, files })
    };
    folders.filter_map(capture).collect()
}

/// What the report calls a file that the label calls `kind`; for files that are of no use, what they are; `None` for
/// a label that has no mapping.
fn expected(kind: &str) -> Option<Result<Kind, LookAlike>> {
    Some(Ok(match kind {
        "heap" | "heap_after_gc" => Kind::Heap,
        "heap_debug1" => Kind::HeapText,
        "heap_delta" => Kind::HeapDelta,
        "allocs" => Kind::Allocs,
        "goroutine" => Kind::Goroutine,
        "goroutine_debug1" => Kind::GoroutineText,
        "goroutine_debug2" | "goroutine_debug2_gzipped" => Kind::GoroutineDump,
        "stderr_gctrace" => Kind::Gctrace,
        "cgroup_memory_stat" | "cgroup_end" => Kind::Cgroup,
        "kernel_oom_log" => Kind::KernelLog,
        "describe" => Kind::DescribePod,
        "pod_yaml" => Kind::Pod,
        "cpu" | "mutex" | "block" | "threadcreate" => Kind::OtherProfile,
        "execution_trace" => return Some(Err(LookAlike::ExecutionTrace)),
        "pprof_index_html" => return Some(Err(LookAlike::Html)),
        "cmdline" => return Some(Err(LookAlike::CommandLine)),
        _ => return None,
    }))
}

#[test]
fn every_file_of_an_incident_is_told_by_its_content_alone() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for capture in captures(&[]) {
        for path in &capture.files {
            let file = path.file_name().unwrap().to_string_lossy();
            let files = capture.label["files"].as_array().unwrap();
            let kind = files.iter().find(|entry| entry["path"] == *file).unwrap()["kind"].as_str().unwrap();
            // What the runner wrote for people.
            if kind == "cgroup_series" {
                continue;
            }
            let input = read(path).remove(0);
            let is_right = match expected(kind) {
                Some(Ok(kind)) => input.kind == kind && input.error.is_none() && !matches!(input.facts, Facts::None),
                Some(Err(what)) => input.kind == Kind::Unknown && input.error == Some(DecodeError::LookAlike { what }),
                None => false,
            };
            if !is_right {
                wrong.push(format!("{file} ({kind}): {:?} {:?}", input.kind, input.error));
            }
            seen += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 60, "only {seen} files");
}

#[test]
fn memstats_of_heap_texts_are_whole_and_add_up() {
    let captures = captures(&["heap_debug1"]);
    assert!(captures.len() >= 4);
    for capture in captures {
        let facts = capture.facts();
        let stats: Vec<&MemStats> = facts.iter().map(|facts| facts.memstats().unwrap()).collect();
        for stats in &stats {
            assert_eq!(stats.heap_sys, stats.heap_inuse + stats.heap_idle);
            assert_eq!(stats.sys, stats.heap_sys + stats.stack_sys + stats.overhead());
            assert_eq!(stats.heap_objects, stats.mallocs - stats.frees);
            assert_eq!(stats.pause_end.len(), stats.num_gc.min(256) as usize);
            assert_eq!(stats.pause_end.last(), stats.last_gc.as_ref());
            assert!(stats.max_rss.is_some());
        }
        if capture.name() == "other_restart" {
            continue;
        }
        for pair in stats.windows(2) {
            assert!(pair[0].total_alloc <= pair[1].total_alloc && pair[0].num_gc <= pair[1].num_gc);
        }
    }
}

#[test]
fn gctrace_of_a_process_has_every_collection() {
    let captures = captures(&["stderr_gctrace"]);
    assert!(captures.len() >= 4);
    for capture in captures {
        let facts = capture.facts();
        let trace = facts[0].gctrace().unwrap();
        let processes = if capture.name() == "other_restart" { 2 } else { 1 };
        assert_eq!(trace.processes.len(), processes, "{}", capture.name());
        for cycles in &trace.processes {
            let numbers: Vec<u32> = cycles.iter().map(|cycle| cycle.number).collect();
            assert_eq!(numbers, (1..=cycles.len() as u32).collect::<Vec<_>>(), "{}", capture.name());
            assert!(cycles.iter().all(|cycle| cycle.heap_live <= cycle.heap_end && cycle.stacks.is_some()));
        }
    }
}

#[test]
fn a_dump_and_the_goroutine_text_of_one_moment_count_alike() {
    let mut compared = 0;
    let all_texts = captures(&["goroutine_debug1"]);
    for dumps in captures(&["goroutine_debug2", "goroutine_debug2_gzipped"]) {
        let Some(texts) = all_texts.iter().find(|texts| texts.name() == dumps.name()) else { continue };
        for path in &dumps.files {
            let moment = if path.to_string_lossy().contains(".first.") { ".first." } else { ".last." };
            let Some(text) = texts.files.iter().find(|text| text.to_string_lossy().contains(moment)) else { continue };
            let header = fs::read_to_string(text).unwrap();
            let total: usize = header.lines().next().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
            let facts = read(path).remove(0).facts;
            let dump = facts.goroutine_dump().unwrap();
            assert!(!dump.truncated);
            assert!(dump.count().abs_diff(total) <= 4 + total / 20, "{} dumped, {total} counted", dump.count());
            assert!(dump.groups.iter().all(|group| !group.frames.is_empty() && group.line > 0));
            if let Ok(text) = fs::read_to_string(path) {
                assert_eq!(dump.count(), text.lines().filter(|line| line.starts_with("goroutine ")).count());
            }
            compared += 1;
        }
    }
    assert!(compared >= 4);
}

#[test]
fn the_kernels_lines_name_the_kill_and_the_limit() {
    let captures = captures(&["kernel_oom_log"]);
    assert!(captures.len() >= 3);
    for capture in captures {
        let facts = capture.facts();
        let [Facts::KernelLog(kills)] = facts.as_slice() else { panic!("{facts:?}") };
        let [kill] = kills.as_slice() else { panic!("{kills:?}") };
        assert_eq!((kill.constraint, kill.oom_memcg.as_deref()), (Some(Constraint::Memcg), Some("/pod")));
        assert_eq!(kill.limit.map(|limit| limit.0), capture.label["limit_bytes"].as_u64(), "{}", capture.name());
        let (anon, in_stat) = (kill.anon_rss.unwrap().as_f64(), kill.stat["anon"] as f64);
        assert!((anon / in_stat - 1.0).abs() < 0.1, "{}: anon-rss {anon}, anon {in_stat}", capture.name());
        assert!(kill.pid.is_some() && kill.uptime_seconds.is_some() && kill.stat.len() > 40);
    }
}

#[test]
fn cgroup_files_after_the_end_agree_with_the_label() {
    let captures = captures(&["cgroup_end"]);
    assert!(captures.len() >= 4);
    for capture in captures {
        let facts = capture.facts();
        let [Facts::Cgroup(cgroups)] = facts.as_slice() else { panic!("{facts:?}") };
        let [cgroup] = cgroups.as_slice() else { panic!("{cgroups:?}") };
        let (label, exit) = (&capture.label, &capture.label["exit"]);
        assert_eq!(
            cgroup.max,
            label["limit_bytes"].as_u64().map(|limit| Limit::Bytes(Bytes(limit))),
            "{}",
            capture.name()
        );
        assert_eq!(cgroup.peak.map(|peak| peak.0), exit["memory_peak"].as_u64(), "{}", capture.name());
        assert_eq!(cgroup.events.map(|events| events.oom_kill), exit["oom_kill"].as_u64(), "{}", capture.name());
        assert!(cgroup.stat.len() > 40 && cgroup.stat.contains_key("inactive_file"));
    }
}

#[test]
fn cgroup_files_along_the_way_add_up() {
    let captures = captures(&["cgroup_memory_stat"]);
    assert!(captures.len() >= 4);
    for cgroup in captures.iter().flat_map(Capture::facts) {
        let Facts::Cgroup(cgroups) = cgroup else { panic!("{cgroup:?}") };
        let [cgroup] = cgroups.as_slice() else { panic!("{cgroups:?}") };
        let current = cgroup.current.unwrap();
        assert!(cgroup.anon().unwrap() <= current && cgroup.working_set().unwrap() <= current);
        assert!(cgroup.vm_rss.is_some() && cgroup.max.is_some());
    }
}

#[test]
fn the_text_of_an_input_can_be_read_again_wherever_it_was_packed() {
    use std::io::Write as _;
    let pod = "Name:         a\nNamespace:    b\n";
    let profile = fs::read(&captures(&["heap"])[0].files[0]).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("heap.pb.gz", profile.as_slice()), ("pod.txt", pod.as_bytes())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let packed = zip.finish().unwrap().into_inner();
    let text = |part| decode::original_text(Source { name: "a.zip", bytes: &packed }, part, &Limits::default());
    assert_eq!([text(0), text(1), text(2)].map(|text| text.as_deref().map(str::len)), [None, Some(pod.len()), None]);
    let alone = decode::original_text(Source { name: "pod.txt", bytes: pod.as_bytes() }, 0, &Limits::default());
    assert_eq!(alone.as_deref(), Some(pod));
}
