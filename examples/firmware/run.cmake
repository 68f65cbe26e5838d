# Runs the image in the emulator. Fails unless it ends well, has three ways that agree, and tells, letter for letter, what the build
# machine told of the same modules.
#   cmake -DEMULATE=scripts/emulate -DIMAGE=firmware_mps2 "-DTELLS=motor/report.txt;tank/report.txt" -P run.cmake
execute_process(COMMAND "${EMULATE}" "${IMAGE}" --seconds 60 OUTPUT_VARIABLE output RESULT_VARIABLE status)
message("${output}")
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${IMAGE}: status ${status}")
endif()
if(NOT output MATCHES "all bits agree in all three ways\n$")
    message(FATAL_ERROR "the three ways do not agree, or it does not say so")
endif()
foreach(file IN LISTS TELLS)
    file(READ "${file}" expected)
    string(FIND "${output}" "\n${expected}" place)
    if(place EQUAL -1)
        message(FATAL_ERROR "this is not what the build machine tells, ${file}")
    endif()
endforeach()
