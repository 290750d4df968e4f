//! Every id has its sentence in every language, and the languages say the same.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::error::{
    ArchiveFault, DecodeError, GzipFault, LimitKind, LookAlike, ProfileFault, SharedFault, Table, TextFault, WireFault,
};
use decode::kube::Role;
use decode::units::Bytes;
use decode::warning::WarningKind;
use diagnose::evidence::Finding;
use diagnose::report::{
    Amount, Basis, CaptureReason, Cause, Class, Confidence, How, Left, Options, Reason, Report, Scope, Sig6, Signature,
    Suspect, SuspectGoroutines, SuspectRole, Target, TerminationKind,
};
use text::{Fixed, Language};

/// One value or more of every variant: a variant that is missing here does not compile.
macro_rules! every {
    ($kind:ident: $($variant:ident $({ $($field:ident: $value:expr),* $(,)? })?),+ $(,)?) => {{
        #[allow(dead_code, unreachable_patterns)]
        fn complete(value: &$kind) {
            match value {
                $($kind::$variant { .. } => ()),+
            }
        }
        vec![$($kind::$variant { $($($field: $value),*)? }),+]
    }};
}

const MIB: u64 = 1 << 20;

fn bytes(mib: u64) -> Bytes {
    Bytes(mib * MIB)
}

fn number(value: f64) -> Sig6 {
    Sig6::new(value).unwrap()
}

fn name(text: &str) -> String {
    text.to_owned()
}

/// Says the same in both languages, and checks how it is said.
fn check(what: &str, say: impl Fn(Language) -> String) {
    let (english, chinese) = (say(Language::English), say(Language::Chinese));
    for said in [&english, &chinese] {
        assert!(!said.trim().is_empty(), "{what} is not said");
        assert!(!said.contains(['{', '}']), "{what} holds a placeholder: {said}");
    }
    assert!(chinese.chars().any(is_chinese), "{what} is not Chinese: {chinese}");
    assert_eq!(numbers(&english), numbers(&chinese), "{what}:\n{english}\n{chinese}");
    let characters: Vec<char> = chinese.chars().collect();
    for pair in characters.windows(2) {
        let touches = |other: fn(char) -> bool| {
            (is_chinese(pair[0]) && other(pair[1])) || (is_chinese(pair[1]) && other(pair[0]))
        };
        assert!(!touches(|character| character.is_ascii_alphanumeric()), "a space is missing at {pair:?}: {chinese}");
        assert!(!touches(|character| ",;:!?()\"".contains(character)), "{pair:?} wants full width: {chinese}");
    }
}

