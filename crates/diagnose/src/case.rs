//! The inputs joined into one case: sorted, grouped by process, with the container they are about.

mod go_memory;
mod goroutines;
mod outside;
mod series;
mod target;
mod trace;
mod views;
mod vitals;

use decode::kube::quantity::Quantity;
use decode::kube::{Container, EnvSource, Event, Pod, Role, Terminated};
use decode::runtime::gogc::{self, Gogc};
use decode::runtime::gomemlimit::{self, Gomemlimit};
use decode::runtime::series::MemorySeries;
use decode::units::Bytes;
use decode::{Facts, Input};

pub(crate) use goroutines::{GoroutineSite, Goroutines};
pub(crate) use outside::Outside;
pub(crate) use series::{Series, Snapshot};
pub(crate) use views::Views;
pub(crate) use vitals::Vitals;

use crate::process::Incarnation;
use crate::report::{InputReport, Options, Scope, Target, Termination, TerminationKind};
use crate::{growth, termination};

/// Everything the rules look at. Built once, read-only afterwards.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    /// All inputs in the order of the report.
    pub inputs: Vec<&'a Input>,
    /// Every pod, with the input it came from.
    pub pods: Vec<PodCase<'a>>,
    /// The container the verdict is about.
    pub subject: Option<Subject<'a>>,
    /// Heap snapshots of one process, rate and binary, by time; the most telling ones if there are several processes.
    pub series: Option<Series<'a>>,
    /// What the series shows.
    pub growth: Option<growth::Growth>,
    /// What the series of other processes show, where they have two points or more.
    pub other_growth: Vec<growth::Growth>,
    /// Events of nodes, and of the cluster beside those in pods, with their inputs.
    pub node_events: Vec<(usize, &'a Event)>,
    /// Memory over time, from metrics.
    pub memory_series: Vec<(usize, &'a MemorySeries)>,
    /// Processes that heap snapshots came from, as far as can be told.
    pub processes: usize,
    /// Whether snapshots of one process were taken at different sampling rates.
    pub rates_differ: bool,
    /// Goroutines.
    pub goroutines: Goroutines,
    /// Name of the program that the heap profiles are of.
    pub program: Option<&'a str>,
    /// The container whose program that is, where it is another than the one the verdict is about.
    pub profiled: Option<&'a Container>,
    /// Whether nothing shows that the profiles are of the container: the program has another name than it and its image,
    /// and they were taken outside of the runs that the pod tells of.
    pub unlinked: bool,
    /// Programs that the heap profiles are of, all together.
    pub programs: usize,
    /// What speaks of memory besides heap profiles and pods.
    pub outside: Outside<'a>,
    views: &'a Views,
    process_numbers: Vec<Option<u32>>,
    /// Heap snapshots with one number may be of one process; each number begins with one that is not of those before.
    pub group_numbers: Vec<Option<u32>>,
}

/// A pod and where it was read.
#[derive(Debug)]
pub(crate) struct PodCase<'a> {
    /// Index of the input that counts most.
    pub input: usize,
    /// The pod, with what every input tells of it.
    pub pod: &'a Pod,
    /// How each of its containers ended.
    pub terminations: Vec<Termination>,
}

/// The container the verdict is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    /// Index of the input the pod was read from.
    pub input: usize,
    /// Its pod.
    pub pod: &'a Pod,
    /// The container.
    pub container: &'a Container,
    /// How it ended.
    pub termination: Termination,
    /// Whether the profiles are of the program of another container, which this one serves.
    pub beside: bool,
}

/// The inputs in the order of the report.
pub(crate) fn sorted(inputs: &[Input]) -> Vec<&Input> {
    order(inputs).into_iter().map(|index| &inputs[index]).collect()
}

/// Indices of `inputs` in the order of the report: by kind, time (unknown last), name and content.
pub(crate) fn order(inputs: &[Input]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by_key(|index| {
        let input = &inputs[*index];
        (input.kind, input.taken_at.is_none(), input.taken_at, &input.name, input.digest)
    });
    order
}

