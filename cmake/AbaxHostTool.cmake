# Finds the program abax that runs on the build machine, or has it built there. In this order:
#   1. ABAX_HOST_TOOL (cache), which must be of the package's version
#   2. the program of the installed package
#   3. the target abax, where this build makes it
#   4. a program abax of the same version on the PATH
#   5. built from the package's sources with the build machine's own compiler, apart from this project and its toolchain
# A project for another machine, or in C alone, never gets to 3.
set(ABAX_HOST_TOOL "" CACHE FILEPATH "The program abax to be run on the build machine (default: found, or built)")
set(ABAX_HOST_CMAKE_ARGS "" CACHE STRING "More arguments for CMake where the host tool is built apart")

# abax_package(VERSION [SOURCE_DIR D] [TOOL FILE]): what this package is; once, by the file that brings it.
function(abax_package version)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "SOURCE_DIR;TOOL" "")
    set_property(GLOBAL PROPERTY ABAX_PACKAGE_VERSION "${version}")
    set_property(GLOBAL PROPERTY ABAX_PACKAGE_SOURCE_DIR "${arg_SOURCE_DIR}")
    set_property(GLOBAL PROPERTY ABAX_PACKAGE_TOOL "${arg_TOOL}")
endfunction()

# Why a program cannot be the host tool; "" if it can.
function(abax_refuse_tool tool out)
    get_property(version GLOBAL PROPERTY ABAX_PACKAGE_VERSION)
    set(reason "")
    if(NOT EXISTS "${tool}")
        set(reason "there is no such file")
    else()
        execute_process(COMMAND "${tool}" --version
            RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE complaint OUTPUT_STRIP_TRAILING_WHITESPACE
            ERROR_STRIP_TRAILING_WHITESPACE TIMEOUT 60)
        if(NOT status EQUAL 0)
            set(reason "it does not run: ${complaint}")
            if(NOT status MATCHES "^[0-9]+$")
                set(reason "it does not run: ${status}")
            endif()
        elseif(NOT said STREQUAL "abax ${version}")
            set(reason "its version must be 'abax ${version}', it says '${said}'")
        endif()
    endif()
    set(${out} "${reason}" PARENT_SCOPE)
endfunction()

# The first program abax on the PATH; "" if there is none. CMAKE_FIND_ROOT_PATH is about the other machine.
function(abax_tool_on_path out)
    find_program(tool NAMES abax PATHS ENV PATH NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH NO_CACHE)
    if(NOT tool)
        set(tool "")
    endif()
    set(${out} "${tool}" PARENT_SCOPE)
endfunction()

# True where a program is at hand (1, 2 or 4), so that none need be built.
function(abax_ready_host_tool out)
    set(ready FALSE)
    get_property(installed GLOBAL PROPERTY ABAX_PACKAGE_TOOL)
    abax_tool_on_path(on_path)
    foreach(tool IN ITEMS "${ABAX_HOST_TOOL}" "${installed}" "${on_path}")
        if(tool AND NOT ready)
            abax_refuse_tool("${tool}" reason)
            if(NOT reason OR tool STREQUAL ABAX_HOST_TOOL)
                set(ready TRUE)
            endif()
        endif()
    endforeach()
    set(${out} ${ready} PARENT_SCOPE)
endfunction()

