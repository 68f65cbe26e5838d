// Compiles modules of one Real through the C API and prints what came out, byte by byte. It is built with the compiler of both
// Reals and with that of its own alone: one_real.cmake compares what they print. REAL_BITS is 32 or 64.
#include "abax/compiler.h"

#include <cstdint>
#include <cstdio>
#include <initializer_list>

#if REAL_BITS == 32
using Real = float;
#define API(name) abax_f32_compiler_##name
#else
using Real = double;
#define API(name) abax_f64_compiler_##name
#endif

namespace {

std::uint64_t arena[1 << 15];

// What stands after the common declarations; each text is an expression of its own.
const char *const texts[] = {
    "1/3 + 2x",
    "0.1 + 1e-45 + 3.4028236e38 + 1e39 + 16777217 + 0xFFFFFFFFFF + 4.9e-324 + 1e-400",
    "7 % 3 + (5 & 3) + (1 << 4) + round(2.5) + sqrt(2) + max(3, -0) + nan + -inf",
    "1.17549435e-38 * 0.5 + 123456789012345678901234567890e-20 + 0.000000000000000000000000000000000000000001",
    "a > b && b > 0 ? sin(a)*2 : b > 1 || a < 3 ? clamp(a, 0, 1) : lerp(a, b, 0.25)",
    "curve[a] + adc[b] + curve[1] + sum(adc) + len(curve) + avg(curve)",
    "read(a) + (a > 1 ? read(b) : 0) + pure(a)*pure(a)",
    "smoothstep(0, 1, a) + wrap(a, -pi, pi) + map(a, 0, 1, k, b) + a^7 + a^0.5 + poly(a, 1, 2, 3)",
    "adc[7] + curve[-1] + unknwon + sin(a, b)",
    "(a & 1 << 3) + (b ^ 2) + bit(a, 4) + (a < b < k)",
};

void print_diagnostic(void *, const abax_diagnostic *d) {
    std::printf("  %u %u at %u %u %zu %zu: %.*s %.*s %llu %llu\n", d->severity, d->code, d->declaration, d->part,
                d->offset, d->length, static_cast<int>(d->args[0].size), d->args[0].data,
                static_cast<int>(d->args[1].size), d->args[1].data, static_cast<unsigned long long>(d->numbers[0]),
                static_cast<unsigned long long>(d->numbers[1]));
}

void compile(const char *const *begin, const char *const *end, std::uint32_t profile) {
    static const Real curve[] = {1, Real(0.1), Real(-1e-5)};
    static const Real adc[] = {0, 1, 2, 3};
    abax_compile_options options = {};
    options.profile = profile;
    options.report = print_diagnostic;
    abax_compiler c;
    API(init)(&c, arena, sizeof arena, &options);
    API(param)(&c, "a", Real(0.7));
    API(param)(&c, "b", -2);
    API(param_range)(&c, "b", -3, 1000);
    API(param_array)(&c, "adc", adc, 4);
    API(constant)(&c, "k", Real(1e-3));
    API(constant_array)(&c, "curve", curve, 3);
    abax_compiler_native(&c, "read(x)", 0);
    abax_compiler_native(&c, "pure(x)", 1);
    char name[] = "y0";
    for (; begin != end; ++begin, ++name[1]) {
        abax_compiler_expression(&c, name, *begin);
    }
    const void *bytes = nullptr;
    std::size_t size = 0;
    const abax_status status = abax_compiler_finish(&c, &bytes, &size);
    std::printf("status %d, %zu bytes\n", static_cast<int>(status), size);
    for (std::size_t i = 0; i < size; ++i) {
        std::printf("%02x%s", static_cast<const unsigned char *>(bytes)[i], i % 32 == 31 ? "\n" : "");
    }
    std::printf("\n");
}

} // namespace

int main() {
    constexpr std::size_t count = sizeof texts / sizeof texts[0];
    for (const std::uint32_t profile : {ABAX_COMPILE_AUTO, ABAX_COMPILE_BASE, ABAX_COMPILE_WIDE}) {
        for (std::size_t i = 0; i < count; ++i) {
            compile(texts + i, texts + i + 1, profile);
        }
        compile(texts + 1, texts + 8, profile);
    }
    return 0;
}
