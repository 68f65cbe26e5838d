# A run time with the operators that modules use, or that are named, by each generator ($2): what it takes and refuses, and what
# is done anew after what.
project runtime
configure -G "$2" "-DCMAKE_PREFIX_PATH=$ABAX_PREFIX"
build
prints '3 3 status 9 ' "$build/firmware"
prints '3 3 status 9 ' "$build/listed_firmware"
tables=('generate one_table.h, one_table.c')
runtime=('compile block_f32.c' 'compile block_f64.c' 'compile crc32.c' 'compile f32.c' 'compile f64.c' 'compile verify.c'
    'compile verify_code.c' 'link libsmall.a')

#    what changes                               how                                      what is done
step 'nothing'                                  ''                                       ''
step 'the time of a module'                     'touch one.toml'                         'generate small_ops.h' "${tables[@]}"
step 'nothing again'                            ''                                       ''
step 'an expression, over other operators'      'sed -i "s/x + 1/x - 1/" one.toml'       'generate small_ops.h' "${tables[@]}" \
    'compile one_table.c' 'compile main.c' "${runtime[@]}" 'link firmware' 'link listed_firmware'
prints '1 3 status 9 ' "$build/firmware"
step 'nothing again'                            ''                                       ''
sed -i 's/ sqrt sin / sqrt sin < floor /' "$project/CMakeLists.txt"
build
prints '1 3 4 ' "$build/listed_firmware"
step 'nothing again'                            ''                                       ''

sed -i 's/ sqrt sin / sqrt sine /' "$project/CMakeLists.txt"
build_fails
says "abax ops: --with: there is no operator or function 'sine'; did you mean 'sin'?"
