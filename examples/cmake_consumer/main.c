/* Evaluates the module tank once, with its default input. */
#include <stdio.h>

#include "tank.h"

int main(void) {
    static tank_instance tank;
    tank_init(&tank);
    tank_eval(&tank);
    printf("volume %g\n", (double)tank.results.volume);
    return 0;
}
