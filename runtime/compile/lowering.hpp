// What the files of the lowering share: the stack of tasks, the code that is written, and what they ask of each other.
#ifndef ABAX_COMPILE_LOWERING_HPP
#define ABAX_COMPILE_LOWERING_HPP

#include "graph.hpp"

namespace abax {

enum class TaskKind : uint8_t {
    Region,     // compute the statements of the region `value`
    Statements, // compute the statement and those after it
    Keep,       // the statement's value is in the accumulator: store it
    Evaluate,   // value to the accumulator
    Spill,      // the value is in the accumulator: keep it until its user takes it
    Apply,      // operand number `label` is in the accumulator, the others are in the frame
    Argument,   // what is in the accumulator is one of a native's arguments: to the slot `value`
    Native,     // the native's arguments are in the slots from `label` on: call it
    Step,    // the first argument is in the accumulator, further ones in the slots from `label` on: advance the memory
    Fault,   // the truth of the value is a fault of the result `label`
    Release, // one use of the value is over
    Truth,   // make what is in the accumulator, the value, 1 or 0; one use of it is over
    JumpIf,  // go to the label if the value is true
    JumpIfNot, // go to the label if it is not
    Branch,    // a jump of the form `value` to the label, where the accumulator is still needed
    Leave,     // the same, where it is not
    Label,
};

struct Task {
    TaskKind kind;
    uint32_t value;
    uint32_t label;
    uint32_t unused;
};

struct Lowering {
    Compilation &c;
    Code &code;
    const Value *values;
    Placement *placements;
    uint32_t tasks; // on the stack
    uint32_t held;  // slot whose value is in the accumulator, or NONE
    bool full;      // the arena is
};

inline const Value &value_of(const Lowering &l, uint32_t value) { return l.values[value]; }
inline Placement &placement_of(Lowering &l, uint32_t value) { return l.placements[value]; }

// lower.cpp

// A task on top of the stack: the one that is to be done first is pushed last.
void push(Lowering &l, TaskKind kind, uint32_t value, uint32_t label);
inline void push(Lowering &l, TaskKind kind, uint32_t value) { push(l, kind, value, NONE); }
void emit(Lowering &l, Form form, uint8_t op1, uint32_t a, uint32_t b);
inline void emit(Lowering &l, Form form, uint32_t a, uint32_t b) { emit(l, form, OP_NONE, a, b); }

// Whether the value lies in the frame, and where.
bool is_kept(Lowering &l, uint32_t value);
uint32_t slot_of(Lowering &l, uint32_t value);

// One use of the value is over.
void release(Lowering &l, uint32_t value);

// lower_calls.cpp: calls of natives and steps of memories, whose arguments lie in the frame one after another.

void evaluate_native(Lowering &l, uint32_t value);
void call_native(Lowering &l, uint32_t value, uint32_t slots);
void evaluate_step(Lowering &l, uint32_t value);
void advance(Lowering &l, uint32_t step, uint32_t slots);

} // namespace abax

#endif
