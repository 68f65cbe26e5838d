// A second reader of tables, written from format.h and instructions.def and sharing nothing with runtime/: it walks the code
// step by step in the reference's arithmetic and notes which instructions and library functions were executed.
// It trusts its table: only tables that abax_open accepts are given to it.
#ifndef ABAX_TESTS_TABLE_READER_HPP
#define ABAX_TESTS_TABLE_READER_HPP

#include "engine/compiled.hpp"
#include "engine/natives.hpp"
#include "reference/reference_state.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace abax_tests {

struct Executed {
    std::set<unsigned> instructions; // numbers of instructions.def
    std::set<unsigned> library;      // numbers of ops.def, called through CALL1 …
};

struct InstructionRow {
    unsigned number;
    std::string form;
    std::string op1;
    std::string op2;
    std::string set;
};

const std::vector<InstructionRow> &instruction_rows();

template <class Real> class TableReader {
public:
    // The natives are those that the source declares.
    TableReader(const Compiled &compiled, const ModuleSource &source, Executed &executed);
    Effects<Real> evaluate(std::span<const Real> params, std::span<Real> results);

private:
    void run(const std::uint32_t *code, std::size_t words);
    bool run_effect(const std::string &form, std::uint32_t a, std::uint32_t b, std::uint32_t d, Real &acc);
    Real remember(const InstructionRow &row, std::uint32_t a, std::uint32_t first, Real acc);
    Real element(std::uint32_t count, Real index, const Real *elements) const;
    Real call_native(std::uint32_t import, const Real *arguments);
    Real apply(const std::string &op, std::span<const Real> x) const;
    Real call(unsigned number, Real x, Real y);

    const abax_header *header_ = nullptr;
    const std::uint32_t *code_ = nullptr;
    const std::uint32_t *start_ = nullptr;
    const abax_entry *imports_ = nullptr;
    const unsigned char *arrays_ = nullptr;
    const char *texts_ = nullptr;
    Natives<Real> natives_;
    Effects<Real> effects_;
    std::vector<Real> frame_;
    std::map<std::uint32_t, reference::Memory<Real>> memories_; // by their first slots
    Executed &executed_;
};

} // namespace abax_tests

#endif
