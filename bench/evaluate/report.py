#!/usr/bin/env python3
"""Tables of what bench_evaluate wrote, to read in a terminal; with --docs also docs/speed.svg and the figures of docs/speed.md.

    report.py evaluate.json [--docs DIRECTORY]
"""
import argparse
import pathlib
import platform
import re
import sys

import figures
import picture
from figures import NATIVE, NATIVE_AT_ONCE, NATIVE_EVALUATIONS, NATIVE_MODULES

CLASSES = ("arithmetic", "maths library", "conditional", "polynomial", "sum", "stateful", "batch", "large module")


def number(value, digits=2):
    return "-" if value is None else f"{value:,.{digits}f}"


def one_at_a_time(f):
    """The 74."""
    rows = [("the 74", "right", "÷ native", "worst", "÷ ExprTk", "in turn: ns", "÷ native", "÷ ExprTk", "shuffled: ns",
             "÷ native", "÷ ExprTk")]
    for engine in f.engines:
        if engine in NATIVE_MODULES or f.is_absent("formula", engine):
            continue
        numbers = f.numbers("formula")
        ratios = f.ratios([("formula", n) for n in numbers], "hot", engine, NATIVE)
        rows.append((engine, f"{f.right('formula', engine)}/{len(numbers)}", number(figures.mean(ratios)),
                     number(max(ratios, default=None)), number(f.mean_ratio("formula", "hot", engine, "ExprTk")),
                     *(number(value, digits) for how in ("turn", "shuffled") for value, digits in (
                         (f.time("formula", "all", how, engine), 1),
                         (f.ratio("formula", "all", how, engine, NATIVE), 2),
                         (f.ratio("formula", "all", how, engine, "ExprTk"), 2)))))
    return rows


def by_class(f):
    rows = [("÷ native",) + CLASSES]
    for engine in f.engines:
        ratios = [f.class_ratio(kind, engine) for kind in CLASSES]
        if engine != NATIVE and any(ratios):
            rows.append((engine,) + tuple(map(number, ratios)))
    return rows


def as_a_whole(f, workload, title, unit, scale, calls):
    rows = [(title, unit, f"÷ {calls} native calls", "÷ inputs each time", "÷ one function", "÷ ExprTk")]
    for engine in f.engines:
        time = f.time(workload, 1, "hot", engine)
        if time:
            rows.append((engine if engine != NATIVE else f"native C++, {calls} calls", number(time / scale, 1)) +
                        tuple(number(f.ratio(workload, 1, "hot", engine, to))
                              for to in (NATIVE, NATIVE_EVALUATIONS, NATIVE_AT_ONCE, "ExprTk")))
    return rows


def compiling(f):
    rows = [("from text", "one of the 74: µs", "allocations", "arena bytes", "S: µs", "1,000 expressions: ms",
             "compiled at each call, one of the 74: µs")]
    for engine in f.engines:
        times = f.times("formula", "compile", engine)
        if not times:
            continue
        large, sensors = f.time("many", 1, "compile", engine), f.time("sensors", 1, "compile", engine)
        each = f.times("formula", "text", engine)
        arena = f.counter("formula", "arena_bytes", engine)
        rows.append((engine, number(sum(times) / len(times) / 1e3), number(f.counter("formula", "allocations", engine), 0),
                     number(arena, 0) if arena else "-", number(sensors and sensors / 1e3, 1),
                     number(large and large / 1e6, 1), number(sum(each) / len(each) / 1e3)))
    return rows


def met(f):
    rows = [("target", "at most", "measured")]
    return rows + [(what, number(limit), number(value)) for what, limit, value in figures.targets(f)]


def tables(f):
    return [one_at_a_time(f), by_class(f), as_a_whole(f, "sensors", "S, seven expressions", "ns", 1, "7"),
            as_a_whole(f, "many", "1,000 expressions", "µs", 1e3, "1,000"), compiling(f)]


def as_text(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                       for i, (cell, width) in enumerate(zip(row, widths))) for row in rows]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def as_markdown(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---" + "|--:" * (len(rows[0]) - 1) + "|")
    return "\n".join(lines) + "\n"


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = re.search(r"^model name\s*:\s*(.*)", file.read(), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1) if found else platform.machine()


def write_docs(context, reals, directory):
    """Replaces what stands between the marks of speed.md, and the picture."""
    machine = (f"Measured on one core of an {processor()}, {context['num_cpus']} cores, GCC {context['compiler']}, "
               f"-O2 without -march=native; {context['repetitions']} repetitions.\n")
    parts = {"machine": machine, "targets": as_markdown(met(reals["f64"]))}
    for name, rows in zip(("formulas", "classes", "sensors", "many", "compiling"), tables(reals["f64"])):
        parts[name] = as_markdown(rows)
    parts["f32"] = "\n".join(as_markdown(rows) for rows in tables(reals["f32"])[:3])
    page = directory / "speed.md"
    text = page.read_text(encoding="utf-8")
    for name, part in parts.items():
        begin = f"<!-- measured {name}: made by scripts/bench evaluate --docs -->\n"
        end = f"<!-- measured until here: {name} -->\n"
        if text.count(begin) != 1 or text.count(end) != 1:
            sys.exit(f"report.py: {page} has no place for {name}")
        before, rest = text.split(begin)
        text = before + begin + "\n" + part + "\n" + end + rest.split(end)[1]
    page.write_text(text, encoding="utf-8")
    (directory / "speed.svg").write_text(picture.of(reals["f64"], CLASSES), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("json")
    parser.add_argument("--docs", type=pathlib.Path)
    arguments = parser.parse_args()
    context, reals = figures.read(arguments.json)
    for real, f in reals.items():
        print(f"{real}: CPU time, ratios within the run\n")
        for rows in tables(f):
            print(as_text(rows))
    absent = [engine for engine in reals["f64"].engines if reals["f64"].is_absent("formula", engine) and
              engine not in NATIVE_MODULES]
    if absent:
        print(f"Not installed: {', '.join(absent)}\n")
    print("Targets, f64")
    print(as_text(met(reals["f64"])))
    if arguments.docs:
        write_docs(context, reals, arguments.docs)


if __name__ == "__main__":
    main()
