//! Commands to paste into a shell. Names from the inputs are quoted; what is not known stands in capitals.

use decode::kube::Pod;

use super::Reach;
use crate::case::{Case, Subject};
use crate::fix::{Keeper, shell};

/// What to add to a program that serves no profiles: a file with a mux of its own on the loopback address, where
/// `kubectl port-forward` reaches it. It does not import `net/http/pprof`, whose `init` puts its handlers on
/// `http.DefaultServeMux` and so beside the API of every program that serves that.
const SNIPPET: &str = r#"package main

import (
	"net/http"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
)

func init() {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", func(w http.ResponseWriter, r *http.Request) {
		profile := pprof.Lookup(strings.TrimPrefix(r.URL.Path, "/debug/pprof/"))
		if profile == nil {
			http.NotFound(w, r)
			return
		}
		if r.FormValue("gc") == "1" {
			runtime.GC()
		}
		debug, _ := strconv.Atoi(r.FormValue("debug"))
		_ = profile.WriteTo(w, debug)
	})
	go func() { _ = http.ListenAndServe("127.0.0.1:6060", mux) }()
}
"#;

/// The snippet, serving on this port.
pub(super) fn snippet(port: u16) -> String {
    SNIPPET.replace("6060", &port.to_string())
}

/// Commands about one container.
#[derive(Debug)]
pub(super) struct Commands {
    /// `-n NAMESPACE pod/POD`
    pod: String,
    /// The same of what runs now: an ended pod answers no more, and what made it has another by then.
    running: String,
    /// The same where only a pod will do.
    beside: String,
    /// The container.
    container: String,
    /// Where its profiles are served.
    port: u16,
}

impl Commands {
    pub(super) fn of(case: &Case) -> Self {
        let Some(subject) = case.subject else { return Self::to(&Reach::default()) };
        let pod = subject.pod;
        let commands = Self::to(&Reach {
            // A pod that names none is asked for in the namespace that kubectl is set to.
            namespace: pod.namespace.clone().map_or(Some(String::new()), Some),
            pod: pod.name.clone(),
            container: Some(subject.container.name.clone()),
            port: super::port(&subject.container.ports.iter().map(|(number, _, name)| (*number, name.as_deref()))),
        });
        if super::has_ended(pod) { commands.after(pod) } else { commands }
    }

    /// The commands to the pod that took the place of an ended one.
    fn after(self, ended: &Pod) -> Self {
        let namespace = ended.namespace.as_deref().map_or_else(String::new, |name| format!("-n {} ", shell(name)));
        let keeper = Keeper::of(ended.owner.as_deref(), ended.node.as_deref());
        let another = format!("{namespace}pod/POD");
        let running = keeper
            .workload()
            .map_or_else(|| another.clone(), |owner| format!("{namespace}{}/{}", owner.resource(), shell(&owner.name)));
        Self { running, beside: another, ..self }
    }

    /// Commands to where a person says.
    pub(super) fn to(reach: &Reach) -> Self {
        let or = |name: &Option<String>, unknown: &str| name.as_deref().map_or_else(|| unknown.to_owned(), shell);
        let namespace = match reach.namespace.as_deref() {
            Some("") => String::new(),
            _ => format!("-n {} ", or(&reach.namespace, "NAMESPACE")),
        };
        let pod = format!("{namespace}pod/{}", or(&reach.pod, "POD"));
        Self {
            running: pod.clone(),
            beside: pod.clone(),
            pod,
            container: or(&reach.container, "CONTAINER"),
            port: reach.port,
        }
    }

