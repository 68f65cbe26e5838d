#!/usr/bin/env python3
"""How fast `abax eval --csv` goes through a recording, beside a plain copy of the same file, and that its memory does not grow.

The module is S, seven expressions over ten inputs; the recordings are made here. Time is of whole processes, on one core: the
best of several. A cell is a number that is read or written.

    recording.py ABAX [--json FILE]   exit 1 if memory grows with the recording, or a row's results differ from those of the row
                                      alone
"""
import argparse
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

ROWS = (50_000, 200_000)
REPETITIONS = 7
GROWTH_KB = 1024  # of memory, from the short recording to the long one
SENSORS = pathlib.Path(__file__).resolve().parents[1] / "evaluate/sensors.def"
PARAMS = [f"in_{letter}" for letter in "abcdefghij"]  # e alone is a constant


def write_module(path):
    texts = re.findall(r'SENSOR\("((?:[^"\\]|\\.)*)"', SENSORS.read_text(encoding="utf-8"))
    texts = [re.sub(r"\b[a-j]\b", r"in_\g<0>", text) for text in texts]
    lines = ["[module]", 'name = "sensors"', 'real = "f64"', 'log = "ln"', "[params]"]
    lines += [f"{name} = 1.5" for name in PARAMS]
    lines += ["[expressions]"] + [f'r{i} = "{text}"' for i, text in enumerate(texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(texts)


def write_recording(path, rows):
    numbers = random.Random(1)
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(PARAMS) + "\n")
        for _ in range(rows):
            file.write(",".join(f"{numbers.uniform(0.5, 15):.6g}" for _ in PARAMS) + "\n")


def run(command):
    """Elapsed time in seconds and peak memory in KB of a process."""
    begin = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"recording.py: {' '.join(map(str, command))} failed")
    return elapsed, usage.ru_maxrss


def measured(tool, directory, module, results, rows):
    log, out, copy = (directory / name for name in ("log.csv", "out.csv", "copy.csv"))
    write_recording(log, rows)
    evaluate = [tool, "eval", module, "--csv", log, "-o", out]
    pairs = [(run(evaluate), run(["cp", log, copy])) for _ in range(REPETITIONS)]
    elapsed, copied = (min(pair[which][0] for pair in pairs) for which in (0, 1))
    cells = rows * (len(PARAMS) + results)
    return {"rows": rows, "bytes": log.stat().st_size, "cells": cells, "elapsed_s": elapsed, "copy_s": copied,
            "cells_per_s": cells / elapsed, "memory_kb": max(pair[0][1] for pair in pairs)}


def is_right(tool, directory, module):
    """Whether some rows of the last recording have alone the results that they have in it."""
    log = (directory / "log.csv").read_text(encoding="utf-8").splitlines()
    out = (directory / "out.csv").read_text(encoding="utf-8").splitlines()
    if len(out) != len(log):
        return False
    for row in (1, 2, 127, 128, 129, len(log) - 1):
        (directory / "one.csv").write_text(f"{log[0]}\n{log[row]}\n", encoding="utf-8")
        run([tool, "eval", module, "--csv", directory / "one.csv", "-o", directory / "result.csv"])
        if (directory / "result.csv").read_text(encoding="utf-8").splitlines() != [out[0], out[row]]:
            return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("--json")
    arguments = parser.parse_args()

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        module = directory / "sensors.toml"
        results = write_module(module)
        figures = [measured(arguments.tool, directory, module, results, rows) for rows in ROWS]
        right = is_right(arguments.tool, directory, module)
    print("abax eval --csv, whole process, one core")
    print(f"  {'rows':>8} {'MB':>6} {'s':>7} {'cells/s':>11} {'MB/s':>6} {'copy s':>7} {'÷ copy':>7} {'memory KB':>10}")
    for f in figures:
        megabytes = f["bytes"] / 1e6
        print(f"  {f['rows']:>8,} {megabytes:>6.1f} {f['elapsed_s']:>7.3f} {f['cells_per_s']:>11,.0f} "
              f"{megabytes / f['elapsed_s']:>6.0f} {f['copy_s']:>7.3f} {f['elapsed_s'] / f['copy_s']:>7.1f} {f['memory_kb']:>10,}")
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(figures, file, indent=1)
            file.write("\n")
    if not right:
        print("Results of rows differ from those of the rows alone.")
    grows = figures[-1]["memory_kb"] > figures[0]["memory_kb"] + GROWTH_KB
    if grows:
        print("Memory grows with the recording.")
    return 1 if grows or not right else 0


if __name__ == "__main__":
    sys.exit(main())
