//! Known patterns and their usual fix.

use diagnose::report::Signature;

/// What a pattern is and how it is usually mended.
#[expect(clippy::too_many_lines, reason = "one arm per id: one without a sentence does not compile")]
pub(super) fn signature(signature: Signature) -> &'static str {
    match signature {
        Signature::HttpBodyNotClosed => {
            "Connections of an HTTP client whose response bodies are not read to the end and closed: `defer resp.Body.Close()` and drain them."
        }
        Signature::TransportPerCall => {
            "Idle connections of HTTP clients: make one `http.Client` and share it, or set `IdleConnTimeout`."
        }
        Signature::HttpServerConnections => {
            "Connections that clients of the server hold open: set `IdleTimeout`, or size for that many."
        }
        Signature::Http2Streams => "HTTP/2 connections or streams that are not ended: close bodies, cancel contexts.",
        Signature::GrpcConnections => {
            "gRPC connections: make one `ClientConn` and share it, close it when done, read streams to their end."
        }
        Signature::TimerNotStopped => "Timers or tickers that are never stopped: call `Stop`, or use Go 1.23 or later.",
        Signature::ContextNotCancelled => {
            "Contexts derived from one that lives long and never cancelled: `defer cancel()` right after making them."
        }
        Signature::SqlNotClosed => {
            "Database handles: close `Rows` and end every `Tx`, and open one `sql.DB` for the whole program."
        }
        Signature::MetricLabels => {
            "Metric labels with ever new values (user, path, id): drop those labels, or delete them when done."
        }
        Signature::TelemetryAttributes => {
            "Telemetry attributes with ever new values: drop them in a view, or set a cardinality limit."
        }
        Signature::SpanQueue => "Spans that wait to be exported: the exporter is too slow, or spans are never ended.",
        Signature::LoggerPerRequest => "A logger made for every request: make it once and derive from it with `With`.",
        Signature::InformerCache => {
            "The cache of an informer grows with the cluster: watch fewer namespaces, fewer fields, or metadata only."
        }
        Signature::LibraryCache => "A cache library holds as much as it is told to: set its size and its time to live.",
        Signature::RegexpCompiled => {
            "Regular expressions compiled again and again: compile once, in a package variable."
        }
        Signature::TemplateParsed => "Templates parsed again and again: parse once, and execute the result.",
        Signature::GzipWriter => {
            "Compressors at about 1 MiB each: reuse them with `sync.Pool` and `Reset`, and close them."
        }
        Signature::GzipReader => "Decompressors at about 40 KiB each: reuse them with `sync.Pool` and `Reset`.",
        Signature::TlsConfig => "TLS settings or certificate pools made anew: make them once and share them.",
        Signature::WholeBodyRead => {
            "Whole bodies or files are read at once: stream them, and bound them with `io.LimitReader`."
        }
        Signature::JsonDecoded => "Whole documents are decoded: use a `Decoder`, typed structs, and fewer at a time.",
        Signature::BufferGrown => {
            "Buffers grow and keep their size: size them beforehand, and don't put large ones back into a pool."
        }
        Signature::SyncMap => "A `sync.Map` that only grows: bound it, or delete what is done.",
        Signature::FinalizerBacklog => "Objects that wait for a finalizer, such as files never closed: close them.",
        Signature::StringBuilt => {
            "Strings built up, or kept alive by a small part: copy the part with `strings.Clone`."
        }
        Signature::CgoMemory => "Memory of C code: what C allocated, C must free; Go's profile shows only the wrapper.",
        Signature::AbandonedSender => {
            "They send to a channel that nobody receives from any more: give it room for every sender, or select on the context as well."
        }
        Signature::AbandonedReceiver => {
            "They receive from a channel that nobody sends to or closes: close it when the sender is done, or select on the context as well."
        }
        Signature::EndlessSelect => "They wait in a select that nothing ends: add the context's `Done`, and cancel it.",
        Signature::LockHeld => "They wait for a lock or a group that is never released: look for who holds it.",
        Signature::NoDeadline => {
            "They wait for a peer without a deadline: set timeouts on client, server and connection."
        }
        Signature::SleepingLoop => "They sleep between rounds of a loop that never ends: end it with the context.",
    }
}
