//! The verdict in one sentence.

use diagnose::report::{Cause, Class, Confidence, Report, Suspect};

use super::super::{failed_by_itself, is_open_end, oom_ended, shows_no_leak, tells_of_no_trouble};
use super::numbers::percent;

/// Class, container, numbers and confidence in one sentence.
pub(super) fn headline(report: &Report) -> String {
    let ended = match report.target.as_ref().filter(|target| !target.container.is_empty()) {
        Some(target) if oom_ended(report) => format!("{} 被 OOMKilled，", target.container),
        Some(target) => format!("{}：", target.container),
        None if oom_ended(report) => "它被 OOMKilled，".to_owned(),
        None => String::new(),
    };
    let sure = match report.confidence {
        // Not knowing is no suspicion.
        _ if report.class == Class::Inconclusive => "",
        Confidence::Low if is_open_end(report) => "；背后是否有泄漏或 GC 过忙，这些输入还看不出来",
        Confidence::Low => "（只是怀疑，把握低）",
        Confidence::Medium => "（把握中等）",
        Confidence::High => "",
    };
    format!("{ended}{}{sure}。", judgement(report))
}

fn judgement(report: &Report) -> String {
    match report.class {
        Class::Leak => leak(report),
        Class::Tuning => format!("这是配置问题，不是泄漏：{}", tuning(report)),
        Class::NotOom if is_open_end(report) && report.cause == Cause::ProbeKill => {
            "探针失败后被 kubelet 杀掉，不是 OOM".to_owned()
        }
        Class::NotOom => not_oom(report.cause).to_owned(),
        Class::Inconclusive if shows_no_leak(report) && oom_ended(report) => {
            "它的 Go 堆看不出泄漏；是什么占满了内存，单凭这些输入还判断不了".to_owned()
        }
        Class::Inconclusive if shows_no_leak(report) => {
            "它的 Go 堆看不出泄漏；有没有别的问题，单凭这些输入还判断不了".to_owned()
        }
        Class::Inconclusive if failed_by_itself(report) => "它因自己的错误退出，这里没有什么说明与内存有关".to_owned(),
        Class::Inconclusive if tells_of_no_trouble(report) => {
            "Pod 里看不出问题；它的内存怎么样，单凭这些输入还判断不了".to_owned()
        }
        Class::Inconclusive => "单凭这些输入还判断不了是泄漏还是配置问题".to_owned(),
    }
}

fn leak(report: &Report) -> String {
    let what = match report.cause {
        Cause::GoroutineLeak => "它在泄漏 goroutine",
        Cause::OffHeap => "Go 堆以外的内存在泄漏",
        Cause::Stacks => "它的栈一直在增长",
        _ => "它在泄漏内存",
    };
    report.suspects.first().map_or_else(|| what.to_owned(), |suspect| format!("{what}：{}", blame(suspect)))
}

fn blame(suspect: &Suspect) -> String {
    let function = &suspect.function;
    if let Some(goroutines) = &suspect.goroutines {
        return format!("{} 个 goroutine 停在 {function}", goroutines.count);
    }
    let held = suspect.inuse_bytes.map_or(String::new(), |bytes| format!(" 占着 {bytes}"));
    let share = suspect.share.map_or(String::new(), |share| format!("，是存活堆的 {}", percent(share.get())));
    format!("{function}{held}{share}")
}

fn tuning(report: &Report) -> String {
    let limit = report.budget.limit.map_or("内存限制".to_owned(), |limit| format!(" {} 的限制", limit.bytes));
    match report.cause {
        Cause::GcHeadroom => format!("GC 会放任堆涨过{limit}"),
        Cause::Undersized => format!("存活的内存离{limit}太近"),
        Cause::GcThrash => "GOMEMLIMIT 离存活的内存太近，GC 几乎停不下来".to_owned(),
        Cause::GomemlimitTooHigh => format!("GOMEMLIMIT 不低于{limit}"),
        Cause::NoLimit => "它没有内存限制".to_owned(),
        Cause::PodLimit => "撞上的是整个 Pod 的限制".to_owned(),
        Cause::InitContainer => "init 容器需要更多内存".to_owned(),
        Cause::Sidecar => "sidecar 需要更多内存".to_owned(),
        Cause::ChildProcess => "因内存被杀的是其中一个辅助进程".to_owned(),
        Cause::Spike => format!("瞬时分配冲过了{limit}"),
        _ => "它的配置与它要用的内存不相称".to_owned(),
    }
}

fn not_oom(cause: Cause) -> &'static str {
    match cause {
        Cause::ProbeKill => "探针失败后被 kubelet 杀掉，不是因为内存",
        Cause::Eviction => "被 kubelet 驱逐，不是 OOM",
        Cause::Preempted => "被抢占或因运维操作被移走，不是因为内存",
        Cause::NodeShutdown => "随节点一起关机，不是因为内存",
        Cause::Admission => "节点拒绝了这个 Pod，程序从未运行",
        Cause::StartError => "容器没能启动",
        Cause::StatusUnknown => "kubelet 失去了它的状态，没有迹象表明是因为内存",
        Cause::GoFatal => "因 Go panic 或 fatal error 自己退出，不是因为内存",
        Cause::GomemlimitInvalid => "GOMEMLIMIT 写错了，程序一启动就退出",
        Cause::Stopped => "被信号停掉，不是因为内存",
        Cause::Completed => "自己正常结束了",
        _ => "内存看起来是健康的：平稳，离限制还有余量",
    }
}
