"""Renders every model of a file with the built-in templates, into a few files that a compiler can work on side by side, and
a list of the modules that they define.

    render_models.py RENDER_PY TEMPLATES MODELS OUT_DIR PARTS

OUT_DIR gets c_0.c … c_{PARTS-1}.c, cpp_0.cpp …, list_c.c and list_cpp.cpp.
"""

import importlib.util
import json
import pathlib
import sys

render_py, templates, models, out, parts = sys.argv[1:]
spec = importlib.util.spec_from_file_location("render", render_py)
render = importlib.util.module_from_spec(spec)
spec.loader.exec_module(render)

environments = {
    language: render.environment_of([str(pathlib.Path(templates) / language)]) for language in ("c", "cpp")
}
texts = {"c": [[] for _ in range(int(parts))], "cpp": [[] for _ in range(int(parts))]}
names = []
with open(models, encoding="utf-8") as file:
    for number, line in enumerate(file):
        model = json.loads(line)
        language = model["code"]["language"]
        name = model["module"]["name"]
        files = render.render(model, environments[language])["files"]
        texts[language][number // 2 % int(parts)].append(files[f"{name}.{language}"])
        if language == "c":
            names.append((name, model["code"]["api"]))

out = pathlib.Path(out)


def write(name, text):
    path = out / name
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


for language, chunks in texts.items():
    for number, chunk in enumerate(chunks):
        write(f"{language}_{number}.{language}", "\n".join(chunk))

list_of = {
    "c": [f"extern const {api}table {name}_generated;\nint {name}_selftest(void);" for name, api in names],
    "cpp": [f"namespace {name} {{ extern const {api}table generated; int selftest() noexcept; }}" for name, api in names],
}
entry = {
    "c": [f'    {{"{name}", &{name}_generated, {name}_selftest}},' for name, _ in names],
    "cpp": [f'    {{"{name}", &{name}::generated, {name}::selftest}},' for name, _ in names],
}
for language in texts:
    lines = ['#include "source/generated_list.h"', *list_of[language]]
    lines += ["const struct generated_module generated_modules[] = {", *entry[language], "    {0, 0, 0},", "};"]
    write(f"list_{language}.{language}", "\n".join(lines) + "\n")
