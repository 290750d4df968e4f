//! The explorer in Simplified Chinese.

use decode::units::UnixNanos;
use view::Granularity;
use view::filter::FilterName;
use view::flame::Change;
use view::timeline::Quantity;
use view::tree::Weight;

use super::Explorer;
use crate::Chinese;
use crate::numbers;

fn grouped(count: usize) -> String {
    numbers::grouped(count as i64)
}

impl Explorer for Chinese {
    fn views(&self) -> &'static str {
        "视图"
    }
    fn view(&self, name: &str) -> &'static str {
        match name {
            "flame" => "火焰图",
            "callers" => "调用关系",
            "traces" => "调用栈",
            "tags" => "标签",
            "compare" => "对比",
            "timeline" => "时间线",
            _ => "排行",
        }
    }
    fn view_means(&self, name: &str) -> &'static str {
        match name {
            "flame" => "谁调用谁，每次调用经过多少内存",
            "callers" => "从两侧看一个函数：上方是调用者，下方是被调用者",
            "traces" => "最重的完整调用栈",
            "tags" => "样本的标签和对象大小",
            "compare" => "两个快照：什么增长了，什么缩小了，什么是新出现的",
            "timeline" => "按时间排列的内存，来自所有带时间的输入",
            _ => "函数，从重到轻",
        }
    }
    fn choose_granularity(&self) -> &'static str {
        "聚合方式"
    }
    fn granularity(&self, granularity: Granularity) -> &'static str {
        match granularity {
            Granularity::Functions => "函数",
            Granularity::Filefunctions => "函数和文件",
            Granularity::Files => "文件",
            Granularity::Lines => "行",
            Granularity::Packages => "包",
        }
    }
    fn choose_units(&self) -> &'static str {
        "单位"
    }
    fn units(&self, name: &str) -> &'static str {
        match name {
            "bytes" => "字节",
            "kib" => "KiB",
            "mib" => "MiB",
            "percent" => "占总量的 %",
            _ => "自动",
        }
    }
    fn choose_base(&self) -> &'static str {
        "对比基准"
    }
    fn no_base(&self) -> &'static str {
        "不对比"
    }
    fn working(&self) -> &'static str {
        "正在计算…"
    }
    fn gone(&self) -> &'static str {
        "这份 profile 已不在这里。请选择另一个。"
    }

    fn column(&self, name: &str) -> &'static str {
        match name {
            "sum" => "sum%",
            "objects" => "对象数",
            "average" => "平均大小",
            "error" => "±",
            "before" => "之前",
            "delta" => "Δ flat",
            "delta-cum" => "Δ cum",
            "per-second" => "Δ/秒",
            "retention" => "留存",
            _ => "",
        }
    }
    fn column_means(&self, name: &str) -> &'static str {
        match name {
            "sum" => "本行与以上各行的合计占比",
            "objects" => "构成 flat 的对象数",
            "average" => "这些对象的平均大小",
            "error" => "flat 的标准误差：剖析是对分配的抽样",
            "before" => "基准快照中的 flat",
            "delta" => "flat 的变化",
            "delta-cum" => "cum 的变化",
            "per-second" => "flat 每秒的变化",
            "retention" => "其间分配的内存中仍在使用的比例：接近 100% 是泄漏，接近 0% 是垃圾",
            _ => "",
        }
    }
    fn pivot(&self, name: &str) -> String {
        format!("{name} 的调用者与被调用者")
    }

    fn applied(&self) -> &'static str {
        "过滤"
    }
    fn choose_filter(&self) -> &'static str {
        "过滤方式"
    }
    fn filter(&self, name: FilterName) -> &'static str {
        match name {
            FilterName::Focus => "focus：只看含有它的栈",
            FilterName::Ignore => "ignore：去掉含有它的栈",
            FilterName::Hide => "hide：去掉这些帧",
            FilterName::Show => "show：只留这些帧",
            FilterName::ShowFrom => "show from：从它开始的栈",
            FilterName::Tagfocus => "tagfocus：带有标签的样本",
            FilterName::Tagignore => "tagignore：不带标签的样本",
        }
    }
    fn filter_hint(&self, name: FilterName) -> &'static str {
        match name {
            FilterName::Tagfocus | FilterName::Tagignore => "键=正则，或 bytes=4kb:64kb",
            _ => r"正则表达式：main\.|cache",
        }
    }
    fn add_filter(&self) -> &'static str {
        "应用"
    }
    fn remove_filter(&self, flag: &str, text: &str) -> String {
        format!("移除 {flag} {text}")
    }
    fn filter_error(&self, reason: &str) -> String {
        format!("不是有效的正则表达式：{reason}")
    }
    fn unmatched(&self, flags: &[&str]) -> String {
        format!("没有匹配：{}", flags.join("、"))
    }
    fn undo(&self) -> &'static str {
        "撤销"
    }
    fn redo(&self) -> &'static str {
        "重做"
    }
    fn reset(&self) -> &'static str {
        "全部清除"
    }
    fn only_mine(&self) -> &'static str {
        "只看我的模块"
    }
    fn only_mine_means(&self) -> &'static str {
        "只保留程序自身的帧：库和运行时分配的内存算在调用它们的函数上"
    }

    fn flame_label(&self) -> &'static str {
        "火焰图。方向键在方块间移动，回车放大，下方有同样数字的表格。"
    }
    fn flame_hint(&self) -> &'static str {
        "点击方块放大。拖动平移，Ctrl + 滚轮或双指缩放，按 ? 查看全部按键。"
    }
    fn everything(&self) -> &'static str {
        "全部"
    }
    fn icicle(&self) -> &'static str {
        "向下"
    }
    fn flame(&self) -> &'static str {
        "向上"
    }
    fn choose_direction(&self) -> &'static str {
        "调用方向"
    }
    fn zoom_in(&self) -> &'static str {
        "放大"
    }
    fn zoom_out(&self) -> &'static str {
        "缩小"
    }
    fn zoom_reset(&self) -> &'static str {
        "显示全部"
    }
    fn rest(&self, count: usize, amount: &str, share: &str) -> String {
        format!("{} 个调用太窄，合并显示：{amount}（{share}）。放大后可见。", grouped(count))
    }
    fn found(&self, frames: usize, nodes: usize, share: &str) -> String {
        format!("{} 处匹配，{} 个方块，占图的 {share}", grouped(frames), grouped(nodes))
    }
    fn inlined(&self) -> &'static str {
        "已内联"
    }
    fn objects(&self, count: &str) -> String {
        format!("{count} 个对象")
    }
    fn was(&self, before: &str, delta: &str) -> String {
        format!("之前 {before}，变化 {delta}")
    }
    fn copy_name(&self) -> &'static str {
        "复制名称"
    }
    fn pivot_here(&self) -> &'static str {
        "调用者与被调用者"
    }
    fn origin(&self, name: &str) -> &'static str {
        match name {
            "ThirdParty" => "其他模块",
            "Standard" => "标准库",
            "Runtime" => "运行时",
            _ => "你的代码，每个包一种色相",
        }
    }
    fn legend(&self) -> &'static str {
        "颜色"
    }
    fn as_table(&self) -> &'static str {
        "以表格显示"
    }
    fn hidden(&self, count: usize) -> String {
        format!("… 还有 {} 个较小的调用未列出", grouped(count))
    }
    fn minimap(&self) -> &'static str {
        "整张图；拖动可移动"
    }
    fn share(&self) -> &'static str {
        "占比"
    }

    fn no_pivot(&self) -> &'static str {
        "请选择一个函数：在表格中、在火焰图中，或在这里。"
    }
    fn pivot_gone(&self, name: &str) -> String {
        format!("在当前过滤下没有样本包含 {name}。")
    }
    fn callers(&self) -> &'static str {
        "调用者"
    }
    fn callees(&self) -> &'static str {
        "被调用者"
    }
    fn nobody(&self) -> &'static str {
        "无"
    }

    fn traces_legend(&self, shown: usize, count: usize) -> String {
        if shown == count {
            format!("{} 个调用栈", grouped(count))
        } else {
            format!("{} 个调用栈中最重的 {} 个", grouped(count), grouped(shown))
        }
    }
    fn no_tags(&self) -> &'static str {
        "这份 profile 的样本没有标签。"
    }
    fn tag_legend(&self, amount: &str, share: &str) -> String {
        format!("覆盖 {amount}（{share}）")
    }
    fn tag_focus(&self) -> &'static str {
        "只看这些"
    }

    fn before(&self) -> &'static str {
        "之前"
    }
    fn after(&self) -> &'static str {
        "之后"
    }
    fn nothing_to_compare(&self) -> &'static str {
        "没有第二个同类快照。再拖入一个即可对比。"
    }
    fn unlike_processes(&self, before: u32, after: u32) -> String {
        format!(
            "从能区分进程的数据看，这两个快照来自不同的进程（{before} 和 {after}）。那样的话后一个从零开始，差值不是增长。"
        )
    }
    fn unlike_rates(&self, before: i64, after: i64) -> String {
        format!(
            "这两个快照的采样率不同（每 {} 字节和每 {} 字节一次）。看似增长的部分可能只是误差不同。",
            numbers::grouped(before),
            numbers::grouped(after)
        )
    }
    fn unlike_delta(&self) -> &'static str {
        "其中一个本身就是一段时间的差值，不是快照。"
    }
    fn unlike_kinds(&self) -> &'static str {
        "这两个 profile 测量的是不同的东西，没有共同的样本类型。"
    }
    fn compare_anyway(&self) -> &'static str {
        "仍然对比"
    }
    fn compare_legend(&self, before: &str, after: &str, delta: &str, over: Option<&str>) -> String {
        let over = over.map(|over| format!("，历时 {over}")).unwrap_or_default();
        format!("从 {before} 到 {after}：{delta}{over}")
    }
    fn change(&self, change: Change) -> &'static str {
        match change {
            Change::Gone => "消失",
            Change::FellMuch => "减少一半以上",
            Change::Fell => "减少",
            Change::Same => "基本不变（15% 以内）",
            Change::Grew => "增长",
            Change::GrewMuch => "翻倍以上",
            Change::New => "新出现",
        }
    }
    fn choose_weight(&self) -> &'static str {
        "方块宽度"
    }
    fn weight(&self, weight: Weight) -> &'static str {
        match weight {
            Weight::Change => "变化量",
            Weight::Both => "前后总量",
        }
    }

    fn quantity(&self, quantity: Quantity) -> &'static str {
        match quantity {
            Quantity::Inuse => "存活堆（快照）",
            Quantity::Rss => "常驻内存",
            Quantity::WorkingSet => "工作集",
            Quantity::Usage => "用量（含页缓存）",
            Quantity::HeapGoal => "堆目标",
        }
    }
    fn level(&self, quantity: Quantity, amount: &str) -> String {
        format!("{}：{amount}，时间没有记录", self.quantity(quantity))
    }
    fn levels(&self) -> &'static str {
        "右侧边缘的短线来自 cgroup 文件：有数值，没有时间。"
    }
    fn limit(&self) -> &'static str {
        "内存限制"
    }
    fn kill(&self) -> &'static str {
        "被杀死"
    }
    fn forecast(&self) -> &'static str {
        "预测"
    }
    fn collections(&self) -> &'static str {
        "回收后的存活堆"
    }
    fn no_timeline(&self) -> &'static str {
        "这里没有任何输入带有时间。protobuf 格式的堆剖析和带时间戳的指标才有。"
    }
    fn undated(&self, count: usize) -> String {
        format!("{} 个输入没有时间，未显示。", grouped(count))
    }
    fn placed_by_start(&self) -> &'static str {
        "回收日志以进程启动后的秒数计时；这里按容器的启动时间放置。"
    }
    fn open_snapshot(&self, amount: &str, time: UnixNanos) -> String {
        format!("打开 {} 的快照：{amount}", numbers::time_of_day(time))
    }
    fn choose_series(&self) -> &'static str {
        "图中内容：按下可隐藏或显示"
    }
    fn limit_of(&self, amount: &str) -> String {
        format!("内存限制：{amount}")
    }
    fn kill_at(&self, time: &str) -> String {
        format!("在 {time} 被杀死")
    }
    fn forecast_at(&self, limit: &str, time: &str) -> String {
        format!("预测：按此斜率，在 {time} 到达限制 {limit}")
    }
    fn collection_at(&self, amount: &str, time: &str) -> String {
        format!("{time} 回收后的存活堆：{amount}")
    }
    fn timeline_column(&self, name: &str) -> &'static str {
        match name {
            "time" => "时间",
            "amount" => "数量",
            "from" => "来源",
            _ => "内容",
        }
    }
    fn not_listed(&self, count: usize) -> String {
        format!("… 还有 {} 行未列出。隐藏不需要的内容即可看到。", grouped(count))
    }

    fn save(&self) -> &'static str {
        "另存为"
    }
    fn save_means(&self, name: &str) -> &'static str {
        match name {
            "svg" => "当前的图，SVG 格式",
            "png" => "当前的图，PNG 格式",
            "csv" => "当前的表格，CSV 格式",
            "json" => "当前的表格，JSON 格式",
            _ => "过滤后的 profile，供 go tool pprof 使用",
        }
    }
}
