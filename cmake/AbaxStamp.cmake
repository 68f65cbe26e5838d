# Run after the tool by the rule that abax_generate() makes:
#   cmake -DSTAMP=… -DDEPFILE=… -DOUTPUTS=… -DMODULE=… -DRESTORE=… -P AbaxStamp.cmake
# The tool leaves files alone that would not change, so that nothing is compiled for nothing. What says that the rule has
# been carried out is therefore a file of its own, STAMP, and the dependency file is made to speak of it. RESTORE adds the
# outputs to what the stamp depends on: make has no rule for them, and so makes the ones anew that were deleted or edited.
# (Ninja knows that they belong to the rule.)
file(READ "${DEPFILE}" rule)
if(NOT rule MATCHES "^(([^\\:]|\\\\.)*):(.*)$")
    message(FATAL_ERROR "${DEPFILE} is no dependency file")
endif()
set(written "${CMAKE_MATCH_1}")
set(inputs "${CMAKE_MATCH_3}")

foreach(output IN LISTS OUTPUTS)
    if(NOT EXISTS "${output}")
        message(FATAL_ERROR "abax did not write\n  ${output}\nbut\n  ${written}\n"
            "CMake reads the module's name from the line name = \"…\" of [module] in\n  ${MODULE}\n"
            "and could not read it there. Write it plainly.")
    endif()
endforeach()

# A path as dependency files write it.
function(escape path out)
    string(REGEX REPLACE "([ \t#:])" "\\\\\\1" path "${path}")
    string(REPLACE "$" "$$" path "${path}")
    set(${out} "${path}" PARENT_SCOPE)
endfunction()

escape("${STAMP}" target)
if(RESTORE)
    string(STRIP "${inputs}" inputs)
    foreach(output IN LISTS OUTPUTS)
        escape("${output}" output)
        string(APPEND inputs " ${output}")
    endforeach()
    set(inputs " ${inputs}\n")
endif()
file(WRITE "${DEPFILE}" "${target}:${inputs}")
file(TOUCH "${STAMP}")
