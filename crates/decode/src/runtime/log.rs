//! Logs of an application (`kubectl logs --previous`): crashes, goroutine dumps and gctrace lines among other lines.

use serde_json::Value;

use super::crash::{self, Crash};
use super::dump::{self, GoroutineDump};
use super::gctrace::{self, GcTrace};

/// What a log says of the program's memory and end. A log without any of it, empty or cut off, proves nothing: SIGKILL
/// leaves no line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppLog {
    /// How the program ended itself, in order.
    pub crashes: Vec<Crash>,
    /// Stacks that were printed.
    pub goroutines: Option<GoroutineDump>,
    /// Collections that were traced.
    pub gctrace: GcTrace,
    /// Number of lines.
    pub lines: usize,
}

/// Reads a log line by line.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    crashes: crash::Collector,
    dump: dump::Collector,
    gctrace: gctrace::Collector,
    lines: usize,
    /// Whether the first line that says anything opens a goroutine.
    starts_with_goroutine: Option<bool>,
    looked_at: usize,
    log_like: usize,
}

/// What the lines turned out to be.
pub(crate) enum Content {
    /// Nothing but stacks of goroutines.
    Dump(GoroutineDump),
    /// Collections, perhaps among other lines.
    Gctrace(GcTrace),
    /// A log.
    Log(AppLog),
    /// None of these.
    Unknown,
}

impl Collector {
    pub(crate) fn line(&mut self, number: usize, line: &str) {
        self.lines = number;
        self.gctrace.line(number, line);
        if self.looked_at < LOOKED_AT && !line.trim().is_empty() {
            self.looked_at += 1;
            self.log_like += usize::from(is_log_line(line));
        }
        each_message(line, |message| {
            self.crashes.line(number, message);
            self.dump.line(number, message);
            if self.starts_with_goroutine.is_none() && !message.trim().is_empty() {
                self.starts_with_goroutine = Some(!self.dump.is_empty());
            }
        });
    }

    pub(crate) fn finish(self) -> Content {
        let goroutines = (!self.dump.is_empty()).then(|| self.dump.finish());
        let (crashes, gctrace) = (self.crashes.finish(), self.gctrace.finish());
        match goroutines {
            Some(dump) if crashes.is_empty() && self.starts_with_goroutine == Some(true) => Content::Dump(dump),
            None if crashes.is_empty() && gctrace.cycles() > 0 => Content::Gctrace(gctrace),
            None if crashes.is_empty() && self.log_like * 2 < self.looked_at.max(1) => Content::Unknown,
            goroutines => Content::Log(AppLog { crashes, goroutines, gctrace, lines: self.lines }),
        }
    }
}

/// Calls `message` with what the program itself wrote: the line without what the container runtime and kubectl put in
/// front of it, and each line of a text that was wrapped in JSON.
fn each_message(line: &str, mut message: impl FnMut(&str)) {
    let line = without_prefix(line);
    if line.starts_with('{')
        && WORTH_UNWRAPPING.iter().any(|word| line.contains(word))
        && let Ok(Value::Object(fields)) = serde_json::from_str(line)
    {
        let texts = TEXT_FIELDS.iter().filter_map(|name| fields.get(*name)?.as_str());
        texts.flat_map(str::lines).for_each(|line| message(without_prefix(line)));
    } else {
        message(line);
    }
}

const TEXT_FIELDS: [&str; 7] = ["log", "message", "msg", "textPayload", "error", "stack", "stacktrace"];
const WORTH_UNWRAPPING: [&str; 5] = ["goroutine ", "panic: ", "fatal error: ", "GOMEMLIMIT=", "SIG"];

/// Takes off `[pod/name/container] `, a time in RFC 3339, and the `stderr F ` of the container runtime's files.
fn without_prefix(line: &str) -> &str {
    let line = line.strip_prefix("[pod/").and_then(|rest| rest.split_once("] ")).map_or(line, |(_, rest)| rest);
    let line = line.split_once(' ').filter(|(word, _)| is_time(word)).map_or(line, |(_, rest)| rest);
    let stream = line.strip_prefix("stderr ").or_else(|| line.strip_prefix("stdout "));
    stream.and_then(|rest| rest.strip_prefix("F ").or_else(|| rest.strip_prefix("P "))).unwrap_or(line)
}

/// `2026-11-20T10:00:00.123456789Z`
fn is_time(word: &str) -> bool {
    word.len() >= 20 && is_date(word, b'-') && word.as_bytes().get(10) == Some(&b'T')
}

