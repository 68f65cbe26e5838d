#!/usr/bin/env python3
"""Renders the JSON model of a module with Jinja2: what stands between `abax compile --emit cpp|c` and the files.

    render.py MODEL BUILT_IN [DIR]

MODEL is the JSON model, BUILT_IN the directory of the language's own templates, DIR one of the user's. Every file
`module*.j2` becomes a file that has the module's name for `module` and no `.j2`; one in DIR stands in the place of the
built-in one of the same name. Templates may include and extend files of both directories; beside the filters of Jinja2 there
is c_string, which makes a literal of C of a text.

Prints one JSON object: {"files": {name: text}, "read": [paths]}, or {"error": {"file", "line", "message"}} and exits with 1.
Exits with 3 where this Python has no Jinja2. The same model and templates give the same bytes, everywhere and always.
"""

import json
import os
import sys

WITHOUT_JINJA2 = 3

try:
    import jinja2
except ImportError:
    sys.exit(WITHOUT_JINJA2)


class Templates(jinja2.BaseLoader):
    """Files of several directories, the first one that has it; remembers what was read."""

    def __init__(self, directories):
        self.directories = directories
        self.read = []

    def path(self, name):
        for directory in self.directories:
            path = os.path.join(directory, name)
            if os.path.isfile(path):
                return path
        raise jinja2.TemplateNotFound(name)

    def get_source(self, environment, template):
        path = self.path(template)
        if path not in self.read:
            self.read.append(path)
        with open(path, encoding="utf-8") as file:
            return file.read(), path, lambda: True


def module_templates(directory):
    return [name for name in os.listdir(directory) if name.startswith("module") and name.endswith(".j2")]


def c_string(text):
    """A text as a literal of C, in one line and in ASCII: the bytes of its UTF-8."""
    escapes = {ord("\n"): "\\n", ord("\t"): "\\t", ord('"'): '\\"', ord("\\"): "\\\\", ord("?"): "\\?"}
    return '"' + "".join(
        escapes.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}") for byte in text.encode("utf-8")
    ) + '"'


def environment_of(directories):
    environment = jinja2.Environment(
        loader=Templates(directories),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["c_string"] = c_string
    return environment


def render(model, environment):
    loader = environment.loader
    names = sorted({name for directory in loader.directories for name in module_templates(directory)})
    files = {}
    for name in names:
        output = model["module"]["name"] + name[len("module") : -len(".j2")]
        files[output] = environment.get_template(name).render(model)
    return {"files": files, "read": loader.read}


def place_in_templates(error, directories):
    """The innermost line of a template that led to an error."""
    place = {"file": None, "line": 0}
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if os.path.dirname(path) in directories:
            place = {"file": path, "line": trace.tb_lineno}
        trace = trace.tb_next
    return place


def explain(error, directories):
    if isinstance(error, jinja2.TemplateSyntaxError):
        return {"file": error.filename, "line": error.lineno, "message": error.message}
    if isinstance(error, jinja2.TemplateNotFound):
        return {**place_in_templates(error, directories), "message": f"there is no template '{error.name}'"}
    message = str(error) or type(error).__name__
    return {**place_in_templates(error, directories), "message": message}


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    directories = arguments[:0:-1]
    with open(arguments[0], encoding="utf-8") as file:
        model = json.load(file)
    status = 0
    try:
        result = render(model, environment_of(directories))
    except Exception as error:  # whatever a user's template does
        result = {"error": explain(error, directories)}
        status = 1
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    json.dump(result, sys.stdout, ensure_ascii=False)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
