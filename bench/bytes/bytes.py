#!/usr/bin/env python3
"""Counts the bytes that one evaluation of S in f32 moves, by what they belong to.

Runs bench_bytes under valgrind's lackey, which prints every access of memory, takes the accesses between the program's two
marks and sorts them: by the address of the data and, so that the maths library and its stack are apart, by the address of
the instruction. A read-modify-write counts twice. Instructions fetched are counted as a number, not as bytes.

    bytes.py BENCH_BYTES [--json FILE]        exit 1 if the fused profile moves 1,000 bytes or more, or anything allocates
"""
import argparse
import json
import subprocess
import sys
import tempfile

LIMIT = 1000
ENGINE = ["table code", "table header", "dispatch tables", "frame: params", "frame: results", "frame: constants",
          "frame: start", "frame: temporaries", "instance and table structs", "engine stack"]
APART = ["maths library: data", "maths library: stack", "calls into it: GOT"]


def watch(program, profile):
    """The program's own lines, and the trace between the marks."""
    with tempfile.NamedTemporaryFile("r") as trace:
        shown = subprocess.run(
            ["valgrind", "--tool=lackey", "--trace-mem=yes", f"--log-file={trace.name}", program, profile],
            check=True, stdout=subprocess.PIPE, text=True).stdout
        places, facts = [], {}
        for line in shown.splitlines():
            name, begin, end = line.split()
            if name == "result":
                facts.setdefault("results", []).append(float(begin))
            elif name.endswith("_bytes") or name.startswith("allocations"):
                facts[name] = int(begin, 16)
            else:
                places.append((name, int(begin, 16), int(end, 16)))
        mark = next(begin for name, begin, _ in places if name == "mark")
        marks, lines = 0, []
        for line in trace:
            kind, _, rest = line.strip().partition(" ")
            if kind not in ("I", "L", "S", "M"):
                continue
            address, _, size = rest.strip().partition(",")
            address, size = int(address, 16), int(size)
            if kind == "I" and address == mark:
                marks += 1
                if marks == 2:
                    break
            if marks == 1:
                lines.append((kind, address, size))
    if marks != 2:
        sys.exit("bytes.py: the marks were not found in the trace")
    return places, facts, lines


def place_of(places, address):
    return next((name for name, begin, end in places if begin <= address < end), "unknown")


def count(places, lines):
    classes = {name: [0, 0] for name in ENGINE + APART}
    instructions = {"engine": 0, "maths library": 0}
    names = {"table_code": "table code", "table_header": "table header", "frame_params": "frame: params",
             "frame_results": "frame: results", "frame_constants": "frame: constants", "frame_start": "frame: start",
             "frame_temporaries": "frame: temporaries", "instance": "instance and table structs",
             "table_struct": "instance and table structs"}
    code = "program"
    for kind, address, size in lines:
        where = place_of(places, address)
        if kind == "I":
            code = where
            instructions["maths library" if code == "maths" else "engine"] += 1
            continue
        if where in names:
            name = names[where]
        elif where == "stack":
            name = "maths library: stack" if code == "maths" else "engine stack"
        elif code == "maths" or where == "maths":
            name = "maths library: data"
        elif where == "program":
            name = "dispatch tables" if kind == "L" and size < 8 else "calls into it: GOT"
        else:
            sys.exit(f"bytes.py: {kind} {address:x},{size} from {code} belongs to nothing")
        classes.setdefault(name, [0, 0])
        classes[name][0] += size * (2 if kind == "M" else 1)
        classes[name][1] += 2 if kind == "M" else 1
    return classes, instructions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--json")
    arguments = parser.parse_args()
    found = {}
    for profile in ("base", "fused"):
        places, facts, lines = watch(arguments.program, profile)
        classes, instructions = count(places, lines)
        found[profile] = {"classes": classes, "instructions": instructions, **facts,
                          "total": sum(classes[name][0] for name in ENGINE)}
    print("Bytes moved by one evaluation of S in f32 (accesses in brackets)")
    print(f"  {'':28} {'base':>16} {'fused':>16}")

    def row(name):
        print(f"  {name:28}" + "".join(
            f" {found[p]['classes'][name][0]:>9} ({found[p]['classes'][name][1]:>4})" for p in found))

    for name in ENGINE:
        row(name)
    print(f"  {'engine in all':28}" + "".join(f" {found[p]['total']:>9}       " for p in found))
    for name in APART:
        row(name)
    for name in ("engine", "maths library"):
        print(f"  {'instructions: ' + name:28}" + "".join(f" {found[p]['instructions'][name]:>9}       " for p in found))
    for name in ("table_bytes", "instance_bytes", "allocations_verify", "allocations_setup",
                 "allocations_100_evaluations"):
        print(f"  {name.replace('_', ' '):28}" + "".join(f" {found[p][name]:>9}       " for p in found))
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=1)
            file.write("\n")
    allocates = any(value for p in found.values() for name, value in p.items() if name.startswith("allocations"))
    return 1 if allocates or found["fused"]["total"] >= LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
