// One evaluation of all of S in one form, to be watched by a tool: evaluates a few rows, then once between two calls of
// bench_mark.
// In: the name of the form. Out, on stdout: what lies where, as places.h says, the marks of the phases and the
// functions of the allocator among it.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "form.hpp"
#include "places.h"

namespace {

template <class Function> void print_function(const char *name, Function *function) {
    bench_print_range(name, reinterpret_cast<const void *>(function), 1);
}

void print_places() {
    bench_print_range("mark", reinterpret_cast<const void *>(bench_mark), 1);
    for (const bench::PhaseMark &phase : bench::phase_marks) {
        print_function((std::string("phase_") + phase.name).c_str(), phase.mark);
    }
    print_function("allocator", &std::malloc);
    print_function("allocator", &std::free);
    print_function("allocator", static_cast<void *(*)(std::size_t)>(&::operator new));
    print_function("allocator", static_cast<void (*)(void *) noexcept>(&::operator delete));
#ifdef __cpp_sized_deallocation
    print_function("allocator", static_cast<void (*)(void *, std::size_t) noexcept>(&::operator delete));
#endif
    bench_print_objects();
}

int watch(const bench::Kind &kind) {
    const bench::FormPointer form = kind.make(0, bench::SENSORS);
    std::vector<float> ring(bench::RING_SIZE);
    std::vector<float> results(bench::SENSORS);
    form->run(bench::sensor_rows(), 3, ring.data());
    form->watch(bench::sensor_rows(), results.data());
    print_places();
    std::fflush(stdout);
    bench_mark();
    form->watch(bench::sensor_rows(), results.data());
    bench_mark();
    return 0;
}

} // namespace

int main(int argc, char **argv) {
    for (const bench::Kind &kind : bench::kinds) {
        if (argc == 2 && std::strcmp(argv[1], kind.name) == 0) {
            try {
                return watch(kind);
            } catch (const std::exception &error) {
                std::fprintf(stderr, "story: %s\n", error.what());
                return 1;
            }
        }
    }
    std::fprintf(stderr, "usage: bench_story_watch FORM, one of:\n");
    for (const bench::Kind &kind : bench::kinds) {
        std::fprintf(stderr, "  %s\n", kind.name);
    }
    return 2;
}
