// The rows of ops.def as a person reads them: what `abax ops` prints and what the tables of docs/language.md are made of.
//
// Nothing is written here that ops.def does not say. Rows that have neither a spelling nor a name are left out.
#ifndef ABAX_GENERATOR_OPS_LIST_HPP
#define ABAX_GENERATOR_OPS_LIST_HPP

#include <string>
#include <string_view>
#include <vector>

namespace abax::host {

// An operator; what stands behind a value (call, index, member) is one without a number.
struct OperatorRow {
    unsigned number = 0; // 0: none
    std::string_view symbol;
    std::string_view alias; // "": none
    unsigned level = 0;     // 1 (loosest) to 13
    bool right = false;     // right-associative
    bool prefix = false;
    std::string_view name; // of the function that is the same operation; "": none
    unsigned properties = 0;
    bool library = false; // calls the C maths library
    std::string formula;  // "": the operator is structure
    std::string_view sentence;
};

struct FunctionRow {
    unsigned number = 0;
    std::string_view name;
    std::string arguments; // "y, x"
    unsigned least = 0;
    unsigned most = 0; // 0: any number
    std::string_view group;
    unsigned properties = 0;  // of ops.def; a derived or special function has none of its own
    std::string_view kind;    // arithmetic, library, derived or special
    std::string_view library; // the C function's name; "": none
    std::string formula;      // over the arguments' names; "": none, or one that depends on the arguments
    std::string_view sentence;
};

struct ConstantRow {
    unsigned number = 0;
    std::string_view name;
    std::string_view alias; // "": none
    std::string_view text;
    std::string_view sentence;
};

// Sorted by level, in the order of ops.def within a level.
std::vector<OperatorRow> list_operators();

// Sorted by group, groups in the order in which ops.def names them first, in the order of ops.def within a group.
std::vector<FunctionRow> list_functions();

std::vector<ConstantRow> list_constants();

// True for a function that, with constant arguments, waits for the instance: it calls the C maths library and is not
// exact, or it reads what lies in the table.
bool waits_for_instance(const FunctionRow &function);

// "clamp(x, lo, hi)"
std::string signature_of(const FunctionRow &function);

} // namespace abax::host

#endif