impl<'a> Case<'a> {
    /// Joins the inputs, which are `sorted`, around the pods that were read from them.
    pub(crate) fn new(sorted: Vec<&'a Input>, views: &'a Views, options: &Options) -> Self {
        let pods: Vec<PodCase> = views.pods.iter().map(PodCase::of).collect();
        let mut outside = Outside::read(&sorted);
        let subject = target::choose(&pods, options.target.as_ref()).map(|subject| subject.refined(&outside));
        let runs = subject.map_or_else(Vec::new, |subject| subject.incarnations());
        let is_judged = |program: &str| subject.is_some_and(|subject| is_of(subject.container, program));
        let mut grouped = series::group(&sorted, &runs, options.base.as_deref(), is_judged);
        let mut goroutines = Goroutines::read(&sorted);
        let program = grouped.series.as_ref().and_then(Series::program);
        let profiled = subject.zip(program).and_then(|(subject, program)| subject.another_named(program));
        let unlinked = profiled.is_none()
            && program.is_some_and(|program| !is_judged(program))
            && grouped.series.as_ref().is_some_and(|series| series.lies_outside(&runs));
        let subject = subject.map(|subject| Subject { beside: profiled.is_some(), ..subject });
        if profiled.is_some() {
            // What is told of another program says nothing of the one that was killed.
            (grouped.series, grouped.others, goroutines) = (None, Vec::new(), Goroutines::default());
            (outside.vitals, outside.trace) = (Vec::new(), None);
        }
        let growth = grouped.series.as_ref().and_then(growth::measure);
        Self {
            goroutines,
            profiled,
            program,
            unlinked,
            programs: grouped.programs,
            outside,
            pods,
            subject,
            growth,
            other_growth: grouped
                .others
                .iter()
                .filter_map(growth::measure)
                .filter(|growth| growth.points.len() > 1)
                .collect(),
            node_events: node_events(&sorted),
            memory_series: memory_series(&sorted),
            series: grouped.series,
            processes: grouped.processes,
            rates_differ: grouped.rates_differ,
            process_numbers: grouped.proven,
            group_numbers: grouped.numbers,
            views,
            inputs: sorted,
        }
    }

    /// The input and line that a fact was read from: one that a pod has from another input says so in its line.
    pub(crate) fn place(&self, input: usize, line: Option<usize>) -> (usize, Option<usize>) {
        match self.inputs[input].facts {
            Facts::Pods(_) => self.views.place(input, line),
            _ => (input, line),
        }
    }

    /// The `inputs` part of the report.
    pub(crate) fn input_reports(&self) -> Vec<InputReport> {
        let report = |(index, input): (usize, &&Input)| InputReport {
            name: input.name.clone(),
            kind: input.kind,
            taken_at: input.taken_at,
            process: self.process_numbers[index],
            warnings: input.warnings.clone(),
            error: input.error.clone(),
        };
        self.inputs.iter().enumerate().map(report).collect()
    }

    /// The container the verdict is about, by name.
    pub(crate) fn target(&self) -> Option<Target> {
        self.subject.map(|subject| Target { pod: subject.pod.name.clone(), container: subject.container.name.clone() })
    }

    /// Memory limit in force on the container, or on its pod.
    pub(crate) fn limit(&self) -> Option<Bytes> {
        let of_cgroup = || self.outside.limit();
        self.subject.and_then(|subject| subject.limit()).or_else(of_cgroup)
    }

    /// GOGC as the runtime takes it: 100 unless the container sets another.
    pub(crate) fn gogc(&self) -> Gogc {
        self.subject.and_then(|subject| subject.literal("GOGC")).map_or(Gogc::DEFAULT, gogc::parse)
    }

    /// Highest live heap of the series.
    pub(crate) fn live_high(&self) -> Option<Bytes> {
        let series = self.series.as_ref().filter(|series| !series.rescaled)?;
        series.snapshots.iter().map(|snapshot| snapshot.inuse).max()
    }

    /// Rows of `kubectl get pod` that are replicas of the pod: their input, how many were OOM-killed, how many there are.
    pub(crate) fn replica_rows(&self, subject: &Subject) -> Option<(usize, u64, u64)> {
        let owner = subject.pod.owner.as_deref()?.split_once('/')?.1;
        self.inputs.iter().enumerate().find_map(|(input, decoded)| {
            let Facts::PodTable(rows) = &decoded.facts else { return None };
            let mine = rows.iter().filter(|row| row.name.strip_prefix(owner).is_some_and(|rest| rest.starts_with('-')));
            let (hit, all) =
                mine.fold((0, 0), |(hit, all), row| (hit + u64::from(row.status.contains("OOMKilled")), all + 1));
            (all > 0).then_some((input, hit, all))
        })
    }

