// Lowering: placed values to instructions of the base set over one accumulator and the frame.
// Every region's statements are computed in order and kept in the frame; a value with one user is computed where it is used,
// in the accumulator, and spilled to a temporary only while the other operand of its user is computed. Work that waits lies
// on a stack of tasks in the arena's high end. Slots of temporaries are reused within a region only.
// In: graph and placements. Out: start code and main code, slots still tagged with their part of the frame.
#include "graph.hpp"

namespace abax {

namespace {

enum class TaskKind : uint8_t {
    Region,     // compute the statements of the region `value`
    Statements, // compute the statement and those after it
    Keep,       // the statement's value is in the accumulator: store it
    Evaluate,   // value to the accumulator
    Spill,      // the value is in the accumulator: keep it until its user takes it
    Apply,      // operand number `detail` is in the accumulator, the others are in the frame
    Release,    // one use of the value is over
    Truth,      // make what is in the accumulator, the value, 1 or 0; one use of it is over
    JumpIf,     // go to the label if the truth of the value is `detail`
    Branch,     // a jump of the form `detail` to the label, where the accumulator is still needed
    Leave,      // the same, where it is not
    Label,
};

struct Task {
    TaskKind kind;
    uint8_t detail;
    uint16_t unused;
    uint32_t value;
    uint32_t label;
    uint32_t unused_too;
};

struct Lowering {
    Compilation &c;
    Code &code;
    uint32_t tasks; // on the stack
    uint32_t held;  // slot whose value is in the accumulator, or NONE
    bool full;      // the arena is
};

const Value &value_of(const Lowering &l, uint32_t value) { return l.c.graph.values[value]; }
Placement &placement_of(Lowering &l, uint32_t value) { return l.c.placements[value]; }

void push(Lowering &l, TaskKind kind, uint32_t value, uint32_t label = NONE, uint8_t detail = 0) {
    Task *task = static_cast<Task *>(arena_push_high(l.c.arena, sizeof(Task)));
    if (task == nullptr) {
        l.full = true;
        return;
    }
    *task = {kind, detail, 0, value, label, 0};
    ++l.tasks;
}

void emit(Lowering &l, Form form, uint8_t op1, uint32_t a, uint32_t b, bool last_use = false) {
    Instruction *instruction = static_cast<Instruction *>(arena_push(l.c.arena, sizeof(Instruction)));
    if (instruction == nullptr) {
        l.full = true;
        return;
    }
    *instruction = {form, op1, OP_NONE, last_use, a, b, 0};
    if (l.code.instructions == nullptr) {
        l.code.instructions = instruction;
    }
    ++l.code.count;
    if (form == Form::LOAD) {
        l.held = a;
    } else if (form == Form::STORE) {
        l.held = b;
    } else if (form != Form::JZERO && form != Form::JTRUE) {
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
        placement.slot = node.op == VALUE_PARAM ? SLOT_PARAM | node.a : SLOT_CONSTANT | l.c.frame.constants++;
    }
    return placement.slot;
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

bool is_binary(uint8_t op) { return operand_count(op) == 2 && op != OP_AND && op != OP_OR; }

// x op y over two kept values: a form that the fused set joins with an operation before it.
bool is_pair(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    const bool joins = (node.op >= OP_ADD && node.op <= OP_DIV) || node.op == OP_MIN || node.op == OP_MAX;
    return joins && is_kept(l, node.a) && is_kept(l, node.b);
}

void apply_binary(Lowering &l, const Value &node, bool second) {
    const uint32_t other = slot_of(l, second ? node.a : node.b);
    const bool library = find_op(node.op)->kind == OpKind::Library;
    uint8_t op = node.op;
    if (library) {
        emit(l, second ? Form::CALL2R : Form::CALL2, OP_NONE, other, op);
    } else if (!second || swap_operator(op)) {
        emit(l, Form::RA, op, other, 0);
    } else {
        emit(l, Form::AR, op, other, 0);
    }
}

void apply_ternary(Lowering &l, const Value &node, uint8_t held) {
    if (held == 2) {
        emit(l, Form::ABR, node.op, slot_of(l, node.a), slot_of(l, node.b));
    } else {
        emit(l, Form::RAB, node.op, slot_of(l, held == 1 ? node.a : node.b), slot_of(l, node.c));
    }
}

void apply(Lowering &l, uint32_t value, uint8_t held) {
    const Value &node = value_of(l, value);
    const uint32_t count = operand_count(node.op);
    if (count == 1) {
        if (find_op(node.op)->kind == OpKind::Library) {
            emit(l, Form::CALL1, OP_NONE, 0, node.op);
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
        push(l, TaskKind::Apply, value, NONE, second ? 1 : 0);
        push(l, TaskKind::Evaluate, second ? node.b : node.a);
    } else if (kept_x || kept_y) {
        push(l, TaskKind::Apply, value, NONE, kept_x ? 1 : 0);
        push(l, TaskKind::Evaluate, kept_x ? node.b : node.a);
    } else if (node.a == node.b) {
        push(l, TaskKind::Apply, value, NONE, 0);
        push(l, TaskKind::Spill, node.a);
        push(l, TaskKind::Evaluate, node.a);
    } else {
        const uint16_t need_x = placement_of(l, node.a).need;
        const uint16_t need_y = placement_of(l, node.b).need;
        const bool y_first = need_y > need_x || (need_y == need_x && is_pair(l, node.a) && !is_pair(l, node.b));
        push(l, TaskKind::Apply, value, NONE, y_first ? 0 : 1);
        push(l, TaskKind::Evaluate, y_first ? node.a : node.b);
        push(l, TaskKind::Spill, y_first ? node.b : node.a);
        push(l, TaskKind::Evaluate, y_first ? node.b : node.a);
    }
}

void evaluate_ternary(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    uint8_t held = 0; // the operand that is computed last, in the accumulator
    if (node.op == OP_FMA && is_kept(l, node.a)) {
        held = !is_kept(l, node.b) ? 1 : !is_kept(l, node.c) ? 2 : 0;
    }
    push(l, TaskKind::Apply, value, NONE, held);
    push(l, TaskKind::Evaluate, operand(node, held));
    for (uint8_t i = 0; i < 3; ++i) {
        if (i != held && !is_kept(l, operand(node, i))) {
            push(l, TaskKind::Spill, operand(node, i));
            push(l, TaskKind::Evaluate, operand(node, i));
        }
    }
}

void evaluate_conditional(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    const uint32_t inner = placement_of(l, value).inner;
    const uint32_t otherwise = l.code.labels++;
    const uint32_t end = l.code.labels++;
    push(l, TaskKind::Label, NONE, end);
    push(l, TaskKind::Release, node.c);
    push(l, TaskKind::Evaluate, node.c);
    push(l, TaskKind::Region, inner + 1);
    push(l, TaskKind::Label, NONE, otherwise);
    push(l, TaskKind::Branch, NONE, end, static_cast<uint8_t>(Form::JUMP));
    push(l, TaskKind::Release, node.b);
    push(l, TaskKind::Evaluate, node.b);
    push(l, TaskKind::Region, inner);
    push(l, TaskKind::JumpIf, node.a, otherwise, 0);
}

// Where the left side decides, the accumulator holds it as 0 or 1, which is the value.
void evaluate_logic(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    const uint32_t end = l.code.labels++;
    const Form form = node.op == OP_AND ? Form::JZERO : Form::JTRUE;
    push(l, TaskKind::Label, NONE, end);
    push(l, TaskKind::Truth, node.b);
    push(l, TaskKind::Evaluate, node.b);
    push(l, TaskKind::Region, placement_of(l, value).inner);
    push(l, TaskKind::Branch, NONE, end, static_cast<uint8_t>(form));
    push(l, TaskKind::Truth, node.a);
    push(l, TaskKind::Evaluate, node.a);
}

// The statement's own evaluation: what it is made of, though it is kept.
void compute(Lowering &l, uint32_t value) {
    const Value &node = value_of(l, value);
    if (node.op == OP_COND) {
        evaluate_conditional(l, value);
    } else if (node.op == OP_AND || node.op == OP_OR) {
        evaluate_logic(l, value);
    } else if (is_binary(node.op)) {
        evaluate_binary(l, value);
    } else if (operand_count(node.op) == 3) {
        evaluate_ternary(l, value);
    } else {
        push(l, TaskKind::Apply, value, NONE, 0);
        push(l, TaskKind::Evaluate, node.a);
    }
}

void evaluate(Lowering &l, uint32_t value) {
    if (!is_kept(l, value)) {
        compute(l, value);
    } else if (l.held != slot_of(l, value)) {
        emit(l, Form::LOAD, OP_NONE, slot_of(l, value), 0);
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
        push(l, TaskKind::JumpIf, node.a, label, sense == (node.op == OP_BOOL) ? 1 : 0);
    } else if (!kept && (node.op == OP_AND || node.op == OP_OR)) {
        // `sense` decided by the left side alone: jump at once; else the left side leads past the right one
        const bool decisive = node.op == OP_OR;
        const uint32_t past = decisive == sense ? label : l.code.labels++;
        if (past != label) {
            push(l, TaskKind::Label, NONE, past);
        }
        push(l, TaskKind::JumpIf, node.b, label, sense ? 1 : 0);
        push(l, TaskKind::Region, placement_of(l, value).inner);
        push(l, TaskKind::JumpIf, node.a, past, decisive ? 1 : 0);
    } else {
        push(l, TaskKind::Leave, NONE, label, static_cast<uint8_t>(sense ? Form::JTRUE : Form::JZERO));
        push(l, TaskKind::Release, value);
        push(l, TaskKind::Evaluate, value);
    }
}

void keep(Lowering &l, uint32_t value) {
    Placement &placement = placement_of(l, value);
    if (placement.region == REGION_START) {
        placement.slot = SLOT_START | l.c.frame.starts++;
    } else if (placement.slot == NONE) {
        take_temporary(l, value);
    }
    emit(l, Form::STORE, OP_NONE, 0, placement.slot);
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
        emit(l, Form::STORE, OP_NONE, 0, placement_of(l, task.value).slot, true);
        break;
    case TaskKind::Apply:
        apply(l, task.value, task.detail);
        break;
    case TaskKind::Release:
        release(l, task.value);
        break;
    case TaskKind::Truth:
        truth(l, task.value);
        break;
    case TaskKind::JumpIf:
        jump_if(l, task.value, task.label, task.detail != 0);
        break;
    case TaskKind::Branch:
    case TaskKind::Leave:
        emit(l, static_cast<Form>(task.detail), OP_NONE, 0, task.label, task.kind == TaskKind::Leave);
        break;
    case TaskKind::Label:
        emit(l, Form::LABEL, OP_NONE, task.label, 0);
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
        if (d->kind == DeclarationKind::Expression && slot_of(l, d->value) != (SLOT_RESULT | d->ordinal)) {
            evaluate(l, d->value);
            emit(l, Form::STORE, OP_NONE, 0, SLOT_RESULT | d->ordinal);
            release(l, d->value);
        }
    }
}

} // namespace

Outcome lower(Compilation &c) {
    const size_t high = c.arena.high;
    c.start = {nullptr, 0, 0};
    c.main = {nullptr, 0, 0};
    Lowering start = {c, c.start, 0, NONE, false};
    if (c.regions[REGION_START].first != NONE) {
        push(start, TaskKind::Region, REGION_START);
        perform_all(start);
        emit(start, Form::END, OP_NONE, 0, 0);
    }
    Lowering main = {c, c.main, 0, NONE, start.full};
    push(main, TaskKind::Region, REGION_MAIN);
    perform_all(main);
    copy_outputs(main);
    emit(main, Form::END, OP_NONE, 0, 0);
    c.arena.high = high;
    return main.full ? Outcome::Memory : Outcome::Ok;
}

} // namespace abax
