// Lowering of calls of natives, and of steps of memories: their arguments lie in the frame one after another, where they
// are already, as constants that are put there, or copied. In: a value of the graph that is one of these. Out: tasks and
// instructions, as lower.cpp has them.
#include "lowering.hpp"

namespace abax {

namespace {

uint32_t count_arguments(const Lowering &l, uint32_t native) {
    uint32_t count = 0;
    for (uint32_t list = value_of(l, native).a; list != NONE; list = value_of(l, list).b) {
        ++count;
    }
    return count;
}

// The slot of the first of the listed values if all lie in the frame already, one after another; else NONE.
uint32_t slots_in_place(Lowering &l, uint32_t first) {
    if (first == NONE) {
        return SLOT_PARAM; // nothing is read
    }
    uint32_t next = NONE;
    uint32_t slot = NONE;
    for (uint32_t list = first; list != NONE; list = value_of(l, list).b) {
        const uint32_t argument = value_of(l, list).a;
        if (!is_kept(l, argument) || (next != NONE && slot_of(l, argument) != next)) {
            return NONE;
        }
        next = slot_of(l, argument) + 1;
        slot = slot == NONE ? next - 1 : slot;
    }
    return slot;
}

// Slots for `count` arguments. A region's natives share them, unless another one may be called while they are filled.
uint32_t take_arguments(Lowering &l, uint32_t native, uint32_t count) {
    Region &region = l.c.regions[placement_of(l, native).region];
    bool shared = true;
    for (uint32_t list = value_of(l, native).a; list != NONE; list = value_of(l, list).b) {
        const uint32_t argument = value_of(l, list).a;
        shared = shared && (is_kept(l, argument) || (value_of(l, argument).flags & VALUE_HAS_NATIVE) == 0);
    }
    if (shared && region.argument_slots >= count) {
        return region.arguments;
    }
    const uint32_t slots = SLOT_TEMPORARY | l.c.frame.temporaries;
    l.c.frame.temporaries += count;
    if (shared) {
        region.arguments = slots;
        region.argument_slots = count;
    }
    return slots;
}

// Arguments into slots that follow one another. The first one is to be done first, so it is pushed last: the list is
// walked to each from its head, and arities are small.
void push_arguments(Lowering &l, uint32_t first, uint32_t count, uint32_t slots) {
    for (uint32_t i = count; i-- != 0 && !l.full;) {
        uint32_t list = first;
        for (uint32_t step = 0; step < i; ++step) {
            list = value_of(l, list).b;
        }
        push(l, TaskKind::Argument, slots + i);
        push(l, TaskKind::Evaluate, value_of(l, list).a);
    }
}

// Constants that stand in the frame one after another, for a step that takes them all: slots of their own, which the head of the
// list keeps, so that equal lists share them. Lists that end alike do not, since each needs all of its own side by side. NONE
// where one of them is no constant.
uint32_t constants_in_place(Lowering &l, uint32_t first) {
    uint32_t count = 0;
    for (uint32_t list = first; list != NONE; list = value_of(l, list).b, ++count) {
        if (value_of(l, value_of(l, list).a).op != VALUE_CONSTANT) {
            return NONE;
        }
    }
    if (placement_of(l, first).slot == NONE) {
        placement_of(l, first).slot = SLOT_CONSTANT | l.c.frame.constants;
        l.c.frame.constants += count;
    }
    return placement_of(l, first).slot;
}

// A step takes its first argument in the accumulator and the others as natives do: a list that begins with the second one.
uint32_t count_further(const Lowering &l, uint32_t step) { return count_arguments(l, step) - 1; }

} // namespace

void evaluate_native(Lowering &l, uint32_t value) {
    const uint32_t in_place = slots_in_place(l, value_of(l, value).a);
    const uint32_t count = count_arguments(l, value);
    const uint32_t slots = in_place != NONE ? in_place : take_arguments(l, value, count);
    push(l, TaskKind::Native, value, slots);
    if (in_place == NONE) {
        push_arguments(l, value_of(l, value).a, count, slots);
    }
}

void call_native(Lowering &l, uint32_t value, uint32_t slots) {
    const Value &node = value_of(l, value);
    at<Declaration>(l.c, node.b)->used = true;
    emit(l, Form::NATIVE, slots, node.b); // numbered among the imports when all are known
    for (uint32_t list = node.a; list != NONE; list = value_of(l, list).b) {
        release(l, value_of(l, list).a);
    }
}

void evaluate_step(Lowering &l, uint32_t value) {
    const uint32_t first = value_of(l, value).a;
    const uint32_t rest = value_of(l, first).b;
    const uint32_t count = count_further(l, value);
    uint32_t slots = SLOT_STATE | value_of(l, value).b; // of no arguments: any operand will do
    if (count != 0) {
        slots = count > 1 ? constants_in_place(l, rest) : NONE;
        slots = slots == NONE ? slots_in_place(l, rest) : slots;
    }
    const bool copied = slots == NONE;
    slots = copied ? take_arguments(l, value, count) : slots;
    push(l, TaskKind::Step, value, slots);
    push(l, TaskKind::Evaluate, value_of(l, first).a);
    if (copied) {
        push_arguments(l, rest, count, slots);
    }
}

void advance(Lowering &l, uint32_t step, uint32_t slots) {
    const Value &node = value_of(l, step);
    const uint32_t values = step_values(node);
    emit(l, values != 0 ? Form::WINDOW : Form::STATE, step_op(node), values != 0 ? values : slots, SLOT_STATE | node.b);
    for (uint32_t list = node.a; list != NONE; list = value_of(l, list).b) {
        release(l, value_of(l, list).a);
    }
}

} // namespace abax
