//! Files in memory: an `emptyDir` of medium `Memory` is a tmpfs, whose pages are charged to the container that writes them
//! and cannot be dropped. Files that nobody deletes fill any limit, so the cure is on the volume: on the node's disk the
//! kernel drops what it caches of them to make room.

use decode::kube::Emptydir;
use decode::units::Bytes;

use super::{keep, limit, memory, open, remove};
use crate::case::{Case, Subject};
use crate::fix::{budget, tidy};
use crate::report::{Action, Reason, Recommendation, Setting, VolumeSettings};

/// Where programs expect memory to share (POSIX `shm_open`): it has no place on a disk.
const SHARED_MEMORY: &str = "/dev/shm";
/// A volume is what fills the memory if at least this share of the files must be in it.
const MOST: f64 = 0.5;

/// Says what to do with the container's volumes in memory. True if that takes away what filled the limit, so that the
/// limit can stay.
pub(super) fn advise(case: &Case, subject: &Subject, advice: &mut Recommendation) -> bool {
    let mounted = mounted(subject);
    let files = budget::parts(case).tmpfs.map(|files| files.bytes);
    let full = files.and_then(|files| full(&mounted, files));
    let instead = subject.limit().zip(files).and_then(|(limit, files)| size_limit(limit, files));
    for volume in &mounted {
        let is_full = full.is_some_and(|full| full.name == volume.name);
        let medium = match files {
            None => open(Reason::FilesUnknown),
            Some(_) if is_full && is_shared_memory(subject, volume) => keep(Reason::SharedMemory),
            Some(_) if is_full => remove(Reason::FilesToDisk),
            Some(_) if full.is_some() => keep(Reason::NoEvidence),
            Some(_) => open(Reason::WhichVolume),
        };
        let size_limit = instead.clone().filter(|_| is_full).unwrap_or_else(|| keep(Reason::NoEvidence));
        advice.volumes.push(VolumeSettings { name: volume.name.clone(), medium, size_limit });
    }
    let moved = advice.to_disk().next().is_some();
    let fits = subject.limit().zip(files).is_some_and(|(limit, files)| beside(limit, files) <= limit);
    if moved && fits {
        advice.memory_limit = keep(Reason::FilesMoved);
    }
    moved && fits
}

/// The volumes in memory that the container mounts.
fn mounted<'a>(subject: &Subject<'a>) -> Vec<&'a Emptydir> {
    let mounts = &subject.container.mounts;
    let is_mounted = |volume: &&Emptydir| mounts.iter().any(|(_, from)| *from == volume.name);
    subject.pod.empty_dirs.iter().filter(|volume| volume.in_memory).filter(is_mounted).collect()
}

fn is_shared_memory(subject: &Subject, volume: &Emptydir) -> bool {
    let at = |path: &str| path.trim_end_matches('/') == SHARED_MEMORY;
    subject.container.mounts.iter().any(|(path, from)| *from == volume.name && at(path))
}

/// The volume that must hold most of `files`, as the others cannot: each holds its `sizeLimit` at most, or anything.
fn full<'a>(mounted: &[&'a Emptydir], files: Bytes) -> Option<&'a Emptydir> {
    let must_hold = |volume: &&&Emptydir| {
        let others = mounted.iter().filter(|other| other.name != volume.name);
        let held = others.map(|other| other.size_limit).try_fold(Bytes(0), |sum, size| Some(sum + size?));
        held.is_some_and(|held| files - held >= files.scale(MOST))
    };
    mounted.iter().find(must_hold).copied()
}

/// What the container needs without its files: half as much again as what else there was at the limit.
fn beside(limit: Bytes, files: Bytes) -> Bytes {
    (limit - files).scale(limit::RULE_OF_THUMB)
}

/// A `sizeLimit` under which the container is not killed; `None` where no room is left for one.
fn size_limit(limit: Bytes, files: Bytes) -> Option<Setting> {
    let size = tidy::down(limit - beside(limit, files));
    let formula = "tidy_down(limit - 1.5 * (limit - files))";
    let setting = memory(size, Reason::InsteadOfDisk, formula, [("limit", limit), ("files", files)]);
    (size > Bytes(0)).then_some(Setting { action: Action::Keep, ..setting })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn volume(name: &str, size_limit: Option<u64>) -> Emptydir {
        Emptydir { name: name.to_owned(), in_memory: true, size_limit: size_limit.map(Bytes::mib) }
    }

    fn full_of(volumes: &[Emptydir], files: u64) -> Option<String> {
        full(&volumes.iter().collect::<Vec<_>>(), Bytes::mib(files)).map(|volume| volume.name.clone())
    }

    #[test]
    fn the_only_volume_is_the_full_one() {
        assert_eq!(full_of(&[volume("spool", None)], 88).as_deref(), Some("spool"));
        assert_eq!(full_of(&[], 88), None);
    }

    #[test]
    fn of_several_the_one_that_the_others_leave_no_doubt_of() {
        assert_eq!(full_of(&[volume("tls", Some(1)), volume("spool", None)], 88).as_deref(), Some("spool"));
        assert_eq!(full_of(&[volume("a", None), volume("b", None)], 88), None);
        assert_eq!(full_of(&[volume("a", Some(60)), volume("b", None)], 88), None, "a may hold most");
    }

    #[test]
    fn a_size_limit_leaves_room_for_what_else_there_is() {
        let of = |limit, files| size_limit(Bytes::mib(limit), Bytes::mib(files)).and_then(|setting| setting.value);
        assert_eq!(of(96, 88).as_deref(), Some("84Mi"));
        assert_eq!(of(96, 30), None);
    }
}