    /// The port that pprof is served on.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    pub(super) fn describe(&self) -> String {
        format!("kubectl describe {} > pod.txt", self.pod)
    }

    /// Three snapshots a minute apart, each right after a collection.
    pub(super) fn heaps(&self) -> String {
        let url = self.url("heap?gc=1");
        self.forwarded(&format!("for n in 1 2 3; do {GET} {url} -o heap-$n.pb.gz; sleep 60; done"))
    }

    /// Snapshots all the time, of which the last eight are kept: once the run they are of has ended, they are those
    /// before the kill. The step is a twelfth of the container's life.
    ///
    /// It may be pasted at any moment, also while the container waits to be started again: the port-forward is made
    /// anew until one answers, and again where one breaks. The run is over when the times that containers started at
    /// change, which they do at the kill, not when a capture fails, as one may in a process that is busy collecting. A
    /// capture that was cut off never takes a name. Nothing in it is left to the shell's own globbing, at which
    /// bash and zsh differ; `kubectl` itself ends at Ctrl-C.
    pub(super) fn heaps_before_kill(&self, lived: u64) -> String {
        let step = (lived / 12).clamp(1, 600);
        let (pod, port) = (&self.pod, self.port);
        format!(
            "( mkdir -p before-kill && cd before-kill || exit\n\
             run() {{ kubectl get {pod} -o 'jsonpath={{.status.containerStatuses[*].state.running.startedAt}}'; }}\n\
             get() {{ curl -sf -m 20 \"http://localhost:{port}/debug/pprof/$1\" -o part && mv part \"$2.pb.gz\"; }}\n\
             n=0; first=0; was=none\n\
             while :; do\n  \
             now=$(run); if [ \"$now\" != \"$was\" ]; then\n    \
             [ $((n-first)) -ge 3 ] && break\n    \
             first=$n; was=$now\n  \
             fi\n  \
             kubectl port-forward {pod} {port}:{port} >/dev/null & forward=$!; sleep 2\n  \
             while get 'heap?gc=1' \"heap-$n\"; do\n    \
             get goroutine \"goroutine-$n\"; n=$((n+1))\n    \
             rm -f \"heap-$((n-9)).pb.gz\" \"goroutine-$((n-9)).pb.gz\"; sleep {step}\n  \
             done\n  \
             kill $forward 2>/dev/null\n\
             done\n\
             rm -f part; kubectl describe {pod} > pod.txt )"
        )
    }

    /// What a heap profile lacks, twice: the runtime's own numbers, goroutines, and the container's memory files. Each
    /// says little without the others: what is not Go's is what the container has less what the runtime has, at the same
    /// moment, and only a second moment tells what grows.
    pub(super) fn beyond_heap(&self) -> String {
        let (text, goroutine) = (self.url("heap?debug=1"), self.url("goroutine"));
        let files = self.memory_files("cgroup-$n.txt");
        self.forwarded(&format!(
            "for n in 1 2; do {GET} {text} -o heap-$n.txt; {GET} {goroutine} -o goroutine-$n.pb.gz; {files}; sleep 60; done"
        ))
    }

    pub(super) fn goroutines(&self) -> String {
        let url = self.url("goroutine");
        self.forwarded(&format!("{GET} {url} -o goroutine-1.pb.gz; sleep 60; {GET} {url} -o goroutine-2.pb.gz"))
    }

    pub(super) fn previous_log(&self) -> String {
        format!("kubectl logs {} -c {} --previous > previous.log", self.pod, self.container)
    }

    pub(super) fn node(subject: &Subject) -> String {
        let node = subject.pod.node.as_deref().map_or_else(|| "NODE".to_owned(), shell);
        format!("kubectl describe node {node} > node.txt")
    }

    /// The container's memory files, read by its own shell.
    pub(super) fn cgroup(&self) -> String {
        self.memory_files("cgroup.txt")
    }

    fn memory_files(&self, to: &str) -> String {
        format!("kubectl exec {} -c {} -- sh -c 'cd /sys/fs/cgroup; {READ_ALL}' > {to}", self.running, self.container)
    }

    /// The same from a container beside it that shares its processes: for images without a shell.
    pub(super) fn cgroup_from_beside(&self) -> String {
        format!(
            "kubectl debug {} --image=busybox --target={} --profile=general -i -- \
             sh -c 'cd /proc/1/root/sys/fs/cgroup; {READ_ALL}' > cgroup.txt",
            self.beside, self.container
        )
    }

    fn url(&self, path: &str) -> String {
        format!("'http://localhost:{}/debug/pprof/{path}'", self.port)
    }

    /// A command that talks to pprof through a port-forward, which also reaches servers that listen on localhost only.
    fn forwarded(&self, command: &str) -> String {
        let (pod, port) = (&self.running, self.port);
        format!("kubectl port-forward {pod} {port}:{port} & forward=$!\nsleep 2; {command}; kill $forward")
    }
}

/// A page that says what failed must not be kept as a profile, and a port-forward may take its time.
const GET: &str = "curl -sSf --retry 5 --retry-connrefused";

/// Those of the memory files that there are: cgroup v2 has them in one folder, v1 in `memory` and under other names.
const READ_ALL: &str = "if [ -d memory ]; then cd memory; fi; \
     for f in memory.max memory.current memory.peak memory.events memory.stat \
     memory.limit_in_bytes memory.usage_in_bytes memory.max_usage_in_bytes memory.oom_control; do \
     if [ -f $f ]; then echo \"== $f\"; cat $f; fi; done";
