#!/usr/bin/env python3
"""Runs incidents again with the settings that oomscope recommends for them: same program, same load, three times the time to the kill
(leaks up to twelve times: their stop-gap doubles the limit, and machines differ).

usage: replay.py --oomscope PATH [--out REPLAY.json] NAME...     (one at a time; LAB and SLOT as for run.py)
       replay.py --update --oomscope PATH [--out REPLAY.json]    (forecasts of another build; refuses other settings)
       replay.py --control --oomscope PATH [--out REPLAY.json] NAME...   (again as it was, for a forecast on this machine as it is now)
       replay.py --ask --oomscope PATH [NAME...]                 (what would be run)
       replay.py --recover ../REPLAY.md [--out REPLAY.json]      (rows of an earlier table as it prints them, where their file is gone)
       replay.py --table REPLAY.json... > ../REPLAY.md           (of two rows of an incident, the later file's)

A tuning incident should not be killed; a leak should still be, and oomscope has to have said so. Results are added to the JSON file after
every run, so that a stopped replay loses nothing.
"""
import argparse, glob, json, os, re, subprocess, sys
import run as lab

HERE = os.path.dirname(os.path.abspath(__file__))
MIB = 2**20
# Not replayed: a limit does not help where the node is full, and a program that never ran has no load.
LEFT_OUT = ("node_oom_no_limit", "init_container_oom")
# Seconds after which the program does something else than in the incident.
SAME_LOAD = dict(tuning_gomemlimit_too_low=98)
# Arguments that keep the load where it was at the kill: five copies were held then, or eight feeds imported at once, and it would go on to
# grow.
AS_AT_THE_KILL = dict(headroom_rankings=["-most", "5"], tuning_json_bursts=["-most", "8"])
# Where a volume is whose medium is not memory: the disk of the guest, large enough for all that is written.
DISK, DISK_MIB = "/srv/", 4000

def folder_of(name):
    return next(p for p in (f"{HERE}/../{name}", f"{HERE}/../../fixtures/incidents/{name}") if os.path.exists(p + "/label.json"))

def names():
    """Every labelled incident whose program the lab has."""
    known = {s["run"]["name"] for s in lab.S} - set(LEFT_OUT)
    found = (os.path.basename(os.path.dirname(p)) for p in glob.glob(f"{HERE}/../*/label.json") + glob.glob(f"{HERE}/../../fixtures/incidents/*/label.json"))
    return sorted(known.intersection(found))

def diagnose(oomscope, name, until=None, trace=None):
    """The label, and the report on all files of an incident, or on those that were there at `until` seconds, or with another trace of
    collections."""
    folder = folder_of(name)
    label = json.load(open(os.path.join(folder, "label.json")))
    there = [f for f in label["files"] if until is None or f["kind"] == "describe" or 0 < f.get("at_seconds", 0) <= until]
    files = [trace if trace and f["kind"] == "stderr_gctrace" else os.path.join(folder, f["path"]) for f in there]
    out = subprocess.run([oomscope, "diagnose", "--json", *filter(os.path.exists, files)], stdout=subprocess.PIPE, check=True).stdout
    return label, json.loads(out)

