# shellcheck shell=bash
# Shared by scripts/demo and scripts/test, which source it: where the checkout is, what must be installed, how many jobs to
# run, and how a preset is configured and built. bash; the caller has set -euo pipefail.
#
# Nothing here touches the network unless something is missing. `need` looks for the thing itself (a command, a header, a
# library) and notes the Debian package that brings it; `provide` then installs what was noted, or says how.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

missing=()
missing_download=0  # MB, as of Debian 12, for when apt-get cannot tell
missing_installed=0

# need PACKAGE PROBE DOWNLOAD_MB INSTALLED_MB: a probe with a slash is a file under /usr or /usr/local (a pattern is
# allowed), one without is a command.
need() {
    local found=""
    if [[ $2 == */* ]]; then
        if compgen -G "/usr/$2" >/dev/null || compgen -G "/usr/local/$2" >/dev/null; then
            found=yes
        fi
    elif command -v "$2" >/dev/null 2>&1; then
        found=yes
    fi
    if [[ -z $found ]]; then
        missing+=("$1")
        missing_download=$((missing_download + $3))
        missing_installed=$((missing_installed + $4))
    fi
}

# What everything needs: the compiler, the build system, the host tool's libraries.
need_build() {
    need g++ g++ 50 200
    need cmake cmake 20 70
    need ninja-build ninja 1 1
    need libcli11-dev include/CLI/CLI.hpp 1 1
    need libtomlplusplus-dev include/toml++/toml.h 1 1
    need libfmt-dev include/fmt/core.h 1 1
    need nlohmann-json3-dev include/nlohmann/json.hpp 1 2
    need python3-jinja2 lib/python3/dist-packages/jinja2/__init__.py 1 3
}

need_tests() {
    need libgtest-dev include/gtest/gtest.h 1 2
    need libmpfr-dev include/mpfr.h 1 3
    need make make 1 2
    need cppcheck cppcheck 3 12
    need valgrind valgrind 15 80
}

# For the whole of scripts/test: the second compiler, the linter, the fuzzers, the cross compiler, the emulator.
need_test_tools() {
    need clang clang 90 450
    need clang-format-14 clang-format-14 1 1
    need clang-tidy-14 clang-tidy-14 2 10
    need libclang-rt-14-dev "lib/llvm-14/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a" 4 45
    need_target
}

# The cross compiler and the emulator.
need_target() {
    need gcc-arm-none-eabi arm-none-eabi-g++ 60 500
    need libnewlib-arm-none-eabi lib/arm-none-eabi/include/math.h 45 350
    need libstdc++-arm-none-eabi-newlib "include/newlib/c++/*/cstdint" 310 1700
    need qemu-system-arm qemu-system-arm 9 43
}

# Says what apt-get would download for the missing packages, in its own words; nothing if it does not know them.
apt_sizes() {
    LC_ALL=C apt-get install --assume-no --no-install-recommends -o Debug::NoLocking=true "${missing[@]}" 2>/dev/null |
        grep -E '^(Need to get|After this operation)' || true
}

provide() {
    if [[ ${#missing[@]} -eq 0 ]]; then
        return 0
    fi
    echo "Missing: ${missing[*]}"
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "These are the names of Debian packages; there is no apt-get here. Install them and start again." >&2
        exit 1
    fi
    local sizes
    if [[ $(id -u) -ne 0 ]]; then
        sizes=$(apt_sizes)
        echo "${sizes:-About $missing_download MB to download, $missing_installed MB installed.}"
        if [[ -z $sizes ]]; then
            echo "apt-get does not know these packages yet: run sudo apt-get update first."
        fi
        echo "Nothing was built. Install them with this line and start again:"
        echo "sudo apt-get install --no-install-recommends ${missing[*]}"
        exit 1
    fi
    if ! apt-get -qq update; then
        echo "apt-get update failed: is there a network?" >&2
        exit 1
    fi
    sizes=$(apt_sizes)
    echo "${sizes:-About $missing_download MB to download, $missing_installed MB installed.}"
    echo "Installing them."
    local log
    log=$(mktemp)
    if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        echo "apt-get install failed." >&2
        exit 1
    fi
    rm -f "$log"
}

# Jobs to run at once: one a core, and about 1 GB of memory for each.
job_count() {
    local cores megabytes limit
    cores=$(nproc)
    megabytes=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
    if [[ -r /sys/fs/cgroup/memory.max ]]; then
        limit=$(cat /sys/fs/cgroup/memory.max)
        if [[ $limit != max && $((limit / 1048576)) -lt $megabytes ]]; then
            megabytes=$((limit / 1048576))
        fi
    fi
    local by_memory=$((megabytes / 1024))
    if [[ $by_memory -lt 1 ]]; then
        by_memory=1
    fi
    echo $((cores < by_memory ? cores : by_memory))
}

# configure PRESET: into build/PRESET, unless that is up to date already (ninja looks after changed CMakeLists.txt).
configure() {
    local directory="$root/build/$1"
    local cache="$directory/CMakeCache.txt"
    if [[ -f $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
        echo "build/$1 was made for another place: making it anew"
        rm -rf "$directory"
    fi
    if [[ -f $directory/build.ninja && $directory/build.ninja -nt $root/CMakePresets.json ]]; then
        return 0
    fi
    (cd "$root" && cmake --preset "$1" "-DABAX_SHARED_DATA=$shared_data")
}

# build PRESET [TARGET…]
build() {
    local preset=$1
    shift
    configure "$preset" && cmake --build "$root/build/$preset" --parallel "$(job_count)" ${1:+--target "$@"}
}

# Recorded data, beside the checkout or where ABAX_SHARED_DATA says.
shared_data=${ABAX_SHARED_DATA:-$(dirname "$root")/shared/data}