fn is_chinese(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

/// The numbers in a sentence, smallest first. `1.5 倍` is `one and a half times` where English writes it out.
fn numbers(said: &str) -> Vec<String> {
    let said = said
        .replace("one and a half times", "1.5 times")
        .replace("One and a half times", "1.5 times")
        .replace("a MiB and more", "1 MiB and more");
    let mut numbers: Vec<String> = said
        .split(|character: char| !(character.is_ascii_digit() || character == '.'))
        .map(|number| number.trim_matches('.').to_owned())
        .filter(|number| !number.is_empty())
        .collect();
    numbers.sort();
    numbers
}

fn causes() -> Vec<Cause> {
    every!(Cause: HeapGrowth, GoroutineLeak, OffHeap, Stacks, GcHeadroom, Undersized, Spike, GcThrash, GomemlimitTooHigh,
        GomemlimitIgnored, GomemlimitStale, LoadGrowth, Fragmentation, KernelMemory, PageCache, Tmpfs, NoLimit, PodLimit,
        NodeOom, InitContainer, Sidecar, ChildProcess, Startup, RuntimeRegression, Healthy, ProbeKill, Eviction, Preempted,
        NodeShutdown, Admission, StartError, StatusUnknown, GoFatal, GomemlimitInvalid, Stopped, Completed, Unknown)
}

fn terminations() -> Vec<TerminationKind> {
    every!(TerminationKind: OomKilled, OomEarlier, ProbeKill, Evicted, Preempted, NodeShutdown, StartError, Admission,
        StatusUnknown, GoFatal, BadGomemlimit, KilledUnknown, Stopped, Completed, Error, None)
}

#[test]
fn every_cause_reason_and_capture_is_said_in_both_languages() {
    for cause in causes() {
        check(&format!("{cause:?}"), |language| language.sentences().cause(cause).to_owned());
    }
    let reasons = every!(Reason: FitsUnderLimit, NinetyPercent, LiveHeapNeedsRoom, StopGap, LeakNotCured, LacksUnit, WouldThrash, NotObeyed, HoldsHeapGoal,
        LimitUnknown, NoLimit, SettingsUnknown, UseUnknown, NodeFull, HoldsUse, TooLowToStart, LiveHeapUnknown, CauseUnknown, StillGrowing, NoEvidence, HoldsPeak, RoomyLimit, TightLimit, RequestAtPeak, Precaution, EqualToLimit, Malformed, RuleOfThumb, CostsCpu, InForce, GogcOff, SharedLimit,
        OthersUnknown, Evicted, ProbeTooStrict, SlowStart, StartupTooShort, HandlerUnknown, CutOff, FilesToDisk, FilesMoved, InsteadOfDisk, SharedMemory, FilesUnknown, WhichVolume);
    for reason in reasons {
        check(&format!("{reason:?}"), |language| language.sentences().reason(reason).to_owned());
    }
    let captures = every!(CaptureReason: HeapProfile, SecondSnapshot, ThirdSnapshot, LaterSnapshot, SameProcess, AfterCollection,
        DescribePod, MemStats, Cgroup, Goroutines, NodeEvents, PreviousLog, BeforeNextKill, CgroupFromBeside, NoPprof);
    for capture in captures {
        check(&format!("{capture:?}"), |language| language.sentences().capture(capture));
    }
}

/// The reasons with which a setting is left open.
const OPEN: [Reason; 11] = [
    Reason::LimitUnknown,
    Reason::NoLimit,
    Reason::SettingsUnknown,
    Reason::UseUnknown,
    Reason::LiveHeapUnknown,
    Reason::CauseUnknown,
    Reason::StillGrowing,
    Reason::OthersUnknown,
    Reason::HandlerUnknown,
    Reason::FilesUnknown,
    Reason::WhichVolume,
];

#[test]
fn a_setting_that_is_left_open_says_what_would_tell() {
    for reason in OPEN {
        for language in [Language::English, Language::Chinese] {
            let said = language.sentences().reason(reason);
            let code: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
            let tells = |code: &&str| code.starts_with("kubectl ") || code.starts_with("/debug/pprof/");
            assert!(code.iter().any(tells), "{reason:?}: {said}");
        }
    }
}

#[test]
fn every_step_is_said_in_both_languages_with_the_same_numbers() {
    use diagnose::fix::plan::Step;
    use diagnose::fix::{Keeper, Workload};
    let command = || name("kubectl get pods");
    let owner = || Workload { kind: name("Deployment"), name: name("api"), guessed: false };
    let mut steps = every!(Step:
        Save { what: vec![], next_kill: None, lived_seconds: Some(37) },
        History { command: command(), restarts: 12 },
        RollBack { command: command() },
        Resize { limit: bytes(512), command: command() },
        ScaleOut { command: command() },
        Apply { keeper: Keeper::Workload(owner()), command: Some(command()), stop_gap: true },
        NothingToSet,
        CaptureFirst,
        Mend { function: name("main.put"), place: Some(name("main.go:42")), basis: Basis::Heap, signature: None },
        Churn { function: name("main.encode") },
        Prove { seconds: Some(111), peak: Some(bytes(90)), gc_cpu: Some(0.25), leak: true },
        Prove { seconds: None, peak: None, gc_cpu: None, leak: false },
    );
    let keepers = [Keeper::Job(name("load-1")), Keeper::Bare, Keeper::Static { node: None }];
    steps.extend(keepers.map(|keeper| Step::Apply { keeper, command: None, stop_gap: false }));
    for step in steps {
        check(&format!("{step:?}"), |language| language.sentences().step(&step));
    }
}

#[test]
fn every_known_pattern_is_said_in_both_languages() {
    let signatures = every!(Signature: HttpBodyNotClosed, TransportPerCall, HttpServerConnections, Http2Streams,
        GrpcConnections, TimerNotStopped, ContextNotCancelled, SqlNotClosed, MetricLabels, TelemetryAttributes, SpanQueue,
        LoggerPerRequest, InformerCache, LibraryCache, RegexpCompiled, TemplateParsed, GzipWriter, GzipReader, TlsConfig,
        WholeBodyRead, JsonDecoded, BufferGrown, SyncMap, FinalizerBacklog, StringBuilt, CgoMemory, AbandonedSender,
        AbandonedReceiver, EndlessSelect, LockHeld, NoDeadline, SleepingLoop);
    for signature in signatures {
        check(&format!("{signature:?}"), |language| language.sentences().signature(signature).to_owned());
    }
}

#[test]
fn every_finding_is_said_in_both_languages_with_the_same_numbers() {
    let mut findings = findings();
    findings.extend(every!(Role: Main, Init, Sidecar, Ephemeral).into_iter().map(|role| Finding::OomInHelper {
        container: name("proxy"),
        role,
        limit: Some(bytes(128)),
    }));
    findings.extend(terminations().into_iter().map(|kind| Finding::EndedOtherwise {
        container: name("app"),
        kind,
        exit_code: Some(143),
    }));
    findings.extend(every!(Scope: Container, Pod, Node, Unknown).into_iter().map(|scope| Finding::KernelKill {
        task: Some(name("server")),
        anon_rss: Some(bytes(500)),
        scope,
    }));
    for finding in findings {
        check(&format!("{finding:?}"), |language| language.sentences().finding(&finding));
    }
}

#[test]
fn what_a_cause_leaves_is_said_in_both_languages_with_the_same_numbers() {
    let lefts = every!(Left:
        HeapGrows { function: name("main.put"), bytes_per_second: number(40_000.0), seconds_to_limit: Some(number(700.0)) },
        HeapGrows { function: name("main.put"), bytes_per_second: number(40_000.0), seconds_to_limit: None },
        GoroutinesGrow { added: 2967, seconds: Some(53) },
        GoroutinesGrow { added: 2967, seconds: None },
        HeapPeaks { live: bytes(40), peak: bytes(84), limit: bytes(128) },
        MemoryTaken { bytes: bytes(52), limit: bytes(96) },
        CollectorTakes { share: number(0.25) },
        LiveUnderGomemlimit { live: bytes(90), gomemlimit: bytes(96) },
        ProbeKills { seconds: 9 },
    );
    for left in &lefts {
        for fixed in [Fixed::Main, Fixed::Other] {
            check(&format!("{left:?}"), |language| language.sentences().left(left, fixed));
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one line per finding")]
fn findings() -> Vec<Finding> {
    every!(Finding:
        OomKilled { container: name("app"), limit: Some(bytes(512)), restarts: Some(12), lived_seconds: Some(11_100) },
        OomKilled { container: name("app"), limit: None, restarts: None, lived_seconds: None },
        OomEarlier { container: name("app"), exit_code: Some(143) },
        OomEarlier { container: name("app"), exit_code: None },
        OomInHelper { container: name("proxy"), role: Role::Sidecar, limit: None },
        NoLimit { container: name("app"), pod_limit: Some(bytes(1024)) },
        NoLimit { container: name("app"), pod_limit: None },
        EndedOtherwise { container: name("app"), kind: TerminationKind::ProbeKill, exit_code: None },
        EvictedOverRequest { container: name("app"), used: Bytes::mib(1843), request: Bytes::mib(512) },
        OthersKilled { containers: vec![name("istio-proxy"), name("api-2/app")] },
        KilledUnknown { container: name("app") },
        StillRunning { container: name("app"), restarts: Some(3) },
        StillRunning { container: name("app"), restarts: None },
        GomemlimitMalformed { raw: name("512M") },
        GomemlimitUnread { raw: name("512M") },
        GomemlimitUnset { limit: bytes(512) },
        GomemlimitTooHigh { gomemlimit: bytes(512), limit: bytes(512), resource_field: true },
        GomemlimitTooHigh { gomemlimit: bytes(600), limit: bytes(512), resource_field: false },
        GomemlimitBelowLive { gomemlimit: bytes(90), live: bytes(120) },
        GomemlimitBelowLive { gomemlimit: Bytes(512), live: Bytes(0) },
        GomemlimitHidden { place: name("secret app-env") },
        OneSnapshot { live: bytes(61), function: Some(name("main.(*cache).put")), share: Some(number(0.613)) },
        OneSnapshot { live: bytes(61), function: None, share: None },
        SiteRetains { function: name("main.put"), growth: 55 * MIB, retention: number(0.992), deviations: number(10.6), snapshots: 4 },
        SitePlateaued { function: name("main.warm"), inuse: bytes(32) },
        HeapGrew { from: bytes(6), to: bytes(61), snapshots: 4 },
        HeapSteady { low: bytes(36), high: bytes(45), allocated: bytes(15_000), snapshots: 9 },
        GrowthMeetsKill { predicted_seconds: 187_200, lived_seconds: 130 },
        HeapJumped { before: bytes(1), after: bytes(18), seconds: 2 },
        GoalOverLimit { live: bytes(51), goal: bytes(102), limit: bytes(68) },
        PeakNearLimit { live: bytes(45), gogc: 100, peak: bytes(95), limit: bytes(99) },
        PeakNearLimit { live: bytes(45), gogc: 100, peak: bytes(95), limit: Bytes(0) },
        GogcOff { limit: bytes(99) },
        LiveNearLimit { live: bytes(95), limit: bytes(99) },
        LiveNearLimit { live: bytes(95), limit: Bytes(0) },
        HeapTooSmallForKill { live: bytes(10), peak: bytes(20), limit: bytes(512) },
        RoomUnderLimit { peak: bytes(20), limit: bytes(512) },
        GoroutinesGrew { from: 12, to: 3388, function: Some(name("main.worker")), growth: 3370 },
        GoroutinesGrew { from: 12, to: 3388, function: None, growth: 3370 },
        GoroutinesSteady { from: 12, to: 14 },
        KernelKill { task: None, anon_rss: None, scope: Scope::Container },
        OffHeapMemory { beyond: bytes(300), go: bytes(80), limit: bytes(512) },
        OffHeapMemory { beyond: bytes(300), go: bytes(80), limit: Bytes(0) },
        StackMemory { from: bytes(3), to: bytes(200), limit: bytes(512) },
        KernelMemory { bytes: bytes(100), limit: bytes(512) },
        FilesInMemory { bytes: bytes(200), limit: bytes(512) },
        DirtyPages { bytes: bytes(200), limit: bytes(512) },
        CollectorBusy { share: number(0.005) },
        GoroutineStructuresGrew { growth: 4_800_000, rough: false },
        GoroutineStructuresGrew { growth: 524_288, rough: true },
        HolderUnknown { function: name("main.keep"), objects: 1625 },
        SeveralProcesses { processes: 3, programs: 1 },
        SeveralProcesses { processes: 3, programs: 2 },
        ProgramUnproven { program: name("rulesd"), container: name("checkoutd") },
        ProcessUnproven {},
        RatesDiffer {},
        NoCollectionBetween { snapshots: 2 },
        DeltaIgnored {},
        MemoryVolume { volume: name("spool"), limit: Some(bytes(64)) },
        MemoryVolume { volume: name("spool"), limit: None },
        StartsPrograms {},
        ProfilesOfAnother { program: name("shop"), container: name("app") },
        WholeReads { function: name("main.upload"), share: number(0.72) },
        NeverServed { refused: 108 },
        TraceKeptAll { live: bytes(48), kept: number(0.93) },
        RoomMeasured { used: bytes(100), limit: bytes(320), peak: true },
        RoomMeasured { used: bytes(100), limit: bytes(320), peak: false },
        GrowthMissesKill { predicted_seconds: 90_000, lived_seconds: 45 },
        GrowthTooSlow { predicted_seconds: 7200, lived_seconds: 53 },
        Loading { gained: 40 * MIB },
        RepeatedGrowth { function: name("main.put") },
        LoadRose { change: number(3.2), from: bytes(20), to: bytes(70) },
        LargeObjects { function: name("io.ReadAll"), share: number(0.83) },
        FilledSuddenly { before: bytes(40), at_kill: bytes(127), limit: bytes(128) },
        PeakRemembered { peak: bytes(120), now: bytes(60), limit: bytes(128) },
        TraceGrew { from: bytes(5), to: bytes(90), collections: 77 },
        TraceStacksGrew { from: bytes(0), to: bytes(12), collections: 77 },
        TraceSteady { low: bytes(30), high: bytes(33), collections: 77 },
        TracePeak { peak: bytes(97), live: bytes(40), limit: bytes(99) },
        BurstTraced { before: bytes(10), after: bytes(70), overshoot: number(1.84) },
        TraceEndedInBurst { before: bytes(1), after: bytes(61), seconds: number(3.4), collections: 60 },
        GomemlimitIgnored { gomemlimit: bytes(460), reached: bytes(900) },
        GomemlimitElsewhere { container: name("proxy") },
        GomemlimitStale { gomemlimit: bytes(900), before: bytes(1000), now: bytes(700) },
        LimitAbove { scope: Scope::Node },
        LimitAbove { scope: Scope::Pod },
        NodeOutOfMemory { count: 2 },
        CrashLogged { out_of_memory: true },
        CrashLogged { out_of_memory: false },
        Replicas { hit: 3, all: 3 },
        Replicas { hit: 1, all: 3 },
        OtherProcess { bytes: bytes(70), limit: bytes(128) },
        ChildKilled { task: name("convert"), program: name("server") },
        Fragmented { bytes: bytes(30), spans: bytes(90), limit: bytes(128) },
        OldRuntime { version: name("go1.21.3") },
        ConnectionsGrew { from: 20, to: 4000 },
        GoroutinesProven { count: 311, function: name("main.wait") },
        GoroutinesWaiting { count: 311, function: name("main.wait"), state: name("chan receive"), minutes: Some(14) },
        GoroutinesWaiting { count: 311, function: name("main.wait"), state: name("chan receive"), minutes: None },
        ContainerRose { from: bytes(40), to: bytes(120), readings: 9 },
    )
}

fn suspect(goroutines: Option<SuspectGoroutines>, inuse: Option<Bytes>) -> Suspect {
    Suspect {
        function: name("main.(*cache).put"),
        file: None,
        line: None,
        basis: Basis::Heap,
        role: SuspectRole::Retains,
        inuse_bytes: inuse,
        share: inuse.map(|_| number(0.61)),
        growth_bytes: None,
        growth_bytes_per_second: None,
        alloc_bytes_per_second: None,
        retention: None,
        relative_error: None,
        goroutines,
        signature: None,
    }
}

#[test]
fn every_verdict_has_a_headline_in_both_languages() {
    let nothing = diagnose::diagnose(&[], &Options::default());
    let suspects = [
        vec![],
        vec![suspect(None, None)],
        vec![suspect(None, Some(bytes(312)))],
        vec![suspect(Some(SuspectGoroutines { count: 3388, growth: None, state: None }), None)],
    ];
    for class in every!(Class: Leak, Tuning, NotOom, Inconclusive) {
        for cause in causes() {
            for (place, confidence) in every!(Confidence: Low, Medium, High).into_iter().enumerate() {
                let mut report = Report { class, cause, confidence, ..nothing.clone() };
                report.suspects.clone_from(&suspects[place % suspects.len()]);
                check(&format!("{class:?} {cause:?}"), |language| language.sentences().headline(&report));
                report.target = Some(Target { pod: None, container: name("app") });
                report.budget.limit = Some(Amount { bytes: bytes(512), how: How::Measured });
                report.suspects.clone_from(&suspects[3 - place]);
                check(&format!("{class:?} {cause:?}"), |language| language.sentences().headline(&report));
            }
        }
    }
}

#[test]
fn every_error_is_said_in_both_languages_with_the_same_numbers() {
    let mut errors = every!(DecodeError:
        Empty {},
        Folder {},
        Unreadable { reason: name("gone") },
        Crashed { reason: name("overflow") },
        Cancelled {},
        Unrecognised { head: name("GIF") },
        LookAlike { what: LookAlike::Html },
        Gzip { fault: GzipFault::Truncated, at_byte: 4711 },
        Gzip { fault: GzipFault::Corrupt, at_byte: 4711 },
        Archive { fault: ArchiveFault::Corrupt },
        Wire { fault: WireFault::Truncated, at_byte: 12 },
        Invalid { fault: ProfileFault::FirstString },
        Text { fault: TextFault::Row { text: name("x y") }, line: 31 },
        Text { fault: TextFault::Syntax { reason: name("found a tab") }, line: 31 },
        Shared { fault: SharedFault::NoLink },
        TooLarge { what: LimitKind::Samples, limit: 1000 },
    );
    let faults = every!(SharedFault: NoLink, Newer { version: 9, newest: 1 }, Cut { characters: 812, of: Some(1900) },
        Damaged, TooLarge, NotAlone, Forged);
    errors.extend(faults.into_iter().map(|fault| DecodeError::Shared { fault }));
    errors.push(DecodeError::Shared { fault: SharedFault::Cut { characters: 812, of: None } });
    let look_alikes = every!(LookAlike: ExecutionTrace, JemallocHeap, JavaHeap, LegacyCpu, Elf, CoreDump, Html, Json,
        CommandLine, Media, Compressed, DescribeTemplate);
    errors.extend(look_alikes.into_iter().map(|what| DecodeError::LookAlike { what }));
    let faults = every!(ArchiveFault: Corrupt, Encrypted, Method, NoFiles, Nested);
    errors.extend(faults.into_iter().map(|fault| DecodeError::Archive { fault }));
    let faults = every!(WireFault: Truncated, Varint, WireType, FieldType);
    errors.extend(faults.into_iter().map(|fault| DecodeError::Wire { fault, at_byte: 99 }));
    let mut faults = every!(ProfileFault: NoSampleTypes, ValueCount { sample: 8, expected: 4, found: 2 },
        DanglingId { table: Table::Mapping, id: 7 }, DuplicateId { table: Table::Mapping, id: 7 },
        ReservedId { table: Table::Mapping }, StringIndex { index: -3 }, FirstString, Concatenated);
    faults.extend(
        every!(Table: Mapping, Location, Function).into_iter().map(|table| ProfileFault::DanglingId { table, id: 5 }),
    );
    errors.extend(faults.into_iter().map(|fault| DecodeError::Invalid { fault }));
    let limits = every!(LimitKind: InputBytes, InflatedBytes, Samples, StackDepth, Strings, LineBytes, ArchiveEntries);
    errors.extend(limits.into_iter().map(|what| DecodeError::TooLarge { what, limit: 65_536 }));
    for error in errors {
        check(&format!("{error:?}"), |language| language.sentences().error(&error));
    }
}

#[test]
fn every_warning_is_said_in_both_languages_with_the_same_numbers() {
    let warnings = every!(WarningKind:
        QuantityUnreadable { text: name("512Mb") },
        MemoryInFractions { text: name("512m") },
        MixedObjects {},
        OwnOutput {},
        FieldUnreadable { field: name("Exit Code"), text: name("many") },
        MessageImitates {},
        Truncated {},
        DeltaProfile {},
        NoSamples {},
        ProfilingOff {},
        Unsymbolised { locations: 31 },
        LinesWithoutFunction { lines: 4 },
        TakenByName {},
        RowUnreadable { text: name("1: x") },
        InvalidUtf8 { strings: 2 },
    );
    for warning in warnings {
        check(&format!("{warning:?}"), |language| language.sentences().warning(&warning));
    }
}

#[test]
fn every_command_group_and_key_is_named_in_both_languages() {
    use text::{Deed, Group};
    for deed in every!(Deed: CopyYaml, CopyKubectl, Share, SaveJson, Print, Search, Palette, Keys, OrderInputs) {
        check(&format!("{deed:?}"), |language| language.page().deed(deed).to_owned());
    }
    for group in every!(Group: Inputs, Example, GoTo, Report, View, Snapshot, SampleType, Granularity, Filter, Container,
        Language, Theme, Help)
    {
        check(&format!("{group:?}"), |language| language.page().group(group).to_owned());
    }
    let keys = |language: Language| language.page().graph_keys().iter().map(|(key, _)| *key).collect::<Vec<_>>();
    assert_eq!(keys(Language::English), keys(Language::Chinese));
    for count in [0, 1, 12] {
        assert!(!Language::English.page().palette_found(count).is_empty());
    }
}

#[test]
fn what_changed_and_where_to_capture_is_said_in_both_languages() {
    use diagnose::fix::compare::Side;
    use text::{Aspect, ReachField};
    for aspect in every!(Aspect: Verdict, Confidence, Cause, MemoryLimit, Gomemlimit) {
        check(&format!("{aspect:?}"), |language| language.page().changed(aspect, "1", "2"));
    }
    for field in every!(ReachField: Namespace, Pod, Container, Port) {
        check(&format!("{field:?}"), |language| language.page().reach_field(field).to_owned());
    }
    for side in [None, Some(Side::Before), Some(Side::After)] {
        check(&format!("{side:?}"), |language| language.page().side(side).to_owned());
    }
    check("the growth", |language| language.page().growth_means(bytes(6), bytes(61), 24.0, 5));
    check("what is ahead", |language| language.page().growth_ahead(bytes(128), 300.0));
}

#[test]
fn every_term_is_explained_in_both_languages_with_the_persons_own_numbers() {
    use text::{Own, Term};
    let terms = every!(Term: LastState, MemoryLimit, Gomemlimit, Gogc, LiveHeap, HeapGoal, Rss, WorkingSet, TimeToLimit, GcCpu,
        Retention, SamplingError, Confidence);
    assert_eq!(terms, Term::ALL);
    let own = [
        Own {
            limit: Some(bytes(128)),
            gomemlimit: Some("90MiB"),
            live: Some(bytes(61)),
            headroom: Some(bytes(60)),
            rss: Some(bytes(125)),
            working_set: Some(bytes(126)),
            goal: Some(bytes(122)),
        },
        Own { limit: Some(bytes(128)), ..Own::default() },
        Own { rss: Some(bytes(125)), working_set: Some(bytes(126)), goal: Some(bytes(122)), ..Own::default() },
        Own { gomemlimit: Some("90MiB"), live: Some(bytes(61)), ..Own::default() },
        Own::default(),
    ];
    for term in terms {
        check(&format!("{term:?}"), |language| language.page().means(term).to_owned());
        let truth = |language: Language| language.page().truth(term);
        assert_eq!(truth(Language::English).is_some(), truth(Language::Chinese).is_some(), "{term:?}");
        if truth(Language::English).is_some() {
            check(&format!("the truth of {term:?}"), |language| truth(language).unwrap_or_default().to_owned());
        }
        for own in &own {
            let here = |language: Language| language.page().here(term, own);
            assert_eq!(here(Language::English).is_some(), here(Language::Chinese).is_some(), "{term:?}");
            if let (Some(english), Some(chinese)) = (here(Language::English), here(Language::Chinese)) {
                assert_eq!(numbers(&english), numbers(&chinese), "{term:?}");
            }
        }
    }
}