def again(report, label, scenario):
    """The run with the recommendation in force, from the start."""
    advice, run = report["recommendation"], dict(scenario, env=dict(scenario["env"]), captures=[], extra=[], restart=[], resizes=[])
    target = (report["target"] or {}).get("container")
    beside = [dict(x) for x in run.get("sidecars", [])]
    mine = next((x for x in beside if x["name"] == target), run)
    for name, key in (("GOMEMLIMIT", "gomemlimit"), ("GOGC", "gogc")):
        if advice[key]["action"] == "set":
            mine.setdefault("env", {})[name] = advice[key]["env"]
        elif advice[key]["action"] == "remove":
            mine.get("env", {}).pop(name, None)
    key = "pod_limit_mib" if mine is run and not run["limit_mib"] and run.get("pod_limit_mib") else "limit_mib"
    before = mine.get(key, 0)
    if mine is run and scenario.get("resizes"):
        before = mine[key] = scenario["resizes"][-1]["limit_mib"]
    if advice["memory_limit"]["action"] == "set":
        mine[key] = advice["memory_limit"]["bytes"] // MIB
    if beside:
        run["sidecars"] = beside
    if run.get("liveness") and advice["liveness"]["action"] == "set":
        fields = dict(f.split("=") for f in advice["liveness"]["value"].split())
        run["liveness"] = dict(run["liveness"], period=int(fields["periodSeconds"]), timeout=int(fields["timeoutSeconds"]), failure=int(fields["failureThreshold"]))
    run["args"] = [*run.get("args", []), *AS_AT_THE_KILL.get(label["name"], [])]
    env = {k: v for k, v in mine.get("env", {}).items() if k in ("GOMEMLIMIT", "GOGC")}
    mounts = {m["name"]: m["mountPath"] for m in run.get("pod", {}).get("extra", {}).get("volumeMounts", [])}
    for volume in advice["volumes"]:
        if volume["medium"]["action"] == "remove":
            run["args"] = [arg.replace(mounts[volume["name"]], DISK + volume["name"]) for arg in run["args"]]
            run["disk_mib"] = DISK_MIB
            env[volume["name"] + ".medium"] = '""'
    lived = label["exit"]["ended_at_seconds"]
    # Load that would have come after the kill is not the load that killed.
    run["load"] = [load for load in run["load"] if load.get("from", 0) < lived]
    run["duration"] = min((12 if report["class"] == "leak" else 3) * lived, SAME_LOAD.get(label["name"], 3600))
    return run, dict(limit_before=before, limit=mine[key], set=env)

def part(cycles):
    """Share of the CPU that collections took in a part of a trace."""
    own = [c for c in cycles[1:] if not c[-1]]
    if len(own) < 1 or cycles[-1][0] <= cycles[0][0]:
        return None
    return sum(sum(c[1:5]) for c in own) / 1000 / (cycles[-1][0] - cycles[0][0]) / cycles[-1][5]

