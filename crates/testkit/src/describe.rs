//! `kubectl describe pod` text from a pod, laid out as kubectl 1.33 does it.

mod tabwriter;

use std::fmt::Write;

use decode::kube::{Container, ContainerState, EnvSource, Located, Pod, Probe, QosClass, Resources, Role, Terminated};
use decode::units::UnixNanos;

/// What describe prints but the facts of a pod do not hold: anything may be written there.
#[derive(Debug, Clone, Default)]
pub struct Rest {
    /// Arguments of every container.
    pub args: Vec<String>,
    /// Annotations of the pod.
    pub annotations: Vec<(String, String)>,
    /// The value of environment variables whose values are not kept.
    pub value: String,
    /// Write probes as kubectl does since 1.37, and the field path of events as it does since 1.35.
    pub new_spelling: bool,
}

/// Prints a pod as `kubectl describe pod` does.
pub fn describe(pod: &Pod, rest: &Rest) -> String {
    let mut text = String::new();
    header(&mut text, pod, rest);
    for (title, roles) in [
        ("Init Containers", &[Role::Init, Role::Sidecar][..]),
        ("Containers", &[Role::Main]),
        ("Ephemeral Containers", &[Role::Ephemeral]),
    ] {
        let mut containers = pod.containers.iter().filter(|container| roles.contains(&container.role)).peekable();
        if containers.peek().is_some() {
            line(&mut text, 0, &format!("{title}:"));
            containers.for_each(|container| write_container(&mut text, container, rest));
        }
    }
    footer(&mut text, pod, rest.new_spelling);
    tabwriter::align(&text)
}

fn line(text: &mut String, level: usize, content: &str) {
    text.extend(std::iter::repeat_n("  ", level));
    text.push_str(content);
    text.push('\n');
}

fn key(text: &mut String, level: usize, key: &str, value: &str) {
    line(text, level, &format!("{key}:\t{value}"));
}

/// A list whose first item stands on the line of its key.
fn multi(text: &mut String, title: &str, items: &[String]) {
    match items {
        [] => key(text, 0, title, "<none>"),
        [first, others @ ..] => {
            key(text, 0, title, first);
            for item in others {
                line(text, 0, &format!("\t{item}"));
            }
        }
    }
}

fn header(text: &mut String, pod: &Pod, rest: &Rest) {
    key(text, 0, "Name", or_none(pod.name.as_deref()));
    key(text, 0, "Namespace", or_none(pod.namespace.as_deref()));
    key(text, 0, "Priority", "0");
    key(text, 0, "Service Account", "default");
    let node = pod.node.as_ref().map(|node| format!("{node}/10.0.0.5"));
    key(text, 0, "Node", or_none(node.as_deref()));
    if let Some(started) = pod.started {
        key(text, 0, "Start Time", &rfc1123(Some(started)));
    }
    let labels: Vec<String> = pod.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
    multi(text, "Labels", &labels);
    annotations(text, &rest.annotations);
    if pod.terminating {
        key(text, 0, "Status", "Terminating (lasts 5m)");
        key(text, 0, "Termination Grace Period", &format!("{}s", pod.grace_seconds.unwrap_or(30)));
    } else {
        key(text, 0, "Status", pod.phase.as_deref().unwrap_or_default());
    }
    if let Some(reason) = &pod.reason {
        key(text, 0, "Reason", &reason.value);
    }
    if let Some(message) = &pod.message {
        key(text, 0, "Message", message);
    }
    key(text, 0, "IP", "10.244.1.7");
    line(text, 0, "IPs:");
    key(text, 1, "IP", "10.244.1.7");
    if let Some(owner) = &pod.owner {
        key(text, 0, "Controlled By", owner);
    }
    if pod.resources != Resources::default() {
        line(text, 0, "Resources:");
        resources(text, 1, &pod.resources);
    }
}

fn annotations(text: &mut String, annotations: &[(String, String)]) {
    text.push_str("Annotations:\t");
    if annotations.is_empty() {
        text.push_str("<none>\n");
    }
    for (at, (key, value)) in annotations.iter().enumerate() {
        let before = if at == 0 { "" } else { "\t" };
        if value.contains('\n') || key.len() + value.len() > 138 {
            let _ = writeln!(text, "{before}{key}:");
            for part in value.split('\n') {
                let cut: String = part.chars().take(138).collect();
                let _ = writeln!(text, "\t  {cut}");
            }
        } else {
            let _ = writeln!(text, "{before}{key}: {value}");
        }
    }
}

