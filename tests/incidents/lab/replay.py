#!/usr/bin/env python3
"""Runs incidents again with the settings that oomscope recommends for them: same program, same load, three times the time to the kill
(six times for leaks: their stop-gap doubles the limit).

usage: replay.py --oomscope PATH --incidents DIR [--out REPLAY.json] NAME...     (one at a time; LAB as for run.py)
       replay.py --update --oomscope PATH --incidents DIR [--out REPLAY.json]      (forecasts of another build; refuses other settings)
       replay.py --table REPLAY.json > ../REPLAY.md

A tuning incident should not be killed; a leak should still be, and oomscope has to have said so. Results are added to the JSON file after
every run, so that a stopped replay loses nothing.
"""
import argparse, json, os, re, subprocess, sys
import run as lab

S = lab.S

MIB = 2**20

def diagnose(oomscope, folder):
    """The report on all files of an incident."""
    label = json.load(open(os.path.join(folder, "label.json")))
    files = [os.path.join(folder, f["path"]) for f in label["files"]]
    out = subprocess.run([oomscope, "diagnose", "--json", *filter(os.path.exists, files)], stdout=subprocess.PIPE, check=True).stdout
    return label, json.loads(out)

def settings(report, scenario, limit):
    """Environment and limit (MiB) with the recommendation in force."""
    env, advice = dict(scenario["env"]), report["recommendation"]
    for name, key in (("GOMEMLIMIT", "gomemlimit"), ("GOGC", "gogc")):
        if advice[key]["action"] == "set":
            env[name] = advice[key]["env"]
        elif advice[key]["action"] == "remove":
            env.pop(name, None)
    if advice["memory_limit"]["action"] == "set":
        limit = advice["memory_limit"]["bytes"] // MIB
    return env, limit

