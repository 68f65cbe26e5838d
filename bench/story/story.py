#!/usr/bin/env python3
"""Tells which step from "parse the text each time" to "written by hand" buys what, on S, seven expressions, in f32.

Times come from bench_story: all forms in turn in one process, on one core, CPU time, the fastest of many repetitions:
other work on the machine only ever adds to it. Instructions and bytes come from bench_story_watch under valgrind's
lackey, which prints every instruction and every access of memory of one evaluation of all seven. An instruction belongs
to the maths library by its address; to the allocator from its call of malloc, free, new or delete to the return from
it; to a phase by the mark that was called before it. What frees a tree counts as the allocator's. Accesses belong where
their instruction does; a read-modify-write counts twice.

    story.py BENCH_STORY BENCH_STORY_WATCH [--json FILE] [--page FILE]
    story.py --from FILE [--page FILE]

--json keeps what was measured, --from takes it from there. --page writes the same tables for docs/story.md. Exit 1 if values were wrong or something allocated that must not.
"""
import argparse
import json
import math
import pathlib
import platform
import subprocess
import sys
import tempfile
import textwrap

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bytes"))
from bytes import between_marks, place_of  # noqa: E402

EXPRESSIONS = 7
WANTED_HZ = 1000
REPETITIONS = 31

# name: title, what the step to it is; without a step it stands beside the story, in brackets
FORMS = {
    "parsed_each_time": ("parse each time", "text to a tree on the heap, walked, freed"),
    "compiled_each_time": ("(compile each time)", None),
    "cloned": ("clone each time", "parse once; clone the tree, walk the clone, free it"),
    "heap_tree": ("tree on the heap", "walk the tree itself: no clone, no allocation"),
    "arena_tree": ("tree in an arena", "names become slots and operations while compiling; nodes of 16 bytes lie side by side"),
    "table": ("table", "compiled: equal parts once, several operators in one instruction, an accumulator in a register"),
    "generated_cpp": ("generated C++", "the C++ compiler translates it: no dispatch, values in registers"),
    "generated_c": ("(generated C)", None),
    "by_hand": ("by hand", "written by hand: the floor"),
}
CLASSES = {"parse": "parsing", "clone": "cloning", "allocator": "allocation", "set_up": "set-up", "evaluate": "evaluation",
           "maths": "maths library"}
PHASE_CLASS = {"release": "allocator"}