fn write_container(text: &mut String, container: &Container, rest: &Rest) {
    line(text, 1, &format!("{}:", container.name));
    let has_status = container.restart_count.is_some();
    if has_status {
        key(text, 2, "Container ID", "containerd://a");
    }
    key(text, 2, "Image", container.image.as_deref().unwrap_or_default());
    if has_status {
        key(text, 2, "Image ID", "docker.io/shop/app@sha256:1");
    }
    ports(text, container);
    if !rest.args.is_empty() {
        line(text, 2, "Args:");
        rest.args.iter().flat_map(|arg| arg.split('\n')).for_each(|part| line(text, 3, part));
    }
    match container.state.as_ref().map(|state| &state.value) {
        None => {}
        Some(ContainerState::Running { started }) => {
            key(text, 2, "State", "Running");
            key(text, 3, "Started", &rfc1123(*started));
        }
        Some(ContainerState::Waiting { reason, .. }) => {
            key(text, 2, "State", "Waiting");
            if let Some(reason) = reason {
                key(text, 3, "Reason", reason);
            }
        }
        Some(ContainerState::Terminated(end)) => terminated(text, "State", end),
    }
    if let Some(last) = &container.last_state {
        terminated(text, "Last State", &last.value);
    }
    if let Some(ready) = container.ready {
        key(text, 2, "Ready", if ready { "True" } else { "False" });
    }
    if let Some(count) = &container.restart_count {
        key(text, 2, "Restart Count", &count.value.to_string());
    }
    resources(text, 2, &container.resources);
    for (name, written) in
        [("Liveness", &container.liveness), ("Readiness", &container.readiness), ("Startup", &container.startup)]
    {
        if let Some(written) = written {
            key(text, 2, name, &probe(&written.value, rest.new_spelling));
        }
    }
    env(text, container, rest);
    if container.mounts.is_empty() {
        key(text, 2, "Mounts", "<none>");
    } else {
        line(text, 2, "Mounts:");
        container.mounts.iter().for_each(|(path, volume)| line(text, 3, &format!("{path} from {volume} (rw)")));
    }
}

fn ports(text: &mut String, container: &Container) {
    let list = |host: bool| {
        let print = |(number, protocol, name): &(u16, String, Option<String>)| {
            let name = name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            format!("{}/{protocol}{name}", if host { 0 } else { *number })
        };
        container.ports.iter().map(print).collect::<Vec<_>>().join(", ")
    };
    let plural = if container.ports.len() > 1 { "s" } else { "" };
    let or_none = |list: String| if list.is_empty() { "<none>".to_owned() } else { list };
    key(text, 2, &format!("Port{plural}"), &or_none(list(false)));
    key(text, 2, &format!("Host Port{plural}"), &or_none(list(true)));
}

fn terminated(text: &mut String, title: &str, end: &Terminated) {
    key(text, 2, title, "Terminated");
    if let Some(reason) = &end.reason {
        key(text, 3, "Reason", reason);
    }
    if let Some(message) = &end.message {
        key(text, 3, "Message", message);
    }
    key(text, 3, "Exit Code", &end.exit_code.unwrap_or(0).to_string());
    if let Some(signal) = end.signal {
        key(text, 3, "Signal", &signal.to_string());
    }
    key(text, 3, "Started", &rfc1123(end.started));
    key(text, 3, "Finished", &rfc1123(end.finished));
}

fn resources(text: &mut String, level: usize, resources: &Resources) {
    let memory =
        |amount: &Option<Located<decode::units::Bytes>>| amount.as_ref().map(|amount| quantity(amount.value.0));
    let cpu = |amount: Option<u64>| {
        amount.map(|milli| if milli % 1000 == 0 { (milli / 1000).to_string() } else { format!("{milli}m") })
    };
    for (title, cpu, memory) in [
        ("Limits", cpu(resources.cpu_limit_milli), memory(&resources.memory_limit)),
        ("Requests", cpu(resources.cpu_request_milli), memory(&resources.memory_request)),
    ] {
        if cpu.is_some() || memory.is_some() {
            line(text, level, &format!("{title}:"));
        }
        if let Some(cpu) = cpu {
            key(text, level + 1, "cpu", &cpu);
        }
        if let Some(memory) = memory {
            key(text, level + 1, "memory", &memory);
        }
    }
}

/// Bytes in the canonical form of Kubernetes.
fn quantity(bytes: u64) -> String {
    let units = [("Gi", 30), ("Mi", 20), ("Ki", 10)];
    let fits = units.iter().find(|(_, bits)| bytes > 0 && bytes.trailing_zeros() >= *bits);
    fits.map_or_else(|| bytes.to_string(), |(unit, bits)| format!("{}{unit}", bytes >> bits))
}

fn probe(probe: &Probe, long: bool) -> String {
    let port = probe.port.as_deref().unwrap_or_default();
    let target = match probe.handler.as_str() {
        "http-get" => format!("http-get http://:{port}{}", probe.path.as_deref().unwrap_or_default()),
        "tcp-socket" => format!("tcp-socket :{port}"),
        "grpc" => format!("grpc <pod>:{port} "),
        "exec" => "exec [cat /tmp/ready]".to_owned(),
        handler => handler.to_owned(),
    };
    let (success, failure) = if long { ("successThreshold", "failureThreshold") } else { ("#success", "#failure") };
    format!(
        "{target} delay={}s timeout={}s period={}s {success}={} {failure}={}",
        probe.delay, probe.timeout, probe.period, probe.success, probe.failure
    )
}

