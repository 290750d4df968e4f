//! What rules found.

mod around;
mod course;
mod traced;

use decode::kube::Role;
use decode::units::Bytes;
use diagnose::evidence::Finding;
use diagnose::report::{Scope, TerminationKind};

use super::super::numbers::short;
use super::numbers::{duration, percent};

/// What a rule found, in one or two short sentences.
#[expect(clippy::too_many_lines, reason = "one arm per finding: one without a sentence does not compile")]
pub(super) fn finding(finding: &Finding) -> String {
    match finding {
        Finding::OomKilled { container, limit, restarts, lived_seconds } => {
            let limit = limit.map_or_else(|| "它没有内存限制".to_owned(), |limit| format!("内存限制是 {limit}"));
            let lived = lived_seconds.map_or(String::new(), |seconds| format!("它活了 {}。", duration(seconds)));
            let restarts = restarts.map_or(String::new(), |count| format!("至今重启 {count} 次。"));
            format!("Kubernetes 说 {container} 是 OOMKilled，退出码 137；{limit}。{lived}{restarts}")
        }
        Finding::OomEarlier { container, exit_code } => {
            let code = exit_code.map_or(String::new(), |code| format!("以退出码 {code} "));
            format!(
                "{container} 标着 OOMKilled，但它是{code}结束的：里面某个进程先前被 OOM 杀掉，主进程则因自己的原因结束。"
            )
        }
        Finding::OomInHelper { container, role, limit } => {
            let limit = limit.map_or(String::new(), |limit| format!("（限制 {limit}）"));
            format!("被杀的是 {}{container}{limit}：问题不在程序自己的堆。", helper(*role))
        }
        Finding::NoLimit { container, pod_limit: Some(limit) } => {
            format!("{container} 自己没有限制；整个 Pod 的限制是 {limit}。")
        }
        Finding::NoLimit { container, pod_limit: None } => {
            format!("{container} 没有内存限制，所以是节点内存耗尽，或者它的某个进程被选中杀掉。")
        }
        Finding::EndedOtherwise { container, kind, exit_code } => {
            let code = exit_code.map_or(String::new(), |code| format!("（退出码 {code}）"));
            format!("{container} {}{code}。", ended(*kind))
        }
        Finding::EvictedOverRequest { container, used, request } => {
            format!("节点内存不足，{container} 用了 {used}，而它的 request 是 {request}：超出 request 的最先被驱逐。")
        }
        Finding::OthersKilled { containers } => {
            format!("另外还有被 OOMKilled 的：{}。这里的结论不是关于它们的。", containers.join("、"))
        }
        Finding::KilledUnknown { container } => format!(
            "{container} 以 137（SIGKILL）结束，没有给出原因：可能是 OOM（它的标记会丢），也可能是手动杀掉，或停止时超时。"
        ),
        Finding::StillRunning { container, restarts } => {
            let restarts = restarts.map_or(String::new(), |count| format!("，重启次数：{count}"));
            format!("{container} 正在运行，Pod 里没有它结束过的记录{restarts}。")
        }
        Finding::GomemlimitMalformed { raw } => format!(
            "GOMEMLIMIT 是“{raw}”，Go runtime 不接受（只认整数加 B、KiB、MiB、GiB 或 TiB）：程序一启动就以退出码 2 结束。"
        ),
        Finding::GomemlimitUnread { raw } => format!(
            "GOMEMLIMIT 是“{raw}”，Go runtime 不接受，程序却照样运行了：它用的是 1.19 之前的 Go，或不是 Go 程序，或实际拿到的是别的值。这个值不起作用。"
        ),
        Finding::GomemlimitUnset { limit } => format!("没有设置 GOMEMLIMIT：GC 不知道有 {limit} 的限制。"),
        Finding::GomemlimitTooHigh { gomemlimit, limit, resource_field: true } => {
            format!("GOMEMLIMIT 取自资源字段，等于限制的 100%（{limit} 里的 {gomemlimit}）：内核会先动手。")
        }
        Finding::GomemlimitTooHigh { gomemlimit, limit, resource_field: false } => {
            format!("GOMEMLIMIT 是 {gomemlimit}，限制是 {limit}：GC 还没加紧，内核已经杀了。")
        }
        Finding::GomemlimitBelowLive { gomemlimit, live: Bytes(0) } => {
            format!("GOMEMLIMIT 是 {gomemlimit}：没有 Go 程序活得下去，GC 会一直跑。应该是漏写了单位。")
        }
        Finding::GomemlimitBelowLive { gomemlimit, live } => {
            format!("GOMEMLIMIT 是 {gomemlimit}，存活堆是 {live}：GC 几乎没有余地，只能一刻不停地跑。")
        }
        Finding::GomemlimitHidden { place } => format!("GOMEMLIMIT 可能设在 {place} 里，Pod 的描述看不到它。"),
        Finding::GogcOff { limit } => {
            format!("GOGC=off，又没有 GOMEMLIMIT：GC 永远不跑，什么程序最后都会涨到 {limit}。")
        }
        Finding::OneSnapshot { live, function: Some(function), share: Some(share) } => {
            format!("只有一份快照：存活 {live}，其中 {} 来自 {function}。一份快照看不出增长。", percent(share.get()))
        }
        Finding::OneSnapshot { live, .. } => format!("只有一份快照：存活 {live}。一份快照看不出增长。"),
        Finding::SiteRetains { function, growth, retention, deviations, snapshots } => format!(
            "{function} 在 {snapshots} 份快照间多占了 {}，它分配的内存有 {} 仍然存活；这是采样误差所能造成的 {} 倍。",
            Bytes(*growth),
            percent(retention.get()),
            short(*deviations)
        ),
        Finding::SitePlateaued { function, inuse } => {
            format!("{function} 涨到 {inuse} 就停了，而程序还在继续分配：这是缓存，不是泄漏。")
        }
        Finding::HeapGrew { from, to, snapshots } => {
            format!("存活堆从 {from} 涨到 {to}，跨 {snapshots} 份快照，其间都有 GC。")
        }
        Finding::HeapSteady { low, high, allocated, snapshots } => format!(
            "{snapshots} 份快照里存活堆一直在 {low} 到 {high} 之间，其间分配了 {allocated}：没有哪个函数占着自己分配的内存不放。"
        ),
        Finding::GrowthMeetsKill { predicted_seconds, lived_seconds } => format!(
            "按测得的增速，启动后 {} 会到达限制；容器是在 {} 后被杀的。",
            duration(*predicted_seconds),
            duration(*lived_seconds)
        ),
        Finding::PeakNearLimit { live, gogc, peak, limit } => {
            let percent = peak.share_of(*limit).map_or(String::new(), |share| format!("（{}）", percent(share)));
            format!("存活 {live} 时，GOGC={gogc} 会让堆涨到 {peak}{percent}，而限制是 {limit}。")
        }
        Finding::GoalOverLimit { live, goal, limit } => {
            format!("最后一次 GC 后存活 {live}，下一次要到 {goal} 才开始，而限制是 {limit}：被杀前再没有 GC。")
        }
        Finding::HeapJumped { before, after, seconds } => format!(
            "最后一份之前的快照存活都不超过 {before}，最后一份是 {after}，{} 后容器被杀：是一次突发。",
            duration(*seconds)
        ),
        Finding::LiveNearLimit { live, limit } => {
            let share = live.share_of(*limit).map_or(String::new(), |share| format!("占 {}，", percent(share)));
            format!("光是存活堆就有 {live}，限制是 {limit}，{share}什么 GC 都腾不出地方。")
        }
        Finding::HeapTooSmallForKill { live, peak, limit } => format!(
            "存活 {live} 时堆大约涨到 {peak}，限制是 {limit}：单凭堆解释不了这次被杀。两次 GC 之间的瞬时分配、栈、Go 以外的内存或\
             别的进程才解释得了。"
        ),
        Finding::RoomUnderLimit { peak, limit } => format!("堆大约涨到 {peak}，限制是 {limit}：还有余量。"),
        Finding::GoroutinesGrew { from, to, function, growth } => {
            let place = function.as_ref().map_or(String::new(), |name| format!("新增的有 {growth} 个停在 {name}。"));
            format!("goroutine 从 {from} 个涨到 {to} 个。{place}")
        }
        Finding::GoroutinesSteady { from, to } => format!("goroutine 数量平稳：先是 {from} 个，后是 {to} 个。"),
        Finding::KernelKill { task, anon_rss, scope } => {
            let task = task.as_deref().unwrap_or("一个进程");
            let held = anon_rss.map_or(String::new(), |bytes| format!("（当时占着 {bytes}）"));
            format!("内核日志说：{}，杀掉了 {task}{held}。", out_of(*scope))
        }
        Finding::OffHeapMemory { beyond, go, limit } => format!(
            "除了 Go 映射的 {go}，容器还占着 {beyond}，是限制的 {}：来自 cgo、mmap 或别的进程。",
            share(*beyond, *limit)
        ),
        Finding::StackMemory { from, to, limit } => {
            format!("goroutine 的栈从 {from} 变为 {to}，是限制的 {}。", share(*to, *limit))
        }
        Finding::KernelMemory { bytes, limit } => {
            format!("内核内存和 socket 缓冲区占 {bytes}，是限制的 {}。", share(*bytes, *limit))
        }
        Finding::FilesInMemory { bytes, limit } => format!(
            "内存里的文件（tmpfs、/dev/shm）占 {bytes}，是限制的 {}，而且容器没了它们还在。",
            share(*bytes, *limit)
        ),
        Finding::DirtyPages { bytes, limit } => {
            format!("等待写盘的脏页占 {bytes}，是限制的 {}。", share(*bytes, *limit))
        }
        Finding::CollectorBusy { share } => format!("GC 占用了 {} 的 CPU。", percent(share.get())),
        Finding::GoroutineStructuresGrew { growth, rough: true } => format!(
            "goroutine 的结构体多占了 {}：只是一两个采样，说明多出了几百到几千个开始时没有的 goroutine，也许每个新对象对应一个。",
            Bytes(*growth)
        ),
        Finding::GoroutineStructuresGrew { growth, rough: false } => format!(
            "goroutine 的结构体多占了 {}，按每个约 480 字节算，大约是 {} 个：在跑的比开始时多得多。",
            Bytes(*growth),
            growth / 480
        ),
        Finding::HolderUnknown { function, objects } => format!(
            "{function} 比开始时多留下大约 {objects} 个对象。同样多的 goroutine 在堆 profile 里几乎看不出来，所以也可能是它们占着：goroutine profile 能说明。"
        ),
        Finding::ProgramUnproven { program, container } => format!(
            "这些 profile 来自程序 {program}，采集的时间也不在 {container} 已知的任何一次运行之内：没有什么能说明它们属于 {container}。"
        ),
        Finding::SeveralProcesses { processes, programs: 2.. } => {
            format!("这些快照来自 {processes} 个进程，而且不是同一个程序；只比较其中一个进程的。")
        }
        Finding::SeveralProcesses { processes, .. } => {
            format!("这些快照来自 {processes} 个进程（重启过，或是多个副本）；只比较其中一个进程的。")
        }
        Finding::ProcessUnproven {} => "没有证据说明这些快照出自同一进程，也没有反证。".into(),
        Finding::RatesDiffer {} => "快照之间 MemProfileRate 变过，旧样本会被重新折算；只比较采样率相同的快照。".into(),
        Finding::NoCollectionBetween { snapshots } => {
            format!("这 {snapshots} 份快照之间没有发生过 GC，它们是同一个状态。")
        }
        Finding::GrowthMissesKill { .. }
        | Finding::GrowthTooSlow { .. }
        | Finding::Loading { .. }
        | Finding::RepeatedGrowth { .. }
        | Finding::LoadRose { .. }
        | Finding::LargeObjects { .. }
        | Finding::FilledSuddenly { .. }
        | Finding::PeakRemembered { .. }
        | Finding::ContainerRose { .. }
        | Finding::RoomMeasured { .. }
        | Finding::WholeReads { .. } => course::course(finding),
        Finding::TraceGrew { .. }
        | Finding::TraceStacksGrew { .. }
        | Finding::TraceSteady { .. }
        | Finding::TracePeak { .. }
        | Finding::BurstTraced { .. }
        | Finding::TraceEndedInBurst { .. }
        | Finding::TraceKeptAll { .. } => traced::traced(finding),
        Finding::GomemlimitIgnored { .. }
        | Finding::GomemlimitElsewhere { .. }
        | Finding::GomemlimitStale { .. }
        | Finding::LimitAbove { .. }
        | Finding::NodeOutOfMemory { .. }
        | Finding::CrashLogged { .. }
        | Finding::Replicas { .. }
        | Finding::OtherProcess { .. }
        | Finding::ChildKilled { .. }
        | Finding::Fragmented { .. }
        | Finding::OldRuntime { .. }
        | Finding::ConnectionsGrew { .. }
        | Finding::GoroutinesProven { .. }
        | Finding::GoroutinesWaiting { .. }
        | Finding::MemoryVolume { .. }
        | Finding::StartsPrograms { .. }
        | Finding::NeverServed { .. }
        | Finding::ProfilesOfAnother { .. } => around::around(finding),
        Finding::DeltaIgnored {} => "差值 profile（?seconds=）不是快照，没有拿来比较。".into(),
    }
}

