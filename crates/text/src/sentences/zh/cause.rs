//! Causes, reasons and captures.

use diagnose::report::{CaptureReason, Cause, Reason};

/// What a cause means and what to do about it.
pub(super) fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::HeapGrowth => "程序一直占着不再需要的内存：要改的是占住它的那段代码，加内存只会推迟下一次被杀。",
        Cause::GoroutineLeak => "goroutine 不断启动却从不退出，各自占着内存：让它们能返回。",
        Cause::OffHeap => "Go 堆以外的内存在增长：查 cgo、mmap 和子进程。",
        Cause::Stacks => "内存被 goroutine 的栈占了：限制并发数量，或限制递归深度。",
        Cause::GcHeadroom => "GC 放任垃圾堆过了容器的内存限制：只有低于限制的 GOMEMLIMIT 才能告诉它限制在哪里。",
        Cause::Undersized => "程序一直要用的内存离限制太近：把限制调高。",
        Cause::Spike => "两次 GC 之间的瞬时分配冲过了限制：改成流式处理，或限制并发数。",
        Cause::GcThrash => {
            "GOMEMLIMIT 离存活堆（live heap）太近，GC 几乎停不下来：把它调高；上面没有余量时，限制也要一起调高。"
        }
        Cause::GomemlimitTooHigh => "GOMEMLIMIT 不低于容器的内存限制，GC 还没使劲，内核已经动手：把它调低。",
        Cause::GomemlimitIgnored => "GOMEMLIMIT 设了，但没有生效。",
        Cause::GomemlimitStale => "容器启动后调整过内存限制，GOMEMLIMIT 还是按旧值来的：重启一次。",
        Cause::LoadGrowth => "存活内存随负载变化，这不是泄漏：按负载配置内存，或者削减负载。",
        Cause::Fragmentation => "堆里不少内存占着却没填满：大小不一的对象留下了空隙。",
        Cause::KernelMemory => "记在容器账上的内核内存占了空间：socket、页表、slab。",
        Cause::PageCache => "等待写盘的 page cache（脏页）占了空间：程序写得比磁盘快。",
        Cause::Tmpfs => "内存里的文件（tmpfs）占了空间，而且重启后还在：限制它的大小，或者挪走。",
        Cause::NoLimit => "容器没有内存限制，结果耗尽了节点：给它设 request 和 limit。",
        Cause::PodLimit => "撞上的是整个 Pod 的限制，不是这个容器自己的。",
        Cause::NodeOom => "节点内存耗尽，与这个容器用了多少无关。",
        Cause::InitContainer => "init 容器因内存被杀，程序本身根本没有启动。",
        Cause::Sidecar => "因内存被杀的是 sidecar，不是程序本身。",
        Cause::ChildProcess => "被选中杀掉的是容器里的另一个进程，不是其中的 Go 程序。",
        Cause::Startup => "启动过程中就用光了内存，还没进入稳定状态。",
        Cause::RuntimeRegression => "这个 Go 版本已知更费内存：升级。",
        Cause::Healthy => "内存平稳，还有余量。",
        Cause::ProbeKill => "探针失败，kubelet 杀掉了容器，这不是 OOM。",
        Cause::Eviction => "节点资源紧张，kubelet 驱逐了这个 Pod。",
        Cause::Preempted => "Pod 为给别的 Pod 让位而被抢占，或因运维操作被移走。",
        Cause::NodeShutdown => "节点关机了。",
        Cause::Admission => "节点拒绝了这个 Pod，程序从未运行。",
        Cause::StartError => "容器没能启动。",
        Cause::StatusUnknown => "kubelet 失去了这个容器的状态，它怎么结束的不得而知。",
        Cause::GoFatal => "Go 程序自己退出了：panic 或 fatal error。看它最后几行日志。",
        Cause::GomemlimitInvalid => "Go runtime 不接受这个 GOMEMLIMIT，程序一启动就退出：把值改对。",
        Cause::Stopped => "容器是被有意停掉的，或者收到了它没有处理的信号。",
        Cause::Completed => "容器自己正常结束了。",
        Cause::Unknown => "下面列出的采集能说明原因。",
    }
}

