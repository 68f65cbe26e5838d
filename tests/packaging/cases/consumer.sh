# examples/cmake_consumer as it stands: with Abax installed, and with the directory two above it.
mkdir -p "$work/abax/examples"
for part in cmake generator include runtime CMakeLists.txt LICENSE; do
    ln -s "$ABAX_SOURCE/$part" "$work/abax/$part"
done
cp -r "$ABAX_SOURCE/examples/cmake_consumer" "$work/abax/examples"
project="$work/abax/examples/cmake_consumer"
for find in "-DCMAKE_PREFIX_PATH=$ABAX_PREFIX" "-DABAX_HOST_TOOL=$ABAX_TOOL"; do
    build="$work/build$find"
    build="${build%%=*}"
    configure -G Ninja "$find"
    build
    prints "$(sed -n 's/^# Prints: //p' "$project/CMakeLists.txt")" "$build/consumer"
    step 'a second build does nothing' ''
done