def gc_share(log):
    """Share of the CPU that collections took over the later half of the trace, and how many there were."""
    pattern = re.compile(r"gc \d+ @([\d.]+)s \d+%: .* ms clock, ([\d.]+)\+([\d.]+)/([\d.]+)/[\d.]+\+([\d.]+) ms cpu, .* (\d+) P")
    cycles = [tuple(map(float, m.groups())) for m in map(pattern.search, open(log, errors="replace")) if m]
    late = cycles[len(cycles) // 2:]
    if len(late) < 2 or late[-1][0] <= late[0][0]:
        return None, len(cycles)
    busy = sum(a + b + c + d for _, a, b, c, d, _ in late[1:])
    return busy / 1000 / (late[-1][0] - late[0][0]) / late[-1][5], len(cycles)

def replay(oomscope, incidents, name):
    scenario = next(s["run"] for s in S if s["run"]["name"] == name)
    label, report = diagnose(oomscope, os.path.join(incidents, name))
    env, limit = settings(report, scenario, label["limit_bytes"] // MIB)
    lived = label["exit"]["ended_at_seconds"]
    seconds = (6 if report["class"] == "leak" else 3) * lived
    again = dict(scenario, env=env, limit_mib=limit, duration=seconds, captures=[], extra=[], restart=[])
    lab.one(again, lab.LAB + "/replay")
    folder = f"{lab.LAB}/replay/{name}"
    end = json.load(open(folder + "/run.json"))["exit"]
    share, collections = gc_share(f"{folder}/{name}.stderr.log")
    return dict(
        name=name, truth=label["truth"], limit_before=label["limit_bytes"] // MIB, limit=limit, set=chosen(env), seconds=round(seconds), lived=lived,
        killed=end.get("oom_kill", 0) > 0, ended=end["ended_at_seconds"], peak=end.get("memory_peak"), gc=share, collections=collections,
        **forecasts(label, report))

def chosen(env):
    return {k: v for k, v in env.items() if k in ("GOMEMLIMIT", "GOGC")}

def forecasts(label, report):
    """What the report says of the future, and what the label knows of it."""
    heaps = [f["at_seconds"] for f in label["files"] if f["kind"].startswith("heap") and f["kind"] != "heap_delta"]
    forecast, killed = report["forecast"], label["oom_killed"] and heaps
    return dict(
        **{"class": report["class"]}, cause=report["cause"], stop_gap=report["recommendation"]["stop_gap"],
        last_capture=max(heaps, default=None), to_limit_forecast=forecast["seconds_to_limit"],
        to_limit_observed=round(label["exit"]["ended_at_seconds"] - max(heaps), 1) if killed else None,
        peak_forecast=forecast["peak_bytes_after"], gc_forecast=forecast["gc_cpu_fraction_after"])

def update(oomscope, incidents, rows):
    for row in rows:
        scenario = next(s["run"] for s in S if s["run"]["name"] == row["name"])
        label, report = diagnose(oomscope, os.path.join(incidents, row["name"]))
        env, limit = settings(report, scenario, row["limit_before"])
        if (chosen(env), limit) != (row["set"], row["limit"]):
            sys.exit(f"{row['name']}: run it again: {row['set']} {row['limit']} Mi became {chosen(env)} {limit} Mi")
        row.update(forecasts(label, report))

def table(rows):
    mib = lambda b: "" if b is None else f"{b / MIB:.0f}"
    percent = lambda share: "" if share is None else f"{100 * share:.1f} %"
    print("# Replay: the recommended settings, tried\n")
    print("Each incident was run again in the lab with the settings that oomscope recommends on all of its files: same program, same load, three times")
    print("the time that it had lived (leaks six times, as their stop-gap doubles the limit). Made by `lab/replay.py` on two busy cores, which slows")
    print("the programs and makes every collection dearer than it was in the incident. The last column is about the incident itself; captures close to the")
    print("limit leave little to forecast, and a container that reclaims memory there takes longer to die than memory takes to fill.\n")
    print("| incident | verdict | limit MiB | environment | killed in | now | peak MiB (forecast) | GC CPU (forecast) | killed after start, s (last capture + forecast) |")
    print("|---|---|---|---|---|---|---|---|---|")
    for r in rows:
        env = ", ".join(f"`{k}={v}`" for k, v in r["set"].items()) or "unchanged"
        limit = f"{r['limit_before']} → {r['limit']}" if r["limit"] != r["limit_before"] else f"{r['limit']}"
        end = f"killed after {r['ended']:.0f} s" if r["killed"] else f"alive after {r['ended']:.0f} s"
        lived = f"{r['lived']:.0f} s" if r["to_limit_observed"] is not None else "not killed"
        peak = f"{mib(r['peak'])}" + (f" ({mib(r['peak_forecast'])})" if r["peak_forecast"] else "")
        gc = percent(r["gc"]) + (f" ({percent(r['gc_forecast'])})" if r["gc_forecast"] is not None else "")
        eta = "" if r["to_limit_observed"] is None or r["to_limit_forecast"] is None else f"{r['lived']:.0f} ({r['last_capture']:.0f} + {r['to_limit_forecast']:.0f})"
        cause = f"{r['class']}, {r['cause'].replace('_', ' ')}" + (", stop-gap" if r["stop_gap"] else "")
        print(f"| {r['name']} | {cause} | {limit} | {env} | {lived} | {end} | {peak} | {gc} | {eta} |")
    cured = [r for r in rows if r["class"] == "tuning" and r["to_limit_observed"] is not None]
    leaks = [r for r in rows if r["class"] == "leak" and r["to_limit_observed"] is not None]
    print(f"\nSettings: {sum(not r['killed'] for r in cured)} of {len(cured)} killed incidents of the class tuning were not killed again.")
    print(f"Leaks: {sum(r['killed'] for r in leaks)} of {len(leaks)} were killed again, as the report says of a stop-gap.")

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--oomscope")
    parser.add_argument("--incidents")
    parser.add_argument("--out", default="REPLAY.json")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--table")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    if args.table:
        return table(json.load(open(args.table)))
    rows = json.load(open(args.out)) if os.path.exists(args.out) else []
    if args.update:
        update(args.oomscope, args.incidents, rows)
        json.dump(rows, open(args.out, "w"), indent=1)
    for name in args.names:
        row = replay(args.oomscope, args.incidents, name)
        rows = sorted([r for r in rows if r["name"] != name] + [row], key=lambda r: r["name"])
        json.dump(rows, open(args.out, "w"), indent=1)
        print(json.dumps(row), flush=True)

main()
