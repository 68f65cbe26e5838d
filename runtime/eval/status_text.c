/* The texts of statuses, in a unit of its own so that a build can leave them out. In: a status. Out: its text. */
#include "abax/abax.h"

const char *abax_status_text(abax_status status) {
    switch (status) {
#define ABAX_STATUS(id, number, text)                                                                                  \
    case number:                                                                                                       \
        return text;
#include "abax/status.def"
    default:
        return "unknown status";
    }
}