# 5. Configured and built in one step that depends on the sources, so that a build in which nothing changed does nothing.
function(abax_build_host_tool source out)
    set(build "${CMAKE_BINARY_DIR}/abax-host")
    set(tool "${build}/generator/abax")
    file(GLOB_RECURSE sources "${source}/include/*" "${source}/runtime/*" "${source}/generator/*.?pp"
        "${source}/generator/*.def" "${source}/generator/CMakeLists.txt")
    # A file that comes or goes changes these.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}/generator/CMakeLists.txt"
        "${source}/runtime/eval/CMakeLists.txt" "${source}/runtime/compile/CMakeLists.txt")

    # The generator of the project, without its several configurations; nothing else of the project or of its toolchain.
    set(generator "${CMAKE_GENERATOR}")
    if(generator STREQUAL "Ninja Multi-Config")
        set(generator "Ninja")
    endif()
    set(clean_environment "${CMAKE_COMMAND}" -E env --unset=CC --unset=CXX --unset=CPP --unset=AR --unset=CFLAGS
        --unset=CXXFLAGS --unset=CPPFLAGS --unset=LDFLAGS --unset=CMAKE_TOOLCHAIN_FILE --unset=MAKEFLAGS)
    cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
    add_custom_command(OUTPUT "${tool}"
        COMMAND ${clean_environment} "${CMAKE_COMMAND}" -S "${source}" -B "${build}" -G "${generator}"
            "-DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}" -DCMAKE_BUILD_TYPE=Release -DABAX_WERROR=OFF
            -DABAX_BUILD_TESTS=OFF -DABAX_BUILD_EXAMPLES=OFF ${ABAX_HOST_CMAKE_ARGS}
        COMMAND ${clean_environment} "${CMAKE_COMMAND}" --build "${build}" --target abax --parallel ${cores}
        COMMAND "${CMAKE_COMMAND}" -E touch "${tool}"
        DEPENDS ${sources} "${source}/CMakeLists.txt"
        COMMENT "Building the host tool abax for this machine"
        USES_TERMINAL
        VERBATIM)
    add_custom_target(abax_host_tool DEPENDS "${tool}")
    set(${out} "${tool}" PARENT_SCOPE)
endfunction()

# abax_find_host_tool(TOOL TARGET): the program, as a path or a generator expression, and the target that builds it or "".
function(abax_find_host_tool out_tool out_target)
    get_property(tool GLOBAL PROPERTY ABAX_TOOL_OF_THIS_RUN)
    get_property(target GLOBAL PROPERTY ABAX_TOOL_TARGET_OF_THIS_RUN)
    if(NOT tool)
        get_property(version GLOBAL PROPERTY ABAX_PACKAGE_VERSION)
        get_property(source GLOBAL PROPERTY ABAX_PACKAGE_SOURCE_DIR)
        get_property(installed GLOBAL PROPERTY ABAX_PACKAGE_TOOL)
        abax_tool_on_path(on_path)
        set(target "")
        set(tried "")
        if(ABAX_HOST_TOOL)
            abax_refuse_tool("${ABAX_HOST_TOOL}" reason)
            if(reason)
                message(FATAL_ERROR "abax_generate: ABAX_HOST_TOOL is ${ABAX_HOST_TOOL}, but ${reason}")
            endif()
            set(tool "${ABAX_HOST_TOOL}")
        elseif(TARGET abax)
            set(target abax)
            set(tool "$<TARGET_FILE:abax>")
        else()
            foreach(candidate IN ITEMS "${installed}" "${on_path}")
                if(candidate AND NOT tool)
                    abax_refuse_tool("${candidate}" reason)
                    if(reason)
                        string(APPEND tried "\n  ${candidate}: ${reason}")
                    else()
                        set(tool "${candidate}")
                    endif()
                endif()
            endforeach()
            if(NOT tool AND source)
                abax_build_host_tool("${source}" tool)
                set(target abax_host_tool)
            endif()
        endif()
        if(NOT tool)
            message(FATAL_ERROR "abax_generate: there is no program abax ${version} for the build machine. Tried:${tried}\n"
                "Install Abax ${version} for the build machine, or set ABAX_HOST_TOOL to the program.")
        endif()
        set_property(GLOBAL PROPERTY ABAX_TOOL_OF_THIS_RUN "${tool}")
        set_property(GLOBAL PROPERTY ABAX_TOOL_TARGET_OF_THIS_RUN "${target}")
    endif()
    set(${out_tool} "${tool}" PARENT_SCOPE)
    set(${out_target} "${target}" PARENT_SCOPE)
endfunction()
