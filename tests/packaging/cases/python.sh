# Which Python is taken, and what is said when none has Jinja2. Nobody has it where PYTHONPATH has a jinja2 that cannot be
# imported; tables do not ask.
project c_only
mkdir "$work/no jinja2" "$work/bin"
echo 'raise ImportError("No module named jinja2, for a test")' >"$work/no jinja2/jinja2.py"
printf '#!/bin/sh\nexit 1\n' >"$work/bin/python3"
chmod +x "$work/bin/python3"
arguments=(-G Ninja -DWAY=installed "-DCMAKE_PREFIX_PATH=$ABAX_PREFIX")
taken() {
    sed -n 's/^ABAX_PYTHON:FILEPATH=//p' "$build/CMakeCache.txt"
}

# None: one message with everything that was tried. Then with tables only: nothing asks.
PYTHONPATH="$work/no jinja2" refuse "${arguments[@]}" "-DABAX_PYTHON=$work/bin/python3"
says 'abax_generate: no Python with Jinja2 was found, which EMIT cpp and EMIT c need (EMIT table and EMIT table-c do not). Tried:'
says "$work/bin/python3: it ends with 1 "
says 'ImportError: No module named jinja2, for a test'
says 'Install the Debian package python3-jinja2 (or: pip install jinja2), or set ABAX_PYTHON to an interpreter that has it.'
sed -i.all 's/EMIT c table-c/EMIT table-c/' "$project/CMakeLists.txt"
rm -rf "$build"
PYTHONPATH="$work/no jinja2" configure "${arguments[@]}"
[[ -z $(taken) ]] || fail "Python was looked for"
mv "$project/CMakeLists.txt.all" "$project/CMakeLists.txt"

# The first python3 of the PATH lacks it: another one is taken, and kept.
rm -rf "$build"
PATH="$work/bin:$PATH" configure "${arguments[@]}"
kept=$(taken)
[[ -n $kept && $kept != "$work/bin/python3" ]] || fail "took '$kept'"
build
prints '3' "$build/firmware"

# What is kept is looked for again when it has gone, and one that is given and good is taken.
configure "-DABAX_PYTHON=$work/bin/gone"
says "abax_generate: $work/bin/gone cannot import jinja2; taking $kept"
[[ $(taken) == "$kept" ]] || fail "took '$(taken)'"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$kept" >"$work/bin/good"
chmod +x "$work/bin/good"
configure "-DABAX_PYTHON=$work/bin/good"
[[ $(taken) == "$work/bin/good" ]] || fail "took '$(taken)'"