def times(program):
    """The fastest repetition of every benchmark: items per second and the counters; and the machine."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as out:
        done = subprocess.run(
            [program, f"--benchmark_out={out.name}", "--benchmark_out_format=json", "--benchmark_min_time=0.01",
             f"--benchmark_repetitions={REPETITIONS}", "--benchmark_enable_random_interleaving=true"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            sys.exit(done.stderr or f"{program}: exit status {done.returncode}")
        measured = json.load(out)
    machine = {"processor": platform.machine(), "mhz": measured["context"]["mhz_per_cpu"]}
    fastest = {}
    for run in measured["benchmarks"]:
        if run["run_type"] == "iteration":
            fastest[run["run_name"]] = max(run, fastest.get(run["run_name"], run), key=lambda r: r["items_per_second"])
    return fastest, machine


def instructions_of(lines):
    """The trace as instructions: [address, size, bytes moved, whether the last access is a store of 8 bytes]."""
    found = []
    for kind, address, size in lines:
        if kind == "I":
            found.append([address, size, 0, False])
        else:
            found[-1][2] += size * (2 if kind == "M" else 1)
            found[-1][3] = kind == "S" and size == 8
    return found


def watch(program, form):
    """Instructions and bytes of one evaluation, by class."""
    with tempfile.NamedTemporaryFile("r") as trace:
        shown = subprocess.run(["valgrind", "--tool=lackey", "--trace-mem=yes", f"--log-file={trace.name}", program, form],
                               check=True, stdout=subprocess.PIPE, text=True).stdout
        places = [(name, int(begin, 16), int(end, 16)) for name, begin, end in (line.split() for line in shown.splitlines())]
        mark = next(begin for name, begin, _ in places if name == "mark")
        text = trace.read()
        code = instructions_of(between_marks(text[text.index(f"I  {mark:08x},"):].splitlines(), mark))
    phases = {begin: name[len("phase_"):] for name, begin, _ in places if name.startswith("phase_")}
    allocator = {begin for name, begin, _ in places if name == "allocator"}
    objects = [place for place in places if place[0] in ("maths", "program", "other")]
    counted = {name: {"instructions": 0, "bytes": 0} for name in CLASSES}
    phase, inside = None, None  # inside: how many calls were open when the allocator was called
    open_calls = []             # return addresses
    for i, (address, size, moved, stored) in enumerate(code):
        while open_calls and open_calls[-1] == address:
            open_calls.pop()
        if inside is not None and len(open_calls) < inside:
            inside = None
        if address in phases:
            phase = phases[address]
            continue
        if inside is None and address in allocator:
            inside = len(open_calls)
        following = code[i + 1][0] if i + 1 < len(code) else None
        if following is None or following in phases:
            if following is not None:
                open_calls.append(address + size)
            continue  # the call of a mark
        if stored and following not in (address + size, address):
            open_calls.append(address + size)
        if phase is None:
            continue
        name = "allocator" if inside is not None else \
            "maths" if place_of(objects, address) == "maths" else PHASE_CLASS.get(phase, phase)
        counted[name]["instructions"] += 1
        counted[name]["bytes"] += moved
    return counted


def measure(programs):
    timed, machine = times(programs.bench_story)
    forms, before = [], None
    for name, (title, step) in FORMS.items():
        batch = timed[f"batch/{name}"]
        counted = watch(programs.bench_story_watch, name)
        form = {"name": name, "title": title, "step": step,
                "single_hz": timed[f"single/{name}"]["items_per_second"],
                "batch_hz": batch["items_per_second"],
                "c_hz": timed[f"c/{name}"]["items_per_second"],
                "allocations": batch["allocations"], "allocated_bytes": batch["allocated_bytes"],
                "instructions": {key: value["instructions"] for key, value in counted.items()},
                "bytes": {key: value["bytes"] for key, value in counted.items()}}
        form["headroom"] = form["c_hz"] / WANTED_HZ
        if step is not None:
            form["gain"] = form["batch_hz"] / before if before else None
            before = form["batch_hz"]
        forms.append(form)
    return {"machine": machine, "wanted_hz": WANTED_HZ, "forms": forms}


def own_bytes(form):
    return sum(moved for name, moved in form["bytes"].items() if name != "maths")


def rate(hz):
    for unit, factor in (("M", 1e6), ("k", 1e3)):
        if hz >= factor:
            return f"{hz / factor:.3g} {unit}"
    return f"{hz:.3g}"


def megabytes(size):
    """A second, at the wanted rate."""
    return f"{size * WANTED_HZ / 1e6:.3g}" if size else "0"


def speed_rows(forms):
    yield "form", "one expression, Hz", "batch of 7, Hz", "batch from C, Hz", f"headroom over {WANTED_HZ} Hz, from C"
    for form in forms:
        yield form["title"], rate(form["single_hz"]), rate(form["batch_hz"]), rate(form["c_hz"]), f"× {form['headroom']:,.0f}"


def share_rows(forms):
    yield ("form", "instructions", *CLASSES.values())
    for form in forms:
        total = sum(form["instructions"].values())
        yield (form["title"], f"{total:,}",
               *(f"{100 * form['instructions'][name] / total:.1f} %" if form["instructions"][name] else "–" for name in CLASSES))


def memory_rows(forms):
    yield ("form", "allocations", "bytes allocated", "for one expression", "bytes moved", "and by the maths library",
           f"MB/s allocated at {WANTED_HZ} Hz", f"MB/s moved at {WANTED_HZ} Hz")
    for form in forms:
        yield (form["title"], f"{form['allocations']:,.0f}", f"{form['allocated_bytes']:,.0f}",
               f"{form['allocated_bytes'] / EXPRESSIONS:,.0f}", f"{own_bytes(form):,}", f"{form['bytes']['maths']:,}",
               megabytes(form["allocated_bytes"]), megabytes(own_bytes(form)))


def step_rows(forms):
    yield "step to", "what it does", "time of a batch", "times as fast as before", "bytes moved", "bytes spared"
    before = None
    for form in forms:
        if form["step"] is None:
            continue
        moved = own_bytes(form)
        yield (form["title"], form["step"], f"{1e9 / form['batch_hz']:,.0f} ns", f"{form['gain']:.2f}" if before else "",
               f"{moved:,}", f"{before - moved:,}" if before else "")
        before = moved


TABLES = [
    ("Which step buys what", step_rows),
    ("Evaluations a second", speed_rows),
    ("Where the instructions of a batch go", share_rows),
    ("Memory of a batch", memory_rows),
]


def print_tables(story):
    for title, rows_of in TABLES:
        rows = list(rows_of(story["forms"]))
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        print(title)
        for row in rows:
            cells = (cell.ljust(width) if i == 0 or rows_of is step_rows and i == 1 else cell.rjust(width)
                     for i, (cell, width) in enumerate(zip(row, widths)))
            print("  " + "  ".join(cells).rstrip())
        print()


def write_page(story, path):
    forms = {form["name"]: form for form in story["forms"]}
    hz = {name: form["batch_hz"] for name, form in forms.items()}
    text = []
    for title, rows_of in TABLES:
        rows = list(rows_of(story["forms"]))
        text += [f"### {title}", "", "| " + " | ".join(rows[0]) + " |",
                 "|" + "|".join("---" if i == 0 or rows_of is step_rows and i == 1 else "--:" for i in range(len(rows[0]))) + "|"]
        text += ["| " + " | ".join(row) + " |" for row in rows[1:]] + [""]
    cloned, machine = forms["cloned"], story["machine"]
    said = [
        f"Measured on one core of {machine['processor']} at {machine['mhz']} MHz, which other work shared.",
        f"From the first form to the last the batch gets {hz['by_hand'] / hz['parsed_each_time']:,.0f} times as fast.",
        f"The form that clones asks the allocator for {cloned['allocated_bytes'] / EXPRESSIONS:,.0f} bytes an expression, which is "
        f"{megabytes(cloned['allocated_bytes'])} MB/s for the batch at {WANTED_HZ} Hz, and moves "
        f"{own_bytes(cloned) / cloned['allocated_bytes']:.0f} bytes for each that it asks for.",
        f"Against it the table is {hz['table'] / hz['cloned']:.0f} times as fast and moves "
        f"{own_bytes(cloned) / own_bytes(forms['table']):.0f} times fewer bytes, generated C++ "
        f"{hz['generated_cpp'] / hz['cloned']:.0f} and {own_bytes(cloned) / own_bytes(forms['generated_cpp']):.0f} times.",
        f"Compiling S to a table, verifying it and making an instance takes {1e6 / hz['compiled_each_time']:.0f} µs, "
        f"{hz['parsed_each_time'] / hz['compiled_each_time']:.1f} times what parsing to a tree and walking it takes; it is done once, and "
        f"has paid after {pays_after(hz)} evaluations against a tree that is parsed once and cloned each time."]
    pathlib.Path(path).write_text("\n".join(text + wrapped(" ".join(said))) + "\n", encoding="utf-8")


def wrapped(text):
    return textwrap.wrap(text, 120, break_long_words=False, break_on_hyphens=False)


def pays_after(hz):
    """After how many evaluations compiling once and running the table took less than parsing once and cloning each time."""
    compiling = 1 / hz["compiled_each_time"] - 1 / hz["table"]
    parsing = 1 / hz["parsed_each_time"] - 1 / hz["heap_tree"]
    return max(1, math.ceil((compiling - parsing) / (1 / hz["cloned"] - 1 / hz["table"])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench_story", nargs="?")
    parser.add_argument("bench_story_watch", nargs="?")
    parser.add_argument("--json")
    parser.add_argument("--from", dest="measured")
    parser.add_argument("--page")
    arguments = parser.parse_args()
    if (arguments.measured is None) == (arguments.bench_story_watch is None):
        parser.error("give the two programs, or --from and no program")
    if arguments.measured:
        story = json.loads(pathlib.Path(arguments.measured).read_text(encoding="utf-8"))
    else:
        story = measure(arguments)
    print("S, seven sensor expressions in f32, in every form from text to machine code\n")
    print_tables(story)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(story, file, indent=1)
            file.write("\n")
    if arguments.page:
        write_page(story, arguments.page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
