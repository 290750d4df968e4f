//! Errors and warnings of inputs.

use decode::error::{
    ArchiveFault, DecodeError, GzipFault, LimitKind, LookAlike, ProfileFault, SharedFault, Table, TextFault, WireFault,
};
use decode::units::Bytes;
use decode::warning::WarningKind;

/// Why an input could not be read: what it is, what is wrong and where, what to do.
pub(super) fn error(error: &DecodeError) -> String {
    match error {
        DecodeError::Empty {} => "文件是空的：采集命令失败了，或者被中断了。请重新采集。".into(),
        DecodeError::Folder {} => "这是一个文件夹，里面没有可读的文件。请直接拖入文件。".into(),
        DecodeError::Unreadable { reason } => format!("文件读不了（{reason}）。请确认它还在，再拖入一次。"),
        DecodeError::Crashed { reason } => {
            format!("oomscope 处理这个文件时因自身的 bug 停了（{reason}）。其余输入会照常判断；请把这个 bug 报给我们。")
        }
        DecodeError::Cancelled {} => "读取已停止。要读它，请再拖入一次。".into(),
        DecodeError::Unrecognised { head } => format!(
            "这不是 oomscope 认识的格式；它以“{head}”开头。请拖入堆 profile、`kubectl describe pod` 的输出，或 Pod 的 YAML。"
        ),
        DecodeError::LookAlike { what } => look_alike(*what).into(),
        DecodeError::Gzip { fault: GzipFault::Truncated, at_byte } => {
            format!("gzip 数据在第 {at_byte} 字节处断了：下载不完整。请重新采集这份 profile。")
        }
        DecodeError::Gzip { fault: GzipFault::Corrupt, at_byte } => {
            format!("gzip 数据在第 {at_byte} 字节处损坏。请以二进制方式重新复制，或重新采集。")
        }
        DecodeError::Archive { fault } => archive(*fault).into(),
        DecodeError::Wire { fault, at_byte } => {
            format!("profile 解析不了：解压后的第 {at_byte} 字节处{}。请重新采集。", wire(*fault))
        }
        DecodeError::Invalid { fault } => format!("profile 自相矛盾：{}。请重新采集。", invalid(fault)),
        DecodeError::Text { fault: TextFault::Row { text }, line } => {
            format!("第 {line} 行与表头对不上：“{text}”。请检查粘贴的内容是否完整。")
        }
        DecodeError::Text { fault: TextFault::Syntax { reason }, line } => {
            format!("第 {line} 行解析不了：{reason}。请检查粘贴的内容是否完整。")
        }
        DecodeError::Shared { fault } => shared(*fault),
        DecodeError::TooLarge { what, limit } => too_large(*what, *limit),
    }
}

fn shared(fault: SharedFault) -> String {
    match fault {
        SharedFault::NoLink => "这不是 oomscope 的链接。请从 # 开始复制整个链接。".into(),
        SharedFault::Newer { version, newest } => format!(
            "这个链接是更新版本的 oomscope 生成的（版本 {version}；这里最高能打开 {newest}）。请刷新页面换上最新的 oomscope，再打开链接。"
        ),
        SharedFault::Cut { characters, of: Some(of) } => format!(
            "链接在途中被截断：{of} 个字符只到了 {characters} 个。聊天和工单工具会截断长链接：请对方改发文件，或发短一些的链接。"
        ),
        SharedFault::Cut { characters, of: None } => {
            format!("链接在途中被截断：只到了开头的 {characters} 个字符。请对方改发文件，或发短一些的链接。")
        }
        SharedFault::Damaged => {
            "链接在途中损坏：有字符被改动或丢失。请从生成它的地方重新复制，或请对方改发文件。".into()
        }
        SharedFault::TooLarge => "打开这个链接要占用过多内存：它不是 oomscope 生成的。".into(),
        SharedFault::NotAlone => "分享的事故不能和其他输入一起判断，因此没有计入。请单独打开它。".into(),
        SharedFault::Forged => "链接完整到达，但内容自相矛盾：它不是 oomscope 生成的。".into(),
    }
}

fn look_alike(what: LookAlike) -> &'static str {
    match what {
        LookAlike::ExecutionTrace => "这是 Go 的 execution trace，看不出谁占着内存。请改取 /debug/pprof/heap。",
        LookAlike::JemallocHeap => {
            "这是 jemalloc 的堆 profile，记的是 C 的内存。oomscope 读 Go 的：/debug/pprof/heap。"
        }
        LookAlike::JavaHeap => "这是 Java 的堆 profile。oomscope 读 Go 的：/debug/pprof/heap。",
        LookAlike::LegacyCpu => "这是旧二进制格式的 CPU profile。请改取 /debug/pprof/heap。",
        LookAlike::Elf => "这是一个程序（ELF 二进制文件），不是 profile。请拖入 /debug/pprof/heap 给出的文件。",
        LookAlike::CoreDump => "这是 core dump。oomscope 读的是堆 profile：请从运行中的进程取 /debug/pprof/heap。",
        LookAlike::Html => "这是 HTML 页面：/debug/pprof/ 的目录页、登录页或错误页。请检查 URL，重新采集。",
        LookAlike::Json => "这是 JSON，但不是认识的种类，可能是 curl 存下的错误信息。请检查 URL，重新采集。",
        LookAlike::CommandLine => "这是命令行（/debug/pprof/cmdline），不是 profile。请取 /debug/pprof/heap。",
        LookAlike::Media => "这是图片、视频或文档。请粘贴终端里的文字，不要用截图。",
        LookAlike::Compressed => "oomscope 打不开这种压缩格式。请先解压，或改用 .zip、.tar.gz 或单层 gzip。",
        LookAlike::DescribeTemplate => {
            "这是对工作负载的描述，它的模板里没有运行状态。请对它的某个 Pod 执行 `kubectl describe pod`。"
        }
    }
}

