"""The pod of a run, as API objects: what the cluster would say of a container that ended as the captured process ended.

pod(run, exit, t0) -> (pod, events). run["pod"] may hold: ns, workload, image, node, owner, qos, limit, request, ending, mask, restarts,
env (more variables), gomemlimit_field, own_limit (False: the container has none), spec and status (more fields), beside and inits
(names of other containers, described in SIDE), conditions, message.
"""
import datetime, re
import pods

def iso(t):
    return datetime.datetime.fromtimestamp(t, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

def ago(t):
    return max(0, int(pods.NOW.timestamp() - t))

def names(run):
    """Container name, pod name and the cgroup of the container, as the kubelet with systemd and containerd would make it."""
    p, n = run.get("pod", {}), run["name"]
    app = p.get("container") or re.sub(r"[^a-z0-9-]", "", run["app"]) or "app"
    pod = f"{p.get('workload', app)}-{pods.hx(n, 10)}-{pods.hx(n + 'x', 5)}"
    return app, pod

def cgroup(run, container=None):
    app, pod = names(run)
    qos = run.get("pod", {}).get("qos", "Burstable").lower()
    uid = pods.uid(pod).replace("-", "_")
    mid = "" if qos == "guaranteed" else f"-{qos}"
    top = "" if qos == "guaranteed" else f"kubepods.slice/kubepods{mid}.slice/"
    return f"{top or 'kubepods.slice/'}kubepods{mid}-pod{uid}.slice/cri-containerd-{container_id(run, container)}.scope"

def container_id(run, container=None):
    return pods.hx(run["name"] + (container or ""), 64)

def ended(run, reason, code, start, end, container=None):
    return {"terminated": {"exitCode": code, "reason": reason, "startedAt": iso(start), "finishedAt": iso(end),
                           "containerID": "containerd://" + container_id(run, container)}}

def main_container(run, app):
    p, lim = run.get("pod", {}), run["limit_mib"]
    env = [pods.E(k, v) for k, v in run["env"].items() if k in ("GOMEMLIMIT", "GOGC") and not p.get("gomemlimit_field")] + list(p.get("env", ()))
    if p.get("gomemlimit_field"):
        env.append({"name": "GOMEMLIMIT", "valueFrom": {"resourceFieldRef": {"containerName": app, "resource": "limits.memory", "divisor": p["gomemlimit_field"]}}})
    limit = (p.get("limit") or f"{lim}Mi") if lim and p.get("own_limit", True) else None
    request = p.get("request", f"{max(32, lim // 2)}Mi" if limit else None)
    live = run.get("liveness")
    probe = pods.probe(path=live["path"], delay=int(live["delay"]), timeout=int(live["timeout"]), period=int(live["period"]), failure=live["failure"]) if live else pods.probe(delay=5, timeout=2)
    kw = {"image": p["image"]} if "image" in p else {}
    return pods.container(app, resources=pods.mem(limit, request, cpul=p.get("cpu_limit"), cpur=p.get("cpu", "250m")), env=env or None, ports=[(8080, "http"), (6060, "pprof")],
                          liveness=probe if p.get("probes", True) else None, readiness=pods.probe(path="/readyz", delay=2) if p.get("probes", True) else None,
                          startup=pods.probe(period=2, delay=0, failure=p["startup"]) if "startup" in p else None, extra=p.get("extra"), **kw)

def main_state(run, ex, c, t0, end, killed):
    """Status of the main container by the way it ended."""
    p = run.get("pod", {})
    ending = p.get("ending") or ("oom" if killed else "running")
    code = ex.get("exit_code", 137)
    now_running = {"running": {"startedAt": iso(end + 12)}}
    crash = pods.waiting("CrashLoopBackOff", f"back-off 5m0s restarting failed container={c['name']}")
    after = crash if p.get("mask") == "crashloop" else now_running
    if ending == "oom":
        return pods.status(c, after, ended(run, "OOMKilled", p.get("code", 137), t0, end), restarts=p.get("restarts", 4))
    if ending == "probe_kill":
        return pods.status(c, after, ended(run, "Error", code, t0, end), restarts=p.get("restarts", 7))
    if ending == "crash":
        return pods.status(c, crash, ended(run, "Error", code, t0, end), restarts=p.get("restarts", 9))
    if ending == "evicted":
        return pods.status(c, ended(run, "Error", 137, t0, end), restarts=0, started=False)
    if ending == "waiting":
        return pods.status(c, pods.waiting("PodInitializing"), restarts=0)
    return pods.status(c, {"running": {"startedAt": iso(t0)}}, restarts=0, extra={"containerID": "containerd://" + container_id(run)})

def evicted_message(run, ex, app):
    used = ex["evicted_at_bytes"] // 1024
    request = run["pod"].get("request", "0")
    return (f"The node was low on resource: memory. Threshold quantity: 100Mi, available: 91340Ki. Container {app} was using {used}Ki, "
            f"request is {request}, has larger consumption of memory. ")

def events_of(run, ex, p, c, t0, end, ending):
    ev, app = [], c["name"]
    n = run.get("pod", {}).get("restarts", 7 if ending == "probe_kill" else 4)
    if ending == "oom" or ending == "crash":
        ev = pods.pulled(p, c, ago(end + 12), n + 1, ago(t0 - 598)) + [pods.backoff(p, c, ago(end + 3), ago(end - 380), 2 * n + 1)]
        if "startup" in run.get("pod", {}): # nothing listens yet: the probe is refused as often as it is asked
            refused = run["pod"].get("startup_says", 'Startup probe failed: Get "http://10.244.3.87:8080/healthz": dial tcp 10.244.3.87:8080: connect: connection refused')
            ev.append(pods.event(p, "Warning", "Unhealthy", refused, ago(end - 1), ago(t0 - 597), int((end - t0) / 2) * (n + 1), field=app))
    elif ending == "probe_kill":
        live = ex["liveness"]
        why = live["last_failure"].replace("127.0.0.1:6060", "10.244.3.87:8080")
        ev = [pods.event(p, "Warning", "Unhealthy", "Liveness probe failed: " + why, ago(t0 + live["killed_at_seconds"]), ago(t0 - 3000), live["failed"] * max(1, n), field=app),
              pods.event(p, "Normal", "Killing", f"Container {app} failed liveness probe, will be restarted", ago(t0 + live["killed_at_seconds"]), ago(t0 - 2990), n, field=app)]
        ev += pods.pulled(p, c, ago(end + 12), n + 1, ago(t0 - 3100))
        if run.get("pod", {}).get("mask") == "crashloop":
            ev.append(pods.backoff(p, c, ago(end + 3), ago(end - 1380), 2 * n + 1))
    elif ending == "evicted":
        ev = [pods.event(p, "Normal", "Scheduled", f"Successfully assigned {p['metadata']['namespace']}/{p['metadata']['name']} to {p['spec']['nodeName']}", ago(t0 - 2), comp="default-scheduler"),
              *pods.pulled(p, c, ago(t0)), pods.event(p, "Warning", "Evicted", evicted_message(run, ex, app), ago(end)),
              pods.event(p, "Normal", "Killing", f"Stopping container {app}", ago(end), field=app)]
    return ev

def pod(run, ex, t0):
    """The pod and its events, for the run whose process began at t0 (Unix seconds)."""
    o = run.get("pod", {})
    app, name = names(run)
    end = t0 + ex["ended_at_seconds"]
    killed = ex.get("oom_kill", 0) > 0 and not run.get("survives_oom")
    ending = o.get("ending") or ("oom" if killed else "running")
    c = main_container(run, app)
    st = main_state(run, ex, c, t0, end, killed)
    if run.get("restart") and not killed:
        at = t0 + run["restart"][-1]
        st = pods.status(c, {"running": {"startedAt": iso(at)}}, ended(run, "Error", 143, t0, at), restarts=1)
    if o.get("status_extra"):
        st.update(o["status_extra"])
    beside, inits, more = [], [], []
    for x in o.get("beside", ()):
        beside.append(x(run, ex, t0, end))
    for x in o.get("inits", ()):
        inits.append(x(run, ex, t0, end))
    kw = {}
    if ending == "evicted":
        kw = dict(phase="Failed", reason="Evicted", message=evicted_message(run, ex, app),
                  conditions=[("DisruptionTarget", True), ("PodReadyToStartContainers", False), ("Initialized", True), ("Ready", False), ("ContainersReady", False), ("PodScheduled", True)])
    if ending == "waiting":
        kw = dict(phase="Pending")
    age = ago(t0 - (3200 if ending == "probe_kill" else 600 if killed or ending in ("crash", "waiting") else 2))
    p = pods.pod(name, [c] + [b[0] for b in beside], [st] + [b[1] for b in beside], ns=o.get("ns", "shop"), node=o.get("node", "worker-3.corp.example"), qos=o.get("qos", "Burstable"),
                 inits=[i[0] for i in inits], init_statuses=[i[1] for i in inits], age=age, owner=o.get("owner", "ReplicaSet"), volumes=o.get("volumes", ()),
                 spec_extra={**o.get("spec", {}), **({"terminationGracePeriodSeconds": int(run["liveness"]["grace"])} if "liveness" in run else {})}, status_extra=o.get("status"), **kw)
    for x in beside + inits:
        more += x[2](p)
    return p, events_of(run, ex, p, c, t0, end, ending) + more
