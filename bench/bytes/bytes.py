#!/usr/bin/env python3
"""Counts the bytes that one evaluation of S in f32 moves, by what they belong to.

On this machine bench_bytes runs under valgrind's lackey, which prints every access of memory. On an emulated Cortex-M7 an
image with the same table, and one with the generated source, run under QEMU with a plug-in that prints the same. The
accesses between the program's two marks are sorted by the address of the data and, so that the maths library and its stack
are apart, by that of the instruction.
A read-modify-write counts twice; on x86-64 numbers in the program's read-only data count as dispatch tables. Instructions
fetched are counted as a number, not as bytes.

    bytes.py BENCH_BYTES WRITE_MODULES ABAX [--json FILE]

Exit 1 if the fused profile or the generated source moves 1,000 bytes or more on the Cortex-M7, which is what Abax is for, or if
anything allocates. On x86-64 registers and return addresses of 8 bytes go over the stack: its figure is for comparison.
"""
import argparse
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

LIMIT = 1000
PARAMS, RESULTS = 10, 7  # of S
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BOARD = ROOT / "examples/firmware/boards"  # the start-up and the linker script of images
M7_TOOLS = ("arm-none-eabi-gcc", "qemu-system-arm", "gcc")
M7_FLAGS = ("-mcpu=cortex-m7 -mthumb -mfpu=fpv5-d16 -mfloat-abi=hard -ffunction-sections -fdata-sections -O2 -DNDEBUG "
            "-std=gnu99 -ffp-contract=off -fno-math-errno -nostartfiles --specs=nano.specs -Wl,--gc-sections").split()

ENGINE = ["table code", "table header", "dispatch tables", "literal pools", "frame: params", "frame: results",
          "frame: constants", "frame: start", "frame: temporaries", "instance and table structs", "engine stack"]
APART = ["maths library: data", "maths library: stack", "maths library: linkage"]
PLACES = {"table_code": "table code", "table_header": "table header", "frame_params": "frame: params",
          "frame_results": "frame: results", "frame_constants": "frame: constants", "frame_start": "frame: start",
          "frame_temporaries": "frame: temporaries", "instance": "instance and table structs",
          "table_struct": "instance and table structs"}


def between_marks(trace, mark):
    """The accesses between the two calls of bench_mark."""
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
                return lines
        if marks == 1:
            lines.append((kind, address, size))
    sys.exit("bytes.py: the marks were not found in the trace")


def watch_here(programs, profile):
    """Places, facts and accesses of bench_bytes on this machine."""
    with tempfile.NamedTemporaryFile("r") as trace:
        shown = subprocess.run(
            ["valgrind", "--tool=lackey", "--trace-mem=yes", f"--log-file={trace.name}", programs.bench_bytes,
             profile],
            check=True, stdout=subprocess.PIPE, text=True).stdout
        places, facts = [], {}
        for line in shown.splitlines():
            name, begin, end = line.split()
            if name.endswith("_bytes") or name.startswith("allocations"):
                facts[name] = int(begin, 16)
            else:
                places.append((name, int(begin, 16), int(end, 16)))
        mark = next(begin for name, begin, _ in places if name == "mark")
        return places, facts, between_marks(trace, mark)


def places_of_image(image, table):
    """What lies where in the Cortex-M7's image: its symbols, and the table's header."""
    symbols, places = {}, []
    shown = subprocess.run(["arm-none-eabi-nm", "-nS", image], check=True, stdout=subprocess.PIPE, text=True).stdout
    for line in shown.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue  # undefined
        symbols[fields[-1]] = (int(fields[0], 16), int(fields[1], 16) if len(fields) == 4 else 0)
        if len(fields) == 4 and fields[2] in "tTwW":
            owner = "program" if fields[3].startswith(("abax_", "run", "bench_", "sensors_")) else "maths"
            places.append((owner, symbols[fields[-1]][0], sum(symbols[fields[-1]])))
    if table is None:  # generated source: an instance has params and results
        slots, first = (("frame_params", PARAMS), ("frame_results", RESULTS)), []
    else:
        # abax_header of include/abax/format.h
        params, results, states, constants, starts, temporaries, code_bytes = struct.unpack_from("<7I", table, 56)
        slots = (("frame_params", params), ("frame_results", results + states), ("frame_constants", constants),
                 ("frame_start", starts), ("frame_temporaries", temporaries))
        at = symbols["bench_table_bytes"][0]
        first = [("table_header", at, at + 112), ("table_code", at + 112, at + 112 + code_bytes)]
        first += [(name, symbols[symbol][0], sum(symbols[symbol]))
                  for name, symbol in (("table_struct", "bench_table"), ("instance", "bench_instance"))]
    at = symbols["bench_frame"][0]
    for name, number in slots:
        first.append((name, at, at + 4 * number))
        at += 4 * number
    first.append(("stack", symbols["image_stack_begin"][0], symbols["image_stack_end"][0]))
    return first + places + [("rodata", 0, 0x400000), ("maths", 0x20000000, 0x20400000)], symbols["bench_mark"][0]


