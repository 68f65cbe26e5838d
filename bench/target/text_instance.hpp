// An instance of the module that has one expression r, compiled on the target, to count what its evaluation takes.
#ifndef BENCH_TARGET_TEXT_INSTANCE_HPP
#define BENCH_TARGET_TEXT_INSTANCE_HPP

#include "abax/abax.hpp"
#include "abax/compiler.h"
#include "board.h"

template <class Real> class TextInstance {
public:
    using Api = abax::Api<Real>;

    // r = text over the params x and y, and over what `declare` declares besides. False: refused.
    template <class Declare> bool open(std::uint32_t profile, const char *text, Declare declare) {
        alignas(8) static unsigned char arena[1024 * 1024];
        abax_compiler compiler;
        abax_compile_options options{};
        options.profile = profile;
        const void *bytes = nullptr;
        std::size_t size = 0;
        return Api::compiler_init(&compiler, arena, sizeof arena, &options) == ABAX_OK &&
               Api::compiler_param(&compiler, "x", 0) == ABAX_OK && Api::compiler_param(&compiler, "y", 0) == ABAX_OK &&
               declare(&compiler) == ABAX_OK && abax_compiler_expression(&compiler, "r", text) == ABAX_OK &&
               abax_compiler_finish(&compiler, &bytes, &size) == ABAX_OK &&
               Api::open(&table_, bytes, size) == ABAX_OK &&
               Api::init(&instance_, &table_, memory_, sizeof memory_, nullptr, 0) == ABAX_OK;
    }
    bool open(std::uint32_t profile, const char *text) {
        return open(profile, text, [](abax_compiler * /*compiler*/) { return ABAX_OK; });
    }

    // Instructions of one evaluation.
    std::uint32_t count_at(Real x, Real y) {
        instance_.frame[0] = x;
        instance_.frame[1] = y;
        return board_count([](void *context) { (void)Api::eval(static_cast<typename Api::Instance *>(context)); },
                           &instance_);
    }

private:
    typename Api::Table table_;
    typename Api::Instance instance_;
    alignas(8) unsigned char memory_[8192];
};

// One line of a file of generator/costs/: MACRO(bits of Real, wide, instruction, length, most), and the instruction's name.
inline void print_length_cost(const char *macro, std::size_t bits, bool wide, std::uint32_t instruction,
                              std::size_t length, std::uint32_t most, const char *name) {
    print(macro);
    print("(");
    print_number(static_cast<std::uint32_t>(bits), 2);
    print(wide ? ", 1" : ", 0");
    print(", ");
    print_number(instruction, 3);
    print(", ");
    print_number(static_cast<std::uint32_t>(length), 4);
    print(", ");
    print_number(most, 4);
    print(") /* ");
    print(name);
    print(" */\n");
}

#endif
