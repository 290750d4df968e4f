//! Files in memory: what to do with the volume they are in, and when nothing is done.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use decode::units::Bytes;
use diagnose::fix::plan::{Step, Trap};
use diagnose::fix::{self, forms};
use diagnose::report::{Action, Cause, Options, Reason, Report};
use tests::incidents;
use tests::written::{cgroup, pod, steady_heaps};

fn judge(files: &[Vec<Input>]) -> Report {
    diagnose::diagnose(&files.concat(), &Options::default())
}

/// A killed pod of 512 MiB with these volumes in memory: name, mount, size limit.
fn with_volumes(volumes: &[(&str, &str, &str)]) -> Vec<Input> {
    let mount = |(name, at, _): &(&str, &str, &str)| format!("\n      {at} from {name} (rw)");
    let volume = |(name, _, size): &(&str, &str, &str)| {
        let kind = "EmptyDir (a temporary directory that shares a pod's lifetime)";
        format!("\n  {name}:\n    Type:       {kind}\n    Medium:     Memory\n    SizeLimit:  {size}")
    };
    let mounts = volumes.iter().map(mount).collect::<Vec<_>>().concat();
    let listed = volumes.iter().map(volume).collect::<Vec<_>>().concat();
    pod(&[
        ("    Environment:  <none>", &format!("    Environment:  <none>\n    Mounts:{mounts}")),
        ("Volumes:          <none>", &format!("Volumes:{listed}")),
    ])
}

/// What is said of the volumes of a container whose memory is 450 MiB of files.
fn full(volumes: &[(&str, &str, &str)]) -> Report {
    let report = judge(&[
        with_volumes(volumes),
        steady_heaps(10.0, 60.0, 5),
        cgroup("c.txt", 9, &[("anon", 30), ("shmem", 450)]),
    ]);
    assert_eq!(report.cause, Cause::Tmpfs, "{:#?}", report.evidence);
    report
}

fn mediums(report: &Report) -> Vec<(&str, Action, Option<Reason>)> {
    let medium = |volume: &'_ diagnose::report::VolumeSettings| (volume.medium.action, volume.medium.reason);
    let volumes = report.recommendation.volumes.iter();
    volumes.map(|volume| (volume.name.as_str(), medium(volume).0, medium(volume).1)).collect()
}

#[test]
fn files_that_fill_the_limit_go_to_the_disk_and_the_limit_stays() {
    let incident = incidents().iter().find(|incident| incident.name == "tmpfs_spool").unwrap();
    let report = diagnose::diagnose(&incident.inputs(), &Options::default());
    let advice = &report.recommendation;
    assert_eq!(mediums(&report), [("spool", Action::Remove, Some(Reason::FilesToDisk))]);
    assert_eq!((advice.memory_limit.action, advice.memory_limit.reason), (Action::Keep, Some(Reason::FilesMoved)));
    assert!(!advice.stop_gap);
    let instead = &advice.volumes[0].size_limit;
    assert_eq!((instead.action, instead.reason), (Action::Keep, Some(Reason::InsteadOfDisk)));
    assert!(instead.bytes.is_some_and(|size| size >= Bytes::mib(60) && size < Bytes::mib(90)), "{instead:?}");
    let patch = "spec:\n  template:\n    spec:\n      volumes:\n      - name: \"spool\"\n        emptyDir:\n          medium: \"\"\n";
    assert!(report.yaml.as_deref().is_some_and(|yaml| yaml.ends_with(patch)), "{:?}", report.yaml);
    let command = "kubectl patch -n shop deployment/ingestd --patch '{\"spec\":{\"template\":{\"spec\":{\"volumes\":[{\"name\":\"spool\",\"emptyDir\":{\"medium\":\"\"}}]}}}}'";
    assert_eq!(report.kubectl, [command]);
    assert_eq!(forms::all(&report).len(), 3, "every form has it");
    let plan = fix::plan(&report);
    assert!(plan.traps.contains(&Trap::DiskFills { volume: "spool".to_owned() }));
    assert!(plan.next.iter().any(|step| matches!(step, Step::Apply { stop_gap: false, .. })));
    assert!(!plan.now.iter().any(|step| matches!(step, Step::Resize { .. })), "more memory is of no use");
}

#[test]
fn of_several_volumes_the_one_that_must_be_full_goes() {
    let report = full(&[("keys", "/run/keys", "1Mi"), ("spool", "/spool", "<unset>")]);
    let expected =
        [("keys", Action::Keep, Some(Reason::NoEvidence)), ("spool", Action::Remove, Some(Reason::FilesToDisk))];
    assert_eq!(mediums(&report), expected);
    let report = full(&[("a", "/a", "<unset>"), ("b", "/b", "<unset>")]);
    let open = |name| (name, Action::Unknown, Some(Reason::WhichVolume));
    assert_eq!(mediums(&report), [open("a"), open("b")]);
    assert!(report.recommendation.stop_gap, "more memory until someone looks");
    assert!(report.yaml.is_some_and(|yaml| !yaml.contains("volumes")));
}

#[test]
fn memory_to_share_is_not_put_on_a_disk() {
    let report = full(&[("shm", "/dev/shm", "<unset>")]);
    assert_eq!(mediums(&report), [("shm", Action::Keep, Some(Reason::SharedMemory))]);
    assert!(report.recommendation.volumes[0].size_limit.value.is_some(), "a size limit is the way");
    assert!(report.recommendation.stop_gap);
}

#[test]
fn without_a_word_of_the_cgroup_no_volume_changes() {
    let report = judge(&[with_volumes(&[("spool", "/spool", "<unset>")]), steady_heaps(40.0, 60.0, 5)]);
    assert_eq!(report.cause, Cause::Tmpfs);
    assert_eq!(mediums(&report), [("spool", Action::Unknown, Some(Reason::FilesUnknown))]);
    assert!(report.recommendation.stop_gap);
}

#[test]
fn a_volume_in_memory_is_left_alone_where_files_are_not_the_trouble() {
    let volumes = [("spool", "/spool", "<unset>")];
    let heap = judge(&[
        with_volumes(&volumes),
        steady_heaps(300.0, 60.0, 5),
        cgroup("c.txt", 9, &[("anon", 480), ("shmem", 4)]),
    ]);
    assert_ne!(heap.cause, Cause::Tmpfs);
    assert_eq!(heap.recommendation.volumes, []);
    let shared = judge(&[pod(&[]), steady_heaps(10.0, 60.0, 5), cgroup("c.txt", 9, &[("anon", 30), ("shmem", 450)])]);
    assert_eq!((shared.cause, shared.recommendation.stop_gap), (Cause::Tmpfs, true), "shared memory of no volume");
    assert_eq!(shared.recommendation.volumes, []);
}
