# Generates source from the modules that write_modules wrote, for one Real, and files that include it all: modules_f32.cpp
# and .hpp, or .c and .h.
#   cmake -DTOOL=… -DPYTHON=… -DEMIT=cpp|c -DREAL=f32|f64 -DDIRECTORY=… -P generate.cmake
string(REPLACE "c" "h" header "${EMIT}")
file(STRINGS "${DIRECTORY}/modules_${REAL}.def" rows REGEX "MODULE\\(.*\\)")
set(headers "")
set(sources "")
foreach(row IN LISTS rows)
    string(REGEX REPLACE ".*\\((.*)\\)" "\\1" name "${row}")
    execute_process(COMMAND "${TOOL}" compile "${DIRECTORY}/${name}.toml" --emit "${EMIT}" --out-dir "${DIRECTORY}"
        --python "${PYTHON}" --no-warn shadows COMMAND_ERROR_IS_FATAL ANY) # S has a param that is called e
    string(APPEND headers "#include \"${name}.${header}\"\n")
    string(APPEND sources "#include \"${name}.${EMIT}\"\n")
endforeach()
file(WRITE "${DIRECTORY}/modules_${REAL}.${header}" "${headers}")
file(WRITE "${DIRECTORY}/modules_${REAL}.${EMIT}" "${sources}")
