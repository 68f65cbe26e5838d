"""What each function of the maths library brings into an image, by the linker's map of an image with nothing else in it.

    library_flash.py NM OBJECT LINKER [ARGUMENT...]

OBJECT is library.cpp, compiled. Prints generator/costs/cortex_m7_flash.def: read-only data and the first values of data count
with the code.
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

HEAD = """\
/*
 * Bytes of flash on a Cortex-M7 that functions of the maths library bring, part by part; functions share parts.
 * By the linker: made by bench/target, target refresh_counts. DO NOT EDIT.
 *
 * ABAX_FLASH(32 or 64: of f32 or of f64, library function, part, bytes)
 */"""


def parts_of(link, entry, path):
    """The members of libraries that are linked for a function, with their bytes."""
    map_path = path / "map"
    subprocess.run(
        [*link, "-lm", f"-Wl,--entry={entry}", f"-Wl,-Map={map_path}", "-o", path / "image"],
        check=True,
    )
    text = map_path.read_text(encoding="utf-8")
    text = text[text.index("Linker script and memory map") :]
    parts = collections.Counter()
    # a long name stands on a line of its own
    for size, member in re.findall(
        r"^ \.(?:text|rodata|data)\S*\s+0x[0-9a-f]+\s+0x([0-9a-f]+) \S*\.a\((?:lib_a-)?(\S+?)\.o\)$", text, re.MULTILINE
    ):
        parts[member] += int(size, 16)
    return {name: size for name, size in parts.items() if size != 0}


def main():
    nm, functions_object, *link = sys.argv[1:]
    link.append(functions_object)
    names = subprocess.run([nm, functions_object], check=True, capture_output=True, text=True).stdout
    functions = sorted(set(re.findall(r"\buse_f(32|64)_(\d+)\b", names)), key=lambda f: (f[0], int(f[1])))
    print(HEAD)
    with tempfile.TemporaryDirectory() as path:
        for real, number in functions:
            for part, size in sorted(parts_of(link, f"use_f{real}_{number}", pathlib.Path(path)).items()):
                print(f'ABAX_FLASH({real}, {number:>3}, "{part}", {size})')
    return 0 if functions else 1


sys.exit(main())
