# For a Cortex-M7, with the toolchain file of the package: C and C++ are compiled for it, the tool runs here.
command -v arm-none-eabi-gcc >/dev/null || skip "arm-none-eabi-gcc is not installed"
project cross
configure -G Ninja "-DCMAKE_TOOLCHAIN_FILE=$ABAX_PREFIX/lib/cmake/Abax/arm-none-eabi.cmake" -DCMAKE_BUILD_TYPE=Release \
    "-DCMAKE_PREFIX_PATH=$ABAX_PREFIX"
build
for file in firmware lib*.a abax/firmware/pump.abx; do
    compgen -G "$build/$file" >/dev/null || fail "$file was not built"
done
arm-none-eabi-readelf -h "$build/firmware" >"$log"
says 'Machine: ARM'
arm-none-eabi-nm "$build/firmware" >"$log"
says ' T pump_compute'
says ' T abax_f32_open'
step 'a second build does nothing' ''
