//! The page in Simplified Chinese.

use decode::Kind;

use super::{Example, Page};
use crate::numbers;

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
        "都采自真实限制下的真实 Go 进程；Pod 由真实的 kubectl 打印。"
    }
    fn example(&self, example: Example) -> (&'static str, &'static str) {
        match example {
            Example::Leak => ("一次泄漏", "会话缓存只进不出。堆与 goroutine profile 加 Pod。"),
            Example::Tuning => ("一次配置问题", "内存平稳，照样被杀。五份堆 profile 加 Pod。"),
            Example::GoroutineLeak => ("一次 goroutine 泄漏", "HTTP 响应体没有关闭。堆与 goroutine profile 加 Pod。"),
            Example::ProbeKill => ("不是 OOM", "退出码 137，但与内存无关。四份堆 profile 加 Pod。"),
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
            numbers::grouped(shown as i64),
            numbers::grouped(rows as i64),
            numbers::amount(sum, unit),
            numbers::percent_of(sum, total),
            numbers::amount(total, unit)
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
}
