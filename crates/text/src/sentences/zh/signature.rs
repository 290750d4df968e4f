//! Known patterns and their usual fix.

use diagnose::report::Signature;

/// What a pattern is and how it is usually mended.
pub(super) fn signature(signature: Signature) -> &'static str {
    match signature {
        Signature::HttpBodyNotClosed => {
            "HTTP 客户端的连接，响应 body 没有读完并关闭：加上 `defer resp.Body.Close()`，并把 body 读完。"
        }
        Signature::TransportPerCall => "HTTP 客户端的空闲连接：只建一个 `http.Client` 共用，或设置 `IdleConnTimeout`。",
        Signature::HttpServerConnections => "客户端在服务器上保持着的连接：设置 `IdleTimeout`，或按这个数量准备内存。",
        Signature::Http2Streams => "没有结束的 HTTP/2 连接或 stream：关闭 body，取消 context。",
        Signature::GrpcConnections => "gRPC 连接：只建一个 `ClientConn` 共用，用完关闭，stream 要读到结尾。",
        Signature::TimerNotStopped => "从不停止的 Timer 或 Ticker：调用 `Stop`，或用 Go 1.23 以后的版本。",
        Signature::ContextNotCancelled => "从长寿 context 派生、从不取消的 context：创建后马上 `defer cancel()`。",
        Signature::SqlNotClosed => "数据库句柄：关闭 `Rows`，结束每个 `Tx`，整个程序只开一个 `sql.DB`。",
        Signature::MetricLabels => "指标 label 的值不断增多（用户、路径、id）：去掉这些 label，或用完删除。",
        Signature::TelemetryAttributes => "遥测属性的值不断增多：在 view 里去掉，或设置基数上限。",
        Signature::SpanQueue => "等待导出的 span：导出太慢，或 span 从不结束。",
        Signature::LoggerPerRequest => "每个请求都新建 logger：只建一次，用 `With` 派生。",
        Signature::InformerCache => "informer 的缓存随集群变大：少看几个 namespace、少留几个字段，或只要 metadata。",
        Signature::LibraryCache => "缓存库按设置占用内存：给它设大小和过期时间。",
        Signature::RegexpCompiled => "正则表达式反复编译：放进包级变量，只编译一次。",
        Signature::TemplateParsed => "模板反复解析：解析一次，之后只执行。",
        Signature::GzipWriter => "每个压缩器约 1 MiB：用 `sync.Pool` 加 `Reset` 复用，用完关闭。",
        Signature::GzipReader => "每个解压器约 40 KiB：用 `sync.Pool` 加 `Reset` 复用。",
        Signature::TlsConfig => "TLS 设置或证书池反复新建：建一次，大家共用。",
        Signature::WholeBodyRead => "整个 body 或文件一次读进内存：改成流式读取，用 `io.LimitReader` 设上限。",
        Signature::JsonDecoded => "整份文档一次解码：用 `Decoder` 和具体的 struct，并减少同时处理的数量。",
        Signature::BufferGrown => "缓冲区涨大后不再缩小：预先给够容量，过大的不要放回池里。",
        Signature::SyncMap => "只增不减的 `sync.Map`：设上限，用完的删掉。",
        Signature::FinalizerBacklog => "等着 finalizer 的对象，例如从不关闭的文件：要关闭。",
        Signature::StringBuilt => "拼接出来的字符串，或被一小段引用住的大字符串：用 `strings.Clone` 复制那一段。",
        Signature::CgoMemory => "C 代码的内存：C 分配的要由 C 释放；Go 的 profile 只看得到包装函数。",
        Signature::AbandonedSender => {
            "它们往没有人再接收的 channel 里发送：给每个发送者留出缓冲，或在 select 里同时等 context。"
        }
        Signature::AbandonedReceiver => {
            "它们等一个没有人发送、也没有人关闭的 channel：发送方结束时关闭它，或在 select 里同时等 context。"
        }
        Signature::EndlessSelect => "它们等在一个永远不会结束的 select 里：加上 context 的 `Done`，并记得取消。",
        Signature::LockHeld => "它们等一个从不释放的锁或 WaitGroup：看看是谁占着。",
        Signature::NoDeadline => "它们等对端，却没有期限：给客户端、服务器和连接设超时。",
        Signature::SleepingLoop => "它们在一个不会结束的循环里睡眠：用 context 结束循环。",
    }
}
