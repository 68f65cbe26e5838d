# Run after the tool by the rule that abax_generate() makes:
#   cmake -DSTAMP=… -DDEPFILE=… -DOUTPUTS=… -DMODULE=… -DMAKE_DEPENDS=… -P AbaxStamp.cmake
# The tool leaves files alone that would not change, so that nothing is compiled for nothing. What says that the rule has
# been carried out is therefore a file of its own, STAMP, and the dependency file is made to speak of it.
#
# Two things are for make alone, where MAKE_DEPENDS is the file in which CMake remembers the target's dependencies:
# * Make has no rule for the outputs (Ninja knows that they belong to this one). As inputs of the stamp they are made anew
#   when they were deleted or edited.
# * CMake adds new dependencies to those that it remembers, so that a template which was removed would be missed in every
#   build to come. So it has to read them anew.
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
if(MAKE_DEPENDS)
    string(STRIP "${inputs}" inputs)
    foreach(output IN LISTS OUTPUTS)
        escape("${output}" output)
        string(APPEND inputs " ${output}")
    endforeach()
    set(inputs " ${inputs}\n")
    file(REMOVE "${MAKE_DEPENDS}")
endif()
file(WRITE "${DEPFILE}" "${target}:${inputs}")
file(TOUCH "${STAMP}")
