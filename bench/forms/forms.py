"""How often the compiler uses each fused instruction, what that saves, and what the instruction costs.

Over the expressions of the benchmark (formulas.def, sensors.def as one module), the modules of bench/target and of the examples.
`used` counts instructions in the code of their tables, `saved` the dispatches that they save against the base profile, `flash` the
bytes of the instruction's handler on a Cortex-M7 (-O2, f32), where an object of the run time is given that was compiled with
ABAX_TAIL_CALLS=1, so that handlers are functions: the table's entry, 4 bytes, comes on top. With the switch it takes a third to a
half less. forms.txt holds what it prints.

    forms.py ABAX [--object f32.c.o [--nm arm-none-eabi-nm]]
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROW = re.compile(r"^ABAX_INSTRUCTION\(\s*(\d+), *(\w+), *(\w+), *(\w+), *(\w+)\)", re.M)

# How many base instructions a form stands for: the right-hand column of instructions.def.
STANDS_FOR = {
    "CALL1S": 2, "CALL1A": 2, "UA": 2, "US": 2, "RR": 2, "AB": 2, "RAS": 2, "ARS": 2, "RAxB": 2, "RxAB": 4, "ABxC": 3,
    "ABS3": 3, "RAxBS": 3, "RxCALL1S": 3, "CALL2A": 2, "SAB": 3, "JNOT": 2, "JIF": 2, "AAxBB": 6, "SE": 2, "RASE": 3,
    "ABSE": 4, "RAxBSE": 4,
}  # fmt: skip


def texts(path, macro):
    """The expressions of a list of the benchmark."""
    return re.findall(macro + r'\("((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))


def module(params, expressions):
    """A module file with these expressions."""
    lines = ["[module]", 'name = "m"', 'real = "f64"', 'log = "ln"', "[params]"]
    lines += [f"{name} = 1.5" for name in params]
    lines += ["[expressions]"] + [f'r{i} = "{text}"' for i, text in enumerate(expressions)]
    return "\n".join(lines) + "\n"


def modules(directory):
    """All modules, as paths."""
    evaluate = ROOT / "bench/evaluate"
    for i, text in enumerate(texts(evaluate / "formulas.def", "FORMULA")):
        path = directory / f"formula{i}.toml"
        path.write_text(module("abcxyzw", [text]), encoding="utf-8")
        yield path
    path = directory / "sensors.toml"
    path.write_text(module("abcdefghij", texts(evaluate / "sensors.def", "SENSOR")), encoding="utf-8")
    yield path
    yield from sorted((ROOT / "bench/target/modules").glob("*.toml"))
    yield from sorted((ROOT / "examples").glob("*/*.toml"))


def count(abax):
    """The uses of each instruction, by number."""
    uses = collections.Counter()
    with tempfile.TemporaryDirectory() as directory:
        for path in modules(pathlib.Path(directory)):
            command = [abax, "explain", str(path), "--show", "code", "--format", "json"]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            code = json.loads(done.stdout)
            uses.update(word["number"] for word in code["code"])
    return uses


def handler_sizes(nm, object_file):
    """Bytes of each instruction's handler, by number."""
    listing = subprocess.run([nm, "-S", object_file], check=True, capture_output=True, text=True).stdout
    found = re.findall(r"^\w+ (\w+) t abax_f32_narrow_do_(\d+)$", listing, re.M)
    return {int(number): int(size, 16) for size, number in found}


def main():
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("abax")
    parser.add_argument("--object")
    parser.add_argument("--nm", default="arm-none-eabi-nm")
    arguments = parser.parse_args()
    uses = count(arguments.abax)
    sizes = handler_sizes(arguments.nm, arguments.object) if arguments.object else {}
    rows = ROW.findall((ROOT / "include/abax/instructions.def").read_text(encoding="utf-8"))
    total = sum(uses.values())
    saved_in_all = 0
    print("instruction            used  saved  flash")
    for number, form, op1, op2, kind in rows:
        if kind == "FUSED":
            name = " ".join([form] + [op for op in (op1, op2) if op != "NONE"])
            used = uses[int(number)]
            saved = used * (STANDS_FOR[form] - 1)
            saved_in_all += saved
            print(f"{number:>3} {name:18} {used:5} {saved:6} {sizes.get(int(number), '-'):>6}")
    print(f"instructions: {total}, of the base profile: {total + saved_in_all}")


if __name__ == "__main__":
    main()
