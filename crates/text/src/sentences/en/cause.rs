//! Causes, reasons and captures.

use diagnose::report::{CaptureReason, Cause, Reason};

/// What a cause means and what to do about it.
pub(super) fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::HeapGrowth => {
            "The program keeps memory it no longer needs: fix the code that holds it. More memory only delays the next kill."
        }
        Cause::GoroutineLeak => "Goroutines are started and never end, and each keeps its memory: make them return.",
        Cause::OffHeap => "Memory outside the Go heap grows: look at cgo, mmap and child processes.",
        Cause::Stacks => "Goroutine stacks take the memory: limit how many run or how deep they recurse.",
        Cause::GcHeadroom => {
            "The collector lets garbage pile up past the limit: only a GOMEMLIMIT below the limit tells it where that is."
        }
        Cause::Undersized => {
            "What the program needs all the time leaves too little room under the limit: raise the limit."
        }
        Cause::Spike => {
            "Short bursts of allocation go past the limit between collections: stream, or limit how many run at once."
        }
        Cause::GcThrash => {
            "GOMEMLIMIT is so close to what is live that the collector hardly rests: raise it, and the limit too where it has no room above."
        }
        Cause::GomemlimitTooHigh => {
            "GOMEMLIMIT is at or above the container's limit, so the kernel kills before the collector acts: lower it."
        }
        Cause::GomemlimitIgnored => "GOMEMLIMIT is set but not in force.",
        Cause::GomemlimitStale => {
            "The limit was resized after the start, and GOMEMLIMIT still goes by the old one: restart."
        }
        Cause::LoadGrowth => "Live memory follows the load: this is not a leak; size for the load or shed it.",
        Cause::Fragmentation => "Much of the heap is held but not filled: mixed object sizes leave gaps.",
        Cause::KernelMemory => "Kernel memory charged to the container takes the room: sockets, page tables, slabs.",
        Cause::PageCache => "Dirty page cache takes the room: the program writes faster than the disk takes it.",
        Cause::Tmpfs => "Files in memory (tmpfs) take the room and survive restarts: limit or move them.",
        Cause::NoLimit => "The container has no memory limit, so the node ran out: set a request and a limit.",
        Cause::PodLimit => "The limit of the pod as a whole was hit, not one of this container.",
        Cause::NodeOom => "The node ran out of memory, whatever this container used.",
        Cause::InitContainer => "An init container was killed for memory; the program itself never started.",
        Cause::Sidecar => "A sidecar was killed for memory, not the program.",
        Cause::ChildProcess => {
            "Another process in the container was chosen for the kill, not the Go program that was started in it."
        }
        Cause::Startup => "It runs out of memory while it starts, before any steady state.",
        Cause::RuntimeRegression => "This Go version is known to use more memory: upgrade.",
        Cause::Healthy => "Memory is steady and leaves room.",
        Cause::ProbeKill => "The kubelet killed the container because a probe failed; that is not an OOM kill.",
        Cause::Eviction => "The kubelet evicted the pod because the node was short of something.",
        Cause::Preempted => "The pod was removed to make room for another or by a disruption.",
        Cause::NodeShutdown => "The node was shut down.",
        Cause::Admission => "The node refused the pod; the program never ran.",
        Cause::StartError => "The container could not be started.",
        Cause::StatusUnknown => "The kubelet lost track of the container; how it ended is not known.",
        Cause::GoFatal => "The Go program ended itself: a panic or a fatal error. Read its last log lines.",
        Cause::GomemlimitInvalid => {
            "The Go runtime refuses this GOMEMLIMIT and ends the program at start: correct the value."
        }
        Cause::Stopped => "The container was stopped on purpose, or by a signal it did not catch.",
        Cause::Completed => "The container finished by itself.",
        Cause::Unknown => "The captures below would tell.",
    }
}

