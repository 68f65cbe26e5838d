# Every stop while configuring, word for word (but for white space, which CMake puts into messages).
project errors
(cd "$project" && cp pump.toml strange.toml && sed -i 's/name = "pump"/"n\\u0061me" = "pump"/' strange.toml)

# refused CALL MESSAGE
refused() {
    echo "$1" >"$project/call.cmake"
    refuse -G Ninja "-DCMAKE_PREFIX_PATH=$ABAX_PREFIX"
    says "$2"
}
arguments='the arguments are TARGET, MODULES, EMIT, TEMPLATE, OUT_DIR, OUT_VAR, SELF_TEST, WERROR'
of='abax_generate(TARGET firmware):'

#       call                                                              message
refused 'abax_generate(MODULES pump.toml)'                                'abax_generate: TARGET is missing: the target that the generated files are for'
refused 'abax_generate(TARGET MODULES pump.toml)'                         'abax_generate: TARGET has no value'
refused 'abax_generate(TARGET nothing MODULES pump.toml)'                 'abax_generate(TARGET nothing): there is no such target; add_executable() or add_library() must come first'
refused 'abax_generate(TARGET interface MODULES pump.toml)'               'abax_generate(TARGET interface): generated files need an executable or a library that is compiled; this is neither'
refused 'abax_generate(TARGET another::name MODULES pump.toml)'           'abax_generate(TARGET another::name): this is another name of archive; give that one'
refused 'abax_generate(TARGET firmware)'                                  "$of MODULES is missing: one module file or more"
refused 'abax_generate(TARGET firmware MODULES)'                          "$of MODULES has no value"
refused 'abax_generate(TARGET firmware MODULES pump.toml OUT_DIR)'        "$of OUT_DIR has no value"
refused 'abax_generate(TARGET firmware more MODULES pump.toml)'           "$of 'more' is not an argument; $arguments"
refused 'abax_generate(TARGET firmware MODULE pump.toml)'                 "$of 'MODULE' is not an argument; $arguments; did you mean MODULES?"
refused 'abax_generate(TARGET firmware MODULES pump.toml OUTDIR x)'       "$of 'OUTDIR' is not an argument; $arguments; did you mean OUT_DIR?"
refused 'abax_generate(TARGET firmware MODULES pump.toml EMIT c SELFTEST)' "$of 'SELFTEST' is not an argument; $arguments; did you mean SELF_TEST?"
refused 'abax_generate(TARGET firmware MODULES pump.toml WERROR yes)'     "$of 'yes' is not an argument; $arguments"
refused 'abax_generate(TARGET firmware MODULES pump.toml EMIT json)'      "$of EMIT json is not known; it may be cpp, c, table and table-c"
refused 'abax_generate(TARGET firmware MODULES pump.toml EMIT c++)'       "$of EMIT c++ is not known; it may be cpp, c, table and table-c; did you mean cpp?"
refused 'abax_generate(TARGET firmware MODULES pump.toml EMIT C)'         "$of EMIT C is not known; it may be cpp, c, table and table-c; did you mean c?"
refused 'abax_generate(TARGET firmware MODULES pump.toml EMIT table_c)'   "$of EMIT table_c is not known; it may be cpp, c, table and table-c; did you mean table-c?"
refused 'abax_generate(TARGET firmware MODULES pump.toml EMIT cpp)'       "$of EMIT cpp needs the language CXX in project()"
refused 'abax_generate(TARGET firmware MODULES pump.toml EMIT table SELF_TEST)' "$of SELF_TEST is for EMIT cpp and c, not for tables"
refused 'abax_generate(TARGET firmware MODULES pump.toml EMIT table TEMPLATE templates)' "$of TEMPLATE is for EMIT cpp and c, not for tables"
refused 'abax_generate(TARGET firmware MODULES pump.toml TEMPLATE nowhere)' "$of TEMPLATE is no directory: $project/nowhere"
refused 'abax_generate(TARGET firmware MODULES pump.toml nothing.toml)'   "$of there is no module $project/nothing.toml"
refused 'abax_generate(TARGET firmware MODULES other)'                    "$of there is no module $project/other"
refused 'abax_generate(TARGET firmware MODULES pump.txt)'                 "$of the name of a module's file ends in .toml or .expr, this one does not: $project/pump.txt"
refused 'abax_generate(TARGET firmware MODULES pump.toml other/pump.toml EMIT table)' \
    "$of two modules would write the same file $build/abax/firmware/pump.abx namely $project/pump.toml $project/other/pump.toml Give one of them another [module] name, or another OUT_DIR."