fn env(text: &mut String, container: &Container, rest: &Rest) {
    if !container.env_from.is_empty() {
        line(text, 2, "Environment Variables from:");
        container.env_from.iter().for_each(|name| line(text, 3, &format!("{name}\tConfigMap\tOptional: false")));
    }
    if container.env.is_empty() {
        return key(text, 2, "Environment", "<none>");
    }
    line(text, 2, "Environment:");
    for variable in &container.env {
        let value = match &variable.source {
            EnvSource::Literal(value) => value.clone().unwrap_or_else(|| rest.value.clone()),
            EnvSource::Field { path } => format!("x (v1:{path})"),
            EnvSource::ResourceField { resource, value, .. } => {
                format!("{} ({resource})", value.as_deref().unwrap_or_default())
            }
            EnvSource::Secret { key, name } => format!("<set to the key '{key}' in secret '{name}'>\tOptional: false"),
            EnvSource::File { .. } => String::new(),
            EnvSource::ConfigMap { key, name } => {
                format!("<set to the key '{key}' of config map '{name}'>\tOptional: true")
            }
        };
        for (at, part) in value.split('\n').enumerate() {
            line(text, 3, &if at == 0 { format!("{}:\t{part}", variable.name) } else { format!("\t{part}") });
        }
    }
}

fn footer(text: &mut String, pod: &Pod, with_path: bool) {
    if !pod.conditions.is_empty() {
        line(text, 0, "Conditions:");
        line(text, 1, "Type\tStatus");
        pod.conditions
            .iter()
            .for_each(|condition| line(text, 1, &format!("{} \t{} ", condition.kind, condition.status)));
    }
    if pod.empty_dirs.is_empty() {
        key(text, 0, "Volumes", "<none>");
    } else {
        line(text, 0, "Volumes:");
    }
    for dir in &pod.empty_dirs {
        line(text, 1, &format!("{}:", dir.name));
        key(text, 2, "Type", "EmptyDir (a temporary directory that shares a pod's lifetime)");
        key(text, 2, "Medium", if dir.in_memory { "Memory" } else { "" });
        let limit = dir.size_limit.map(|limit| quantity(limit.0));
        key(text, 2, "SizeLimit", limit.as_deref().unwrap_or("<unset>"));
    }
    if let Some(qos) = pod.qos {
        let qos = match qos {
            QosClass::Guaranteed => "Guaranteed",
            QosClass::Burstable => "Burstable",
            QosClass::BestEffort => "BestEffort",
        };
        key(text, 0, "QoS Class", qos);
    }
    key(text, 0, "Node-Selectors", "<none>");
    multi(text, "Tolerations", &pod.tolerations);
    if pod.events.is_empty() {
        if pod.has_events_section {
            key(text, 0, "Events", "<none>");
        }
        return;
    }
    line(text, 0, "Events:");
    line(text, 1, "Type\tReason\tAge\tFrom\tMessage");
    line(text, 1, "----\t------\t----\t----\t-------");
    for event in &pod.events {
        let age = event.age.as_deref().unwrap_or("<unknown>");
        let over = event.over_seconds.map(|seconds| format!(" (x{} over {})", event.count, human(seconds)));
        let prefix = event
            .container
            .as_ref()
            .filter(|_| with_path)
            .map(|name| format!("spec.containers{{{name}}}: "))
            .unwrap_or_default();
        let from = event.from.as_deref().unwrap_or_default();
        let cells = [&event.kind, &event.reason, &format!("{age}{}", over.unwrap_or_default()), from];
        line(text, 1, &format!("{}\t{prefix}{}", cells.join("\t"), event.message));
    }
}

fn or_none(value: Option<&str>) -> &str {
    value.unwrap_or("<none>")
}

/// A duration as kubectl's `HumanDuration` writes it.
pub fn human(seconds: u64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    let two = |count: u64, unit: &str, rest: u64, rest_unit: &str| {
        if rest == 0 { format!("{count}{unit}") } else { format!("{count}{unit}{rest}{rest_unit}") }
    };
    match seconds {
        0..120 => format!("{seconds}s"),
        120..600 => two(minutes, "m", seconds % 60, "s"),
        600..10_800 => format!("{minutes}m"),
        10_800..28_800 => two(hours, "h", minutes % 60, "m"),
        28_800..172_800 => format!("{hours}h"),
        172_800..691_200 => two(days, "d", hours % 24, "h"),
        _ => format!("{days}d"),
    }
}

/// `Fri, 20 Nov 2026 10:00:00 +0000`; the zero time of Go where there is none.
fn rfc1123(instant: Option<UnixNanos>) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let Some(UnixNanos(nanos)) = instant else { return "Mon, 01 Jan 0001 00:00:00 +0000".to_owned() };
    // `2026-11-20T10:00:00Z`
    let text = UnixNanos(nanos).to_string();
    let number =
        |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<usize>().ok()).unwrap_or(1);
    let days = usize::try_from(nanos.div_euclid(86_400_000_000_000)).unwrap_or(0);
    let (day, month, year) = (number(8, 10), MONTHS[(number(5, 7) - 1).min(11)], number(0, 4));
    format!("{}, {day:02} {month} {year:04} {} +0000", DAYS[days % 7], text.get(11..19).unwrap_or_default())
}