def watch_m7(programs, way):
    """The same on an emulated Cortex-M7, for a profile of tables or for generated source."""
    with tempfile.TemporaryDirectory() as directory:
        table, image, plugin, trace = (f"{directory}/{name}" for name in ("table", "image.elf", "trace.so", "trace"))
        if way == "generated":
            subprocess.run([programs.write_modules, directory], check=True)
            subprocess.run([programs.abax, "compile", f"{directory}/sensors_f32.toml", "--emit", "c", "--out-dir", directory,
                            "--no-warn", "shadows"], check=True)  # S has a param that is called e
            engine = [f"-I{directory}", f"{directory}/sensors_f32.c"]
        else:
            subprocess.run([programs.bench_bytes, way, table], check=True, stdout=subprocess.DEVNULL)
            engine = [f'-DTABLE_FILE="{table}"']
        sources = [str(ROOT / "runtime/eval" / name) for name in ("f32.c", "verify.c", "verify_code.c", "crc32.c")]
        subprocess.run(["arm-none-eabi-gcc", *M7_FLAGS, f"-I{ROOT}/include", *engine, "-T",
                        str(BOARD / "mps2_an500.ld"), "-Wl,--undefined=reset_handler", str(HERE / "m7/image.c"),
                        *(str(BOARD / name) for name in ("startup.c", "print.c", "mps2_an500.c")), *sources, "-o", image, "-lm"], check=True)
        subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-fvisibility=hidden", str(HERE / "m7/trace.c"), "-o", plugin],
                       check=True)
        subprocess.run(["qemu-system-arm", "-M", "mps2-an500", "-display", "none", "-monitor", "none", "-serial", "none",
                        "-semihosting-config", "enable=on,target=native", "-plugin", f"{plugin},out={trace}", "-kernel",
                        image], check=True, timeout=60, stdin=subprocess.DEVNULL)
        places, mark = places_of_image(image, None if way == "generated" else pathlib.Path(table).read_bytes())
        with open(trace, encoding="ascii") as lines:
            return places, {}, between_marks(lines, mark)


def place_of(places, address):
    return next((name for name, begin, end in places if begin <= address < end), "unknown")


def class_of(kind, size, where, code):
    """What an access belongs to: `where` the data lies, `code` where the instruction does."""
    if where in PLACES:
        return PLACES[where]
    if where == "stack":
        return "maths library: stack" if code == "maths" else "engine stack"
    if code == "maths" or where == "maths":
        return "maths library: data"
    if where == "rodata" and kind == "L":
        return "dispatch tables"
    if where == "program" and kind == "L":
        if code == "thumb":  # a switch's table lies in the code, and has elements of one or two bytes
            return "literal pools" if size >= 4 else "dispatch tables"
        return "dispatch tables" if size < 8 else "maths library: linkage"
    return None


def count(places, lines):
    classes = {name: [0, 0] for name in ENGINE + APART}
    instructions = {"engine": 0, "maths library": 0}
    thumb = any(name == "rodata" for name, _, _ in places)
    code = "program"
    for kind, address, size in lines:
        where = place_of(places, address)
        if kind == "I":
            code = "thumb" if where == "program" and thumb else where
            instructions["maths library" if code == "maths" else "engine"] += 1
            continue
        name = class_of(kind, size, where, code)
        if name is None:
            sys.exit(f"bytes.py: {kind} {address:x},{size} from {code} in {where} belongs to nothing")
        times = 2 if kind == "M" else 1
        classes[name][0] += size * times
        classes[name][1] += times
    return classes, instructions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for program in ("bench_bytes", "write_modules", "abax"):
        parser.add_argument(program)
    parser.add_argument("--json")
    arguments = parser.parse_args()
    ways = [("x86-64", watch_here)] if sys.maxsize > 2**32 else []
    if all(shutil.which(tool) for tool in M7_TOOLS):
        ways.append(("M7", watch_m7))
    else:
        print(f"Cortex-M7: not counted; it takes {', '.join(M7_TOOLS)}")
    found = {}
    for machine, watch in ways:
        for way in ("base", "fused") + (("generated",) if machine == "M7" else ()):
            places, facts, lines = watch(arguments, way)
            classes, instructions = count(places, lines)
            found[f"{machine} {way}"] = {"classes": classes, "instructions": instructions, **facts,
                                             "total": sum(classes[name][0] for name in ENGINE)}
    print("Bytes moved by one evaluation of S in f32 (accesses in brackets)")
    print(f"  {'':28}" + "".join(f" {name:>16}" for name in found))

    def row(name, values):
        print(f"  {name:28}" + "".join(f" {value:>16}" for value in values))

    for name in ENGINE + ["engine in all"] + APART:
        row(name, [f["total"] if name == "engine in all" else "{} ({:>3})".format(*f["classes"][name])
                   for f in found.values()])
    for name in ("engine", "maths library"):
        row(f"instructions: {name}", [f["instructions"][name] for f in found.values()])
    for name in ("table_bytes", "instance_bytes", "allocations_verify", "allocations_setup",
                 "allocations_100_evaluations"):
        row(name.replace("_", " "), [f.get(name, "") for f in found.values()])
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=1)
            file.write("\n")
    allocates = any(value for f in found.values() for name, value in f.items() if name.startswith("allocations"))
    if "M7 fused" not in found:
        print(f"\nThe limit of {LIMIT} bytes holds on a Cortex-M7, which could not be emulated here: the tools are missing.")
        return 1 if allocates else 0
    print()
    totals = {name: found[name]["total"] for name in ("M7 fused", "M7 generated")}
    for name, total in totals.items():
        print(f"{name}: {total} bytes an evaluation, {total / 1000:.3f} MB/s at 1000 Hz: "
              f"{'good' if total < LIMIT else f'{LIMIT} or more'}.")
    return 1 if allocates or max(totals.values()) >= LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
