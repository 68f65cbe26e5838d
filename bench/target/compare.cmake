# Runs a program and compares what it prints with a file, line by line: cmake -DRUN="program;argument…" -DEXPECTED=file -P
execute_process(COMMAND ${RUN} OUTPUT_VARIABLE printed RESULT_VARIABLE status)
file(READ "${EXPECTED}" expected)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "it ended with ${status}:\n${printed}")
endif()
if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "It printed\n${printed}\nand ${EXPECTED} says\n${expected}\nIf the change is meant, build the target"
        " refresh_counts and commit the file.")
endif()