/// Why a setting is recommended, kept or left open.
#[expect(clippy::too_many_lines, reason = "one sentence for each")]
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::FitsUnderLimit => "GOMEMLIMIT 在它下面放得下，限制可以不动。",
        Reason::NinetyPercent => "比限制低一成：给 GOMEMLIMIT 不计入的内存留出余地。",
        Reason::LiveHeapNeedsRoom => "GOMEMLIMIT 取 90% 时，足够放下 1.5 倍的存活堆。",
        Reason::StopGap => "权宜之计：在改好代码之前推迟下一次被杀，仅此而已。",
        Reason::LeakNotCured => "泄漏会填满任何限制，接近限制时 GOMEMLIMIT 只会让 GC 更忙：要改代码。",
        Reason::LacksUnit => {
            "现在的值少了单位，小到任何程序都不够用：GC 一刻不停。比限制低一成，堆才用得上余地，但治不了泄漏。"
        }
        Reason::WouldThrash => "存活堆离它太近：内核是不杀了，换成 GC 一刻不停。",
        Reason::LimitUnknown => "不知道容器的内存限制：`kubectl describe pod` 可以看到。",
        Reason::NotObeyed => {
            "它已经设置，但程序的内存越过了它：Go 1.19 之前不认识 GOMEMLIMIT，程序也可能自己改了它。换一个值没有用。"
        }
        Reason::HoldsHeapGoal => "容得下 GOGC 允许堆长到的大小，再加一成：这个程序没有 GOMEMLIMIT 约束。",
        Reason::NoLimit => {
            "容器没有内存限制，而它需要多少不知道：最忙时的 `kubectl top pod --containers` 和堆 profile（`/debug/pprof/heap?gc=1`）能说明。"
        }
        Reason::SettingsUnknown => "限制是知道的，但容器上设置了什么不知道：`kubectl describe pod` 可以看到。",
        Reason::UseUnknown => {
            "应当按实际用量向节点请求，而用量不知道：最忙时的 `kubectl top pod --containers` 可以看到。"
        }
        Reason::NodeFull => "耗尽的是节点，而不是这个限制允许的量：调高它没有用。",
        Reason::HoldsUse => {
            "与见过的最高用量相当：这样节点才备有这些内存；节点仍然耗尽时，先被杀的是用量超过请求值的。"
        }
        Reason::TooLowToStart => {
            "限制低到容器起不来：程序还没开始就因内存被杀。提到两倍半，至少 32 MiB；程序自己要多少，跑起来才知道。"
        }
        Reason::StillGrowing => {
            "最后一份快照时存活堆还在增长，不知道会停在哪里；GOMEMLIMIT 若低于那个值，GC 就停不下来。过几分钟再取的 profile（`/debug/pprof/heap?gc=1`）能说明。"
        }
        Reason::LiveHeapUnknown => {
            "不知道存活堆有多大：没有堆 profile（`/debug/pprof/heap?gc=1`），给 GOMEMLIMIT 只能靠猜。"
        }
        Reason::NoEvidence => "输入里没有什么要求改动它。",
        Reason::HoldsPeak => "有 GOMEMLIMIT 时放得下 1.5 倍的存活堆，没有时也放得下峰值；现在的限制也放得下。",
        Reason::RoomyLimit => {
            "现在的限制是它的两倍以上：给更忙的日子留的余量，也可能是太多了。只有对最忙时段做过压测，才可以调低。"
        }
        Reason::TightLimit => "现在的限制比它小：这个负载下够用，更忙时余量不多。",
        Reason::RequestAtPeak => "这是它峰值时的用量：请求这么多，节点才真的备有这些内存。",
        Reason::Precaution => "只是预防，这个负载下并不需要：更忙的时候，GC 会赶在内核之前动手。",
        Reason::EqualToLimit => "与限制相等，这样节点才真的备有这些内存。",
        Reason::Malformed => "现在的值会让程序一启动就退出。",
        Reason::CauseUnknown => {
            "还不知道是什么占满了容器，而 GOMEMLIMIT 只能压住 Go 堆里的垃圾。之后再取的 profile（`/debug/pprof/heap?gc=1`）和运行时自己的数字（`/debug/pprof/heap?debug=1`）能说明。"
        }
        Reason::RuleOfThumb => "按见过的最高内存的 1.5 倍：在查明是什么占满之前，这只是经验法则。",
        Reason::CutOff => "权宜之计，把限制提到两倍半：被杀时还想要多少内存，没有任何输入能说明。可能仍然不够。",
        Reason::FilesToDisk => {
            "里面的文件占满了内存，而且没有人会还回来。默认介质是节点的磁盘：读写会慢一些，但内核可以丢掉文件的缓存，不必杀进程。"
        }
        Reason::FilesMoved => "文件挪到磁盘后，剩下的用量在这个限制内绰绰有余。",
        Reason::InsteadOfDisk => {
            "另一条路（文件必须快时）：仍放在内存里，但用 sizeLimit 限制大小；卷写满后写入会失败（no space left on device），容器不会被杀。"
        }
        Reason::SharedMemory => "它挂在 `/dev/shm`，是给进程共享内存用的，不适合放到磁盘。",
        Reason::FilesUnknown => {
            "不知道文件占了多少内存：`kubectl exec POD -c CONTAINER -- cat /sys/fs/cgroup/memory.stat` 的 `shmem` 一行可以看到。"
        }
        Reason::WhichVolume => {
            "有几个卷在内存里，不知道是哪个满了：`kubectl exec POD -c CONTAINER -- df` 可以看到。把那个卷放到磁盘（`medium: \"\"`）或设 `sizeLimit`。"
        }
        Reason::CostsCpu => {
            "比限制低约一成。这要花 CPU：预计垃圾回收会占 10% 到 25%，或者余量很小。另一条路是给更多内存。"
        }
        Reason::InForce => "已经是这个值。",
        Reason::GogcOff => "GOGC=off 把回收全部交给 GOMEMLIMIT，而现在没有留足余量的 GOMEMLIMIT：请改回默认值 100。",
        Reason::SharedLimit => "限制是整个 Pod 的：其他容器可能用的内存已计入。",
        Reason::OthersUnknown => {
            "限制是整个 Pod 的，而其他容器用多少内存不知道：`kubectl top pod --containers` 可以看到。"
        }
        Reason::Evicted => "Pod 因用量超过请求值而被驱逐：请求值等于限制，就不会最先被驱逐。",
        Reason::ProbeTooStrict => {
            "慢的程序有一分钟时间才会被杀。常被引用的 30/8/5 会让挂死的 Pod 继续服务两分钟以上。探测路径不应依赖任何外部服务。"
        }
        Reason::SlowStart => "它还没启动完就被杀了：启动探针会让存活探针等待两倍于此的时间。",
        Reason::StartupTooShort => {
            "杀掉它的是启动探针，当时它还没启动完：现在给它两倍的时间。启动到底要多久被这次终止截断了，不得而知，可能还要更长。"
        }
        Reason::HandlerUnknown => "启动探针会有帮助，但看不到存活探针探测什么：`kubectl get pod -o yaml` 可以看到。",
    }
}