/// Why a setting is recommended, kept or left open.
#[expect(clippy::too_many_lines, reason = "one sentence for each")]
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::FitsUnderLimit => "A GOMEMLIMIT fits under it, so the limit can stay.",
        Reason::NinetyPercent => "Below the limit by a tenth: room for what GOMEMLIMIT does not count.",
        Reason::LiveHeapNeedsRoom => "Enough for one and a half times the live heap under a GOMEMLIMIT at 90%.",
        Reason::StopGap => "A stop-gap: it delays the next kill until the code is fixed, no more.",
        Reason::LeakNotCured => "A leak fills any limit, and near it a GOMEMLIMIT only adds GC work: fix the code.",
        Reason::LacksUnit => {
            "The present value is a number without its unit, less than any program needs: the collector never rests. A tenth below the limit it lets the heap use the room, and cures nothing."
        }
        Reason::WouldThrash => {
            "The live heap is too close: the collector would run without pause instead of the kernel killing."
        }
        Reason::NotObeyed => {
            "It is set, and the program goes past it: Go before 1.19 does not know GOMEMLIMIT, and a program can set its own. \
             Another value changes nothing."
        }
        Reason::HoldsHeapGoal => {
            "Enough for all that GOGC lets the heap grow to, and a tenth: no GOMEMLIMIT bounds this program."
        }
        Reason::LimitUnknown => "The container's memory limit is not known: `kubectl describe pod` tells.",
        Reason::NoLimit => {
            "The container has no memory limit, and how much it needs is not known: `kubectl top pod --containers` at its busiest and a heap profile (`/debug/pprof/heap?gc=1`) tell."
        }
        Reason::SettingsUnknown => {
            "The limit is known, but not what is set on the container: `kubectl describe pod` tells."
        }
        Reason::UseUnknown => {
            "The node should be asked for as much as it uses, and that is not known: `kubectl top pod --containers` at its busiest tells."
        }
        Reason::NodeFull => "The node ran out, not what this limit allows: a higher one would not help.",
        Reason::HoldsUse => {
            "As much as it was seen to use: the node then has that much for it, and where it runs out all the same, those go first that use more than they requested."
        }
        Reason::TooLowToStart => {
            "The limit is too low for the container to start: it was killed for memory before the program began. Two and a half times as much, and at least 32 MiB; what the program needs shows once it runs."
        }
        Reason::StillGrowing => {
            "The live heap still grew in the last snapshot: where it would settle is not known, and a GOMEMLIMIT below that makes the collector run without rest. Later profiles tell (`/debug/pprof/heap?gc=1`, some minutes on)."
        }
        Reason::LiveHeapUnknown => {
            "The live heap is not known, and without a heap profile (`/debug/pprof/heap?gc=1`) a GOMEMLIMIT would be a guess."
        }
        Reason::CauseUnknown => {
            "What filled the container is not known yet, and a GOMEMLIMIT holds back the garbage of the Go heap, nothing else. Later profiles (`/debug/pprof/heap?gc=1`) and the runtime's own numbers (`/debug/pprof/heap?debug=1`) tell."
        }
        Reason::NoEvidence => "Nothing in the inputs asks for a change.",
        Reason::HoldsPeak => {
            "That holds one and a half times the live heap under a GOMEMLIMIT, and the peak without one; the present limit holds it too."
        }
        Reason::RoomyLimit => {
            "The present limit is more than twice that: room for busier days, or too much. Lower it only by a load test of the busiest hours."
        }
        Reason::TightLimit => "The present limit is less: it holds under this load, with little room for a busier one.",
        Reason::RequestAtPeak => "That is what it takes at its peak: with as much requested, the node really has it.",
        Reason::Precaution => {
            "A precaution, not needed under this load: on a busier day the collector acts before the kernel does."
        }
        Reason::EqualToLimit => "Equal to the limit, so that the node really has the memory.",
        Reason::Malformed => "The present value ends the program at start.",
        Reason::RuleOfThumb => {
            "One and a half times the highest memory seen: a rule of thumb until it is known what filled it."
        }
        Reason::CutOff => {
            "A stop-gap, two and a half times the limit: the kill cut off how much more was wanted, and none of the inputs tells. It may not be enough."
        }
        Reason::FilesToDisk => {
            "The files in it fill the memory, and nobody gives that back. On the node's disk, the default medium, they are slower to reach, and the kernel drops what it caches of them instead of killing."
        }
        Reason::FilesMoved => "With the files on disk, what else there is needs no more than this.",
        Reason::InsteadOfDisk => {
            "The other way, if the files have to be fast: they stay in memory under this size limit, and a write to a full volume fails (no space left on device) instead of the container being killed."
        }
        Reason::SharedMemory => "It is `/dev/shm`, for memory that processes share: not for a disk.",
        Reason::FilesUnknown => {
            "How much of the memory is files is not known: `kubectl exec POD -c CONTAINER -- cat /sys/fs/cgroup/memory.stat` tells, in the line `shmem`."
        }
        Reason::WhichVolume => {
            "Several volumes are in memory, and which is full is not known: `kubectl exec POD -c CONTAINER -- df` tells. That one belongs on disk (`medium: \"\"`) or under a `sizeLimit`."
        }
        Reason::CostsCpu => {
            "Below the limit by a tenth. It will cost CPU: the collector is forecast to take between 10 and 25%, or \
             has little room. More memory is the other way."
        }
        Reason::InForce => "It is set to this already.",
        Reason::GogcOff => {
            "GOGC=off leaves all collecting to GOMEMLIMIT, and there is none with enough room: go back to the default, 100."
        }
        Reason::SharedLimit => "The limit is the pod's as a whole: what its other containers may use is counted in.",
        Reason::OthersUnknown => {
            "The limit is the pod's as a whole, and what its other containers use is not known: \
             `kubectl top pod --containers` tells."
        }
        Reason::Evicted => {
            "The pod was evicted for using more than it had requested: a request equal to the limit keeps it from being \
             the first to go."
        }
        Reason::ProbeTooStrict => {
            "It gives a slow program a minute before it is killed. The often quoted 30/8/5 leaves a hung pod in service \
             for over two minutes. The path should touch no dependency."
        }
        Reason::SlowStart => {
            "It was killed while it still started: a startup probe holds the liveness probe back for twice that time."
        }
        Reason::StartupTooShort => {
            "It is the startup probe that killed it, before it had started: this gives it twice the time. How long it needs is \
             not known, as the kill cut it off; more may be needed."
        }
        Reason::HandlerUnknown => {
            "A startup probe would help, but what the liveness probe asks is not shown: `kubectl get pod -o yaml` tells."
        }
    }
}

