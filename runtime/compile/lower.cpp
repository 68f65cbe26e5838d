// Lowering: placed values to instructions of the base set over one accumulator and the frame.
// Every region's statements are computed in order and kept in the frame; a value with one user is computed where it is used,
// in the accumulator, and spilled to a temporary only while the other operand of its user is computed. Work that waits lies
// on a stack of tasks in the arena's high end. Slots of temporaries are reused within a region only.
// In: graph and placements. Out: start code and main code, slots still tagged with their part of the frame.
#include "curves.hpp"
#include "lowering.hpp"

namespace abax {

void push(Lowering &l, TaskKind kind, uint32_t value, uint32_t label) {
    Task *task = static_cast<Task *>(arena_push_high(l.c.arena, sizeof(Task)));
    if (task == nullptr) {
        l.full = true;
        return;
    }
    *task = {kind, value, label, 0};
    ++l.tasks;
}

void emit(Lowering &l, Form form, uint8_t op1, uint32_t a, uint32_t b) {
    Instruction *instruction = static_cast<Instruction *>(arena_push(l.c.arena, sizeof(Instruction)));
    if (instruction == nullptr) {
        l.full = true;
        return;
    }
    *instruction = {form, op1, OP_NONE, false, a, b, 0};
    if (l.code.instructions == nullptr) {
        l.code.instructions = instruction;
    }
    ++l.code.count;
    if (form == Form::LOAD) {
        l.held = a;
    } else if (form == Form::STORE) {
        l.held = b;
    } else if (form != Form::JZERO && form != Form::JTRUE && form != Form::FAULT) {
        l.held = NONE;
    }
}

bool is_kept(Lowering &l, uint32_t value) {
    const Placement &placement = placement_of(l, value);
    return is_leaf(value_of(l, value)) || placement.statement || placement.spilled;
}

uint32_t slot_of(Lowering &l, uint32_t value) {
    Placement &placement = placement_of(l, value);
    if (placement.slot == NONE) { // a leaf, met for the first time
        const Value &node = value_of(l, value);
        placement.slot = node.op == VALUE_PARAM   ? SLOT_PARAM | node.a
                         : node.op == VALUE_STATE ? SLOT_STATE | node.a
                                                  : SLOT_CONSTANT | l.c.frame.constants++;
    }
    return placement.slot;
}

void release(Lowering &l, uint32_t value) {
    Placement &placement = placement_of(l, value);
    if (placement.slot == NONE || (placement.slot & ~SLOT_NUMBER) != SLOT_TEMPORARY) {
        return;
    }
    if (--placement.users == 0) {
        Region &region = l.c.regions[placement.region];
        placement.next = region.free;
        region.free = value;
    }
}

namespace {

void push_label(Lowering &l, uint32_t label) { push(l, TaskKind::Label, NONE, label); }

void push_jump(Lowering &l, TaskKind kind, Form form, uint32_t label) {
    push(l, kind, static_cast<uint32_t>(form), label);
}

void push_jump_if(Lowering &l, uint32_t value, uint32_t label, bool sense) {
    push(l, sense ? TaskKind::JumpIf : TaskKind::JumpIfNot, value, label);
}

// The value comes to the accumulator, and that use of it is over.
void push_use(Lowering &l, uint32_t value) {
    push(l, TaskKind::Release, value);
    push(l, TaskKind::Evaluate, value);
}

// A kept value comes to the accumulator.
void load(Lowering &l, uint32_t value) {
    const uint32_t slot = slot_of(l, value);
    if (l.held != slot) {
        emit(l, Form::LOAD, slot, 0);
    }
}

void emit_store(Lowering &l, uint32_t slot) { emit(l, Form::STORE, 0, slot); }

void mark_last_use(Lowering &l) {
    if (!l.full) {
        l.code.instructions[l.code.count - 1].last_use = true;
    }
}

// A slot for the value: one that is free in its region, or a new one.
void take_temporary(Lowering &l, uint32_t value) {
    Placement &placement = placement_of(l, value);
    Region &region = l.c.regions[placement.region];
    if (region.free != NONE) {
        Placement &freed = placement_of(l, region.free);
        placement.slot = freed.slot;
        region.free = freed.next;
    } else {
        placement.slot = SLOT_TEMPORARY | l.c.frame.temporaries++;
    }
}

bool is_binary(uint8_t op) {
    return operand_count(op) == 2 && op != OP_AND && op != OP_OR && op != VALUE_COMMA && op != VALUE_GUARD &&
           op != OP_INTERP2;
}

// x op y over two kept values: a form that the fused set joins with an operation before it.
bool is_pair(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    const bool joins = (node.op >= OP_ADD && node.op <= OP_DIV) || node.op == OP_MIN || node.op == OP_MAX;
    return joins && is_kept(l, node.a) && is_kept(l, node.b);
}

void apply_binary(Lowering &l, const Value &node, bool second) {
    const uint32_t other = slot_of(l, second ? node.a : node.b);
    const bool library = is_library(node.op);
    uint8_t op = node.op;
    if (library) {
        emit(l, second ? Form::CALL2R : Form::CALL2, other, op);
    } else if (!second || swap_operator(op)) {
        emit(l, Form::RA, op, other, 0);
    } else {
        emit(l, Form::AR, op, other, 0);
    }
}

// Slots are numbered in the order in which they are asked for: the first operand's first, whatever compiler compiles this.
void apply_ternary(Lowering &l, const Value &node, uint32_t held) {
    const uint32_t first = slot_of(l, held == 0 ? node.b : node.a);
    const uint32_t second = slot_of(l, held == 2 ? node.b : node.c);
    emit(l, held == 2 ? Form::ABR : Form::RAB, node.op, first, second);
}

// Where a constant array, a curve or a map lies in the table: its place is given when it is first used.
uint32_t array_place(Compilation &c, Declaration &array) {
    if (!array.used) {
        const uint32_t slots = array.array ? array.slots : curve_slots(c, array);
        array.used = true;
        array.slot = static_cast<uint32_t>(c.array_bytes / 8);
        c.array_bytes += round_up_8(sizeof(abax_array) + size_t{slots} * real_size(c));
        (c.last_array != nullptr ? c.last_array->next_ordered : c.first_array) = &array;
        c.last_array = &array;
    }
    return array.slot;
}

void apply_index(Lowering &l, const Value &node) {
    Declaration &array = *at<Declaration>(l.c, node.b);
    if (array.kind == DeclarationKind::Param) {
        emit(l, Form::INDEXF, SLOT_PARAM | array.slot, array.slots);
    } else {
        emit(l, Form::INDEXC, 0, array_place(l.c, array));
    }
}

void apply(Lowering &l, uint32_t value, uint32_t held) {
    const Value &node = value_of(l, value);
    const uint32_t count = operand_count(node.op);
    if (node.op == VALUE_ELEMENT) {
        apply_index(l, node);
    } else if (node.op == VALUE_OUTSIDE) {
        emit(l, Form::OUTSIDE, 0, node.b);
    } else if (node.op == OP_INTERP) {
        Declaration &curve = *at<Declaration>(l.c, node.b);
        emit(l, curve_of(curve).x.even ? Form::EVEN : Form::CURVE, 0, array_place(l.c, curve));
    } else if (node.op == OP_INTERP2) {
        emit(l, Form::MAP, slot_of(l, node.b), at<Declaration>(l.c, node.c)->slot);
    } else if (count == 1) {
        if (is_library(node.op)) {
            emit(l, Form::CALL1, 0, node.op);
        } else {
            emit(l, Form::U, node.op, 0, 0);
        }
    } else if (count == 2) {
        apply_binary(l, node, held == 1);
    } else {
        apply_ternary(l, node, held);
    }
    const uint32_t distinct = count == 2 && node.a == node.b ? 1 : count;
    for (uint32_t i = 0; i < distinct; ++i) {
        release(l, operand(node, i));
    }
}

// Tasks are pushed in reverse order: the one that is to be done first comes last.
void evaluate_binary(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    const bool kept_x = is_kept(l, node.a);
    const bool kept_y = is_kept(l, node.b);
    if (kept_x && kept_y) {
        const bool second = l.held == slot_of(l, node.b) && l.held != slot_of(l, node.a);
        load(l, second ? node.b : node.a);
        apply(l, value, second ? 1 : 0);
    } else if (kept_x || kept_y) {
        push(l, TaskKind::Apply, value, kept_x ? 1 : 0);
        push(l, TaskKind::Evaluate, kept_x ? node.b : node.a);
    } else if (node.a == node.b) {
        push(l, TaskKind::Apply, value, 0);
        push(l, TaskKind::Spill, node.a);
        push(l, TaskKind::Evaluate, node.a);
    } else {
        const uint16_t need_x = placement_of(l, node.a).need;
        const uint16_t need_y = placement_of(l, node.b).need;
        const bool y_first = need_y > need_x || (need_y == need_x && is_pair(l, node.a) && !is_pair(l, node.b));
        push(l, TaskKind::Apply, value, y_first ? 0 : 1);
        push(l, TaskKind::Evaluate, y_first ? node.a : node.b);
        push(l, TaskKind::Spill, y_first ? node.b : node.a);
        push(l, TaskKind::Evaluate, y_first ? node.b : node.a);
    }
}

void evaluate_ternary(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    uint32_t held = 0; // the operand that is computed last, in the accumulator
    if (node.op == OP_FMA && is_kept(l, node.a)) {
        held = !is_kept(l, node.b) ? 1 : !is_kept(l, node.c) ? 2 : 0;
    } else if (node.op == OP_FMA && is_kept(l, node.b) &&
               !is_kept(l, node.c)) { // what takes more temporaries comes first
        held = placement_of(l, node.a).need >= placement_of(l, node.c).need ? 2 : 0;
    }
    push(l, TaskKind::Apply, value, held);
    push(l, TaskKind::Evaluate, operand(node, held));
    for (uint8_t i = 0; i < 3; ++i) {
        if (i != held && !is_kept(l, operand(node, i))) {
            push(l, TaskKind::Spill, operand(node, i));
            push(l, TaskKind::Evaluate, operand(node, i));
        }
    }
}

// The column comes to the accumulator, the row is in the frame.
void evaluate_map(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    push(l, TaskKind::Apply, value, 0);
    if (is_kept(l, node.b)) {
        push(l, TaskKind::Evaluate, node.a);
        return;
    }
    if (node.a != node.b) {
        push(l, TaskKind::Evaluate, node.a);
    }
    push(l, TaskKind::Spill, node.b);
    push(l, TaskKind::Evaluate, node.b);
}

void evaluate_conditional(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    const uint32_t inner = placement_of(l, value).inner;
    const uint32_t otherwise = l.code.labels++;
    const uint32_t end = l.code.labels++;
    push_label(l, end);
    push_use(l, node.c);
    push(l, TaskKind::Region, inner + 1);
    push_label(l, otherwise);
    push_jump(l, TaskKind::Branch, Form::JUMP, end);
    push_use(l, node.b);
    push(l, TaskKind::Region, inner);
    push(l, TaskKind::JumpIfNot, node.a, otherwise);
}

// Where the left side decides, the accumulator holds it as 0 or 1, which is the value.
void evaluate_logic(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    const uint32_t end = l.code.labels++;
    const Form form = node.op == OP_AND ? Form::JZERO : Form::JTRUE;
    push_label(l, end);
    push(l, TaskKind::Truth, node.b);
    push(l, TaskKind::Evaluate, node.b);
    push(l, TaskKind::Region, placement_of(l, value).inner);
    push_jump(l, TaskKind::Branch, form, end);
    push(l, TaskKind::Truth, node.a);
    push(l, TaskKind::Evaluate, node.a);
}

// Where the condition does not hold, what is kept is whatever the accumulator holds: nothing reads it.
void evaluate_guard(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    const uint32_t end = l.code.labels++;
    push_label(l, end);
    push_use(l, node.b);
    push(l, TaskKind::Region, placement_of(l, value).inner);
    push(l, TaskKind::JumpIfNot, node.a, end);
}

// One FAULT for each of the conditions that are joined, where nothing else needs them together.
void raise_fault(Lowering &l, uint32_t value, uint32_t result) {
    const Value &node = value_of(l, value);
    if (!is_kept(l, value) && node.op == OP_MAX) {
        push(l, TaskKind::Fault, node.b, result);
        push(l, TaskKind::Fault, node.a, result);
        return;
    }
    push(l, TaskKind::Release, value);
    push_jump(l, TaskKind::Leave, Form::FAULT, result);
    push(l, TaskKind::Evaluate, value);
}

// The statement's own evaluation: what it is made of, though it is kept.
void compute(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    if (node.op == OP_COND) {
        evaluate_conditional(l, value);
    } else if (node.op == OP_AND || node.op == OP_OR) {
        evaluate_logic(l, value);
    } else if (node.op == VALUE_NATIVE) {
        evaluate_native(l, value);
    } else if (node.op == VALUE_STEP) {
        evaluate_step(l, value);
    } else if (node.op == VALUE_RECALL) {
        emit(l, Form::RECALL, OP_DELAY, node.b, SLOT_STATE | node.a);
    } else if (node.op == VALUE_GUARD) {
        evaluate_guard(l, value);
    } else if (node.op == VALUE_COMMA) {
        push(l, TaskKind::Release, node.a);
        push_use(l, node.b);
    } else if (node.op == OP_INTERP2) {
        evaluate_map(l, value);
    } else if (is_binary(node.op)) {
        evaluate_binary(l, value);
    } else if (operand_count(node.op) == 3) {
        evaluate_ternary(l, value);
    } else {
        push(l, TaskKind::Apply, value, 0);
        push(l, TaskKind::Evaluate, node.a);
    }
}

void evaluate(Lowering &l, uint32_t value) {
    if (is_kept(l, value)) {
        load(l, value);
    } else {
        compute(l, value);
    }
}

void truth(Lowering &l, uint32_t value) {
    if ((value_of(l, value).flags & VALUE_IS_TRUTH) == 0) {
        emit(l, Form::U, OP_BOOL, 0, 0);
    }
    release(l, value);
}

void jump_if(Lowering &l, uint32_t value, uint32_t label, bool sense) {
    const Value &node = value_of(l, value);
    const bool kept = is_kept(l, value);
    if (!kept && (node.op == OP_NOT || node.op == OP_BOOL)) {
        push_jump_if(l, node.a, label, sense == (node.op == OP_BOOL));
    } else if (!kept && (node.op == OP_AND || node.op == OP_OR)) {
        // `sense` decided by the left side alone: jump at once; else the left side leads past the right one
        const bool decisive = node.op == OP_OR;
        const uint32_t past = decisive == sense ? label : l.code.labels++;
        if (past != label) {
            push_label(l, past);
        }
        push_jump_if(l, node.b, label, sense);
        push(l, TaskKind::Region, placement_of(l, value).inner);
        push_jump_if(l, node.a, past, decisive);
    } else {
        push_jump(l, TaskKind::Leave, sense ? Form::JTRUE : Form::JZERO, label);
        push_use(l, value);
    }
}

void keep(Lowering &l, uint32_t value) {
    Placement &placement = placement_of(l, value);
    if (placement.region == REGION_START) {
        placement.slot = SLOT_START | l.c.frame.starts++;
    } else if (placement.slot == NONE) {
        take_temporary(l, value);
    }
    emit_store(l, placement.slot);
}

void perform(Lowering &l, const Task &task) {
    switch (task.kind) {
    case TaskKind::Region:
        push(l, TaskKind::Statements, l.c.regions[task.value].first);
        break;
    case TaskKind::Statements:
        if (task.value != NONE) {
            push(l, TaskKind::Statements, placement_of(l, task.value).next);
            push(l, TaskKind::Keep, task.value);
            compute(l, task.value);
        }
        break;
    case TaskKind::Keep:
        keep(l, task.value);
        break;
    case TaskKind::Evaluate:
        evaluate(l, task.value);
        break;
    case TaskKind::Spill:
        take_temporary(l, task.value);
        placement_of(l, task.value).spilled = true;
        emit_store(l, placement_of(l, task.value).slot);
        mark_last_use(l);
        break;
    case TaskKind::Apply:
        apply(l, task.value, task.label);
        break;
    case TaskKind::Argument:
        emit_store(l, task.value);
        break;
    case TaskKind::Native:
        call_native(l, task.value, task.label);
        break;
    case TaskKind::Step:
        advance(l, task.value, task.label);
        break;
    case TaskKind::Fault:
        raise_fault(l, task.value, task.label);
        break;
    case TaskKind::Release:
        release(l, task.value);
        break;
    case TaskKind::Truth:
        truth(l, task.value);
        break;
    case TaskKind::JumpIf:
    case TaskKind::JumpIfNot:
        jump_if(l, task.value, task.label, task.kind == TaskKind::JumpIf);
        break;
    case TaskKind::Branch:
    case TaskKind::Leave:
        emit(l, static_cast<Form>(task.value), 0, task.label);
        if (task.kind == TaskKind::Leave) {
            mark_last_use(l);
        }
        break;
    case TaskKind::Label:
        emit(l, Form::LABEL, task.label, 0);
        break;
    }
}

void perform_all(Lowering &l) {
    while (l.tasks != 0 && !l.full) {
        const Task task = *reinterpret_cast<Task *>(l.c.arena.base + (l.c.arena.size - l.c.arena.high));
        arena_pop_high(l.c.arena, sizeof(Task));
        --l.tasks;
        perform(l, task);
    }
}

// Outputs that are not kept in their own result: inputs, constants, and values that are an earlier output too.
void copy_outputs(Lowering &l) {
    for (Declaration *d = l.c.first; d != nullptr && !l.full; d = d->next) {
        if (is_result(*d) && slot_of(l, d->value) != (SLOT_RESULT | d->ordinal)) {
            evaluate(l, d->value);
            emit_store(l, SLOT_RESULT | d->ordinal);
            release(l, d->value);
        }
    }
}

// In declared order, so that the first result that demanded what faulted is charged.
void raise_faults(Lowering &l) {
    for (Declaration *d = l.c.first; d != nullptr && !l.full; d = d->next) {
        if (is_result(*d) && d->fault != NO_FAULT) {
            push(l, TaskKind::Fault, d->fault, d->ordinal);
            perform_all(l);
        }
    }
}

// What prev keeps, after everything that reads what it was: first the values that are themselves what another prev was, before
// that one is overwritten.
void commit_states(Lowering &l) {
    for (uint32_t commit = l.c.first_commit; commit != NONE && !l.full; commit = placement_of(l, commit).next) {
        const uint32_t kept = value_of(l, value_of(l, commit).a).a;
        if (value_of(l, kept).op == VALUE_STATE) {
            evaluate(l, kept);
            placement_of(l, commit).slot = SLOT_TEMPORARY | l.c.frame.temporaries++;
            emit_store(l, placement_of(l, commit).slot);
        }
    }
    for (uint32_t commit = l.c.first_commit; commit != NONE && !l.full; commit = placement_of(l, commit).next) {
        const uint32_t kept = value_of(l, value_of(l, commit).a).a;
        const uint32_t copied = placement_of(l, commit).slot;
        const uint32_t slot = copied != NONE ? copied : slot_of(l, kept);
        if (l.held != slot) {
            emit(l, Form::LOAD, slot, 0);
        }
        advance(l, commit, SLOT_STATE | value_of(l, commit).b);
        l.held = slot; // the accumulator stays as it was
    }
}

// Maps come first in the table: they have an operand beside their place, which then has fewer bits.
void place_maps(Compilation &c) {
    for (uint32_t i = 0; i < c.graph.count; ++i) {
        if (c.graph.values[i].op == OP_INTERP2 && c.placements[i].region != NONE) {
            array_place(c, *at<Declaration>(c, c.graph.values[i].c));
        }
    }
    c.map_bytes = c.array_bytes;
}

// The natives that are called, in declared order.
void number_imports(Compilation &c) {
    for (Declaration *d = c.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Native && d->used) {
            d->ordinal = c.import_count++;
        }
    }
    for (uint32_t i = 0; i < c.main.count; ++i) {
        Instruction &instruction = c.main.instructions[i];
        if (instruction.form == Form::NATIVE) {
            instruction.b = at<Declaration>(c, instruction.b)->ordinal;
        }
    }
}

} // namespace

Outcome lower(Compilation &c) {
    const size_t high = c.arena.high;
    place_maps(c);
    c.start = {nullptr, 0, 0};
    c.main = {nullptr, 0, 0};
    Lowering start = {c, c.start, c.graph.values, c.placements, 0, NONE, false};
    if (c.regions[REGION_START].first != NONE) {
        push(start, TaskKind::Region, REGION_START);
        perform_all(start);
        emit(start, Form::END, 0, 0);
    }
    Lowering main = {c, c.main, c.graph.values, c.placements, 0, NONE, start.full};
    push(main, TaskKind::Region, REGION_MAIN);
    perform_all(main);
    copy_outputs(main);
    raise_faults(main);
    commit_states(main);
    number_imports(c);
    emit(main, Form::END, 0, 0);
    c.arena.high = high;
    return main.full ? Outcome::Memory : Outcome::Ok;
}

} // namespace abax
