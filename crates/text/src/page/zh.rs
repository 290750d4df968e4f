//! The page in Simplified Chinese.

use decode::Kind;
use decode::units::Bytes;
use diagnose::evidence::Says;
use diagnose::fix::Price;
use diagnose::fix::compare::{Measure, Outcome};
use diagnose::fix::forms::Form;
use diagnose::fix::manifest::EditError;
use diagnose::report::{Action, Cause, Class, Confidence, LastState, Part, SuspectRole, Weight};

use super::{Example, Page, number};
use crate::{Term, Terms};

/// Simplified Chinese.
#[derive(Debug, Clone, Copy)]
pub struct Chinese;

impl Page for Chinese {
    fn title(&self) -> &'static str {
        "oomscope：这个 Go 容器为什么被 OOMKilled？"
    }
    fn description(&self) -> &'static str {
        "拖入 Go 堆 profile 和 kubectl describe pod 的输出：是泄漏还是配置问题，该怪哪一行代码，以及修好它的 YAML。什么都不会离开浏览器。"
    }
    fn needs_scripts(&self) -> &'static str {
        "oomscope 需要 JavaScript 和 WebAssembly：文件只在这里、在浏览器里读取。在终端里，oomscope diagnose FILE… 给出同样的报告。"
    }
    fn not_started(&self, reason: &str) -> String {
        format!("oomscope 没能启动：{reason}。请刷新页面；还不行的话，换一个较新的浏览器。")
    }
    fn no_web_assembly(&self) -> &'static str {
        "这个浏览器，或为它设的策略，关掉了 WebAssembly"
    }
    fn not_answered(&self, url: &str, status: &str) -> String {
        format!("{url} 返回了状态码 {status}")
    }

    fn promise(&self) -> &'static str {
        "只在这个浏览器里运行，什么都不上传。"
    }
    fn add_files(&self) -> &'static str {
        "添加文件"
    }
    fn export(&self) -> &'static str {
        "导出"
    }
    fn choose_language(&self) -> &'static str {
        "语言"
    }
    fn choose_theme(&self) -> &'static str {
        "主题"
    }
    fn theme_system(&self) -> &'static str {
        "跟随系统"
    }
    fn theme_light(&self) -> &'static str {
        "浅色"
    }
    fn theme_dark(&self) -> &'static str {
        "深色"
    }
    fn theme_contrast(&self) -> &'static str {
        "高对比度"
    }
    fn let_go(&self) -> &'static str {
        "松手即可添加这些文件"
    }
    fn working(&self) -> &'static str {
        "正在读取文件"
    }
    fn page_crashed(&self, message: &str) -> String {
        format!("oomscope 因自身的 bug 停了（{message}）。屏幕上的内容仍然可读；要继续，请刷新页面。")
    }
    fn judging_crashed(&self) -> &'static str {
        "oomscope 判断不了这些文件"
    }
    fn judging_crashed_detail(&self, message: &str) -> String {
        format!("它因自身的 bug 停了（{message}）。文件都还在：移除最后添加的那个，它会再试一次。")
    }
    fn nothing_read(&self) -> &'static str {
        "这些文件一个也读不了"
    }
    fn nothing_read_detail(&self) -> String {
        "每张卡片都写着那个文件的问题。最有用的是：kubectl describe pod 的输出，加上同一进程从 /debug/pprof/heap 取的两份堆 profile。"
            .to_owned()
    }

    fn copy(&self) -> &'static str {
        "复制"
    }
    fn copied(&self) -> &'static str {
        "已复制"
    }
    fn copy_refused(&self) -> &'static str {
        "浏览器不允许，请选中后复制"
    }
    fn the_command(&self) -> &'static str {
        "命令"
    }
    fn the_yaml(&self) -> &'static str {
        "YAML 补丁"
    }
    fn download(&self) -> &'static str {
        "下载"
    }
    fn close(&self) -> &'static str {
        "关闭"
    }

    fn lede(&self) -> &'static str {
        "这个 Go 容器为什么被 OOMKilled？"
    }
    fn lede_detail(&self) -> &'static str {
        "是泄漏还是配置问题，该怪哪一行代码，以及修好它的 YAML。"
    }
    fn drop_here(&self) -> &'static str {
        "把文件或文件夹拖到页面任意位置"
    }
    fn drop_what(&self) -> &'static str {
        "Go 堆 profile 和 kubectl describe pod 的输出。越多越好：同一进程的两份 profile 才看得出增长。"
    }
    fn choose_files(&self) -> &'static str {
        "选择文件"
    }
    fn paste(&self) -> &'static str {
        "粘贴文本"
    }
    fn examples_title(&self) -> &'static str {
        "或者看一个真实的事故"
    }
    fn examples_detail(&self) -> &'static str {
        "都是真实采集：Go 进程被内核杀掉时的现场，或真实集群的 kubectl 输出。"
    }
    fn example(&self, example: Example) -> (&'static str, &'static str) {
        match example {
            Example::Leak => ("一次泄漏", "会话缓存只进不出。五份堆 profile 加 Pod。"),
            Example::Tuning => ("一次配置问题", "内存平稳，照样被杀。五份堆 profile 加 Pod。"),
            Example::GoroutineLeak => ("一次 goroutine 泄漏", "HTTP 响应体没有关闭。堆与 goroutine profile 加 Pod。"),
            Example::ProbeKill => ("不是 OOM", "退出码 137，但与内存无关。只有 Pod。"),
        }
    }
    fn privacy_title(&self) -> &'static str {
        "什么都不会离开这个浏览器"
    }
    fn privacy(&self) -> &'static str {
        "页面禁止自己建立任何连接，只能读自己的文件。想验证：打开浏览器开发者工具的网络面板，拖入一个文件，看看是否发出了什么。\
         也可以先断网，照样能用。"
    }

    fn inputs(&self) -> &'static str {
        "输入"
    }
    fn inputs_count(&self, count: usize, failed: usize) -> String {
        if failed == 0 { format!("{count} 个输入") } else { format!("{count} 个输入，{failed} 个读不了") }
    }
    fn drop_more(&self) -> &'static str {
        "随时可以再拖入或粘贴"
    }
    fn remove(&self, name: &str) -> String {
        format!("移除 {name}")
    }
    fn remove_all(&self) -> &'static str {
        "全部移除"
    }
    fn waiting(&self) -> &'static str {
        "等待中"
    }
    fn reading(&self) -> &'static str {
        "读取中"
    }
    fn decoding(&self) -> &'static str {
        "解码中"
    }
    fn judging(&self) -> &'static str {
        "已解码"
    }
    fn not_read(&self) -> &'static str {
        "读不了"
    }
    fn not_read_title(&self) -> &'static str {
        "读不了的输入"
    }
    fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Heap => "堆 profile",
            Kind::Allocs => "allocs profile",
            Kind::HeapDelta => "堆差值",
            Kind::HeapText => "堆 profile（文本）",
            Kind::Goroutine => "goroutine profile",
            Kind::GoroutineText => "goroutine profile（文本）",
            Kind::GoroutineDump => "goroutine dump",
            Kind::Goroutineleak => "泄漏的 goroutine",
            Kind::OtherProfile => "其他 profile",
            Kind::DescribePod => "describe pod",
            Kind::Pod => "Pod",
            Kind::Workload => "工作负载",
            Kind::Events => "事件",
            Kind::Node => "节点",
            Kind::PodTable => "get pod",
            Kind::TopTable => "top pod",
            Kind::Gctrace => "gctrace",
            Kind::GoMetrics => "Go 指标",
            Kind::Expvar => "expvar",
            Kind::MetricsSeries => "指标序列",
            Kind::Cgroup => "cgroup",
            Kind::KernelLog => "内核日志",
            Kind::AppLog => "应用日志",
            Kind::SavedReport => "保存的报告",
            Kind::ShareLink => "链接",
            Kind::Unknown => "未知",
        }
    }
    fn process(&self, number: u32) -> String {
        format!("进程 {number}")
    }

    fn class(&self, class: Class) -> &'static str {
        match class {
            Class::Leak => "泄漏",
            Class::Tuning => "配置问题",
            Class::NotOom => "不是 OOM",
            Class::Inconclusive => "还判断不了",
        }
    }
    fn cause(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::HeapGrowth => "堆一直在增长",
            Cause::GoroutineLeak => "goroutine 越积越多",
            Cause::OffHeap => "Go 堆以外的内存在增长",
            Cause::Stacks => "goroutine 的栈",
            Cause::GcHeadroom => "垃圾还没回收就冲过了限制",
            Cause::Undersized => "限制放不下存活堆",
            Cause::Spike => "瞬时尖峰",
            Cause::GcThrash => "GOMEMLIMIT 离存活堆太近",
            Cause::GomemlimitTooHigh => "GOMEMLIMIT 不低于限制",
            Cause::GomemlimitIgnored => "GOMEMLIMIT 没有生效",
            Cause::GomemlimitStale => "GOMEMLIMIT 比现在的限制旧",
            Cause::LoadGrowth => "负载变大",
            Cause::Fragmentation => "内存碎片",
            Cause::KernelMemory => "内核内存",
            Cause::PageCache => "page cache",
            Cause::Tmpfs => "内存里的文件（tmpfs）",
            Cause::NoLimit => "没有内存限制",
            Cause::PodLimit => "整个 Pod 的限制",
            Cause::NodeOom => "节点内存耗尽",
            Cause::InitContainer => "init 容器",
            Cause::Sidecar => "sidecar",
            Cause::ChildProcess => "子进程",
            Cause::Startup => "启动时的内存",
            Cause::RuntimeRegression => "新的 Go 版本",
            Cause::Healthy => "内存没有问题",
            Cause::ProbeKill => "探针失败被杀",
            Cause::Eviction => "被驱逐",
            Cause::Preempted => "被抢占",
            Cause::NodeShutdown => "节点关机",
            Cause::Admission => "被节点拒绝",
            Cause::StartError => "没能启动",
            Cause::StatusUnknown => "kubelet 丢了它的状态",
            Cause::GoFatal => "Go panic 或 fatal error",
            Cause::GomemlimitInvalid => "GOMEMLIMIT 写错了",
            Cause::Stopped => "有意停止",
            Cause::Completed => "正常结束",
            Cause::Unknown => "原因还不清楚",
        }
    }
    fn confidence(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Low => "把握低",
            Confidence::Medium => "把握中等",
            Confidence::High => "把握高",
        }
    }
    fn confidence_means(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Low => "只是怀疑：先做下一次采集，再动手。",
            Confidence::Medium => "多半如此，证据明显占优。",
            Confidence::High => "可以据此动手。",
        }
    }
    fn weight(&self, weight: Weight) -> &'static str {
        match weight {
            Weight::Strong => "强",
            Weight::Medium => "中",
            Weight::Weak => "弱",
        }
    }
    fn also(&self) -> &'static str {
        "另外"
    }
    fn choose_container(&self) -> &'static str {
        "判断哪个容器"
    }
    fn ended(&self, last: &LastState) -> String {
        let reason = last.reason.as_deref().unwrap_or("已结束");
        match (last.exit_code, last.signal) {
            (Some(code), _) => format!("{reason}，退出码 {code}"),
            (None, Some(signal)) => format!("{reason}，信号 {signal}"),
            (None, None) => reason.to_owned(),
        }
    }
    fn memory_request(&self) -> &'static str {
        "内存请求（request）"
    }
    fn not_set(&self) -> &'static str {
        "未设置"
    }
    fn hidden(&self) -> &'static str {
        "藏在 Secret 或 ConfigMap 里"
    }
    fn restarts(&self) -> &'static str {
        "重启次数"
    }
    fn restarts_per_day(&self) -> &'static str {
        "每天重启"
    }
    fn gc_per_second(&self) -> &'static str {
        "每秒 GC 次数"
    }
    fn forecast_title(&self) -> &'static str {
        "预测：现在 → 修改之后"
    }
    fn plan_title(&self) -> &'static str {
        "现在、接下来、以后"
    }
    fn plan_parts(&self) -> [&'static str; 3] {
        ["现在", "接下来", "以后"]
    }
    fn plan_traps(&self) -> &'static str {
        "注意"
    }
    fn form(&self, form: Form) -> &'static str {
        match form {
            Form::Patch => "补丁",
            Form::Snippet => "清单",
            Form::Kustomize => "Kustomize",
        }
    }
    fn choose_form(&self) -> &'static str {
        "改动的形式"
    }
    fn manifest_title(&self, name: &str) -> String {
        format!("改好的 {name}")
    }
    fn manifest_error(&self, name: &str, error: &EditError) -> String {
        match error {
            EditError::Syntax { line } => format!("{name} 不是普通 YAML（第 {line} 行）：这里改不了 chart 模板。"),
            EditError::NotFound => format!("{name} 里没有这个容器。"),
            EditError::Shared { line } => format!("{name} 第 {line} 行：有锚点或少见的写法，请手工修改。"),
        }
    }
    fn what_if_title(&self) -> &'static str {
        "换个设置会怎样"
    }
    fn what_if_note(&self) -> &'static str {
        "试试别的设置：预算、预测和补丁随之变化，什么都不会被应用。"
    }
    fn gomemlimit_percent(&self) -> &'static str {
        "GOMEMLIMIT 占限制的百分比"
    }
    fn headroom(&self) -> &'static str {
        "存活堆增长"
    }
    fn request_under_limit(&self) -> &'static str {
        "请求值略低于限制"
    }
    fn off(&self) -> &'static str {
        "关"
    }
    fn reset(&self) -> &'static str {
        "恢复推荐值"
    }
    fn peak(&self) -> &'static str {
        "峰值"
    }
    fn what_if_verdict(&self, fits: Option<bool>, price: Option<Price>) -> &'static str {
        match (fits, price) {
            (Some(false), _) => "峰值会超过限制：还会被杀。",
            (_, Some(Price::Refused)) => "回收几乎不会停：GC 颠簸。",
            (_, Some(Price::Warned)) => "放得下，但 GC 占用的 CPU 会超过一成。",
            (Some(true), _) => "峰值在限制之下。",
            (None, _) => "泄漏会填满任何限制；不知道存活堆，也没法预测。",
        }
    }
    fn compare_title(&self) -> &'static str {
        "改动前后"
    }
    fn outcome(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Fixed => "修好了",
            Outcome::NotYet => "还没有",
            Outcome::Worse => "更糟了",
            Outcome::NotComparable => "负载不可比",
        }
    }
    fn measure(&self, measure: Measure) -> &'static str {
        match measure {
            Measure::RestartsPerDay => self.restarts_per_day(),
            Measure::Peak => self.peak(),
            Measure::GcCpu => self.term(Term::GcCpu),
            Measure::LiveHeap => self.term(Term::LiveHeap),
            Measure::Limit => self.term(Term::MemoryLimit),
            Measure::Gomemlimit => "GOMEMLIMIT",
        }
    }
    fn before_and_after(&self) -> [&'static str; 2] {
        ["之前", "之后"]
    }
    fn budget_title(&self, limit: Option<Bytes>) -> String {
        match limit {
            Some(limit) => format!("这 {limit} 用在了哪里"),
            None => "内存用在了哪里".to_owned(),
        }
    }
    fn budget_part(&self, part: Part) -> &'static str {
        match part {
            Part::LiveHeap => "存活堆",
            Part::GcHeadroom => "下次 GC 前的垃圾",
            Part::Stacks => "goroutine 栈",
            Part::RuntimeOverhead => "Go runtime",
            Part::Fragmentation => "内存碎片",
            Part::IdleNotReleased => "空闲、尚未归还",
            Part::OffHeap => "Go 堆以外",
            Part::Kernel => "内核",
            Part::Sockets => "socket",
            Part::Tmpfs => "tmpfs",
            Part::PageCache => "page cache",
            Part::Unexplained => "无法解释",
            Part::Free => "空闲",
        }
    }
    fn growth_title(&self) -> &'static str {
        "存活堆的变化"
    }
    fn growth_means(&self, from: Bytes, to: Bytes, seconds: f64, snapshots: usize) -> String {
        format!("{} 内从 {from} 到 {to}，共 {snapshots} 份快照。", self.duration(seconds))
    }
    fn growth_ahead(&self, limit: Bytes, seconds: f64) -> String {
        format!("照此下去，最后一份之后 {} 撞上 {limit} 的限制。", self.duration(seconds))
    }
    fn derived(&self) -> &'static str {
        "推算"
    }

    fn suspects_title(&self) -> &'static str {
        "要看的代码"
    }
    fn role(&self, role: SuspectRole) -> &'static str {
        match role {
            SuspectRole::Retains => "占着内存",
            SuspectRole::Churns => "制造垃圾",
        }
    }
    fn holds(&self) -> &'static str {
        "占用"
    }
    fn holds_value(&self, bytes: Bytes, share: Option<f64>) -> String {
        match share {
            Some(share) => format!("{bytes}，存活堆的 {}", number::percent(share)),
            None => bytes.to_string(),
        }
    }
    fn grew(&self) -> &'static str {
        "增长"
    }
    fn growth(&self, bytes: i64, per_second: Option<f64>) -> String {
        let growth = number::growth(bytes);
        per_second.map_or_else(|| growth.clone(), |rate| format!("{growth}，{}", self.rate(rate)))
    }
    fn allocates(&self) -> &'static str {
        "分配速度"
    }
    fn goroutines(&self) -> &'static str {
        "goroutine 数"
    }
    fn goroutines_value(&self, count: u64, growth: Option<i64>, state: Option<&str>) -> String {
        let growth = growth.map(|growth| format!("（{}）", number::signed(growth)));
        let state = state.map(|state| format!("，处于 {state}"));
        format!("{}{}{}", number::grouped(count as i64), growth.unwrap_or_default(), state.unwrap_or_default())
    }
    fn evidence_title(&self) -> &'static str {
        "证据"
    }
    fn evidence_for(&self) -> &'static str {
        "支持这个结论"
    }
    fn evidence_against(&self) -> &'static str {
        "与它相左"
    }
    fn evidence_context(&self) -> &'static str {
        "背景"
    }
    fn says(&self, says: Says) -> &'static str {
        match says {
            Says::Leak => "泄漏",
            Says::Tuning => "配置问题",
            Says::NotOom => "不是 OOM",
            Says::Neutral => "背景",
        }
    }
    fn source(&self, input: &str, line: Option<usize>) -> String {
        match line {
            Some(line) => format!("{input}，第 {line} 行"),
            None => input.to_owned(),
        }
    }

    fn source_loading(&self) -> &'static str {
        "正在重新读取"
    }
    fn source_gone(&self) -> &'static str {
        "这份输入不是文本，或者已经不在了。"
    }
    fn source_lines(&self, first: usize, last: usize, total: usize) -> String {
        format!("第 {first}–{last} 行，共 {total} 行")
    }

    fn fix_title(&self) -> &'static str {
        "怎么办"
    }
    fn stop_gap(&self, class: Class) -> &'static str {
        match class {
            Class::Leak => "这些设置只能争取时间，泄漏要在代码里修。",
            _ => "在查清原因之前，这些设置只能争取时间。",
        }
    }
    fn no_yaml(&self) -> &'static str {
        "单凭这些输入，没有需要改的设置。"
    }
    fn yaml_title(&self) -> &'static str {
        "补丁"
    }
    fn commands_title(&self) -> &'static str {
        "用命令做同样的事"
    }
    fn liveness(&self) -> &'static str {
        "存活探针（liveness）"
    }
    fn startup(&self) -> &'static str {
        "启动探针（startup）"
    }
    fn action(&self, action: Action) -> &'static str {
        match action {
            Action::Keep => "保持",
            Action::Set => "设为",
            Action::Remove => "去掉",
            Action::Unknown => "待定",
        }
    }
    fn setting(&self, name: &str, action: Action, value: Option<&str>, why: &str) -> String {
        let value = value.map_or(String::new(), |value| format!(" {value}"));
        format!("{name}：{}{value}。{why}", self.action(action))
    }
    fn kept(&self, names: &[&str]) -> String {
        format!("输入里没有什么要求改动：{}。", names.join("、"))
    }
    fn arithmetic(&self) -> &'static str {
        "查看算式"
    }
    fn next_title(&self) -> &'static str {
        "接下来采集什么"
    }

    fn top_title(&self) -> &'static str {
        "Profile"
    }
    fn choose_snapshot(&self) -> &'static str {
        "快照"
    }
    fn choose_sample_type(&self) -> &'static str {
        "样本类型"
    }
    fn sample_type_note(&self, sample_type: &str) -> &'static str {
        match sample_type {
            "inuse_space" => "截至上一次完成的 GC，此刻占着的内存：算进限制里的就是它。",
            "inuse_objects" => "此刻占着的对象数。",
            "alloc_space" => "启动以来分配的全部内存，释放与否都算：看得出谁在制造垃圾，看不出谁在泄漏。",
            "alloc_objects" => "启动以来分配的全部对象，释放与否都算。",
            _ => "",
        }
    }
    fn search(&self) -> &'static str {
        "搜索函数和文件"
    }
    fn function(&self) -> &'static str {
        "函数"
    }
    fn flat_means(&self) -> &'static str {
        "函数自己分配的"
    }
    fn cum_means(&self) -> &'static str {
        "函数自己和它调用的一切分配的"
    }
    fn table_legend(&self, shown: usize, rows: usize, sum: i64, total: i64, unit: &str) -> String {
        format!(
            "显示 {} 个函数，共 {} 个；合计 {}（{}），总量 {}",
            number::grouped(shown as i64),
            number::grouped(rows as i64),
            number::amount(sum, unit),
            number::percent_of(sum, total),
            number::amount(total, unit)
        )
    }
    fn no_rows(&self, search: &str) -> String {
        if search.is_empty() {
            "这份 profile 里没有样本。".to_owned()
        } else {
            format!("没有函数或文件包含“{search}”。")
        }
    }

    fn export_title(&self) -> &'static str {
        "导出报告"
    }
    fn json_title(&self) -> &'static str {
        "JSON 报告"
    }
    fn json_detail(&self) -> &'static str {
        "与终端里 oomscope diagnose --json 输出的是同一份文档。"
    }
    fn export_privacy(&self) -> &'static str {
        "里面有 Pod、容器和函数的名字，绝不含环境变量的值、命令行参数或日志内容。"
    }

    fn no_time_left(&self) -> &'static str {
        "已无余地"
    }
    fn duration(&self, seconds: f64) -> String {
        let (minute, hour, day) = (60.0, 3_600.0, 86_400.0);
        match seconds {
            seconds if seconds < 2.0 * minute => format!("{seconds:.0} 秒"),
            seconds if seconds < 2.0 * hour => format!("{:.0} 分钟", seconds / minute),
            seconds if seconds < 2.0 * day => format!("{:.0} 小时", seconds / hour),
            seconds => format!("{:.0} 天", seconds / day),
        }
    }
}
