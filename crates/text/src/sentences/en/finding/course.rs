//! How memory went over time.

use decode::units::Bytes;
use diagnose::evidence::Finding;

use super::{duration, percent, share, short};

pub(super) fn course(finding: &Finding) -> String {
    match finding {
        Finding::GrowthMissesKill { predicted_seconds, lived_seconds } => format!(
            "At this slope it would have reached the limit after {}, but it lived {}: the growth cannot have gone on like this.",
            duration(*predicted_seconds),
            duration(*lived_seconds)
        ),
        Finding::GrowthTooSlow { predicted_seconds, lived_seconds } => format!(
            "At the measured slope the limit would have been reached only after {}, and it was killed after {}: something else filled it, or the growth became quicker at the end.",
            duration(*predicted_seconds),
            duration(*lived_seconds)
        ),
        Finding::Loading { gained } => format!(
            "All growth so far ({}) is data the main goroutine sets up while little else is allocated: it was still loading.",
            Bytes(*gained)
        ),
        Finding::RepeatedGrowth { function } => {
            format!(
                "{function} keeps what it allocates in another process of this program, too: no accident of one run."
            )
        }
        Finding::LoadRose { change, from, to } => format!(
            "The program allocates {} times as much a second as at first, and the live heap went from {from} to {to} with it; no function keeps what it allocates.",
            short(*change)
        ),
        Finding::LargeObjects { function, share } => format!(
            "{} of all allocation goes into objects of 512 KiB and more, most of them made in {function}; none of it is kept.",
            percent(share.get())
        ),
        Finding::FilledSuddenly { before, at_kill, limit } => format!(
            "At the kill {at_kill} of {limit} were in use; every reading before showed {before} or less. It came within moments."
        ),
        Finding::PeakRemembered { peak, now, limit } => format!(
            "The process once had {peak} resident ({} of the limit); Go has {now} mapped now: a burst went by.",
            share(*peak, *limit)
        ),
        Finding::ContainerRose { from, to, readings } => format!(
            "The container's memory rose from {from} to {to} over {readings} readings since its last start, and was still rising."
        ),
        Finding::RoomMeasured { used, limit, peak: true } => {
            format!("The container used {used} of {limit} at most, all its processes together.")
        }
        Finding::RoomMeasured { used, limit, peak: false } => {
            format!("Whenever it was read, the container used {used} of {limit} or less, all its processes together.")
        }
        Finding::WholeReads { function, share } => format!(
            "{} of what was allocated comes from whole bodies or growing buffers in {function}: how much is in hand at once depends on what comes in.",
            percent(share.get())
        ),
        _ => String::new(),
    }
}
