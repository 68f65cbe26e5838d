# A project in C, where nothing may ask for a C++ compiler: Abax installed, and as a subdirectory.
project c_only
export CXX=/there/is/no/such/compiler
for way in installed subdirectory; do
    rm -rf "$build"
    configure -G Ninja "-DWAY=$way" "-DABAX_SOURCE=$ABAX_SOURCE" "-DCMAKE_PREFIX_PATH=$ABAX_PREFIX" "-DABAX_HOST_TOOL=$ABAX_TOOL"
    build
    prints '3' "$build/firmware"
    step "$way: a second build does nothing" ''
    ! grep -q CMAKE_CXX_COMPILER: "$build/CMakeCache.txt" || fail "a C++ compiler was looked for"
done
