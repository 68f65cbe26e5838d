// The operations of the value graph: see operations.hpp.
#include "operations.hpp"

#include "compile/ops.hpp"

namespace abax::host {
std::string operation_enumerator(uint8_t op) {
    switch (op) {
#define ABAX_SYNTAX(id, ...)                                                                                           \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_UNARY(id, ...)                                                                                            \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_BINARY(id, ...)                                                                                           \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_TERNARY(id, ...)                                                                                          \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_LIBRARY1(id, ...)                                                                                         \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_LIBRARY2(id, ...)                                                                                         \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_STATE(id, ...)                                                                                            \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_WINDOW(id, ...)                                                                                           \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_FEEDBACK(id, ...)                                                                                         \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_DERIVED(id, ...)                                                                                          \
    case OP_##id:                                                                                                      \
        return #id;
#define ABAX_SPECIAL(id, ...)                                                                                          \
    case OP_##id:                                                                                                      \
        return #id;
#include "abax/ops.def"
    default:
        return "";
    }
}

std::string operation_id(uint8_t op) {
    std::string id = operation_enumerator(op);
    for (char &c : id) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return id;
}

std::string_view operation_formula(uint8_t op) {
    switch (op) {
#define ABAX_UNARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                        \
    case OP_##id:                                                                                                      \
        return #formula;
#define ABAX_BINARY(id, number, symbol, alias, level, side, name, properties, formula, sentence)                       \
    case OP_##id:                                                                                                      \
        return #formula;
#define ABAX_TERNARY(id, number, name, properties, formula, sentence)                                                  \
    case OP_##id:                                                                                                      \
        return #formula;
#include "abax/ops.def"
    default:
        return "";
    }
}

std::string_view operation_library(uint8_t op) {
    switch (op) {
#define ABAX_LIBRARY1(id, number, name, c_name, properties, sentence)                                                  \
    case OP_##id:                                                                                                      \
        return #c_name;
#define ABAX_LIBRARY2(id, number, symbol, alias, level, side, name, c_name, properties, sentence)                      \
    case OP_##id:                                                                                                      \
        return #c_name;
#include "abax/ops.def"
    default:
        return "";
    }
}

} // namespace abax::host