/// `2026-11-20` or `2026/11/20` at the start.
fn is_date(text: &str, separator: u8) -> bool {
    text.len() >= 10
        && text.bytes().take(10).enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == separator,
            _ => byte.is_ascii_digit(),
        })
}

/// How many lines decide whether a text is a log; at least half of them must look like it.
const LOOKED_AT: usize = 200;

/// A line that starts with a date, as a JSON object, as klog does (`I1120 10:00:00.000000`), with a level, or that has
/// logfmt's `level=`.
fn is_log_line(line: &str) -> bool {
    const LEVELS: [&str; 8] = ["TRACE", "DEBUG", "INFO", "WARN", "WARNING", "ERROR", "FATAL", "GIN"];
    let line = without_prefix(line).trim_start_matches('[');
    let first = line.split([' ', '\t', ']', ':']).next().unwrap_or_default();
    let is_klog = first.len() == 5
        && first.starts_with(['I', 'W', 'E', 'F'])
        && first.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    is_date(line, b'-')
        || is_date(line, b'/')
        || is_klog
        || (line.starts_with("{\"") && line.ends_with('}'))
        || LEVELS.contains(&first.to_ascii_uppercase().as_str())
        || line.contains("level=")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::crash::CrashKind;

    fn read(text: &str) -> Content {
        let mut collector = Collector::default();
        text.lines().enumerate().for_each(|(index, line)| collector.line(index + 1, line));
        collector.finish()
    }

    fn log(text: &str) -> AppLog {
        match read(text) {
            Content::Log(log) => log,
            _ => panic!("not a log: {text}"),
        }
    }

    #[test]
    fn a_malformed_gomemlimit_is_found_with_its_value() {
        let log = log(
            "GOMEMLIMIT=900Mi\nfatal error: malformed GOMEMLIMIT; see `go doc runtime/debug.SetMemoryLimit`\n\nruntime stack:\nruntime.throw({0x4c8e1d?, 0x0?})\n\truntime/panic.go:1023 +0x5c\n",
        );
        assert_eq!(log.crashes[0].kind, CrashKind::MalformedGomemlimit { value: Some("900Mi".into()) });
        assert_eq!(log.crashes[0].line, 2);
    }

    #[test]
    fn a_panic_is_found_with_its_stacks_behind_every_prefix() {
        let lines = ["panic: boom", "", "goroutine 1 [running]:", "main.main()", "\tmain.go:3 +0x1d"];
        for prefix in ["", "2026-11-20T10:00:00.123456789Z stderr F ", "[pod/shop-1/app] ", "2026-11-20T10:00:00Z "] {
            let log = log(&lines.map(|line| format!("{prefix}{line}")).join("\n"));
            assert_eq!(log.crashes[0].kind, CrashKind::Panic, "{prefix}");
            assert_eq!(log.goroutines.unwrap().groups[0].frames[0].function, "main.main", "{prefix}");
        }
        let json = format!("{{\"level\":\"error\",\"msg\":{}}}", serde_json::to_string(&lines.join("\n")).unwrap());
        let log = log(&json);
        assert_eq!((log.crashes.len(), log.goroutines.unwrap().count(), log.lines), (1, 1, 1));
    }

    #[test]
    fn the_ways_to_end_are_told_apart() {
        let cases = [
            ("fatal error: runtime: out of memory", CrashKind::OutOfMemory),
            ("fatal error: failed to reserve page summary memory", CrashKind::OutOfMemory),
            ("fatal error: stack overflow", CrashKind::StackOverflow),
            ("fatal error: all goroutines are asleep - deadlock!", CrashKind::Fatal),
            ("SIGQUIT: quit", CrashKind::Signal),
        ];
        for (line, kind) in cases {
            assert_eq!(log(line).crashes[0].kind, kind, "{line}");
        }
        assert_eq!(log("2026/11/20 10:00:00 http: panic serving 10.0.0.1: boom").crashes, []);
    }

    #[test]
    fn common_styles_of_logs_are_logs_and_prose_is_not() {
        for line in [
            "2026/11/20 10:00:00 listening on :8080",
            "2026-11-20T10:00:00.000Z INFO listening",
            "{\"level\":\"info\",\"msg\":\"listening\"}",
            "I1120 10:00:00.000000       1 main.go:12] listening",
            "time=2026-11-20T10:00:00Z level=INFO msg=listening",
            "[GIN] 2026/11/20 - 10:00:00 | 200 |",
            "INFO: listening",
        ] {
            assert!(matches!(read(line), Content::Log(_)), "{line}");
        }
        assert!(matches!(read("Dear all,\nthe service died again.\n"), Content::Unknown));
    }
}
