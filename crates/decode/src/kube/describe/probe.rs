//! Probe lines, in the spellings before and since kubectl 1.37.

use super::Reader;
use super::lines::Line;
use crate::kube::model::{Located, Probe};

/// A probe script longer than this was cut off.
const LONGEST_SCRIPT: usize = 500;

impl<'a> Reader<'a> {
    /// A probe; the script of an `exec` probe can break out to column 0 and ends with the probe's numbers.
    pub(super) fn probe(&mut self, key: &str, value: &str, line: &'a Line<'a>) -> Option<Located<Probe>> {
        let mut value = value;
        if value.starts_with("exec [") && !has_numbers(value) {
            let end = self.probe_ends.get(self.probe_ends.partition_point(|end| *end < self.at)).copied();
            if let Some(end) = end.filter(|end| *end < self.at + LONGEST_SCRIPT) {
                value = &self.lines[end].text;
                self.at = end + 1;
            }
            return self.located_probe(key, "exec []", value, line);
        }
        self.located_probe(key, value, value, line)
    }

    fn located_probe(&mut self, key: &str, target: &str, numbers: &str, line: &Line<'_>) -> Option<Located<Probe>> {
        let probe = parse(target, numbers);
        if probe.is_none() {
            self.warn_unreadable(key, numbers, line);
        }
        probe.map(|probe| Located::at(probe, line.number))
    }
}

/// Whether a line ends with the last number of a probe.
pub(super) fn has_numbers(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|last| last.starts_with("#failure=") || last.starts_with("failureThreshold="))
}

/// `target`: `http-get http://:8080/healthz …`; `numbers`: the text that ends with `delay=0s … #failure=3`.
fn parse(target: &str, numbers: &str) -> Option<Probe> {
    let numbers_at = numbers.rfind("delay=")?;
    let target = target.rfind("delay=").map_or(target, |at| &target[..at]).trim_end();
    let (handler, target) = target.split_once(' ').unwrap_or((target, ""));
    let mut probe = Probe { handler: handler.to_owned(), ..Probe::default() };
    for word in numbers[numbers_at..].split_whitespace() {
        let (name, value) = word.split_once('=')?;
        let value = value.trim_end_matches('s').parse().ok()?;
        match name {
            "delay" => probe.delay = value,
            "timeout" => probe.timeout = value,
            "period" => probe.period = value,
            "#success" | "successThreshold" => probe.success = value,
            "#failure" | "failureThreshold" => probe.failure = value,
            _ => {}
        }
    }
    match handler {
        "http-get" => (probe.port, probe.path) = http(target),
        "tcp-socket" | "grpc" => probe.port = port(target.split_whitespace().next().unwrap_or_default()),
        "exec" | "unknown" => {}
        _ => return None,
    }
    Some(probe)
}

/// The port and path of `http://:8080/healthz`.
fn http(url: &str) -> (Option<String>, Option<String>) {
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    let (host, path) = address.find('/').map_or((address, ""), |at| address.split_at(at));
    (port(host), (!path.is_empty()).then(|| path.to_owned()))
}

/// The port of `host:port`.
fn port(address: &str) -> Option<String> {
    let (_, port) = address.rsplit_once(':')?;
    (!port.is_empty()).then(|| port.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(text: &str) -> Probe {
        parse(text, text).expect("a probe")
    }

    #[test]
    fn both_spellings_of_a_probe_say_the_same() {
        let old =
            probe("http-get https://10.0.0.1:8080/healthz?full=1 delay=5s timeout=2s period=10s #success=1 #failure=3");
        let new = probe(
            "http-get https://10.0.0.1:8080/healthz?full=1 delay=5s timeout=2s period=10s successThreshold=1 failureThreshold=3",
        );
        assert_eq!(old, new);
        assert_eq!((old.delay, old.timeout, old.period, old.success, old.failure), (5, 2, 10, 1, 3));
        assert_eq!((old.port.as_deref(), old.path.as_deref()), (Some("8080"), Some("/healthz?full=1")));
    }

    #[test]
    fn every_handler_is_read() {
        let numbers = "delay=0s timeout=1s period=10s #success=1 #failure=3";
        let tcp = probe(&format!("tcp-socket :http {numbers}"));
        assert_eq!((tcp.handler.as_str(), tcp.port.as_deref()), ("tcp-socket", Some("http")));
        let grpc = probe(&format!("grpc <pod>:9090  {numbers}"));
        assert_eq!((grpc.handler.as_str(), grpc.port.as_deref()), ("grpc", Some("9090")));
        let exec = probe(&format!("exec [sh -c test delay=9s #failure=7] {numbers}"));
        assert_eq!((exec.handler.as_str(), exec.delay, exec.failure), ("exec", 0, 3));
        assert_eq!(probe(&format!("unknown {numbers}")).handler, "unknown");
        assert_eq!(parse("http-get", "http-get"), None);
    }
}
