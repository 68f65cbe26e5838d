# What is done anew after what, by each generator ($2). The tool and its templates are a copy that may be changed.
project incremental
cp -r "$ABAX_PREFIX" "$work/prefix"
configure -G "$2" "-DCMAKE_PREFIX_PATH=$work/prefix"
one='generate one.hpp, one.cpp, one.md'
two='generate two.hpp, two.cpp, two.md'
tables=('generate one.abx' 'generate one_table.h, one_table.c' 'generate two.abx' 'generate two_table.h, two_table.c')
all=("$one" "$two" "${tables[@]}")
build
prints '3 4' "$build/firmware"

#    what changes                               how                                      what is done
step 'nothing'                                  ''                                       ''
step 'the time of a module'                     'touch one.toml'                         "$one" "${tables[@]:0:2}"
step 'nothing again'                            ''                                       ''
step 'a comment in a module'                    'echo "# end" >>one.toml'                "$one" "${tables[@]:0:2}"
step 'an expression'                            'sed -i "s/x + 2/x + 3/" one.toml'       "$one" "${tables[@]:0:2}" \
    'compile main.cpp' 'compile one.cpp' 'compile one_table.c' 'link firmware'
prints '4 4' "$build/firmware"
step 'nothing again'                            ''                                       ''
step 'two modules at once'                      'sed -i "s/ = 1/ = 2/" *.toml'           "${all[@]}" \
    'compile one.cpp' 'compile two.cpp' 'compile one_table.c' 'compile two_table.c' 'link firmware' 'compile main.cpp'
prints '5 5' "$build/firmware"
step 'a template'                               'echo more >>templates/module.md.j2'     "$one" "$two"
step 'a file that a template includes'          'echo more >>templates/body.txt'         "$one" "$two"
grep -q more "$build/abax/firmware/one.md" || fail "one.md is old"
step 'nothing again'                            ''                                       ''
step 'one template more'                        'echo "x" >templates/module.txt.j2'      "${one/md/md, one.txt}" "${two/md/md, two.txt}"
step 'one template less'                        'rm templates/module.txt.j2'             "$one" "$two"
step 'nothing again'                            ''                                       ''
step 'a built-in template'                      'echo "/* */" >>../prefix/share/abax/templates/cpp/module.cpp.j2' \
    "$one" "$two" 'compile one.cpp' 'compile two.cpp' 'link firmware'
step 'the tool'                                 'touch ../prefix/bin/abax'               "${all[@]}"
step 'nothing again'                            ''                                       ''
step 'a generated file is deleted'              'rm ../build*/abax/firmware/one.cpp'     "$one" 'compile one.cpp' 'link firmware'
step 'nothing again'                            ''                                       ''
step 'a source of the target'                   'touch main.cpp'                         'compile main.cpp' 'link firmware'

cmake --build "$build" --target clean >"$log"
build
prints '5 5' "$build/firmware"
step 'nothing after a clean build'              ''                                       ''

sed -i 's/x + 3/x + /' "$project/one.toml"
build_fails
says 'one.toml:7:8: error: expected a value'
step 'an error is put right'                    'sed -i "s/x + /x + 3/" one.toml'        "$one" "${tables[@]:0:2}"
step 'nothing again'                            ''                                       ''

# A module gets another name, and so do its files; what else is compiled again is CMake's affair (all of it for make).
sed -i 's/"two"/"zwei"/' "$project/two.toml"
sed -i 's/two/zwei/g' "$project/main.cpp"
build
grep -q 'Generating zwei.hpp, zwei.cpp, zwei.md from two.toml' "$log" || fail "zwei was not generated"
prints '5 5' "$build/firmware"
step 'nothing again'                            ''                                       ''
