#!/usr/bin/env bash
# Runs one case of tests/packaging: cases/CASE.sh, in a temporary directory with a space in its name, with the words below.
#
#   packaging.sh CASE [ARGUMENT…]      ABAX_SOURCE, ABAX_PREFIX and ABAX_TOOL say where source, installed package and tool are
#
# A case copies a project, configures it, builds it and says what must have been done. Ends with 77 where the case cannot
# be tried here.
set -euo pipefail

case=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
work="$(mktemp -d)/scratch project"
mkdir "$work"
trap 'rm -rf "$(dirname "$work")"' EXIT
log="$work/log"
# Nothing of the user's own environment.
unset CMAKE_PREFIX_PATH CMAKE_TOOLCHAIN_FILE CMAKE_GENERATOR CC CXX CFLAGS CXXFLAGS LDFLAGS MAKEFLAGS ABAX_PYTHON

fail() {
    echo "FAILED ($case): $*" >&2
    sed 's/^/    /' "$log" >&2
    exit 1
}

skip() {
    echo "skipped: $*"
    exit 77
}

# project NAME: a copy of projects/NAME to work in, as $project; built in $build.
project() {
    project="$work/$1"
    build="$work/build of $1"
    cp -r "$here/projects/$1" "$project"
}

# configure [ARGUMENT…] and refuse [ARGUMENT…]: CMake must succeed, or fail.
configure() {
    cmake -S "$project" -B "$build" "$@" >"$log" 2>&1 || fail "CMake failed"
}
refuse() {
    if cmake -S "$project" -B "$build" "$@" >"$log" 2>&1; then
        fail "CMake did not refuse"
    fi
}

# Builds with both cores; $log is what was said.
build() {
    cmake --build "$build" --parallel 2 >"$log" 2>&1 || fail "the build failed"
}
build_fails() {
    if cmake --build "$build" --parallel 2 >"$log" 2>&1; then
        fail "the build did not fail"
    fi
}

# says TEXT: the log has it. CMake breaks the lines of messages, so white space does not count.
says() {
    local flat
    flat=$(tr -s ' \n\t' '   ' <"$log" | tr -s ' ')
    if [[ $flat != *"$1"* ]]; then
        fail "expected: $1"
    fi
}

# What the build did, from what it printed: make and Ninja say the same in the same words.
#   generate FILE, …     compile FILE     link TARGET
done_by_build() {
    sed -n -E -e 's/^\[[^]]*\] Generating (.*) from .*$/generate \1/p' \
        -e 's|^\[[^]]*\] Building C(XX)? object .*/([^/]*)\.o$|compile \2|p' \
        -e 's|^\[[^]]*\] Linking C(XX)? .* ([^ ]*)$|link \2|p' "$log" | LC_ALL=C sort -u
}

# step WHAT COMMAND LINE…: carries out COMMAND (a text for the shell), builds, and compares what was done with the lines.
step() {
    local what=$1 command=$2 expected actual
    shift 2
    (cd "$project" && eval "$command")
    build
    expected=$(printf '%s\n' "$@" | sed '/^$/d' | LC_ALL=C sort -u)
    actual=$(done_by_build)
    if [[ $expected != "$actual" ]]; then
        diff <(echo "$expected") <(echo "$actual") >&2 || true
        fail "$what: < expected to be done, > done"
    fi
    printf 'ok: %s\n' "$what"
}

# prints TEXT PROGRAM [ARGUMENT…]: the output of a program.
prints() {
    local text=$1 actual
    shift
    actual=$("$@") || fail "$1 ended with $?"
    if [[ $actual != "$text" ]]; then
        fail "$1 printed '$actual', expected '$text'"
    fi
}

# shellcheck source=/dev/null
source "$here/cases/$case.sh"
echo "passed: $case"
