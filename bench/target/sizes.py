"""What an image is made of, by the linker's map: bytes of flash for each component, and for each function of the maths library.

    sizes.py NAME=MAP...

One column for each map. Read-only data counts with its code. Exit status 1 where a map has none of the run time.
"""

import collections
import re
import sys

ROWS = ["evaluator", "instance", "verifier", "find by name", "CRC-32", "compiler", "compiler: messages", "status texts"]
TOTAL = {"evaluator", "instance", "verifier"}


def component(section, origin):
    """The row that a section of a file belongs to."""
    archive = re.search(r"([\w+-]+)\.a\(([\w.+-]+)\)$", origin)
    library, member = archive.groups() if archive else ("", origin.rsplit("/", 1)[-1])
    member = re.sub(r"(\.c(pp)?)?\.o(bj)?$", "", member)
    if library == "libm":
        return "maths: " + re.sub(r"^lib_a-[a-z]*f?_|^lib_a-", "", member)
    if re.fullmatch(r"lib(c|g)(_nano)?|libgcc", library):
        return "C library"
    if re.fullmatch(r"f(32|64)", member):
        if "_find" in section:
            return "find by name"
        return "evaluator" if re.search(r"_(run|library|bitwise|op)|distances|CSWTCH", section) else "instance"
    if member in ("verify", "verify_code"):
        return "verifier"
    if member == "crc32":
        return "CRC-32"
    if member == "status_text":
        return "status texts"
    if member == "diagnostic_text":
        return "compiler: messages"
    return "compiler" if "compiler" in library else None


def sizes_of(path):
    sizes = collections.Counter()
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = text[text.index("Linker script and memory map") :]
    # a long name stands on a line of its own
    for section, size, origin in re.findall(
        r"^ (\.(?:text|rodata|vectors)\S*)\s+0x[0-9a-f]+\s+0x([0-9a-f]+) (\S.*)$", text, re.MULTILINE
    ):
        name = component(section, origin)
        if name is not None:
            sizes[name] += int(size, 16)
    return sizes


def main():
    columns = [argument.partition("=") for argument in sys.argv[1:]]
    sizes = {name: sizes_of(path) for name, _, path in columns}
    functions = sorted({row for column in sizes.values() for row in column if row.startswith("maths: ")})
    width = max(map(len, ROWS)) + 2

    def line(title, values):
        print((title.ljust(width) + "".join((str(v) if v else "-").rjust(12) for v in values)).rstrip())

    print(" " * width + "".join(name.rjust(12) for name, _, _ in columns))
    for row in ROWS[:3]:
        line(row, [sizes[name][row] for name, _, _ in columns])
    line("= together", [sum(sizes[name][row] for row in TOTAL) for name, _, _ in columns])
    for row in ROWS[3:]:
        line(row, [sizes[name][row] for name, _, _ in columns])
    line("maths library", [sum(sizes[name][row] for row in functions) for name, _, _ in columns])
    line("C library", [sizes[name]["C library"] for name, _, _ in columns])

    print("\nof the maths library, where all functions are linked:")
    largest = [(function, max(column[function] for column in sizes.values())) for function in functions]
    for i in range(0, len(largest), 4):
        print("".join(f"  {name.removeprefix('maths: '):<14}{size:5}  " for name, size in largest[i : i + 4]).rstrip())
    return 0 if all(column["evaluator"] and column["verifier"] for column in sizes.values()) else 1


sys.exit(main())
