"""Other containers of an incident's pod: each gives (container, status, events), events as a function of the pod."""
import pods
import incident_pods as ip

def _ran(ex, name):
    return next(x for x in ex["sidecars"] if x["name"] == name)

def oom_sidecar(run, ex, t0, end):
    spec = run["sidecars"][0]
    at = t0 + _ran(ex, spec["name"])["ended_at_seconds"]
    c = pods.container(spec["name"], image="registry.corp.example/obs/logship:3.2.1", resources=pods.mem(f"{spec['limit_mib']}Mi", "24Mi", cpur="20m"))
    st = pods.status(c, {"running": {"startedAt": ip.iso(at + 11)}}, ip.ended(run, "OOMKilled", 137, t0, at, spec["name"]), restarts=6)
    return c, st, lambda p: pods.pulled(p, c, ip.ago(at + 11), 7, ip.ago(t0 - 3000)) + [pods.backoff(p, c, ip.ago(at + 4), ip.ago(at - 900), 12)]

def plain_sidecar(run, ex, t0, end):
    spec = run["sidecars"][0]
    c = pods.container(spec["name"], image="registry.corp.example/maps/warmer:1.9.0", resources=pods.mem(cpur="20m"))
    return c, pods.status(c, {"running": {"startedAt": ip.iso(t0)}}), lambda p: []

def oom_init(run, ex, t0, end):
    c = pods.container("tilepack", image="registry.corp.example/maps/tilepack:v2.14.3", resources=pods.mem(f"{run['limit_mib']}Mi", "48Mi", cpur="100m"))
    wait = pods.waiting("CrashLoopBackOff", "back-off 1m20s restarting failed container=tilepack")
    st = pods.status(c, wait, ip.ended(run, "OOMKilled", 137, t0, end), restarts=5)
    return c, st, lambda p: pods.pulled(p, c, ip.ago(end + 40), 6, ip.ago(t0 - 500)) + [pods.backoff(p, c, ip.ago(end + 3), ip.ago(end - 380), 11)]
