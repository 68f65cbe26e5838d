// The rules of the optimiser, as functions: what a value may be instead. rules.def lists and justifies them; a rule that is applied
// says so, and is counted where the build counts.
//
//   ABAX_COMPILE_FAST    1: the build has the rules of the fast mode, and counts; else a module that asks for it is refused
//   ABAX_WITHOUT_RULE    a rule that is left out, to measure what it takes and saves
#ifndef ABAX_COMPILE_RULES_HPP
#define ABAX_COMPILE_RULES_HPP

#include "graph.hpp"

#ifndef ABAX_COMPILE_FAST
#define ABAX_COMPILE_FAST 0
#endif

namespace abax {

// Asked last of all, when everything else says that the rule fits.
inline bool applies([[maybe_unused]] Compilation &c, [[maybe_unused]] uint32_t rule) {
#ifdef ABAX_WITHOUT_RULE
    if (rule == ABAX_WITHOUT_RULE) {
        return false;
    }
#endif
#if ABAX_COMPILE_FAST
    if (c.options.rules != nullptr) {
        ++c.options.rules[rule];
    }
#endif
    return true;
}

// Each gives the value that op(x …) is by a rule, or NONE.

// ---- identities.cpp: arithmetic
uint32_t simplify_negation(Compilation &c, uint32_t x);
uint32_t simplify_arithmetic(Compilation &c, uint8_t op, uint32_t x, uint32_t y);

// ---- conditions.cpp: truth, comparisons, choices
uint32_t simplify_truth(Compilation &c, uint8_t op, uint32_t x); // ! and the truth of x
uint32_t simplify_comparison(Compilation &c, uint8_t op, uint32_t x, uint32_t y);
uint32_t simplify_choice(Compilation &c, uint32_t condition, uint32_t yes, uint32_t no);
uint32_t simplify_logic(Compilation &c, uint8_t op, uint32_t x, uint32_t y);

#if ABAX_COMPILE_FAST
// ---- fast.cpp: the pass of the fast mode, and sums of two
Outcome relax(Compilation &c);
// p*q + z in one rounding, or as a sum where that is less.
uint32_t make_multiply_add(Compilation &c, uint32_t p, uint32_t q, uint32_t z);
// The sum of two constants, where it is finite and does not cancel so much that the two were there for their rounding.
bool add_constants(const Compilation &c, Bits x, Bits y, Bits &sum);
bool is_normal(const Compilation &c, Bits bits);
Bits negated(const Compilation &c, Bits bits);

// ---- reciprocals.cpp: products, quotients and powers of the fast mode. alone: nothing else needs that operand.
uint32_t relax_product(Compilation &c, uint32_t x, uint32_t y, bool x_alone, bool y_alone);
uint32_t relax_quotient(Compilation &c, uint32_t x, uint32_t y, bool x_alone, bool y_alone);
uint32_t relax_power(Compilation &c, uint32_t x, uint32_t y);

// ---- polynomial.cpp: sums of products of the fast mode
struct Polynomial;
Polynomial *new_polynomial(Compilation &c); // in the arena's high end; null where it is full
void free_polynomial(Compilation &c);
void clear_polynomial(Polynomial &p);
// Adds value, or -value. False where there are more terms or factors than a polynomial holds. alone: nothing else needs it.
bool add_term(Compilation &c, Polynomial &p, uint32_t value, bool negative, bool alone);
// The sum in nested form; NONE where that would save nothing.
uint32_t make_polynomial(Compilation &c, Polynomial &p);
#endif

} // namespace abax

#endif
