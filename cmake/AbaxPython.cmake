# Finds a Python that has Jinja2, for `--emit cpp` and `--emit c`. The first Python of a machine may well lack it (pyenv,
# virtual environments), so each one is asked. The cache variable ABAX_PYTHON keeps the answer; it is asked again in every
# run of CMake, and another is looked for when it has gone away.

# abax_find_python(OUT): the path of the interpreter, or a stop that says what was tried.
function(abax_find_python out)
    get_property(found GLOBAL PROPERTY ABAX_PYTHON_OF_THIS_RUN)
    if(found)
        set(${out} "${found}" PARENT_SCOPE)
        return()
    endif()

    set(candidates "")
    foreach(named IN ITEMS "${ABAX_PYTHON}" "${Python3_EXECUTABLE}")
        if(named)
            list(APPEND candidates "${named}")
        endif()
    endforeach()
    cmake_path(CONVERT "$ENV{PATH}" TO_CMAKE_PATH_LIST directories NORMALIZE)
    foreach(directory IN LISTS directories ITEMS /usr/bin)
        foreach(name IN ITEMS python3 python3.exe)
            if(EXISTS "${directory}/${name}" AND NOT IS_DIRECTORY "${directory}/${name}")
                list(APPEND candidates "${directory}/${name}")
            endif()
        endforeach()
    endforeach()
    list(REMOVE_DUPLICATES candidates)

    set(tried "")
    foreach(candidate IN LISTS candidates)
        execute_process(COMMAND "${candidate}" -c "import jinja2"
            RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said TIMEOUT 60)
        if(status EQUAL 0)
            if(ABAX_PYTHON AND NOT candidate STREQUAL ABAX_PYTHON)
                message(STATUS "abax_generate: ${ABAX_PYTHON} cannot import jinja2; taking ${candidate}")
            endif()
            set(ABAX_PYTHON "${candidate}" CACHE FILEPATH "A Python 3 that has Jinja2, for abax_generate" FORCE)
            set_property(GLOBAL PROPERTY ABAX_PYTHON_OF_THIS_RUN "${candidate}")
            set(${out} "${candidate}" PARENT_SCOPE)
            return()
        endif()
        if(status MATCHES "^[0-9]+$")
            string(STRIP "${said}" said)
            string(REGEX REPLACE "^.*\n" "" said "${said}") # the last line of a traceback says what is wrong
            if(NOT said)
                set(said "it ends with ${status}")
            endif()
            set(status "${said}")
        endif()
        string(APPEND tried "\n  ${candidate}: ${status}")
    endforeach()
    if(NOT tried)
        set(tried "\n  (there is no python3 on the PATH, nor in /usr/bin)")
    endif()
    message(FATAL_ERROR "abax_generate: no Python with Jinja2 was found, which EMIT cpp and EMIT c need (EMIT table and "
        "EMIT table-c do not). Tried:${tried}\nInstall the Debian package python3-jinja2 (or: pip install jinja2), or set "
        "ABAX_PYTHON to an interpreter that has it.")
endfunction()
