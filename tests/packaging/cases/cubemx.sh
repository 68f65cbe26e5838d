# A project without CMake, as CubeMX exports one: the run time by `abax export`, generated files that are committed, one plain
# compiler call for all files of a folder, and what a server says when they are stale.
project cubemx
cd "$project"
tool() {
    "$ABAX_TOOL" "$@" >"$log" 2>&1
}
must() {
    "$@" || fail "$*"
}
must tool export Abax
must tool compile pump.toml --emit c --self-test --out-dir Abax
must tool compile pump.toml --emit table-c --out-dir Abax

cc=${CC:-gcc}
command -v "$cc" >/dev/null || skip "there is no $cc"
(cd Abax && "$cc" -c *.c) >"$log" 2>&1 || fail "gcc -c *.c in the folder"
[[ ! -s $log ]] || fail "gcc -c *.c said something"
flags=(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wdouble-promotion -Werror -ffp-contract=off -fno-math-errno)
"$cc" -std=c99 "${flags[@]}" -O2 -ICore/Inc -IAbax -o firmware Core/Src/*.c Abax/*.c -lm >"$log" 2>&1 || fail "the firmware"
expected=$("$ABAX_TOOL" eval pump.toml --set ADC1=1000 --set CRC=2 | sed 's/^flow //')
./firmware >"$log" 2>&1 || fail "the firmware runs"
read -r direct handle table <"$log"
[[ $direct == "$handle" && $handle == "$table" ]] || fail "engines differ"
[[ $(printf '%.6g' "$direct") == $(printf '%.6g' "$expected") ]] || fail "expected $expected"
if command -v arm-none-eabi-gcc >/dev/null; then
    arm-none-eabi-gcc -mcpu=cortex-m7 -mthumb -mfpu=fpv5-d16 -mfloat-abi=hard -std=gnu11 "${flags[@]}" -O2 -fshort-enums -c \
        -IAbax Abax/*.c >"$log" 2>&1 || fail "the target's compiler"
fi

# What a server does with every change.
for kind in c table-c; do
    options=()
    [[ $kind == table-c ]] || options=(--self-test)
    must tool compile pump.toml --emit "$kind" "${options[@]}" --out-dir Abax --check
done
must tool export Abax --check
sed -i 's/12.5/12.75/' pump.toml
if tool compile pump.toml --emit c --self-test --out-dir Abax --check; then
    fail "what is stale was not noticed"
fi
says "Abax/pump.c: error: this file is stale: 'pump.toml' is compiled to something else [stale]"
must tool compile pump.toml --emit c --self-test --out-dir Abax
must tool compile pump.toml --emit c --self-test --out-dir Abax --check
