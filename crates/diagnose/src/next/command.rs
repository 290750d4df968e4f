//! Commands to paste into a shell. Names from the inputs are quoted; what is not known stands in capitals.

use crate::case::{Case, Subject};
use crate::fix::shell;

/// The port that pprof is served on by custom.
const PPROF_PORT: u16 = 6060;

/// What to add to a program that serves no profiles: its own mux on the loopback address, so that the profiles are
/// never served beside the API. `kubectl port-forward` reaches it there.
pub(super) const SNIPPET: &str = "import (\n\t\"net/http\"\n\t\"net/http/pprof\"\n)\n\n\
     func init() {\n\tmux := http.NewServeMux()\n\tmux.HandleFunc(\"/debug/pprof/\", pprof.Index)\n\
     \tgo func() { _ = http.ListenAndServe(\"127.0.0.1:6060\", mux) }()\n}\n";

/// Commands about one container.
#[derive(Debug)]
pub(super) struct Commands {
    /// `-n NAMESPACE pod/POD`
    pod: String,
    /// The container.
    container: String,
    /// Where its profiles are served.
    port: u16,
}

impl Commands {
    pub(super) fn of(case: &Case) -> Self {
        let Some(subject) = case.subject else {
            let (pod, container) = ("-n NAMESPACE pod/POD".to_owned(), "CONTAINER".to_owned());
            return Self { pod, container, port: PPROF_PORT };
        };
        let namespace = subject.pod.namespace.as_deref().map_or(String::new(), |name| format!("-n {} ", shell(name)));
        let name = subject.pod.name.as_deref().map_or_else(|| "POD".to_owned(), shell);
        Self { pod: format!("{namespace}pod/{name}"), container: shell(&subject.container.name), port: port(&subject) }
    }

    pub(super) fn describe(&self) -> String {
        format!("kubectl describe {} > pod.txt", self.pod)
    }

    /// Three snapshots a minute apart, each right after a collection.
    pub(super) fn heaps(&self) -> String {
        let url = self.url("heap?gc=1");
        self.forwarded(&format!("for n in 1 2 3; do curl -sS {url} -o heap-$n.pb.gz; sleep 60; done"))
    }

    /// Snapshots all the time, of which the last eight are kept: when the connection breaks, they are those before the
    /// kill. The step is a twelfth of the container's life, and the port-forward is made anew for each run.
    pub(super) fn heaps_before_kill(&self, lived: u64) -> String {
        let step = (lived / 12).clamp(1, 600);
        let (pod, port) = (&self.pod, self.port);
        let (heap, goroutines) = (self.url("heap?gc=1"), self.url("goroutine"));
        format!(
            "mkdir -p before-kill; n=0; kubectl port-forward {pod} {port}:{port} & forward=$!; sleep 2\n\
             while curl -sSf -m 20 {heap} -o before-kill/heap-$(printf %04d $n).pb.gz; do\n  \
             curl -sSf -m 20 {goroutines} -o before-kill/goroutine-$(printf %04d $n).pb.gz\n  \
             n=$((n+1)); rm -f before-kill/*-$(printf %04d $((n-9))).pb.gz; sleep {step}\ndone; kill $forward\n\
             kubectl describe {pod} > before-kill/pod.txt"
        )
    }

    pub(super) fn heap_text(&self) -> String {
        self.forwarded(&format!("curl -sS {} -o heap.txt", self.url("heap?debug=1")))
    }

    pub(super) fn goroutines(&self) -> String {
        let url = self.url("goroutine");
        self.forwarded(&format!("curl -sS {url} -o goroutine-1.pb.gz; sleep 60; curl -sS {url} -o goroutine-2.pb.gz"))
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
        format!("kubectl exec {} -c {} -- sh -c 'cd /sys/fs/cgroup; {READ_ALL}' > cgroup.txt", self.pod, self.container)
    }

    /// The same from a container beside it that shares its processes: for images without a shell.
    pub(super) fn cgroup_from_beside(&self) -> String {
        format!(
            "kubectl debug {} --image=busybox --target={} --profile=general -i -- \
             sh -c 'cd /proc/1/root/sys/fs/cgroup; {READ_ALL}' > cgroup.txt",
            self.pod, self.container
        )
    }

    fn url(&self, path: &str) -> String {
        format!("'http://localhost:{}/debug/pprof/{path}'", self.port)
    }

    /// A command that talks to pprof through a port-forward, which also reaches servers that listen on localhost only.
    fn forwarded(&self, command: &str) -> String {
        let (pod, port) = (&self.pod, self.port);
        format!("kubectl port-forward {pod} {port}:{port} & forward=$!\nsleep 2; {command}; kill $forward")
    }
}

const READ_ALL: &str =
    "for f in memory.max memory.current memory.peak memory.events memory.stat; do echo \"== $f\"; cat $f; done";

/// The port named for pprof, else 6060.
fn port(subject: &Subject) -> u16 {
    let named = |wanted: &str| {
        let ports = subject.container.ports.iter();
        let port = ports.into_iter().find(|(_, _, name)| name.as_deref().is_some_and(|name| name.contains(wanted)));
        port.map(|(number, _, _)| *number)
    };
    named("pprof").or_else(|| named("debug")).unwrap_or(PPROF_PORT)
}