fn archive(fault: ArchiveFault) -> &'static str {
    match fault {
        ArchiveFault::Corrupt => "压缩包已损坏或不完整。请解压后拖入里面的文件。",
        ArchiveFault::Encrypted => "压缩包需要密码。请解压后拖入里面的文件。",
        ArchiveFault::Method => "压缩包里的这个文件用了 oomscope 打不开的压缩方式。请先解压。",
        ArchiveFault::NoFiles => "这个压缩包里没有文件。请直接拖入文件。",
        ArchiveFault::Nested => "这是三层嵌套的压缩包。请解压后拖入里面的文件。",
    }
}

fn wire(fault: WireFault) -> &'static str {
    match fault {
        WireFault::Truncated => "断了",
        WireFault::Varint => "有一个超过十字节的整数",
        WireFault::WireType => "有一个字段的类型并不存在",
        WireFault::FieldType => "有一个字段的类型与 profile 的不符",
    }
}

fn invalid(fault: &ProfileFault) -> String {
    let table = |table: &Table| match table {
        Table::Mapping => "mapping",
        Table::Location => "location",
        Table::Function => "function",
    };
    match fault {
        ProfileFault::NoSampleTypes => "有样本，却没有样本类型".into(),
        ProfileFault::ValueCount { sample, expected, found } => {
            format!("第 {sample} 个样本有 {found} 个值，应有 {expected} 个")
        }
        ProfileFault::DanglingId { table: kind, id } => format!("用到了 {} {id}，但它不存在", table(kind)),
        ProfileFault::DuplicateId { table: kind, id } => format!("{} {id} 出现了两次", table(kind)),
        ProfileFault::ReservedId { table: kind } => format!("有一个 {} 的 id 是 0，这个值表示“无”", table(kind)),
        ProfileFault::StringIndex { index } => format!("用到了第 {index} 个字符串，但它不存在"),
        ProfileFault::FirstString => "第一个字符串不是空串".into(),
        ProfileFault::Concatenated => "两份 profile 被拼成了一个文件".into(),
    }
}

fn too_large(what: LimitKind, limit: usize) -> String {
    let bytes = Bytes(limit as u64);
    match what {
        LimitKind::InputBytes => format!("文件超过 {bytes}，浏览器页面放不下。它是 profile 吗？"),
        LimitKind::InflatedBytes => format!("解压后超过 {bytes}，浏览器页面放不下。"),
        LimitKind::Samples => format!("样本超过 {limit} 个，真实的堆 profile 不会这么多。"),
        LimitKind::StackDepth => format!("有调用栈深过 {limit} 帧，Go 的 profile 不会记录这么深。"),
        LimitKind::Strings => format!("字符串超过 {limit} 个，真实的 profile 不会这么多。"),
        LimitKind::LineBytes => format!("有一行长过 {bytes}。它是文本吗？"),
        LimitKind::ArchiveEntries => format!("压缩包里的文件超过 {limit} 个。请只拖入与这次事故有关的文件。"),
    }
}

/// What looks wrong in an input.
pub(super) fn warning(warning: &WarningKind) -> String {
    match warning {
        WarningKind::QuantityUnreadable { text } => format!("“{text}”不是 Kubernetes 的数量写法，没有采用。"),
        WarningKind::MemoryInFractions { text } => {
            format!("内存写成“{text}”还不到一个字节：m 是千分之一。本意应该是 Mi。")
        }
        WarningKind::RowUnreadable { text } => format!("“{text}”这一行读不了，没有采用。"),
        WarningKind::FieldUnreadable { field, text } => format!("{field} 的值“{text}”读不了，没有采用。"),
        WarningKind::MixedObjects {} => {
            "文本里有好几种 Kubernetes 对象，只用了其中一种。其余的请各存为一个文件再拖入。".into()
        }
        WarningKind::MessageImitates {} => "终止消息里有像 describe 输出的行，已当作消息内容处理。".into(),
        WarningKind::Truncated {} => "文本被截断了：最后一节不完整。".into(),
        WarningKind::DeltaProfile {} => "它是用 ?seconds= 取的：两个时刻之间的差，不是快照。".into(),
        WarningKind::NoSamples {} => "这份 profile 里没有样本。".into(),
        WarningKind::ProfilingOff {} => "程序关掉了内存 profile（MemProfileRate 是 0），所以什么也没有记录。".into(),
        WarningKind::Unsymbolised { locations } => {
            format!("有 {locations} 个 location 没有函数名：采集对象是去掉了符号的程序。")
        }
        WarningKind::LinesWithoutFunction { lines } => format!("location 里有 {lines} 行没有指明函数，没有采用。"),
        WarningKind::OwnOutput {} => {
            "这是 oomscope 自己生成的：里面是结论，没有可供判断的证据。链接请在地址栏打开；报告请拖入生成它的那些文件。"
                .into()
        }
        WarningKind::TakenByName {} => "只有一个数字：按文件名或它前面的命令来理解。".into(),
        WarningKind::InvalidUtf8 { strings } => {
            format!("有 {strings} 个字符串不是有效的 UTF-8；坏掉的字符以替换符显示。")
        }
    }
}
