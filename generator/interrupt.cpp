// Ctrl-C and requests to end: see interrupt.hpp.
#include "interrupt.hpp"

#include <csignal>
#include <initializer_list>

namespace abax::host {
namespace {

volatile std::sig_atomic_t noted = 0; // a signal handler can reach nothing but a global

void note(int signal) { noted = signal; }

} // namespace

void note_interrupts() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action = {};
        if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) {
            action = {};
            action.sa_handler = note; // without SA_RESTART: a read that waits comes back
            sigaction(signal, &action, nullptr);
        }
    }
}

bool is_interrupted() { return noted != 0; }

void end_if_interrupted() {
    if (noted != 0) {
        std::signal(noted, SIG_DFL);
        std::raise(noted);
    }
}

} // namespace abax::host