/// What a capture would settle.
pub(super) fn capture(why: CaptureReason) -> &'static str {
    match why {
        CaptureReason::HeapProfile => "同一进程的三份堆 profile，可以看出 Go 堆是否在增长、长在哪里。",
        CaptureReason::SecondSnapshot => "一份快照看不出增长：再取同一进程的两份就能看出来。",
        CaptureReason::LaterSnapshot => "最后一份快照时还在增长：晚些时候再取一份，就能分清是泄漏还是缓存在填充。",
        CaptureReason::ThirdSnapshot => "两份快照分不清泄漏和预热：晚些时候再取一份就能分清。",
        CaptureReason::SameProcess => "没有证据说明这些快照出自同一进程：请在同一个 Pod 上采集，中间不要重启。",
        CaptureReason::AfterCollection => "这些快照之间没有发生过 GC：加上 `?gc=1`，每份都是当下的状态。",
        CaptureReason::DescribePod => "从 Pod 的描述能看出是不是 OOM，以及限制是多少。",
        CaptureReason::MemStats => {
            "堆以外的内存，隔一分钟采两次：runtime 自己的数字、goroutine，以及容器的 cgroup 文件。"
        }
        CaptureReason::Cgroup => "容器的 cgroup 文件能说明哪些不是 Go 的内存：page cache、内核内存、tmpfs。",
        CaptureReason::Goroutines => "堆积的 goroutine 也占内存：两份 goroutine profile 就能看出来。",
        CaptureReason::NodeEvents => "节点的事件能说明是谁发出了 SIGKILL。",
        CaptureReason::BeforeNextKill => "它一再被杀：这个循环会留住下一次被杀之前的最后 8 份采集。",
        CaptureReason::CgroupFromBeside => "镜像里没有 shell 时，从旁边的容器读同样的文件。",
        CaptureReason::NoPprof => {
            "如果程序还没有提供 profile：这段代码只在 127.0.0.1 上提供，`kubectl port-forward` 够得着。"
        }
        CaptureReason::PreviousLog => "容器结束前的最后几行日志会说明它为什么结束。",
    }
}
