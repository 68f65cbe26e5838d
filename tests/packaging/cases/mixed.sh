# The same project with Abax taken in each way ($2) by each generator ($3): C and C++, several kinds, several modules, two
# targets and two directories, templates, a self test.
project mixed
case $2 in
installed) find=("-DCMAKE_PREFIX_PATH=$ABAX_PREFIX") ;;
fetched) find=() && export PATH="$ABAX_PREFIX/bin:$PATH" ;; # the tool is found on the PATH
subdirectory) find=("-DABAX_HOST_TOOL=$ABAX_TOOL") ;;
esac
configure -G "$3" "-DWAY=$2" "-DABAX_SOURCE=$ABAX_SOURCE" "${find[@]}"
out="$build/abax/in_cpp"
says "generated: $out/pump.hpp;$out/pump.cpp;$out/pump.md;$out/the_valve.hpp;$out/the_valve.cpp;$out/the_valve.md"

build
made=$(done_by_build)
for line in 'generate pump.hpp, pump.cpp, pump.md' 'generate the_valve.hpp, the_valve.cpp, the_valve.md' \
    'generate pump.h, pump.c' 'generate pump_table.h, pump_table.c' 'generate pump.abx' 'compile main.c' 'link in_c'; do
    grep -qxF "$line" <<<"$made" || fail "expected to be done: $line"
done
[[ $(grep -c 'Generating pump_table.h' "$log") == 1 ]] || fail "what two targets share must be generated once"
prints '6 36 2 opened' "$build/in_cpp"
prints '9 opened' "$build/in_c"
prints $'# pump\nA module.' cat "$out/pump.md"
[[ -s $build/tables/pump.abx ]] || fail "no table"
grep -q -- '-ffp-contract=fast .*-ffp-contract=off -fno-math-errno.*pump\.cpp' "$build/compile_commands.json" ||
    fail "the flags must come behind the target's"
step 'a second build does nothing' ''

(cd "$build" && ctest) >"$log" 2>&1 || fail "the self tests failed"
says '1/2 Test #1: pump_selftest'
says '2/2 Test #2: the_valve_selftest'