fn helper(role: Role) -> &'static str {
    match role {
        Role::Init => "init 容器 ",
        Role::Sidecar => "sidecar ",
        Role::Main | Role::Ephemeral => "容器 ",
    }
}

fn ended(kind: TerminationKind) -> &'static str {
    match kind {
        TerminationKind::OomKilled => "被 OOM 杀掉",
        TerminationKind::OomEarlier => "里先前发生过 OOM",
        TerminationKind::ProbeKill => "探针失败后被 kubelet 杀掉",
        TerminationKind::Evicted => "随它的 Pod 一起被 kubelet 驱逐",
        TerminationKind::Preempted => "随它的 Pod 一起被抢占，或因运维操作被移走",
        TerminationKind::NodeShutdown => "随节点一起关机",
        TerminationKind::StartError => "没能启动",
        TerminationKind::Admission => "从未运行：节点拒绝了这个 Pod",
        TerminationKind::StatusUnknown => "的状态丢了：kubelet 不知道它是怎么结束的",
        TerminationKind::GoFatal => "自己退出了：Go panic、fatal error，或在 Go 1.27 之前作为 PID 1 没有处理 SIGTERM",
        TerminationKind::BadGomemlimit => "一启动就退出，因为 Go runtime 不接受它的 GOMEMLIMIT",
        TerminationKind::KilledUnknown => "被 SIGKILL 杀掉，是谁发的没有说",
        TerminationKind::Stopped => "被信号停掉，例如滚动发布或删除",
        TerminationKind::Completed => "自己正常结束",
        TerminationKind::Error => "出错结束",
        TerminationKind::None => "还没有结束",
    }
}

fn out_of(scope: Scope) -> &'static str {
    match scope {
        Scope::Container => "因为撞上自己 cgroup 的限制",
        Scope::Pod => "因为撞上上层 cgroup 的限制",
        Scope::Node => "因为节点内存耗尽",
        Scope::Unknown => "因为内存不足",
    }
}

fn share(part: Bytes, whole: Bytes) -> String {
    part.share_of(whole).map_or_else(|| "未知比例".to_owned(), percent)
}