    /// Whether any function keeps what it allocates.
    pub(crate) fn leaking(&self) -> bool {
        self.growth.as_ref().is_some_and(|growth| growth.leaks().next().is_some())
    }

    /// Whether the verdict is about the program itself, not about an init container or a sidecar.
    pub(crate) fn is_main(&self) -> bool {
        self.subject.is_none_or(|subject| subject.role() == Role::Main)
    }

    /// Whether some process in the container was OOM-killed.
    pub(crate) fn oom_happened(&self) -> bool {
        self.subject.map_or_else(|| self.outside.scope().is_some(), |subject| subject.termination.oom_happened)
    }

    /// Whether the container was OOM-killed at a limit of its own: then it wanted more than that.
    pub(crate) fn exceeded_own_limit(&self) -> bool {
        let foreign = |scope| matches!(scope, Scope::Pod | Scope::Node);
        self.subject.is_some_and(|subject| {
            let own = subject.container.resources.memory_limit.is_some();
            own && subject.termination.oom_happened && !foreign(subject.termination.scope)
        })
    }

    /// Whether an OOM kill is what ended the container; without a pod, whether the kernel tells of a kill.
    pub(crate) fn oom_killed(&self) -> bool {
        let by_kernel = || self.outside.scope().is_some();
        self.subject.map_or_else(by_kernel, |subject| subject.termination.oom_ended_container)
    }
}

impl<'a> PodCase<'a> {
    fn of((input, pod): &'a (usize, Pod)) -> Self {
        let terminations = pod.containers.iter().map(|container| termination::judge(pod, container)).collect();
        Self { input: *input, pod, terminations }
    }
}

impl<'a> Subject<'a> {
    /// The same container with what the kernel and its cgroup say of its end: a kill without a reason becomes an OOM
    /// kill, and whose limit it was becomes known.
    fn refined(mut self, outside: &Outside) -> Self {
        let Some(scope) = outside.scope() else { return self };
        let termination = &mut self.termination;
        if termination.kind == TerminationKind::KilledUnknown {
            (termination.kind, termination.oom_happened, termination.oom_ended_container) =
                (TerminationKind::OomKilled, true, true);
        }
        if termination.oom_happened {
            termination.scope = scope;
        }
        self
    }

    /// Memory limit in force: after a resize the actual one, else the container's, else the pod's.
    pub(crate) fn limit(&self) -> Option<Bytes> {
        let actual = self.container.actual_resources.as_ref().and_then(|resources| resources.memory_limit.as_ref());
        let own = actual.or(self.container.resources.memory_limit.as_ref());
        own.map(|limit| limit.value).or(self.pod.memory_limit())
    }

    /// Whether a limit that is not there is not set: a fragment may end before the limits are printed, and what stands
    /// behind them shows that they were not left out.
    pub(crate) fn shows_limits(&self) -> bool {
        !self.container.mounts.is_empty() || self.pod.qos.is_some()
    }

    /// What the container is for. Sidecars are often written as main containers: they are told by the names that
    /// service meshes, log shippers and agents inject.
    pub(crate) fn role(&self) -> Role {
        const INJECTED: [&str; 16] = [
            "istio-proxy",
            "linkerd-proxy",
            "envoy",
            "envoy-sidecar",
            "consul-dataplane",
            "kuma-sidecar",
            "daprd",
            "vault-agent",
            "fluent-bit",
            "fluentd",
            "filebeat",
            "promtail",
            "vector",
            "otel-collector",
            "datadog-agent",
            "cloud-sql-proxy",
        ];
        let others = self.pod.containers.iter().filter(|other| other.role == Role::Main).count() > 1;
        let injected = INJECTED.contains(&self.container.name.as_str());
        if self.container.role == Role::Main && others && (injected || self.beside) {
            Role::Sidecar
        } else {
            self.container.role
        }
    }

