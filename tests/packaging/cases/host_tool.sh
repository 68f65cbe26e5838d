# No tool anywhere, and a project in C for another machine: the tool is built here, with this machine's own compilers. The
# only case that builds the tool, and the longest.
command -v arm-none-eabi-gcc >/dev/null || skip "arm-none-eabi-gcc is not installed"
project host_tool
export CFLAGS=--an-option-of-the-other-machine
configure -G Ninja "-DCMAKE_TOOLCHAIN_FILE=$ABAX_SOURCE/cmake/arm-none-eabi.cmake" -DCMAKE_C_FLAGS=-mthumb \
    "-DABAX_SOURCE=$ABAX_SOURCE" "-DABAX_HOST_CMAKE_ARGS=-DCMAKE_BUILD_TYPE=Debug;-DCMAKE_CXX_FLAGS_DEBUG=-O0"
build
says 'Building the host tool abax for this machine'
says 'Generating pump.h, pump.c from pump.toml'
[[ $("$build/abax-host/generator/abax" --version) == "$("$ABAX_TOOL" --version)" ]] || fail "that is not the tool"
step 'a second build does nothing' ''
