//! Known leak patterns (`domain.md` §H), told by functions on the stacks.

use crate::case::GoroutineSite;
use crate::growth::SiteGrowth;
use crate::report::Signature;

/// What tells a pattern: a function on the stacks whose name starts so.
type Sign = (Signature, &'static [&'static str]);

/// Patterns by stacks of the heap, the more telling ones first.
const HEAP: [Sign; 25] = [
    (
        Signature::MetricLabels,
        &[
            "github.com/prometheus/client_golang/prometheus.(*metricMap).getOrCreateMetricWithLabel",
            "github.com/prometheus/client_golang/prometheus.MakeLabelPairs",
            "github.com/prometheus/client_golang/prometheus.(*MetricVec)",
        ],
    ),
    (
        Signature::TelemetryAttributes,
        &["go.opentelemetry.io/otel/attribute.", "go.opentelemetry.io/otel/sdk/metric/internal/aggregate."],
    ),
    (
        Signature::SpanQueue,
        &[
            "go.opentelemetry.io/otel/sdk/trace.(*recordingSpan)",
            "go.opentelemetry.io/otel/sdk/trace.(*batchSpanProcessor)",
        ],
    ),
    (Signature::LoggerPerRequest, &["go.uber.org/zap/zapcore.newCounters", "go.uber.org/zap.New"]),
    (Signature::InformerCache, &["k8s.io/client-go/tools/cache.", "sigs.k8s.io/controller-runtime/pkg/cache."]),
    (
        Signature::LibraryCache,
        &[
            "github.com/dgraph-io/ristretto",
            "github.com/allegro/bigcache",
            "github.com/golang/groupcache/lru.",
            "github.com/hashicorp/golang-lru",
            "github.com/patrickmn/go-cache.",
            "github.com/coocood/freecache",
            "github.com/maypok86/otter",
        ],
    ),
    (
        Signature::GrpcConnections,
        &[
            "google.golang.org/grpc/internal/transport.newBufWriter",
            "google.golang.org/grpc/internal/transport.newHTTP2Client",
            "google.golang.org/grpc/internal/transport.NewHTTP2Client",
            "google.golang.org/grpc.(*addrConn).resetTransport",
        ],
    ),
    (Signature::Http2Streams, &["net/http/internal/http2.", "net/http.(*http2", "golang.org/x/net/http2."]),
    (Signature::HttpBodyNotClosed, &["net/http.(*Transport).dialConn", "net/http.(*persistConn)."]),
    (Signature::HttpServerConnections, &["net/http.newBufioReader", "net/http.newBufioWriterSize"]),
    (Signature::TimerNotStopped, &["time.newTimer", "time.NewTicker", "time.NewTimer", "time.AfterFunc", "time.After"]),
    (
        Signature::ContextNotCancelled,
        &[
            "context.(*cancelCtx).propagateCancel",
            "context.withCancel",
            "context.WithCancel",
            "context.WithDeadline",
            "context.WithTimeout",
        ],
    ),
    (Signature::SqlNotClosed, &["database/sql.OpenDB", "database/sql.(*DB).", "database/sql.(*Tx)."]),
    (Signature::RegexpCompiled, &["regexp.compile", "regexp/syntax.", "regexp.onePassCopy"]),
    (
        Signature::TemplateParsed,
        &["text/template.(*Template).Parse", "html/template.(*Template).Parse", "text/template/parse."],
    ),
    (
        Signature::GzipWriter,
        &["compress/flate.NewWriter", "compress/flate.newFastEnc", "compress/flate.(*compressor).init"],
    ),
    (Signature::GzipReader, &["compress/gzip.NewReader", "compress/flate.NewReader"]),
    (Signature::TlsConfig, &["crypto/x509.(*CertPool)", "crypto/x509.NewCertPool", "crypto/tls.(*Conn)"]),
    (Signature::WholeBodyRead, &["io.ReadAll", "io/ioutil.ReadAll", "os.ReadFile"]),
    (
        Signature::JsonDecoded,
        &[
            "encoding/json.(*decodeState)",
            "encoding/json.Unmarshal",
            "encoding/json.(*Decoder).Decode",
            "encoding/json/v2.",
        ],
    ),
    (Signature::BufferGrown, &["bytes.growSlice", "bytes.(*Buffer).grow"]),
    (
        Signature::SyncMap,
        &["sync.(*Map).Store", "sync.(*Map).LoadOrStore", "sync.(*Map).Swap", "sync.(*Map).dirtyLocked"],
    ),
    (Signature::FinalizerBacklog, &["os.newFile", "runtime.SetFinalizer", "runtime.AddCleanup"]),
    (Signature::StringBuilt, &["strings.(*Builder).grow", "internal/bytealg.MakeNoZero"]),
    (Signature::CgoMemory, &["_cgo_", "main._Cfunc_", "runtime.cgocall"]),
];

