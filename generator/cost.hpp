// What a table costs on a device: operators, bytes, and the most instructions of a Cortex-M7 that an evaluation can take.
//
// Code only goes forward, so the longest way through it is found in one pass from its end; every instruction of the table
// counts with the most that was counted for it in an emulator (costs/, made by bench/target). It is a bound on instructions
// executed, not on time: a Cortex-M7 executes up to two in a cycle, and waits for memory. Functions of the maths library count
// with the most that was seen, which is no bound; natives do not count. Flash has what each function of the maths library brings
// into an image, shared parts once; the evaluator, which serves all tables, is not in it.
#ifndef ABAX_GENERATOR_COST_HPP
#define ABAX_GENERATOR_COST_HPP

#include <cstdint>
#include <string>
#include <vector>

#include "compile.hpp"
#include "module.hpp"

namespace abax::host {

struct Cost {
    std::string name; // of a result; "" for all together
    uint64_t operators = 0;
    uint64_t table_bytes = 0;
    uint64_t flash_bytes = 0; // the table, and what it calls of the maths library
    uint64_t ram_bytes = 0;   // of an instance's memory
    uint64_t instructions = 0;
    std::vector<std::string> library; // functions of the maths library that the longest way may call, once each
    bool natives = false;             // it calls functions of the firmware's
};

// Of one table.
Cost cost_of(const Table &table);

// Of a module: each result by itself, with what it needs of the others, and then all together.
std::vector<Cost> costs_of(const Module &module);

std::string costs_text(const std::vector<Cost> &costs, unsigned bits);
std::string costs_json(const std::vector<Cost> &costs, unsigned bits);

} // namespace abax::host

#endif
