# Public structures are the same with -fshort-enums, which is the default of bare-metal Arm, and without: a library and a firmware
# may differ in it. cmake -DCOMPILE="compiler;flags…" -DSOURCE=layout.c -P layout.cmake
foreach(enums short-enums no-short-enums)
    execute_process(COMMAND ${COMPILE} -f${enums} -S -o - "${SOURCE}"
        OUTPUT_VARIABLE assembly RESULT_VARIABLE status ERROR_VARIABLE complaint)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "${complaint}")
    endif()
    string(REGEX MATCHALL "\t\\.word\t[0-9]+" ${enums} "${assembly}")
endforeach()
list(LENGTH short-enums count)
if(count LESS 30)
    message(FATAL_ERROR "${count} numbers in the assembly: is the pattern wrong?")
endif()
if(NOT "${short-enums}" STREQUAL "${no-short-enums}")
    message(FATAL_ERROR "public structures depend on -fshort-enums:\n${short-enums}\n${no-short-enums}")
endif()
