//! Simplified Chinese.

use decode::units::Bytes;
use share::{Held, LeftOut, Tier};

use super::{Heading, Sharing, kept_share};
use crate::Chinese;
use crate::numbers::grouped;

impl Sharing for Chinese {
    fn heading(&self, heading: Heading) -> &'static str {
        match heading {
            Heading::Summary => "概要",
            Heading::Memory => "上限之下的内存",
            Heading::Code => "要看的代码",
            Heading::Evidence => "证据",
            Heading::Finding => "发现",
            Heading::SpeaksFor => "说明",
            Heading::Weight => "分量",
            Heading::Source => "出处",
            Heading::Patch => "补丁",
            Heading::Commands => "命令",
            Heading::Next => "还需要的采集",
            Heading::Link => "打开这次事故",
        }
    }
    fn made_by(&self) -> &'static str {
        "由 oomscope 根据事故留下的数据写成，没有上传任何内容。"
    }
    fn chat_fix(&self, function: Option<&str>, settings: &[String]) -> String {
        let code = function.map(|function| format!("请看 {function}"));
        let set = (!settings.is_empty()).then(|| format!("设置 {}", settings.join("、")));
        match (code, set) {
            (Some(code), Some(set)) => format!("{code}；在此之前先{set}。"),
            (Some(code), None) => format!("{code}。"),
            (None, Some(set)) => format!("修复：{set}。"),
            (None, None) => "没有要改的设置。".to_owned(),
        }
    }

    fn share(&self) -> &'static str {
        "分享"
    }
    fn share_title(&self) -> &'static str {
        "分享这次事故"
    }
    fn share_intro(&self) -> &'static str {
        "链接本身就是这次事故：结论、证据、补丁和调用树都写在 # 之后，浏览器不会把这部分发给服务器。"
    }
    fn share_working(&self) -> &'static str {
        "正在生成链接…"
    }
    fn link(&self) -> &'static str {
        "链接"
    }
    fn the_link(&self) -> &'static str {
        "链接"
    }
    fn choose_tier(&self) -> &'static str {
        "长度"
    }
    fn tier(&self, tier: Tier) -> &'static str {
        match tier {
            Tier::Chat => "聊天可用",
            Tier::Standard => "标准",
            Tier::Full => "完整",
            Tier::File => "文件",
        }
    }
    fn tier_means(&self, tier: Tier) -> &'static str {
        match tier {
            Tier::Chat => "最多 2,000 个字符：聊天和工单工具不会截断。",
            Tier::Standard => "最多 8,000 个字符：适合 wiki、邮件和 issue。",
            Tier::Full => "最多 32,000 个字符：浏览器都能打开，有些工具会截断。",
            Tier::File => "不是链接：全部内容，存成文件。",
        }
    }
    fn characters(&self, used: usize, of: usize) -> String {
        format!("{} / {} 个字符", grouped(used as i64), grouped(of as i64))
    }
    fn no_address(&self) -> &'static str {
        "这个页面是从磁盘打开的，所以链接没有地址：对方把它粘贴到任何一个 oomscope 的“打开链接”里即可。"
    }
    fn title_label(&self) -> &'static str {
        "标题"
    }
    fn note_label(&self) -> &'static str {
        "备注"
    }
    fn redact_names(&self) -> &'static str {
        "替换名称"
    }
    fn redact_names_detail(&self) -> &'static str {
        "Pod、命名空间、节点、所有者、容器和文件变成 pod-1、namespace-1 等代号。"
    }
    fn own_functions(&self) -> &'static str {
        "只留自己的函数"
    }
    fn own_functions_detail(&self) -> &'static str {
        "标准库和其他模块的函数不保留名称。"
    }
    fn contents_title(&self) -> &'static str {
        "链接里有什么"
    }
    fn held(&self, held: Held) -> &'static str {
        match held {
            Held::Words => "标题和备注",
            Held::View => "搜索和筛选",
            Held::Inputs => "输入的名称",
            Held::Pods => "Pod",
            Held::Namespaces => "命名空间",
            Held::Nodes => "节点",
            Held::Owners => "所有者",
            Held::Containers => "容器",
            Held::Settings => "GOMEMLIMIT 和 GOGC",
            Held::Functions => "函数",
            Held::Files => "源文件",
            Held::Patch => "补丁和命令",
        }
    }
    fn never_held(&self) -> &'static str {
        "绝不包含：其他环境变量的值、参数、注解、标签、镜像、IP 地址、日志行和消息。"
    }
    fn kept_part(&self, sample_type: &str, input: &str, kept: u64, whole: u64) -> String {
        format!("{input} 的 {sample_type}：{}", kept_share(kept, whole))
    }
    fn left_out(&self, what: LeftOut, count: u32) -> String {
        match what {
            LeftOut::Events => format!("{count} 个事件"),
            LeftOut::OtherContainers => format!("{count} 个其他容器"),
            LeftOut::Warnings => format!("{count} 条关于输入的提示"),
            LeftOut::Probes => format!("{count} 个探针或端口"),
            LeftOut::Evidence => format!("{count} 条较弱的证据"),
            LeftOut::Suspects => format!("{count} 个次要的嫌疑"),
            LeftOut::Captures => format!("{count} 项建议的采集"),
            LeftOut::Commands => format!("{count} 条命令或算式"),
            LeftOut::LongNames => "过长名称的末尾".into(),
            LeftOut::Patch => "补丁".into(),
            LeftOut::AllButVerdict => "结论之外的一切".into(),
        }
    }
    fn nothing_left_out(&self) -> &'static str {
        "报告完整，列出的每份 profile 也完整。"
    }

    fn html_title(&self) -> &'static str {
        "单个 HTML 文件"
    }
    fn html_detail(&self) -> &'static str {
        "带着这次事故的整个页面，适合工单或归档。多年以后不联网也能从磁盘打开。"
    }
    fn html_size(&self, size: Bytes) -> String {
        format!("其中事故占 {size}，包含每一份 profile。")
    }
    fn html_refused(&self) -> &'static str {
        "找不到这个页面的单文件版。请联网后再试，或在终端里用 oomscope report。"
    }
    fn markdown_title(&self) -> &'static str {
        "Markdown"
    }
    fn markdown_detail(&self) -> &'static str {
        "带概要、证据、补丁和链接的事故复盘，适合 GitHub、GitLab 和 Confluence。"
    }
    fn chat_title(&self) -> &'static str {
        "三行摘要"
    }
    fn chat_detail(&self) -> &'static str {
        "发生了什么、该做什么、链接，适合发到事故群。"
    }
    fn print_title(&self) -> &'static str {
        "打印或 PDF"
    }
    fn print_detail(&self) -> &'static str {
        "把结论、证据和修复印到纸上，不带控件。"
    }
    fn print(&self) -> &'static str {
        "打印"
    }

    fn shared(&self) -> &'static str {
        "分享的摘要"
    }
    fn shared_means(&self) -> &'static str {
        "这是别人用不在这里的输入做出的，无法重新判断。运行命令之前请先看一遍。"
    }
    fn pruned_title(&self) -> &'static str {
        "省略了什么"
    }
    fn link_refused(&self) -> &'static str {
        "这个链接打不开"
    }
    fn open_link(&self) -> &'static str {
        "打开链接"
    }
    fn open(&self) -> &'static str {
        "打开"
    }

    fn keep_work(&self) -> &'static str {
        "在这个浏览器里保留我的工作"
    }
    fn keep_work_detail(&self) -> &'static str {
        "刷新之后这次事故还在：像链接一样清理过，只在这台设备上，保留 7 天。不打开就不保留。"
    }
    fn forget_everything(&self) -> &'static str {
        "全部忘记"
    }
    fn forgotten(&self) -> &'static str {
        "这个页面保留的一切都已删除：工作、语言和主题。"
    }
    fn keep_refused(&self) -> &'static str {
        "浏览器不为这个页面保留任何内容：可能是隐私窗口，或空间不足。"
    }
    fn kept_work(&self) -> &'static str {
        "上次访问保留的"
    }
    fn kept_work_means(&self) -> &'static str {
        "它来自已经不在这里的输入，无法重新判断。要重新判断，请再次放入这些输入。"
    }

    fn update_waits(&self) -> &'static str {
        "oomscope 有新版本了。"
    }
    fn update(&self) -> &'static str {
        "刷新"
    }
}