/// The pattern of a function that keeps or churns memory: one that at least half of its bytes show.
pub(crate) fn of_site(site: &SiteGrowth) -> Option<Signature> {
    let whole: i64 = site.functions.iter().filter(|(name, _)| *name == site.function).map(|(_, bytes)| *bytes).sum();
    let shown = |starts: &[&str]| {
        let bytes = site.functions.iter().filter(|(name, _)| starts.iter().any(|start| name.starts_with(start)));
        bytes.map(|(_, bytes)| *bytes).max().is_some_and(|bytes| bytes > 0 && 2 * bytes >= whole)
    };
    HEAP.iter().find(|(_, starts)| shown(starts)).map(|(signature, _)| *signature)
}

impl Signature {
    /// Whether it is a pattern of something that is never cancelled, stopped or closed, as opposed to a cache or a
    /// buffer, which may be meant to fill up.
    pub(crate) fn never_ends(self) -> bool {
        matches!(
            self,
            Self::ContextNotCancelled
                | Self::TimerNotStopped
                | Self::HttpBodyNotClosed
                | Self::SqlNotClosed
                | Self::GrpcConnections
                | Self::LoggerPerRequest
                | Self::FinalizerBacklog
        )
    }

    /// Whether it is a pattern of much garbage as well as of memory that stays.
    pub(crate) fn churns(self) -> bool {
        matches!(
            self,
            Self::WholeBodyRead
                | Self::JsonDecoded
                | Self::BufferGrown
                | Self::GzipWriter
                | Self::GzipReader
                | Self::RegexpCompiled
                | Self::TemplateParsed
                | Self::StringBuilt
                | Self::LoggerPerRequest
                | Self::TlsConfig
        )
    }
}

/// Patterns by where goroutines wait.
const GOROUTINES: [Sign; 5] = [
    (
        Signature::SqlNotClosed,
        &["database/sql.(*Tx).awaitDone", "database/sql.(*Rows).awaitDone", "database/sql.(*DB).connectionOpener"],
    ),
    (
        Signature::GrpcConnections,
        &["google.golang.org/grpc/internal/transport.(*http2Client)", "google.golang.org/grpc.(*ccBalancerWrapper)"],
    ),
    (Signature::Http2Streams, &["net/http/internal/http2.", "net/http.(*http2", "golang.org/x/net/http2."]),
    (Signature::TimerNotStopped, &["time.Tick"]),
    (Signature::InformerCache, &["k8s.io/client-go/tools/cache."]),
];

/// The pattern of goroutines that pile up in one place: by the library they stand in, else by what they wait for.
pub(crate) fn of_goroutines(site: &GoroutineSite) -> Option<Signature> {
    let stands_in = |start: &str| site.functions.iter().any(|name| name.starts_with(start));
    if 2 * site.connections > site.count {
        // A connection whose body nobody reads waits in a select; one that is only kept alive waits for its peer.
        let idle = site.state.as_deref() == Some("IO wait");
        return Some(if idle { Signature::TransportPerCall } else { Signature::HttpBodyNotClosed });
    }
    let library = GOROUTINES.iter().find(|(_, starts)| starts.iter().any(|start| stands_in(start)));
    library.map(|(signature, _)| *signature).or_else(|| by_state(site.state.as_deref()?))
}

fn by_state(state: &str) -> Option<Signature> {
    Some(match state {
        state if state.starts_with("chan send") => Signature::AbandonedSender,
        state if state.starts_with("chan receive") => Signature::AbandonedReceiver,
        state if state.starts_with("select") => Signature::EndlessSelect,
        state if state.starts_with("sync.") || state == "semacquire" => Signature::LockHeld,
        "IO wait" => Signature::NoDeadline,
        "sleep" => Signature::SleepingLoop,
        _ => return None,
    })
}