refused 'abax_generate(TARGET firmware MODULES pump.toml EMIT table)
         abax_generate(TARGET firmware MODULES pump.toml EMIT table WERROR)' \
    "$of another call, or another EMIT, writes the same file with other arguments $build/abax/firmware/pump.abx from $project/pump.toml Give one of them another OUT_DIR."
refused 'abax_add_runtime(small OPTS used)'                               "abax_add_runtime(small): 'OPTS;used' is not an argument; it takes OPS, MODULES, PROFILE and DEFINITIONS"
refused 'abax_add_runtime(small OPS)'                                     'abax_add_runtime(small): OPS has no value'
refused 'abax_add_runtime(small OPS used)'                                'abax_add_runtime(small): OPS used needs MODULES: those whose tables are to be evaluated'
refused 'abax_add_runtime(small OPS all sqrt)'                            'abax_add_runtime(small): OPS all has every operator; name no others beside it'
refused 'abax_add_runtime(small OPS + MODULES pump.toml)'                 'abax_add_runtime(small): MODULES are for OPS used'
refused 'abax_add_runtime(small OPS + PROFILE base)'                      'abax_add_runtime(small): PROFILE is for OPS used'
refused 'abax_add_runtime(small OPS used MODULES pump.toml PROFILE all)'  'abax_add_runtime(small): PROFILE all is not known; it may be base, fused and wide'
refused 'abax_add_runtime(small OPS used MODULES nothing.toml)'           "abax_add_runtime(small): there is no module $project/nothing.toml"
refused 'abax_add_runtime(small OPS used MODULES pump.txt)'               "abax_add_runtime(small): the name of a module's file ends in .toml or .expr, that of a table in .abx; this one does not: $project/pump.txt"
refused 'set(ABAX_HOST_TOOL /there/is/none)
         abax_generate(TARGET firmware MODULES pump.toml EMIT table)'     'abax_generate: ABAX_HOST_TOOL is /there/is/none, but there is no such file'
refused 'set(ABAX_HOST_TOOL /bin/echo)
         abax_generate(TARGET firmware MODULES pump.toml EMIT table)'     "abax_generate: ABAX_HOST_TOOL is /bin/echo, but its version must be '$("$ABAX_TOOL" --version)', it says"
refused 'set(ABAX_HOST_TOOL /bin/false)
         abax_generate(TARGET firmware MODULES pump.toml EMIT table)'     'abax_generate: ABAX_HOST_TOOL is /bin/false, but it does not run:'
refused 'find_package(Abax 0.2 CONFIG REQUIRED)'                          'compatible with requested version "0.2"'
refused 'find_package(Abax 0.1 CONFIG REQUIRED COMPONENTS evil)'          "Abax: there is no component 'evil': the components are eval and compile"
refused 'find_package(Abax 0.1 CONFIG REQUIRED COMPONENTS compile)'       'Abax: the component compile needs the language CXX in project()'

# An installation without the program, as one for another machine is, and none on the PATH.
cp -r "$ABAX_PREFIX" "$work/prefix"
rm "$work/prefix/bin/abax"
echo 'abax_generate(TARGET firmware MODULES pump.toml EMIT table)' >"$project/call.cmake"
rm -rf "$build"
refuse -G Ninja "-DCMAKE_PREFIX_PATH=$work/prefix"
version=$("$ABAX_TOOL" --version)
says "abax_generate: there is no program $version for the build machine. Tried: $work/prefix/bin/abax: there is no such file Install ${version/abax/Abax} for the build machine, or set ABAX_HOST_TOOL to the program."

# A name that CMake does not find in the file is found out by the build.
echo 'abax_generate(TARGET firmware MODULES strange.toml EMIT table)' >"$project/call.cmake"
rm -rf "$build"
configure -G Ninja "-DCMAKE_PREFIX_PATH=$ABAX_PREFIX"
build_fails
says "abax did not write $build/abax/firmware/strange.abx but"
says "Write it plainly."

# A warning of a module is shown, and with WERROR ends the build.
printf '[params]\nx = 1\n[expressions]\ny = "x"\nz = { expr = "x+1", internal = true }\n' >"$project/warned.toml"
rm -rf "$build"
echo 'abax_generate(TARGET firmware MODULES warned.toml EMIT table)' >"$project/call.cmake"
configure -G Ninja "-DCMAKE_PREFIX_PATH=$ABAX_PREFIX"
build
says "warned.toml:5:1: warning: 'z' is internal and nothing uses it"
echo 'abax_generate(TARGET firmware MODULES warned.toml EMIT table WERROR)' >"$project/call.cmake"
build_fails
says "warned.toml:5:1: error: 'z' is internal and nothing uses it"
