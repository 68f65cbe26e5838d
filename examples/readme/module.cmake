# Fails unless the module that README.md shows gives the output that README.md shows, and its table the error.
#   cmake -DREADME=… -DTOOL=… -DDIRECTORY=… -P module.cmake
file(READ "${README}" readme)

# The text of the first fenced block that begins with `opening`.
function(fenced_block opening out)
    string(FIND "${readme}" "${opening}" first)
    if(first EQUAL -1)
        message(FATAL_ERROR "README.md has no block that begins with ${opening}")
    endif()
    string(LENGTH "${opening}" length)
    math(EXPR first "${first} + ${length}")
    string(SUBSTRING "${readme}" ${first} -1 rest)
    string(FIND "${rest}" "```" last)
    string(SUBSTRING "${rest}" 0 ${last} text)
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

fenced_block("```toml\n" module)
fenced_block("```\n$ abax eval room.toml --set t=23.5 --set rh=71\n" expected)
fenced_block("```\nroom.toml:" diagnostic)

file(WRITE "${DIRECTORY}/room.toml" "${module}")
execute_process(COMMAND "${TOOL}" eval room.toml --set t=23.5 --set rh=71
    WORKING_DIRECTORY "${DIRECTORY}" OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
if(NOT output STREQUAL expected)
    message(FATAL_ERROR "README.md shows\n${expected}but the tool prints\n${output}")
endif()

string(REPLACE "+ magnus(t)" "+ magnsu(t)" faulty "${module}")
file(WRITE "${DIRECTORY}/room.toml" "${faulty}")
execute_process(COMMAND "${TOOL}" check room.toml
    WORKING_DIRECTORY "${DIRECTORY}" ERROR_VARIABLE output RESULT_VARIABLE code)
string(FIND "${output}" "room.toml:${diagnostic}" place)
if(NOT code EQUAL 1 OR NOT place EQUAL 0)
    message(FATAL_ERROR "README.md shows\nroom.toml:${diagnostic}but the tool ends with ${code} and prints\n${output}")
endif()