    /// Another container of the pod that runs `program`, by its name or its image's, where this one does not.
    fn another_named(&self, program: &str) -> Option<&'a Container> {
        let others = self.pod.containers.iter().filter(|other| other.name != self.container.name);
        others.into_iter().find(|other| is_of(other, program)).filter(|_| !is_of(self.container, program))
    }

    /// Memory request of the container.
    pub(crate) fn request(&self) -> Option<Bytes> {
        self.container.resources.memory_request.as_ref().map(|request| request.value)
    }

    /// Where the environment variable `name` comes from, and its line. The last definition wins, as in Kubernetes.
    pub(crate) fn env(&self, name: &str) -> Option<(&'a EnvSource, Option<usize>)> {
        let variable = self.container.env.iter().rev().find(|variable| variable.name == name)?;
        Some((&variable.source, variable.line))
    }

    /// The value of the environment variable `name`, if it is written in the spec.
    pub(crate) fn literal(&self, name: &str) -> Option<&'a str> {
        match self.env(name)?.0 {
            EnvSource::Literal(value) => value.as_deref(),
            _ => None,
        }
    }

    /// What the Go runtime makes of GOMEMLIMIT: `None` if it is not set or hidden. A resource field is the number
    /// kubectl shows, or the limit itself.
    pub(crate) fn gomemlimit(&self) -> Option<Gomemlimit> {
        match self.env("GOMEMLIMIT")?.0 {
            EnvSource::Literal(Some(value)) | EnvSource::ResourceField { value: Some(value), .. } => {
                gomemlimit::parse(value).ok()
            }
            EnvSource::ResourceField { resource, value: None, divisor } if resource == "limits.memory" => {
                let unit = divisor.as_deref().map_or(Some(Bytes(1)), |divisor| Quantity::parse(divisor)?.bytes());
                // Kubernetes rounds up (`ConvertResourceQuantityToString`), and a bare number is bytes to the runtime.
                let count = |limit: Bytes| Some(Bytes(limit.0.div_ceil(unit.filter(|unit| unit.0 > 0)?.0)));
                self.limit().and_then(count).map(Gomemlimit::Limit)
            }
            _ => None,
        }
    }

    /// Whether GOMEMLIMIT is known not to be in force: not set, and nowhere to hide.
    pub(crate) fn gomemlimit_unset(&self) -> bool {
        match self.env("GOMEMLIMIT") {
            Some(_) => self.gomemlimit() == Some(Gomemlimit::Off),
            None => self.container.env_from.is_empty(),
        }
    }

    /// Runs of the container that the pod tells of, oldest first.
    pub(crate) fn incarnations(&self) -> Vec<Incarnation> {
        let ended = |end: &Terminated| end.started.map(|started| Incarnation { started, finished: end.finished });
        let mut runs: Vec<Incarnation> =
            self.container.last_state.iter().filter_map(|last| ended(&last.value)).collect();
        match self.container.state.as_ref().map(|state| &state.value) {
            Some(decode::kube::ContainerState::Running { started: Some(started) }) => {
                runs.push(Incarnation { started: *started, finished: None });
            }
            Some(decode::kube::ContainerState::Terminated(end)) => runs.extend(ended(end)),
            _ => {}
        }
        runs
    }

    /// How its last run ended, and on which line that is said.
    pub(crate) fn last_end(&self) -> Option<(&'a Terminated, Option<usize>)> {
        let end = termination::last_end(self.container)?;
        let last = self.container.last_state.as_ref().filter(|last| std::ptr::eq(&raw const last.value, end));
        let line = last.map_or(self.container.state.as_ref().and_then(|state| state.line), |last| last.line);
        Some((end, line))
    }
}

/// Whether `program` is what runs in `container`, by its name or its image's.
fn is_of(container: &Container, program: &str) -> bool {
    let image = container.image.as_deref().map(|image| image.rsplit('/').next().unwrap_or(image));
    let image = image.map(|image| image.split([':', '@']).next().unwrap_or(image));
    container.name == program || image == Some(program)
}

/// Events of nodes: from descriptions of nodes and from tables of events.
fn node_events<'a>(inputs: &[&'a Input]) -> Vec<(usize, &'a Event)> {
    let mut found = Vec::new();
    for (input, decoded) in inputs.iter().enumerate() {
        match &decoded.facts {
            Facts::Nodes(nodes) => found.extend(nodes.iter().flat_map(|node| &node.events).map(|event| (input, event))),
            Facts::Events(events) => found.extend(events.iter().map(|event| (input, event))),
            _ => {}
        }
    }
    found
}

fn memory_series<'a>(inputs: &[&'a Input]) -> Vec<(usize, &'a MemorySeries)> {
    let mut found = Vec::new();
    for (input, decoded) in inputs.iter().enumerate() {
        if let Facts::MemorySeries(series) = &decoded.facts {
            found.extend(series.iter().map(|series| (input, series)));
        }
    }
    found
}