def gc_share(log):
    """The dearest of the last three quarters, as the forecast has it; and how many collections there were."""
    pattern = re.compile(r"gc \d+ @([\d.]+)s \d+%: .* ms clock, ([\d.]+)\+([\d.]+)/([\d.]+)/[\d.]+\+([\d.]+) ms cpu, .* (\d+) P(.*)")
    cycles = [(*map(float, m.groups()[:6]), "forced" in m.group(7)) for m in map(pattern.search, open(log, errors="replace")) if m]
    quarter = len(cycles) // 4
    if quarter < 10:
        return part(cycles[len(cycles) // 2:]) if len(cycles) > 1 else None, len(cycles)
    shares = [part(cycles[i * quarter:(i + 1) * quarter]) for i in (1, 2, 3)]
    return max((s for s in shares if s is not None), default=None), len(cycles)

def replay(oomscope, name):
    scenario = next(s["run"] for s in lab.S if s["run"]["name"] == name)
    label, report = diagnose(oomscope, name)
    run, chosen = again(report, label, scenario)
    lab.one(run, lab.LAB + "/replay")
    folder = f"{lab.LAB}/replay/{name}"
    end = json.load(open(folder + "/run.json"))["exit"]
    share, collections = gc_share(f"{folder}/{name}.stderr.log")
    return dict(
        name=name, truth=label["truth"], **chosen, seconds=round(run["duration"]), lived=label["exit"]["ended_at_seconds"], killed=end.get("oom_kill", 0) > 0,
        ended=end["ended_at_seconds"], stopped=end.get("stopped_by_runner"), signal=end.get("signal"), peak=end.get("memory_peak"), gc=share, collections=collections,
        **forecasts(oomscope, label, report, name))

def control(oomscope, name):
    """The forecast of GC CPU from a trace of today: collections cost what they cost on this machine as busy as it is."""
    scenario = next(s["run"] for s in lab.S if s["run"]["name"] == name)
    lab.one(dict(scenario, captures=[], extra=[]), lab.LAB + "/control")
    trace = f"{lab.LAB}/control/{name}/{name}.stderr.log"
    report = diagnose(oomscope, name, trace=trace)[1]
    advice, forecast = report["recommendation"], report["forecast"]
    return dict(gc=forecast["gc_cpu_fraction_now"], gc_forecast=forecast["gc_cpu_fraction_after"], gomemlimit=advice["gomemlimit"].get("env"), traced=gc_share(trace)[0])

def forecasts(oomscope, label, report, name):
    """What the report says of the future, and what the label knows of it."""
    forecast, lived = report["forecast"], label["exit"]["ended_at_seconds"]
    halfway, heaps = None, [f["at_seconds"] for f in label["files"] if f["kind"] in ("heap", "heap_after_gc") and f["at_seconds"] <= 0.6 * lived]
    if report["class"] == "leak" and label["oom_killed"] and len(heaps) > 1:
        halfway = dict(at=max(heaps), left=diagnose(oomscope, name, 0.6 * lived)[1]["forecast"]["seconds_to_limit"])
    return dict(
        **{"class": report["class"]}, cause=report["cause"], stop_gap=report["recommendation"]["stop_gap"], yaml=report["yaml"] is not None,
        was_killed=label["oom_killed"], halfway=halfway, peak_forecast=forecast["peak_bytes_after"], gc_forecast=forecast["gc_cpu_fraction_after"])

def update(oomscope, rows):
    for row in (row for row in rows if "seconds" in row):
        scenario = next(s["run"] for s in lab.S if s["run"]["name"] == row["name"])
        label, report = diagnose(oomscope, row["name"])
        chosen = again(report, label, scenario)[1]
        if any(row[key] != chosen[key] for key in chosen):
            sys.exit(f"{row['name']}: run it again: {chosen}")
        row.update(forecasts(oomscope, label, report, row["name"]))

def mib(amount):
    return "" if amount is None else f"{amount / MIB:.0f}"

def percent(share):
    return "" if share is None else f"{100 * share:.1f} %"

def forecast_and(seen, said, show):
    return show(seen) + (f" ({show(said)})" if said is not None else "")

def row_of(r):
    env = ", ".join(f"`{k}={v}`" for k, v in r["set"].items()) or "none"
    limit = f"{r['limit_before']} → {r['limit']}" if r["limit"] != r["limit_before"] else f"{r['limit']}"
    ended = f"killed after {r['ended']:.0f} s" if r["killed"] else f"alive after {r['ended']:.0f} s" if r["stopped"] else f"{'done' if r['signal'] is None else r['signal']} after {r['ended']:.0f} s"
    lived = f"{r['lived']:.0f} s" + ("" if r["was_killed"] else ", not killed")
    cause = r["cause"].replace("_", " ") + (", stop-gap" if r["stop_gap"] else "")
    return f"| {r['name']} | {cause} | {limit} | {env} | {lived} | {ended} | {forecast_and(r['peak'], r['peak_forecast'], mib)} | {forecast_and(r['gc'], r['gc_forecast'], percent)} | {percent(today(r))} |"

def today(row):
    """The forecast of GC CPU with the price that a collection has on this machine as busy as it is."""
    return row.get("control", {}).get("gc_forecast") if row["gc_forecast"] else None

def within(pairs, factor):
    """How many of the pairs of what was seen and what was said are within a factor of each other, as words."""
    good = [seen <= factor * said and said <= factor * seen for seen, said in pairs]
    return f"{sum(good)} of {len(good)}"

def table(rows):
    heads = ["| incident | cause | limit MiB | set | lived | again | peak MiB (forecast) | GC CPU (forecast) | forecast by a control |", "|---|---|---|---|---|---|---|---|---|"]
    changed = [r for r in rows if r["yaml"]]
    cured = [r for r in changed if r["class"] != "leak" and not r["stop_gap"]]
    gaps = [r for r in changed if r["class"] != "leak" and r["stop_gap"]]
    leaks = [r for r in changed if r["class"] == "leak"]
    print(open(HERE + "/REPLAY.head.md").read())
    for title, part in (("Settings", cured), ("Stop-gaps, said to be ones", gaps), ("Leaks", leaks)):
        print(f"## {title}\n", *heads, *map(row_of, part), sep="\n", end="\n\n")
    peaks = [(r["peak"], r["peak_forecast"]) for r in cured if r["peak_forecast"] and not r["killed"]]
    costs, controls = ([(r["gc"], said(r)) for r in cured if said(r) and r["gc"] and not r["killed"]] for said in (lambda r: r["gc_forecast"], today))
    print("## Time to the limit\n\nLeaks that were killed, judged on what was there at three fifths of their life.\n")
    print("| incident | last capture, s | left by forecast, s | left in truth, s |\n|---|---|---|---|")
    told = [(r, r["halfway"]) for r in rows if r["halfway"]]
    for r, half in told:
        print(f"| {r['name']} | {half['at']:.0f} | {'unknown' if half['left'] is None else format(half['left'], '.0f')} | {r['lived'] - half['at']:.0f} |")
    times = [(r["lived"] - half["at"], half["left"]) for r, half in told if half["left"] is not None]
    print(f"\n## Sums\n\n- Settings: {sum(not r['killed'] for r in cured)} of {len(cured)} were not killed; peak within 15 % of the forecast in {within(peaks, 1.15)}, GC CPU within twice of it in {within(costs, 2)}, of that by a control in {within(controls, 2)}.")
    print(f"- Stop-gaps of the class tuning: {sum(r['killed'] for r in gaps)} of {len(gaps)} were killed again.")
    print(f"- Both together: {sum(not r['killed'] for r in cured + gaps)} of {len(cured + gaps)} ({percent(sum(not r['killed'] for r in cured + gaps) / len(cured + gaps))}) were not killed.")
    print(f"- Leaks: {sum(r['killed'] for r in leaks)} of {len(leaks)} were killed again, as the report says of a stop-gap.")
    print(f"- Time to the limit: within twice of the truth in {within(times, 2)}; {len(told) - len(times)} without a forecast.")
    print(open(HERE + "/REPLAY.tail.md").read(), end="")

def recover(path):
    """The rows of a table made before, as far as it prints them."""
    def amount(text, unit):
        found = re.findall(r"[\d.]+", text)
        return [float(x) * unit for x in found] + [None] * (2 - len(found))
    rows, section = {}, ""
    for line in open(path):
        section = line[3:].strip() if line.startswith("## ") else section
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "incident" and len(cells) == 9:
            name, cause, limits, env, lived, ended, peak, gc, control = cells
            exact = json.load(open(folder_of(name) + "/label.json"))
            limits = [int(x) for x in re.findall(r"\d+", limits)]
            peak, gc = amount(peak, MIB), amount(gc, 0.01)
            word = ended.split()[0]
            rows[name] = dict(
                name=name, truth=exact["truth"], limit_before=limits[0], limit=limits[-1], set=dict(re.findall(r"`([^=`]+)=([^`]*)`", env)),
                seconds=round(amount(ended, 1)[0]), lived=exact["exit"]["ended_at_seconds"], killed=word == "killed", ended=amount(ended, 1)[0], stopped=word == "alive",
                signal=None if word in ("killed", "alive", "done") else word, peak=peak[0], gc=gc[0], peak_forecast=peak[1], gc_forecast=gc[1], halfway=None,
                **{"class": "leak" if section == "Leaks" else "tuning"}, cause=cause.removesuffix(", stop-gap").replace(" ", "_"), stop_gap="stop-gap" in cause, yaml=True,
                was_killed="not killed" not in lived)
            if control:
                rows[name]["control"] = dict(gc_forecast=amount(control, 0.01)[0])
        elif section == "Time to the limit" and len(cells) == 4 and cells[0] in rows:
            rows[cells[0]]["halfway"] = dict(at=float(cells[1]), left=None if cells[2] == "unknown" else float(cells[2]))
    return sorted(rows.values(), key=lambda row: row["name"])

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--oomscope")
    parser.add_argument("--out", default="REPLAY.json")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--ask", action="store_true")
    parser.add_argument("--control", action="store_true")
    parser.add_argument("--table", nargs="+")
    parser.add_argument("--recover")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    if args.table:
        rows = {}
        for row in (row for path in args.table for row in json.load(open(path))):
            rows.setdefault(row["name"], {}).update(row)
        return table(sorted((row for row in rows.values() if "seconds" in row), key=lambda row: row["name"]))
    if args.ask:
        for name in args.names or names():
            label, report = diagnose(args.oomscope, name)
            run, chosen = again(report, label, next(s["run"] for s in lab.S if s["run"]["name"] == name))
            print(json.dumps(dict(name=name, seconds=round(run["duration"]), **chosen, **forecasts(args.oomscope, label, report, name))))
        return
    rows = json.load(open(args.out)) if os.path.exists(args.out) else []
    if args.recover:
        rows = recover(args.recover)
        json.dump(rows, open(args.out, "w"), indent=1)
    if args.update:
        update(args.oomscope, rows)
        json.dump(rows, open(args.out, "w"), indent=1)
    for name in args.names:
        row = dict(name=name, control=control(args.oomscope, name)) if args.control else replay(args.oomscope, name)
        rows = sorted([r for r in rows if r["name"] != name] + [row], key=lambda r: r["name"])
        json.dump(rows, open(args.out, "w"), indent=1)
        print(json.dumps(row), flush=True)

main()