/// What a capture would settle.
pub(super) fn capture(why: CaptureReason) -> &'static str {
    match why {
        CaptureReason::HeapProfile => "Three heap profiles of one process show whether the Go heap grows, and where.",
        CaptureReason::SecondSnapshot => "One snapshot cannot show growth: two more of the same process can.",
        CaptureReason::LaterSnapshot => {
            "It still grew at the end: a later snapshot tells a leak from a cache that fills up."
        }
        CaptureReason::ThirdSnapshot => "Two snapshots cannot tell a leak from a warm-up: a later one can.",
        CaptureReason::SameProcess => {
            "These snapshots are not proven to be of one process: take them from one pod without a restart in between."
        }
        CaptureReason::AfterCollection => {
            "No collection ran between these snapshots: `?gc=1` makes each show the present state."
        }
        CaptureReason::DescribePod => "The pod says whether it was an OOM kill, and what the limit is.",
        CaptureReason::MemStats => {
            "What lies outside the heap, twice: the runtime's own numbers, goroutines, and the container's cgroup files."
        }
        CaptureReason::Cgroup => "The container's cgroup files say what is not Go's: page cache, kernel memory, tmpfs.",
        CaptureReason::Goroutines => "Goroutines that pile up hold memory too: two profiles show it.",
        CaptureReason::NodeEvents => "The node's events say who sent the kill.",
        CaptureReason::BeforeNextKill => {
            "It is killed again and again: this keeps the last 8 captures before the next kill."
        }
        CaptureReason::CgroupFromBeside => "The same for an image without a shell, from a container beside it.",
        CaptureReason::NoPprof => {
            "If the program serves no profiles yet: this serves them on 127.0.0.1 alone, where `kubectl port-forward` reaches them."
        }
        CaptureReason::PreviousLog => "The last lines of the ended container say why it ended.",
    }
}
