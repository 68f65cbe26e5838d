"""How deep the stack gets: the dearest way through the call graph that GCC wrote with -fcallgraph-info=su.

    stack.py NAME=FOLDER[,FOLDER...]...

One column for each set of folders with .ci files. A way ends where it leaves the run time: the maths library, memcpy and memset,
natives and the guard of a compiler count nothing. Exit status 1 where calls form another circle than the known one or a frame's size is not known
beforehand.
"""

import pathlib
import re
import sys

# What a row is called, and the functions that it may begin with.
ROWS = {
    "open and verify": r"abax_f32_open",
    "init, reset, swap": r"abax_f32_(init|reset|swap)",
    "evaluate": r"abax_f32_eval",
    "set, get, find": r"abax_f32_(set|get|find)\w*",
    "compile": r"abax_(f32_)?compiler_(init|param|expression|finish)\w*",
}
# The only pointers to functions of the run time itself; others are the user's.
BY_POINTER = {"run_other": r"abax_f32_run_\w+", "prepare": r"abax_f32_run_\w+", "restart": r"abax_f32_run_\w+"}

# The only functions that call each other in a circle: what makes a value, and the rules that make another one instead. -x/2 is
# -x*0.5 is -(x*0.5) is x*-0.5, each made and looked at: no chain of them is longer, whatever the text, since what they make has
# no sign left to move, no divisor, and no comparison with 0.
CIRCLE = r"(.*:)?_ZN4abax(12_GLOBAL__N_1)?\d+(make_(unary|binary|conditional|logic)|simplify_\w+|by_unit)E.*"
CIRCLE_LENGTH = 10


class CallGraph:
    def __init__(self, folders):
        self.frames = {}
        self.calls = {}
        self.depths = {}
        for path in sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*.ci")):
            self.read(path.read_text(encoding="utf-8"))

    def read(self, text):
        for name, size, kind in re.findall(r'node: \{ title: "([^"]+)" label: "[^"]*?(\d+) bytes \(([^)]*)\)', text):
            if kind != "static":
                sys.exit(f"stack.py: the frame of {name} is {kind}")
            self.frames[name] = int(size)
        for caller, callee in re.findall(r'edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"', text):
            self.calls.setdefault(caller, set()).add(callee)

    def callees(self, name):
        for callee in self.calls.get(name, ()):
            if callee != "__indirect_call":
                yield callee
                continue
            for own, targets in BY_POINTER.items():
                if name.endswith("_" + own):
                    yield from (f for f in self.frames if re.fullmatch(targets, f.rpartition(":")[2]) and f != name)

    def depth(self, name):
        """Bytes of stack from a function on, and the way there."""
        if name not in self.frames:
            return 0, []
        if name not in self.depths:
            self.depths[name] = None
            callees, frame = set(self.callees(name)), self.frames[name]
            if re.fullmatch(CIRCLE, name):
                circle = {own for own in self.frames if re.fullmatch(CIRCLE, own)}
                callees = {callee for own in circle for callee in self.callees(own)} - circle
                frame = CIRCLE_LENGTH * max(self.frames[own] for own in circle)
            deepest = max((self.depth(callee) for callee in callees), default=(0, []))
            self.depths[name] = (frame + deepest[0], [name, *deepest[1]])
        if self.depths[name] is None:
            sys.exit(f"stack.py: {name} calls itself")
        return self.depths[name]

    def row(self, pattern):
        return max((self.depth(name) for name in self.frames if re.fullmatch(pattern, name)), default=(0, []))


def main():
    graphs = {}
    for argument in sys.argv[1:]:
        name, _, folders = argument.partition("=")
        graphs[name] = CallGraph(folders.split(","))
    width = max(map(len, ROWS)) + 2
    print(" " * width + "".join(name.rjust(13) for name in graphs))
    for title, pattern in ROWS.items():
        depths = [graph.row(pattern)[0] for graph in graphs.values()]
        print((title.ljust(width) + "".join((str(depth) if depth else "-").rjust(13) for depth in depths)).rstrip())
    return 0 if all(graph.row(ROWS["evaluate"])[0] for graph in graphs.values()) else 1


sys.exit(main())
