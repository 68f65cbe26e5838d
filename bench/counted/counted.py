#!/usr/bin/env python3
"""Counts the instructions of the workloads of the program `counted` on this machine, and holds them against committed numbers.

Callgrind counts while counted_work runs. Only instructions of the program itself count: the maths library and the C library
choose their functions by the processor, and would make two machines' counts differ. Within the program the same compiler
makes the same instructions, and a run is as the one before.

    counted.py PROGRAM COUNTS            compares; exit 1 if a count is more than 2 % above or below what the file COUNTS says,
                                         or a workload is not in it; exit 77 (skipped) without valgrind
    counted.py PROGRAM COUNTS --refresh  writes the file
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SLACK = 0.02
SKIPPED = 77
WORK = "counted_work"
HEAD = "Instructions of bench/counted, without the C and the maths library: GCC 12.2.0, x86-64, -O2\n"
REFRESH = "cmake --build build/release --target refresh_host_counts"


def count_of(dump, program):
    """The instructions of a callgrind dump that are the program's own: lines of cost that no line calls= precedes."""
    count, ours, called = 0, False, False
    for line in dump.read_text().splitlines():
        if line.startswith("ob="):
            ours = line[3:] == program
        elif line.startswith("calls="):
            called = True
        elif re.match(r"[0-9+*-]", line):
            if ours and not called:
                count += int(line.split()[1])
            called = False
    return count


def counts_of(program):
    with tempfile.TemporaryDirectory() as directory:
        out = f"{directory}/out"
        names = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", f"--toggle-collect={WORK}", f"--dump-after={WORK}",
             "--compress-strings=no", "--compress-pos=no", "--quiet", program],
            check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
        return {name: count_of(pathlib.Path(f"{out}.{i + 1}"), program) for i, name in enumerate(names)}


def read_counts(path):
    counts = {}
    for line in path.read_text().splitlines()[1:]:
        name, count = re.fullmatch(r"(.*?) +(\d+)", line).groups()
        counts[name] = int(count)
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("counts", type=pathlib.Path)
    parser.add_argument("--refresh", action="store_true")
    arguments = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("skipped: valgrind is not installed (Debian: valgrind), so nothing is counted")
        sys.exit(SKIPPED)
    counts = counts_of(os.path.realpath(arguments.program))  # as callgrind names it
    if arguments.refresh:
        width = max(map(len, counts))
        arguments.counts.write_text(HEAD + "".join(f"{name:{width}} {count:>9}\n" for name, count in counts.items()))
        return
    expected = read_counts(arguments.counts)
    wrong = [f"{name} is not a workload any more" for name in expected if name not in counts]
    for name, count in counts.items():
        if name not in expected:
            wrong.append(f"{name}: {count}, and the file does not have it")
            continue
        change = count / expected[name] - 1
        print(f"{name:24} {expected[name]:>9} -> {count:>9}  {change:+.2%}")
        if abs(change) > SLACK:
            gained = "" if change > 0 else ": less is to be held, too"
            wrong.append(f"{name}: {count} instructions, and the file says {expected[name]} ({change:+.1%}){gained}")
    if wrong:
        print(f"\nMore than {SLACK:.0%} from {arguments.counts}:")
        print("\n".join(wrong))
        sys.exit(f"If the change is meant, run\n  {REFRESH}\nand commit the file with it.")


if __name__ == "__main__":
    main()
