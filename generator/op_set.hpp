// The instructions and the functions of the maths library that a run time is built with: those that tables use, and those
// that expressions over operators and functions of the language may need. Written as the header that ABAX_OPS_HEADER of
// runtime/eval/options.h names.
#ifndef ABAX_GENERATOR_OP_SET_HPP
#define ABAX_GENERATOR_OP_SET_HPP

#include <bitset>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compile.hpp"

namespace abax::host {

// What a list such as "+ - < [] natives sqrt" names.
struct Operators {
    std::set<uint8_t> ops; // of ops.def
    bool arrays = false;   // []: elements of arrays by an index that is computed
    bool natives = false;  // functions of the firmware's
    std::string text;      // as it was written
};

// Words that are separated by blanks: operators and functions as the language spells them, `[]` and `natives`. "" or what is
// wrong with the list.
std::string read_operators(std::string_view text, Operators &operators);

struct OpSet {
    std::bitset<256> instructions; // by the numbers of instructions.def
    std::bitset<128> functions;    // by the numbers of ops.def
    bool fused = false;            // there are, or may be, tables of these profiles
    bool wide = false;
    std::vector<std::string> origins; // what the set was made from, in words
};

// Adds what a verified table uses. `origin` says where it comes from.
void add_table(OpSet &set, const Table &table, const std::string &origin);

// Adds all that any module may use whose expressions have no other operators and functions than these, in every profile:
// what they are made of, what identities turn them into, and the fused instructions that join them.
void add_operators(OpSet &set, const Operators &operators);

// C99 and C++17.
std::string op_set_header(const OpSet &set);

} // namespace abax::host

#endif
