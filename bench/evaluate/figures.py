"""What bench_evaluate wrote, as figures: ratios within the run, geometric means over the expressions that an engine has right.

Evaluation is `hot` (one expression again and again), in `turn` (another expression at each call), `shuffled` (the same, in
another order each time) or from `text` (compiled again at each call).
"""
import json
import math
import re

NATIVE = "native C++"
NATIVE_EVALUATIONS = "native C++, inputs each time"
NATIVE_AT_ONCE = "native C++, one function"
NATIVE_MODULES = (NATIVE_EVALUATIONS, NATIVE_AT_ONCE)  # of batches only


def mean(ratios):
    """Geometric."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None


class Figures:
    """Those of one Real: the cell of a workload's expression (a number, or "all"), of how it was run, of an engine."""

    def __init__(self, benchmarks, real):
        self.cells = {}
        order = {}  # of engines, as bench_evaluate has them: that of S has all
        self.classes = {}  # of expressions: (workload, number) of each
        for benchmark in benchmarks:
            of_real, workload, number, how, engine = re.sub(r"/min_time:.*", "", benchmark["run_name"]).split("/")
            if of_real != real:
                continue
            self.cells[workload, number, how, engine] = benchmark
            if (workload, how) == ("sensors", "hot"):
                order[engine] = benchmark["family_index"]
            place = (workload, number)
            kind = benchmark.get("label", "").split(":")[0]
            if how == "hot" and kind and place not in self.classes.setdefault(kind, []):
                self.classes[kind].append(place)
        self.engines = sorted(order, key=order.get)

    def cell(self, workload, number, how, engine):
        cell = self.cells.get((workload, str(number), how, engine))
        return cell if cell and not cell.get("error_occurred") else None

    def time(self, workload, number, how, engine):
        """ns; None where it was not taken."""
        cell = self.cell(workload, number, how, engine)
        return cell["cpu_time"] if cell else None

    def ratio(self, workload, number, how, engine, to):
        ours, theirs = self.time(workload, number, how, engine), self.time(workload, number, how, to)
        return ours / theirs if ours and theirs else None

    def numbers(self, workload):
        return sorted({int(number) for of, number, how, _ in self.cells if of == workload and how == "hot"})

    def ratios(self, places, how, engine, to):
        found = (self.ratio(workload, number, how, engine, to) for workload, number in places)
        return [ratio for ratio in found if ratio]

    def mean_ratio(self, workload, how, engine, to):
        return mean(self.ratios([(workload, number) for number in self.numbers(workload)], how, engine, to))

    def class_ratio(self, kind, engine, to=NATIVE):
        return mean(self.ratios(self.classes.get(kind, []), "hot", engine, to))

    def times(self, workload, how, engine):
        found = (self.time(workload, number, how, engine) for number in self.numbers(workload))
        return [time for time in found if time]

    def right(self, workload, engine):
        return len(self.times(workload, "hot", engine))

    def is_absent(self, workload, engine):
        cell = self.cells.get((workload, "1", "hot", engine))
        return cell is None or cell.get("error_message") == "absent"

    def counter(self, workload, name, engine):
        """Of compiling: the mean over the expressions."""
        cells = (self.cell(workload, number, "compile", engine) for number in self.numbers(workload))
        values = [cell[name] for cell in cells if cell]
        return sum(values) / len(values) if values else None

    def compile_ratio(self, workload, engine, to):
        """Of the time for all expressions that both can do."""
        pairs = [(self.time(workload, n, "compile", engine), self.time(workload, n, "compile", to))
                 for n in self.numbers(workload)]
        pairs = [pair for pair in pairs if all(pair)]
        return sum(a for a, _ in pairs) / sum(b for _, b in pairs) if pairs else None


def read(path):
    """The context of the run, and the figures of both Reals."""
    with open(path, encoding="utf-8") as file:
        run = json.load(file)
    run["context"]["repetitions"] = max(benchmark["repetitions"] for benchmark in run["benchmarks"])
    return run["context"], {real: Figures(run["benchmarks"], real) for real in ("f64", "f32")}


def targets(figures):
    """(what, at most, measured): at most is None where nothing is aimed at, measured where a peer was absent."""
    f = figures
    return [
        ("generated C++ ÷ native C++, the 74", 1.02, f.mean_ratio("formula", "hot", "generated C++", NATIVE)),
        ("generated C++ ÷ seven native calls, S", 0.80, f.ratio("sensors", 1, "hot", "generated C++", NATIVE)),
        ("generated C++ ÷ seven native evaluations, inputs set for each, S", None,
         f.ratio("sensors", 1, "hot", "generated C++", NATIVE_EVALUATIONS)),
        ("table ÷ ExprTk, the 74, one again and again", 1.00, f.mean_ratio("formula", "hot", "table", "ExprTk")),
        ("table ÷ ExprTk, the 74, in turn", 0.70, f.ratio("formula", "all", "turn", "table", "ExprTk")),
        ("table ÷ ExprTk, the 74, shuffled", None, f.ratio("formula", "all", "shuffled", "table", "ExprTk")),
        ("table ÷ ExprTk, S", 0.65, f.ratio("sensors", 1, "hot", "table", "ExprTk")),
        ("table ÷ seven native calls, S", 1.25, f.ratio("sensors", 1, "hot", "table", NATIVE)),
        ("table ÷ seven native evaluations, inputs set for each, S", None,
         f.ratio("sensors", 1, "hot", "table", NATIVE_EVALUATIONS)),
        ("block of 128 rows, SSE2 ÷ native C++, the 74", 0.40, f.mean_ratio("formula", "hot", "block, SSE2", NATIVE)),
        ("block of 128 rows, AVX2 ÷ native C++, the 74", 0.28, f.mean_ratio("formula", "hot", "block", NATIVE)),
        ("text to verified table ÷ fparser's parsing and optimising, the 74", 0.60,
         f.compile_ratio("formula", "table", "fparser, optimised")),
        ("text to verified table ÷ fparser's parsing alone, the 74", None, f.compile_ratio("formula", "table", "fparser")),
    ]
