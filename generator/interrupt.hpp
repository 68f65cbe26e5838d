// Ctrl-C and requests to end, noticed where a run can leave things tidy: no half-written file, no line on the terminal.
#ifndef ABAX_GENERATOR_INTERRUPT_HPP
#define ABAX_GENERATOR_INTERRUPT_HPP

namespace abax::host {

// From now on SIGINT, SIGTERM and SIGHUP are noted and no longer end the program, unless they are ignored already.
void note_interrupts();

bool is_interrupted();

// Ends the program by the signal that was noted, as whoever sent it expects; does nothing if there was none.
void end_if_interrupted();

} // namespace abax::host

#endif
