#!/usr/bin/env python3
"""Prints the rows of ../README.md from the labels and from incidents.py: those of .., or of ../held_out with that as argument."""
import json, os, sys
from incidents import S
HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.join(HERE, "..")
for s in sorted(S, key=lambda s: s["run"]["name"]):
    path = os.path.join(FOLDER, s["run"]["name"], "label.json")
    if not os.path.exists(path):
        continue
    l = json.load(open(path))
    numbers = ", ".join(map(str, l["scenarios"]))
    module = s["label"]["module"]
    program = f"`programs/{module}`, `{l['run']['app']}`" if module else f"`lab/apps/{l['run']['app']}`"
    print(f"| `{l['name']}` | {numbers} | {l['causes'][0]} | {l['run']['go'].removeprefix('go')} | {l['hard']} | {program} |")
