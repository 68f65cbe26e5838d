#!/usr/bin/env python3
"""Writes into the cases of this directory what the program says now. Read the difference before it is committed.

Usage: refresh.py PROGRAM [FILE…]        (all files of the directory when none is named)
In: cases as README.md describes them. Out: the same files with new `exit`, `out` and `err`.
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def unescaped(text):
    return re.sub(rb"\\x([0-9A-Fa-f]{2})", lambda match: bytes([int(match.group(1), 16)]), text.encode())


def section(name, data):
    text = data.decode("utf-8", errors="replace")
    if not text:
        return []
    lines = text.removesuffix("\n").split("\n")
    return [name] + [f"  | {line}" if line else "  |" for line in lines]


def refreshed(program, source):
    lines = source.split("\n")
    out = []
    files = {}
    i = 0
    while i < len(lines):
        line = lines[i]
        out.append(line)
        i += 1
        if line.startswith("["):
            files = {}
        content = re.fullmatch(r"(file|escaped) (\S+)", line)
        if content:
            texts = []
            while i < len(lines) and lines[i].startswith("  |"):
                texts.append(lines[i][4:])
                out.append(lines[i])
                i += 1
            if content[1] == "escaped":
                files[content[2]] = b"\n".join(unescaped(text) for text in texts)
            else:
                files[content[2]] = "".join(text + "\n" for text in texts).encode()
        elif line.startswith("run "):
            while i < len(lines) and re.match(r"(exit \d+|out|err)$|  \|", lines[i]):
                i += 1
            with tempfile.TemporaryDirectory() as directory:
                for name, data in files.items():
                    (pathlib.Path(directory) / name).write_bytes(data)
                command = f"'{program}' {line[4:]}"
                done = subprocess.run(["sh", "-c", command], cwd=directory, capture_output=True, check=False)
            if done.returncode != 0:
                out.append(f"exit {done.returncode}")
            out += section("out", done.stdout) + section("err", done.stderr)
    return "\n".join(out)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = pathlib.Path(sys.argv[1]).resolve()
    here = pathlib.Path(__file__).resolve().parent
    paths = [pathlib.Path(name) for name in sys.argv[2:]] or sorted(here.glob("*.txt"))
    for path in paths:
        path.write_text(refreshed(program, path.read_text(encoding="utf-8")), encoding="utf-8")


main()
