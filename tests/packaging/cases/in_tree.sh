# Where the project builds the tool itself, a module waits for it. (Only Ninja's plan is looked at: building takes long.)
project mixed
configure -G Ninja -DWAY=subdirectory "-DABAX_SOURCE=$ABAX_SOURCE" -DABAX_BUILD_TOOL=ON
ninja -C "$build" -t inputs pump.abx >"$log" 2>&1 || ninja -C "$build" -t inputs tables/pump.abx >"$log" 2>&1 ||
    fail "ninja does not know tables/pump.abx"
says 'abax/generator/abax '
says 'generator/main.cpp'
ninja -C "$build" -n all >"$log"
says 'Generating pump.abx'
