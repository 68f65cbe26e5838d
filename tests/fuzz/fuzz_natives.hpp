// A native for everything that a table imports, so that tables that call the firmware can be run by the fuzzers. The impure ones
// remember what they were called with.
#ifndef ABAX_TESTS_FUZZ_NATIVES_HPP
#define ABAX_TESTS_FUZZ_NATIVES_HPP

#include "engine/typed_api.hpp"

#include <cstdint>
#include <vector>

namespace abax_tests {

template <class Real> struct FuzzNatives {
    struct Function {
        FuzzNatives *owner;
        std::uint32_t ordinal;
        std::uint32_t arity;
        bool pure;
    };

    explicit FuzzNatives(const typename Api<Real>::Table &table) {
        const std::uint32_t count = table.header->import_count;
        functions.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            const abax_entry &import = table.imports[i];
            const std::uint32_t arity = import.slots & 0xFFU;
            const bool pure = (import.slots >> 8U & 1U) != 0;
            const char *name = import.text == ABAX_NO_TEXT ? "" : table.texts + import.text;
            functions.push_back({this, i, arity, pure});
            bound.push_back({name, call, &functions.back(), static_cast<std::uint8_t>(arity),
                             static_cast<std::uint8_t>(pure ? 1 : 0)});
        }
    }
    FuzzNatives(const FuzzNatives &) = delete;
    FuzzNatives &operator=(const FuzzNatives &) = delete;

    static Real call(void *user, const Real *arguments) {
        const Function &function = *static_cast<Function *>(user);
        Real value = static_cast<Real>(function.ordinal);
        for (std::uint32_t i = 0; i < function.arity; ++i) {
            value += arguments[i] * static_cast<Real>(i + 1);
        }
        if (!function.pure) {
            std::vector<Real> &log = function.owner->log;
            value += static_cast<Real>(log.size() % 1000);
            log.push_back(static_cast<Real>(function.ordinal));
            log.insert(log.end(), arguments, arguments + function.arity);
        }
        return value;
    }

    std::vector<Function> functions;
    std::vector<typename Api<Real>::Native> bound;
    std::vector<Real> log; // ordinal and arguments of every call of an impure one
};

} // namespace abax_tests

#endif
