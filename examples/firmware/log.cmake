# Writes a recorded log as C: cmake -DCSV=day.csv -DNAME=climate_log -DOUT=climate_log.h -P log.cmake
# In: a header line and rows of numbers, nan among them. Out: `static const float NAME[rows][columns]`.
file(STRINGS "${CSV}" lines)
list(POP_FRONT lines header)
string(REPLACE "," ";" columns "${header}")
list(LENGTH columns column_count)
list(LENGTH lines row_count)
set(text "/* ${header} */\n#include <math.h>\n\nstatic const float ${NAME}[${row_count}][${column_count}] = {\n")
foreach(line IN LISTS lines)
    string(REGEX REPLACE "(^|,)([0-9-]+)(,|$)" "\\1\\2.0\\3" line "${line}")
    string(REGEX REPLACE "(^|,)([0-9-]+)(,|$)" "\\1\\2.0\\3" line "${line}") # neighbours share a comma
    string(REPLACE "," "F, " line "${line}")
    string(REPLACE "nanF" "NAN" line "${line}F")
    string(APPEND text "    {${line}},\n")
endforeach()
file(WRITE "${OUT}" "${text}};\n")
